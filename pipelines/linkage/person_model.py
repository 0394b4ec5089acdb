"""The person model, which says how likely two records are one person: its comparisons, blocking and trained weights.

Here: the comparisons of Fellegi and Sunter's model, for Splink, and the file that holds the trained model. `train`
trains it, and `persons` uses it.

A record without names, such as EQuIP's, is compared by initials, year of birth and outward postcode. A pair that has a
full value is not also compared by a part of that value, or the same evidence would count twice.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import splink.comparison_level_library as levels
from splink import SettingsCreator, block_on
from splink.comparison_library import CustomComparison

MODEL_FILE = Path(__file__).with_name("person_model.json")

#: Match weights (log2 of the odds) from which a pair is doubtful, accepted as one person, and certain.
LOW, CENTRAL, HIGH = -2.0, 4.0, 8.0

#: Pairs lighter than this are not kept. It is low, as pairs with one day and district may still be one incident.
KEPT = -10.0


@dataclass(frozen=True)
class Model:
    """A trained model: its version, and Splink's settings with the weights in them.

    `matches_per_record` is the mean number of other records of the same person that a record has. The prior follows
    from that and the number of records: the odds that two random records match fall as records are added.
    """

    version: str
    matches_per_record: float
    settings: dict[str, Any]


def read_model(path: Path = MODEL_FILE) -> Model:
    """Return the project's own model."""
    return Model(**json.loads(path.read_text(encoding="utf-8")))


