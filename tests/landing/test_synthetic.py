"""Synthetic deliveries and real ones: how each is recognised, and that no warehouse takes both."""

import shutil
from datetime import date

import pytest

from pipelines.defs.agencies.police import PoliceDelivery, _pull
from pipelines.landing.delivery import deliveries
from pipelines.landing.ledger import newest_entries, not_made_good
from pipelines.landing.rejected import rejected_path
from pipelines.landing.synthetic import Kind, held, is_synthetic
from pipelines.pull.source import URL_VARIABLE, PullFailed
from schemas.agencies import all_agencies
from schemas.police import POLICE
from tests.drawn.deliveries import OFFENCE, police_delivery, police_uk_delivery, synthetic

SEPTEMBER = {"offences": [{**OFFENCE, "recorded_date": "2017-09-05"}], "window": ("2017-09-01", "2017-09-30")}


def verdicts(bench):
    query = "select distinct delivery_date::varchar, revision, status from audit.delivery order by all"
    return bench.rows(query)


def reason(entries):
    (said,) = {entry.reason for entry in entries if entry.reason}
    return said


def test_a_warehouse_of_the_sample_takes_a_delivery_of_ones_own(bench):
    synthetic(police_delivery(bench.raw))
    police_delivery(bench.raw, "2017-10-03", **SEPTEMBER)
    bench.land(POLICE, PoliceDelivery, takes_synthetic=True)
    assert verdicts(bench) == [("2017-09-03", 1, "loaded"), ("2017-10-03", 1, "loaded")]
    assert held(bench.con) == {"police": Kind(is_all_synthetic=False, has_synthetic=True)}


def test_a_warehouse_of_real_deliveries_refuses_a_synthetic_one_and_loads_its_own(bench):
    police_delivery(bench.raw)
    synthetic(police_delivery(bench.raw, "2017-10-03", **SEPTEMBER))
    entries = bench.land(POLICE, PoliceDelivery, takes_synthetic=False)
    assert verdicts(bench) == [("2017-09-03", 1, "loaded"), ("2017-10-03", 1, "refused")]
    assert "synthetic, as hatecrime sample wrote it" in reason(entries)
    assert held(bench.con) == {"police": Kind(is_all_synthetic=False, has_synthetic=False)}
    assert bench.rows("select delivery_id from landed.police__offences") == [("police/2017-09-03",)]
    assert not rejected_path(bench.warehouse, "police", "2017-10-03").exists(), "there is nothing to send back"


def test_a_synthetic_delivery_copied_over_a_real_one_leaves_the_real_one_current(bench):
    folder = police_delivery(bench.raw)
    bench.land(POLICE, PoliceDelivery)
    synthetic(folder)
    bench.land(POLICE, PoliceDelivery)
    assert verdicts(bench) == [("2017-09-03", 1, "loaded"), ("2017-09-03", 2, "refused")]
    assert held(bench.con) == {"police": Kind(is_all_synthetic=False, has_synthetic=False)}
    assert bench.rows("select revision from landed.record") == [(1,)]


def test_once_a_refused_synthetic_delivery_is_removed_it_is_forgotten(bench):
    police_delivery(bench.raw)
    copied = synthetic(police_delivery(bench.raw, "2017-10-03", **SEPTEMBER))
    bench.land(POLICE, PoliceDelivery)
    assert [entry.file for entry in not_made_good(bench.con)] == ["synthetic.txt"]
    assert bench.land(POLICE, PoliceDelivery) == []
    assert "refused" in {entry.status for entry in newest_entries(bench.con)}, "it is reported while it is there"
    shutil.rmtree(copied)
    bench.land(POLICE, PoliceDelivery)
    assert verdicts(bench) == [("2017-09-03", 1, "loaded")]
    assert not_made_good(bench.con) == []


def test_the_mark_is_found_in_a_folder_of_a_delivery_and_whatever_its_case(bench):
    folder = police_uk_delivery(bench.raw)
    (agency,) = (each for each in all_agencies() if each.stem == "police_uk")
    assert [is_synthetic(each) for each in deliveries(bench.raw, agency)] == [False]
    synthetic(folder / "2017-08").joinpath("SYNTHETIC.txt").rename(folder / "2017-08/Synthetic.TXT")
    assert [is_synthetic(each) for each in deliveries(bench.raw, agency)] == [True]


def test_the_mark_is_no_file_that_an_agency_was_not_expected_to_send(bench):
    synthetic(police_delivery(bench.raw))
    entries = bench.land(POLICE, PoliceDelivery, takes_synthetic=True)
    assert all(entry.is_contracted and entry.reason is None for entry in entries)


def test_nothing_is_pulled_into_a_synthetic_warehouse(bench, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, "sqlite:///nowhere")
    synthetic(police_delivery(bench.raw))
    bench.land(POLICE, PoliceDelivery, takes_synthetic=True)
    with pytest.raises(PullFailed, match="the warehouse holds synthetic deliveries"):
        _pull(bench.con, bench.raw, date(2017, 9, 4))
