"""The sample's deliveries of EQuIP.

Here: which deliveries it sends (`deliveries`), what is recorded once all is right (`records`), how cells are written
(`cells`) and laid out in sheets (`sheets`), and what in them cannot be read (`faults`). Whom it helps, and the figures
of that, belongs in `county`. What other agencies' files share with these belongs in `writing`.
"""
