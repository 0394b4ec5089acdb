"""Linkage: which records of all agencies are about the same person or the same incident.

Here: probabilistic linkage (Fellegi and Sunter, by Splink), its pseudonyms, its quality and the review of doubtful
pairs. A load runs `night`. Identities are read from the vault into memory and go nowhere else; only pseudonyms and
counts leave. Not here: Dagster (`pipelines/defs/linkage.py`), and the tables made from linkage (`sql/2_star`).
"""
