"""The sample's deliveries from EQuIP.

Here: which deliveries it sends (`deliveries`), its corrected records (`records`), how cells are written (`cells`) and
laid out in sheets (`sheets`), and which cells can't be read (`faults`). Whom it helps, and how many, belongs in
`county`. What these files share with other agencies' files belongs in `writing`.
"""
