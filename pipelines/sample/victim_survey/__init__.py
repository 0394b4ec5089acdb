"""The sample's deliveries of the victim satisfaction survey.

Here: which deliveries it sends (`deliveries`), what is recorded once all is right (`records`), the figures it must show
(`targets`), how cells are written (`cells`), and what in them cannot be read (`faults`). No response is tied to a
person, so nothing of them belongs in `county`. What other agencies' files share with these belongs in `writing`.
"""
