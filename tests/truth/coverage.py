"""Which months the deliveries that arrived cover.

Here: the rule in docs/contracts/README.md, "Coverage". Not here: what the deliveries say (records_in_force.py).
"""

from dataclasses import dataclass

import pandas as pd

from tests.truth.records_in_force import TABLES, Told, month_of

AGENCIES = ("equip", "police", "police_uk", "report_hate_now", "schools", "victim_support", "victim_survey")
#: Days from one delivery to the next, for agencies whose deliveries state no days.
CADENCE = {"report_hate_now": 7, "schools": 122, "victim_survey": 92}


@dataclass(frozen=True)
class Coverage:
    """How many days of each month (row) each agency (column) covers, and how many days it has."""

    covered: pd.DataFrame
    days: pd.Series

    @property
    def months(self) -> pd.Index:
        """The months that the marts cover, each by its first day."""
        return self.covered.index

    def covers(self, agency: str) -> pd.Series:
        """Return for each month whether an agency covers any day."""
        return self.covered[agency] > 0

    def whole(self, agency: str) -> pd.Series:
        """Return for each month whether an agency covers every day."""
        return self.covered[agency] == self.days

    def partly(self, *agencies: str) -> pd.Series:
        """Return for each month whether any of some agencies covers it only in part."""
        return pd.concat([self.covers(agency) & ~self.whole(agency) for agency in agencies], axis=1).any(axis=1)


def coverage(told: Told) -> Coverage:
    """Return which days are covered."""
    days = {agency: _days(told, agency) for agency in AGENCIES}
    every = pd.concat(days.values())
    months = pd.date_range(month_of(every).min(), every.max(), freq="MS", unit="s", name="month_start")
    covered = {agency: month_of(own).value_counts().reindex(months, fill_value=0) for agency, own in days.items()}
    return Coverage(pd.DataFrame(covered), pd.Series(months.days_in_month, months))


def coverage_month(_told: Told, cover: Coverage) -> pd.DataFrame:
    """Count `mart.coverage_month`."""
    rows = cover.covered.melt(var_name="agency", value_name="days_covered", ignore_index=False).reset_index()
    rows["days"] = rows.month_start.map(cover.days)
    rows["coverage"] = "partial"
    rows.loc[rows.days_covered == 0, "coverage"] = "none"
    rows.loc[rows.days_covered == rows.days, "coverage"] = "complete"
    return rows


def _days(told: Told, agency: str) -> pd.Series:
    """Return every day that an agency covers; none after the day of the delivery, whatever it states."""
    sent = told.sent[told.sent.agency == agency].sort_values("delivery_date")
    spans = sent.assign(covers_to=sent.covers_to.fillna(sent.delivery_date).clip(upper=sent.delivery_date))
    if agency in CADENCE:
        spans["covers_from"] = _since_the_one_before(told, agency, sent)
    loaded = spans[~spans.is_refused]
    found = [pd.Series(pd.date_range(span.covers_from, span.covers_to, unit="s")) for span in loaded.itertuples()]
    return pd.concat([pd.Series(dtype="datetime64[s]"), *found]).drop_duplicates()


def _since_the_one_before(told: Told, agency: str, sent: pd.DataFrame) -> list[pd.Timestamp]:
    """Return the first day that each delivery covers: the day after the delivery before, loaded or refused.

    A delivery that was refused, and sent again within half the usual time between deliveries, counts as the same one.
    """
    (held,) = (rows for name, rows in told.held.items() if name in TABLES and name.startswith(agency))
    since, before = [], None
    for delivery, after in zip(sent.itertuples(), sent.delivery_date.shift(-1), strict=True):
        earliest = held.recorded_date[held.is_sound & (held.delivery_date == delivery.delivery_date)].min()
        since.append(earliest.replace(day=1) if before is None else before + pd.Timedelta(days=1))
        sent_again = 2 * (after - delivery.delivery_date) < pd.Timedelta(days=CADENCE[agency])
        if not (delivery.is_refused and sent_again):
            before = delivery.delivery_date
    return since
