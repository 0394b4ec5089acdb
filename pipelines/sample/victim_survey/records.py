"""The responses to the victim satisfaction survey, once everything is put right.

Here: the answers in each month, so that the rolling figures come out. Not here: what a quarter's workbook gets wrong
(deliveries.py, faults.py), how cells are written (cells.py). Nobody says who answered: a response is linked to no
person and no incident.
"""

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Objects, Stream, Weighted
from pipelines.sample.county.targets import HATE_AREAS, MONTHS
from pipelines.sample.victim_survey.targets import MONTHS_TO_UNANSWERED, NOT_SATISFIED, RESPONSES

SATISFIED = Weighted({"Completely satisfied": 46, "Very satisfied": 34, "Fairly satisfied": 20})
UNSATISFIED = Weighted(
    {"Neither": 22, "Fairly dissatisfied": 36, "Very dissatisfied": 24, "Completely dissatisfied": 18}
)


def responses_in_force(seed: int, county: int) -> pd.DataFrame:
    """Return all current responses, in order of interview.

    One row for each response: response_id, month (position in MONTHS), interview_month, district (a code), and the five
    answers (None if the question is not answered).
    """
    rng = Stream(seed, county, "survey responses")
    month = np.repeat(np.arange(len(MONTHS)), RESPONSES)
    size = len(month)
    rank = np.concatenate([rng.order(count) for count in RESPONSES])
    by_district: dict[str, int] = {}
    for (district, _), records in HATE_AREAS.items():
        by_district[district] = by_district.get(district, 0) + records
    return pd.DataFrame(
        {
            "response_id": [f"HCS-{(county + 1) * 10_000 + 1 + at}" for at in range(size)],
            "month": month,
            "interview_month": np.array(MONTHS, dtype="datetime64[s]")[month],
            "district": Weighted(by_district).draw(rng, size),
            **{question: _answers(question, month, rank, rng) for question in NOT_SATISFIED},
        }
    )


def _answers(question: str, month: Integers, rank: Integers, rng: Stream) -> Objects:
    """Answer a question: those who rank first in a month are dissatisfied, and those who rank last don't answer.

    So somebody who is dissatisfied with one thing is mostly dissatisfied with others too.
    """
    unsatisfied = rank < np.array(NOT_SATISFIED[question])[month]
    last = rank == np.array(RESPONSES)[month] - 1
    answers = np.where(unsatisfied, UNSATISFIED.draw(rng, len(rank)), SATISFIED.draw(rng, len(rank)))
    answers[last & (month % MONTHS_TO_UNANSWERED[question] == 0)] = None
    return answers
