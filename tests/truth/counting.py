"""What all counts have in common: districts, complete grids, months not covered, rolling 12 months.

Here: nothing that only one mart needs.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from tests.truth.records_in_force import month_of, reference

DISTRICTS = {
    **dict(zip(reference("district").district_code, reference("district").district_name, strict=True)),
    "OUT": "Outside Warwickshire",
    "UNK": "Unknown",
}
COUNTY = "E10000031"
PLACES = {**DISTRICTS, COUNTY: "Warwickshire"}
#: The strands with their own column; everything else is other or unknown.
STRANDS = ("race", "religion", "sexual_orientation", "disability", "transgender")


def monthly(records: pd.DataFrame) -> pd.DataFrame:
    """Return records with the month in which they count."""
    return records.assign(month_start=month_of(records.recorded_date))


def grid(months: pd.Index, **dimensions: Iterable[str]) -> pd.MultiIndex:
    """Return every combination of members and months."""
    return pd.MultiIndex.from_product([*dimensions.values(), months], names=[*dimensions, "month_start"])


def counted(counts: Mapping[str, pd.DataFrame], on: pd.MultiIndex, covers: pd.Series) -> pd.DataFrame:
    """Count each column's records by the grid's dimensions: 0 if there are none, missing if not covered."""
    by = list(on.names)
    columns = {name: records.groupby(by).size().reindex(on, fill_value=0) for name, records in counts.items()}
    return pd.DataFrame(columns, index=on).where(on_months(on, covers), axis=0)


def on_months(on: pd.MultiIndex, by_month: pd.Series) -> pd.Series:
    """Return each month's value for every row in a grid."""
    return pd.Series(by_month.reindex(on.get_level_values("month_start")).to_numpy(), index=on)


def over(counts: pd.Series, months: int) -> pd.Series:
    """Add up the 12 months to each month; missing unless all of them are counted."""
    wide = counts.unstack("month_start").sort_index(axis=1)
    return wide.T.rolling(months).sum().T.stack().reindex(counts.index)


def with_strand(records: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the records in each strand, and those in any other or unknown strand; a record may be in several."""
    each = one_of(records, "strands")
    found = {strand: records[records.index.isin(each.index[each == strand])] for strand in STRANDS}
    return {**found, "other_or_unknown": records[records.index.isin(each.index[~each.isin(STRANDS)])]}


def one_of(records: pd.DataFrame, column: str) -> pd.Series:
    """Return a line for each value in a record's cell, under the record's index."""
    return records[column].str.split(";").explode()


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Return a share; missing if there is no whole."""
    return part / whole.where(whole > 0)


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a grid's rows with the names of their districts."""
    rows = rows.reset_index()
    return rows.assign(district_name=rows.district_code.map(PLACES))
