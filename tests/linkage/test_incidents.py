"""Which records are about the same incident: the rule turns drawn contacts and pairs of persons into clusters."""

from dataclasses import dataclass

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.linkage.incidents import THRESHOLDS, link_incidents
from tests.linkage.people import RUGBY, WARWICK, draw_contacts, in_memory
from tests.linkage.test_clusters import STEADY

#: The weight of a pair about whom nothing is known, as among some ten thousand records.
PRIOR = -14.0

#: Whom the records of `two` name: the same person, or two persons that no rule brought together.
ONE_PERSON, OTHERS, NOBODY = "police 1 = p, victim_support A = p", "police 1 = p, victim_support A = q", ""
BOTH = ["police 1, victim_support A"]
WEEK = ("2017-04-30", "2017-05-06")
SPRING = ("2017-03-04", "2017-05-03")
DAYS_LATER, SUMMER = ("2017-05-10", "2017-05-16"), ("2017-08-10", "2017-08-16")


@dataclass(frozen=True)
class Linked:
    """The result of linking the contacts and persons of a test."""

    con: duckdb.DuckDBPyConnection

    def together(self, threshold: str = "central") -> list[str]:
        """Return the records of each incident with several records."""
        return self._found(f"""
            select string_agg(replace(record_id, '|', ' '), ', ' order by record_id)
            from incident_record
            group by cluster_{threshold}
            having count(*) > 1
            order by all
        """)

    def linkable(self) -> list[str]:
        """Return the records that can be linked."""
        return self._found("select replace(record_id, '|', ' ') from incident_record where linkable order by all")

    def records(self) -> list[str]:
        """Return all records of incidents."""
        return self._found("select replace(record_id, '|', ' ') from incident_record order by all")

    def surest(self) -> list[str]:
        """Return the thresholds at which the two records of `two` are one incident."""
        return [name for name in THRESHOLDS if self.together(name) == BOTH]

    def _found(self, query: str) -> list[str]:
        return [cell for (cell,) in self.con.execute(query).fetchall()]


@pytest.fixture(scope="module")
def con():
    with in_memory() as con:
        yield con


def link(con, contacts: str, persons: str = "", weights: str = "") -> Linked:
    """Link contacts; persons are `agency record = person, ...`, weights `agency record + agency record = weight`."""
    draw_contacts(con, contacts)
    con.execute("""
        create or replace table person_record (
            record_id varchar, agency varchar, record_ref varchar, forename varchar, surname varchar,
            birth_date date, postcode varchar, initials_alone varchar, birth_year bigint, outward varchar
        );
        create or replace table person_cluster (record_id varchar, cluster varchar);
        create or replace table person_pair (record_id_l varchar, record_id_r varchar, match_weight double);
    """)
    for record, person in _each(persons):
        named = [_person(record), *record.split(), "zbigniewa", "qwertyson", "1986-08-02"]
        con.execute("insert into person_record by position select ?, ?, ?, ?, ?, ?, null, null, null, null", named)
        con.execute("insert into person_cluster values (?, ?)", [_person(record), person])
    for pair, weight in _each(weights):
        ids = sorted(_person(record.strip()) for record in pair.split("+"))
        con.execute("insert into person_pair values (?, ?, ?)", [*ids, weight])
    link_incidents(con, PRIOR)
    return Linked(con)


def _each(text: str) -> list[list[str]]:
    return [[side.strip() for side in each.split("=")] for each in text.split(",") if each.strip()]


def _person(record: str) -> str:
    return "{}|persons|{}".format(*record.split())


def two(days: tuple[str, str] = ("2017-05-03", "2017-05-03"), **cells: tuple[str, str]) -> str:
    """Draw a contact of the police on 3 May, and one of Victim Support on some days, with some cells for each."""
    rows = [
        ["agency", "record_ref", "incident_from", "incident_to", *cells, "is_hate"],
        ["police", "1", "2017-05-03", "2017-05-03", *(one for one, _ in cells.values()), "true"],
        ["victim_support", "A", *days, *(other for _, other in cells.values()), "true"],
    ]
    return "\n".join(" | ".join(row) for row in rows)


CITED = {"cites": ("", "1")}
OTHER_DISTRICT = {"district_code": (RUGBY, WARWICK)}
OTHER_STRAND = {"strands": ("[race]", "[disability]")}


