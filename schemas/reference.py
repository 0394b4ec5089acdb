"""The code lists that the partnership keeps itself, in `raw/reference/` (raw/reference/README.md).

Users edit them in Excel. If a list has a fault, the message names its file, row and column, and the last good one stays
current.
"""

from dataclasses import dataclass

import pandera.pandas as pa

from schemas.contract import Table
from schemas.fields import Day, Flag, Number, Text, age_band, day, flag, number, text, unknown_member


class Figure(pa.DataFrameModel):
    """The source and date of a list's numbers of residents; a list without them still loads."""

    source: Text = text()
    as_of: Day = day()


class District(Figure):
    """A district of the county (ONS lookups 2017; mid-2016 population)."""

    district_code: Text = text(required=True, str_matches=r"^E[0-9]{8}$", description="a GSS code like E07000220")
    district_name: Text = text(required=True)
    csp_code: Text = text(required=True)
    csp_name: Text = text(required=True)
    hipp: Text = text(required=True, isin=["North", "South"], description="North or South")
    population_mid_2016: Number = number(required=True, ge=1, description="a number of residents")


class Town(pa.DataFrameModel):
    """A town, as people name it, and the district it is in."""

    town: Text = text(required=True)
    district_code: Text = text(required=True)


class Alias(pa.DataFrameModel):
    """A spelling that a sender uses, and the code it stands for."""

    list: Text = text(required=True)
    alias: Text = text(required=True)
    code: Text = text(required=True)


class Population(Figure):
    """Residents by district, sex and age band (ONS mid-2016 estimates, table MYE2)."""

    district_code: Text = text(required=True)
    sex: Text = text(required=True, isin=["Male", "Female"], description="Male or Female")
    age_band: Text = age_band()
    population: Number = number(required=True, ge=0, description="a number of residents")


class CensusEthnicity(Figure):
    """Residents by district and ethnic group (Census 2011)."""

    district_code: Text = text(required=True)
    ethnicity: Text = text(required=True)
    residents: Number = number(required=True, ge=0, description="a number of residents")


class Ethnicity(pa.DataFrameModel):
    """An ethnicity as the 2017 report words it, its group, and the police's 16+1 code."""

    ethnicity: Text = text(required=True)
    ethnic_group: Text = text(required=True)
    code: Text = text()


class HomeOfficeOffence(pa.DataFrameModel):
    """A notifiable offence code (Home Office classification, 2017/18)."""

    ho_offence_code: Text = text(required=True)
    ho_offence: Text = text(required=True)
    ho_offence_group: Text = text(required=True)


class OffenceCategory(pa.DataFrameModel):
    """An offence category as the force titles it, and the Home Office code it is recorded under."""

    offence_category: Text = text(required=True)
    ho_offence_code: Text = text(required=True)
    is_aggravated: Flag = flag(required=True)


class InterestMarker(pa.DataFrameModel):
    """An interest marker (2017 report, section "Hate Offences and Crimed Incidents")."""

    marker_code: Text = text(required=True)
    marker_name: Text = text(required=True)
    axis: Text = text(
        required=True,
        isin=["motivation", "reporter", "context"],
        description="motivation, reporter or context",
    )
    strand: Text = text()
    is_hate_marker: Flag = flag(required=True)


class Strand(pa.DataFrameModel):
    """A strand of hate crime."""

    strand: Text = text(required=True)
    strand_name: Text = text(required=True)
    is_monitored_nationally: Flag = flag(required=True)


class JsnaArea(Figure):
    """A JSNA area of the Insight Service; the populations supplied are illustrative."""

    jsna_area: Text = text(required=True)
    district_code: Text = text(required=True)
    population: Number = number(required=True, ge=1, description="a number of residents")


class PremisesType(pa.DataFrameModel):
    """A type of premises."""

    premises_type: Text = text(required=True)


class School(pa.DataFrameModel):
    """A school; the schools supplied are fictitious."""

    school_urn: Text = text(required=True, str_matches=r"^[0-9]{6}$", description="a school's number of six digits")
    school_name: Text = text(required=True)
    phase: Text = text(required=True)
    district_code: Text = text(required=True)


class KeyDate(pa.DataFrameModel):
    """A day on which something happened that may have affected hate crime (2017 report, "Hate Crime Timeline")."""

    date: Day = day(required=True)
    event: Text = text(required=True)


class ForenameForm(pa.DataFrameModel):
    """Another form of a forename: short, spelt differently or put into English; either may stand for the other.

    Compiled for this project from common usage in Warwickshire's communities; the package `nicknames` has the English.
    """

    forename: Text = text(required=True)
    form: Text = text(required=True)


