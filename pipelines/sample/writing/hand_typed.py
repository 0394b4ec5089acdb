"""What people type by hand, into a workbook or a web form.

Here: dates as cells and text, police references, places, several words in one cell, each in the ways people write them.
Not here: what they mean to say, and how a system exports what it holds (mess.py).
"""

from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.reference import ReferenceLists
from pipelines.sample.writing.mess import date_text

TYPED_DATES = Weighted({"cell": 72, "serial": 8, "slashes": 10, "words": 6, "iso": 4})
TYPED_REFS = Weighted({0: 30, 1: 22, 2: 16, 3: 16, 4: 8, 5: 8})
#: The separators between several words in one cell.
BETWEEN = (" and ", "; ", " / ", ", ")
#: What a cell holds if nothing was said.
UNTOLD = Weighted({"": 5, "Not stated": 3, "n/a": 1})
#: Towns people name, by district: those in `town.csv`, the larger ones more often. No list has those for UNK.
TOWNS = {
    "E07000218": Weighted({"Atherstone": 5, "Coleshill": 3, "Polesworth": 2}),
    "E07000219": Weighted({"Nuneaton": 7, "Bedworth": 3}),
    "E07000220": Weighted({"Rugby": 1}),
    "E07000221": Weighted(
        {"Stratford-upon-Avon": 4, "Stratford": 3, "Alcester": 1, "Southam": 2, "Shipston-on-Stour": 1}
    ),
    "E07000222": Weighted(
        {"Leamington Spa": 5, "Leamington": 3, "Royal Leamington Spa": 1, "Warwick": 3, "Kenilworth": 2}
    ),
    "UNK": Weighted({"Not known": 1, "Bulkington": 1}),
}
_EXCEL_BEGAN = date(1899, 12, 30)


def typed_dates(days: pd.Series, rng: Stream, *, as_text: bool = False) -> Objects:
    """Type dates into a workbook as date cells, serial numbers or text (`as_text`: text only); None if missing."""
    ways = TYPED_DATES.draw(rng, len(days))
    cells = np.full(len(days), None, dtype=object)
    for at, day in enumerate(days.to_numpy("datetime64[D]")):
        if np.isnat(day):
            continue
        way = "slashes" if as_text and ways[at] in ("cell", "serial") else ways[at]
        if way == "cell":
            cells[at] = datetime.combine(day.item(), time())
        else:
            cells[at] = (day.item() - _EXCEL_BEGAN).days if way == "serial" else date_text(day.item(), way)
    return cells


def typed_refs(refs: "pd.Series | Objects", rng: Stream) -> Objects:
    """Type police references; None if missing."""
    ways = TYPED_REFS.draw(rng, len(refs))
    return np.array([_ref(ref, way) for ref, way in zip(refs, ways, strict=True)], dtype=object)


def _ref(ref: object, way: int) -> str | None:
    if not isinstance(ref, str):
        return None
    prefix, serial, year = ref.split("/")
    ways = (
        ref,
        f"{prefix}-{serial}-{year}",
        f"Crime {ref}",
        f"{prefix}{serial}/{year}",
        f" {ref.lower()}",
        f"crime no. {ref}",
    )
    return ways[way]


def typed_districts(districts: pd.Series, lists: ReferenceLists, rng: Stream, otherwise: int) -> Objects:
    """Type districts by name, this many in a thousand in another spelling from `aliases.csv`."""
    names = lists.district_names | {"OUT": "Coventry", "UNK": "Not known"}
    typed = districts.map(names).to_numpy(object, copy=True)
    for at in np.flatnonzero(rng.happens(otherwise, len(typed))):
        known = lists.spellings("district").get(districts.iloc[at], [typed[at]])
        typed[at] = rng.one(known)
    return typed


def typed_towns(districts: pd.Series, lists: ReferenceLists, rng: Stream, otherwise: int) -> Objects:
    """Type a town in each district; for this many in a thousand, the district itself in any spelling."""
    typed = typed_districts(districts, lists, rng, 1000)
    for code, towns in TOWNS.items():
        here = (districts == code).to_numpy() & ~rng.happens(otherwise, len(typed))
        typed[here] = towns.draw(rng, int(here.sum()))
    return typed


def sheet_rows(rows: pd.DataFrame, blank_row_after: int | None = None) -> list[list[Any]]:
    """Return rows as the lines of a sheet, None if missing, with a blank line after one of them."""
    lines: list[list[Any]] = []
    for at, row in enumerate(rows.itertuples(index=False)):
        lines.append([None if pd.isna(cell) else cell for cell in row])
        if at == blank_row_after:
            lines.append([])
    return lines
