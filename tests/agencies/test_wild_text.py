"""Text files of `tests/wild/`, and others of their kind, as people make them: what must come out of each."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.build import vault
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.police_uk import PoliceUkDelivery
from schemas.police import POLICE
from schemas.police_uk import POLICE_UK
from tests.agencies.repeatable import STEADY
from tests.agencies.senders import SENDERS
from tests.conftest import open_bench
from tests.drawn.deliveries import OFFENCE, STREET_CRIME, VICTIM, police_delivery, police_uk_delivery, settle

WILD = Path(__file__).parents[1] / "wild"
SHORT = "rows 17, 18, 19, 20, 21 and 20 more have fewer cells than the header; those missing at the end are empty"

#: Each case with its agency, the rows of each file that must be accepted, and what is said about it.
CASES = {
    "01_csv_trailing_cells": ("schools", {"incidents.csv": 40}, SHORT),
    "16_sep_line": ("schools", {"incidents.csv": 24}, None),
    "16c_semicolons": ("schools", {"incidents.csv": 24}, None),
    "57b_rows_affected": ("police", {"offences.csv": 30, "markers.csv": 30, "victims.csv": 30}, None),
    "57c_rows_selected": ("schools", {"incidents.csv": 24}, None),
}


@pytest.mark.parametrize("case", CASES)
def test_every_row_of_a_wild_text_file_is_accepted_and_nothing_else(bench, case):
    stem, files, said = CASES[case]
    shutil.copytree(WILD / case / "raw" / stem, bench.raw / stem)
    for folder in (bench.raw / stem).iterdir():
        settle(folder)
    sender = SENDERS[stem]
    entries = {entry.file: entry for entry in bench.land(sender.agency, sender.reader) if entry.file in files}
    assert {entry.status for entry in entries.values()} == {"loaded"}
    assert {file: (entry.rows_sent, entry.rows_accepted) for file, entry in entries.items()} == {
        file: (rows, rows) for file, rows in files.items()
    }
    assert {entry.reason for entry in entries.values()} == {said}


def offences(count):
    return [OFFENCE | {"offence_ref": f"23/{number}/17"} for number in range(1, count + 1)]


def land_police(bench, sent_on="2017-09-03", change=None, **how):
    folder = police_delivery(bench.raw, sent_on, **how)
    if change:
        change(folder)
        settle(folder)
    return {entry.file: entry for entry in bench.land(POLICE, PoliceDelivery)}


def add(file, text):
    def change(folder):
        with (folder / file).open("ab") as opened:
            opened.write(text if isinstance(text, bytes) else text.encode())

    return change


@pytest.mark.parametrize("file", ["offences.csv", "markers.csv", "victims.csv"])
@pytest.mark.parametrize("footer", ["\n(12 rows affected)\n", "Total,12\n", "-- end of file", "OFFICIAL-SENSITIVE\r\n"])
def test_a_footer_counts_nowhere_and_stops_no_withdrawal(bench, file, footer):
    land_police(bench, "2017-09-02", offences=offences(12))
    entries = land_police(bench, offences=offences(11), victims=[VICTIM], change=add(file, footer))
    assert {(entry.status, entry.reason) for entry in entries.values()} == {("loaded", None)}
    bench.build("staged.police__offences")
    found = "select status, count(*) from staged.police__offences group by status order by status"
    assert bench.rows(found) == [("current", 11), ("withdrawn", 1)]


def test_a_record_cut_in_the_middle_is_a_fault_and_stops_withdrawal(bench):
    land_police(bench, "2017-09-02", offences=offences(12))
    stated = {"offences.csv": 12}
    entries = land_police(bench, offences=offences(11), stated=stated, change=add("offences.csv", "23/104"))
    entry = entries["offences.csv"]
    assert (entry.status, entry.rows_sent, entry.rows_rejected) == ("loaded", 12, 1)
    assert "we can't tell which record it is, so no earlier records were withdrawn" in entry.reason
    ((*_, said, _),) = [row[:4] for row in bench.sent_back("police", "2017-09-03")["offences.csv"]]
    assert "is cut short: it has 1 cell, but the header has 11, and its line has no end" in said


NAMES = ("José", "Siân", "Zoë", "Łukasz", "Żaneta", "O’Neill", "Ñusta", "Björn", "Renée")
IN_WINDOWS = ("José", "Siân", "Zoë", "O’Neill", "Ñusta", "Björn", "Renée")


def surnames(bench):
    with vault.attached(bench.con, bench.warehouse.vault):
        found = bench.rows("select surname from vault.identity.police__victims order by row_number")
    return [name for (name,) in found]


def victims(names):
    return [VICTIM | {"victim_no": str(number), "surname": name} for number, name in enumerate(names, 1)]


def recoded(change):
    """Return a change to each line of victims.csv: its number and text become bytes."""

    def spoil(folder):
        path = folder / "victims.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_bytes(b"\r\n".join([*(change(number, line) for number, line in enumerate(lines)), b""]))

    return spoil


def test_names_land_the_same_whichever_lines_are_in_windows_1252(tmp_path_factory):
    @settings(max_examples=6, **STEADY)
    @given(
        names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
        windows=st.sets(st.integers(1, 6)),
        garbled=st.sets(st.integers(1, 6)),
    )
    def holds(names, windows, garbled):
        def written(number, line):
            is_narrow = number and names[number - 1] in IN_WINDOWS
            if number in windows and is_narrow:
                return line.encode("cp1252")
            twice = line.encode().decode("cp1252", "ignore") if number in garbled and is_narrow else line
            return twice.encode()

        with open_bench(tmp_path_factory.mktemp("names")) as bench:
            land_police(bench, victims=victims(names), change=recoded(written))
            assert surnames(bench) == [name.replace("’", "'") for name in names]

    holds()


def test_garbled_and_lost_letters_are_said(bench):
    change = recoded(lambda number, line: line.encode().decode("cp1252").encode() if number == 1 else line.encode())
    entry = land_police(bench, victims=victims(["Siân", "Zo\ufffd", "Lu"]), change=change)["victims.csv"]
    assert entry.reason == (
        "row 2 has letters of UTF-8 that a program had read as Windows-1252; they were put right; "
        "row 3 has letters that were lost before the file was sent; names there may be wrong"
    )
    assert [what for _, what in bench.sent_back("police", "2017-09-03")["Summary"]] == [
        f"Assumed: {said}."
        for said in (
            "row 2 has letters of UTF-8 that a program had read as Windows-1252; they were put right",
            "row 3 has letters that were lost before the file was sent; names there may be wrong",
        )
    ]


SOUND = {"recorded_from": "2017-08-01", "recorded_to": "2017-08-31"}
ROWS = {"offences.csv": 1, "markers.csv": 0, "victims.csv": 0}


@pytest.mark.parametrize(
    "manifest",
    [
        json.dumps(SOUND | {"rows": ROWS}).encode("utf-16"),
        b"\xef\xbb\xbf" + json.dumps(SOUND | {"rows": ROWS}, indent=2).encode(),
        json.dumps(SOUND | {"rows": {name: str(count) for name, count in ROWS.items()}}),
        json.dumps(SOUND | {"rows": {name: f" {count}.0\u200b" for name, count in ROWS.items()}}),
        json.dumps(SOUND | {"rows": {name.upper(): float(count) for name, count in ROWS.items()}}),
        json.dumps({"Recorded from": "01/08/2017", "RecordedTo": "31-8-2017", "Rows": ROWS}),
        json.dumps({"recorded_from": "2017/08/01", "recorded_to": "2017-08-31T23:59:59Z", "rows": ROWS}),
        '{"recorded_from": "2017-08-01", "recorded_to": "2017-08-31",\n"rows": '
        '{"offences.csv": 1, "markers.csv": 0, "victims.csv": 0,},}\n\x1a',
    ],
)
def test_a_manifest_is_read_as_people_write_it(bench, manifest):
    written = manifest if isinstance(manifest, bytes) else manifest.encode()
    entries = land_police(bench, change=lambda folder: (folder / "manifest.json").write_bytes(written))
    assert {(entry.status, entry.reason) for entry in entries.values()} == {("loaded", None)}
    assert {str(entry.covers_to) for entry in entries.values()} == {"2017-08-31"}


@pytest.mark.parametrize("count", ["8,400", 8400, "8400.00"])
def test_a_number_of_rows_may_have_a_comma_for_the_thousands(bench, count):
    entries = land_police(bench, stated={"offences.csv": count})
    assert entries["offences.csv"].reason == ("it has 1 row, but the delivery says 8,400; send the complete file again")


@pytest.mark.parametrize("count", ["8,4", "1.5", "-1", "one", True, None, [1], "1,0000", ""])
def test_what_is_no_number_of_rows_is_refused(bench, count):
    entries = land_police(bench, stated={"offences.csv": count})
    assert entries["manifest.json"].reason == "it gives no number of rows for offences.csv; send it again with one"


@pytest.mark.parametrize("day", ["31/02/2017", "08/31/2017", "2017-08", "1.8.17", "", "soon", 20170801])
def test_what_is_no_day_of_the_manifest_is_refused(bench, day):
    assert land_police(bench, window=(day, "2017-08-31"))["manifest.json"].reason == (
        "recorded_from is missing or is not a date like 2017-08-01; send it again with one"
    )


CRIME = "a" * 64
ELSEWHERE = {"Longitude": "-1.50", "Latitude": "52.3", "Location": "On or near Hill", "LSOA name": "Warwick 005A"}


def street(*rows):
    return [STREET_CRIME | {"Crime ID": CRIME} | row for row in rows]


def land_streets(bench, months, change=None, sent_on="2017-10-20"):
    folder = police_uk_delivery(bench.raw, sent_on, months=months)
    if change:
        change(folder)
        settle(folder)
    return {entry.file: entry for entry in bench.land(POLICE_UK, PoliceUkDelivery)}


def test_a_crime_at_several_places_is_one_record_and_the_others_are_duplicates(bench):
    (entry,) = land_streets(bench, {"2017-08": street({}, ELSEWHERE, {}, ELSEWHERE | {"Latitude": ""})}).values()
    assert (entry.rows_sent, entry.rows_accepted, entry.rows_duplicate, entry.rows_rejected) == (4, 1, 3, 0)
    assert entry.reason == (
        "rows 3 and 5 differ from an earlier row with the same month, crime_id only in longitude, latitude, location, "
        "lsoa_code, lsoa_name, so they are duplicates"
    )
    assert bench.rows("select lsoa_name from landed.police_uk__street") == [("Rugby 004B",)]
    assert list(bench.sent_back("police_uk", "2017-10-20")) == ["Summary"]


def test_a_crime_in_rows_that_differ_in_more_than_the_place_stays_a_fault(bench):
    other = ELSEWHERE | {"Last outcome category": "Local resolution"}
    sound = [STREET_CRIME | {"Crime ID": f"{number:064x}"} for number in range(30)]
    (entry,) = land_streets(bench, {"2017-08": [*sound, *street({}, other)]}).values()
    assert (entry.rows_accepted, entry.rows_duplicate, entry.rows_rejected) == (30, 0, 2)


def test_events_without_a_crime_id_stay_apart_at_any_place(bench):
    event = {"Crime ID": "", "Crime type": "Anti-social behaviour"}
    (entry,) = land_streets(bench, {"2017-08": street(event, event, event | ELSEWHERE)}).values()
    assert (entry.rows_accepted, entry.reason) == (3, None)


def zipped(into, *names):
    """Return a change that packs each month of a download into one of these zips, below a folder, with other files."""

    def change(folder):
        for number, month in enumerate(sorted(path for path in folder.iterdir() if path.is_dir())):
            with zipfile.ZipFile(folder / names[number % len(names)], "a", zipfile.ZIP_DEFLATED) as packed:
                for file in month.iterdir():
                    packed.write(file, f"{into}{month.name}/{file.name}")
                packed.writestr(f"{into}{month.name}/{month.name}-warwickshire-outcomes.csv", "Crime ID\n")
                packed.writestr(f"__MACOSX/{month.name}/._{month.name}-warwickshire-street.csv", "x")
            shutil.rmtree(month)

    return change


def crimes(month, *numbers):
    return [STREET_CRIME | {"Month": month, "Crime ID": f"{number:064x}"} for number in numbers]


@pytest.mark.parametrize("into", ["", "a1b2c3/", "Downloads/a1b2c3/"])
@pytest.mark.parametrize("names", [("a1b2c3.zip",), ("A1 (1).ZIP", "b2.zip")])
def test_a_download_is_read_from_its_zip_as_it_came(bench, into, names):
    months = {"2017-07": crimes("2017-07", 1, 2), "2017-09": crimes("2017-09", 3)}
    entries = land_streets(bench, months, change=zipped(into, *names))
    read = [(file.rpartition("/")[2], entry.rows_accepted, str(entry.covers_from)) for file, entry in entries.items()]
    assert sorted(each for each in read if each[1]) == [
        ("2017-07-warwickshire-street.csv", 2, "2017-07-01"),
        ("2017-09-warwickshire-street.csv", 1, "2017-09-01"),
    ]
    assert {(entry.status, entry.reason, entry.is_contracted) for entry in entries.values()} == {("loaded", None, True)}
    assert bench.land(POLICE_UK, PoliceUkDelivery) == []
    bench.build("staged.covered")
    days = "select covers_from::varchar, covers_to::varchar from staged.covered order by all"
    assert bench.rows(days) == [("2017-07-01", "2017-07-31"), ("2017-09-01", "2017-09-30")]


def test_a_zip_sent_again_with_another_content_replaces_its_months(bench):
    land_streets(bench, {"2017-08": crimes("2017-08", 1, 2)}, change=zipped("", "a.zip"))
    shutil.rmtree(bench.raw / "police_uk")
    land_streets(bench, {"2017-08": crimes("2017-08", 1)}, change=zipped("", "a.zip"))
    bench.build("staged.police_uk__street")
    assert bench.rows("select count(*) from staged.police_uk__street where status = 'current'") == [(1,)]


def test_a_month_in_a_zip_and_beside_it_is_sent_twice(bench):
    def twice(folder):
        kept = {path: path.read_bytes() for path in folder.rglob("*.csv")}
        zipped("", "a.zip")(folder)
        for path, content in kept.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)

    entries = land_streets(bench, {"2017-08": crimes("2017-08", 1)}, change=twice)
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert any("is for the same month; send only one of them" in (entry.reason or "") for entry in entries.values())


def _damage(folder):
    path = folder / "a.zip"
    content = bytearray(path.read_bytes())
    content[80:90] = b"\xff" * 10
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "a.zip").write_bytes((folder / "a.zip").read_bytes()[:-30]), "can't be opened"),
        (lambda folder: (folder / "a.zip").write_bytes(b""), "can't be opened"),
        (_damage, "the zip it is in is damaged or cut short"),
    ],
)
def test_a_damaged_zip_refuses_the_download(bench, spoil, said):
    change = zipped("", "a.zip")
    entries = land_streets(bench, {"2017-08": crimes("2017-08", *range(50))}, lambda path: (change(path), spoil(path)))
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert any(said in (entry.reason or "") for entry in entries.values())


def test_a_zip_that_unpacks_to_too_much_refuses_the_download(bench, monkeypatch):
    monkeypatch.setattr("pipelines.files.archive.MOST_BYTES", 1_000)
    entries = land_streets(bench, {"2017-08": crimes("2017-08", *range(50))}, change=zipped("", "a.zip"))
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert "the zip is too large when unpacked" in entries["a.zip"].reason


def test_a_zip_beside_other_agencies_files_says_to_unpack_it(bench):
    entries = land_police(bench, change=add("all.zip", b"PK\3\4"))
    assert entries["all.zip"].reason == (
        "this is a packed file, so it was not read; unpack it here, folders and all, and remove it"
    )
