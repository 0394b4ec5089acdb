"""The check that no record is lost between landing and the star, and none is invented."""

import duckdb
import pytest

from tests.drawn.tables import draw, violations

DELIVERIES = """
    agency  | delivery_id        | revision integer | restates boolean
    equip   | equip/2017-10-10   | 2                | true
    schools | schools/2017-01-10 | 2                | false
    police  | police/2017-09-03  | 1                | true
"""
RECORDS = """
    agency  | delivery_id        | revision integer | verdict  | parent_table | record_key
    equip   | equip/2017-10-10   | 1                | accepted |              | EQ-1
    equip   | equip/2017-10-10   | 2                | accepted |              | EQ-2
    equip   | equip/2017-10-10   | 2                | rejected |              | EQ-3
    schools | schools/2017-01-10 | 1                | accepted |              | 1
    schools | schools/2017-01-10 | 1                | accepted |              | 2
    schools | schools/2017-01-10 | 2                | accepted |              | 1
    police  | police/2017-09-03  | 1                | accepted |              | 23/1/17
    police  | police/2017-09-03  | 1                | accepted | offences     | marker 1
"""
FACTS = """
    create schema star;
    create table star.fct_record (agency varchar, record_ref varchar);
    insert into star.fct_record values ('police', '23/1/17'), ('equip', 'EQ-1'), ('equip', 'EQ-2'), ('schools', '1');
    create table star.fct_survey_response (response_id varchar);
    create table star.fct_street_crime (street_crime_ref varchar);
"""


@pytest.fixture
def con():
    con = duckdb.connect()
    draw(con, "staged.delivery", DELIVERIES)
    draw(con, "landed.record", RECORDS)
    con.execute(FACTS)
    return con


def test_an_accepted_record_is_kept_unless_a_correction_of_an_append_delivery_dropped_it(con):
    """EQ-1 is kept, withdrawn; the schools' correction dropped 2, which then counts as never given."""
    assert violations(con, "records_reach_the_star") == 0


@pytest.mark.parametrize(
    "change",
    [
        "delete from star.fct_record where record_ref = 'EQ-1'",
        "delete from star.fct_record where agency = 'schools'",
        "insert into star.fct_survey_response values ('9')",
        "update star.fct_record set agency = 'victim_support'",
        "insert into landed.record (agency, delivery_id, revision, verdict, record_key)"
        " values ('police_uk', 'police/2017-09-03', 1, 'accepted', '1')",
    ],
)
def test_a_record_that_is_lost_or_invented_is_found(con, change):
    con.execute(change)
    assert violations(con, "records_reach_the_star") > 0
