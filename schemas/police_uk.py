"""data.police.uk, street-level crime: what a delivery must look like.

The agency's page is docs/contracts/police_uk.md. It is open data under the Open Government Licence: the public's view
of all recorded crime. It has no hate flag.
"""

from datetime import timedelta

import pandas as pd
import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Decimal, Text, code, decimal, month, text


class Street(pa.DataFrameModel):
    """A crime, or an event of anti-social behaviour, which has no Crime ID.

    Attributes:
        crime_id: The crime's identifier. Rows without one are separate events, even if they are the same in every cell.
        month: The month of the crime, which is the month in the file's name.
        reported_by: The force that reported it.
        falls_within: The force in whose area it is.
        longitude: The longitude, of a point near by.
        latitude: The latitude, of a point near by.
        location: The place, such as a street near by.
        lsoa_code: The code of the area (LSOA).
        lsoa_name: The name of the area. It starts with its district, such as Rugby 004B; without one, the district is
            unknown.
        crime_type: The type of crime, such as `Burglary`.
        last_outcome_category: The outcome, such as `Under investigation`.
        context: Anything else; always empty so far.
    """

    crime_id: Text = text()
    month: Day = month(required=True)
    reported_by: Text = text()
    falls_within: Text = text()
    longitude: Decimal = decimal()
    latitude: Decimal = decimal()
    location: Text = text()
    lsoa_code: Text = text()
    lsoa_name: Text = text()
    crime_type: Text = code("crime_type", required=True)
    last_outcome_category: Text = code("crime_outcome")
    context: Text = text()

    @pa.dataframe_check(name="month", error="is not the month in the file's name")
    def of_the_files_month(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that a row belongs to the month its file replaces."""
        return (rows.month == rows.covers_from) | rows.month.isna()


POLICE_UK = Agency(
    stem="police_uk",
    title="data.police.uk",
    sender="data.police.uk, street-level crime of Warwickshire Police",
    kind="append",
    cadence=timedelta(days=31),
    files_restate=True,
    tables=(
        Table(
            "street",
            "*-warwickshire-street.csv",
            Street,
            key=("month", "crime_id"),
            record_date="month",
            numbered="crime_id",
            # A crime is sometimes published at several places, and nobody can be asked which is right.
            may_differ=("longitude", "latitude", "location", "lsoa_code", "lsoa_name"),
        ),
    ),
)
