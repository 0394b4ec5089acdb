"""The sample's deliveries from reporthatenow.com.

Here: which deliveries it sends (`deliveries`), its corrected records (`records`), how lines are written (`cells`), and
which lines and values can't be read (`faults`). What is reported and by whom, and how often, belongs in `county`. What
these files share with other agencies' files belongs in `writing`.
"""
