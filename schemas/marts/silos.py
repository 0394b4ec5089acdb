"""What the agencies know between them: the silos side by side, the distinct incidents and their victims.

Here: the contracts of the marts that count over agencies, and of the coverage that all marts use. Those of one
agency are in `agencies`, and those of the police's records in `police`.
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
    *count("figure", "the figure; NULL if no delivery that it needs covers the month"),
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
    *count("agency_contacts", "hate records of all agencies that cover the month: all above except police_all_records"),
    *part("unique_incidents_low", "unique_incidents", "distinct incidents, where linkage joins most records"),
    *part("unique_incidents", "unique_incidents_high", "distinct incidents, by the central threshold"),
    *part("unique_incidents_high", "agency_contacts", "distinct incidents, where linkage joins fewest records"),
    *count("unique_people", "distinct victims in the contacts, where the records identify them"),
    *part("known_to_police", "unique_incidents", "those of unique_incidents that the police hold a record of"),
    *part("not_known_to_police", "unique_incidents", "those of unique_incidents that the police hold no record of"),
    provisional(),
    CheckConstraint("police_offences + police_crimed_incidents <= police_all_records"),
    CheckConstraint("known_to_police + not_known_to_police = unique_incidents"),
)

Table(
    "silo_pair_district_month",
    MARTS,
    key("agency", String, "the agency whose contacts are counted"),
    key("other_agency", String, "the agency whose records they are linked to"),
    *district_month(),
    *count("records", "contacts with the agency, by the date used to count them"),
    *part("linkable_records", "records", "records that carry enough detail to match"),
    *part("linked_records", "records", "records of an incident that the other agency also holds a record of"),
    provisional(),
    CheckConstraint("agency <> other_agency"),
)

Table(
    "silo_combination_district_month",
    MARTS,
    *district_month(),
    key("agencies", String, "all agencies with a record of the incident, such as police+victim_support"),
    *count("incidents", "distinct incidents that these agencies, and no other, hold a record of"),
    provisional(),
)

Table(
    "repeat_victim_month",
    MARTS,
    *district_month(),
    *count("victims", "distinct victims of the month's incidents, where the records identify them"),
    *part(
        "repeat_victims",
        "victims",
        "victims of two or more incidents in 12 months; NULL if any of the 12 is not covered",
    ),
    *count("incidents_of_repeat_victims", "distinct incidents of these repeat victims in those 12 months"),
    provisional(),
    CheckConstraint("repeat_victims = 0 or incidents_of_repeat_victims >= 2"),
)
