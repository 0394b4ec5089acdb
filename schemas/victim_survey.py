"""Warwickshire Police, hate crime victim satisfaction survey: what a delivery must look like.

The agency's page is docs/contracts/victim_survey.md. About ten responses come each month, so figures cover twelve
months.
"""

from datetime import timedelta

import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Text, code, month, text


class Responses(pa.DataFrameModel):
    """A victim's answers to the survey.

    Attributes:
        response_id: The response's number, which is never used for another response.
        interview_month: The month of the interview, such as `Apr-15`.
        district: The district that the response counts in.
        ease_of_contact: How satisfied with the ease of contacting the police.
        actions: How satisfied with what the police did.
        follow_up: How satisfied with being kept informed.
        treatment: How satisfied with how they were treated.
        whole_experience: How satisfied with the whole experience.
    """

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
    tables=(
        Table(
            "responses",
            "responses.xlsx",
            Responses,
            key=("response_id",),
            record_date="interview_month",
            worksheet="Responses",
        ),
    ),
)