@pytest.mark.parametrize(
    ("contacts", "persons", "thresholds"),
    [
        pytest.param(two(), ONE_PERSON, ["low", "central", "high"], id="a day of one person"),
        pytest.param(two(WEEK), ONE_PERSON, ["low", "central", "high"], id="a day known to within a week"),
        pytest.param(two(SPRING), ONE_PERSON, ["low", "central"], id="a day guessed from the record's day"),
        pytest.param(two(DAYS_LATER), ONE_PERSON, [], id="another day, soon after"),
        pytest.param(two(SUMMER), ONE_PERSON, [], id="another day, long after"),
        pytest.param(two(**OTHER_DISTRICT), ONE_PERSON, ["low", "central", "high"], id="the day, another district"),
        pytest.param(two(**OTHER_STRAND), ONE_PERSON, ["low", "central", "high"], id="the day, another strand"),
        pytest.param(two(**OTHER_DISTRICT, **OTHER_STRAND), ONE_PERSON, ["low", "central"], id="the day alone"),
        pytest.param(two(SPRING, **OTHER_DISTRICT), ONE_PERSON, ["low"], id="a guessed day, another district"),
        pytest.param(two(SPRING, **OTHER_DISTRICT, **OTHER_STRAND), ONE_PERSON, ["low"], id="a guessed day alone"),
        pytest.param(two(), OTHERS, [], id="other persons"),
        pytest.param(two(), NOBODY, [], id="persons not named"),
        pytest.param(two(**CITED), ONE_PERSON, ["low", "central", "high"], id="cited"),
        pytest.param(two(**CITED), NOBODY, ["low", "central", "high"], id="cited, nobody named"),
        pytest.param(two(**CITED), OTHERS, ["low", "central", "high"], id="cited by a witness"),
        pytest.param(two(SUMMER, **CITED, **OTHER_DISTRICT), ONE_PERSON, ["low", "central", "high"],
                     id="cited, one person, all else wrong"),
        pytest.param(two(SUMMER, **CITED, **OTHER_DISTRICT), NOBODY, [], id="cited, nobody named, all else wrong"),
        pytest.param(two(SUMMER, **CITED), OTHERS, ["low"], id="cited, another person on another day"),
        pytest.param(two(SUMMER, **CITED, **OTHER_DISTRICT), OTHERS, [], id="a mistyped reference, somebody else's"),
    ],
)  # fmt: skip
def test_reference_person_day_district_and_strand_decide_whether_two_records_are_one_incident(
    con, contacts, persons, thresholds
):
    assert link(con, contacts, persons).surest() == thresholds


@pytest.mark.parametrize("cells", [{"district_code": (RUGBY, "UNK")}, {"strands": ("[race]", "[]")},
                                   {"strands": ("[race]", "[unknown]")}])  # fmt: skip
def test_an_unknown_value_counts_neither_for_nor_against(con, cells):
    def probability(contacts: str) -> float:
        link(con, contacts, ONE_PERSON)
        return con.execute("select probability from incident_pair").fetchall()[0][0]

    ((column, (one, _)),) = cells.items()
    differing = {"district_code": WARWICK, "strands": "[disability]"}[column]
    assert probability(two(**{column: (one, differing)})) < probability(two(**cells)) < probability(two())


def test_the_likelier_two_are_one_person_the_likelier_their_records_are_one_incident(con):
    found = []
    for weight in (PRIOR, -10, -6, -2, 4):
        link(con, two(SPRING), OTHERS, f"police 1 + victim_support A = {weight}")
        found += [probability for (probability,) in con.execute("select probability from incident_pair").fetchall()]
    assert len(found) == 5
    assert found == sorted(found)
    assert found[0] < THRESHOLDS["central"] < found[-1]


def test_a_reference_that_the_police_do_not_hold_is_ignored(con):
    linked = link(con, two(cites=("", "9")), NOBODY)
    assert linked.together("low") == []
    assert linked.linkable() == []


def test_each_of_two_records_of_one_person_takes_the_nearest(con):
    linked = link(
        con,
        """
        agency         | record_ref | incident_from | incident_to
        police         | 1          | 2017-03-01    | 2017-03-01
        police         | 2          | 2017-05-03    | 2017-05-03
        victim_support | A          | 2017-04-30    | 2017-05-06
        victim_support | B          | 2017-02-27    | 2017-03-05
        """,
        "police 1 = p, police 2 = p, victim_support A = p, victim_support B = p",
    )
    assert linked.together() == ["police 1, victim_support B", "police 2, victim_support A"]


