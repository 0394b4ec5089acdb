"""The truth says who and what every current record is about, and names nobody."""

import re
from collections import Counter

import pytest

from tests.sample.reading.cells import code


@pytest.fixture(scope="module")
def in_force(truth):
    return truth[truth.in_force == "true"]


def records(truth, table):
    return truth[truth.table == table]


def test_the_truth_holds_the_current_records_and_no_more(in_force, police, cases, casework, online):
    victims = records(in_force, "victims")
    assert Counter(records(in_force, "offences").record_ref) == Counter(list(police.offences))
    assert Counter(zip(victims.record_ref, victims.victim_no.astype(int), strict=True)) == Counter(list(police.victims))
    for table, (held, _) in {"cases": cases, "casework": casework, "reports": online}.items():
        assert Counter(records(in_force, table).record_ref) == Counter(list(held))


def test_withdrawn_records_are_in_the_truth_but_not_current(truth, police):
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


def test_day_district_and_hate_of_cases_and_reports_are_those_of_the_record(in_force, casework, online):
    said = {
        row.record_ref: (row.recorded_date, row.district_code, row.is_hate == "true")
        for row in in_force[in_force.table.isin(["casework", "reports"])].itertuples()
    }
    held = {ref: (row["opened_on"].isoformat(), row["district"], row["is_hate"]) for ref, row in casework[0].items()}
    reported = {
        report: (row["submitted_on"].isoformat(), row["district_code"], True) for report, row in online[0].items()
    }
    assert said == held | reported


def test_cases_opened_twice_were_withdrawn(truth, casework):
    cases = records(truth, "casework")
    closed = set(cases.record_ref[cases.in_force == "false"])
    ever = {ref for delivery in casework[1] if delivery.verdicts for ref in delivery.verdicts["casework"].accepted}
    assert len(closed) == 4
    assert closed == ever - set(casework[0])


def test_every_record_has_an_incident_and_everyone_written_down_is_a_person(truth, online):
    assert ((truth.incident_no == "") == (truth.table == "responses")).all()
    nobodys = truth.table.isin(["offences", "incidents", "responses"])
    assert (truth.person_no[nobodys] == "").all()
    assert (truth.person_no[~nobodys & (truth.table != "reports")] != "").all()
    reports = records(truth, "reports")
    named = {report for report, row in online[0].items() if row["contact_surname"]}
    assert set(reports.record_ref[reports.person_no != ""]) == named


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
    assert set(owners.values()) == {1}  # no person_ref is shared by two persons


def test_the_police_know_the_victims_and_incidents_of_most_cases_and_nobody_else_knows_some(in_force):
    cases, hate = records(in_force, "cases"), in_force[(in_force.agency == "police") & (in_force.is_hate == "true")]
    known = cases.incident_no.isin(hate.incident_no)
    victims = set(zip(hate.incident_no, hate.person_no, strict=True))
    pairs = list(zip(cases.incident_no, cases.person_no, strict=True))
    assert 0.7 < known.mean() < 0.9
    assert all((pair in victims) == is_known for pair, is_known in zip(pairs, known, strict=True))


def known_elsewhere(in_force, records):
    """Return the shares of records whose incident the police know, Victim Support knows, and nobody else knows."""
    hate = in_force[(in_force.is_hate == "true") & (in_force.agency != records.agency.iloc[0])]
    agencies = {agency: set(rows.incident_no) for agency, rows in hate.groupby("agency")}
    return [
        records.incident_no.isin(agencies["police"]).mean(),
        records.incident_no.isin(agencies["victim_support"]).mean(),
        1 - records.incident_no.isin(set().union(*agencies.values())).mean(),
    ]


def test_some_of_equips_hate_cases_are_known_to_police_or_victim_support_and_some_to_nobody(in_force):
    cases = records(in_force, "casework")
    police, support, nobody = known_elsewhere(in_force, cases[cases.is_hate == "true"])
    assert 0.3 < police < 0.6
    assert 0.1 < support < 0.4
    assert 0.25 < nobody < 0.6
    other = cases[cases.is_hate == "false"]
    assert not other.incident_no.isin(in_force.incident_no[in_force.agency != "equip"]).any()


def test_some_online_reports_are_known_to_others_and_some_to_nobody(in_force):
    reports = records(in_force, "reports")
    police, support, nobody = known_elsewhere(in_force, reports)
    equip = reports.incident_no.isin(records(in_force, "casework").incident_no).mean()
    assert 0.25 < police < 0.6
    assert 0.03 < equip < 0.3
    assert support > 0.05
    assert 0.25 < nobody < 0.6


def test_victims_are_the_same_person_at_every_agency_and_witnesses_are_other_people(in_force, casework, online):
    hate = in_force[(in_force.is_hate == "true") & (in_force.person_no != "")]
    victims = hate[hate.table.isin(["victims", "cases"])]
    known = set(zip(victims.incident_no, victims.person_no, strict=True))
    for table, role, held in (("casework", "role", casework[0]), ("reports", "reporter", online[0])):
        ours = records(hate, table)
        told = {"victim": [], "witness": []}
        for row in ours[ours.incident_no.isin(victims.incident_no)].itertuples():
            said = told.setdefault(str(held[row.record_ref][role]).casefold(), [])
            said.append((row.incident_no, row.person_no) in known)
        assert len(told["victim"]) > 10
        assert all(told["victim"])
        assert told["witness"]
        assert not any(told["witness"])


def test_references_cited_online_are_the_incidents_except_for_a_few_typing_errors(in_force, online):
    of = dict(zip(*(records(in_force, "offences")[column] for column in ("record_ref", "incident_no")), strict=True))
    reports = records(in_force, "reports").set_index("record_ref")
    right = []
    for report, row in online[0].items():
        cited = re.fullmatch(r"(?:crime (?:no\. )?)?(\w\w)\W*(\d+)\W(\d\d)", (row["police_ref"] or "").casefold())
        if cited:
            right.append(of.get("/".join(cited.groups())) == reports.incident_no[report])
    assert len(right) > 15
    assert 0.8 < sum(right) / len(right) <= 1


def test_some_incidents_lead_to_several_hate_records(in_force):
    hate = records(in_force, "offences").query("is_hate == 'true'")
    assert 20 < (hate.incident_no.value_counts() > 1).sum() < 200


def test_agencies_mostly_write_the_same_person_the_same_way_but_not_always(in_force, police, cases):
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