class Partner(pa.DataFrameModel):
    """A partner that receives an extract; its `template` and `districts` are lists separated by semicolons.

    An operational partner for the whole county has OUT and UNK too; a statistical partner never does.
    """

    partner: Text = text(
        required=True, str_matches=r"^[a-z][a-z0-9_]*$", description="a name in lower case, like csp_rugby"
    )
    title: Text = text(required=True)
    template: Text = text(required=True)
    districts: Text = text(required=True)
    disclosure: Text = text(
        required=True, isin=["operational", "statistical"], description="operational or statistical"
    )
    cadence: Text = text(
        required=True, isin=["monthly", "quarterly", "yearly"], description="monthly, quarterly or yearly"
    )


class Publisher(pa.DataFrameModel):
    """Who publishes figures, whom to ask about them, and their markings: a row for real and one for synthetic ones."""

    deliveries: Text = text(required=True, isin=["real", "synthetic"], description="real or synthetic")
    publisher: Text = text(required=True)
    contact: Text = text(required=True)
    operational_marking: Text = text(required=True)
    statistical_marking: Text = text(required=True)


def _list(name: str, model: type[pa.DataFrameModel], *key: str) -> Table:
    return Table(name, f"{name}.csv", model, key=key)


REFERENCE = (
    _list("district", District, "district_code"),
    _list("town", Town, "town"),
    _list("aliases", Alias, "list", "alias"),
    _list("population", Population, "district_code", "sex", "age_band"),
    _list("census_ethnicity", CensusEthnicity, "district_code", "ethnicity"),
    _list("ethnicity", Ethnicity, "ethnicity"),
    _list("home_office_offence", HomeOfficeOffence, "ho_offence_code"),
    _list("offence_category", OffenceCategory, "offence_category"),
    _list("interest_marker", InterestMarker, "marker_code"),
    _list("strand", Strand, "strand"),
    _list("jsna_area", JsnaArea, "jsna_area"),
    _list("premises_type", PremisesType, "premises_type"),
    _list("school", School, "school_urn"),
    _list("key_date", KeyDate, "date", "event"),
    _list("forename_form", ForenameForm, "forename", "form"),
    _list("partners", Partner, "partner"),
    _list("publisher", Publisher, "deliveries"),
)


#: Lists that came after version 1.0.0. A folder of lists from before may lack them: the committed ones are used.
MAY_LACK = ("publisher",)


@dataclass(frozen=True)
class Members:
    """Where to find a code list's members: a reference list, its code column, and the columns that spell a member."""

    table: str
    code: str
    spelled: tuple[str, ...]
    besides: tuple[str, ...] = ()


#: District codes that are not districts: outside the county, and not known.
NO_DISTRICT = ("OUT", unknown_member("district"))

#: The members of each code list, to which `aliases.csv` adds spellings. A town stands for its district.
MEMBERS = {
    "district": (
        Members("district", "district_code", ("district_code", "district_name"), besides=NO_DISTRICT[:1]),
        Members("town", "district_code", ("town",)),
    ),
    "ethnicity": (Members("ethnicity", "ethnicity", ("ethnicity", "code")),),
    "ho_offence_code": (Members("home_office_offence", "ho_offence_code", ("ho_offence_code",)),),
    "offence_category": (Members("offence_category", "offence_category", ("offence_category",)),),
    "marker_code": (Members("interest_marker", "marker_code", ("marker_code", "marker_name")),),
    "jsna_area": (Members("jsna_area", "jsna_area", ("jsna_area",)),),
    "premises_type": (Members("premises_type", "premises_type", ("premises_type",)),),
    "strand": (Members("strand", "strand", ("strand", "strand_name")),),
    "school": (Members("school", "school_urn", ("school_urn",)),),
}

#: What may follow the name of a member: the council of a district, town or county writes its own name in full.
SUFFIXES = {
    "district": (
        *("Council", "Borough", "Borough Council", "BC", "MBC", "District", "District Council", "DC"),
        *("City", "City Council", "Town", "Town Council", "County", "County Council"),
    ),
}

#: Columns of one list that must name a member of another: list, column, code list.
REFERS = (
    ("population", "district_code", "district"),
    ("census_ethnicity", "district_code", "district"),
    ("census_ethnicity", "ethnicity", "ethnicity"),
    ("offence_category", "ho_offence_code", "ho_offence_code"),
    ("interest_marker", "strand", "strand"),
    ("jsna_area", "district_code", "district"),
    ("town", "district_code", "district"),
    ("school", "district_code", "district"),
)
