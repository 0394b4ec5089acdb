"""Who the victims of the recorded hate crimes are, and what they say to the police.

Here: persons with the ages, sexes and origins that the report counts, including repeat victims, and which of these each
gives. Not here: what is written down about them, and victims of other crime (police/victims.py).
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Flags, Integers, Stream, apportion
from pipelines.sample.county.districts import DISTRICTS
from pipelines.sample.county.people.ages import AGE_BANDS, band_of, full_years
from pipelines.sample.county.people.population import Population
from pipelines.sample.county.targets import (
    OTHER_SEX_VICTIMS,
    RECORDS_BY_VICTIMS,
    REPORT_YEAR,
    VICTIMS_BY_AGE,
    VICTIMS_BY_ETHNICITY,
)

VICTIM_AGAIN = 25  # of a hundred, if an earlier victim has the same place, sex, age and origin
UNTOLD = ((False, True), (True, False), (False, False))  # birth and sex, for those who do not give both
LIVES_ELSEWHERE = 12  # of a hundred


def hate_victims(seed: int, county: int, records: pd.DataFrame, population: Population) -> pd.DataFrame:
    """Return the victims of hate records, and settle them in the population.

    One row for each victim of a record: record (row of `records`), victim_no, person_no, sex, band, ethnicity,
    tells_birth, tells_sex, tells_ethnicity. In the report's year, as many give these as the report says
    (targets.py).
    """
    rng = Stream(seed, county, "hate victims")
    in_year = records.month.between(REPORT_YEAR.start, REPORT_YEAR.stop - 1).to_numpy()
    per_record = np.repeat(list(RECORDS_BY_VICTIMS), list(RECORDS_BY_VICTIMS.values()))
    victims = per_record[rng.below(len(per_record), len(records))]
    victims[in_year] = per_record[rng.order(len(per_record))]
    slots = pd.DataFrame({"record": np.repeat(np.arange(len(records)), victims)})
    slots["victim_no"] = slots.groupby("record").cumcount() + 1
    racist = records.markers.str.contains("RM").to_numpy(bool)[slots.record]
    of_year = in_year[slots.record]
    size = int(of_year.sum())
    ages, origins = _report_year_ages(size), _report_year_origins(size)
    described = []
    for these in (np.flatnonzero(of_year), np.flatnonzero(~of_year)):
        # The year's victims are all described, each once; those around it are drawn from the year's descriptions.
        drawn = [rng.order(size) if len(these) == size else rng.below(size, len(these)) for _ in range(2)]
        placed = _place(origins.iloc[drawn[1]], racist[these], rng)
        described.append(pd.concat([ages.iloc[drawn[0]].set_axis(these), placed.set_axis(these)], axis=1))
    slots = pd.concat([slots, pd.concat(described)], axis=1)
    slots["person_no"] = _persons(slots, records, population, rng)
    return slots


def _report_year_ages(victims: int) -> pd.DataFrame:
    """Return sex and age band of each of the year's victims: those who give both, then those who do not."""
    rows: list[tuple[str, int, bool, bool]] = []
    cells = [(sex, band) for sex in VICTIMS_BY_AGE for band in range(len(AGE_BANDS))]
    counts = [count for by_band in VICTIMS_BY_AGE.values() for count in by_band]
    silent = apportion(counts, victims - sum(counts) - OTHER_SEX_VICTIMS)
    for (sex, band), telling, not_telling in zip(cells, counts, silent, strict=True):
        rows += [(sex, band, True, True)] * telling
        rows += [(sex, band, *UNTOLD[at % len(UNTOLD)]) for at in range(not_telling)]
    rows += [("Other", 1 + at % 4, True, True) for at in range(OTHER_SEX_VICTIMS)]
    return pd.DataFrame(rows, columns=["sex", "band", "tells_birth", "tells_sex"])


def _report_year_origins(victims: int) -> pd.DataFrame:
    rows = [(group, True) for group, count in VICTIMS_BY_ETHNICITY.items() for _ in range(count)]
    silent = apportion(list(VICTIMS_BY_ETHNICITY.values()), victims - len(rows))
    rows += [(group, False) for group, count in zip(VICTIMS_BY_ETHNICITY, silent, strict=True) for _ in range(count)]
    return pd.DataFrame(rows, columns=["ethnicity", "tells_ethnicity"])


def _place(origins: pd.DataFrame, racist: Flags, rng: Stream) -> pd.DataFrame:
    """Make victims of racist crimes more often belong to a minority."""
    minority = (origins.ethnicity != "White British").to_numpy()
    crimes = np.argsort(racist * 100 + rng.below(150, len(racist)), kind="stable")
    persons = np.argsort(minority * 100 + rng.below(150, len(racist)), kind="stable")
    placed = np.empty(len(racist), dtype=np.int64)
    placed[crimes] = persons
    return origins.iloc[placed]


def _persons(slots: pd.DataFrame, records: pd.DataFrame, population: Population, rng: Stream) -> Integers:
    """Give each slot a person with its sex, age band and origin, sometimes one who was a victim before."""
    aged_on = records.committed_from.fillna(records.recorded_date).dt.date.to_numpy()[slots.record]
    where = records.district.to_numpy()[slots.record]
    again, elsewhere = rng.below(100, len(slots)), rng.below(100, len(slots))
    years, days, homes = (rng.below(2**31, len(slots)).tolist() for _ in range(3))
    last: dict[tuple[str, int, str, str], tuple[int, date, int]] = {}
    settled: list[tuple[str, date, str, str]] = []
    person = np.empty(len(slots), dtype=np.int64)
    described = zip(slots.record, slots.sex, slots.band, slots.ethnicity, where, strict=True)
    for at, (record, sex, band, ethnicity, place) in enumerate(described):
        alike = (sex, band, ethnicity, place)
        before = last.get(alike)
        on = aged_on[at]
        if before and again[at] < VICTIM_AGAIN and before[2] != record and band_of(full_years(before[1], on)) == band:
            person[at], birth = before[0], before[1]
        else:
            low, high = AGE_BANDS[band]
            birth = _born(on, low + years[at] % (high - low + 1), days[at] % 360)
            stranger = elsewhere[at] < LIVES_ELSEWHERE or place == "UNK"
            home = DISTRICTS[homes[at] % len(DISTRICTS)] if stranger else place
            person[at] = len(settled)
            settled.append((sex, birth, ethnicity, home))
        last[alike] = (int(person[at]), birth, record)
    frame = pd.DataFrame(settled, columns=["sex", "birth", "ethnicity", "district"])
    numbers = population.settle(frame.assign(birth=pd.to_datetime(frame.birth).astype("datetime64[s]")))
    return numbers[person]


def _born(on: date, age: int, days: int) -> date:
    """Return a birth date for someone this many years old on a day, and up to 360 days past their birthday."""
    birthday = on - timedelta(days=days + 2)
    return date(birthday.year - age, birthday.month, min(birthday.day, 28))
