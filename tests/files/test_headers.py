"""Matching headers as sent to the columns of a contract."""

import pytest

from pipelines.files.headers import match_header, missing_columns
from pipelines.files.refusal import Refusal
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT

CASES = VICTIM_SUPPORT.table("cases")
MARKERS = POLICE.table("markers")
REQUIRED = ["Case ID", "Date created", "Case type", "District"]


def test_columns_match_whatever_their_case_punctuation_or_order():
    header = match_header("cases.xlsx", CASES, ["DISTRICT ", "date_created", "Case-Type", "case id", "D.O.B."])
    assert header.positions == {"district": 0, "date_created": 1, "case_type": 2, "case_id": 3, "dob": 4}
    assert (header.aliases_used, header.ignored) == ((), ())


@pytest.mark.parametrize(
    ("alias", "column"),
    [
        ("Case ref", "case_id"),
        ("Case number", "case_id"),
        ("Created", "date_created"),
        ("Hate type", "case_type"),
        ("Local authority", "district"),
        ("Crime number", "police_crime_ref"),
    ],
)
def test_a_column_renamed_to_a_listed_alias_is_read_and_the_alias_noted(alias, column):
    sent = [*(name for name in REQUIRED if name.lower().replace(" ", "_") != column), alias.upper()]
    header = match_header("cases.xlsx", CASES, sent)
    assert header.positions[column] == len(sent) - 1
    assert header.aliases_used == (alias,)


def test_a_column_outside_the_contract_is_ignored_and_noted():
    header = match_header("cases.xlsx", CASES, [*REQUIRED, "Shoe size", "", "Gender"])
    assert header.ignored == (4, 5)
    assert header.positions["gender"] == 6


@pytest.mark.parametrize(
    "added",
    [
        " *",
        " (required)",
        "\n(Required)",
        " [please select]",
        " (dd/mm/yyyy)",
        " (Y/N)",
        " (if known) *",
        " (drop-down list)",
    ],
)
def test_what_a_form_adds_to_a_heading_is_left_out(added):
    header = match_header("cases.xlsx", CASES, [f"{name}{added}" for name in REQUIRED])
    assert set(header.positions) == {"case_id", "date_created", "case_type", "district"}


@pytest.mark.parametrize("added", [" (other)", " (of the offender)", " required", " (date closed)"])
def test_what_makes_another_column_of_a_heading_is_not_left_out(added):
    header = match_header("cases.xlsx", CASES, [*REQUIRED, f"District{added}"])
    assert header.ignored == (4,)


def test_an_optional_column_may_be_missing():
    assert "added_date" not in match_header("markers.csv", MARKERS, ["offence_ref", "marker_code"]).positions


def test_every_missing_required_column_is_named():
    with pytest.raises(Refusal, match="the required columns case_id, case_type are missing"):
        match_header("cases.xlsx", CASES, ["Date created", "District"])
    with pytest.raises(Refusal, match="the required column marker_code is missing"):
        match_header("markers.csv", MARKERS, ["offence_ref"])


def test_two_columns_that_are_the_same_are_refused():
    with pytest.raises(Refusal, match="columns 1 and 5 both hold case_id; delete one and send the file again"):
        match_header("cases.xlsx", CASES, [*REQUIRED, "Case ref"])


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        (REQUIRED, True),
        (["x", *reversed(REQUIRED)], True),
        (["Case number", "Created", "Hate type", "Local authority"], True),
        (REQUIRED[1:], False),
        (["Case type: one or several", "District", "Date created", "Case ID"], False),
        ([], False),
    ],
)
def test_a_header_is_a_row_with_every_required_column(cells, is_one):
    assert (missing_columns(CASES, cells) == []) is is_one
