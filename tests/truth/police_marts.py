"""The marts of the police's records, counted.

Here: all records, including hate records, and the public's view beside them. Not here: their victims
(victim_profile.py), other agencies' records beside them (silo_marts.py).
"""

import numpy as np
import pandas as pd

from tests.truth.counting import (
    COUNTY,
    DISTRICTS,
    PLACES,
    counted,
    grid,
    monthly,
    named,
    on_months,
    over,
    share,
)
from tests.truth.coverage import Coverage
from tests.truth.records_in_force import Told, month_of, reference

MARKERS = ("RM", "HO", "PAC", "DA", "TI", "HV", "HC", "HP")
NO_CRIME = "Anti-social behaviour"


def offences_of(told: Told) -> pd.DataFrame:
    """Return the police's records, with the month they were recorded in."""
    return monthly(told.stands["police__offences"])


def _marked(told: Told, offences: pd.DataFrame) -> pd.DataFrame:
    """Return records once for each of their markers."""
    return told.stands["police__markers"][["record_ref", "marker_code"]].merge(offences, on="record_ref")


def offence_category_month(told: Told, cover: Coverage) -> pd.DataFrame:
    offences = offences_of(told)
    hate = offences[offences.is_hate & (offences.record_type == "Offence")]
    marked = _marked(told, hate)
    counts = {
        "police_records": offences,
        "hate_offences": hate,
        "hate_crimed_incidents": offences[offences.is_hate & (offences.record_type == "Crimed incident")],
        **{code.lower(): marked[marked.marker_code == code] for code in MARKERS},
    }
    categories = [*reference("offence_category").offence_category, "Unknown"]
    on = grid(cover.months, district_code=DISTRICTS, offence_category=categories)
    return _of_police(counts, on, cover).reset_index()


def recorded_crime_month(told: Told, cover: Coverage) -> pd.DataFrame:
    on = grid(cover.months, district_code=DISTRICTS)
    street = monthly(told.stands["police_uk__street"])
    is_crime = street.crime_type != NO_CRIME
    published = {"street_crimes": street[is_crime], "anti_social_behaviour": street[~is_crime]}
    rows = [
        counted({"police_records": offences_of(told)}, on, cover.covers("police")),
        counted(published, on, cover.covers("police_uk")),
    ]
    provisional = on_months(on, cover.partly("police", "police_uk"))
    return named(pd.concat(rows, axis=1).assign(is_provisional=provisional))


def marker_month(told: Told, cover: Coverage) -> pd.DataFrame:
    offences = offences_of(told)
    marked = _marked(told, offences)
    markers = reference("interest_marker").set_index("marker_code")[["marker_name", "axis"]].to_dict("index")
    markers["UNK"] = {"marker_name": "Unknown", "axis": "context"}
    on = grid(cover.months, district_code=DISTRICTS, marker_code=markers)
    counts = {
        "police_records": marked,
        "hate_offences": marked[marked.is_hate & (marked.record_type == "Offence")],
        "hate_crimed_incidents": marked[marked.is_hate & (marked.record_type == "Crimed incident")],
    }
    rows = _of_police(counts, on, cover)
    rows["hate_records_twelve_months"] = over(rows.hate_offences + rows.hate_crimed_incidents, 12)
    of_district = grid(cover.months, district_code=DISTRICTS)
    hate = counted({"hate": offences[offences.is_hate]}, of_district, cover.covers("police")).hate
    rows = named(rows.join(over(hate, 12).rename("all_hate_records_twelve_months")))
    rows["share_twelve_months"] = share(rows.hate_records_twelve_months, rows.all_hate_records_twelve_months)
    return rows.join(pd.DataFrame([markers[code] for code in rows.marker_code]))


def premises_month(told: Told, cover: Coverage) -> pd.DataFrame:
    return _kinds(told, cover, "premises_type", reference("premises_type").premises_type)


def reporting_channel_month(told: Told, cover: Coverage) -> pd.DataFrame:
    aliases = reference("aliases")
    return _kinds(told, cover, "reporting_channel", aliases.code[aliases["list"] == "reporting_channel"].unique())


