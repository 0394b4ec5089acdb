"""What an extract says around its tables: its marking, what its reader may do with it, and how to read its figures.

Here: words for each kind of disclosure. What is said of one table stands in the head of its query.
"""

from pipelines.disclosure.suppression import BASE, HIDDEN, SUPPRESSED

MARKING = {"operational": "OFFICIAL-SENSITIVE", "statistical": "OFFICIAL"}
CONTACT = "Insight Service, Warwickshire County Council: insight@warwickshire.gov.uk"

_LEAST, _MOST = SUPPRESSED.start, SUPPRESSED.stop - 1

_EVERY = {"monthly": "every month", "quarterly": "every quarter", "yearly": "every year"}

_INTRODUCTION = {
    "operational": (
        "This workbook brings together what each agency holds of hate crime in your area. It is made "
        "anew after every delivery, so figures for past months can change as records are added, corrected "
        "or withdrawn.",
        "Counts are exact and can identify people where they are small. Handle this workbook under your "
        "information sharing agreement, and do not publish figures from it.",
    ),
    "statistical": (
        "This workbook brings together what the county's agencies know of hate crime. It is made anew after every "
        "delivery, so figures for past months can change as records are added, corrected or withdrawn.",
        f"So that nobody can be identified, counts of {_LEAST} to {_MOST} are not shown and stand as {HIDDEN}; all "
        f"others are rounded to the nearest {BASE}, totals too, each by itself. Figures therefore need not add up, and "
        "the difference of two figures can be out by a few. Percentages are worked out from the rounded figures.",
        "You may publish any figure of this workbook as it stands here.",
    ),
}

_NOTES = {
    "operational": (
        ("[x]", "Not available: the agency delivered nothing that covers it, or did not record it at that time."),
    ),
    "statistical": (
        (
            "Rounding",
            f"All figures but percentages are rounded to the nearest {BASE}, totals too, each by itself: 10 stands for "
            "8 to 12. 0 is none. Figures need not add up.",
        ),
        (
            "Percentages",
            "They are worked out from the rounded figures that stand beside them, to the whole percent; of small "
            "figures they can be out by many points.",
        ),
        (
            "Area",
            "Warwickshire is its five districts together. What happened outside the county, or of which the district "
            "is not known, is not counted.",
        ),
        (HIDDEN, f"Confidential: {_LEAST} to {_MOST}, or worked out from such a figure. It does not mean none."),
        (
            "[x]",
            "Not available: not all agencies have delivered what it needs, or it was not recorded at that time. It "
            "does not mean none.",
        ),
    ),
}


def introduction(disclosure: str, cadence: str) -> tuple[str, ...]:
    """Return the paragraphs of the cover."""
    first, *others = _INTRODUCTION[disclosure]
    return (f"{first} A new one is given out {_EVERY[cadence]}.", *others)


def notes(disclosure: str) -> tuple[tuple[str, str], ...]:
    """Return the notes on the figures, by name."""
    return _NOTES[disclosure]
