"""EQuIP workbooks through the door: real files in, verdicts and rows out."""

from pipelines.defs.agencies.equip import EquipDelivery
from schemas.equip import EQUIP
from tests.deliveries import equip_delivery


def test_a_case_lands_with_its_town_read_as_its_district(bench):
    equip_delivery(bench.raw)
    (entry,) = bench.land(EQUIP, EquipDelivery)
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    assert bench.rows(
        "select ref, town, protected_characteristic, hate_incident, reported_to_police from landed.equip__casework"
    ) == [("EQ/2017/043", "E07000220", ["race", "religion"], True, "No")]
