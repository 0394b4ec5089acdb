"""Where accepted rows go, shown with a made-up agency: identities go to the vault, and free text goes nowhere."""

from dataclasses import replace
from datetime import date, timedelta

import pandera.pandas as pa
import pytest

from pipelines.build import vault
from pipelines.landing.landed import create_landed
from pipelines.landing.reader import Reader
from schemas.contract import Agency, Table
from schemas.fields import Day, Several, Text, code, day, free_text, several_codes, text
from tests.drawn.deliveries import settle, write_csv


class Reports(pa.DataFrameModel):
    """A report."""

    report_id: Text = text(required=True)
    submitted: Day = day(required=True)
    district: Text = code("district", required=True)
    forename: Text = text(identity=True)
    story: Text = free_text("What happened")


class LongerReports(Reports):
    """A report in a later contract."""

    surname: Text = text(identity=True)
    town: Text = text()


def agency(model=Reports):
    table = Table("reports", "reports.csv", model, key=("report_id",), record_date="submitted")
    return Agency("reporter", "Reporter", "nobody", "append", timedelta(days=7), (table,), 1.0)


COLUMNS = ["report_id", "submitted", "district", "forename", "what happened", "surname", "town"]


@pytest.fixture
def land(bench):
    def send(rows, sent_on="2017-09-03", model=Reports, contract="contract"):
        folder = bench.raw / "reporter" / sent_on
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(folder / "reports.csv", COLUMNS, rows)
        settle(folder)
        return bench.land(agency(model), Reader, contract)

    return send


ROW = ["r1", "2017-09-01", "Rugby", "Zbigniewa", "It was Qwertyson", "Qwertyson", "Hillmorton"]


def identities(bench, columns):
    with vault.attached(bench.con, bench.warehouse.vault):
        return bench.rows(f"select {columns} from vault.identity.reporter__reports order by all")


def test_free_text_is_never_read_and_is_neither_in_the_warehouse_nor_in_the_vault(bench, land):
    (entry,) = land([ROW])
    assert (entry.status, entry.rows_accepted) == ("loaded", 1)
    assert bench.rows("select report_id, district from landed.reporter__reports") == [("r1", "E07000220")]
    assert bench.wherever("Qwertyson") == []
    with vault.attached(bench.con, bench.warehouse.vault):
        assert [name for name, *_ in bench.rows("describe vault.identity.reporter__reports")] == [
            "delivery_id",
            "revision",
            "row_number",
            "record_key",
            "forename",
        ]
        assert bench.rows("select forename from vault.identity.reporter__reports") == [("Zbigniewa",)]


def test_an_append_delivery_states_no_days_and_restates_nothing(land):
    (entry,) = land([ROW])
    assert (entry.covers_from, entry.covers_to, entry.restates) == (None, None, False)


def test_if_the_contract_gains_columns_everything_lands_again_including_the_vault(bench, land):
    land([ROW])
    (entry,) = land([ROW], model=LongerReports, contract="another")
    assert (entry.status, entry.revision) == ("loaded", 1)
    assert bench.rows("select report_id, town from landed.reporter__reports") == [("r1", "Hillmorton")]
    assert identities(bench, "forename, surname") == [("Zbigniewa", "Qwertyson")]


def test_current_rows_from_an_earlier_revision_outlive_a_change_of_contract(bench, land):
    """Only the newest revision is in `raw/` and can be read again."""
    land([ROW])
    land([["r1", "soon", *ROW[2:]]])
    land([["r1", "soon", *ROW[2:]]], model=LongerReports, contract="another")
    assert bench.rows("select report_id, revision, district, town from landed.reporter__reports") == [
        ("r1", 1, "E07000220", None)
    ]
    assert identities(bench, "revision, forename, surname") == [(1, "Zbigniewa", None)]


def test_a_landed_table_is_kept_while_its_contract_stays_the_same(bench, land):
    land([ROW])
    create_landed(bench.con, agency(), agency().tables[0])
    assert bench.rows("select count(*) from landed.reporter__reports") == [(1,)]


