"""Deliveries of `tests/wild/` whose cells are written as people and systems write them: what must come out of each."""

import shutil
from pathlib import Path

import pytest

from pipelines.build import vault
from pipelines.landing.reference import load_reference, reference_faults
from tests.agencies.senders import SENDERS
from tests.drawn.deliveries import settle

WILD = Path(__file__).parents[1] / "wild"


def land(bench, case, stem):
    """Land a wild delivery, of which nothing may be refused or rejected. Return the warnings for each file."""
    shutil.copytree(WILD / case / "raw" / stem, bench.raw / stem)
    for folder in (bench.raw / stem).iterdir():
        settle(folder)
    sender = SENDERS[stem]
    entries = bench.land(sender.agency, sender.reader)
    assert {(entry.status, entry.rows_rejected) for entry in entries} == {("loaded", 0)}
    return {entry.file: entry.warnings for entry in entries if entry.rows_sent}


def test_whole_numbers_through_a_data_frame_are_whole_numbers(bench):
    assert land(bench, "08_pandas_floats", "schools") == {"incidents.csv": 0}
    schools = bench.rows("select distinct school_urn from landed.schools__incidents")
    years = bench.rows("select distinct victim_year_group from landed.schools__incidents")
    assert (schools, years) == ([("900001",)], [("Year 8",)])


def test_a_placeholder_for_a_birth_date_is_missing_with_a_warning(bench):
    assert land(bench, "11_dob_1900", "police")["victims.csv"] == 15
    bands = bench.rows("select age_band, count(*) from landed.police__victims group by all order by all")
    assert bands == [("31-40", 15), (None, 15)]
    with vault.attached(bench.con, bench.warehouse.vault):
        born = bench.rows("select count(date_of_birth), min(year(date_of_birth)) from vault.identity.police__victims")
    assert born == [(15, 1985)]
    told = " ".join(str(row) for row in bench.sent_back("police", "2017-09-03")["victims.csv"])
    assert "date_of_birth is a date that systems write for one that isn't known" in told


@pytest.mark.parametrize("case", ["13_pg_offset", "13c_year_first_slashes"])
def test_dates_with_the_year_first_or_an_offset_are_read(bench, case):
    assert land(bench, case, "schools") == {"incidents.csv": 0}
    first, second = bench.rows("""
        select incident_date::varchar, submitted_at::varchar from landed.schools__incidents
        where row_number in (2, 3) order by row_number
    """)
    assert (first, second) == (("2017-05-01", "2017-05-02"), ("2017-05-02", "2017-05-03"))


def test_what_nobody_sees_is_not_part_of_a_reference(bench):
    assert land(bench, "17_invisible_keys", "equip") == {"casework.xlsx": 0}
    assert bench.rows("select ref from landed.equip__casework order by ref limit 2") == [
        ("EQ/2017/000",),
        ("EQ/2017/001",),
    ]


def test_two_strands_in_a_cell_are_two_however_they_are_separated(bench):
    assert land(bench, "25_several", "equip") == {"casework.xlsx": 0}
    strands = bench.rows("select distinct protected_characteristic from landed.equip__casework")
    assert strands == [(["race", "religion"],)]


def test_an_export_for_the_web_is_unescaped(bench):
    assert land(bench, "58_html_entities", "report_hate_now") == {"reports.jsonl": 0}
    districts = bench.rows("select distinct district from landed.report_hate_now__reports order by all")
    assert districts == [("E07000219",), ("E07000220",), ("E07000221",)]
    with vault.attached(bench.con, bench.warehouse.vault):
        names = bench.rows("select distinct contact_surname from vault.identity.report_hate_now__reports order by all")
    assert names == [("D'Sampleski",), ("Dummett",), ("O'Mockford",)]
    # Every report has a contact, whose keys are columns.
    assert bench.rows("select met from audit.column where column_name = 'contact'") == [("as named",)]


def test_age_bands_that_excel_took_for_a_month_are_read(bench):
    raw = bench.raw
    shutil.copytree(Path(__file__).parents[2] / "raw" / "reference", raw / "reference")
    before = bench.rows("select district_code, sex, age_band, population from reference.population order by all")
    shutil.copy(WILD / "14_excel_age_band/raw/reference/population.csv", raw / "reference")
    load_reference(bench.con, raw, "another code")
    assert reference_faults(bench.con) == []
    assert (
        bench.rows("select district_code, sex, age_band, population from reference.population order by all") == before
    )
