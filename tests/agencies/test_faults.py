"""The fault matrix: every fault for every agency, each one alone and many together.

Whatever is sent, every row gets one verdict, faulty rows don't affect sound ones, and the delivery is loaded or refused
in words that quote no cell.
"""

import re
from datetime import date, datetime

import pytest
from hypothesis import given, settings

from pipelines.landing.rejected import rejected_path
from schemas.agencies import all_agencies
from tests.agencies.cells import all_earned, drawings, one_of_each, written
from tests.agencies.faults import ANY, BY_FORMAT
from tests.agencies.repeatable import STEADY
from tests.agencies.senders import NAMES, SENDERS, SENT_ON
from tests.agencies.text_faults import CSV
from tests.agencies.workbook_faults import lower_limits
from tests.conftest import open_bench
from tests.drawn.deliveries import settle

EVERY_AGENCY = pytest.mark.parametrize("stem", SENDERS)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """One bench for all tests: each test sends the same day's delivery again, and loads it under another contract."""
    with open_bench(tmp_path_factory.mktemp("faults")) as opened:
        yield opened


def test_every_agency_is_tried():
    assert set(SENDERS) == {agency.stem for agency in all_agencies()}


FILE_FAULTS = [
    (stem, table, name)
    for stem, sender in SENDERS.items()
    for table, file in list(sender.files.items())[:1]
    for name in {**ANY, **BY_FORMAT["." + file.rpartition(".")[2]]}
]


@pytest.mark.parametrize(("stem", "table", "name"), FILE_FAULTS)
def test_a_faulty_file_is_loaded_or_refused_in_plain_words(bench, monkeypatch, stem, table, name):
    sender = SENDERS[stem]
    lower_limits(monkeypatch)
    folder = sender.send(bench.raw)
    path = folder / sender.files[table]
    fault = {**ANY, **BY_FORMAT[path.suffix]}[name]
    fault.spoil(path)
    settle(folder)
    entries = sender.land(bench)
    reasons = [entry.reason for entry in entries.values() if entry.reason and entry.is_contracted]
    said = fault.reason(stem)
    assert {entry.status for entry in entries.values()} == {"refused" if said else "loaded"}, reasons
    if said:
        assert re.search(said, " ".join(reasons)), reasons
        assert [name for name in NAMES if name in " ".join(reasons)] == []
        assert any(re.search(said, what) for _, what in bench.sent_back(stem, SENT_ON)["Summary"])
    else:
        entry = next(entry for file, entry in entries.items() if file.endswith(sender.files[table].rpartition("/")[2]))
        assert re.search(fault.noted, entry.reason or ""), reasons
        again = fault.duplicate if entry.rows_duplicate else 0
        assert (entry.rows_sent, entry.rows_duplicate) == (12 + again, again), reasons
        assert entry.rows_rejected == fault.rejected, reasons


@EVERY_AGENCY
def test_a_header_alone_is_refused_if_rows_are_expected(bench, stem):
    sender = SENDERS[stem]
    sender.send(bench.raw, {table: [] for table in sender.files})
    entries = sender.land(bench)
    is_fault = not sender.agency.tables[0].may_be_empty
    assert {entry.status for entry in entries.values()} == {"refused" if is_fault else "loaded"}
    if is_fault:
        reason = entries[next(iter(sender.files.values()))].reason
        assert "it has no rows, but some are expected" in reason or "the file is empty" in reason


#: The same day, as people write it and as Excel stores it.
ONE_DAY = (
    *("2017-08-02", "02/08/2017", "2-8-17", "2 August 2017", "2 Aug 2017 09:30", "42949", 42949, 42949.5),
    *("2017/08/02", "2017.08.02", "20170802", "2017-8-2", "2nd August 2017", "Wed 2 Aug 2017", "August 2, 2017"),
    *("2017-08-02 10:12:00.123456+01", "2017-08-01T23:30:00Z", "02/08/17 10:12 am", "2 August 2017"),
    *("2\u200b August 2017", "&#50;&nbsp;August 2017", "2\u201308\u20132017"),
)
IN_EXCEL = (date(2017, 8, 2), datetime(2017, 8, 2, 9, 30))


@EVERY_AGENCY
def test_one_day_is_read_the_same_however_it_is_written(bench, stem):
    sender = SENDERS[stem]
    table = sender.agency.tables[0]
    column = next(each for each in table.columns if each.name == table.record_date)
    days = [*ONE_DAY, *(IN_EXCEL if table.file.endswith(".xlsx") else ())]
    rows = [sender.with_cell(sender.sample[table.name](n), table, column, day) for n, day in enumerate(days)]
    sender.send(bench.raw, {**{name: [] for name in sender.files}, table.name: rows})
    entry = sender.land(bench)[sender.files[table.name]]
    assert (entry.status, entry.rows_accepted) == ("loaded", len(days)), bench.sent_back(stem, SENT_ON)
    found = f"select distinct {column.name}::varchar from landed.{stem}__{table.name} where revision = {entry.revision}"
    assert bench.rows(found) == [("2017-08-01" if column.reads == "month" else "2017-08-02",)]


#: The same district, as people and programs write it.
ONE_DISTRICT = (
    *("Nuneaton and Bedworth", "E07000219", "NUNEATON  AND BEDWORTH", "Nuneaton & Bedworth", "Nuneaton &amp; Bedworth"),
    *(
        "Nuneaton &amp;amp; Bedworth",
        "Nuneaton\u200b and\u00a0Bedworth",
        "N&B",
        "Nuneaton and Bedworth Borough Council",
    ),
)
DISTRICTS = [
    (stem, table.name)
    for stem, sender in SENDERS.items()
    for table in sender.agency.tables[:1]
    if any(column.codes == "district" for column in table.columns)
]


