"""A delivery that is sent again, corrected, or refused when corrected, and what a crash leaves behind."""

import os

import pytest

from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.landing import land as landing
from schemas.police import POLICE
from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, police_delivery

ONE, TWO = OFFENCE, OFFENCE | {"offence_ref": "23/2/17", "district": "Warwick"}


def land(bench, **how):
    police_delivery(bench.raw, **how)
    return bench.land(POLICE, PoliceDelivery)


def landed(bench):
    return bench.rows("select offence_ref, district from landed.police__offences order by all")


def test_running_again_loads_nothing(bench):
    assert len(land(bench, offences=[ONE])) == 4
    everything = "select * from audit.delivery order by all"
    before = bench.rows(everything)
    assert bench.land(POLICE, PoliceDelivery) == []
    assert land(bench, offences=[ONE]) == []  # written again with the same content
    assert bench.rows(everything) == before
    assert len(landed(bench)) == 1


def test_a_refused_delivery_is_not_tried_again_until_it_changes(bench):
    assert {entry.status for entry in land(bench, offences=[])} == {"refused"}
    assert bench.land(POLICE, PoliceDelivery) == []
    assert {(entry.status, entry.revision) for entry in land(bench, offences=[ONE])} == {("loaded", 2)}


def test_a_correction_replaces_what_the_delivery_gave_before(bench):
    land(bench, offences=[ONE], markers=[MARKER], victims=[VICTIM])
    entries = land(bench, offences=[TWO, ONE | {"district": "Coventry"}], victims=[])
    assert {(entry.status, entry.revision) for entry in entries} == {("loaded", 2)}
    bench.build("staged.record")
    bench.build("staged.police__offences", "staged.police__markers")
    staged = bench.rows("select offence_ref, district_code, status from staged.police__offences order by all")
    assert staged == [("23/1/17", "OUT", "current"), ("23/2/17", "E07000222", "current")]
    assert bench.rows("select status from staged.police__markers") == [("withdrawn",)]
    # Both revisions are in the ledger, and every row in both is accounted for.
    assert bench.rows("select distinct revision from audit.delivery order by all") == [(1,), (2,)]


def test_a_refused_correction_leaves_the_earlier_revision_current(bench):
    land(bench, offences=[ONE], markers=[MARKER])
    entries = land(bench, offences=[TWO], stated={"offences.csv": 9})
    assert {(entry.status, entry.revision) for entry in entries} == {("refused", 2)}
    bench.build("staged.police__offences")
    assert bench.rows("select offence_ref, status from staged.police__offences") == [("23/1/17", "current")]
    assert bench.rows("select revision from staged.delivery") == [(1,)]
    # Once it is put back as it was first sent, it is current again.
    assert {(entry.status, entry.revision) for entry in land(bench, offences=[ONE], markers=[MARKER])} == {
        ("loaded", 3)
    }


def test_the_same_files_under_another_contract_are_read_again_as_the_same_revision(bench):
    land(bench, offences=[ONE])
    entries = bench.land(POLICE, PoliceDelivery, contract="another")
    assert {(entry.status, entry.revision) for entry in entries} == {("loaded", 1)}
    assert bench.land(POLICE, PoliceDelivery, contract="another") == []
    assert len(landed(bench)) == 1


def test_deliveries_load_oldest_first(bench):
    police_delivery(
        bench.raw, "2017-10-03", window=("2017-09-01", "2017-09-30"), offences=[TWO | {"recorded_date": "2017-09-01"}]
    )
    police_delivery(bench.raw, "2017-09-03", offences=[ONE])
    days = [str(entry.delivery_date) for entry in bench.land(POLICE, PoliceDelivery)]
    assert days == sorted(days)
    assert len(set(days)) == 2


def test_a_delivery_still_being_written_waits_for_the_next_run(bench):
    folder = police_delivery(bench.raw, offences=[ONE])
    (folder / "victims.csv.part").touch()
    assert bench.land(POLICE, PoliceDelivery) == []
    assert bench.rows("select * from audit.delivery") == []
    (folder / "victims.csv.part").unlink()
    assert len(bench.land(POLICE, PoliceDelivery)) == 4


def test_nothing_under_raw_is_changed(bench):
    folder = police_delivery(bench.raw, offences=[ONE, ONE | {"district": ""}], victims=[VICTIM])
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    bench.land(POLICE, PoliceDelivery)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_the_next_run_puts_right_a_crash_before_the_ledger_is_written(bench, monkeypatch):
    def crash(*_):
        raise KeyboardInterrupt

    police_delivery(bench.raw, offences=[ONE], victims=[VICTIM])
    with monkeypatch.context() as killed:
        killed.setattr(landing.ledger, "enter", crash)
        with pytest.raises(KeyboardInterrupt):
            bench.land(POLICE, PoliceDelivery)
    assert landed(bench) == []
    assert bench.rows("select * from landed.record") == []
    assert {entry.status for entry in bench.land(POLICE, PoliceDelivery)} == {"loaded"}
    assert len(landed(bench)) == 1
    assert bench.rows("select count(*) from landed.record") == [(2,)]


def test_an_empty_delivery_folder_is_refused_rather_than_skipped(bench):
    folder = bench.raw / "police" / "2017-09-03"
    folder.mkdir(parents=True)
    os.utime(folder, (0, 0))
    assert {entry.status for entry in bench.land(POLICE, PoliceDelivery)} == {"refused"}
