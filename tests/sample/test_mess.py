"""The deliveries hold the mess that the contracts describe."""

import json
import re
from datetime import date, datetime

import openpyxl
import pytest

from tests.sample.reading import day, files_of, fold, is_utf8, read_csv, read_workbook

CONTRACT = {
    "offences.csv": "offence_ref,recorded_date,committed_from,committed_to,record_type,ho_offence_code,offence_title,"
    "district,jsna_area,premises_type,reporting_channel",
    "markers.csv": "offence_ref,marker_code,added_date",
    "victims.csv": "offence_ref,victim_no,person_ref,forename,surname,date_of_birth,postcode,sex,ethnicity",
}


def folders(sample, agency):
    return sorted((sample.raw / agency).iterdir())


@pytest.fixture(scope="module")
def police_bytes(sample):
    """Every file the police sent: delivery, name in small letters, content."""
    return [
        (folder.name, name, path.read_bytes())
        for folder in folders(sample, "police")
        for name, path in files_of(folder).items()
    ]


@pytest.fixture(scope="module")
def police_rows(sample):
    """Every row of each table the police sent, as read."""
    return {
        name: [row for folder in folders(sample, "police") for row in read_csv(files_of(folder)[name])]
        for name in CONTRACT
    }


@pytest.fixture(scope="module")
def lines(sample):
    """Every line of every workbook of Victim Support, by delivery."""
    books = {
        folder.name: openpyxl.load_workbook(folder / "cases.xlsx")["Cases"]
        for folder in folders(sample, "victim_support")
    }
    return {name: list(sheet.iter_rows(values_only=True)) for name, sheet in books.items()}


# --- deliveries ----------------------------------------------------------------------------------------------


def test_the_police_send_every_month_on_the_3rd_and_restate_three_windows(sample):
    sent = [folder.name for folder in folders(sample, "police")]
    monthly = [name for name in sent if name.endswith("-03")]
    assert (monthly[0], monthly[-1], len(monthly)) == ("2015-05-03", "2017-10-03", 30)
    assert sorted(set(sent) - set(monthly)) == ["2016-04-20", "2017-01-18", "2017-03-07", "2017-09-15"]
    windows = {}
    for folder in folders(sample, "police"):
        manifest = json.loads((folder / "manifest.json").read_text())
        first, last = (date.fromisoformat(manifest[f"recorded_{end}"]) for end in ("from", "to"))
        windows[folder.name] = (last.year - first.year) * 12 + last.month - first.month + 1
        assert last < date.fromisoformat(folder.name)
    assert {windows[name] for name in monthly} == {1}
    assert (windows["2016-04-20"], windows["2017-01-18"], windows["2017-09-15"]) == (6, 4, 5)


def test_victim_support_sends_every_quarter_cumulating_over_the_financial_year(sample, cases):
    periods = {folder.name: read_workbook(folder / "cases.xlsx")[0] for folder in folders(sample, "victim_support")}
    assert list(periods) == [
        "2015-07-10", "2015-10-10", "2016-01-10", "2016-04-10", "2016-07-10", "2016-10-10",
        "2017-01-10", "2017-01-17", "2017-04-10", "2017-07-10", "2017-10-10",
    ]  # fmt: skip
    assert periods["2016-10-10"] == [date(2016, 4, 1), date(2016, 9, 30)]
    assert periods["2017-04-10"] == [date(2016, 4, 1), date(2017, 3, 31)]
    sizes = {delivery.sent: delivery.verdicts["cases"].sent for delivery in cases[1] if not delivery.refused}
    assert sizes[date(2016, 7, 10)] < sizes[date(2016, 10, 10)] < sizes[date(2017, 1, 17)] < sizes[date(2017, 4, 10)]


def test_one_delivery_of_each_agency_is_refused_and_a_later_one_makes_it_good(sample, police, cases):
    assert [delivery.sent for delivery in police.deliveries if delivery.refused] == [date(2017, 3, 3)]
    assert [delivery.sent for delivery in cases[1] if delivery.refused] == [date(2017, 1, 10)]
    cut, whole = (sample.raw / "police" / name for name in ("2017-03-03", "2017-03-07"))
    assert read_csv(cut / "offences.csv") == read_csv(whole / "offences.csv")
    victims = read_csv(cut / "victims.csv")
    assert victims == read_csv(whole / "victims.csv")[: len(victims)]
    assert json.loads((cut / "manifest.json").read_text()) == json.loads((whole / "manifest.json").read_text())