@pytest.mark.parametrize(("stem", "table"), DISTRICTS)
def test_one_district_is_read_the_same_however_it_is_written(bench, stem, table):
    sender = SENDERS[stem]
    contract = next(each for each in sender.agency.tables if each.name == table)
    column = next(each for each in contract.columns if each.codes == "district")
    written_as = [
        sender.with_cell(sender.sample[table](number), contract, column, cell)
        for number, cell in enumerate(ONE_DISTRICT, start=1)
    ]
    sender.send(bench.raw, {**{name: [] for name in sender.files}, table: written_as})
    entry = sender.land(bench)[sender.files[table]]
    assert (entry.status, entry.rows_accepted) == ("loaded", len(ONE_DISTRICT)), bench.sent_back(stem, SENT_ON)
    found = f"select distinct {column.name} from landed.{stem}__{table} where revision = {entry.revision}"
    assert bench.rows(found) == [("E07000219",)]


def verdicts(bench, sender, table, revision):
    """Return the verdicts on each row, in row order."""
    return bench.rows(f"""
        select row_number, list(distinct verdict) from landed.record
        where agency = '{sender.agency.stem}' and table_name = '{table.name}' and revision = {revision}
        group by row_number order by row_number
    """)


def told(bench, sender, table):
    """Return what is wrong with each row that is sent back, by its row number."""
    if not rejected_path(bench.warehouse, sender.agency.stem, SENT_ON).exists():
        return {}
    back = bench.sent_back(sender.agency.stem, SENT_ON)
    rows = back.get(table.file, back.get(table.name, []))
    return {int(str(where).rpartition(" ")[2]): wrong for where, _, wrong, *_ in rows}


def hold(bench, sender, drawn, alone):
    """Send these rows and check that each gets the result it should; `alone` is what sound rows landed as."""
    rows = {table.name: written(sender, table, drawn[table.name]) for table in sender.agency.tables}
    sender.send(bench.raw, rows)
    entries = sender.land(bench)
    assert {entry.status for entry in entries.values()} == {"loaded"}
    due = all_earned(sender, drawn)
    for table in sender.agency.tables:
        entry, earned = entries[sender.files[table.name]], due[table.name]
        given_here = verdicts(bench, sender, table, entry.revision)
        assert [found for _, found in given_here] == [[one.verdict] for one in earned]
        assert entry.rows_sent == len(rows[table.name]) == len(given_here)
        for verdict in ("accepted", "duplicate", "rejected"):
            assert getattr(entry, f"rows_{verdict}") == sum(one.verdict == verdict for one in earned)
        back = told(bench, sender, table)
        for (number, _), one in zip(given_here, earned, strict=True):
            assert [said for said in one.told if said not in back.get(number, "")] == []
            assert (number in back) == (one.verdict == "rejected" or one.told != ())
        sound = {one.number for one in drawn[table.name] if one.is_sound}
        kept = {one.number for one in earned if one.verdict == "accepted"} & sound
        now = sender.landed(bench, table, entry.revision)
        assert [row for number, row in alone[table.name].items() if number in kept and row not in now] == []


@pytest.fixture(scope="module")
def alone(bench):
    """What sound rows land as if nothing else is sent, by agency, table and number."""
    found = {}
    for stem, sender in SENDERS.items():
        sender.send(bench.raw)
        revision = next(iter(sender.land(bench).values())).revision
        tables = sender.agency.tables
        found[stem] = {table.name: dict(enumerate(sender.landed(bench, table, revision), 1)) for table in tables}
    return found


@EVERY_AGENCY
def test_every_bad_cell_costs_only_its_row_or_itself(bench, alone, stem):
    hold(bench, SENDERS[stem], one_of_each(SENDERS[stem]), alone[stem])


@EVERY_AGENCY
def test_every_row_gets_the_right_verdict_whatever_the_others_are(bench, alone, stem):
    @settings(max_examples=5, **STEADY)
    @given(drawn=drawings(SENDERS[stem], 6))
    def holds(drawn):
        hold(bench, SENDERS[stem], drawn, alone[stem])

    holds()


#: For each format, faults that change no row, in an order in which each can follow the others.
TOGETHER = {
    ".csv": ("300 columns", "a cell of a megabyte", "NUL bytes", "blank lines above and between", "a mark"),
    ".jsonl": ("300 keys", "a cell of a megabyte", "NUL bytes", "halves of characters", "deep lists", "a mark"),
    ".xlsx": ("300 columns", "a sheet hidden", "a header merged downwards", "a worksheet in a part with another name"),
}


@EVERY_AGENCY
def test_many_faults_together_in_one_file_change_no_sound_row(bench, alone, stem):
    sender = SENDERS[stem]
    (table, *_) = sender.agency.tables
    folder = sender.send(bench.raw)
    path = folder / sender.files[table.name]
    for name in TOGETHER[path.suffix]:
        BY_FORMAT[path.suffix][name].spoil(path)
    settle(folder)
    entry = sender.land(bench)[sender.files[table.name]]
    assert (entry.status, entry.rows_accepted, entry.rows_rejected) == ("loaded", 12, 0), entry.reason
    assert sender.landed(bench, table, entry.revision) == list(alone[stem][table.name].values())


def test_the_fault_in_every_file_is_reported(bench):
    sender = SENDERS["police"]
    folder = sender.send(bench.raw)
    CSV["no header"].spoil(folder / "markers.csv")
    CSV["a quote never closed"].spoil(folder / "victims.csv")
    settle(folder)
    entries = sender.land(bench)
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert re.search(CSV["no header"].said, entries["markers.csv"].reason)
    assert re.search(CSV["a quote never closed"].said, entries["victims.csv"].reason)
