"""The truth says of every record in force who and what it is, and names nobody."""

from collections import Counter

import pytest

from tests.sample.reading import code


@pytest.fixture(scope="module")
def in_force(truth):
    return truth[truth.in_force == "true"]


def records(truth, table):
    return truth[truth.table == table]


def test_the_truth_holds_what_is_in_force_and_no_more(in_force, police, cases):
    victims = records(in_force, "victims")
    assert Counter(records(in_force, "offences").record_ref) == Counter(list(police.offences))
    assert Counter(zip(victims.record_ref, victims.victim_no.astype(int), strict=True)) == Counter(list(police.victims))
    assert Counter(records(in_force, "cases").record_ref) == Counter(list(cases[0]))


def test_what_was_withdrawn_is_in_the_truth_and_not_in_force(truth, police):
    offences = records(truth, "offences")
    assert set(offences.record_ref[offences.in_force == "false"]) == police.withdrawn
    assert len(police.withdrawn) > 50


def test_day_district_and_hate_are_those_of_the_record(in_force, police):
    offences = records(in_force, "offences")
    marked = police.marked()
    said = {
        row.record_ref: (row.recorded_date, row.district_code, row.is_hate == "true") for row in offences.itertuples()
    }
    held = {
        ref: (
            row["recorded"].isoformat(),
            code("district", row["district"]).replace("Unknown", "UNK"),
            ref in marked,
        )
        for ref, row in police.offences.items()
    }
    assert said == held


def test_every_record_has_an_incident_and_every_victim_and_case_a_person(truth):
    assert (truth.incident_no[truth.table != "responses"] != "").all()
    assert (truth.incident_no[truth.table == "responses"] == "").all()
    nobodys = truth.table.isin(("offences", "incidents", "responses"))
    assert (truth.person_no[~nobodys] != "").all()
    assert (truth.person_no[nobodys] == "").all()
    assert (truth.victim_no[truth.table != "victims"] == "").all()


def test_it_holds_numbers_and_codes_only(truth):
    assert list(truth) == [
        "agency", "table", "record_ref", "victim_no", "person_no", "incident_no", "in_force",
        "recorded_date", "district_code", "is_hate",
    ]  # fmt: skip
    for column in ("person_no", "incident_no", "victim_no"):
        assert truth[column].str.fullmatch(r"\d*").all()


def test_some_persons_are_victims_again_and_have_several_person_refs(in_force, police):
    victims = records(in_force, "victims")
    times = victims.person_no.value_counts()
    refs = {}
    for row in victims.itertuples():
        refs.setdefault(row.person_no, set()).add(police.victims[row.record_ref, int(row.victim_no)]["personref"])
    several = sum(len(found - {None}) > 1 for found in refs.values())
    assert 0.05 < (times > 1).mean() < 0.3
    assert several > 100
    owners = Counter(ref for found in refs.values() for ref in found - {None})
    assert set(owners.values()) == {1}  # no person_ref stands for two persons


def test_most_cases_are_of_victims_and_incidents_the_police_know_and_some_of_nobody_elses(in_force):
    cases, hate = records(in_force, "cases"), in_force[(in_force.agency == "police") & (in_force.is_hate == "true")]
    known = cases.incident_no.isin(hate.incident_no)
    victims = set(zip(hate.incident_no, hate.person_no, strict=True))
    pairs = list(zip(cases.incident_no, cases.person_no, strict=True))
    assert 0.7 < known.mean() < 0.9
    assert all((pair in victims) == is_known for pair, is_known in zip(pairs, known, strict=True))


def test_some_incidents_lead_to_several_hate_records(in_force):
    hate = records(in_force, "offences").query("is_hate == 'true'")
    assert 20 < (hate.incident_no.value_counts() > 1).sum() < 200


def test_agencies_write_the_same_person_down_alike_mostly_and_otherwise_sometimes(in_force, police, cases):
    victims = records(in_force, "victims").drop_duplicates("person_no").set_index("person_no")
    same = Counter()
    for row in records(in_force, "cases").itertuples():
        if row.person_no in victims.index:
            victim = victims.loc[row.person_no]
            theirs = police.victims[victim.record_ref, int(victim.victim_no)]
            case = cases[0][row.record_ref]
            for column in ("forename", "surname", "postcode"):
                if case[column] and theirs[column]:
                    same[column, case[column].casefold() == theirs[column].casefold()] += 1
    for column in ("forename", "surname", "postcode"):
        assert same[column, True] > 5 * same[column, False] > 0
