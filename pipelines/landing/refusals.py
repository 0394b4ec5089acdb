"""Reasons to refuse a delivery once its rows have been examined.

Here: a file with a different number of rows than stated, with no rows, or with too many rejected rows. A file that
can't be read, or lacks a column, is refused where it is read (`files`). `row_verdicts` decides whether one row is
accepted.
"""

from collections.abc import Iterator

from pipelines.files.refusal import Refusal
from pipelines.landing.examination import Examined
from schemas.contract import Agency


def refuse(agency: Agency, found: Examined, stated_rows: int | None) -> Iterator[Refusal]:
    """Refuse each file that has the wrong number of rows, no rows when some are expected, or too many rejected rows.

    Args:
        agency: The sender, and what share of its rows may be rejected.
        found: The result for one of the delivery's tables.
        stated_rows: How many rows the delivery says the table has, if it says so.

    Yields:
        A refusal for each such file, which says what to do.
    """
    for file, count in found.counts.items():
        sent, rejected = count.rows_sent, count.rows_rejected
        if stated_rows is not None and stated_rows != sent:
            rows = f"{sent:,} row{'s' * (sent != 1)}"
            reason = f"it has {rows}, but the delivery says {stated_rows:,}; send the complete file again"
            yield Refusal(file, reason)
        elif sent == 0 and not found.table.may_be_empty:
            yield Refusal(file, "it has no rows, but some are expected; send it again with its rows")
        elif rejected > agency.largest_rejected_share * sent:
            yield Refusal(
                file,
                f"{rejected:,} of {sent:,} rows ({rejected / sent:.0%}) were rejected, more than the "
                f"{agency.largest_rejected_share:.0%} allowed; correct those in the workbook of rejected rows "
                "and send the delivery again",
            )
