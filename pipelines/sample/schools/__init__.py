"""The sample's deliveries from schools.

Here: which deliveries they send (`deliveries`), their corrected records (`records`), the figures these must show
(`targets`), how cells are written (`cells`), and which cells can't be read (`faults`). No other agency hears about
their incidents, so nothing about them belongs in `county`. What these files share with other agencies' files belongs in
`writing`.
"""
