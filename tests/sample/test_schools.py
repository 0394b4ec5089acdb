"""Schools' deliveries: the report's figures, and the mess that the contract describes."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from tests.sample.reading.appended import read_schools
from tests.sample.reading.cells import code, files_of, is_utf8, read_csv, reference

SCHOOL_YEAR = (date(2016, 9, 1), date(2017, 8, 31))
ONE_CODE = {
    "timeofday": "time_of_day",
    "place": "school_place",
    "victimrole": "school_role",
    "perpetratorrole": "school_role",
    "victimgender": "sex",
    "perpetratorgender": "sex",
    "victimethnicity": "ethnicity",
    "perpetratorethnicity": "ethnicity",
    "victimyeargroup": "year_group",
    "perpetratoryeargroup": "year_group",
}


@pytest.fixture(scope="module")
def schools(sample):
    return read_schools(sample.raw)


@pytest.fixture(scope="module")
def verdicts(schools):
    return [delivery.verdicts["schools"] for delivery in schools[1]]


@pytest.fixture(scope="module")
def contents(sample):
    """Every file the schools sent, as bytes, by delivery."""
    folders = sorted((sample.raw / "schools").iterdir())
    return {folder.name: files_of(folder)["incidents.csv"].read_bytes() for folder in folders}


@pytest.fixture(scope="module")
def rows(sample):
    """Every row the schools sent."""
    return [
        row
        for folder in sorted((sample.raw / "schools").iterdir())
        for row in read_csv(files_of(folder)["incidents.csv"])
    ]


def of_year(incidents):
    return [row for row in incidents.values() if SCHOOL_YEAR[0] <= row["happened"] <= SCHOOL_YEAR[1]]


def good_or_satisfactory(incidents, who):
    told = [row["outcomes"][who] for row in incidents if row["outcomes"][who] not in (None, "Unknown")]
    return round(100 * sum(outcome in ("Good", "Satisfactory") for outcome in told) / len(told)), len(told)


# --- figures -------------------------------------------------------------------------------------------------


def test_the_school_year_has_the_reports_59_incidents_and_the_year_before_fewer(schools):
    assert len(of_year(schools[0])) == 59
    assert len(schools[0]) - 59 == 46


def test_95_percent_of_victims_and_97_of_perpetrators_had_a_good_or_satisfactory_outcome(schools):
    assert good_or_satisfactory(of_year(schools[0]), 0) == (95, 57)
    assert good_or_satisfactory(of_year(schools[0]), 1) == (97, 58)


def test_a_pcso_was_contacted_twice_and_the_top_five_actions_are_the_most_common(schools):
    taken = Counter(action for row in of_year(schools[0]) for action in row["taken"])
    assert taken["PCSO contact"] == 2
    assert [action for action, _ in taken.most_common(2)] == ["Parents informed", "Class discussion"]
    rare = max(count for _, count in taken.most_common()[5:])
    assert {"Loss of privileges", "Workshop"} < {action for action, count in taken.items() if count <= rare}
    assert taken.most_common(5)[4][1] > rare
    assert sum(len(row["taken"]) > 1 for row in of_year(schools[0])) > 20
    assert any(not row["taken"] for row in of_year(schools[0]))


def test_most_incidents_are_about_race(schools):
    strands = Counter(strand for row in of_year(schools[0]) for strand in row["strands"])
    assert strands["race"] == 44
    assert strands["Unknown"] == 1
    assert {"religion", "sexual_orientation", "disability", "transgender", "other"} < set(strands)


def test_all_but_a_few_schools_are_on_the_reference_list(schools):
    listed = {row["school_urn"] for row in reference("school")}
    assert Counter(row["schoolurn"] in listed for row in of_year(schools[0])) == {True: 57, False: 2}


def test_a_sample_twice_as_busy_doubles_the_figures(double_sample):
    incidents, _ = read_schools(double_sample.raw)
    assert len(of_year(incidents)) == 2 * 59
    assert sum("PCSO contact" in row["taken"] for row in of_year(incidents)) == 2 * 2
    assert good_or_satisfactory(of_year(incidents), 0) == (95, 2 * 57)


# --- verdicts ------------------------------------------------------------------------------------------------


def test_an_export_is_sent_after_each_term(schools):
    assert [delivery.sent.isoformat() for delivery in schools[1]] == [
        "2016-01-08", "2016-04-15", "2016-09-09", "2017-01-06", "2017-04-21", "2017-09-08",
    ]  # fmt: skip
    for row in schools[0].values():
        assert row["happened"].weekday() < 5


def test_each_export_has_a_faulty_row_and_rows_sent_twice(verdicts):
    assert [found.rejected for found in verdicts] == [1, 1, 1, 2, 1, 1]
    assert [found.conflicting for found in verdicts] == [0, 0, 0, 2, 0, 0]
    assert [found.unreadable_keys for found in verdicts] == [0, 0, 0, 0, 0, 1]
    assert all(found.duplicate in (1, 2) for found in verdicts)


def test_the_next_export_corrects_rejected_rows(verdicts):
    for found, following in pairwise(verdicts):
        rejected = found.keys - set(found.accepted)
        assert len(rejected) == 1
        assert rejected <= set(following.accepted)


def test_an_export_also_replaces_an_incident_that_was_not_known_in_full(verdicts):
    for found, following in pairwise(verdicts):
        (again,) = set(found.accepted) & set(following.accepted)
        before = found.accepted[again]
        assert before["taken"] == ()
        assert before["outcomes"][0] == "Unsatisfactory"
        assert before["outcomes"][1] in (None, "Unknown")
        assert following.accepted[again]["outcomes"] != before["outcomes"]


# --- files and cells -----------------------------------------------------------------------------------------


def test_encodings_line_ends_and_headers_vary(contents):
    assert sum(content.startswith(b"\xef\xbb\xbf") for content in contents.values()) == 2
    assert sum(b"\r\n" in content for content in contents.values()) == 2
    assert {name for name, content in contents.items() if not is_utf8(content)} == {"2016-04-15", "2017-01-06"}
    headers = {re.split(rb"\r?\n", content)[0] for content in contents.values()}
    assert len(headers) == 6
    assert [name for name, content in contents.items() if b"Form version" in content] == ["2016-09-09"]


def test_free_text_holds_commas_quotes_and_line_breaks_and_names_nobody(rows):
    texts = {row["description"] for row in rows} - {None}
    assert len(texts) == 6
    assert any("," in text for text in texts)
    assert any('"' in text for text in texts)
    assert any("’" in text for text in texts)


def test_several_values_in_a_cell_are_separated_in_many_ways(rows):
    cells = {row[column] for row in rows for column in ("incidenttype", "nature", "actions")} - {None}
    for written in (r"\w; \w", r"\w;\w", r"\w, \w", r"\w / \w", r"\w/\w", r"\w and \w", r"\w;$"):
        assert any(re.search(written, cell) for cell in cells), written


def test_codes_are_spelt_in_many_ways_and_some_are_on_no_list(rows):
    types = " ".join(row["incidenttype"] or "" for row in rows)
    assert all(word in types for word in ("Racist", "Race", "Racial", "Homophobic", "Sexist"))
    assert {"Pupil", "Student"} <= {row["perpetratorrole"] for row in rows}
    assert len({"Year 7", "Y7", "Yr 7", "7"} & {row["victimyeargroup"] for row in rows}) > 1
    unmapped = {
        row[column] for row in rows for column, kind in ONE_CODE.items() if code(kind, row[column]) == "Unknown"
    }
    assert {"Assembly", "Forest school", "Not known"} <= unmapped
    strange = unmapped - {"Assembly", "Forest school", "Governor", "Mixed class"}
    assert strange <= {"Not known", "Not stated", "Prefer not to say", "Changing rooms"}


def test_dates_are_written_in_several_ways(rows):
    written = {
        re.sub(r"\d", "0", re.sub(r"[A-Z][a-z]+", "Month", row["incidentdate"] or "")).replace("00 Month", "0 Month")
        for row in rows
    }
    assert {"0000-00-00", "00/00/0000", "00-00-00", "0 Month 0000"} <= written
    assert all(re.search(r" \d\d:\d\d:\d\d$", row["submittedat"]) for row in rows)


def test_some_optional_cells_are_missing(contents, rows):
    for column in (*ONE_CODE, "nature", "actions", "description"):
        assert 0 < sum(row[column] is None for row in rows) < len(rows) / 2
    text = b"".join(contents.values())
    assert all(word in text for word in (b",,", b",-,", b",n/a", b",NULL"))


def test_year_groups_fit_the_type_of_school(schools):
    phase = {row["school_urn"]: row["phase"] for row in reference("school")}
    years = {"Primary": set(), "Secondary": set()}
    for row in schools[0].values():
        group = code("year_group", row["victimyeargroup"])
        if group not in (None, "Unknown"):
            assert code("school_role", row["victimrole"]) == "Pupil"
            years.setdefault(phase.get(row["schoolurn"]), set()).add(group)
    assert years["Primary"] <= {"Reception", *(f"Year {year}" for year in range(1, 7))}
    assert years["Secondary"] <= {f"Year {year}" for year in range(7, 14)}


# --- truth ---------------------------------------------------------------------------------------------------


def test_the_truth_holds_the_current_records_with_incidents_no_other_agency_knows(truth, schools):
    told = truth[truth.agency == "schools"]
    lies_in = {row["school_urn"]: row["district_code"] for row in reference("school")}
    held = {key: (row["happened"].isoformat(), lies_in.get(row["schoolurn"], "UNK")) for key, row in schools[0].items()}
    said = {row.record_ref: (row.recorded_date, row.district_code) for row in told.itertuples()}
    assert said == held
    assert len(told) == len(said)
    assert (told.in_force == "true").all()
    assert (told.is_hate == "true").all()
    assert told.incident_no.is_unique
    assert not told.incident_no.isin(truth.incident_no[truth.agency != "schools"]).any()
