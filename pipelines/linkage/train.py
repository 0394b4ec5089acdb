"""Training the person model on the loaded records: seldom, and by hand; the night only predicts.

Here: estimating the weights, and showing how two models differ. The result is a file of the project, to be reviewed
and committed like code.
"""

import logging
from collections.abc import Iterator, Mapping
from datetime import date
from math import log2
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, block_on

from pipelines.build.statement import Sql, Statements
from pipelines.linkage.person_model import CENTRAL, HIGH, Model, untrained
from pipelines.linkage.persons import predict

_SQL = Statements(__file__)

#: The number of random pairs used to estimate how often records of different persons agree.
RANDOM_PAIRS = 5_000_000
SEED = 1

#: What pairs must share to be trained on. Nothing is learnt about what they share, so there are several rules.
TRAINED_ON = (
    block_on("person_ref"),
    block_on("birth_date", "surname_sound"),
    block_on("forename_sound", "surname_sound", "outward"),
    block_on("postcode", "birth_year"),
)
#: The share of random matches found by agreeing on name and birth date, or on the police's own number.
FOUND_PLAINLY = 0.85

#: What some records give only in part, and the levels of a named pair that measure how often the part agrees.
PARTS = {
    "initials": (Sql("initials_l = initials_r"), Sql("initials_l = reverse(initials_r)")),
    "birth_year": (Sql("birth_year_l = birth_year_r"), Sql("abs(birth_year_l - birth_year_r) in (1, 10)")),
    "outward": (Sql("outward_l = outward_r"),),
}

#: No disagreement is impossible, whatever the training records say: the person writing may make mistakes.
LEAST = {"forename": 0.03, "surname": 0.03, "birth_date": 0.03, "sex": 0.003, "ethnicity": 0.02}
LEAST_OTHERWISE = 0.01


def train(con: duckdb.DuckDBPyConnection, version: str | None = None) -> Model:
    """Return a model trained on `person_record` (see `person_records.gather`).

    How often records of different persons agree (u) is estimated from random pairs. How often records of one person
    agree (m) is estimated by expectation maximisation (Fellegi and Sunter 1969; Winkler 1988), as Splink does it. Too
    few pairs have only initials, year of birth or first part of a postcode. For these, m is measured on certain pairs
    that have the full value.

    Args:
        con: The connection that holds the records.
        version: The model's name; by default, today's date.
    """
    linker = Linker(DuckDBAPI(connection=con).register("person_record"), untrained(), log_level=logging.ERROR)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("forename", "surname", "birth_date"), block_on("person_ref")], recall=FOUND_PLAINLY
    )
    training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    for shared in TRAINED_ON:
        training.estimate_parameters_using_expectation_maximisation(shared)
    settings = linker.misc.save_model_to_json()
    (records,) = con.execute("select count(*) from person_record").fetchone() or (0,)
    prior = settings["probability_two_random_records_match"]
    first = Model("", prior * (records - 1) / 2, _with_parts(settings, dict.fromkeys(PARTS)))
    predict(con, first)
    measured = {name: _measured(con, conditions) for name, conditions in PARTS.items()}
    second = Model("", first.matches_per_record, _with_parts(settings, measured))
    predict(con, second)
    (matches,) = con.execute("select count(*) from person_pair where match_weight >= ?", [CENTRAL]).fetchone() or (0,)
    return Model(version or str(date.today()), round(matches / max(records, 1), 4), second.settings)


def differences(old: Model, new: Model) -> Iterator[tuple[str, str, float, float]]:
    """Yield each level of each comparison with its match weight (log2 of m by u) in the old model and in the new."""
    before, after = _weights(old), _weights(new)
    for level in {**before, **after}:
        yield (*level, before.get(level, float("nan")), after.get(level, float("nan")))


def _weights(model: Model) -> dict[tuple[str, str], float]:
    return {
        (comparison["output_column_name"], level["label_for_charts"]): log2(
            level["m_probability"] / level["u_probability"]
        )
        for comparison in model.settings["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
    }


def _with_parts(settings: dict[str, Any], measured: Mapping[str, list[float] | None]) -> dict[str, Any]:
    """Return settings in which every level has its weights."""
    return {**settings, "comparisons": [_complete(each, measured) for each in settings["comparisons"]]}


def _complete(comparison: dict[str, Any], measured: Mapping[str, list[float] | None]) -> dict[str, Any]:
    name = comparison["output_column_name"]
    known = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    nothing = [level for level in comparison["comparison_levels"] if level.get("is_null_level")]
    seen_apart = [level.get("u_probability") or LEAST_OTHERWISE for level in known]
    if name in measured:
        seen_together = measured[name] or seen_apart  # until it is measured, it says nothing
    else:
        seen_together = [level.get("m_probability") or 0.0 for level in known]
    least = LEAST.get(name, LEAST_OTHERWISE)
    floored = [max(share, least) for share in seen_together]
    levels = [
        {**level, "m_probability": together / sum(floored), "u_probability": apart}
        for level, together, apart in zip(known, floored, seen_apart, strict=True)
    ]
    return {**comparison, "comparison_levels": [*nothing, *levels]}


def _measured(con: duckdb.DuckDBPyConnection, conditions: tuple[Sql, ...]) -> list[float]:
    """Return how often each condition is the first to hold for certain pairs of named records, and how often none."""
    found = con.execute(_SQL("parts_agreeing", conditions=conditions), {"certain": HIGH}).fetchall()
    counts = dict(found)
    return [counts.get(level, 0) / max(sum(counts.values()), 1) for level in range(len(conditions) + 1)]
