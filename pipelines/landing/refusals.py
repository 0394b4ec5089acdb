"""What a delivery is refused for, once its rows have been examined.

Here: a file whose rows are not as many as stated, that is empty, or of which too much is rejected. A file that can't be
read, or lacks a column, is refused where it is read (`files`); whether one row may stay is `row_verdicts`'s to say.
"""

from collections.abc import Iterator

from pipelines.files.refusal import Refusal
from pipelines.landing.examination import Examined
from schemas.contract import Agency


def refuse(agency: Agency, found: Examined, stated_rows: int | None) -> Iterator[Refusal]:
    """Refuse each file whose total is off, that is empty where rows are due, or of which too much is rejected.

    Args:
        agency: Who sent it, and what share of its rows may be rejected.
        found: What came of one of its tables.
        stated_rows: How many rows the delivery says the table has, if it says so.

    Yields:
        A refusal of each such file, with what to do.
    """
    for file, count in found.counts.items():
        sent, rejected = count.rows_sent, count.rows_rejected
        if stated_rows is not None and stated_rows != sent:
            reason = f"it holds {sent:,} rows where the delivery states {stated_rows:,}; send it again, whole"
            yield Refusal(file, reason)
        elif sent == 0 and not found.table.may_be_empty:
            yield Refusal(file, "it holds no rows, and rows are due; send it again with its rows")
        elif rejected > agency.largest_rejected_share * sent:
            yield Refusal(
                file,
                f"{rejected:,} of {sent:,} rows ({rejected / sent:.0%}) are rejected, more than the "
                f"{agency.largest_rejected_share:.0%} allowed; put right the rows listed in the rejected workbook",
            )
