"""Which records are about one person: the project's model and reviewers' decisions turn drawn records into clusters."""

import pytest

from pipelines.linkage.person_model import CENTRAL, LOW, read_model
from pipelines.linkage.persons import cluster, predict
from tests.linkage.people import RUGBY, WARWICK, draw_contacts, draw_people, in_memory

#: Two records for each case; the case's name ends the record's key.
PEOPLE = """
    record                   | forename  | surname   | birth_date | postcode | person_ref | initials | birth_year | outward | sex
    police nickname          | Elizabeth | Qwertyson | 1986-08-02 | CV21 1CC |            |          |            |         | Female
    victim_support nickname  | Liz       | Qwertyson | 1986-08-02 | CV24 7BA |            |          |            |         | Female
    police listed            | Agnieszka | Plokmijn  | 1991-01-30 | CV5 6YH  |            |          |            |         | Female
    victim_support listed    | Aga       | Plokmijn  | 1991-01-30 | CV8 7UJ  |            |          |            |         | Female
    police letters           | Zbigniewa | Asdfgham  | 1971-03-14 | CV22 5BB |            |          |            |         | Female
    victim_support letters   | Zbigneiwa | Asdfghma  | 1971-03-14 | CV22 5BB |            |          |            |         | Female
    police sound             | Mohammed  | Hussaine  | 1979-09-30 | CV11 4DD |            |          |            |         | Male
    victim_support sound     | Muhammad  | Hussain   | 1979-09-30 | CV12 6EE |            |          |            |         | Male
    police turned            | Wanda     | Zxcvbury  | 1990-04-07 | CV31 2FF |            |          |            |         | Female
    victim_support turned    | Wanda     | Zxcvbury  | 1990-07-04 | CV33 9XP |            |          |            |         | Female
    police digit             | Wojtek    | Poiuytre  | 1964-12-21 | CV32 1AG |            |          |            |         | Male
    victim_support digit     | Wojtek    | Poiuytre  | 1965-12-21 | CV32 1AG |            |          |            |         | Male
    police names             | Jaskiran  | Lkjhgfeld | 1958-01-05 | CV37 6HH |            |          |            |         | Female
    victim_support names     | Lkjhgfeld | Jaskiran  | 1958-01-05 | CV34 4JJ |            |          |            |         | Female
    police moved             | Oluchi    | Mnbvcrest | 1983-11-19 | CV21 3KK |            |          |            |         | Female
    victim_support moved     | Oluchi    | Mnbvcrest | 1983-11-19 | B13 9LL  |            |          |            |         | Female
    police numbers           | Tendai    | Rewqford  | 1992-02-28 | CV47 0MM | P1         |          |            |         | Male
    police 2-numbers         | Tendai    | Rewqford  | 1992-02-28 | CV47 0MM | P2         |          |            |         | Male
    police number            |           |           |            |          | P9         |          |            |         | Male
    police 2-number          | Ignatius  | Wertydale | 1944-04-04 | CV13 6VV | P9         |          |            |         | Male
    police married           | Yasmin    | Fdsaworth | 1988-06-16 | CV10 7NN |            |          |            |         | Female
    victim_support married   | Yasmin    | Vcxzleigh | 1988-06-16 | CV10 7NN |            |          |            |         | Female
    police part              | Quentin   | Uiopstone | 1975-05-25 | CV23 8PP |            |          |            |         | Male
    equip part               |           |           |            |          |            | QU       | 1975       | CV23    | Male
    police undated           | Ferelith  | Tyuiopham | 1966-06-06 | CV33 9RR |            |          |            |         | Female
    victim_support undated   | Ferelith  | Tyuiopham |            | CV33 9RR |            |          |            |         | Female
    police mistaken          | Marek     | Kjhgwick  | 1969-07-08 | CV9 1UU  |            |          |            |         | Male
    victim_support mistaken  | Marek     | Kjhgwick  | 1969-07-08 | CV9 1UU  |            |          |            |         | Female
    police namesakes         | Gareth    | Hjklby    |            |          |            |          |            |         | Male
    victim_support namesakes | Gareth    | Hjklby    |            |          |            |          |            |         | Male
    police generations       | Balwinder | Cvbnmore  | 1950-10-10 | CV36 4SS |            |          |            |         | Male
    police 2-generations     | Balwinder | Cvbnmore  | 1979-02-17 | CV36 4SS |            |          |            |         | Male
    police twins             | Hania     | Sdfghill  | 2001-09-09 | CV35 0TT |            |          |            |         | Female
    police 2-twins           | Zofia     | Sdfghill  | 2001-09-09 | CV35 0TT |            |          |            |         | Female
    police year              | Nils      | Yhnujmby  | 1977-10-12 | CV3 3ED  |            |          |            |         | Male
    equip year               |           |           |            |          |            | SY       | 1977       | CV3     | Male
"""  # noqa: E501 (a drawn table is as wide as its columns)
OTHERS = 400

