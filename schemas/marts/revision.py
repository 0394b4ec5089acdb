"""What has changed since it was published, and why.

Here: the contracts of the marts that compare this release with earlier ones, and the reasons a figure may change for.
The figures themselves stand in `silos`.
"""

from sqlalchemy import BigInteger, CheckConstraint, String, Table

from schemas.columns import count, district_month, given, key, one_of
from schemas.marts.silos import MARTS

#: Why a figure may change, and what of the change is due to each.
REASONS = {
    "newly_covered": "records of a month that their agency had not delivered in full",
    "late_record": "records that came later, of a month that their agency had delivered in full",
    "marker_changed": "hate markers that were put on police records, or taken off them",
    "withdrawn": "records that their agency no longer holds",
    "relinked": "records that are linked to others than before, and are themselves the same",
    "corrected": "records that a later delivery, or a correction of one, has put right",
}

Table(
    "change",
    MARTS,
    key("measure", String, "the column of silo_district_month"),
    *district_month(),
    key("reason", String, "; ".join(f"{reason}, {records}" for reason, records in REASONS.items())),
    one_of("reason", *REASONS),
    given("change", BigInteger, "what it adds to the figure; below 0 where it lowers it"),
    CheckConstraint("change <> 0"),
)

Table(
    "revision",
    MARTS,
    key("release_id", String, "the earlier release: its folder's name, which begins with the day and time, UTC"),
    key("measure", String, "the column of silo_district_month"),
    *district_month(),
    given("published", BigInteger, "the figure as that release published it"),
    *count("figure", "the figure as it is now; NULL where nothing covers the month any more"),
    given("change", BigInteger, "figure less published, and so the sum of the reasons"),
    *(given(reason, BigInteger, f"of the change, what is due to {records}") for reason, records in REASONS.items()),
    CheckConstraint("change = coalesce(figure, 0) - published"),
    CheckConstraint(f"change = {' + '.join(REASONS)}"),
)
