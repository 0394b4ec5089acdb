"""Police deliveries through the door: real files in, verdicts and landed rows out."""

from pipelines.defs.agencies.police import PoliceDelivery
from schemas.police import POLICE
from tests.deliveries import MARKER, OFFENCE, VICTIM, police_delivery


def by_file(entries):
    return {entry.file: entry for entry in entries}


def test_a_sound_delivery_is_loaded_whole(bench):
    police_delivery(bench.raw, offences=[OFFENCE], markers=[MARKER], victims=[VICTIM])
    entries = by_file(bench.land(POLICE, PoliceDelivery))
    assert {entry.status for entry in entries.values()} == {"loaded"}
    assert entries["offences.csv"].rows_accepted == 1
    assert bench.rows("select offence_ref, district from landed.police__offences") == [("23/1/17", "E07000220")]
    assert bench.rows("select age_band, sex from landed.police__victims") == [("21-30", "Female")]
