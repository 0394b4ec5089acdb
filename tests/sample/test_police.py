"""The police's deliveries contain the mess that their contract describes."""

import json
import re
from datetime import date

import pytest

from tests.sample.reading.cells import day, files_of, is_utf8, read_csv

CONTRACT = {
    "offences.csv": "offence_ref,recorded_date,committed_from,committed_to,record_type,ho_offence_code,offence_title,"
    "district,jsna_area,premises_type,reporting_channel",
    "markers.csv": "offence_ref,marker_code,added_date",
    "victims.csv": "offence_ref,victim_no,person_ref,forename,surname,date_of_birth,postcode,sex,ethnicity",
}


@pytest.fixture(scope="module")
def folders(sample):
    """Every delivery's folder, oldest first."""
    return sorted((sample.raw / "police").iterdir())


@pytest.fixture(scope="module")
def contents(folders):
    """Every file the police sent: delivery, name in lower case, content."""
    return [(folder.name, name, path.read_bytes()) for folder in folders for name, path in files_of(folder).items()]


@pytest.fixture(scope="module")
def rows(folders):
    """Every row in each table that the police sent, as read."""
    return {name: [row for folder in folders for row in read_csv(files_of(folder)[name])] for name in CONTRACT}


# --- deliveries ----------------------------------------------------------------------------------------------


def test_the_police_send_every_month_on_the_3rd_and_restate_three_windows(folders):
    sent = [folder.name for folder in folders]
    monthly = [name for name in sent if name.endswith("-03")]
    assert (monthly[0], monthly[-1], len(monthly)) == ("2015-05-03", "2017-10-03", 30)
    assert sorted(set(sent) - set(monthly)) == ["2016-04-20", "2017-01-18", "2017-03-07", "2017-09-15"]
    windows = {}
    for folder in folders:
        manifest = json.loads((folder / "manifest.json").read_text())
        first, last = (date.fromisoformat(manifest[f"recorded_{end}"]) for end in ("from", "to"))
        windows[folder.name] = (last.year - first.year) * 12 + last.month - first.month + 1
        assert last < date.fromisoformat(folder.name)
    assert {windows[name] for name in monthly} == {1}
    assert (windows["2016-04-20"], windows["2017-01-18"], windows["2017-09-15"]) == (6, 4, 5)


def test_one_delivery_is_refused_and_a_later_one_replaces_it(sample, police):
    assert [delivery.sent for delivery in police.deliveries if delivery.refused] == [date(2017, 3, 3)]
    cut, whole = (sample.raw / "police" / name for name in ("2017-03-03", "2017-03-07"))
    assert read_csv(cut / "offences.csv") == read_csv(whole / "offences.csv")
    victims = read_csv(cut / "victims.csv")
    assert victims == read_csv(whole / "victims.csv")[: len(victims)]
    assert json.loads((cut / "manifest.json").read_text()) == json.loads((whole / "manifest.json").read_text())


def test_a_month_has_about_as_many_rows_as_the_contracts_example(folders):
    monthly = [folder for folder in folders if folder.name.endswith("-03")]
    sizes = [json.loads((folder / "manifest.json").read_text())["rows"] for folder in monthly]
    for name, example in (("offences.csv", 3391), ("markers.csv", 1804), ("victims.csv", 3102)):
        mean = sum(counted[name] for counted in sizes) / len(sizes)
        assert 0.9 * example < mean < 1.1 * example


# --- verdicts ------------------------------------------------------------------------------------------------


def test_every_delivery_has_a_few_rejected_rows(police):
    for delivery in police.deliveries:
        assert all(0 < verdicts.rejected < 0.01 * verdicts.sent for verdicts in delivery.verdicts.values())


def test_rows_are_sent_twice_and_keys_conflict(police):
    for delivery in police.deliveries:
        assert all(verdicts.duplicate and verdicts.conflicting for verdicts in delivery.verdicts.values())


