"""Coded cells: turning every spelling that a sender uses into the code it stands for."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.build import provenance
from pipelines.build.warehouse import create_macros
from pipelines.files.codes import conform, spelling_key
from pipelines.landing.reference import load_reference, spellings
from schemas.fields import unknown_member

NUNEATON, STRATFORD, WARWICK, RUGBY, NORTH = "E07000219", "E07000221", "E07000222", "E07000220", "E07000218"


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The spellings in the committed lists."""
    con = duckdb.connect()
    create_macros(con)
    provenance.create(con)
    load_reference(con, tmp_path_factory.mktemp("raw"), "code")
    return spellings(con)


def read(lists, name, cell, many=False):
    (found,) = conform([cell], lists[name], unknown_member(name), many)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nuneaton & Bedworth", "nuneaton  bedworth"),
        ("Stratford-on-Avon", "STRATFORD ON AVON"),
        ("N. Warks", "N Warks"),
        ("Café", "CAFE\u0301"),
        ("True Vision", "true_vision"),
        ("9A", "9a."),
    ],
)
def test_spellings_match_whatever_their_case_punctuation_or_accents(one, other):
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(("one", "other"), [("4.9", "49"), ("1-4.1-4.10-4.2", "1-41-410-42"), ("8L", "8")])
def test_offence_codes_that_differ_in_a_point_are_different(one, other):
    assert spelling_key(one) != spelling_key(other)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((name, NUNEATON) for name in ("Nuneaton and Bedworth", "Nuneaton & Bedworth", "N&B", "NBBC", "n & b")),
        *((name, STRATFORD) for name in ("Stratford", "Stratford on Avon", "Stratford-upon-Avon", "SDC")),
        *((name, WARWICK) for name in ("Warwick", "Warwick District", "WDC")),
        *((name, NORTH) for name in ("North Warwickshire", "N Warks", "North Warks", "NWBC")),
        *((name, RUGBY) for name in ("Rugby", "Rugby Borough", "RBC", RUGBY, RUGBY.lower())),
        *((name, "OUT") for name in ("Coventry", "Solihull", "Birmingham", "Leicestershire", "Out of County")),
        ("Outside Warwickshire", "OUT"),
    ],
)
def test_a_district_is_known_by_every_spelling_in_the_contract(lists, cell, code):
    assert read(lists, "district", cell) == (cell, [code], False)


@pytest.mark.parametrize("answer", ["Unknown", "not stated", "REFUSED", "Not known", "Prefer not to say"])
@pytest.mark.parametrize(
    ("name", "unknown"), [("district", "UNK"), ("ethnicity", "Unknown"), ("sex", "Unknown"), ("strand", "unknown")]
)
def test_unknown_is_an_answer_and_not_an_unmapped_spelling(lists, name, unknown, answer):
    assert read(lists, name, answer) == (answer, [unknown], False)


@pytest.mark.parametrize("cell", ["Zzyzx", "Rugby or Warwick", "?", "...", "東京"])
def test_a_spelling_in_no_list_is_the_unknown_member_and_reported(lists, cell):
    assert read(lists, "district", cell) == (cell, ["UNK"], True)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Racist", ["race"]),
        ("Racist; Religious", ["race", "religion"]),
        ("Religious, Racist", ["religion", "race"]),
        ("Racist/Religious and Homophobic", ["race", "religion", "sexual_orientation"]),
        ("Racist AND Religious;", ["race", "religion"]),
        ("Transphobic; Gender identity", ["transgender"]),
        ("Disability , Other", ["disability", "other"]),
        ("; ;Racist;;", ["race"]),
        ("Race, Marriage and civil partnership", ["race", "marriage_and_civil_partnership"]),
        ("Pregnancy and maternity/Sex and Age", ["pregnancy_and_maternity", "sex", "age"]),
    ],
)
def test_a_cell_with_several_values_is_split_in_order_without_repeats(lists, cell, codes):
    assert read(lists, "strand", cell, many=True) == (cell, codes, False)


def test_an_unknown_value_does_not_lose_the_others_in_its_cell(lists):
    assert read(lists, "marker_code", "RM; Zzyzx; HV", many=True).codes == ["RM", "UNK", "HV"]
    assert read(lists, "marker_code", "RM; Zzyzx; HV", many=True).has_unmapped


