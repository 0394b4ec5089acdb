"""What a reader knows about how the printed measures are related, apart from which is a part of which.

Here: only that. It is true of measures as the marts count them, in each district and month.
"""

from collections.abc import Mapping

#: Measures that are the sum of others, in each district and month. A sum of one measure is the same under another name.
TOTALS: Mapping[str, tuple[str, ...]] = {
    "agency_contacts": (
        "police_offences",
        "police_crimed_incidents",
        "victim_support_cases",
        "equip_hate_cases",
        "school_incidents",
        "online_reports",
    ),
    "cases": ("victim_support_cases",),
    "hate_casework": ("equip_hate_cases",),
    "hate_records": ("police_offences", "police_crimed_incidents"),
    "unique_incidents": ("known_to_police", "not_known_to_police"),
}


def made_of(measure: str) -> tuple[str, ...]:
    """Return the measures that a measure adds up, or that its whole adds up if it is a strand; otherwise itself."""
    base = measure.partition(":")[0]
    return TOTALS.get(base, (base,))
