"""The commands `hatecrime vault ...`.

Here: options, printing and exit codes. What is done stands in `operations/rekey`.
"""

import os

import typer

from pipelines.build.vault import KEY_VARIABLE, NEW_KEY_VARIABLE, VaultLocked, key_file
from pipelines.build.warehouse import Warehouse, WarehouseBusy
from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail
from pipelines.operations.rekey import CannotRekey
from pipelines.operations.rekey import rekey as write_anew

app = typer.Typer(no_args_is_help=True)


@app.callback()
def vault() -> None:
    """The encrypted database of identities."""  # without this, the group's one command would take its place


@app.command()
def rekey(warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Write the vault anew under a new key, all or nothing.

    Where HATECRIME_VAULT_KEY gives the key, HATECRIME_VAULT_NEW_KEY gives the new one; else one is made.
    """
    home = Warehouse(warehouse.resolve())
    try:
        write_anew(home)
    except (CannotRekey, VaultLocked, WarehouseBusy) as error:
        fail(str(error))
    if os.environ.get(KEY_VARIABLE):
        console.print(
            f"The vault is under its new key. Set {KEY_VARIABLE} to it and take {NEW_KEY_VARIABLE} away; "
            "until then, with both set, every command opens it."
        )
    else:
        console.print(f"The vault is under a new key, {key_file(home.vault)}. Back it up: no other opens the vault.")
