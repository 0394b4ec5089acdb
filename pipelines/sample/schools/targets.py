"""The figures that the schools' incidents must show, each with its source.

Here: only numbers. Published figures are those of the 2017 report (section "Prejudice Related Incidents in Schools",
report_2017/key_figures.csv). What the report does not print is chosen to fit what it says in words. Not here: every
other agency's figures (county/targets.py, victim_survey/targets.py).
"""

from datetime import date
from typing import NamedTuple


class Term(NamedTuple):
    """A school term: its first and last day, and the incidents in it."""

    begins: date
    ends: date
    incidents: int


#: Six terms; the last three are the school year 2016/17, 59 incidents. The year before (46) and the shares of terms
#: are chosen.
TERMS = (
    Term(date(2015, 9, 2), date(2015, 12, 18), 17),
    Term(date(2016, 1, 5), date(2016, 3, 24), 14),
    Term(date(2016, 4, 11), date(2016, 7, 20), 15),
    Term(date(2016, 9, 5), date(2016, 12, 16), 23),
    Term(date(2017, 1, 4), date(2017, 4, 7), 19),
    Term(date(2017, 4, 24), date(2017, 7, 21), 17),
)
TERMS_A_YEAR = 3

# The tables below are for the report's year; the year before has its share of each.

#: 95% of victims and 97% of perpetrators had a good or satisfactory outcome, if it is known: 54 of 57 and 56 of 58. How
#: many are known, and the split between good and satisfactory, is chosen.
VICTIM_OUTCOMES = {"Good": 33, "Satisfactory": 21, "Unsatisfactory": 3, None: 2}
PERPETRATOR_OUTCOMES = {"Good": 30, "Satisfactory": 26, "Unsatisfactory": 2, None: 1}

#: How many incidents each action followed. PCSO contact is the report's 2; the first five are its "top five",
#: mainly informing parents and class discussion; the others are the rarer responses it names. Numbers are chosen.
ACTIONS = {
    "Parents informed": 34,
    "Class discussion": 25,
    "Verbal warning": 18,
    "Apology": 15,
    "Detention": 11,
    "Exclusion": 4,
    "Loss of privileges": 4,
    "Other": 3,
    "Workshop": 2,
    "PCSO contact": 2,
}

#: Not on any list of strands.
NOT_A_STRAND = "Sexist"

#: What incidents were about, by strand (with ";" between). Chosen: mostly race, like the remarks the report quotes.
STRANDS = {
    "race": 40,
    "sexual_orientation": 6,
    "race;religion": 4,
    "religion": 3,
    "disability": 3,
    "transgender": 1,
    "other": 1,
    NOT_A_STRAND: 1,
}

#: Incidents at schools that are on no list. Chosen.
AT_UNLISTED_SCHOOLS = 2
