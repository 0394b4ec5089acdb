"""How well linkage does on the synthetic sample, the only data whose truth is known.

Here: linking again, and measuring the result by agencies, threshold and ethnic group. It measures pairs of records
that say anything about a person or incident; only counts leave. `pair_counts` counts the pairs, and `evaluation_chart`
draws them.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.build.statement import Statements
from pipelines.linkage.incidents import THRESHOLDS
from pipelines.linkage.link import link
from pipelines.linkage.pair_counts import ALL, UNKNOWN, Measure, measures_of
from pipelines.linkage.person_model import CENTRAL, HIGH, LOW
from pipelines.linkage.persons import cluster
from schemas.contract import Agency

_SQL = Statements(__file__)

#: What is measured.
PERSONS, PERSONS_BY_GROUP, INCIDENTS = "persons", "persons by ethnic group", "incidents"

#: The match weights at which persons are measured.
PERSON_THRESHOLDS = {"low": LOW, "central": CENTRAL, "high": HIGH}

#: The records detailed enough to match.
LINKABLE = "linkable"


class NoTruth(Exception):
    """There is nothing to measure linkage against."""


def evaluate(work: duckdb.DuckDBPyConnection, agencies: list[Agency], truth: Path) -> list[Measure]:
    """Link again by the model and the rule, without reviewers' decisions, and return the measures.

    Args:
        work: A connection of `link.in_memory`, with `build` and `vault` attached.
        agencies: Whose records are linked.
        truth: The file of true matches that the sample wrote beside its deliveries.

    Raises:
        NoTruth: if there is no such file, or it is for other deliveries.
    """
    _load_truth(work, truth)
    link(work, agencies)
    _hold_truth_to_records(work, truth)
    measures: list[Measure] = []
    for name, weight in PERSON_THRESHOLDS.items():
        cluster(work, (), weight)
        work.execute(_SQL("evaluated_person"), {"unknown": UNKNOWN})
        measures += measures_of(work, PERSONS, ALL, name)
        if name == "central":
            measures += measures_of(work, PERSONS_BY_GROUP, ALL, name, by_group=True)
    for among in (LINKABLE, ALL):
        for name in THRESHOLDS:
            work.execute(_SQL("evaluated_incident"), {"threshold": name, "linkable_alone": among == LINKABLE})
            measures += measures_of(work, INCIDENTS, among, name)
    return measures


def as_rows(measures: list[Measure]) -> tuple[list[str], list[tuple]]:
    """Return the measures as the names and rows of a table; shares of nothing are missing."""
    names = ["linked", "among", "agencies", "threshold", "true_pairs", "found_pairs", "right_pairs"]
    shares = ["precision", "recall", "recall_at_least", "recall_at_most", "f1"]
    return [*names, *shares], [(*(getattr(each, name) for name in names), *_shares(each)) for each in measures]


def as_tables(measures: list[Measure]) -> Iterator[tuple[str, list[str], list[tuple]]]:
    """Yield a heading, column names and rows for each set of measures: persons, ethnic groups and incidents."""
    for (linked, among), heading in _HEADINGS.items():
        of = [each for each in measures if each.linked == linked and among in (each.among, None)]
        names = [*(["group"] if among is None else []), "agencies", "threshold", "to find", "found", "right"]
        yield (
            heading,
            [*names, "precision", "recall", "95% interval", "F1"],
            [(*([each.among] if among is None else []), *_cells(each)) for each in of if each.true_pairs],
        )


_HEADINGS: dict[tuple[str, str | None], str] = {
    (PERSONS, ALL): "Pairs of records of one person",
    (PERSONS_BY_GROUP, None): "The same by ethnic group, at the central threshold",
    (INCIDENTS, LINKABLE): "Pairs of records of one incident, both linkable",
    (INCIDENTS, ALL): "Pairs of records of one incident, linkable or not",
}


def _cells(measure: Measure) -> tuple[str, ...]:
    """Return a measure as an engineer reads it."""
    counts = (measure.true_pairs, measure.found_pairs, measure.right_pairs)
    least, most = measure.recall_interval or (0.0, 1.0)
    precision, recall, f1 = (
        "" if share is None else f"{share:.1%}" for share in (measure.precision, measure.recall, measure.f1)
    )
    between = f"{least:.1%} to {most:.1%}"
    return (measure.agencies, measure.threshold, *(f"{count:,}" for count in counts), precision, recall, between, f1)


def _shares(measure: Measure) -> list[float | None]:
    least, most = measure.recall_interval or (None, None)
    shares = (measure.precision, measure.recall, least, most, measure.f1)
    return [None if share is None else round(share, 4) for share in shares]


def ethnic_groups(measures: list[Measure], agencies: str) -> list[Measure]:
    """Return the measures of persons by ethnic group at the central threshold, over pairs of some agencies."""
    return [each for each in measures if each.linked == PERSONS_BY_GROUP and each.agencies == agencies]


def lowest_and_highest(measures: list[Measure], agencies: str) -> tuple[Measure, Measure] | None:
    """Return the ethnic groups with the lowest and the highest recall; None unless two groups have pairs to find."""
    known = [each for each in ethnic_groups(measures, agencies) if each.true_pairs and each.among != UNKNOWN]
    ordered = sorted(known, key=lambda each: each.recall or 0)
    return (ordered[0], ordered[-1]) if len(ordered) > 1 else None


def finding(measures: list[Measure], agencies: str) -> str:
    """Say how much recall differs between ethnic groups."""
    found = lowest_and_highest(measures, agencies)
    if found is None:
        return f"Pairs of {agencies} agencies: fewer than two ethnic groups have any pairs to find."
    low, high = found
    (_, low_at_most), (high_at_least, _) = low.recall_interval or (0, 1), high.recall_interval or (0, 1)
    chance = "do not overlap: chance is unlikely" if low_at_most < high_at_least else "overlap: it may be chance"
    least, most = low.recall or 0, high.recall or 0
    return (
        f"Pairs of {agencies} agencies: recall is lowest for {low.among} ({least:.1%} of {low.true_pairs:,} pairs) and "
        f"highest for {high.among} ({most:.1%} of {high.true_pairs:,}), {100 * (most - least):.1f} points apart; "
        f"their 95% intervals {chance}."
    )


def _load_truth(work: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Create `person_truth` and `incident_truth`: record_id, and a number that records of one person or incident share.

    Raises:
        NoTruth: if there is no such file, or it is not one that the sample wrote.
    """
    if not path.is_file():
        raise NoTruth(f"{path} does not exist; hatecrime sample writes this file of true matches with its deliveries.")
    try:
        work.execute("create or replace temp table truth as from read_csv(?, all_varchar = true)", [str(path)])
        work.execute(_SQL("truth"))
    except duckdb.Error:
        raise NoTruth(f"{path} is not a file of true matches from hatecrime sample; give another --truth.") from None


def _hold_truth_to_records(work: duckdb.DuckDBPyConnection, path: Path) -> None:
    (strange,) = work.execute(_SQL("records_without_truth")).fetchone() or (0,)
    if strange:
        raise NoTruth(f"{path} does not list {strange:,} of the records, so it is for other deliveries; give theirs.")
