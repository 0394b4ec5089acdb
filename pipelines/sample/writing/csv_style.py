"""How a sender's CSV file is written as a whole.

Here: encoding, line ends, the style of headers and dates, an extra column. Not here: the file's cells
(police/cells.py, schools/cells.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CsvStyle:
    """The style of one delivery's files; `dates` is a style of mess.py."""

    encoding: str = "utf-8"
    line_end: str = "\n"
    dates: str = "iso"
    headers: str = "as agreed"
    extra_column: str = ""

    def header(self, column: str) -> str:
        """Write a column's name in the delivery's style."""
        ways = {
            "as agreed": column,
            "capitals": column.upper(),
            "words": column.replace("_", " ").capitalize(),
            "untidy": f" {column.replace('_', '-').title()} ",
        }
        return ways[self.headers]