def test_two_police_records_are_one_incident_only_through_another_agencys_record(con):
    """The police record an incident once for each victim; only another agency's record brings these together."""
    contacts = """
        agency          | record_ref | cites | is_hate
        police          | 1          |       | true
        police          | 2          |       | true
        victim_support  | A          | 1     | true
        report_hate_now | R          | 2     | true
    """
    assert link(con, contacts, "police 1 = p, police 2 = p").together("low") == [
        "police 1, victim_support A", "police 2, report_hate_now R",
    ]  # fmt: skip


def test_a_reference_counts_even_if_another_record_of_the_person_is_nearer(con):
    linked = link(
        con,
        """
        agency         | record_ref | incident_from | incident_to | cites | is_hate
        police         | 1          | 2017-04-20    | 2017-04-20  |       | true
        police         | 2          | 2017-05-03    | 2017-05-03  |       | true
        victim_support | A          | 2017-04-30    | 2017-05-06  | 1     | true
        """,
        "police 1 = p, police 2 = p, victim_support A = p",
    )
    assert linked.together() == ["police 1, victim_support A"]


def test_records_of_three_agencies_are_one_incident(con):
    linked = link(
        con,
        """
        agency          | record_ref | cites | is_hate
        police          | 1          |       | true
        victim_support  | A          | 1     | true
        report_hate_now | R          |       | true
        """,
        "police 1 = p, victim_support A = p, report_hate_now R = p",
    )
    assert linked.together("high") == ["police 1, report_hate_now R, victim_support A"]


def test_two_records_matched_to_two_police_records_do_not_join_these(con):
    linked = link(
        con,
        """
        agency          | record_ref | cites | is_hate
        police          | 1          |       | true
        police          | 2          |       | true
        victim_support  | A          | 1     | true
        report_hate_now | R          | 2     | true
        """,
        "victim_support A = p, report_hate_now R = p",
    )
    assert linked.together() == ["police 1, victim_support A", "police 2, report_hate_now R"]


CRIMES = """
    agency | record_ref | incident_from | incident_to | place | strands      | is_hate
    police | 1          | 2017-05-03    | 2017-05-03  | here  | [race]       | true
    police | 2          | 2017-05-03    | 2017-05-03  | {}
"""


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        ("here  | [race]       | true", True),
        ("here  | []           | true", True),
        ("there | [race]       | true", False),
        ("      | [race]       | true", False),
        ("here  | [race]       | false", False),
    ],
)
def test_two_crimes_of_one_day_and_place_are_one_incident_with_two_victims(con, second, is_one):
    crowd = "\n".join(
        f"    police | {number} | 2017-06-03 | 2017-06-03 | away | [race] | true" for number in range(10, 500)
    )
    linked = link(con, CRIMES.format(second) + crowd, "police 1 = p, police 2 = q")
    assert ("police 1, police 2" in linked.together()) is is_one


def test_a_case_is_of_the_incident_that_both_crimes_are_of(con):
    case = "    victim_support | A | 2017-04-30 | 2017-05-06 | | [race] | true"
    linked = link(con, CRIMES.format("here | [race] | true") + case, "police 2 = p, victim_support A = p")
    assert linked.together() == ["police 1, police 2, victim_support A"]


def test_crimes_of_one_place_are_two_incidents_if_their_days_are_apart(con):
    later = "2 | 2017-05-04 | 2017-05-04"
    contacts = CRIMES.format("here | [race] | true").replace("2          | 2017-05-03    | 2017-05-03", later)
    assert link(con, contacts).together("low") == []


def test_crimes_with_a_guessed_day_are_less_surely_one_incident(con):
    guessed = CRIMES.format("here | [race] | true").replace("2          | 2017-05-03", "2 | 2017-04-10")
    linked = link(con, guessed, "police 1 = p, police 2 = q")
    assert linked.together("low") == ["police 1, police 2"]
    assert linked.together("high") == []


def test_two_crimes_of_one_day_at_a_place_with_many_are_two_incidents(con):
    crowd = "\n".join(
        f"    police | {number} | 2017-01-{number % 28 + 1:02} | 2017-01-{number % 28 + 1:02} | here | [race] | true"
        for number in range(10, 500)
    )
    assert link(con, CRIMES.format("here | [race] | true") + crowd).together("low") == []