@pytest.mark.parametrize("name", ["Handbag and Sandals", "Prejudice alternative culture/lifestyle"])
def test_a_spelling_that_is_known_as_a_whole_is_not_split(name):
    (found,) = conform([name], {spelling_key(name): "X"}, "U", many=True)
    assert found.codes == ["X"]
    (found,) = conform(["Handbag; Sandals"], {"handbag": "H", "sandals": "S"}, "U", many=True)
    assert found.codes == ["H", "S"]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("sex", "Male, Female, M, F, Other"),
        ("ethnicity", "W1, W2, W3, W9, M1, M2, M3, M9, A1, A2, A3, A9, B1, B2, B9, O1, O9, NS"),
        (
            "premises_type",
            "Residential, Public highway, Retail, School or college, Public house or club, Hospital or health, "
            "Transport, Place of worship, Licensed other, Open space, Online, Other",
        ),
        ("reporting_channel", "999, 101, Front counter, Online, True Vision, Tell MAMA, Third party, Officer"),
        ("record_type", "Offence, Crimed incident"),
        ("strand", "Racist, Religious, Homophobic, Transphobic, Gender identity, Disability, Other"),
        ("referral_source", "Police, Self, EQuIP, Other agency"),
        ("strand", "Race, Religion, Sexual orientation, Disability, Gender reassignment, Age, Sex"),
        ("strand", "race, religion, sexual_orientation, disability, transgender, alternative_culture"),
        ("strand", "Racist, Religious, Homophobic, Transphobic, Disability, Other"),
        ("role", "Victim, Witness"),
        ("answer", "Y, N, Yes, No"),
        ("nature", "Verbal abuse, Physical assault, Graffiti, Online, Exclusion from play, Damage to property, Other"),
        ("time_of_day", "Before school, Lesson, Break, Lunch, After school, Travelling"),
        ("school_role", "Pupil, Staff, Parent, Visitor"),
        (
            "action",
            "Parents informed, Class discussion, Verbal warning, Detention, Apology, Exclusion, PCSO contact, "
            "Workshop, Loss of privileges, Other",
        ),
        ("outcome", "Good, Satisfactory, Unsatisfactory"),
        ("routed_to", "police, equip"),
        ("reporter", "victim, witness, agency"),
        (
            "survey_answer",
            "Completely satisfied, Very satisfied, Fairly satisfied, Neither, Fairly dissatisfied, Very dissatisfied, "
            "Completely dissatisfied, Not applicable",
        ),
        (
            "district",
            "Nuneaton, Bedworth, Rugby, Leamington Spa, Leamington, Royal Leamington Spa, Warwick, Kenilworth, "
            "Stratford-upon-Avon, Stratford, Alcester, Southam, Shipston-on-Stour, Atherstone, Coleshill, Polesworth",
        ),
        ("marker_code", "RM, HO, PAC, DA, TI, HV, HC, HP"),
        ("ho_offence_code", "8L, 105B"),
    ],
)
def test_every_value_in_the_contract_is_known(lists, name, cells):
    found = [read(lists, name, cell) for cell in cells.split(", ")]
    assert [each.cell for each in found if each.has_unmapped] == []


@given(st.lists(st.text(max_size=20), max_size=5).map(";".join))
def test_every_cell_has_a_code(cell):
    (found,) = conform([cell], {"racist": "race"}, "unknown", many=True)
    assert found.codes
    assert set(found.codes) <= {"race", "unknown"}


@pytest.mark.parametrize(
    "cell",
    ["Race & Religion", "Race + Religion", "Race | Religion", "Race<br>Religion", "Race plus Religion",
     "Race - Religion", "Race \u2022 Religion", '["Race", "Religion"]', "{Race,Religion}"],
)  # fmt: skip
def test_several_values_are_told_apart_whatever_stands_between_them(lists, cell):
    assert read(lists, "strand", cell, many=True) == (cell, ["race", "religion"], False)


@pytest.mark.parametrize(
    "cell", ["Marriage & civil partnership", "Marriage and Civil Partnership", "Pregnancy + maternity"]
)
def test_a_known_spelling_stays_whole_however_it_writes_and(lists, cell):
    assert len(read(lists, "strand", cell, many=True).codes) == 1


@pytest.mark.parametrize(("name", "cell", "code"), [("school", "900001.0", "900001"), ("year_group", "8.0", "Year 8")])
def test_a_whole_number_with_decimals_is_the_whole_number(lists, name, cell, code):
    assert read(lists, name, cell) == (cell, [code], False)


@pytest.mark.parametrize(
    ("cell", "code"),
    [("Rugby Borough Council", RUGBY), ("Stratford-on-Avon District Council", STRATFORD), ("Warwick DC", WARWICK),
     ("Nuneaton &amp; Bedworth BC", NUNEATON), ("Coventry City Council", "OUT")],
)  # fmt: skip
def test_a_district_is_known_by_its_council(lists, cell, code):
    assert read(lists, "district", cell) == (cell, [code], False)
