"""The command `hatecrime deliver`.

Here: options, printing and exit codes. The sending itself is in `sending/deliver`.
"""

import os
from typing import Annotated, Literal

import typer

from pipelines.commands.terminal import RAW, WAREHOUSE, RawOption, WarehouseOption, console, fail


def deliver(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            envvar="HATECRIME_DELIVER_TO",
            help="A folder, or an address such as sftp://account@host/path.",
            show_default=False,
        ),
    ],
    partner: Annotated[list[str] | None, typer.Option(help="Send only to this partner; may be repeated.")] = None,
    cadence: Annotated[
        Literal["monthly", "quarterly", "yearly"] | None,
        typer.Option(help="Send only to partners who get an extract this often.", show_default=False),
    ] = None,
    release: Annotated[str, typer.Option(metavar="ID", help="The release to send; by default, the current one.")] = "",
    unencrypted: Annotated[
        bool, typer.Option("--unencrypted", help="Send workbooks with exact counts readable if they have no password.")
    ] = False,
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Send partners their extracts. Files already delivered are not sent again.

    A workbook with exact counts is encrypted with the partner's password, HATECRIME_PASSWORD_<PARTNER>.

    Exit code 0: everything is delivered. 1: something is not; run the command again to carry on from there. 2: the
    command was called wrongly.
    """
    from pipelines.build.warehouse import Warehouse
    from pipelines.extracts.partner import partners
    from pipelines.landing.reference import ReferenceFault
    from pipelines.release.current import current_release
    from pipelines.release.holdings import is_all_synthetic
    from pipelines.release.releases import NoSuchRelease, released, releases
    from pipelines.sending import deliver as sending

    home = Warehouse(warehouse.resolve())
    try:
        chosen = released(home, release) if release else current_release(home)
        listed = partners(raw)
        due = [each.name for each in listed if each.cadence == cadence]
        if cadence and not due:
            raise sending.WrongCall(f"no partner gets a {cadence} extract; choose another --cadence")
        sent_to = sending.partners_of(chosen, [*(partner or []), *due])
        known = {name for each in releases(home) for name in sending.partners_of(each, [])}
        given = sending.passwords(os.environ, known)
        if not (unencrypted or is_all_synthetic(chosen)):
            sending.hold_to_passwords(sent_to, [each.name for each in listed if each.is_statistical], given)
    except (NoSuchRelease, ReferenceFault) as error:
        fail(str(error))
    except sending.WrongCall as error:
        raise typer.BadParameter(str(error)) from None
    sent: list[sending.Sent] = []
    try:
        for file in sending.deliver(chosen, sent_to, to, given, home.delivered):
            how = "sent" if file.is_new else "already delivered"
            console.print(
                f"{file.partner}/{file.file}: {how}{', encrypted' if file.is_encrypted else ''}", markup=False
            )
            sent += [file] if file.is_new else []
    except sending.NotSent as error:
        fail(f"Not everything was sent to {sending.shown(to)}: {error}. Then run it again to carry on from there.")
    console.print(
        f"{chosen.release_id} delivered to {sending.shown(to)} for {', '.join(sent_to)}. Files sent now: {len(sent)}. "
        f"The log is {home.delivered}.",
        markup=False,
    )
    if chosen.notice:
        console.print(chosen.notice)
