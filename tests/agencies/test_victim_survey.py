"""The survey through the door: real files in, verdicts and rows out."""

from pipelines.defs.agencies.victim_survey import VictimSurveyDelivery
from schemas.victim_survey import VICTIM_SURVEY
from tests.deliveries import victim_survey_delivery


def test_a_response_lands_by_its_month(bench):
    victim_survey_delivery(bench.raw)
    (entry,) = bench.land(VICTIM_SURVEY, VictimSurveyDelivery)
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    assert bench.rows("select interview_month::varchar, treatment from landed.victim_survey__responses") == [
        ("2017-04-01", "Not applicable")
    ]
