"""The sample's deliveries from Warwickshire Police.

Here: which deliveries it sends (`deliveries`), its corrected records (`offences`, `victims`), what was wrong in them at
first (`editions`), and how cells are written (`cells`). Also which cells can't be read (`faults`), and what a delivery
held about each record (`row_outcomes`). Which hate crimes are recorded, and their victims, belongs in `county`, because
other agencies hear about them too. What these files share with other agencies' files belongs in `writing`.
"""
