"""Columns and code lists that several agencies share.

Here: the types of parsed columns, the kinds of cell that a contract can name, and the rules shared by more than one
agency. A rule for one agency belongs in that agency's own module.
"""

from typing import Annotated, Any

import pandas as pd
import pandera.pandas as pa
import pyarrow

Text = Annotated[pd.ArrowDtype, pyarrow.string()]
Day = Annotated[pd.ArrowDtype, pyarrow.date32()]
Number = Annotated[pd.ArrowDtype, pyarrow.int64()]
Decimal = Annotated[pd.ArrowDtype, pyarrow.float64()]
Flag = Annotated[pd.ArrowDtype, pyarrow.bool_()]
Several = Annotated[pd.ArrowDtype, pyarrow.list_(pyarrow.string())]

#: Two letters or digits, one to six digits, a two-digit year (docs/contracts/police.md, "offences.csv").
OFFENCE_REF = r"^[A-Z0-9]{2}/[0-9]{1,6}/[0-9]{2}$"

_LIKE_OFFENCE_REF = {"str_matches": OFFENCE_REF, "description": "a crime reference like 23/10482/17"}

#: Answers that a sender may give instead of a code: they mean Unknown, not missing (docs/contracts/README.md,
#: "Reading cells").
UNKNOWN_ANSWERS = ("Unknown", "Not stated", "Refused", "Not known", "Prefer not to say")

#: The lists with fixed codes, because rules and SQL name them: `aliases.csv` may add spellings, not codes.
FIXED_CODES = {
    "record_type": ("Offence", "Crimed incident"),
    "sex": ("Male", "Female", "Other"),
    "role": ("Victim", "Witness"),
    "answer": ("Yes", "No"),
    "outcome": ("Good", "Satisfactory", "Unsatisfactory"),
    "routed_to": ("police", "equip"),
    "reporter": ("Victim", "Witness", "Agency"),
    "survey_answer": (
        "Completely satisfied",
        "Very satisfied",
        "Fairly satisfied",
        "Neither",
        "Fairly dissatisfied",
        "Very dissatisfied",
        "Completely dissatisfied",
        "Not applicable",
    ),
}

#: The Unknown member of lists whose members are codes; in every other list it is the word Unknown.
UNKNOWN_CODES = {
    "district": "UNK",
    "marker_code": "UNK",
    "strand": "unknown",
    "ho_offence_code": "UNK",
    "school": "UNK",
    "routed_to": "unknown",
}
UNKNOWN = "Unknown"

#: The age bands of the 2017 report, in completed years.
AGE_BANDS = ("0-10", "11-20", "21-30", "31-40", "41-50", "51-60", "61-70", "71+")


#: Excel reads 11-20 as November 2020, and leaves 11 to 20 alone.
_BANDS_TO_WRITE = ", ".join(band.replace("-", " to ") for band in AGE_BANDS)


def unknown_member(codes: str) -> str:
    """Return the Unknown member of a list of codes."""
    return UNKNOWN_CODES.get(codes, UNKNOWN)


def _field(reads: str, required: bool, aliases: tuple[str, ...], rules: dict[str, Any], **how: Any) -> Any:
    # `description` says what the rules require: the sender reads the fault as "is not <description>".
    return pa.Field(nullable=not required, metadata={"reads": reads, "aliases": aliases, **how}, **rules)


def text(*aliases: str, required: bool = False, identity: bool = False, **rules: Any) -> Any:
    """A cell read as it is, trimmed and with its spaces folded."""
    return _field("text", required, aliases, rules, identity=identity)


def free_text(*aliases: str) -> Any:
    """A cell that is not read: it is dropped at landing."""
    return _field("text", False, aliases, {}, free_text=True)


def day(*aliases: str, required: bool = False, **rules: Any) -> Any:
    """A date, not after the delivery date and not before 1 January 2000."""
    return _field("day", required, aliases, rules)


def birth_date(*aliases: str) -> Any:
    """A date of birth: identity, not after the delivery date and not before 1 January 1900."""
    return _field("birth_date", False, aliases, {}, identity=True)


def month(*aliases: str, required: bool = False) -> Any:
    """A month, read as its first day: `Apr-15`, `2015-04` or any date in the month."""
    return _field("month", required, aliases, {})


def age_band() -> Any:
    """An age band of the 2017 report, as `11-20`, `11 to 20` or what Excel makes of `11-20`."""
    return _field("age_band", True, (), {"isin": AGE_BANDS, "description": f"one of {_BANDS_TO_WRITE}"})


def birth_year(*aliases: str) -> Any:
    """A year of birth: identity, from 1900 to the year of the delivery."""
    return _field("birth_year", False, aliases, {}, identity=True)


def outward_postcode(*aliases: str) -> Any:
    """The first part of a postcode: identity."""
    return _field("outward_postcode", False, aliases, {}, identity=True)


def decimal(*aliases: str) -> Any:
    """A number, whole or not."""
    return _field("decimal", False, aliases, {})


def number(*aliases: str, required: bool = False, **rules: Any) -> Any:
    """A whole number."""
    return _field("number", required, aliases, rules)


def flag(*aliases: str, required: bool = False) -> Any:
    """Yes or no."""
    return _field("flag", required, aliases, {})


def code(codes: str, *aliases: str, required: bool = False) -> Any:
    """A coded value, conformed to a list of spellings; an unknown spelling becomes the Unknown member."""
    return _field("code", required, aliases, {}, codes=codes)


def several_codes(codes: str, *aliases: str, required: bool = False) -> Any:
    """Coded values; several may share a cell."""
    return _field("code", required, aliases, {}, codes=codes, many=True)


def offence_ref(*aliases: str, required: bool = False, as_typed: bool = False) -> Any:
    """A police crime reference; `as_typed` reads the ways that people write one (docs/contracts/victim_support.md)."""
    reads = "typed_offence_ref" if as_typed else "text"
    return _field(reads, required, aliases, _LIKE_OFFENCE_REF)
