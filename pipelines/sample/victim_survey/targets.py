"""The figures that the victim satisfaction survey must show, each with its source.

Here: numbers and nothing that acts on them. The 2017 report (section "Hate Crime Victim Satisfaction") prints none:
about ten victims are surveyed a month; over rolling twelve months ease of contact is "consistently at a high level",
the whole experience goes along with actions and follow up, and 90% is what it should reach. All numbers are chosen
to fit that. Not here: every other agency's figures (county/targets.py, schools/targets.py).
"""

#: Responses by month of interview, April 2015 to September 2017.
RESPONSES = (
    9, 10, 11, 10, 8, 12, 10, 9, 11, 8, 10, 10,
    11, 10, 9, 12, 13, 10, 10, 11, 10, 9, 8, 11,
    10, 12, 11, 10, 12, 9,
)  # fmt: skip

#: How many of them answered each question, and were not satisfied. Over the twelve months to any end from March
#: 2016 to June 2017, ease of contact is satisfactory to 97 or 98%, treatment to 94 to 97%, actions to 85 to 90%,
#: follow up to 81 to 87%, and the whole experience to 87 to 90.2%, above 90% from December 2016 on and off.
NOT_SATISFIED = {
    "ease_of_contact": (0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1),
    "actions": (2, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 1, 0, 1, 1, 1, 2, 1, 1, 1, 2, 1),
    "follow_up": (1, 2, 2, 2, 1, 2, 2, 1, 2, 1, 2, 2, 1, 1, 2, 2, 2, 1, 1, 1, 1, 0, 1, 2, 2, 1, 2, 2, 1, 1),
    "treatment": (0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0),
    "whole_experience": (1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 0, 1, 1, 1, 2, 1, 1, 1, 1, 1),
}  # fmt: skip

#: One response of every so many months does not answer the question.
MONTHS_TO_UNANSWERED = {
    "ease_of_contact": 6,
    "actions": 2,
    "follow_up": 1,
    "treatment": 4,
    "whole_experience": 5,
}
