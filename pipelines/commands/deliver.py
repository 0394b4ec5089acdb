"""The command `hatecrime deliver`.

Here: options, printing and exit codes. What is sent, and how, stands in `sending/deliver`.
"""

import os
from typing import Annotated, Literal

import typer

from pipelines.build.warehouse import Warehouse
from pipelines.commands.terminal import RAW, WAREHOUSE, RawOption, WarehouseOption, console, fail
from pipelines.extracts.partner import partners
from pipelines.landing.reference import ReferenceFault
from pipelines.release.current import current_release
from pipelines.release.releases import NoSuchRelease, released, releases


def deliver(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            envvar="HATECRIME_DELIVER_TO",
            help="A folder, or where fsspec can write: sftp://account@host/path.",
            show_default=False,
        ),
    ],
    partner: Annotated[list[str] | None, typer.Option(help="Only to this partner; may be given again.")] = None,
    cadence: Annotated[
        Literal["monthly", "quarterly", "yearly"] | None,
        typer.Option(help="Only to those who are given one this often.", show_default=False),
    ] = None,
    release: Annotated[str, typer.Option(metavar="ID", help="Not the one in force, but this.")] = "",
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Send partners their extracts; what lies there already is not sent again.

    Exit code 0: all of it lies there. 1: it does not; run it again, and it goes on from there. 2: a wrong call.
    """
    from pipelines.sending import deliver as sending  # brings fsspec and paramiko, which the other commands do without

    home = Warehouse(warehouse.resolve())
    try:
        chosen = released(home, release) if release else current_release(home)
        due = [each.name for each in partners(raw) if each.cadence == cadence]
        if cadence and not due:
            raise sending.WrongCall(f"nobody is given one {cadence}")
        sent_to = sending.partners_of(chosen, [*(partner or []), *due])
        known = {name for each in releases(home) for name in sending.partners_of(each, [])}
        given = sending.passwords(os.environ, known)
    except (NoSuchRelease, ReferenceFault) as error:
        fail(str(error))
    except sending.WrongCall as error:
        raise typer.BadParameter(str(error)) from None
    sent: list[sending.Sent] = []
    try:
        for file in sending.deliver(chosen, sent_to, to, given, home.delivered):
            how = "sent" if file.is_new else "lies there already"
            console.print(
                f"{file.partner}/{file.file}: {how}{', encrypted' if file.is_encrypted else ''}", markup=False
            )
            sent += [file] if file.is_new else []
    except sending.NotSent as error:
        fail(f"Not all was sent to {sending.shown(to)}: {error}. Then run it again: it goes on from there.")
    console.print(
        f"{chosen.release_id} lies at {sending.shown(to)} for {', '.join(sent_to)}. Files sent now: {len(sent)}; "
        f"{home.delivered} says which.",
        markup=False,
    )
