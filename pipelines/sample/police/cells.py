"""How the force's system writes its records into cells.

Here: the text of every cell of the three tables, in the style of one delivery. Not here: what the records are
(offences.py, victims.py), rows and cells that cannot be read (faults.py).
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.people.letters import without_accents
from pipelines.sample.county.reference import ReferenceLists
from pipelines.sample.police.tables import Records
from pipelines.sample.writing.csv_style import CsvStyle
from pipelines.sample.writing.mess import codes, dates, unsaid, untidy

SHARED_CELL = 120  # of a thousand markers: in one cell with the offence's next marker
SURNAME_IN_CAPITALS = 40
NOT_ON_ANY_LIST = 4
STRANGE_PREMISES = ("Allotment", "Canal towpath", "Void property")
STRANGE_CHANNELS = ("Airwave", "Email to SNT")
STRANGE_DISTRICTS = ("Unknown", "Not known", "Not stated", "Cross border")
#: The cell if a victim did not say: nothing, an answer that means Unknown, or a word that no list knows.
SEX_UNTOLD = Weighted({"": 45, "-": 2, "n/a": 2, "NULL": 1, "Unknown": 40, "Not stated": 6, "Not known": 4})
ETHNICITY_UNTOLD = Weighted(
    {"": 46, "-": 1, "n/a": 1, "NULL": 1, "#N/A": 1, "NS": 30, "Unknown": 8, "Not stated": 8, "Not known": 1,
     "Refused": 1, "Prefer not to say": 1, "Kurdish": 1}
)  # fmt: skip


@dataclass(frozen=True)
class Style(CsvStyle):
    """How one delivery is written: the style of its CSV files, and the force's own codes and file names."""

    sex_in_letters: bool = False
    ethnicity_in_codes: bool = False
    file_names: dict[str, str] = field(default_factory=dict)


def offence_cells(records: Records, style: Style, lists: ReferenceLists, rng: Stream) -> pd.DataFrame:
    """Return the rows of offences.csv: the contract's columns, all text."""
    offences, spelt = records.offences, lists.spellings
    others = ("slashes", "short", "words", "timed") if style.dates == "iso" else ("iso", "words")
    district = offences.district.replace(lists.district_names).to_numpy(copy=True)
    outside, unknown = district == "OUT", district == "UNK"
    district = untidy(np.where(outside | unknown, "", district), rng)
    places = Weighted(dict.fromkeys(spelt("district")["OUT"], 1))
    district[outside] = places.draw(rng, int(outside.sum()))
    district[unknown] = Weighted(dict.fromkeys(STRANGE_DISTRICTS, 1)).draw(rng, int(unknown.sum()))
    for at in np.flatnonzero(rng.happens(60, len(district)) & ~outside & ~unknown):
        known = spelt("district").get(offences.district.iloc[at], [district[at]])
        district[at] = rng.one(known)
    cells = {
        "offence_ref": offences.offence_ref.to_numpy(object),
        "recorded_date": dates(offences.recorded_date, style.dates, rng, others),
        "committed_from": dates(offences.committed_from, style.dates, rng, others),
        "committed_to": dates(offences.committed_to, style.dates, rng, others),
        "record_type": codes(offences.record_type, spelt("record_type"), rng),
        "ho_offence_code": unsaid(codes(offences.ho_offence_code, spelt("ho_offence_code"), rng), rng),
        "offence_title": untidy(offences.offence_title.to_numpy(object, copy=True), rng),
        "district": district,
        "jsna_area": unsaid(codes(offences.jsna_area, spelt("jsna_area"), rng), rng),
        "premises_type": _strange(codes(offences.premises_type, spelt("premises_type"), rng), STRANGE_PREMISES, rng),
        "reporting_channel": _strange(
            codes(offences.reporting_channel, spelt("reporting_channel"), rng), STRANGE_CHANNELS, rng
        ),
    }
    return pd.DataFrame(cells, dtype=object)


def marker_cells(records: Records, style: Style, lists: ReferenceLists, rng: Stream) -> pd.DataFrame:
    """Return the rows of markers.csv, some with two of an offence's markers in one cell."""
    markers = records.markers
    others = ("slashes", "timed") if style.dates == "iso" else ("iso",)
    code = codes(markers.marker_code, lists.spellings("marker_code"), rng)
    same_as_next = (markers.offence_ref == markers.offence_ref.shift(-1)).to_numpy()
    shares = rng.happens(SHARED_CELL, len(markers)) & same_as_next
    shares[1:] &= ~shares[:-1]  # no cell holds three
    for at in np.flatnonzero(shares):
        code[at] = code[at].strip() + ("; " if at % 3 else ";") + code[at + 1].strip()
    taken = np.concatenate([[False], shares[:-1]])
    cells = {
        "offence_ref": markers.offence_ref.to_numpy(object),
        "marker_code": code,
        "added_date": dates(markers.added_date, style.dates, rng, others),
    }
    return pd.DataFrame(cells, dtype=object)[~taken].reset_index(drop=True)


def victim_cells(records: Records, style: Style, lists: ReferenceLists, rng: Stream) -> pd.DataFrame:
    """Return the rows of victims.csv."""
    victims, spelt = records.victims, lists.spellings
    born = "slashes" if style.dates in ("short", "timed") else style.dates
    surname = _name(victims.surname, style)
    capitals = rng.happens(SURNAME_IN_CAPITALS, len(surname))
    surname[capitals] = [name.upper() for name in surname[capitals]]
    sex = codes(victims.sex, spelt("sex"), rng)
    if style.sex_in_letters:
        sex = np.array([cell and {"Male": "M", "Female": "F"}.get(cell, cell) for cell in sex], dtype=object)
    ethnicity = codes(victims.ethnicity, spelt("ethnicity"), rng)
    if style.ethnicity_in_codes:
        coded = lists.lookup("ethnicity", "ethnicity", "code")
        ethnicity = np.array([cell and (coded.get(cell) or cell) for cell in ethnicity], dtype=object)
    cells = {
        "offence_ref": victims.offence_ref.to_numpy(object),
        "victim_no": victims.victim_no.astype(str).to_numpy(object),
        "person_ref": unsaid(victims.person_ref.to_numpy(object, copy=True), rng),
        "forename": unsaid(_name(victims.forename, style), rng),
        "surname": surname,
        "date_of_birth": dates(victims.date_of_birth, born, rng, ("iso", "slashes", "words")),
        "postcode": unsaid(untidy(victims.postcode.to_numpy(object, copy=True), rng), rng),
        "sex": unsaid(sex, rng, SEX_UNTOLD),
        "ethnicity": unsaid(ethnicity, rng, ETHNICITY_UNTOLD),
    }
    return pd.DataFrame(cells, dtype=object)


def _strange(cells: Objects, strange: tuple[str, ...], rng: Stream) -> Objects:
    """Put words that no list knows into a few cells, and leave missing ones empty."""
    at = np.flatnonzero(rng.happens(NOT_ON_ANY_LIST, len(cells)))
    cells[at] = np.array(strange, dtype=object)[rng.below(len(strange), len(at))]
    return unsaid(cells, rng)


def _name(names: pd.Series, style: Style) -> Objects:
    """Return names as the delivery's encoding can hold them: Windows-1252 has no ł, so it loses the stroke."""
    written = names.to_numpy(object, copy=True)
    for at, name in enumerate(written):
        if isinstance(name, str) and not name.isascii():
            try:
                name.encode(style.encoding)
            except UnicodeEncodeError:
                written[at] = without_accents(name)
    return written
