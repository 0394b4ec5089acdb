"""The sample's deliveries from the victim satisfaction survey.

Here: which deliveries it sends (`deliveries`), its corrected records (`records`), the figures these must show
(`targets`), how cells are written (`cells`), and which cells can't be read (`faults`). No response is linked to a
person, so nothing about them belongs in `county`. What these files share with other agencies' files belongs in
`writing`.
"""
