"""The current records from the deliveries that arrived, each as last held in a sound row.

Here: reading the folder beside the truth (pipelines/sample/truth/files.py), and the rules in docs/contracts/README.md
on what a delivery means. Not here: which months are covered (coverage.py).
"""

from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path

import pandas as pd

REFERENCE = Path(__file__).parents[2] / "raw" / "reference"

#: What each agency's deliveries hold: the table's key, and its other columns.
TABLES = {
    "police__offences": (
        ["record_ref"],
        ["recorded_date", "district_code", "record_type", "offence_category", "jsna_area", "premises_type",
         "reporting_channel"],
    ),
    "police__markers": (["record_ref", "marker_code"], []),
    "police__victims": (["record_ref", "victim_no"], ["sex", "age_band", "ethnicity"]),
    "victim_support__cases": (
        ["record_ref"], ["recorded_date", "district_code", "strands", "referral_source", "cites"]
    ),
    "equip__casework": (
        ["record_ref"], ["recorded_date", "district_code", "strands", "is_hate", "role", "reported_to_police"]
    ),
    "report_hate_now__reports": (["record_ref"], ["recorded_date", "district_code", "reporter", "cites"]),
    "schools__incidents": (
        ["record_ref"],
        ["recorded_date", "district_code", "strands", "actions", "victim_outcome", "perpetrator_outcome"],
    ),
    "victim_survey__responses": (
        ["record_ref"], ["recorded_date", "ease_of_contact", "actions", "follow_up", "treatment", "whole_experience"]
    ),
    "police_uk__street": (["record_ref"], ["recorded_date", "district_code", "crime_type"]),
}  # fmt: skip
#: Agencies whose deliveries restate every record of the days they state.
RESTATING = ("police", "victim_support", "equip", "police_uk")


@cache
def reference(name: str) -> pd.DataFrame:
    """Return a reference list, every cell text."""
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


def month_of(days: pd.Series) -> pd.Series:
    """Return the first day of the month of each day."""
    return days.dt.to_period("M").dt.to_timestamp()


@dataclass(frozen=True)
class Told:
    """What was sent: `sent` has a row for each delivery (or file in one); `held`, by table, for each record in each.

    `stands` has the current records, by table; those of the police are marked as hate or not.
    """

    sent: pd.DataFrame
    held: dict[str, pd.DataFrame]
    stands: dict[str, pd.DataFrame]


def read_told(truth: Path) -> Told:
    """Read what was sent from the folder beside the truth file."""
    folder = truth.with_name(f"{truth.stem}_deliveries")
    sent = _dated(pd.read_csv(folder / "delivery.csv"), "delivery_date", "covers_from", "covers_to")
    held = {name: _held(folder / f"{name}.csv", *columns) for name, columns in TABLES.items()}
    newest = {name: _newest(rows, TABLES[name][0]) for name, rows in held.items()}
    recorded = newest["police__offences"].set_index("record_ref").recorded_date
    stands = {}
    for name, rows in newest.items():
        # The day of a marker or a victim is the day of its record.
        days = rows.get("recorded_date", recorded.reindex(rows.record_ref).set_axis(rows.index))
        withdrawing = _withdrawing(name.partition("__")[0], sent, held)
        is_still_held = _is_still_held(rows, held[name], TABLES[name][0], days, withdrawing)
        stands[name] = rows[is_still_held].reset_index(drop=True)
    _mark(stands)
    return Told(sent, held, stands)


def _dated(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return rows.assign(**{column: pd.to_datetime(rows[column]).astype("datetime64[s]") for column in columns})


def _held(path: Path, key: list[str], says: list[str]) -> pd.DataFrame:
    columns = ["delivery_date", *key, "is_sound", *says]
    rows = pd.read_csv(path, dtype=object, keep_default_na=False) if path.exists() else pd.DataFrame(columns=columns)
    rows = _dated(rows[columns], *(column for column in columns if column.endswith("_date")))
    return rows.assign(**{column: rows[column] == "true" for column in columns if column.startswith("is_")})


def _newest(held: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return for each record what the newest delivery with a sound row says."""
    sound = held[held.is_sound].sort_values("delivery_date", kind="stable")
    return sound.drop_duplicates(key, keep="last").reset_index(drop=True)


def _withdrawing(agency: str, sent: pd.DataFrame, held: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the deliveries, with the days they state, that withdraw records missing from them.

    A delivery with a spoilt row whose key can't be read withdraws nothing: that row may be any record.
    """
    own = sent[(sent.agency == agency) & ~sent.is_refused & (agency in RESTATING)]
    tables = (rows for name, rows in held.items() if name.partition("__")[0] == agency)
    unsure = pd.concat(rows.delivery_date[rows.record_ref == ""] for rows in tables)
    return own[~own.delivery_date.isin(unsure)]


def _is_still_held(
    newest: pd.DataFrame, held: pd.DataFrame, key: list[str], days: pd.Series, withdrawing: pd.DataFrame
) -> pd.Series:
    """Return for each record whether every later delivery that states its day holds it, even in a spoilt row."""
    names, all_names = (
        reduce(lambda one, other: one + "|" + other, (rows[part] for part in key)) for rows in (newest, held)
    )
    stands = pd.Series(True, index=newest.index)
    for delivery in withdrawing.itertuples():
        due = (newest.delivery_date < delivery.delivery_date) & days.between(delivery.covers_from, delivery.covers_to)
        stands[due] &= names[due].isin(all_names[held.delivery_date == delivery.delivery_date])
    return stands


def _mark(stands: dict[str, pd.DataFrame]) -> None:
    """Mark which of the police's records are hate: those with a hate marker."""
    markers = reference("interest_marker")
    hate = markers.marker_code[markers.is_hate_marker == "true"]
    marked = stands["police__markers"]
    offences = stands["police__offences"]
    is_hate = offences.record_ref.isin(marked.record_ref[marked.marker_code.isin(hate)])
    stands["police__offences"] = offences.assign(is_hate=is_hate)
