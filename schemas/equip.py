"""EQuIP, discrimination casework: what a delivery must look like.

The agency's page is docs/contracts/equip.md. Before August 2017 the charity was the Warwickshire Race Equality
Partnership (WREP). It sends no names. Only casework about a hate incident counts as hate; the rest is kept as casework.
"""

from datetime import timedelta

import pandas as pd
import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import (
    Day,
    Flag,
    Number,
    Several,
    Text,
    birth_year,
    code,
    day,
    flag,
    outward_postcode,
    several_codes,
    text,
)


class Casework(pa.DataFrameModel):
    """A person helped by the casework service.

    Attributes:
        ref: The case reference, such as `EQ/2017/043`.
        opened: The day the case was opened, inside the stated period.
        incident_date: The day of the incident.
        initials: The person's initials.
        year_of_birth: The person's year of birth, such as `1986`.
        postcode_area: The first part of the postcode, such as `CV11`. If you send all of the postcode, only the
            first part is kept.
        gender: The person's gender: `Male`, `Female` or `Other`.
        ethnicity: The person's ethnicity, such as `Chinese`.
        town: The town or district that the case counts in, such as `Leamington Spa` or `Rugby`.
        protected_characteristic: One or several of `Race`, `Religion`, `Sexual orientation`, `Disability`, `Gender
            reassignment`, `Age`, `Sex` and the others.
        hate_incident: Whether it was a hate incident. Only these cases count as hate; the others count as casework.
        role: Whether the person is the `Victim` or a `Witness`.
        reported_to_police: Whether it was reported to the police: `Yes`, `No` or `Unknown`.
        referred_by: Who referred the person, such as `Self` or `Police`.
    """

    ref: Text = text(
        "Case ref", required=True, str_matches=r"^EQ/[0-9]{4}/[0-9]+$", description="a reference like EQ/2017/043"
    )
    opened: Day = day("Date opened", required=True)
    incident_date: Day = day()
    initials: Text = text(identity=True)
    year_of_birth: Number = birth_year("YOB")
    postcode_area: Text = outward_postcode()
    gender: Text = code("sex")
    ethnicity: Text = code("ethnicity")
    town: Text = code("district", "Location", required=True)
    protected_characteristic: Several = several_codes("strand", required=True)
    hate_incident: Flag = flag(required=True)
    role: Text = code("role")
    reported_to_police: Text = code("answer")
    referred_by: Text = code("referral_source")

    @pa.dataframe_check(name="opened", error="is outside the period stated in cell B2 of the first sheet")
    def opened_in_period(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that the case is within the days that the workbook says it restates."""
        return rows.opened.between(rows.covers_from, rows.covers_to) | rows.opened.isna()


EQUIP = Agency(
    stem="equip",
    title="EQuIP",
    sender="Equality and Inclusion Partnership, discrimination casework",
    kind="cumulative",
    cadence=timedelta(days=92),
    tables=(
        Table(
            "casework",
            "casework.xlsx",
            Casework,
            key=("ref",),
            record_date="opened",
            person={
                "initials": "initials",
                "birth_year": "year_of_birth",
                "outward": "postcode_area",
                "sex": "gender",
                "ethnicity": "ethnicity",
            },
        ),
    ),
)
