"""Every mart, for unseen counties, matches what plain pandas counts from the truth.

Here: the counties (tests/truth/drawing.py), and comparing the marts with the counts (tests/truth/). A county is drawn
from its number, which is in the test's name.
"""

from pathlib import Path

import pandas as pd
import pytest

from pipelines.build.sql_check import sql_checks
from pipelines.build.sql_file import sql_tables
from pipelines.sample import write_sample
from tests.agencies.senders import SENDERS
from tests.conftest import open_bench
from tests.truth import agency_marts, police_marts, silo_marts
from tests.truth.coverage import coverage, coverage_month
from tests.truth.drawing import draw
from tests.truth.linking import link_as
from tests.truth.records_in_force import read_told
from tests.truth.victim_profile import victim_profile_month

CHECKS = sql_checks()
OF_ONE_AGENCY = {
    "coverage_month": coverage_month,
    "offence_category_month": police_marts.offence_category_month,
    "recorded_crime_month": police_marts.recorded_crime_month,
    "marker_month": police_marts.marker_month,
    "premises_month": police_marts.premises_month,
    "reporting_channel_month": police_marts.reporting_channel_month,
    "area_rate_month": police_marts.area_rate_month,
    "trend_month": police_marts.trend_month,
    "victim_profile_month": victim_profile_month,
    "support_case_month": agency_marts.support_case_month,
    "casework_month": agency_marts.casework_month,
    "school_incident_month": agency_marts.school_incident_month,
    "satisfaction_month": agency_marts.satisfaction_month,
}
OVER_AGENCIES = {
    "silo_district_month": silo_marts.silo_district_month,
    "silo_pair_district_month": silo_marts.silo_pair_district_month,
    "silo_combination_district_month": silo_marts.silo_combination_district_month,
    "repeat_victim_month": silo_marts.repeat_victim_month,
}
#: mart.silo_district_month with one figure in each row.
A_ROW_A_FIGURE = "figure_district_month"
#: Marts that compare releases; a county that is loaded once has none (tests/sql/test_revision.py).
OVER_RELEASES = {"change", "revision"}
#: How far a share or a limit may be from the counted value, relative to its size: the SQL rounds its constants from the
#: normal distribution.
TOLERANCE = 1e-5


def count(truth: Path) -> dict[str, pd.DataFrame]:
    """Count every mart from the truth."""
    told = read_told(truth)
    cover = coverage(told)
    of = silo_marts.known(told, cover, truth)
    marts = {name: mart(told, cover) for name, mart in OF_ONE_AGENCY.items()}
    marts |= {name: mart(told, cover, of) for name, mart in OVER_AGENCIES.items()}
    return marts | {A_ROW_A_FIGURE: silo_marts.figure_district_month(marts["silo_district_month"], cover)}


def differences(name: str, grain: tuple[str, ...], mart: pd.DataFrame, counted: pd.DataFrame) -> list[str]:
    """Say where a mart differs from the count: in which rows and columns."""
    if set(mart) != set(counted):
        return [f"{name} has the columns {sorted(mart)}, counted were {sorted(counted)}"]
    keys = list(grain)
    both = mart.merge(counted, "outer", keys, suffixes=("", " counted"), indicator=True)
    is_on_both = both._merge == "both"
    odd = both[~is_on_both]
    told = [f"{name}: {len(odd)} rows are on one side only,  {_row(odd.iloc[0], keys)}"] if len(odd) else []
    for column in set(mart) - set(keys):
        one, other = both[column], both[f"{column} counted"]
        if pd.api.types.is_numeric_dtype(mart[column]):
            one, other = (side.astype(float).round(9) for side in (one, other))
            same = ((one - other).abs() <= TOLERANCE * other.abs()) | (one.isna() & other.isna())
        else:
            same = (one == other) | (one.isna() & other.isna())
        is_wrong = ~same & is_on_both
        if is_wrong.any():
            row = both[is_wrong].iloc[0]
            said = f"{row[column]}, counted is {row[f'{column} counted']}"
            told.append(f"{name}.{column} differs in {is_wrong.sum()} of {len(both)} rows: {_row(row, keys)}: {said}")
    return told


def _row(row: pd.Series, keys: list[str]) -> str:
    return ", ".join(f"{key} {row[key]:%Y-%m}" if key == "month_start" else f"{key} {row[key]}" for key in keys)


#: Counties that between them have every agency and lack each, one to 25 months in a row from the police, two sizes,
#: and many or few deliveries from the others.
COUNTIES = (6542, 6544, 6547, 6548, 6550, 6555, 6557, 6560)


@pytest.mark.parametrize("seed", COUNTIES)
def test_every_mart_matches_the_count_from_the_truth(tmp_path, seed):
    county, truth = draw(seed), tmp_path / "truth.csv"
    with open_bench(tmp_path) as bench:
        write_sample(bench.raw, truth, seed=seed, scale=county.scale, quieter=county.quieter, lost=county.lost)
        for sender in SENDERS.values():
            bench.land(sender.agency, sender.reader, takes_synthetic=True)
        bench.build(link=link_as(truth))
        counted = count(truth)
        grains = {table.name: table.header.grain for table in sql_tables() if table.schema == "mart"}
        marts = {name: bench.con.execute(f"from mart.{name}").df() for name in counted}
        told = [line for name in counted for line in differences(name, grains[name], marts[name], counted[name])]
        assert not told, "\n".join(told)
        assert not {check.name for check in CHECKS if check.violations(bench.con)}


def test_every_mart_is_counted():
    marts = {table.name for table in sql_tables() if table.schema == "mart"}
    assert marts == {*OF_ONE_AGENCY, *OVER_AGENCIES, A_ROW_A_FIGURE, *OVER_RELEASES}
