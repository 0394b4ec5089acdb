"""reporthatenow.com, online reports: what a delivery must look like.

The agency's page is docs/contracts/report_hate_now.md. People who report may stay anonymous.
"""

from datetime import timedelta

import pandas as pd
import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Several, Text, birth_date, code, day, free_text, offence_ref, several_codes, text


class Reports(pa.DataFrameModel):
    """A report made on the site.

    Attributes:
        report_id: The report's number, which is never used for another report.
        submitted_at: The day the report was sent; a time may follow.
        incident_at: The day of the incident, no later than `submitted_at`.
        district: The district that the report counts in.
        strands: A list of the kinds of hate: `race`, `religion`, `sexual_orientation`, `disability`, `transgender`,
            `alternative_culture`.
        routed_to: Who the report was passed to: `police` or `equip`.
        reporter: Who reported: `victim`, `witness` or `agency`.
        police_ref: The police's crime reference, as typed: `23-10482-17` or `Crime 23/10482/17`.
        contact: An object with the four keys below, or `null`. A text in its place is not read.
        contact_forename: `forename` inside `contact`.
        contact_surname: `surname` inside `contact`.
        contact_date_of_birth: `date_of_birth` inside `contact`.
        contact_postcode: `postcode` inside `contact`.
        gender: The person's gender: `Male`, `Female` or `Other`.
        ethnicity: The person's ethnicity, such as `White British`.
        text: What happened, in words.
    """

    report_id: Text = text(required=True)
    submitted_at: Day = day(required=True)
    incident_at: Day = day()
    district: Text = code("district", required=True)
    strands: Several = several_codes("strand", required=True)
    routed_to: Text = code("routed_to")
    reporter: Text = code("reporter")
    police_ref: Text = offence_ref(as_typed=True)
    contact: Text = text(identity=True, isin=[], description="an object with forename, surname and so on")
    contact_forename: Text = text(identity=True)
    contact_surname: Text = text(identity=True)
    contact_date_of_birth: Day = birth_date()
    contact_postcode: Text = text(identity=True)
    gender: Text = code("sex")
    ethnicity: Text = code("ethnicity")
    text: Text = free_text()

    @pa.dataframe_check(name="incident_at", error="is after submitted_at")
    def happened_before_submitted(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that an incident happened no later than the day it was reported."""
        return ~(rows.incident_at > rows.submitted_at).fillna(False)


REPORT_HATE_NOW = Agency(
    stem="report_hate_now",
    title="reporthatenow.com",
    sender="The partnership's website, online reports",
    kind="append",
    cadence=timedelta(days=7),
    tables=(
        Table(
            "reports",
            "reports.jsonl",
            Reports,
            key=("report_id",),
            record_date="submitted_at",
            person={
                "forename": "contact_forename",
                "surname": "contact_surname",
                "birth_date": "contact_date_of_birth",
                "postcode": "contact_postcode",
                "sex": "gender",
                "ethnicity": "ethnicity",
            },
        ),
    ),
)
