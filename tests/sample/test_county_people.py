"""The sample's people and homes are not real, and resemble the county's population."""

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.counties import Counties
from pipelines.sample.county.people.mistakes import other_forms, typo
from pipelines.sample.county.people.population import GROWN_UP
from pipelines.sample.county.people.real_people import REAL_PEOPLE, is_real
from pipelines.sample.police.editions import Month
from pipelines.sample.report_hate_now.records import reports_in_force
from pipelines.sample.victim_support.records import cases_in_force
from tests.sample.reading.cells import files_of, read_csv, reference
from tests.sample.reading.report_hate_now import read_lines
from tests.sample.reading.victim_support import read_workbook

REAL_INWARD = re.compile(r"[0-9][ABDEFGHJLNPQRSTUWXYZ]{2}")


@pytest.mark.parametrize(
    ("forename", "surname"),
    [
        ("Stephen", "Lawrence"),
        ("STEVE", "LAWRENCE"),
        ("Lawrence", "Stephen"),
        ("Damilola", "Taylor"),
        ("Jo", "Cox"),
        ("Theresa", "May"),
        ("Muhammad", "Saleem"),
        ("Arkadiusz", "Jóźwik"),
        ("Karen", "Thomas"),
    ],
)
def test_a_real_persons_name_is_recognised_however_it_is_written(forename, surname):
    assert is_real(forename, surname)


@pytest.mark.parametrize(("forename", "surname"), [("Stephen", "Taylor"), ("Karen", "May"), ("Anthony", "Lawrence")])
def test_a_name_that_no_known_person_has_may_be_used(forename, surname):
    assert not is_real(forename, surname)


def test_every_real_name_is_listed_with_a_reason_and_two_parts():
    for reason, names in REAL_PEOPLE.items():
        assert len(reason) > 10
        assert all(len(name.split()) >= 2 for name in names.split(","))


@pytest.mark.parametrize("seed", range(1, 6))
def test_nobody_real_is_recorded_whatever_the_seed(seed):
    county = Counties(seed)[0]
    records = [
        *(Month(county, at).right.victims for at in (0, 14, 29)),
        cases_in_force(county),
        reports_in_force(county),
    ]
    pairs = [pair for people in records for pair in zip(people.forename, people.surname, strict=True)]
    assert len(pairs) > 9000
    assert not [pair for pair in pairs if all(isinstance(name, str) for name in pair) and is_real(*pair)]


def test_nobody_real_is_in_any_file(sample):
    found = set()
    for folder in (sample.raw / "police").iterdir():
        found |= {(row["forename"], row["surname"]) for row in read_csv(files_of(folder)["victims.csv"])}
    for folder in (sample.raw / "victim_support").iterdir():
        found |= {(row["forename"], row["surname"]) for row in read_workbook(folder / "cases.xlsx")[1]}
    for folder in (sample.raw / "report_hate_now").iterdir():
        rows = read_lines(folder / "reports.jsonl")
        found |= {(row["contact_forename"], row["contact_surname"]) for row in rows if "line" not in row}
    assert len(found) > 30_000
    assert not [pair for pair in found if all(pair) and is_real(*pair)]


def test_no_postcode_is_real_and_outward_parts_are_the_countys(police, online):
    written = [
        *(row["postcode"] for row in police.victims.values()),
        *(row["contact_postcode"] for row in online[0].values()),
    ]
    postcodes = Counter(postcode.upper() for postcode in written if postcode)
    outward = Counter(postcode.split()[0] for postcode in postcodes.elements())
    assert not [postcode for postcode in postcodes if REAL_INWARD.fullmatch(postcode.split()[1])]
    assert all(re.fullmatch(r"[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}", postcode) for postcode in postcodes)
    assert {"CV11", "CV21", "CV9", "CV37", "CV32"} <= {part for part, _ in outward.most_common(20)}


def test_residents_resemble_the_countys():
    population = Counties(1)[0].population
    numbers = np.arange(0, population.first_settled - 40_000, 97)
    persons = population._lasting(numbers)
    counted = {(row["district_code"], row["sex"]): 0 for row in reference("population")}
    for row in reference("population"):
        counted[row["district_code"], row["sex"]] += int(row["population"])
    everybody = sum(counted.values())
    for (district, sex), people in counted.items():
        share = ((persons.district == district) & (persons.sex == sex)).mean()
        assert share == pytest.approx(people / everybody, abs=0.01)
    white_british = sum(
        int(row["residents"]) for row in reference("census_ethnicity") if row["ethnicity"] == "White British"
    )
    residents = sum(int(row["residents"]) for row in reference("census_ethnicity"))
    assert (persons.ethnicity == "White British").mean() == pytest.approx(white_british / residents, abs=0.015)


def test_adults_are_adults_and_live_in_the_district_asked_for():
    population = Counties(1)[0].population
    districts = np.array(["E07000218", "E07000222", "OUT"] * 500, dtype=object)
    persons = population._lasting(population.adults(Stream(1, "grown-ups"), districts))
    assert persons.birth.max() <= GROWN_UP
    assert (persons.district == districts).all()


def test_a_person_is_always_the_same_but_may_move_and_marry():
    county = Counties(1)[0]
    days = np.array(["2015-04-01", "2017-09-30"], dtype="datetime64[s]")
    numbers = np.arange(20_000)
    first, last = (county.population.people(numbers, pd.Series(np.repeat(day, len(numbers)))) for day in days)
    for column in ("forename", "birth", "sex", "ethnicity", "district"):
        assert first[column].equals(last[column])
    assert 0.1 < (first.postcode != last.postcode).mean() < 0.16
    married = first.surname != last.surname
    assert 0 < married.mean() < 0.02
    assert set(first.sex[married]) == {"Female"}


def test_typos_change_a_name_by_a_letter():
    assert [typo("Katarzyna", 2, kind) for kind in range(3)] == ["Katrazyna", "Katrzyna", "Kataarzyna"]
    assert typo("Li", 2, 0) == "Lii"


def test_forms_of_a_forename_work_both_ways_but_english_forms_only_one_way():
    assert "Bill" in other_forms("William")
    assert "William" in other_forms("Bill")
    assert "Kasia" in other_forms("Katarzyna")
    assert "John" in other_forms("João")
    assert "João" not in other_forms("John")