def test_a_restatement_never_has_an_unreadable_key_or_it_could_withdraw_nothing(police):
    first = [delivery for delivery in police.deliveries if delivery.sent.day == 3 and not delivery.refused]
    again = [delivery for delivery in police.deliveries if delivery.sent.day in (15, 18, 20)]
    assert sum(delivery.verdicts["offences"].unreadable_keys for delivery in first) > 10
    assert not any(verdicts.unreadable_keys for delivery in again for verdicts in delivery.verdicts.values())


def test_records_whose_rows_a_restatement_rejects_stay_current_and_unchanged(police):
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


# --- files and cells -----------------------------------------------------------------------------------------


def test_encodings_and_line_ends_vary(contents):
    tables = [content for _, name, content in contents if name.endswith(".csv")]
    assert any(content.startswith(b"\xef\xbb\xbf") for content in tables)
    assert any(b"\r\n" in content for content in tables)
    assert any(b"\r\n" not in content for content in tables)
    windows = [content for _, name, content in contents if name == "victims.csv" and not is_utf8(content)]
    assert len(windows) >= 3
    assert all(re.search(r"[À-ÿ]", content.decode("cp1252")) for content in windows)
    assert any(re.search(r"[łńśțăı]", content.decode("utf-8-sig")) for content in tables if is_utf8(content))


def test_headers_vary_in_case_and_punctuation_and_some_have_an_extra_column(contents):
    headers = {
        (name, content.decode("utf-8-sig", "replace").splitlines()[0])
        for _, name, content in contents
        if name.endswith(".csv")
    }
    assert set(CONTRACT.items()) < headers
    assert len(headers) > 10
    assert any("Beat code" in header for _, header in headers)
    assert any("OFFENCE_REF" in header for _, header in headers)
    assert any("Offence ref" in header for _, header in headers)


def test_a_file_name_has_different_capitals(sample):
    assert (sample.raw / "police" / "2015-08-03" / "Offences.CSV").exists()


def test_dates_are_written_in_every_style(rows):
    written = {
        re.sub(r"\d", "0", re.sub(r"[A-Z][a-z]+", "Month", row["recordeddate"] or "")) for row in rows["offences.csv"]
    }
    assert {"0000-00-00", "00/00/0000", "00-00-00", "0 Month 0000", "00 Month 0000", "00/00/0000 00:00:00"} <= written


def test_births_never_have_a_two_digit_year(rows):
    assert not any(re.fullmatch(r"\d\d-\d\d-\d\d", row["dateofbirth"] or "") for row in rows["victims.csv"])


def test_codes_are_spelt_in_many_ways_and_some_are_on_no_list(rows):
    districts = {row["district"] for row in rows["offences.csv"]}
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
    assert {"M", "Male", "Woman", "F", "Not stated", "Unknown"} <= {row["sex"] for row in rows["victims.csv"]}
    assert {"W1", "White British", "NS", "Kurdish", "A1"} <= {row["ethnicity"] for row in rows["victims.csv"]}
    assert {"Allotment", "Pub", "Retail"} <= {row["premisestype"] for row in rows["offences.csv"]}
    assert {"DV", "Racist", "RM"} <= {row["markercode"] for row in rows["markers.csv"]}


def test_some_cells_hold_several_markers(rows):
    several = [row["markercode"] for row in rows["markers.csv"] if ";" in (row["markercode"] or "")]
    assert len(several) > 100
    assert all(len(cell.split(";")) == 2 for cell in several)


def test_an_unreadable_optional_cell_loses_only_itself(rows, police):
    assert {"early hours", "30/02/2017"} <= {
        row[column] for row in rows["offences.csv"] for column in ("committedfrom", "committedto")
    }
    assert {"00/00/1985", "about 40"} <= {row["dateofbirth"] for row in rows["victims.csv"]}
    assert any(row["committedfrom"] == "early hours" for row in police.offences.values())


def test_missing_values_are_written_in_many_ways(contents):
    texts = [content.decode("cp1252", "replace") for _, name, content in contents if name == "victims.csv"]
    for word in (",,", ",-,", ",n/a", ",NULL", ",#N/A"):
        assert any(word in text for text in texts)


def test_areas_with_commas_are_quoted(contents):
    assert any(b'"Kingsbury, Coleshill and Arley"' in content for _, _, content in contents)
