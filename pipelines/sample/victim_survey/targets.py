"""The figures that the victim satisfaction survey must show, each with its source.

Here: only numbers. The 2017 report (section "Hate Crime Victim Satisfaction") prints none. It says that about ten
victims are surveyed a month. Over rolling 12 months, ease of contact is "consistently at a high level" and the whole
experience follows actions and follow up, with a target of 90%. All numbers are chosen to fit that. Not
here: every other agency's figures (county/targets.py, schools/targets.py).
"""

#: Responses by month of interview, April 2015 to September 2017.
RESPONSES = (
    9, 10, 11, 10, 8, 12, 10, 9, 11, 8, 10, 10,
    11, 10, 9, 12, 13, 10, 10, 11, 10, 9, 8, 11,
    10, 12, 11, 10, 12, 9,
)  # fmt: skip

#: How many answered each question, and how many were not satisfied. Over 12 months, for every end from March 2016 to
#: June 2017, 97 or 98% are satisfied with ease of contact, 94 to 97% with treatment, 85 to 90% with actions and 81 to
#: 87% with follow up. 87 to 90.2% are satisfied with the whole experience, sometimes above 90% from December 2016.
NOT_SATISFIED = {
    "ease_of_contact": (0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1),
    "actions": (2, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 1, 0, 1, 1, 1, 2, 1, 1, 1, 2, 1),
    "follow_up": (1, 2, 2, 2, 1, 2, 2, 1, 2, 1, 2, 2, 1, 1, 2, 2, 2, 1, 1, 1, 1, 0, 1, 2, 2, 1, 2, 2, 1, 1),
    "treatment": (0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0),
    "whole_experience": (1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 0, 1, 1, 1, 2, 1, 1, 1, 1, 1),
}  # fmt: skip

#: Every this many months, one response does not answer the question.
MONTHS_TO_UNANSWERED = {
    "ease_of_contact": 6,
    "actions": 2,
    "follow_up": 1,
    "treatment": 4,
    "whole_experience": 5,
}