def test_many_rows_are_read_in_chunks_without_losing_or_mixing_any(bench, land):
    rows = [[f"r{number}", "2017-09-01", "Rugby", "", "", "", ""] for number in range(50_010)]
    rows[7][1] = rows[50_005][1] = "soon"
    rows[50_006][0] = rows[8][0]
    (entry,) = land(rows)
    assert (entry.rows_sent, entry.rows_rejected, entry.rows_duplicate) == (50_010, 2, 1)
    rejected = bench.rows("select row_number from landed.record where verdict = 'rejected' order by all")
    assert rejected == [(9,), (50_007,)]


def test_a_delivery_that_states_no_total_is_not_checked_against_one(land):
    assert land([ROW, [*ROW[:1], "2017-09-02", *ROW[2:]]])[0].rows_rejected == 2


def test_landed_rows_keep_the_day_of_their_delivery(bench, land):
    land([ROW])
    found = bench.rows("select delivery_id, delivery_date, row_number, record_key from landed.reporter__reports")
    assert found == [("reporter/2017-09-03", date(2017, 9, 3), 2, "r1")]


def test_an_agency_may_allow_no_rejected_row_at_all(bench):
    strict = replace(agency(), largest_rejected_share=0.0)
    folder = bench.raw / "reporter" / "2017-09-03"
    folder.mkdir(parents=True)
    write_csv(folder / "reports.csv", COLUMNS, [*([f"r{n}", *ROW[1:]] for n in range(50)), ["", *ROW[1:]]])
    settle(folder)
    assert bench.land(strict, Reader)[0].status == "refused"


class Orders(pa.DataFrameModel):
    """Columns that are named after SQL keywords."""

    order: Text = text(required=True)
    when: Day = day(required=True)
    union: Text = code("district")
    limit: Text = text(identity=True)


class Groups(pa.DataFrameModel):
    """Rows that belong to a row of the other table, with several values in a cell."""

    order: Text = text(required=True)
    group: Several = several_codes("strand", required=True)
    end: Day = day()


def test_a_column_may_be_named_after_an_sql_keyword(bench):
    orders = Table("orders", "orders.csv", Orders, key=("order",), record_date="when")
    groups = Table("groups", "groups.csv", Groups, key=("order", "group"), parent="orders")
    folder = bench.raw / "reporter" / "2017-09-03"
    folder.mkdir(parents=True)
    of_orders = [["1", "2017-09-01", "Rugby", "Zbigniewa"], ["2", "soon", "", ""], ["3", "2017-09-02", "Elsewhere", ""]]
    write_csv(folder / "orders.csv", ["order", "when", "union", "limit"], of_orders)
    of_groups = [["1", "race; faith", ""], ["1", "race", "2017-09-01"], ["2", "race", ""], ["3", "race; faith", "soon"]]
    write_csv(folder / "groups.csv", ["order", "group", "end"], of_groups)
    settle(folder)
    found = bench.land(replace(agency(), tables=(orders, groups)), Reader)
    counts = {entry.file: (entry.rows_accepted, entry.rows_rejected, entry.warnings) for entry in found}
    assert counts == {"orders.csv": (2, 1, 1), "groups.csv": (1, 3, 1)}
    assert bench.rows('select "order", "when", "union" from landed.reporter__orders') == [
        ("1", date(2017, 9, 1), "E07000220"),
        ("3", date(2017, 9, 2), "UNK"),
    ]
    of_third = [("3", "race", None), ("3", "religion", None)]
    assert bench.rows('select "order", "group", "end" from landed.reporter__groups order by all') == of_third
    with vault.attached(bench.con, bench.warehouse.vault):
        identities = bench.rows('select record_key, "limit" from vault.identity.reporter__orders order by all')
    assert identities == [("1", "Zbigniewa"), ("3", None)]
