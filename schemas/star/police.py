"""What the police hold, publish and ask: offences, street-level crime and the satisfaction survey.

Here: their facts and bridges in the star. What other agencies hold is in `partners`.
"""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, ForeignKeyConstraint, String, Table

from schemas.columns import given, key, known_or_not, maybe, one_of, sex_and_ethnicity, status
from schemas.fields import AGE_BANDS
from schemas.star.dimensions import CHARACTERISTICS, STAR
from schemas.star.linkage import incident, person

#: The stages of reporting a hate crime that the survey asks about.
STAGES = ("ease_of_contact", "actions", "follow_up", "treatment", "whole_experience")

Table(
    "fct_offence",
    STAR,
    key("offence_ref", String, "the force's crime reference"),
    given("recorded_date", Date, "day it was recorded: the date used to count it", "dim_date.date"),
    maybe(
        "committed_date",
        Date,
        "day it was committed, or the first such day; NULL if not known",
        "dim_date.date",
    ),
    given("record_type", String, "Offence, or Crimed incident"),
    given("offence_category", String, "its category", "dim_offence_category.offence_category"),
    given("district_code", String, "where it was recorded", "dim_district.district_code"),
    given("jsna_area", String, "the JSNA area", "dim_jsna_area.jsna_area"),
    given("premises_type", String, "the type of premises", "dim_premises_type.premises_type"),
    given("reporting_channel", String, "how it reached the police", "dim_reporting_channel.reporting_channel"),
    given("is_hate", Boolean, "whether it has a hate marker"),
    incident(),
    *status(),
    one_of("record_type", *known_or_not("record_type")),
)

Table(
    "bridge_offence_marker",
    STAR,
    key("offence_ref", String, "the offence", "fct_offence.offence_ref"),
    key("marker_code", String, "the marker", "dim_interest_marker.marker_code"),
    maybe("added_date", Date, "day it was added, often weeks after recording; NULL if not known"),
)

Table(
    "bridge_offence_victim",
    STAR,
    key("offence_ref", String, "the offence", "fct_offence.offence_ref"),
    key("victim_no", BigInteger, "the victim's number within the offence"),
    person(),
    given("age_band", String, "age at the offence in completed years; Unknown if there is no birth date"),
    *sex_and_ethnicity(),
    one_of("age_band", *AGE_BANDS, "Unknown"),
    CheckConstraint("victim_no >= 1"),
)

Table(
    "bridge_victim_characteristic",
    STAR,
    key("offence_ref", String, "the offence"),
    key("victim_no", BigInteger, "the victim's number within the offence"),
    key("characteristic", String, "what victims are grouped by"),
    given("member", String, "the victim's group within it, such as Male or Male, 31-40; Unknown if not given"),
    one_of("characteristic", *CHARACTERISTICS),
    ForeignKeyConstraint(
        ["offence_ref", "victim_no"],
        ["star.bridge_offence_victim.offence_ref", "star.bridge_offence_victim.victim_no"],
    ),
)

Table(
    "fct_street_crime",
    STAR,
    key("street_crime_ref", String, "made by the warehouse: anti-social behaviour carries no Crime ID"),
    given("month_start", Date, "first day of the month it is published under", "dim_date.date"),
    given(
        "district_code",
        String,
        "from its LSOA's name; OUT outside the county, UNK if it has no location",
        "dim_district.district_code",
    ),
    maybe("lsoa_code", String, "the LSOA it is placed in; NULL if it has no location"),
    given("crime_type", String, "as data.police.uk titles it, including Anti-social behaviour, or Unknown"),
    given("outcome", String, "its last outcome; None given if there is none"),
    *status(),
)

Table(
    "fct_survey_response",
    STAR,
    key("response_id", String, "the survey's own number"),
    given(
        "interview_month", Date, "first day of the month of the interview: the month used to count it", "dim_date.date"
    ),
    given("district_code", String, "the district stated; UNK if none is", "dim_district.district_code"),
    *(given(stage, String, "one of seven degrees of satisfaction, Not applicable or Unknown") for stage in STAGES),
    *(one_of(stage, *known_or_not("survey_answer")) for stage in STAGES),
    *status(),
)