def test_files_look_complete_to_a_loader_that_waits_for_them_to_settle(sample):
    for folder in (sample.raw).glob("*/*"):
        for path in folder.rglob("*"):
            assert datetime.fromtimestamp(path.stat().st_mtime).date() == date.fromisoformat(folder.name)


def test_a_month_has_about_as_many_rows_as_the_contracts_example(sample):
    rows = [
        json.loads((folder / "manifest.json").read_text())["rows"]
        for folder in folders(sample, "police")
        if folder.name.endswith("-03")
    ]
    for name, example in (("offences.csv", 3391), ("markers.csv", 1804), ("victims.csv", 3102)):
        mean = sum(counted[name] for counted in rows) / len(rows)
        assert 0.9 * example < mean < 1.1 * example


# --- verdicts ------------------------------------------------------------------------------------------------


def test_every_delivery_has_rejected_rows_but_few(police, cases):
    for delivery in [*police.deliveries, *cases[1]]:
        for table, verdicts in delivery.verdicts.items():
            few = 0.01 if table != "cases" else 0.07
            assert 0 < verdicts.rejected < few * verdicts.sent


def test_rows_are_sent_twice_and_keys_conflict(police, cases):
    for delivery in police.deliveries:
        assert all(verdicts.duplicate and verdicts.conflicting for verdicts in delivery.verdicts.values())
    assert sum(delivery.verdicts["cases"].duplicate for delivery in cases[1] if delivery.verdicts) > 10
    assert sum(delivery.verdicts["cases"].conflicting for delivery in cases[1] if delivery.verdicts) > 4


def test_a_restatement_never_has_an_unreadable_key_or_it_could_withdraw_nothing(police, cases):
    first = [delivery for delivery in police.deliveries if delivery.sent.day == 3 and not delivery.refused]
    again = [delivery for delivery in police.deliveries if delivery.sent.day in (15, 18, 20)]
    assert sum(delivery.verdicts["offences"].unreadable_keys for delivery in first) > 10
    assert not any(verdicts.unreadable_keys for delivery in again for verdicts in delivery.verdicts.values())
    lasts = [
        delivery for delivery in cases[1] if delivery.sent in (date(2016, 4, 10), date(2017, 4, 10), date(2017, 10, 10))
    ]
    assert not any(delivery.verdicts["cases"].unreadable_keys for delivery in lasts)


def test_what_a_restatement_rejects_stays_in_force_as_it_was(police):
    for delivery in police.deliveries:
        if delivery.sent.day in (15, 18, 20):
            offences = delivery.verdicts["offences"]
            rejected = offences.keys - set(offences.accepted)
            assert len(rejected) > 10
            assert rejected <= set(police.offences)


def test_restatements_change_records(police):
    by_sent = {delivery.sent: delivery.verdicts for delivery in police.deliveries}
    first, again = by_sent[date(2016, 11, 3)], by_sent[date(2017, 1, 18)]
    both = [
        (first["offences"].accepted[ref], again["offences"].accepted[ref])
        for ref in first["offences"].accepted
        if ref in again["offences"].accepted
    ]
    sent, later = date(2016, 11, 3), date(2017, 1, 18)
    assert any(one["offencetitle"].casefold() != two["offencetitle"].casefold() for one, two in both)
    assert any(one["jsnaarea"] is None and two["jsnaarea"] for one, two in both)
    added = set(again["markers"].accepted) - set(first["markers"].accepted)
    late = [again["markers"].accepted[key] for key in added if key[0] in first["offences"].accepted]
    assert sum(day(row["addeddate"], later) is not None and day(row["addeddate"], later) > sent for row in late) > 30
    gone = set(first["markers"].accepted) - set(again["markers"].accepted)
    assert any(ref in again["offences"].accepted for ref, _ in gone)
    assert set(first["offences"].accepted) - set(again["offences"].accepted)


def test_records_move_from_month_to_month(police):
    seen = {}
    for delivery in police.deliveries:
        for ref, row in delivery.verdicts.get("offences").accepted.items() if delivery.verdicts else ():
            seen.setdefault(ref, set()).add(f"{day(row['recordeddate'], delivery.sent):%Y-%m}")
    moved = {tuple(sorted(months)) for months in seen.values() if len(months) > 1}
    assert moved == {("2015-11", "2015-12"), ("2016-10", "2016-11"), ("2017-08", "2017-09")}


# --- files and cells of the police ---------------------------------------------------------------------------


