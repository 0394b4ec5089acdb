"""Online reports through the door: real files in, verdicts and rows out."""

from pipelines.defs.agencies.report_hate_now import ReportHateNowDelivery
from schemas.report_hate_now import REPORT_HATE_NOW
from tests.deliveries import report_hate_now_delivery


def test_a_report_lands_without_who_made_it(bench):
    report_hate_now_delivery(bench.raw)
    (entry,) = bench.land(REPORT_HATE_NOW, ReportHateNowDelivery)
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    assert bench.rows("select report_id, district, strands, police_ref from landed.report_hate_now__reports") == [
        ("R-1", "E07000220", ["race", "sexual_orientation"], "23/1/17")
    ]
    assert bench.wherever("Qwertyson") == []
