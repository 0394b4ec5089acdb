"""The sample's deliveries of reporthatenow.com.

Here: which deliveries it sends (`deliveries`), what is recorded once all is right (`records`), how lines are written
(`cells`), and what in them cannot be read (`faults`). What is reported and by whom, and the figures of that, belongs in
`county`. What other agencies' files share with these belongs in `writing`.
"""
