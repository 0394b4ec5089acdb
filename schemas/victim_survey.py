"""Warwickshire Police, hate crime victim satisfaction survey: what a delivery must look like.

The contract is contracts/victim_survey.md. About ten responses come each month, so figures cover twelve months.
"""

from datetime import timedelta

import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Text, code, month, text


class Responses(pa.DataFrameModel):
    """A victim's answers."""

    response_id: Text = text(required=True)
    interview_month: Day = month(required=True)
    district: Text = code("district")
    ease_of_contact: Text = code("survey_answer")
    actions: Text = code("survey_answer")
    follow_up: Text = code("survey_answer")
    treatment: Text = code("survey_answer")
    whole_experience: Text = code("survey_answer")


VICTIM_SURVEY = Agency(
    stem="victim_survey",
    title="Victim satisfaction survey",
    sender="Warwickshire Police, hate crime victim satisfaction survey",
    kind="append",
    cadence=timedelta(days=92),
    tables=(Table("responses", "responses.xlsx", Responses, key=("response_id",), record_date="interview_month"),),
)
