"""data.police.uk's deliveries: close to the police's totals, and with the download's quirks."""

import csv
import re
from collections import Counter

import pytest

from tests.sample.reading.appended import read_police_uk, street_district
from tests.sample.reading.cells import code

HEADER = [
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name",
    "Crime type", "Last outcome category", "Context",
]  # fmt: skip


@pytest.fixture(scope="module")
def street(sample):
    return read_police_uk(sample.raw)


@pytest.fixture(scope="module")
def rows(street):
    """Every current row."""
    return [row for of_month in street[0].values() for row in of_month]


def test_downloads_hold_several_months_and_repeat_three(street):
    held = {delivery.sent.isoformat(): list(delivery.verdicts) for delivery in street[1]}
    assert held == {
        "2017-01-11": ["2016-09", "2016-10", "2016-11"],
        "2017-04-12": ["2016-11", "2016-12", "2017-01", "2017-02"],
        "2017-07-12": ["2017-03", "2017-04", "2017-05"],
        "2017-11-08": ["2017-04", "2017-05", "2017-06", "2017-07", "2017-08", "2017-09"],
    }


def test_files_are_as_published_and_one_download_has_an_extra_file(sample):
    paths = sorted((sample.raw / "police_uk").rglob("*.csv"))
    others = [path for path in paths if not path.name.endswith("-warwickshire-street.csv")]
    assert [path.name for path in others] == ["2017-03-warwickshire-outcomes.csv"]
    for path in paths:
        assert path.name.startswith(path.parent.name)
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == HEADER if path not in others else header == [*HEADER[:9], "Outcome type"]


def test_a_month_has_nearly_as_many_crimes_as_the_police_record_and_a_quarter_more_rows(street, police):
    recorded = Counter(f"{row['recorded']:%Y-%m}" for row in police.offences.values())
    for month, of_month in street[0].items():
        crimes = sum(row["crimeid"] is not None for row in of_month)
        assert abs(crimes - recorded[month]) < 30
        assert len(of_month) - crimes == pytest.approx(crimes / 4, abs=3)
        assert {row["month"] for row in of_month} == {month}


def test_antisocial_behaviour_has_no_crime_id_and_repeats_exactly(rows):
    assert all((row["crimeid"] is None) == (row["crimetype"] == "Anti-social behaviour") for row in rows)
    without = Counter(tuple(row.values()) for row in rows if row["crimeid"] is None)
    assert 0.1 < sum(count - 1 for count in without.values()) / without.total() < 0.4


def test_a_crime_id_repeats_within_a_month_twice_and_never_otherwise(street):
    duplicates = {
        (delivery.sent.isoformat(), month): verdicts.duplicate
        for delivery in street[1]
        for month, verdicts in delivery.verdicts.items()
        if verdicts.duplicate
    }
    assert duplicates == {("2017-01-11", "2016-09"): 1, ("2017-07-12", "2017-03"): 1}
    ids = Counter(row["crimeid"] for of_month in street[0].values() for row in of_month)
    assert all(re.fullmatch(r"[0-9a-f]{64}", found) for found in ids if found)
    assert max(count for found, count in ids.items() if found) == 1


def test_districts_have_the_polices_shares_with_some_rows_outside_and_some_without_a_place(rows, police):
    places = Counter(street_district(row) for row in rows)
    recorded = Counter(code("district", row["district"]) for row in police.offences.values())
    recorded["UNK"] = recorded.pop("Unknown")
    assert set(places) == set(recorded)
    for district, count in places.items():
        assert count / len(rows) == pytest.approx(recorded[district] / recorded.total(), abs=0.006)
    outside = {re.sub(r" \S+$", "", row["lsoaname"]) for row in rows if street_district(row) == "OUT"}
    assert {"Coventry", "Tamworth", "Hinckley and Bosworth", "Milton Keynes"} <= outside


def test_a_row_without_location_has_no_lsoa_and_no_coordinates(rows):
    nowhere = [row for row in rows if row["location"] == "No Location"]
    assert len(nowhere) > 100
    for row in rows:
        placed = [row[column] is not None for column in ("longitude", "latitude", "lsoacode", "lsoaname")]
        assert placed == [row["location"] != "No Location"] * 4


def test_places_are_synthetic_and_roughly_the_countys(rows):
    placed = [row for row in rows if row["lsoacode"]]
    assert all(re.fullmatch(r"E01999\d{3}", row["lsoacode"]) for row in placed)
    assert all(re.fullmatch(r"[A-Z][A-Za-z -]+ 9\d\d[A-E]", row["lsoaname"]) for row in placed)
    assert len({row["lsoacode"] for row in placed}) == len({row["lsoaname"] for row in placed}) > 300
    assert all(-1.8 < float(row["longitude"]) < -1.1 for row in placed)
    assert all(52.0 < float(row["latitude"]) < 52.8 for row in placed)
    named = {row["location"].removeprefix("On or near ").split()[0] for row in placed}
    assert named == {
        "Sample", "Specimen", "Example", "Parking", "Supermarket", "Petrol", "Shopping", "Sports/Recreation",
        "Nightclub", "Park/Open", "Police",
    }  # fmt: skip


def test_some_outcomes_are_nearly_the_same_and_one_wording_is_on_no_list(rows):
    outcomes = Counter(row["lastoutcomecategory"] for row in rows if row["crimeid"])
    assert {
        "Unable to prosecute suspect", "Unable to prosecute", "Further investigation is not in the public interest",
        "Further action is not in the public interest", "Formal action is not in the public interest",
    } <= set(outcomes)  # fmt: skip
    unmapped = {outcome for outcome in outcomes if code("crime_outcome", outcome) == "Unknown"}
    assert unmapped == {"Offender given community resolution"}
    assert 0 < outcomes[None] < 200
    assert {code("crime_type", row["crimetype"]) for row in rows} == {row["crimetype"] for row in rows}
    assert not any(row["lastoutcomecategory"] for row in rows if row["crimeid"] is None)


def test_a_month_published_again_has_fewer_open_crimes_and_some_rows_added_and_removed(sample):
    def read(sent):
        path = sample.raw / "police_uk" / sent / "2016-11" / "2016-11-warwickshire-street.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return {row["Crime ID"]: row for row in csv.DictReader(file) if row["Crime ID"]}

    first, again = read("2017-01-11"), read("2017-04-12")
    assert (len(set(again) - set(first)), len(set(first) - set(again))) == (5, 3)
    changed = [key for key in first if key in again and first[key] != again[key]]
    assert 0.1 * len(first) < len(changed) < 0.3 * len(first)
    assert {first[key]["Last outcome category"] for key in changed} == {"Under investigation"}
    assert not any(row["Last outcome category"] == "Under investigation" for row in again.values())


def test_a_sample_twice_as_busy_has_twice_the_rows(double_sample, street):
    rows = read_police_uk(double_sample.raw)[0]
    for month, of_month in street[0].items():
        assert len(rows[month]) == pytest.approx(2 * len(of_month), abs=120)
    ids = [row["crimeid"] for of_month in rows.values() for row in of_month if row["crimeid"]]
    assert len(set(ids)) == len(ids)


def test_the_truth_file_leaves_it_out(truth):
    assert "police_uk" not in set(truth.agency)