ONE_PERSON = ("nickname", "listed", "letters", "sound", "turned", "digit", "names", "moved", "numbers", "number",
              "married", "part", "undated", "mistaken")  # fmt: skip
DOUBTED = ("namesakes", "generations", "twins")

#: A chain: the first and the last have two sexes and two birth years; those between could be either.
CHAIN = """
    record            | forename | surname   | birth_date | postcode | sex
    police 1          | Alexi    | Qazwsxley | 1980-03-09 | CV21 1CC | Male
    victim_support 2  | Alexi    | Qazwsxley | 1980-03-09 | CV21 1CC | Unknown
    police 3          | Alexi    | Qazwsxley | 1981-03-09 | CV21 1CC | Unknown
    victim_support 4  | Alexi    | Qazwsxley | 1981-03-09 | CV21 1CC | Female
"""
#: Twins: the police know one, and Victim Support both.
TWINS = """
    record           | forename | surname  | birth_date | postcode | sex
    police 1         | Hania    | Sdfghill | 2001-09-09 | CV35 0TT | Female
    victim_support 2 | Hania    | Sdfghill | 2001-09-09 | CV35 0TT | Female
    victim_support 3 | Zofia    | Sdfghill | 2001-09-09 | CV35 0TT | Female
"""
THREE = """
    record           | forename  | surname   | birth_date | postcode | sex
    equip 1          | Zbigniewa | Qwertyson | 1986-08-02 | CV21 1CC | Female
    police 2         | Zbigniewa | Qwertyson | 1986-08-02 | CV21 1CC | Female
    victim_support 3 | Zbigniewa | Qwertyson | 1986-08-02 | CV21 1CC | Female
    police 4         | Ermintrud | Plmoknby  | 1950-01-17 | CV9 9ZZ  | Male
"""


@pytest.fixture(scope="module")
def linked():
    """All cases in one table, compared once."""
    with in_memory() as con:
        draw_people(con, PEOPLE, OTHERS)
        predict(con, read_model())
        cluster(con, [])
        yield con


@pytest.fixture
def con():
    with in_memory() as con:
        yield con


def clustered(con, people: str, *decided: tuple[str, str, str]) -> list[set[str]]:
    """Link the drawn records among others; return the records of each person, by their last letter."""
    draw_people(con, people, OTHERS)
    predict(con, read_model())
    cluster(con, [(record(left), record(right), verdict) for left, right, verdict in decided])
    found = con.execute("""
        select list(right(record_id, 1))
        from person_cluster
        where record_id not like '%other%'
        group by cluster
    """).fetchall()
    return sorted(({*members} for (members,) in found), key=min)


def record(sent: str) -> str:
    agency, key = sent.split()
    return f"{agency}|persons|{key}"


def pair(con, case: str) -> tuple[float, bool, bool] | None:
    """Return a case's weight, whether it is vouched for, and whether its records are in one cluster."""
    return con.execute(
        """
        select match_weight, is_vouched_for, l.cluster = r.cluster
        from person_pair
        inner join person_cluster as l on l.record_id = record_id_l
        inner join person_cluster as r on r.record_id = record_id_r
        where record_id_l like '%' || $case and record_id_r like '%' || $case
        """,
        {"case": case},
    ).fetchone()


@pytest.mark.parametrize("case", ONE_PERSON)
def test_one_person_is_found_however_their_records_differ(linked, case):
    weight, is_vouched_for, is_one = pair(linked, case)
    assert weight >= CENTRAL
    assert is_vouched_for
    assert is_one


@pytest.mark.parametrize("case", DOUBTED)
def test_people_with_only_the_same_two_names_and_kin_are_doubtful(linked, case):
    weight, is_vouched_for, is_one = pair(linked, case)
    assert weight >= LOW
    assert not is_vouched_for
    assert not is_one


def test_people_who_share_what_many_share_are_not_even_doubtful(linked):
    assert pair(linked, "year") is None


def test_everyone_else_is_alone_and_every_record_is_in_one_cluster(linked):
    sizes = linked.execute("select count(*) from person_cluster group by cluster").fetchall()
    assert sorted(sizes, reverse=True)[: len(ONE_PERSON)] == [(2,)] * len(ONE_PERSON)
    assert sizes.count((1,)) == OTHERS + 2 * len([*DOUBTED, "year"])
    assert len(sizes) == sizes.count((1,)) + len(ONE_PERSON)


