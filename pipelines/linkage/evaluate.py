"""How well linkage does, where the truth is known: on the synthetic sample alone.

Here: linking anew, and measuring it by agencies, threshold and ethnic group. What is measured are pairs of records of
which anything is told; nothing but counts leaves. How pairs are counted stands in `measures`, how they are drawn in
`evaluation_chart`.
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

#: The records that carry enough to be found by.
LINKABLE = "linkable"


class NoTruth(Exception):
    """There is nothing to measure linkage against."""


def evaluate(work: duckdb.DuckDBPyConnection, agencies: list[Agency], truth: Path) -> list[Measure]:
    """Link anew, as the model and the rule have it and no reviewer, and return what came of it.

    Args:
        work: A connection of `link.in_memory`, with `build` and `vault` attached.
        agencies: Whose records are linked.
        truth: What the sample wrote beside its deliveries.

    Raises:
        NoTruth: if there is none, or it is that of other deliveries.
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
    """Yield a heading, names of columns and rows for what is measured of persons, groups of them, and incidents."""
    for (linked, among), heading in _HEADINGS.items():
        of = [each for each in measures if each.linked == linked and among in (each.among, None)]
        names = [*(["group"] if among is None else []), "agencies", "threshold", "to find", "found", "right"]
        yield (
            heading,
            [*names, "precision", "recall", "95% interval", "F1"],
            [(*([each.among] if among is None else []), *_told(each)) for each in of if each.true_pairs],
        )


_HEADINGS: dict[tuple[str, str | None], str] = {
    (PERSONS, ALL): "Pairs of records of one person",
    (PERSONS_BY_GROUP, None): "The same by ethnic group, at the central threshold",
    (INCIDENTS, LINKABLE): "Pairs of records of one incident, both linkable",
    (INCIDENTS, ALL): "Pairs of records of one incident, linkable or not",
}


def _told(measure: Measure) -> tuple[str, ...]:
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
    """Return the ethnic groups of lowest and of highest recall; None where no two have pairs to be found."""
    known = [each for each in ethnic_groups(measures, agencies) if each.true_pairs and each.among != UNKNOWN]
    ordered = sorted(known, key=lambda each: each.recall or 0)
    return (ordered[0], ordered[-1]) if len(ordered) > 1 else None


def finding(measures: list[Measure], agencies: str) -> str:
    """Say how far the ethnic groups' recall lies apart."""
    found = lowest_and_highest(measures, agencies)
    if found is None:
        return f"Pairs of {agencies} agencies: no two ethnic groups have any to be found."
    low, high = found
    (_, low_at_most), (high_at_least, _) = low.recall_interval or (0, 1), high.recall_interval or (0, 1)
    chance = "do not overlap: hardly chance" if low_at_most < high_at_least else "overlap: it may be chance"
    least, most = low.recall or 0, high.recall or 0
    return (
        f"Pairs of {agencies} agencies: recall is lowest for {low.among} ({least:.1%} of {low.true_pairs:,} pairs) and "
        f"highest for {high.among} ({most:.1%} of {high.true_pairs:,}), {100 * (most - least):.1f} points apart; "
        f"their 95% intervals {chance}."
    )


def _load_truth(work: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Create `person_truth` and `incident_truth`: record_id, and a number that is the same where what it is of is."""
    if not path.is_file():
        raise NoTruth(f"{path} is not there; only what hatecrime sample writes has a truth to be measured against.")
    try:
        work.execute("create or replace temp table truth as from read_csv(?, all_varchar = true)", [str(path)])
        work.execute(_SQL("truth"))
    except duckdb.Error:
        raise NoTruth(f"{path} is not a truth that hatecrime sample wrote.") from None


def _hold_truth_to_records(work: duckdb.DuckDBPyConnection, path: Path) -> None:
    (strange,) = work.execute(_SQL("records_without_truth")).fetchone() or (0,)
    if strange:
        raise NoTruth(f"{path} does not know {strange:,} of the records: it is the truth of other deliveries.")
