"""The police's current records give the figures in the 2017 report, counted from only the files."""

from collections import Counter
from datetime import date

import pytest

from tests.sample.reading.cells import birth, code, reference

REPORT_YEAR = (date(2016, 9, 1), date(2017, 8, 31))
MARKERS = ("RM", "HV", "HC", "HO", "PAC", "DA", "HP", "TI")
AGGRAVATED = "Racially/religiously aggravated"

# The report's table "Total Interest Markers": offences, then markers in the order above.
TOP_TEN = {
    f"{AGGRAVATED} intentional harassment alarm/distress words/writing": (282, 262, 216, 26, 7, 13, 0, 4, 0),
    "Intentional harassment alarm or distress": (67, 9, 48, 10, 32, 4, 19, 0, 2),
    "Send letter/communication/article conveying indecent/offensive message": (63, 45, 46, 5, 9, 1, 1, 0, 0),
    f"{AGGRAVATED} common assault/beating": (51, 46, 35, 0, 0, 2, 0, 1, 0),
    f"{AGGRAVATED} fear/provocation of violence by words/writing": (44, 37, 31, 4, 1, 3, 0, 3, 0),
    f"{AGGRAVATED} harassment/alarm/distress by words/writing": (39, 39, 23, 9, 2, 0, 0, 2, 0),
    f"{AGGRAVATED} assault occasioning actual bodily harm": (22, 20, 16, 4, 0, 3, 0, 0, 0),
    "Assault occasioning actual bodily harm": (19, 7, 14, 2, 7, 0, 0, 0, 0),
    "Common assault and battery": (16, 2, 9, 2, 6, 1, 5, 0, 1),
    f"{AGGRAVATED} criminal damage vehicle": (10, 10, 5, 2, 0, 1, 0, 0, 0),
}
TOP_EIGHT = {
    "White British": 34,
    "Asian or British Asian Indian": 16,
    "Any other White background": 13,
    "Any other Asian background": 9,
    "Asian or British Asian Pakistani": 5,
    "Black or Black British African": 4,
    "Mixed White and Black Caribbean": 3,
    "Any other Black background": 3,
}
BANDS = (10, 20, 30, 40, 50, 60, 70, 200)


@pytest.fixture(scope="module")
def of_year(police):
    """Current offences that were recorded in the report's year."""
    first, last = REPORT_YEAR
    return {ref: row for ref, row in police.offences.items() if first <= row["recorded"] <= last}


@pytest.fixture(scope="module")
def hate(police, of_year):
    """Hate markers of the year's hate records."""
    return {ref: markers for ref, markers in police.marked().items() if ref in of_year}


@pytest.fixture(scope="module")
def victims(police, hate):
    """Victims of the year's hate records: age, sex and ethnicity; None if not given."""
    found = []
    for (ref, _), row in police.victims.items():
        if ref in hate:
            born, on = birth(row["dateofbirth"], row["sent"]), police.offences[ref]["aged_on"]
            age = on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None
            found.append((age, code("sex", row["sex"]), code("ethnicity", row["ethnicity"])))
    return found


def test_a_year_has_the_reports_records_hate_offences_and_hate_crimed_incidents(of_year, hate):
    kinds = Counter(code("record_type", of_year[ref]["recordtype"]) for ref in hate)
    assert len(of_year) == 40_738
    assert kinds == {"Offence": 688, "Crimed incident": 97}


def test_ten_categories_have_the_reports_offences_and_markers_and_no_other_reaches_ten(of_year, hate):
    counts = {}
    for ref, markers in hate.items():
        if code("record_type", of_year[ref]["recordtype"]) == "Offence":
            title = code("offence_title", of_year[ref]["offencetitle"])
            counts.setdefault(title, Counter()).update(["offences", *markers])
    found = {
        title: (count["offences"], *(count[marker] for marker in MARKERS))
        for title, count in counts.items()
        if count["offences"] >= 10
    }
    assert found == TOP_TEN
    assert sum(count["offences"] for count in counts.values()) == 688


def test_513_victims_give_age_and_sex_62_percent_men_4_percent_over_60_most_in_their_thirties(victims):
    told = [(age, sex) for age, sex, _ in victims if age is not None and sex in ("Male", "Female")]
    bands = Counter((sex, next(at for at, last in enumerate(BANDS) if age <= last)) for age, sex in told)
    assert len(told) == 513
    assert round(100 * sum(sex == "Male" for _, sex in told) / 513) == 62
    assert round(100 * sum(age >= 61 for age, _ in told) / 513) == 4
    for sex in ("Male", "Female"):
        counts = [bands[sex, at] for at in range(len(BANDS))]
        assert counts.index(max(counts)) == 3
        assert counts.count(max(counts)) == 1


def test_463_victims_give_their_ethnicity_in_the_reports_shares(victims):
    told = Counter(ethnicity for *_, ethnicity in victims if ethnicity not in (None, "Unknown"))
    assert sum(told.values()) == 463
    assert {group: round(100 * count / 463) for group, count in told.most_common(8)} == TOP_EIGHT
    assert told.most_common(9)[7][1] > told.most_common(9)[8][1]
    assert len(victims) > 513


def test_three_areas_have_the_highest_rates_in_the_reports_order(of_year, hate):
    people = {row["jsna_area"]: int(row["population"]) for row in reference("jsna_area")}
    records = Counter(code("jsna_area", of_year[ref]["jsnaarea"]) for ref in hate)
    rates = sorted(people, key=lambda area: -records[area] / people[area])
    assert rates[:3] == ["Nuneaton Central", "Newbold and Brownsover", "Bilton and Town Centre"]


def test_areas_are_in_the_districts_of_their_records(police):
    lies_in = {row["jsna_area"]: row["district_code"] for row in reference("jsna_area")}
    pairs = {
        (code("jsna_area", row["jsnaarea"]), code("district", row["district"])) for row in police.offences.values()
    }
    named = {(area, district) for area, district in pairs if area is not None}
    assert named == set(lies_in.items())


def test_some_records_are_outside_the_county_and_some_have_no_known_district(police):
    places = Counter(code("district", row["district"]) for row in police.offences.values())
    assert places["OUT"] > 100
    assert places["Unknown"] > 100
    assert places["OUT"] + places["Unknown"] < len(police.offences) / 50


def test_hate_records_rise_over_eighteen_months_and_rise_more_after_key_dates(police):
    months = Counter(f"{police.offences[ref]['recorded']:%Y-%m}" for ref in police.marked())
    series = [months[month] for month in sorted(months)]
    last = series[-18:]
    slope = sum((at - 8.5) * count for at, count in enumerate(last))
    assert len(series) == 30
    assert slope > 0
    assert months["2016-07"] > max(months["2016-06"], months["2016-08"]) + 10  # the referendum of 23 June
    assert months["2017-03"] > max(months["2017-02"], months["2017-04"])  # Westminster, 22 March
    assert months["2017-06"] > max(months["2017-04"], months["2017-08"]) + 10  # Manchester and London Bridge
    year_before = [
        f"{year}-{month:02d}" for year, month in [(2015, m) for m in (9, 10, 11, 12)] + [(2016, m) for m in range(1, 9)]
    ]
    assert 500 < sum(months[month] for month in year_before) < 620
