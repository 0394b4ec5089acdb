"""The site's weekly files contain its reports, and the mess that its contract describes."""

import json
import re
from collections import Counter
from datetime import date, timedelta

import pytest

from tests.sample.reading.cells import OFFENCE_REF, fold
from tests.sample.reading.report_hate_now import read_lines

REFUSED, MADE_GOOD = date(2017, 7, 17), date(2017, 7, 19)
STRANDS = {"race", "religion", "sexual_orientation", "disability", "transgender", "alternative_culture"}


@pytest.fixture(scope="module")
def files(sample):
    """The content of every file, by delivery."""
    return {
        date.fromisoformat(folder.name): (folder / "reports.jsonl").read_bytes()
        for folder in sorted((sample.raw / "report_hate_now").iterdir())
    }


@pytest.fixture(scope="module")
def objects(sample):
    """Every report sent, as in its JSON."""
    found = []
    for path in (sample.raw / "report_hate_now").glob("*/reports.jsonl"):
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            try:
                sent = json.loads(line)
            except json.JSONDecodeError:
                continue
            if isinstance(sent, dict):
                found.append(sent)
    return found


def verdicts(online):
    return {delivery.sent: delivery.verdicts["reports"] for delivery in online[1] if not delivery.refused}


# --- figures -------------------------------------------------------------------------------------------------


def test_there_are_ninety_reports_from_may_to_september_most_after_the_attacks(online):
    weeks = Counter((row["submitted_on"] - date(2017, 5, 1)).days // 7 for row in online[0].values())
    assert len(online[0]) == 90
    assert set(weeks) == set(range(22))
    assert max(row["submitted_on"] for row in online[0].values()) <= date(2017, 9, 30)
    assert {week for week, count in weeks.items() if count >= 10} == {3, 5, 6, 7}  # 22 May, 5, 12 and 19 June


def test_every_strand_route_and_reporter_occurs(online):
    rows = online[0].values()
    assert {strand for row in rows for strand in row["strand_codes"]} | {"transgender"} >= STRANDS
    assert any(len(row["strand_codes"]) > 1 for row in rows)
    assert {"police", "equip"} <= {row["routed_to"] for row in rows}
    assert {"victim", "witness", "agency"} <= {row["reporter"] for row in rows}
    assert len({row["district_code"] for row in rows} - {"OUT"}) == 5


def test_some_are_anonymous_and_some_cite_the_police(online):
    rows = online[0].values()
    anonymous = sum(row["contact_surname"] is None for row in rows)
    assert 0.3 < anonymous / len(rows) < 0.7
    assert 0.1 < sum(row["police_ref"] is not None for row in rows) / len(rows) < 0.5


# --- deliveries ----------------------------------------------------------------------------------------------


def test_a_file_arrives_every_monday_and_holds_the_week_before(files, online):
    mondays = [date(2017, 5, 8) + timedelta(days=7 * week) for week in range(22)]
    assert sorted(files) == sorted([*mondays, MADE_GOOD])
    for sent, found in verdicts(online).items():
        assert sent in mondays or sent == MADE_GOOD
        assert all(row["submitted_on"] < sent for row in found.accepted.values())


def test_a_file_that_is_one_list_is_refused_and_replaced_line_by_line(files, online):
    assert [delivery.sent for delivery in online[1] if delivery.refused] == [REFUSED]
    listed = json.loads(files[REFUSED])
    assert [json.loads(line) for line in files[MADE_GOOD].splitlines()] == listed
    assert not any(line.startswith(b"{") for line in files[REFUSED].splitlines())


def test_four_weeks_have_rejected_lines_each_for_a_different_reason(online, sample):
    rejected = {sent: found.rejected for sent, found in verdicts(online).items() if found.rejected}
    assert rejected == {date(2017, 5, 29): 1, date(2017, 6, 12): 2, date(2017, 6, 19): 1, date(2017, 6, 26): 1}
    rows = {sent: read_lines(sample.raw / "report_hate_now" / str(sent) / "reports.jsonl") for sent in rejected}
    broken, in_a_list = (
        [row["line"] for row in rows[sent] if "line" in row] for sent in (date(2017, 5, 29), date(2017, 6, 26))
    )
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken[0])
    assert isinstance(json.loads(in_a_list[0]), list)
    assert verdicts(online)[date(2017, 6, 12)].conflicting == 2
    assert any(row.get("submitted_at") == "2017-13-06 10:15" and not row["district"] for row in rows[date(2017, 6, 19)])


def test_the_next_week_corrects_what_a_week_spoils(online):
    found = verdicts(online)
    contradicted = found[date(2017, 6, 12)]
    (report,) = contradicted.keys - set(contradicted.accepted)
    assert report in found[date(2017, 6, 19)].accepted


def test_some_reports_are_sent_twice_and_some_are_corrected_in_a_later_week(online):
    found = verdicts(online)
    assert sum(file.duplicate for file in found.values()) > 4
    versions = {}
    for file in found.values():
        for report, row in file.accepted.items():
            versions.setdefault(report, []).append(row)
    again = [rows for rows in versions.values() if len(rows) > 1]
    assert len(again) == 6
    assert all(first["district_code"] != last["district_code"] for first, last in again)


# --- lines ---------------------------------------------------------------------------------------------------


def test_marks_line_ends_and_escapes_vary(files):
    assert any(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    assert any(b"\r\n" in content for content in files.values())
    assert any("café".encode() in content for content in files.values())
    assert any(rb"\u00" in content for content in files.values())


def test_keys_are_written_in_one_word_left_out_or_unknown(objects):
    keys = {key for sent in objects for key in sent}
    assert {"report_id", "reportId", "submittedAt", "how_heard", "howHeard", "device"} <= keys
    assert any("contact" not in sent for sent in objects)
    assert {"date_of_birth", "dateOfBirth"} <= {key for sent in objects for key in sent.get("contact") or {}}


def test_days_and_places_are_written_as_the_public_writes_them(objects):
    places = {fold(sent.get("district")) for sent in objects}
    assert {"Nuneaton", "Leamington Spa", "RBC"} & places
    assert len(places) > 15
    days = {re.sub(r"\d", "0", re.sub(r"[A-Z][a-z]+", "Month", str(sent.get("incident_at")))) for sent in objects}
    assert {"0000-00-00", "00/00/0000", "00 Month 0000", "00/00/0000 00:00:00"} < days
    times = {re.sub(r"\d", "0", str(sent.get("submitted_at"))) for sent in objects}
    assert {"0000-00-00T00:00:00", "0000-00-00 00:00", "00/00/0000 00:00"} <= times


def test_references_are_typed_as_people_do(objects):
    refs = [sent["police_ref"] for sent in objects if sent.get("police_ref")]
    assert any(OFFENCE_REF.fullmatch(ref) for ref in refs)
    assert any(not OFFENCE_REF.fullmatch(fold(ref)) for ref in refs)
    assert "lost the number" in refs


def test_an_unreadable_value_loses_only_itself(online):
    rows = online[0].values()
    assert {"last Tuesday evening", "2071-06-05"} <= {row["incident_at"] for row in rows}
    assert "about 30" in {row["contact_date_of_birth"] for row in rows}
    assert "neighbour" in {row["reporter"] for row in rows}
    assert any("Unknown" in row["strand_codes"] for row in rows)


def test_the_text_names_nobody(objects):
    names = {sent["contact"][part] for sent in objects for part in ("forename", "surname") if sent.get("contact")}
    texts = {sent["text"] for sent in objects if "text" in sent}
    assert len(texts) > 5
    assert not [name for name in names if name and any(name in text.split() for text in texts)]
