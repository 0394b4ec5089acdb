"""The words around an extract's tables: what its reader may do with it, and how to read the figures.

Here: the words for each kind of disclosure. Notes about a single table are in the header of its query.
"""

from pipelines.disclosure.suppression import BASE, HIDDEN, SUPPRESSED

_LEAST, _MOST = SUPPRESSED.start, SUPPRESSED.stop - 1

_ISSUED = {"monthly": "Issued monthly.", "quarterly": "Issued quarterly.", "yearly": "Issued yearly."}

_INTRODUCTION = {
    "operational": (
        "This workbook brings together what each agency knows about hate crime in your area. It is regenerated after "
        "every delivery, so figures for past months can change as records are added, corrected, withdrawn or matched "
        "again.",
        "Counts are exact, and small counts can identify people. Handle this workbook under your information sharing "
        "agreement. Don't publish figures from it.",
    ),
    "statistical": (
        "This workbook brings together what the county's agencies know about hate crime. It is regenerated after every "
        "delivery, so figures for past months can change as records are added, corrected, withdrawn or matched again.",
        f"So that nobody can be identified, counts of {_LEAST} to {_MOST} are hidden and shown as {HIDDEN}. All other "
        f"counts, including totals, are rounded separately to the nearest {BASE}. Figures may therefore not add up, "
        "and the difference between two figures can be out by a few. Percentages are worked out from the rounded "
        "figures.",
        "You may publish any figure in this workbook exactly as it is shown.",
    ),
}

_NOTES = {
    "operational": (
        (
            "[x]",
            "Not available: the agency delivered nothing that covers this figure, or did not record this at the time.",
        ),
    ),
    "statistical": (
        (
            "Rounding",
            f"Every figure except percentages is rounded separately to the nearest {BASE}, including totals: 10 means "
            "8 to 12. 0 means none. Figures may not add up.",
        ),
        (
            "Percentages",
            "They are worked out from the rounded figures beside them and shown as whole numbers. For small figures "
            "they can be out by many percentage points.",
        ),
        (
            "Area",
            "Warwickshire means its five districts together. Anything that happened outside the county, or in an "
            "unknown district, is not counted.",
        ),
        (HIDDEN, f"Confidential: {_LEAST} to {_MOST}, or worked out from such a figure. It does not mean none."),
        (
            "[x]",
            "Not available: not all agencies have delivered the records needed, or this was not recorded at the time. "
            "It does not mean none.",
        ),
    ),
}


def introduction(disclosure: str, cadence: str) -> tuple[str, ...]:
    """Return the cover's opening paragraphs."""
    first, *others = _INTRODUCTION[disclosure]
    return (f"{first} {_ISSUED[cadence]}", *others)


def notes(disclosure: str) -> tuple[tuple[str, str], ...]:
    """Return the notes on the figures, each with its name."""
    return _NOTES[disclosure]
