"""What the agencies know between them: the silos side by side, the different incidents, and whom they struck.

Here: the contracts of the marts that count over agencies, and of the coverage that all marts go by. Those of one
agency stand in `agencies`.
"""

from sqlalchemy import BigInteger, CheckConstraint, Date, MetaData, String, Table

from schemas.columns import count, district_month, given, key, one_of, part, provisional

MARTS = MetaData(schema="mart")

Table(
    "coverage_month",
    MARTS,
    key("agency", String, "the agency"),
    key("month_start", Date, "first day of the month"),
    given("days_covered", BigInteger, "days of the month that its deliveries cover"),
    given("days", BigInteger, "days in the month"),
    given("coverage", String, "complete, partial or none"),
    one_of("coverage", "complete", "partial", "none"),
    CheckConstraint("days_covered <= days"),
)

Table(
    "figure_district_month",
    MARTS,
    key("measure", String, "the column of silo_district_month"),
    *district_month(),
    *count("figure", "the figure; NULL where nothing that it needs covers the month"),
    provisional(),
)

Table(
    "silo_district_month",
    MARTS,
    *district_month(),
    *count("police_offences", "hate offences, by date recorded"),
    *count("police_crimed_incidents", "hate crimed incidents, by date recorded"),
    *count("police_all_records", "all recorded offences and crimed incidents, hate or not"),
    *count("victim_support_cases", "Victim Support cases, by date opened"),
    *count("equip_hate_cases", "EQuIP casework about hate incidents, by date opened"),
    *count("school_incidents", "school incidents, by incident date"),
    *count("online_reports", "online reports, by submission"),
    *count("agency_contacts", "hate records of all agencies that cover the month: all above but police_all_records"),
    *part("unique_incidents_low", "unique_incidents", "different incidents, where linkage joins most"),
    *part("unique_incidents", "unique_incidents_high", "different incidents, by the central threshold"),
    *part("unique_incidents_high", "agency_contacts", "different incidents, where linkage joins least"),
    *count("unique_people", "different victims of the contacts, of those whom the records tell of"),
    *part("known_to_police", "unique_incidents", "of unique_incidents those that the police hold a record of"),
    *part("not_known_to_police", "unique_incidents", "of unique_incidents those that they hold none of"),
    provisional(),
    CheckConstraint("police_offences + police_crimed_incidents <= police_all_records"),
    CheckConstraint("known_to_police + not_known_to_police = unique_incidents"),
)

Table(
    "silo_pair_district_month",
    MARTS,
    key("agency", String, "whose contacts are counted"),
    key("other_agency", String, "whose records they are linked to"),
    *district_month(),
    *count("records", "contacts with the agency, by the day it counts by"),
    *part("linkable_records", "records", "of them those that carry enough to be found by"),
    *part("linked_records", "records", "of them those of an incident of which the other agency holds a record"),
    provisional(),
    CheckConstraint("agency <> other_agency"),
)

Table(
    "silo_combination_district_month",
    MARTS,
    *district_month(),
    key("agencies", String, "all who hold a record of the incident, as police+victim_support"),
    *count("incidents", "different incidents of which these agencies, and no other, hold a record"),
    provisional(),
)

Table(
    "repeat_victim_month",
    MARTS,
    *district_month(),
    *count("victims", "different victims of the month's incidents, of those whom records tell of"),
    *part(
        "repeat_victims",
        "victims",
        "of them victims of two or more incidents in twelve months; NULL until twelve are covered",
    ),
    *count("incidents_of_repeat_victims", "the different incidents of those twelve months that struck them"),
    provisional(),
    CheckConstraint("repeat_victims = 0 or incidents_of_repeat_victims >= 2"),
)
