"""Who publishes a release, whom to ask about it, and its markings: `raw/reference/publisher.csv`.

Here: the list's row for real deliveries or for synthetic ones, and what everything made of synthetic ones says of
itself. So a sample never carries the markings or the address of real figures, and real figures never those of a sample.
"""

from dataclasses import dataclass

import duckdb

from pipelines.build.statement import Statements
from pipelines.landing.reference import ReferenceFault

_SQL = Statements(__file__)

#: What everything made of synthetic deliveries says.
SYNTHETIC = (
    "SYNTHETIC: made from the deliveries that hatecrime sample writes. Nobody in it is real, and its figures say "
    "nothing about the county."
)


@dataclass(frozen=True)
class Publisher:
    """Who publishes figures, and how they are marked.

    Attributes:
        name: Who publishes them.
        contact: Where to ask about them.
        operational: The marking of exact figures.
        statistical: The marking of protected figures.
        is_synthetic: Whether any of the deliveries that they are made of is synthetic.
    """

    name: str
    contact: str
    operational: str
    statistical: str
    is_synthetic: bool

    @property
    def notice(self) -> str:
        """What everything that is published says first: that it is synthetic, or nothing."""
        return SYNTHETIC if self.is_synthetic else ""

    def marking(self, disclosure: str) -> str:
        """Return the marking of figures for operational or statistical use."""
        marking = {"operational": self.operational, "statistical": self.statistical}[disclosure]
        return f"SYNTHETIC, {marking}" if self.is_synthetic else marking

    def titled(self, title: str) -> str:
        """Return the title of something published."""
        return f"SYNTHETIC: {title}" if self.is_synthetic else title


def publisher(con: duckdb.DuckDBPyConnection, *, has_synthetic: bool, has_real: bool) -> Publisher:
    """Return who publishes figures made of real deliveries, of synthetic ones, or of both.

    If some deliveries are synthetic, everything says so. If some may be real, it is marked as real figures are.

    Raises:
        ReferenceFault: if the list has no such row.
    """
    deliveries = "real" if has_real or not has_synthetic else "synthetic"
    row = con.execute(_SQL("publisher"), {"deliveries": deliveries}).fetchone()
    if row is None:
        raise ReferenceFault(f"publisher.csv has no row for {deliveries} deliveries: add one")
    name, contact, operational, statistical = row
    return Publisher(name, contact, operational, statistical, is_synthetic=has_synthetic)
