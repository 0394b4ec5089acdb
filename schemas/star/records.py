"""The records of all agencies side by side, and the figures that each is counted in.

Here: what brings the agencies' facts together. The facts themselves are in `police` and `partners`; the people
and incidents that the records are about are in `linkage`.
"""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, String, Table

from schemas.columns import given, key, maybe, status
from schemas.star.dimensions import STAR
from schemas.star.linkage import incident, record

Table(
    "dim_measure",
    STAR,
    key("measure", String, "the column of mart.silo_district_month"),
    maybe(
        "covered_by",
        String,
        "the agency whose coverage the figure depends on; NULL if any agency's coverage is enough",
        "dim_agency.agency",
    ),
    given("is_by_linkage", Boolean, "whether it depends on which records are linked, not on its own records alone"),
)

Table(
    "fct_record",
    STAR,
    *record(),
    incident(),
    *status(),
)

Table(
    "bridge_record_measure",
    STAR,
    key("agency", String, "the agency that holds the record", "dim_agency.agency"),
    key("record_ref", String, "the record"),
    key("measure", String, "the figure it is counted in", "dim_measure.measure"),
    given("district_code", String, "the district it is counted in", "dim_district.district_code"),
    given("month_start", Date, "first day of the month it is counted in", "dim_date.date"),
    given("counted", BigInteger, "what it adds to the figure"),
    CheckConstraint("counted >= 1"),
)
