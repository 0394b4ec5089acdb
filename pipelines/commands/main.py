"""The command `hatecrime`, for engineers and analysts.

Here: the list of commands, the module of each, and what all of them do first.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup, TyperOption

from pipelines.build.disk import Damaged
from pipelines.build.permissions import keep_private
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
from pipelines.commands.terminal import console, fail


class Commands(TyperGroup):
    """All commands: if a file of the warehouse is damaged, each says which and what to do, and ends with 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Damaged as error:
            fail(str(error))

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options of `hatecrime` itself, with Typer's own help in British spelling."""
        params = super().get_params(ctx)
        for param in params:
            if isinstance(param, TyperOption) and param.name == "show_completion":
                param.help = "Show completion for the current shell, to copy it or change it."
        return params


app = typer.Typer(
    cls=Commands,
    help="Warwickshire's hate crime data warehouse.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)


def _print_version(is_asked: bool) -> None:
    """Print the version and end the command."""
    if is_asked:
        from importlib.metadata import version

        from pipelines.build.provenance import code_version

        console.print(f"hatecrime {version('warwickshire-hate-crime-warehouse')}")
        console.print(f"Code {code_version()}, the code_version in the manifest of a release that it makes")
        raise typer.Exit


@app.callback()
def hatecrime(
    version: Annotated[  # noqa: ARG001 (its callback prints it)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Warwickshire's hate crime data warehouse."""
    keep_private()


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
