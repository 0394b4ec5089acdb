"""What a police delivery held about each record, for the truth (truth/files.py).

Here: what happened to the rows in a month's three tables, and what the sound ones say. Not here: the faults
(faults.py), what was recorded (offences.py, editions.py).
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.sample.county.people.ages import AGE_BANDS, ages_on, bands_of
from pipelines.sample.police.cells import STRANGE_CHANNELS, STRANGE_PREMISES
from pipelines.sample.police.tables import Records
from pipelines.sample.truth.row_outcomes import Fared, fared

REQUIRED = ("recorded_date", "record_type", "offence_title", "district")
BAND_NAMES = np.array(["0-10", *(f"{low}-{high}" for low, high in AGE_BANDS[1:-1]), "71+"], dtype=object)
NOT_ON_ANY_LIST = "UNK"

Tables = Mapping[str, pd.DataFrame]


def held_by_table(records: Records, cells: Tables, rows: Tables) -> dict[str, pd.DataFrame]:
    """Return what one sending of a month's records holds, by table: record_ref, is_sound and what each row says.

    Args:
        records: the records sent.
        cells: the rows of each file as they were written.
        rows: the rows of each file with their faults.
    """
    offences = fared(cells["offences.csv"], rows["offences.csv"], "offence_ref", REQUIRED, ["committed_from"])
    sound = set(offences.ref[offences.is_sound])
    return {
        "offences": offences.held(_said_of_offences(records.offences, rows["offences.csv"])),
        "markers": _markers(records.markers, rows["markers.csv"].iloc[len(cells["markers.csv"]) :], sound),
        "victims": _victims(records, cells["victims.csv"], rows["victims.csv"], offences),
    }


def _said_of_offences(offences: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    def known(column: str, strange: tuple[str, ...] = ()) -> pd.Series:
        return offences[column].mask(rows[column].iloc[: len(offences)].isin(strange)).fillna("Unknown")

    return pd.DataFrame(
        {
            "recorded_date": offences.recorded_date,
            "district_code": offences.district,
            "record_type": offences.record_type,
            "offence_category": offences.offence_title,
            "jsna_area": known("jsna_area"),
            "premises_type": known("premises_type", STRANGE_PREMISES),
            "reporting_channel": known("reporting_channel", STRANGE_CHANNELS),
        }
    )


def _markers(markers: pd.DataFrame, added: pd.DataFrame, sound: set[str]) -> pd.DataFrame:
    """Return the markers sent, and those added by the faults."""
    own = pd.DataFrame({"record_ref": markers.offence_ref, "marker_code": markers.marker_code, "is_sound": True})
    strange = added.marker_code.ne("") & ~added.marker_code.isin(markers.marker_code)
    more = pd.DataFrame(
        {
            "record_ref": added.offence_ref.where(added.marker_code.ne(""), ""),
            "marker_code": added.marker_code.mask(strange, NOT_ON_ANY_LIST),
            "is_sound": ~added.duplicated(["offence_ref", "marker_code"], keep=False),
        }
    )
    both = pd.concat([own, more.drop_duplicates()], ignore_index=True)
    return both.assign(is_sound=both.is_sound & both.record_ref.isin(sound))


def _victims(records: Records, cells: pd.DataFrame, rows: pd.DataFrame, offences: Fared) -> pd.DataFrame:
    """Return the victims sent. Those added by the faults are spoilt, some so that their key can't be read."""
    victims, own = records.victims, rows.iloc[: len(cells)]
    on = records.offences.committed_from.mask(offences.lost.committed_from).fillna(records.offences.recorded_date)
    born = victims.date_of_birth.mask(own.date_of_birth.ne(cells.date_of_birth))
    of_offence = pd.Index(records.offences.offence_ref).get_indexer(victims.offence_ref)
    is_sound = pd.Series(offences.is_sound.to_numpy()[of_offence])
    held = pd.DataFrame(
        {
            "record_ref": victims.offence_ref,
            "victim_no": victims.victim_no.astype(object),
            "is_sound": is_sound,
            "sex": victims.sex.fillna("Unknown"),
            "age_band": _bands(born, on.iloc[of_offence].reset_index(drop=True)),
            "ethnicity": victims.ethnicity.fillna("Unknown"),
        }
    )
    unreadable = ~rows.victim_no.iloc[len(cells) :].str.isdigit()
    more = pd.DataFrame({"record_ref": "", "is_sound": False}, index=range(int(unreadable.sum())))
    return pd.concat([held, more], ignore_index=True)


def _bands(born: pd.Series, on: pd.Series) -> pd.Series:
    """Return the band of each age in full years on a day; Unknown if a date is missing or the birth is later."""
    ages = ages_on(born, on)
    return pd.Series(np.where(ages >= 0, BAND_NAMES[bands_of(ages)], "Unknown"))
