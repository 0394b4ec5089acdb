"""The folder beside the truth says about every delivery what an independent reading finds."""

import re
from collections import Counter

import pandas as pd
import pytest

from tests.sample.reading.appended import read_police_uk, read_schools, read_victim_survey, street_district
from tests.sample.reading.cells import birth, code, day, fold
from tests.sample.reading.equip import characteristics, read_equip
from tests.sample.reading.police import read_police
from tests.sample.reading.report_hate_now import read_report_hate_now
from tests.sample.reading.victim_support import case_types, read_victim_support

HOSTILITY = {
    "Racist": "race", "Religious": "religion", "Homophobic": "sexual_orientation", "Transphobic": "transgender",
    "Gender identity": "transgender", "Disability": "disability", "Other": "other",
}  # fmt: skip
#: The table for each agency's deliveries, and the reading's name for it.
READ = {
    "victim_support__cases": (read_victim_support, "cases"),
    "equip__casework": (read_equip, "casework"),
    "report_hate_now__reports": (read_report_hate_now, "reports"),
    "schools__incidents": (read_schools, "schools"),
    "victim_survey__responses": (read_victim_survey, "victim_survey"),
}
ANSWERS = ("ease_of_contact", "actions", "follow_up", "treatment", "whole_experience")


@pytest.fixture(scope="module")
def told(quiet):
    """Every file in the folder, by name: all text."""
    folder = quiet.folder / "sample_truth_deliveries"
    return {path.stem: pd.read_csv(path, dtype=object, keep_default_na=False) for path in folder.iterdir()}


@pytest.fixture(scope="module")
def deliveries(quiet):
    """Every delivery as read, by table, with the reading's name for the table."""
    police = read_police(quiet.raw).deliveries
    read = {f"police__{table}": (police, table) for table in ("offences", "markers", "victims")}
    return read | {name: (reader(quiet.raw)[1], table) for name, (reader, table) in READ.items()}


def of(told, name, delivery):
    """Return one delivery's lines, by key."""
    lines = told[name][told[name].delivery_date == delivery.sent.isoformat()]
    keys = [column for column in ("record_ref", "marker_code", "victim_no") if column in lines]
    found = {tuple(line[key] for key in keys): line for line in lines.to_dict("records")}
    assert len(found) == len(lines) - (lines.record_ref == "").sum() + (lines.record_ref == "").any()
    return found


def of_key(key):
    """Return the reading's key in the folder's form."""
    parts = key if isinstance(key, tuple) else (key,)
    return tuple("UNK" if part == "Unknown" else str(part) for part in parts)


def test_it_lists_every_delivery_the_days_it_states_and_whether_it_is_refused(told, quiet):
    sent = told["delivery"]
    named = set(zip(sent.agency, sent.delivery_date, strict=True))
    assert named == {(path.parent.name, path.name) for path in quiet.raw.glob("*/*")}
    refused = sent[sent.is_refused == "true"]
    assert list(zip(refused.agency, refused.delivery_date, strict=True)) == [
        ("police", "2017-03-03"),
        ("victim_support", "2017-01-10"),
        ("equip", "2017-04-12"),
        ("report_hate_now", "2017-07-17"),
    ]
    states = {(line.agency, line.delivery_date): (line.covers_from, line.covers_to) for line in sent.itertuples()}
    assert states["police", "2016-04-20"] == ("2015-10-01", "2016-03-31")
    assert states["victim_support", "2017-07-10"] == ("2017-04-01", "2017-06-30")
    assert states["equip", "2017-10-12"] == ("2016-09-01", "2017-09-30")
    assert states["schools", "2017-01-06"] == ("", "")
    again = sent[(sent.agency == "police_uk") & (sent.delivery_date == "2017-04-12")]
    assert sorted(again.covers_from) == ["2016-11-01", "2016-12-01", "2017-01-01", "2017-02-01"]
    assert sorted(again.covers_to) == ["2016-11-30", "2016-12-31", "2017-01-31", "2017-02-28"]


@pytest.mark.parametrize("name", [*READ, "police__offences", "police__markers", "police__victims"])
def test_sound_rows_are_those_accepted_and_unreadable_keys_are_listed(told, deliveries, name):
    read, table = deliveries[name]
    ever = {of_key(key) for delivery in read if delivery.verdicts for key in delivery.verdicts[table].accepted}
    for delivery in read:
        lines = of(told, name, delivery)
        if delivery.refused:
            assert not lines
            continue
        verdicts = delivery.verdicts[table]
        accepted = {of_key(key) for key in verdicts.accepted}
        assert {key for key, line in lines.items() if line["is_sound"] == "true"} == accepted
        assert any(key[0] == "" for key in lines) == (verdicts.unreadable_keys > 0)
        # Spoilt rows for records that are in no delivery don't count.
        spoilt = {key for key, line in lines.items() if line["is_sound"] == "false" and key[0]}
        assert spoilt & ever == ({of_key(key) for key in verdicts.keys} - accepted) & ever