def test_encodings_and_line_ends_vary(police_bytes):
    contents = [content for _, name, content in police_bytes if name.endswith(".csv")]
    assert any(content.startswith(b"\xef\xbb\xbf") for content in contents)
    assert any(b"\r\n" in content for content in contents)
    assert any(b"\r\n" not in content for content in contents)
    windows = [content for _, name, content in police_bytes if name == "victims.csv" and not is_utf8(content)]
    assert len(windows) >= 3
    assert all(re.search(r"[À-ÿ]", content.decode("cp1252")) for content in windows)
    assert any(re.search(r"[łńśțăı]", content.decode("utf-8-sig")) for content in contents if is_utf8(content))


def test_headers_vary_in_case_and_punctuation_and_some_have_a_column_more(police_bytes):
    headers = {
        (name, content.decode("utf-8-sig", "replace").splitlines()[0])
        for _, name, content in police_bytes
        if name.endswith(".csv")
    }
    assert set(CONTRACT.items()) < headers
    assert len(headers) > 10
    assert any("Beat code" in header for _, header in headers)
    assert any("OFFENCE_REF" in header for _, header in headers)
    assert any("Offence ref" in header for _, header in headers)


def test_a_file_name_has_other_capitals(sample):
    assert (sample.raw / "police" / "2015-08-03" / "Offences.CSV").exists()


def test_dates_are_written_in_every_way(police_rows):
    written = {
        re.sub(r"\d", "0", re.sub(r"[A-Z][a-z]+", "Month", row["recordeddate"] or ""))
        for row in police_rows["offences.csv"]
    }
    assert {"0000-00-00", "00/00/0000", "00-00-00", "0 Month 0000", "00 Month 0000", "00/00/0000 00:00:00"} <= written


def test_births_never_have_a_two_digit_year(police_rows):
    assert not any(re.fullmatch(r"\d\d-\d\d-\d\d", row["dateofbirth"] or "") for row in police_rows["victims.csv"])


def test_codes_are_spelt_in_many_ways_and_some_are_on_no_list(police_rows):
    districts = {row["district"] for row in police_rows["offences.csv"]}
    assert {
        "NBBC",
        "N&B",
        "Stratford-upon-Avon",
        "RBC",
        "WDC",
        "Coventry",
        "Cross border",
        "Unknown",
        "RUGBY",
        "rugby",
    } <= districts
    assert {"M", "Male", "Woman", "F", "Not stated", "Unknown"} <= {row["sex"] for row in police_rows["victims.csv"]}
    assert {"W1", "White British", "NS", "Kurdish", "A1"} <= {row["ethnicity"] for row in police_rows["victims.csv"]}
    assert {"Allotment", "Pub", "Retail"} <= {row["premisestype"] for row in police_rows["offences.csv"]}
    assert {"DV", "Racist", "RM"} <= {row["markercode"] for row in police_rows["markers.csv"]}


def test_some_cells_hold_several_markers(police_rows):
    several = [row["markercode"] for row in police_rows["markers.csv"] if ";" in (row["markercode"] or "")]
    assert len(several) > 100
    assert all(len(cell.split(";")) == 2 for cell in several)


def test_optional_cells_that_cannot_be_read_lose_only_themselves(police_rows, police):
    assert {"early hours", "30/02/2017"} <= {
        row[column] for row in police_rows["offences.csv"] for column in ("committedfrom", "committedto")
    }
    assert {"00/00/1985", "about 40"} <= {row["dateofbirth"] for row in police_rows["victims.csv"]}
    assert any(row["committedfrom"] == "early hours" for row in police.offences.values())


def test_missing_is_said_in_many_ways(police_bytes):
    texts = [content.decode("cp1252", "replace") for _, name, content in police_bytes if name == "victims.csv"]
    for word in (",,", ",-,", ",n/a", ",NULL", ",#N/A"):
        assert any(word in text for text in texts)


def test_areas_with_commas_are_quoted(police_bytes):
    assert any(b'"Kingsbury, Coleshill and Arley"' in content for _, _, content in police_bytes)


# --- Victim Support's workbooks ------------------------------------------------------------------------------


def test_the_header_stands_below_a_preamble_and_the_total_below_the_rows(lines):
    for rows in lines.values():
        assert rows[0][0].startswith("Synthetic sample")
        assert any(str(row[0]).startswith("Period: 01/04/20") for row in rows[:15])
        assert rows[-1][0] == "Total cases"
        assert not any(rows[-2])


def test_headings_are_renamed_and_one_workbook_has_a_column_more(lines):
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


def test_blank_rows_stand_among_the_cases(lines):
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
