"""Victim Support's workbooks give the report's figures and contain the mess that their contract describes."""

import re
from collections import Counter
from datetime import date, datetime

import openpyxl
import pytest

from tests.sample.reading.cells import code, fold
from tests.sample.reading.victim_support import case_types, read_workbook


@pytest.fixture(scope="module")
def folders(sample):
    """Every delivery's folder, oldest first."""
    return sorted((sample.raw / "victim_support").iterdir())


@pytest.fixture(scope="module")
def lines(folders):
    """Every line in every workbook, by delivery."""
    books = {folder.name: openpyxl.load_workbook(folder / "cases.xlsx")["Cases"] for folder in folders}
    return {name: list(sheet.iter_rows(values_only=True)) for name, sheet in books.items()}


def loaded(cases):
    return {delivery.sent: delivery.verdicts["cases"] for delivery in cases[1] if not delivery.refused}


def in_year(cases, year):
    return [row for row in cases[0].values() if date(year, 4, 1) <= row["created"] <= date(year + 1, 3, 31)]


# --- figures -------------------------------------------------------------------------------------------------


def test_victim_support_has_264_cases_of_the_reports_types(cases):
    rows = in_year(cases, 2016)
    types = Counter(kind for row in rows for kind in case_types(row["case_type"]))
    assert len(rows) == 264
    assert types == {"Racist": 248, "Homophobic": 12, "Disability": 3, "Gender identity": 2}
    assert sum(len(case_types(row["case_type"])) == 2 for row in rows) == 1


def test_disability_and_gender_identity_begin_in_january_2017(cases):
    new = [
        row["created"]
        for row in cases[0].values()
        if {"Disability", "Gender identity"} & set(case_types(row["case_type"]))
    ]
    assert min(new) >= date(2017, 1, 1)


def test_cases_rise_as_reported_and_most_are_in_nuneaton_and_bedworth(cases):
    before, after = (
        Counter(code("district", fold(row["district"])) for row in in_year(cases, year)) for year in (2015, 2016)
    )
    rise = {place: round(100 * (after[place] / before[place] - 1)) for place in after}
    assert round(100 * (after.total() / before.total() - 1)) == 53
    assert rise["E07000221"] == 123  # Stratford-on-Avon
    assert rise["E07000220"] == 110  # Rugby
    assert max(rise[place] for place in rise if place not in ("E07000221", "E07000220")) < 110
    assert after.most_common(1)[0][0] == "E07000219"  # Nuneaton and Bedworth
    assert round(100 * after["E07000219"] / after.total()) == 34


def test_victim_supports_cases_keep_growing_in_the_last_half_year(cases):
    rows = in_year(cases, 2017)
    assert 264 / 2 < len(rows) < 264


# --- deliveries and verdicts ---------------------------------------------------------------------------------


def test_victim_support_sends_every_quarter_and_cumulates_over_the_financial_year(folders, cases):
    periods = {folder.name: read_workbook(folder / "cases.xlsx")[0] for folder in folders}
    assert list(periods) == [
        "2015-07-10", "2015-10-10", "2016-01-10", "2016-04-10", "2016-07-10", "2016-10-10",
        "2017-01-10", "2017-01-17", "2017-04-10", "2017-07-10", "2017-10-10",
    ]  # fmt: skip
    assert periods["2016-10-10"] == [date(2016, 4, 1), date(2016, 9, 30)]
    assert periods["2017-04-10"] == [date(2016, 4, 1), date(2017, 3, 31)]
    sizes = {sent: verdicts.sent for sent, verdicts in loaded(cases).items()}
    assert sizes[date(2016, 7, 10)] < sizes[date(2016, 10, 10)] < sizes[date(2017, 1, 17)] < sizes[date(2017, 4, 10)]


def test_one_delivery_is_refused(cases):
    assert [delivery.sent for delivery in cases[1] if delivery.refused] == [date(2017, 1, 10)]


def test_every_delivery_has_a_few_rejected_rows(cases):
    for verdicts in loaded(cases).values():
        assert 0 < verdicts.rejected < 0.07 * verdicts.sent


def test_rows_are_sent_twice_and_keys_conflict(cases):
    assert sum(verdicts.duplicate for verdicts in loaded(cases).values()) > 10
    assert sum(verdicts.conflicting for verdicts in loaded(cases).values()) > 4


def test_a_years_last_delivery_never_has_an_unreadable_key_or_it_could_withdraw_nothing(cases):
    lasts = (date(2016, 4, 10), date(2017, 4, 10), date(2017, 10, 10))
    assert not any(loaded(cases)[sent].unreadable_keys for sent in lasts)


# --- workbooks -----------------------------------------------------------------------------------------------


def test_the_header_is_below_a_preamble_and_the_total_below_the_rows(lines):
    for rows in lines.values():
        assert rows[0][0].startswith("Synthetic sample")
        assert any(str(row[0]).startswith("Period: 01/04/20") for row in rows[:15])
        assert rows[-1][0] == "Total cases"
        assert not any(rows[-2])


def test_headings_are_renamed_and_one_workbook_has_an_extra_column(lines):
    cells = {cell for rows in lines.values() for row in rows[:15] for cell in row if cell}
    assert {
        "Case ID",
        "Case ref",
        "Case number",
        "CASE-ID",
        "Created",
        "Hate type",
        "Local authority",
        "Crime number",
        "Office",
    } <= cells


def test_there_are_blank_rows_among_the_cases(lines):
    blank = [at for at, row in enumerate(lines["2016-04-10"]) if not any(row)]
    assert any(20 < at < 100 for at in blank)


def test_dates_are_date_cells_serial_numbers_and_text(lines):
    kinds = {type(row[1]) for rows in lines.values() for row in rows if str(row[0]).startswith("VS-")}
    assert {datetime, int, str} <= kinds


def test_types_share_a_cell_and_references_are_typed_as_people_do(lines):
    rows = [row for found in lines.values() for row in found if str(row[0]).startswith("VS-")]
    assert any(re.search(r"Racist( and |; | / |, )Religious", str(row[2])) for row in rows)
    refs = [str(row[6]) for row in rows if row[6]]
    for form in (
        r"\d\d/\d+/\d\d",
        r"\d\d-\d+-\d\d",
        r"Crime \d\d/\d+/\d\d",
        r"\d{3,}/\d\d",
        r"crime no\. .*",
        "client to confirm",
    ):
        assert any(re.fullmatch(form, fold(ref)) for ref in refs)
