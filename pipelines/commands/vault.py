"""The commands `hatecrime vault ...`.

Here: options, printing and exit codes. The work is in `operations/rekey`.
"""

import os

import typer

from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail

app = typer.Typer(no_args_is_help=True)


@app.callback()
def vault() -> None:
    """The encrypted database of identities."""  # without this, the group's one command would take its place


@app.command()
def rekey(warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Encrypt the vault again with a new key. If it fails, nothing changes.

    If HATECRIME_VAULT_KEY gives the key, HATECRIME_VAULT_NEW_KEY gives the new one. Otherwise a new key is made.
    """
    from pipelines.build.vault import KEY_VARIABLE, NEW_KEY_VARIABLE, VaultLocked, key_file
    from pipelines.build.warehouse import Warehouse, WarehouseBusy
    from pipelines.operations.rekey import CannotRekey
    from pipelines.operations.rekey import rekey as encrypt_again

    home = Warehouse(warehouse.resolve())
    try:
        encrypt_again(home)
    except (CannotRekey, VaultLocked, WarehouseBusy) as error:
        fail(str(error))
    if os.environ.get(KEY_VARIABLE):
        console.print(
            f"The vault now has its new key. Set {KEY_VARIABLE} to the new key and unset {NEW_KEY_VARIABLE}. "
            "Until then, with both set, every command can open the vault."
        )
    else:
        console.print(f"The vault has a new key: {key_file(home.vault)}. Back it up: no other key opens the vault.")
