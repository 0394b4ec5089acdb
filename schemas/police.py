"""Warwickshire Police, crime recording system: what each table of a delivery must look like.

The agency's page is docs/contracts/police.md. Every recorded offence is sent, hate or not, to provide the denominators.
"""

from datetime import timedelta

import pandas as pd
import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import (
    Day,
    Number,
    Several,
    Text,
    birth_date,
    code,
    day,
    number,
    offence_ref,
    several_codes,
    text,
)


class Offences(pa.DataFrameModel):
    """A recorded offence or crimed incident.

    Attributes:
        offence_ref: The crime reference: two letters or digits, one to six digits, and the year, such as `23/10482/17`.
        recorded_date: The day it was recorded, which is in the window of `manifest.json`.
        committed_from: The first day on which it may have been committed, no later than `recorded_date`.
        committed_to: The last day on which it may have been committed, no earlier than `committed_from`.
        record_type: `Offence` or `Crimed incident`.
        ho_offence_code: The Home Office code, such as `8L` or `105B`.
        offence_title: The category of offence, such as `Public fear, alarm or distress`.
        district: The district of the offence.
        jsna_area: The JSNA area of the offence.
        premises_type: The type of place, such as `Public highway`.
        reporting_channel: How it reached the force, such as `101`.
    """

    offence_ref: Text = offence_ref(required=True)
    recorded_date: Day = day(required=True)
    committed_from: Day = day()
    committed_to: Day = day()
    record_type: Text = code("record_type", required=True)
    ho_offence_code: Text = code("ho_offence_code")
    offence_title: Text = code("offence_category", required=True)
    district: Text = code("district", required=True)
    jsna_area: Text = code("jsna_area")
    premises_type: Text = code("premises_type")
    reporting_channel: Text = code("reporting_channel")

    @pa.dataframe_check(name="recorded_date", error="is outside the window stated in manifest.json")
    def recorded_in_window(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that the record is within the days that the delivery says it restates."""
        return rows.recorded_date.between(rows.covers_from, rows.covers_to) | rows.recorded_date.isna()

    @pa.dataframe_check(name="committed_from", error="is after recorded_date")
    def committed_before_recorded(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that an offence began no later than the day it was recorded."""
        return ~(rows.committed_from > rows.recorded_date).fillna(False)

    @pa.dataframe_check(name="committed_to", error="is before committed_from")
    def committed_forwards(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that an offence did not end before it began."""
        return ~(rows.committed_to < rows.committed_from).fillna(False)


class Markers(pa.DataFrameModel):
    """An interest marker on an offence, which may be added weeks after the offence was recorded.

    Attributes:
        offence_ref: The offence it is on, which is in `offences.csv` of the same delivery.
        marker_code: One marker, or several: `RM; HV`. An offence is a hate offence if at least one of its markers is a
            hate marker.
        added_date: The day it was added, at the earliest the day before the offence was recorded.
    """

    offence_ref: Text = offence_ref(required=True)
    marker_code: Several = several_codes("marker_code", required=True)
    added_date: Day = day()

    @pa.dataframe_check(name="added_date", error="is more than a day before the offence's recorded_date")
    def added_after_recording(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that a marker was added no more than one day before its offence was recorded."""
        early = rows.record_date - rows.added_date > pd.Timedelta(days=1)
        return ~early.fillna(False)


class Victims(pa.DataFrameModel):
    """A victim of an offence, as the force knows them.

    Attributes:
        offence_ref: The offence, which is in `offences.csv` of the same delivery.
        victim_no: The victim's number within the offence: 1, 2 and so on.
        person_ref: The force's number for the person; one person may have several.
        forename: The forename.
        surname: The surname.
        date_of_birth: The date of birth.
        postcode: The home postcode.
        sex: `Male`, `Female` or `Other`; `M` and `F` will do.
        ethnicity: In words, such as `White British`, or as a 16+1 code, such as `W1`.
    """

    offence_ref: Text = offence_ref(required=True)
    victim_no: Number = number(required=True, ge=1, description="a whole number from 1")
    person_ref: Text = text(identity=True)
    forename: Text = text(identity=True)
    surname: Text = text(identity=True)
    date_of_birth: Day = birth_date()
    postcode: Text = text(identity=True)
    sex: Text = code("sex")
    ethnicity: Text = code("ethnicity")


POLICE = Agency(
    stem="police",
    title="Warwickshire Police",
    sender="Crime recording system, performance and insight team",
    kind="window",
    cadence=timedelta(days=31),
    other_files=("manifest.json",),
    tables=(
        Table("offences", "offences.csv", Offences, key=("offence_ref",), record_date="recorded_date"),
        Table(
            "markers",
            "markers.csv",
            Markers,
            key=("offence_ref", "marker_code"),
            parent="offences",
            may_be_empty=True,
        ),
        Table(
            "victims",
            "victims.csv",
            Victims,
            key=("offence_ref", "victim_no"),
            parent="offences",
            may_be_empty=True,
            derived={
                # The age at the time of the offence; only its band leaves the vault.
                "age_band": "age_band(child.date_of_birth, coalesce(parent.committed_from, parent.recorded_date))"
            },
            person={
                "forename": "forename",
                "surname": "surname",
                "birth_date": "date_of_birth",
                "postcode": "postcode",
                "person_ref": "person_ref",
                "sex": "sex",
                "ethnicity": "ethnicity",
            },
        ),
    ),
)
