"""How schools fill in the prejudice-related incident form, and how the form's export writes it.

Here: the text of every cell of incidents.csv, in the style of one delivery. Not here: what the incidents are
(records.py), rows that cannot be read (faults.py).
"""

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.reference import ReferenceLists, Spellings
from pipelines.sample.writing.csv_style import CsvStyle
from pipelines.sample.writing.mess import MISSING, codes, date_text, dates, unsaid, untidy

#: The contract's columns in order, and the list in `aliases.csv` for those that hold one code.
COLUMNS = {
    "incident_id": "",
    "submitted_at": "",
    "school_urn": "",
    "incident_date": "",
    "incident_type": "",
    "nature": "",
    "time_of_day": "time_of_day",
    "place": "school_place",
    "victim_role": "school_role",
    "perpetrator_role": "school_role",
    "victim_gender": "sex",
    "perpetrator_gender": "sex",
    "victim_ethnicity": "ethnicity",
    "perpetrator_ethnicity": "ethnicity",
    "victim_year_group": "year_group",
    "perpetrator_year_group": "year_group",
    "actions": "",
    "victim_outcome": "outcome",
    "perpetrator_outcome": "outcome",
    "description": "",
}
SEVERAL = {"incident_type": "strand", "nature": "nature", "actions": "action"}
BETWEEN = Weighted({"; ": 40, ";": 25, ", ": 12, " / ": 8, "/": 5, " and ": 10})
OTHER_SPELLING = 220  # of a thousand codes: every school has its own words
ENDS_IN_SEPARATOR = 60
#: The cell if nothing is given: nothing, or an answer that means Unknown.
UNTOLD = Weighted({"": 60, "-": 4, "n/a": 4, "NULL": 2, "Not known": 14, "Not stated": 8, "Prefer not to say": 8})
#: Words that no list knows, and how many codes in a thousand they replace.
NOT_ON_ANY_LIST = {
    "time_of_day": "Assembly",
    "place": "Forest school",
    "perpetrator_role": "Governor",
    "victim_year_group": "Mixed class",
}
STRANGE = 25


def incident_cells(incidents: pd.DataFrame, style: CsvStyle, lists: ReferenceLists, rng: Stream) -> pd.DataFrame:
    """Return the rows of incidents.csv, all text."""
    others = ("slashes", "short", "words") if style.dates == "iso" else ("iso", "words")
    cells: dict[str, Objects] = {
        "incident_id": incidents.incident_id.to_numpy(object),
        "submitted_at": _moments(incidents.submitted_at, style),
        "school_urn": incidents.school_urn.to_numpy(object),
        "incident_date": dates(incidents.incident_date, style.dates, rng, others),
        "description": unsaid(incidents.description.to_numpy(object, copy=True), rng),
    }
    for column, listed in SEVERAL.items():
        cells[column] = unsaid(_several(incidents[column], lists.spellings(listed), rng), rng)
    for column, listed in COLUMNS.items():
        if listed:
            answers = MISSING if listed == "year_group" else UNTOLD
            written = codes(incidents[column], lists.spellings(listed), rng, OTHER_SPELLING)
            if column in NOT_ON_ANY_LIST:
                written[rng.happens(STRANGE, len(written))] = NOT_ON_ANY_LIST[column]
            cells[column] = unsaid(written, rng, answers)
    return pd.DataFrame({column: cells[column] for column in COLUMNS}, dtype=object)


def _moments(moments: pd.Series, style: CsvStyle) -> Objects:
    way = "slashes" if style.dates == "short" else style.dates
    return np.array([f"{date_text(at.date(), way)} {at:%H:%M:%S}" for at in moments], dtype=object)


def _several(values: pd.Series, spellings: Spellings, rng: Stream) -> Objects:
    """Write several codes in one cell, with the separators and words that schools use; None if missing."""
    written = np.full(len(values), None, dtype=object)
    between = BETWEEN.draw(rng, len(values))
    trails = rng.happens(ENDS_IN_SEPARATOR, len(values))
    for at, value in enumerate(values):
        if isinstance(value, str):
            parts = [_word(part, spellings, rng) for part in value.split(";")]
            written[at] = between[at].join(parts) + (";" if trails[at] else "")
    return untidy(written, rng)


def _word(part: str, spellings: Spellings, rng: Stream) -> str:
    """Return a code in the form's own word (the first in its list) or another; a word on no list stays as it is."""
    known = spellings.get(part, [part])
    return rng.one(known) if rng.happens(OTHER_SPELLING, 1)[0] else known[0]
