"""How published figures have changed since, and why.

Here: the contracts of the marts that compare this release with earlier ones, and the reasons a figure may change.
The figures themselves are in `silos`.
"""

from sqlalchemy import BigInteger, CheckConstraint, String, Table

from schemas.columns import count, district_month, given, key, one_of
from schemas.marts.silos import MARTS

#: Why a figure may change, and the records behind each reason.
REASONS = {
    "newly_covered": "records of a month that their agency had not delivered in full",
    "late_record": "records that came later, for a month that their agency had delivered in full",
    "marker_changed": "hate markers added to police records, or taken off them",
    "withdrawn": "records that their agency no longer holds",
    "relinked": "records that are unchanged, but linked to other records than before",
    "corrected": "records that a later delivery or a correction has put right",
}

Table(
    "change",
    MARTS,
    key("measure", String, "the column of silo_district_month"),
    *district_month(),
    key("reason", String, "; ".join(f"{reason}: {records}" for reason, records in REASONS.items())),
    one_of("reason", *REASONS),
    given("change", BigInteger, "what the reason adds to the figure; below 0 if it lowers the figure"),
    CheckConstraint("change <> 0"),
)

Table(
    "revision",
    MARTS,
    key("release_id", String, "the earlier release: its folder's name, which begins with the date and time in UTC"),
    key("measure", String, "the column of silo_district_month"),
    *district_month(),
    given("published", BigInteger, "the figure as that release published it"),
    *count("figure", "the current figure; NULL if no delivery covers the month any more"),
    given("change", BigInteger, "figure minus published, which is the sum of the reasons"),
    *(given(reason, BigInteger, f"the part of the change due to {records}") for reason, records in REASONS.items()),
    CheckConstraint("change = coalesce(figure, 0) - published"),
    CheckConstraint(f"change = {' + '.join(REASONS)}"),
)
