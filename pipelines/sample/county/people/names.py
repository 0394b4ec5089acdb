"""Names by community, from Faker's lists of many countries.

Here: which names people in an ethnic group have, and drawing them. Not here: who the people are (population.py), how
their names are misspelt (mistakes.py), whose names must not appear (real_people.py). Faker's lists are used as data.
Its generators are not used, because drawing a county one column at a time is faster.
"""

from dataclasses import dataclass
from importlib import import_module

import numpy as np

from pipelines.sample.county.chance import Integers, Objects, Weighted
from pipelines.sample.county.people import name_lists as typed
from pipelines.sample.county.people.real_people import is_real


@dataclass(frozen=True)
class Community:
    """People who take their names from the same lists."""

    men: Weighted
    women: Weighted
    men_surnames: Weighted
    women_surnames: Weighted


def _latin(name: str) -> bool:
    return len(name) > 1 and all(letter < "\u0250" and (letter.isalpha() or letter in "'- ") for letter in name)


def _even(names: list[str]) -> dict[str, int]:
    return {name: 1000 for name in names if _latin(name)}


def _faker(locale: str, *lists: str, ranked: bool = False) -> dict[str, int]:
    """Return Faker's names for a locale with weights: its own, or falling with rank, or even."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    weights: dict[str, int] = {}
    for listed in lists:
        names = getattr(provider, listed)
        if isinstance(names, dict):
            weights |= {name: max(1, round(weight * 100_000)) for name, weight in names.items() if _latin(name)}
        elif ranked:  # the ten commonest names cover about a seventh of people, as in England
            weights |= {name: 20_000 // (at + 10) for at, name in enumerate(names) if _latin(name)}
        else:
            weights |= _even(list(names))
    return weights


def _locale(locale: str, *, surnames: str = "last_names", ranked: bool = False) -> Community:
    last = Weighted(_faker(locale, surnames, ranked=ranked))
    men = Weighted(_faker(locale, "first_names_male", ranked=ranked))
    women = Weighted(_faker(locale, "first_names_female", ranked=ranked))
    return Community(men, women, last, last)


def _typed(men: list[str], women: list[str], surnames: list[str]) -> Community:
    last = Weighted(_even(surnames))
    return Community(Weighted(_even(men)), Weighted(_even(women)), last, last)


def _polish() -> Community:
    men = _locale("pl_PL", surnames="male_last_names", ranked=True)
    feminine = {}
    for name, weight in _faker("pl_PL", "male_last_names", ranked=True).items():
        feminine[name[:-1] + "a" if name.endswith(("ski", "cki", "dzki")) else name] = weight
    return Community(men.men, men.women, men.men_surnames, Weighted(feminine))


def _punjabi() -> Community:
    forenames = Weighted(_even(typed.PUNJABI_FORENAMES))
    family = _even(typed.PUNJABI_SURNAMES)
    return Community(forenames, forenames, Weighted(family | {"Singh": 7000}), Weighted(family | {"Kaur": 7000}))


def _communities() -> dict[str, Community]:
    english = _locale("en_GB", ranked=True)
    indian = _locale("en_IN")
    romanised = Weighted(_faker("zh_CN", "first_romanized_names"))
    chinese = Weighted(_faker("zh_CN", "last_romanized_names"))
    muslim_men, muslim_women = typed.SOUTH_ASIAN_MUSLIM_MEN, typed.SOUTH_ASIAN_MUSLIM_WOMEN
    return {
        "english": english,
        "irish": _locale("en_IE"),
        "polish": _polish(),
        "romanian": _locale("ro_RO"),
        "portuguese": _locale("pt_PT"),
        "italian": _locale("it_IT"),
        "indian": indian,
        "punjabi": _punjabi(),
        "english and indian": Community(english.men, english.women, indian.men_surnames, indian.women_surnames),
        "pakistani": _typed(muslim_men, muslim_women, typed.PAKISTANI_SURNAMES),
        "bangladeshi": _typed(muslim_men, muslim_women, typed.BANGLADESHI_SURNAMES),
        "chinese": Community(romanised, romanised, chinese, chinese),
        "other asian": _typed(typed.OTHER_ASIAN_MEN, typed.OTHER_ASIAN_WOMEN, typed.OTHER_ASIAN_SURNAMES),
        "yoruba": _locale("yo_NG"),
        "igbo": _locale("ig_NG"),
        "ghanaian": _locale("tw_GH", surnames="last_names_male"),
        "kenyan": _locale("en_KE"),
        "arab": _typed(typed.ARAB_MEN, typed.ARAB_WOMEN, typed.ARAB_SURNAMES),
        "turkish": _locale("tr_TR"),
    }


_COMMUNITIES = _communities()
_AFRICAN = {"yoruba": 3, "igbo": 2, "ghanaian": 3, "kenyan": 2}
#: Which communities' names an ethnic group's people have; a group that is not listed has English names.
_BEARS: dict[str, dict[str, int]] = {
    "White Irish": {"irish": 1},
    "Gypsy or Irish Traveller": {"irish": 1, "english": 1},
    "Any other White background": {"polish": 7, "romanian": 3, "portuguese": 2, "italian": 2, "irish": 1},
    "Mixed White and Black African": {"english": 2, "ghanaian": 1},
    "Mixed White and Asian": {"english": 1, "english and indian": 2},
    "Asian or British Asian Indian": {"indian": 1, "punjabi": 1},
    "Asian or British Asian Pakistani": {"pakistani": 1},
    "Asian or British Asian Bangladeshi": {"bangladeshi": 1},
    "Chinese": {"chinese": 1},
    "Any other Asian background": {"other asian": 3, "pakistani": 1},
    "Black or Black British African": _AFRICAN,
    "Any other Black background": {"english": 1, "ghanaian": 1},
    "Arab": {"arab": 1},
    "Any other ethnic group": {"turkish": 2, "arab": 1, "portuguese": 1},
}


def names(sex: Objects, ethnicity: Objects, tossed: Integers) -> tuple[Objects, Objects, Objects]:
    """Name persons, from their sex, ethnic group and four coins each (rows of `tossed`).

    Returns forenames, surnames, and the surname each would take on marrying. No full name is a real person's.
    """
    english = Weighted({"english": 1})
    community = np.full(len(sex), "english", dtype=object)
    for group in sorted(set(ethnicity)):
        of_group = ethnicity == group
        bears = Weighted(_BEARS[group]) if group in _BEARS else english
        community[of_group] = bears.fall(tossed[0][of_group])
    male = np.where(sex == "Other", tossed[0] % 7 < 3, sex == "Male")
    forename, surname, married = (np.empty(len(sex), dtype=object) for _ in range(3))
    for name in sorted(set(community)):
        lists = _COMMUNITIES[name]
        for is_male in (True, False):
            these = (community == name) & (male == is_male)
            forename[these] = (lists.men if is_male else lists.women).fall(tossed[1][these])
            last = lists.men_surnames if is_male else lists.women_surnames
            surname[these] = last.fall(tossed[2][these])
            married[these] = last.fall(tossed[3][these])
    return forename, _nobody_real(forename, surname), _nobody_real(forename, married)


def _nobody_real(forename: Objects, surname: Objects) -> Objects:
    # No list holds a real person's forename with "Fairweather" for a surname.
    pairs = zip(forename, surname, strict=True)
    return np.array([last if not is_real(first, last) else "Fairweather" for first, last in pairs], dtype=object)