def test_a_pair_is_listed_once_in_order_and_a_cluster_has_the_name_of_its_first_record(linked):
    assert linked.execute("select count(*) from person_pair where record_id_l >= record_id_r").fetchall() == [(0,)]
    assert linked.execute(
        "select count(*) - count(distinct (record_id_l, record_id_r)) from person_pair"
    ).fetchall() == [(0,)]
    assert linked.execute("""
        select count(*)
        from (select cluster, min(record_id) as first from person_cluster group by cluster)
        where cluster <> first
    """).fetchall() == [(0,)]


def test_comparing_again_gives_the_same(linked):
    before = linked.execute("from person_pair order by all").fetchall()
    predict(linked, read_model())
    assert linked.execute("from person_pair order by all").fetchall() == before


def test_possible_kin_of_two_agencies_are_one_only_if_nobody_else_fits_better(con):
    assert clustered(con, TWINS) == [{"1", "2"}, {"3"}]
    lone = "\n".join(line for line in TWINS.splitlines() if "support 2" not in line)
    assert clustered(con, lone) == [{"1", "3"}]


NAMESAKES = """
    record           | forename | surname
    police 1         | Alexi    | Qazwsxley
    victim_support 2 | Alexi    | Qazwsxley
"""


@pytest.mark.parametrize(
    ("second", "are_one"),
    [
        (f"2017-05-01 | 2017-05-07 |   | {RUGBY}   | true", True),
        (f"2017-03-01 | 2017-03-01 | 1 | {WARWICK} | true", True),
        (f"2017-03-01 | 2017-03-01 |   | {RUGBY}   | true", False),
        (f"2017-05-01 | 2017-05-07 |   | {WARWICK} | true", False),
        (f"2017-03-20 | 2017-05-07 |   | {RUGBY}   | true", False),
        (f"2017-05-01 | 2017-05-07 |   | {RUGBY}   | false", False),
    ],
)
def test_namesakes_are_one_person_if_both_records_are_of_one_event(con, second, are_one):
    draw_contacts(
        con,
        f"""

        agency         | record_ref | incident_from | incident_to | cites | district_code | is_hate
        police         | 1          |               |             |       |               | true
        victim_support | 2          | {second}
        """,
    )
    assert clustered(con, NAMESAKES) == ([{"1", "2"}] if are_one else [{"1"}, {"2"}])


def test_two_sexes_and_two_birth_years_split_at_the_weakest_link(con):
    assert clustered(con, CHAIN) == [{"1", "2"}, {"3", "4"}]


def test_two_sexes_or_two_birth_years_are_a_mistake(con):
    assert clustered(con, CHAIN.replace("Female", "Male")) == [{"1", "2", "3", "4"}]
    assert clustered(con, CHAIN.replace("1981", "1980")) == [{"1", "2", "3", "4"}]


def test_a_pair_that_a_reviewer_joins_is_always_one(con):
    assert clustered(con, CHAIN, ("police 1", "victim_support 4", "yes")) == [{"1", "2", "3", "4"}]
    assert clustered(con, THREE, ("police 2", "police 4", "yes")) == [{"1", "2", "3", "4"}]


def test_a_pair_that_a_reviewer_separates_is_never_one_even_through_a_third(con):
    assert clustered(con, THREE, ("equip 1", "victim_support 3", "no")) == [{"1", "2"}, {"3"}, {"4"}]
    assert clustered(con, THREE, ("police 2", "equip 1", "no"), ("victim_support 3", "police 2", "yes")) == [
        {"1"}, {"2", "3"}, {"4"},
    ]  # fmt: skip


def test_a_pair_that_a_reviewer_separated_is_removed(con):
    clustered(con, THREE, ("victim_support 3", "equip 1", "no"))
    left = con.execute("select right(record_id_l, 1), right(record_id_r, 1) from person_pair order by all").fetchall()
    assert left == [("1", "2"), ("2", "3")]


def test_a_decision_on_a_record_that_is_no_longer_current_does_no_harm(con):
    assert clustered(con, THREE, ("police 9", "equip 1", "yes"), ("police 8", "police 2", "no")) == [
        {"1", "2", "3"},
        {"4"},
    ]


@pytest.mark.parametrize("people", [THREE.splitlines()[1], "\n".join(THREE.splitlines()[1:3])])
def test_no_record_or_one_record_can_be_linked(con, people):
    draw_people(con, people)
    assert predict(con, read_model()) == 0.0
    cluster(con, [])
    assert con.execute("select count(*) from person_pair").fetchall() == [(0,)]
    alone = con.execute("select record_id, cluster from person_cluster").fetchall()
    assert alone == [(each, each) for (each,) in con.execute("select record_id from person_record").fetchall()]
