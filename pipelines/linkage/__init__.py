"""Who is the same person, what is the same incident: records of all agencies linked, inside the vault.

Here: probabilistic linkage (Fellegi and Sunter, by Splink), its pseudonyms, its quality and the review of doubtful
pairs. `night` is what a load runs. Identities are read from the vault into memory and nowhere else; what leaves are
pseudonyms and counts. Not here: Dagster (`pipelines/defs/linkage.py`), and the tables made of it (`sql/2_star`).
"""
