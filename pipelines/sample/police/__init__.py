"""The sample's deliveries of Warwickshire Police.

Here: which deliveries it sends (`deliveries`), what is recorded once all is right (`offences`, `victims`), what was
wrong of it at first (`editions`), how cells are written (`cells`), what in them cannot be read (`faults`), and what a
delivery gave of each record (`held`). Which hate crimes are recorded, and of whom, belongs in `county`, since other
agencies hear of them too. What other agencies' files share with these belongs in `writing`.
"""
