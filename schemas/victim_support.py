"""Victim Support, case management: what a delivery must look like.

The agency's page is docs/contracts/victim_support.md. Disability and Gender identity are recorded from January 2017.
Before then, their absence is a break in the series, not a zero.
"""

from datetime import timedelta

import pandas as pd
import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Several, Text, birth_date, code, day, offence_ref, several_codes, text


class Cases(pa.DataFrameModel):
    """A person supported after a hate crime.

    Attributes:
        case_id: The case number, such as `VS-104233`.
        date_created: The day the case was created, inside the stated period.
        case_type: The kinds of hate: `Racist`, `Religious`, `Homophobic`, `Transphobic`, `Gender identity`,
            `Disability` or `Other`. `Transphobic` and `Gender identity` count as the same kind.
        district: The district that the case counts in.
        incident_date: The day of the incident.
        referral_source: Who referred the person: `Police`, `Self`, `EQuIP` or `Other agency`.
        police_crime_ref: The police's crime reference, if there is one. It may be typed as people type it:
            `23-10482-17`, `Crime 23/10482/17` or `2310482/17`.
        forename: The forename.
        surname: The surname.
        dob: The date of birth.
        postcode: The home postcode.
        gender: The person's gender: `Male`, `Female` or `Other`.
        ethnicity: The person's ethnicity, such as `Asian or British Asian Indian`.
        support_given: The support given, such as `Emotional support; Advocacy`.
    """

    case_id: Text = text(
        "Case ref",
        "Case number",
        required=True,
        str_matches=r"^VS-[0-9]+$",
        description="a case number like VS-104233",
    )
    date_created: Day = day("Created", required=True)
    case_type: Several = several_codes("strand", "Hate type", required=True)
    district: Text = code("district", "Local authority", required=True)
    incident_date: Day = day()
    referral_source: Text = code("referral_source")
    police_crime_ref: Text = offence_ref("Crime number", as_typed=True)
    forename: Text = text(identity=True)
    surname: Text = text(identity=True)
    dob: Day = birth_date()
    postcode: Text = text(identity=True)
    gender: Text = code("sex")
    ethnicity: Text = code("ethnicity")
    support_given: Several = several_codes("support_given")

    @pa.dataframe_check(name="date_created", error="is outside the period stated above the table")
    def created_in_period(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that the case is within the days that the workbook says it restates."""
        return rows.date_created.between(rows.covers_from, rows.covers_to) | rows.date_created.isna()


VICTIM_SUPPORT = Agency(
    stem="victim_support",
    title="Victim Support",
    sender="Warwickshire hate crime support team",
    kind="cumulative",
    cadence=timedelta(days=92),
    tables=(
        Table(
            "cases",
            "cases.xlsx",
            Cases,
            key=("case_id",),
            record_date="date_created",
            worksheet="Cases",
            person={
                "forename": "forename",
                "surname": "surname",
                "birth_date": "dob",
                "postcode": "postcode",
                "sex": "gender",
                "ethnicity": "ethnicity",
            },
            may_be_empty=True,
        ),
    ),
)
