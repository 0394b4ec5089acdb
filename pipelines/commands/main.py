"""The command `hatecrime`, for engineers and analysts.

Here: the list of commands, and the module of each.
"""

from typing import Any

import typer
from typer.core import TyperGroup

from pipelines.build.damage import Damaged
from pipelines.commands import (
    audit_disclosure,
    deliver,
    describe,
    linkage,
    nightly,
    releases,
    review,
    sample,
    sql,
    status,
    vault,
)
from pipelines.commands.terminal import fail


class Commands(TyperGroup):
    """All commands: if a file of the warehouse is damaged, each says which and what to do, and ends with 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Damaged as error:
            fail(str(error))


app = typer.Typer(
    cls=Commands,
    help="Warwickshire's hate crime data warehouse.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.command()(audit_disclosure.audit_disclosure)
app.command()(deliver.deliver)
app.command()(describe.describe)
app.command()(review.review)
app.command()(nightly.nightly)
app.command()(sample.sample)
app.command()(status.status)
app.command()(sql.sql)
app.command(name="releases")(releases.list_releases)
app.command()(releases.rollback)
app.add_typer(linkage.app, name="linkage")
app.add_typer(vault.app, name="vault")
