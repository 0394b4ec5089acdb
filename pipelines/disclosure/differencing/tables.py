"""What releases published, in the form that the differencing audit takes, read from the build or from a release.

Here: which tables and columns hold it. `findings` audits it.
"""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from pipelines.build.statement import Statements
from pipelines.disclosure.differencing.editions import Change, Edition, History
from pipelines.disclosure.differencing.finding import Finding
from pipelines.disclosure.differencing.findings import findings
from pipelines.disclosure.printed_counts import Published

#: The name for the release that the build will become; it sorts after every release's id.
TO_COME = "to be released"

_SQL = Statements(__file__)


def audit(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Return what the build would disclose if it were released, together with all releases before it.

    Args:
        con: The build; `extract.published_cell` holds what it would publish.

    Raises:
        Contradiction: if the figures it would publish can't all be true.
    """
    cells = [(TO_COME, *row) for row in con.execute(_SQL("cells_to_come")).fetchall()]
    changes = [(TO_COME, *row) for row in con.execute(_SQL("changes_to_come")).fetchall()]
    return _audited(con, cells, changes)


def audit_release(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Return what a release discloses, together with all releases before it.

    Args:
        con: The release's database.

    Raises:
        Contradiction: if the figures it published can't all be true.
    """
    return _audited(con)


def _audited(
    con: duckdb.DuckDBPyConnection, more_cells: Sequence[tuple] = (), more_changes: Sequence[tuple] = ()
) -> list[Finding]:
    published: dict[str, list[Published]] = {}
    for release_id, *values in [*con.execute(_SQL("released_cells")).fetchall(), *more_cells]:
        cell = Published(*values)
        published.setdefault(release_id, []).append(replace(cell, districts=tuple(cell.districts)))
    changes = [*con.execute(_SQL("released_changes")).fetchall(), *more_changes]
    measures = con.execute("select measure from star.dim_measure").fetchall()
    history = History([Change(*row) for row in changes], {measure for (measure,) in measures})
    return findings([Edition(release_id, cells) for release_id, cells in published.items()], history)
