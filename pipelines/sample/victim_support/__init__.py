"""The sample's deliveries from Victim Support.

Here: which deliveries it sends (`deliveries`), its corrected records (`records`), how cells are written (`cells`), and
which cells can't be read (`faults`). Whom it supports, and how many, belongs in `county`. What these files share with
other agencies' files belongs in `writing`.
"""