def said_by_police(delivery):
    """Return what a delivery says about offences and victims, in the folder's form."""
    offences, victims, on = {}, {}, {}
    for ref, row in delivery.verdicts["offences"].accepted.items():
        recorded, committed = day(row["recordeddate"], delivery.sent), day(row["committedfrom"], delivery.sent)
        on[ref] = committed if committed and committed <= recorded else recorded
        offences[ref,] = {
            "recorded_date": recorded.isoformat(),
            "district_code": code("district", row["district"]).replace("Unknown", "UNK"),
            "record_type": code("record_type", row["recordtype"]),
            "offence_category": code("offence_title", row["offencetitle"]),
            "jsna_area": code("jsna_area", row["jsnaarea"]) or "Unknown",
            "premises_type": code("premises_type", row["premisestype"]) or "Unknown",
            "reporting_channel": code("reporting_channel", row["reportingchannel"]) or "Unknown",
        }
    for (ref, number), row in delivery.verdicts["victims"].accepted.items():
        victims[ref, str(number)] = {
            "sex": code("sex", row["sex"]) or "Unknown",
            "age_band": band(birth(row["dateofbirth"], delivery.sent), on[ref]),
            "ethnicity": code("ethnicity", row["ethnicity"]) or "Unknown",
        }
    return {"police__offences": offences, "police__victims": victims}


def band(born, on):
    if born is None or born > on:
        return "Unknown"
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    low = max(0, age - 1) // 10 * 10 + 1
    return "0-10" if age <= 10 else "71+" if age > 70 else f"{low}-{low + 9}"


def test_a_sound_row_of_the_police_says_what_is_read(told, deliveries):
    for delivery in deliveries["police__offences"][0]:
        if not delivery.refused:
            for name, read in said_by_police(delivery).items():
                assert said(of(told, name, delivery), read) == read


def said(lines, read):
    """Return, for each line that is read, its values in the columns that are read."""
    return {key: {column: lines[key][column] for column in row} for key, row in read.items()}


def said_of_case(row, _sent):
    return {
        "recorded_date": row["created"].isoformat(),
        "district_code": code("district", fold(row["district"])).replace("Unknown", "UNK"),
        "strands": ";".join(HOSTILITY[kind] for kind in case_types(row["case_type"])),
        "referral_source": code("referral_source", fold(row["referral_source"])),
        "cites": cited(row["police_crime_ref"]),
    }


def said_of_casework(row, sent):
    return {
        "recorded_date": day(row["opened"], sent).isoformat(),
        "district_code": code("district", row["town"]).replace("Unknown", "UNK"),
        "strands": ";".join(characteristics(row["protected_characteristic"])),
        "is_hate": {"Yes": "true", "No": "false"}[code("answer", row["hate_incident"])],
        "role": code("role", row["role"]) or "Unknown",
        "reported_to_police": code("answer", row["reported_to_police"]) or "Unknown",
    }


def said_of_report(row, _sent):
    return {
        "recorded_date": row["submitted_on"].isoformat(),
        "district_code": row["district_code"],
        "reporter": code("reporter", row["reporter"]) or "Unknown",
        "cites": cited(row["police_ref"]),
    }


def said_of_incident(row, _sent):
    return {
        "recorded_date": row["happened"].isoformat(),
        "strands": ";".join(row["strands"]).replace("Unknown", "unknown"),
        "actions": ";".join(row["taken"]),
        "victim_outcome": row["outcomes"][0] or "Unknown",
        "perpetrator_outcome": row["outcomes"][1] or "Unknown",
    }


def said_of_response(row, _sent):
    answers = ("" if answer in (None, "Unknown", "Not applicable") else answer for answer in row["answers"])
    return {"recorded_date": row["month"].isoformat(), **dict(zip(ANSWERS, answers, strict=True))}


def cited(cell):
    found = re.search(r"(\w\w)[^\w]*?(\d{1,6})[/-](\d\d)$", (fold(cell) or "").upper())
    return "/".join(found.groups()) if found else ""


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("victim_support__cases", said_of_case),
        ("equip__casework", said_of_casework),
        ("report_hate_now__reports", said_of_report),
        ("schools__incidents", said_of_incident),
        ("victim_survey__responses", said_of_response),
    ],
)
def test_a_sound_row_says_what_is_read(told, deliveries, name, reads):
    read, table = deliveries[name]
    for delivery in read:
        if not delivery.refused:
            found = {of_key(key): reads(row, delivery.sent) for key, row in delivery.verdicts[table].accepted.items()}
            assert said(of(told, name, delivery), found) == found


def test_a_month_of_data_police_uk_says_what_is_read(told, quiet):
    street, months = told["police_uk__street"], []
    for month, rows in read_police_uk(quiet.raw)[0].items():
        lines = street[street.recorded_date == f"{month}-01"]
        lines = lines[lines.delivery_date == lines.delivery_date.max()]
        read = Counter((street_district(row), code("crime_type", row["crimetype"])) for row in rows)
        assert Counter(zip(lines.district_code, lines.crime_type, strict=True)) == read
        assert {row["crimeid"] for row in rows} - {None} <= set(lines.record_ref)
        months.append(month)
    assert len(months) == 13


def test_it_holds_codes_and_no_names_or_births(told):
    for name, lines in told.items():
        assert not {"forename", "surname", "date_of_birth", "postcode", "initials", "person_ref"} & set(lines)
        for column in lines:
            longest = lines[column].map(len).max()
            assert longest <= 71 or column == "offence_category", (name, column)