def _kinds(told: Told, cover: Coverage, column: str, members: "pd.Series | np.ndarray") -> pd.DataFrame:
    """Count records by one of their columns, and the share of the hate records with a known value."""
    offences = offences_of(told)
    on = grid(cover.months, district_code=DISTRICTS, **{column: [*members, "Unknown"]})
    rows = _of_police({"police_records": offences, "hate_records": offences[offences.is_hate]}, on, cover)
    rows["hate_records_twelve_months"] = over(rows.hate_records, 12)
    is_known = rows.index.get_level_values(column) != "Unknown"
    known = rows.hate_records_twelve_months[is_known].groupby(["district_code", "month_start"]).sum(min_count=1)
    rows = rows.join(known.rename("known_twelve_months"))
    shares = share(rows.hate_records_twelve_months, rows.known_twelve_months)
    return named(rows.assign(share_twelve_months=shares.where(rows.index.get_level_values(column) != "Unknown")))


def area_rate_month(told: Told, cover: Coverage) -> pd.DataFrame:
    offences, areas = offences_of(told), reference("jsna_area")
    on = grid(cover.months, jsna_area=[*areas.jsna_area, "Unknown"])
    rows = _of_police({"hate_records": offences[offences.is_hate]}, on, cover)
    rows["hate_records_twelve_months"] = over(rows.hate_records, 12)
    rows = rows.reset_index()
    rows["population"] = rows.jsna_area.map(areas.set_index("jsna_area").population.astype(int))
    rows["district_code"] = rows.jsna_area.map(areas.set_index("jsna_area").district_code).fillna("UNK")
    return rows.assign(rate_per_1000=1000 * rows.hate_records_twelve_months / rows.population)


def trend_month(told: Told, cover: Coverage) -> pd.DataFrame:
    hate = offences_of(told)[lambda offences: offences.is_hate]
    both = pd.concat([hate, hate.assign(district_code=COUNTY)])
    on = grid(cover.months, district_code=PLACES)
    rows = _of_police({"hate_records": both}, on, cover)
    rows["hate_records_twelve_months"] = over(rows.hate_records, 12)
    whole = rows.hate_records.where(on_months(on, cover.whole("police")))
    lines = {row: line for _, months in whole.groupby("district_code") for row, line in _lines(months, 18).items()}
    rows["trend"] = pd.Series({row: line(17) for row, line in lines.items()}).reindex(on)
    rows["trend_per_month"] = pd.Series({row: line(17) - line(16) for row, line in lines.items()}).reindex(on)
    rows["mean_before"] = (over(whole, 12) / 12).groupby("district_code").shift()
    rows["lower_limit"], rows["upper_limit"] = _limits(rows.mean_before)
    known = whole.notna() & rows.mean_before.notna()
    rows["signal"] = np.select(
        [whole > rows.upper_limit, whole < rows.lower_limit, known], ["above", "below", "within"], ""
    )
    events = reference("key_date").sort_values(["date", "event"])
    by_month = events.event.groupby(month_of(pd.to_datetime(events.date))).agg("; ".join)
    rows["key_dates"] = on_months(on, by_month.reindex(cover.months))
    return named(rows.assign(signal=rows.signal.replace("", None)))


def _lines(months: pd.Series, length: int) -> dict[tuple, np.poly1d]:
    """Return the least-squares line through each run of months, by its last month; none if a month is missing."""
    runs = ((months.index[at], months.iloc[at + 1 - length : at + 1]) for at in range(length - 1, len(months)))
    return {last: np.poly1d(np.polyfit(range(length), run, 1)) for last, run in runs if run.notna().all()}


def _limits(mean: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return three standard deviations of a Poisson count either way, by Anscombe's transform; never below 0."""
    root = np.sqrt(mean + 3 / 8)
    lower = (root - 1.5).clip(lower=0) ** 2 - 3 / 8
    return lower.clip(lower=0), (root + 1.5) ** 2 - 3 / 8


def _of_police(counts: dict[str, pd.DataFrame], on: pd.MultiIndex, cover: Coverage) -> pd.DataFrame:
    rows = counted(counts, on, cover.covers("police"))
    return rows.assign(is_provisional=on_months(on, cover.partly("police")))