def write_model(model: Model, path: Path = MODEL_FILE) -> None:
    """Write a model where `read_model` finds it."""
    path.write_text(json.dumps(vars(model), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def settings_for(model: Model, records: int) -> dict[str, Any]:
    """Return Splink's settings, with the prior for this number of records."""
    pairs_per_record = max(records - 1, 1) / 2
    prior = min(model.matches_per_record / pairs_per_record, 0.5)
    return {**model.settings, "probability_two_random_records_match": prior}


def untrained() -> SettingsCreator:
    """Return what is compared and blocked on, without weights."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=_comparisons(),
        blocking_rules_to_generate_predictions=_blocking(),
        retain_intermediate_calculation_columns=True,  # the weights of names and birth date show who may be kin
        retain_matching_columns=False,
    )


def _blocking() -> list[Any]:
    """Return what two records must share to be compared: each rule allows for other faults, and none yields many."""
    overlap = (
        "l.district_code = r.district_code and l.incident_from <= r.incident_to and r.incident_from <= l.incident_to"
        " and l.is_hate and r.is_hate"
    )
    return [
        block_on("person_ref"),
        block_on("birth_date", "surname_sound"),
        block_on("birth_date", "forename_sound"),
        block_on("birth_date", "left(surname, 1)"),
        block_on("birth_date", "left(forename, 1)"),
        block_on("birth_date", "postcode"),
        block_on("birth_year", "postcode"),
        block_on("postcode", "forename_sound"),
        block_on("postcode", "surname_sound"),
        block_on("forename_sound", "surname_sound", "birth_year"),
        block_on("forename_sound", "surname_sound", "outward"),
        *(
            f"l.{name} = r.{name} and {shared} and (l.birth_date is null or r.birth_date is null)"
            for name, shared in (
                ("forename", "l.surname = r.surname"),
                ("forename", "left(l.surname, 1) = left(r.surname, 1) and l.outward = r.outward"),
                ("surname", "left(l.forename, 1) = left(r.forename, 1) and l.outward = r.outward"),
            )
        ),
        *(
            f"{one}.{name} = {other}.{its} and {shared}"
            for one, other in (("l", "r"), ("r", "l"))
            for name, its, shared in (
                ("forename_sound", "surname_sound", "l.birth_date = r.birth_date"),
                ("forename_sound", "surname_sound", "l.postcode = r.postcode"),
                ("initials_alone", "initials", "l.birth_year = r.birth_year"),
                ("initials_alone", "initials", overlap),
            )
        ),
    ]


def _comparisons() -> list[Any]:
    return [
        _comparison(
            "forename",
            levels.NullLevel("forename"),
            levels.ExactMatchLevel("forename", term_frequency_adjustments=True),
            _level(
                "list_contains(forename_forms_l, forename_r) or list_contains(forename_forms_r, forename_l)",
                "another form",
            ),
            _level(_close("forename_l", "forename_r"), "one letter, or much alike"),
            _level("forename_sound_l = forename_sound_r", "sounds the same"),
            *_swapped("forename", "surname"),
            levels.ElseLevel(),
        ),
        _comparison(
            "surname",
            levels.NullLevel("surname"),
            levels.ExactMatchLevel("surname", term_frequency_adjustments=True),
            _level(_close("surname_l", "surname_r"), "one letter, or much alike"),
            _level("surname_sound_l = surname_sound_r", "sounds the same"),
            *_swapped("surname", "forename"),
            levels.ElseLevel(),
        ),
        _comparison(
            "birth_date",
            levels.NullLevel("birth_date"),
            levels.ExactMatchLevel("birth_date"),
            _level(turned("birth_date_l", "birth_date_r"), "day and month swapped"),
            _level(one_digit("birth_date_l", "birth_date_r"), "one digit, or a year or ten out"),
            _level("year(birth_date_l) = year(birth_date_r)", "same year"),
            levels.ElseLevel(),
        ),
        _comparison(
            "postcode",
            levels.NullLevel("postcode"),
            levels.ExactMatchLevel("postcode"),
            _level("damerau_levenshtein(postcode_l, postcode_r) <= 1", "one letter"),
            _level("outward_l = outward_r", "same first part"),
            levels.ElseLevel(),
        ),
        _comparison(
            "initials",
            _nothing("initials_l is null or initials_r is null or (surname_l is not null and surname_r is not null)"),
            _level("initials_l = initials_r", "same"),
            _level("initials_l = reverse(initials_r)", "swapped"),
            levels.ElseLevel(),
        ),
        _comparison(
            "birth_year",
            _nothing(
                "birth_year_l is null or birth_year_r is null"
                " or (birth_date_l is not null and birth_date_r is not null)"
            ),
            _level("birth_year_l = birth_year_r", "same"),
            _level("abs(birth_year_l - birth_year_r) in (1, 10)", "one digit"),
            levels.ElseLevel(),
        ),
        _comparison(
            "outward",
            _nothing("outward_l is null or outward_r is null or (postcode_l is not null and postcode_r is not null)"),
            _level("outward_l = outward_r", "same"),
            levels.ElseLevel(),
        ),
        _comparison("sex", levels.NullLevel("sex"), levels.ExactMatchLevel("sex"), levels.ElseLevel()),
        _comparison(
            "ethnicity",
            levels.NullLevel("ethnicity"),
            levels.ExactMatchLevel("ethnicity", term_frequency_adjustments=True),
            levels.ElseLevel(),
        ),
        _comparison(
            "person_ref", levels.NullLevel("person_ref"), levels.ExactMatchLevel("person_ref"), levels.ElseLevel()
        ),
    ]


def turned(left: str, right: str) -> str:
    """Return SQL for two dates that differ because day and month are swapped."""
    return f"year({left}) = year({right}) and month({left}) = day({right}) and day({left}) = month({right})"


def one_digit(left: str, right: str) -> str:
    """Return SQL for two dates that differ by one digit, by two swapped digits, or by a year or ten."""
    written = (f"strftime({date}, '%Y%m%d')" for date in (left, right))
    birthday = f"month({left}) = month({right}) and day({left}) = day({right})"
    years_out = f"{birthday} and abs(year({left}) - year({right})) in (1, 10)"
    return f"damerau_levenshtein({', '.join(written)}) <= 1 or ({years_out})"


def _comparison(name: str, *compared: Any) -> CustomComparison:
    return CustomComparison(output_column_name=name, comparison_levels=list(compared))


def _level(condition: str, label: str) -> Any:
    return levels.CustomLevel(condition, label_for_charts=label)


def _nothing(condition: str) -> Any:
    """Return the level of pairs about which this comparison says nothing."""
    return levels.CustomLevel(condition, label_for_charts="nothing to compare").configure(is_null_level=True)


def _close(left: str, right: str) -> str:
    return f"(damerau_levenshtein({left}, {right}) <= 1 or jaro_winkler_similarity({left}, {right}) >= 0.9)"


def _swapped(name: str, other: str) -> list[Any]:
    """Return the levels of a name that is in the other's place: both names swapped, or only this one."""
    this, that = _close(f"{name}_l", f"{other}_r"), _close(f"{other}_l", f"{name}_r")
    return [_level(f"{this} and {that}", "names swapped"), _level(this, f"written as the {other}")]
