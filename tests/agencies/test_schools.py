"""The schools' forms through the door: real files in, verdicts and rows out."""

from pipelines.lib.reader import Reader
from schemas.schools import SCHOOLS
from tests.deliveries import schools_delivery


def test_an_incident_lands_with_its_several_values_and_without_its_free_text(bench):
    schools_delivery(bench.raw)
    (entry,) = bench.land(SCHOOLS, Reader)
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    assert bench.rows("select school_urn, incident_type, nature, actions from landed.schools__incidents") == [
        ("900001", ["race", "religion"], ["Verbal abuse"], ["Parents informed", "Class discussion"])
    ]
    assert bench.wherever("Qwertyson") == []