def test_a_police_record_not_flagged_as_hate_counts_only_if_a_hate_record_cites_it(con):
    contacts = """
        agency          | record_ref | cites | is_hate
        police          | 1          |       | false
        police          | 2          |       | false
        victim_support  | A          | 1     | true
        equip           | E          | 2     | false
        report_hate_now | R          |       | true
    """
    linked = link(con, contacts, "police 1 = p, report_hate_now R = p, police 2 = q, equip E = q")
    assert linked.records() == ["police 1", "report_hate_now R", "victim_support A"]
    assert linked.together("low") == BOTH


def test_a_schools_report_is_never_linked_however_alike_the_day_and_place(con):
    contacts = """
        agency         | record_ref | names_victim
        schools        | S          | false
        police         | 1          | true
        victim_support | A          | true
    """
    linked = link(con, contacts, ONE_PERSON)
    assert linked.together("low") == BOTH
    assert linked.linkable() == ["police 1", "victim_support A"]
    assert "schools S" in linked.records()


def test_a_record_is_linkable_if_it_says_enough_about_its_victim_or_cites_or_is_cited(con):
    linked = link(
        con,
        """
        agency          | record_ref | cites | names_victim
        police          | cited      |       | true
        police          | named      |       | true
        police          | unnamed    |       | true
        victim_support  | citing     | cited | true
        victim_support  | mistyped   | other | true
        report_hate_now | witness    |       | false
        """,
        "police named = p, report_hate_now witness = q",
    )
    assert linked.linkable() == ["police cited", "police named", "victim_support citing"]


@pytest.mark.parametrize(
    ("told", "is_enough"),
    [
        ("forename = 'z', surname = 'q', birth_date = '1986-08-02'", True),
        ("forename = 'z', surname = 'q', postcode = 'CV211CC'", True),
        ("initials_alone = 'zq', birth_year = 1986, outward = 'CV21'", True),
        ("forename = 'z', surname = 'q'", False),
        ("surname = 'q', birth_date = '1986-08-02', postcode = 'CV211CC'", False),
        ("initials_alone = 'zq', birth_year = 1986", False),
    ],
)
def test_names_with_a_birthday_or_a_postcode_are_enough_and_so_are_all_three_parts(con, told, is_enough):
    link(con, two(), "police 1 = p")
    con.execute("update person_record set forename = null, surname = null, birth_date = null")
    con.execute(f"update person_record set {told}")
    link_incidents(con, PRIOR)
    assert Linked(con).linkable() == (["police 1"] if is_enough else [])


def test_without_contacts_there_are_no_incidents(con):
    linked = link(con, "agency | record_ref")
    assert linked.records() == []


agencies = st.sampled_from(["police", "victim_support", "report_hate_now", "equip"])
contacts = st.lists(
    st.tuples(
        agencies, st.integers(1, 28), st.sampled_from([0, 6, 60]), st.sampled_from([RUGBY, WARWICK, "UNK"]),
        st.sampled_from(["[race]", "[disability]", "[]"]), st.integers(0, 6), st.booleans(), st.sampled_from("pqr"),
    ),
    min_size=2, max_size=12,
)  # fmt: skip


@given(contacts)
@settings(**{**STEADY, "max_examples": 25})
def test_records_that_are_one_incident_at_a_threshold_are_one_at_every_lower_threshold(told):
    rows = ["agency | record_ref | incident_from | incident_to | district_code | strands | cites | is_hate"]
    persons = []
    for number, (agency, day, wide, district, strands, cited, is_hate, person) in enumerate(told):
        cites = str(cited) if agency != "police" else ""
        until = f"2017-0{3 + (day + wide) // 29}-{(day + wide) % 29 + 1:02}"
        rows.append(f"{agency} | {number} | 2017-03-{day:02} | {until} | {district} | {strands} | {cites} | {is_hate}")
        persons.append(f"{agency} {number} = {person}")
    with in_memory() as con:
        linked = link(con, "\n".join(rows), ", ".join(persons))
        nested = con.execute("""
            select
                count(distinct cluster_high) = count(distinct (cluster_high, cluster_central)),
                count(distinct cluster_central) = count(distinct (cluster_central, cluster_low)),
                bool_and(cluster_low <= record_id and cluster_central <= record_id and cluster_high <= record_id)
            from incident_record
        """).fetchall()
        assert nested in ([(True, True, True)], [(True, True, None)])
        assert len(linked.records()) == len({*linked.records()})
