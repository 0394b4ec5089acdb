"""Ages in full years, and the bands that the report counts them in.

Here: how old somebody is on a day, and in which band. Not here: how many victims are in each (county/targets.py).
"""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers

AGE_BANDS = ((4, 10), (11, 20), (21, 30), (31, 40), (41, 50), (51, 60), (61, 70), (71, 88))
_HIGHEST = np.array([high for _, high in AGE_BANDS[:-1]])


def full_years(birth: date, on: date) -> int:
    """Return the full years of age on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def band_of(age: int) -> int:
    """Return the position in AGE_BANDS of an age."""
    return int(np.searchsorted(_HIGHEST, age))


def ages_on(birth: pd.Series, day: pd.Series) -> pd.Series:
    """Return full years of age on a day; missing if either date is missing."""
    before_birthday = (day.dt.month < birth.dt.month) | ((day.dt.month == birth.dt.month) & (day.dt.day < birth.dt.day))
    return day.dt.year - birth.dt.year - before_birthday.astype(int)


def bands_of(ages: pd.Series) -> Integers:
    """Return the position in AGE_BANDS of each age, 0 if it is missing."""
    return np.searchsorted(_HIGHEST, ages.fillna(-1))
