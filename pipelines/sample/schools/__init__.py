"""The sample's deliveries of schools.

Here: which deliveries they send (`deliveries`), what is recorded once all is right (`records`), the figures it must
show (`targets`), how cells are written (`cells`), and what in them cannot be read (`faults`). No other agency hears of
their incidents, so nothing of them belongs in `county`. What other agencies' files share with these belongs in
`writing`.
"""
