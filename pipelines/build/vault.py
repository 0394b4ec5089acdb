"""The vault: the one place where identities are kept, encrypted with AES-256-GCM.

Here: its key, and attaching it to a connection while it is needed. Nothing read from it is ever printed, logged or
released.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.build.damage import damage, damage_named, is_cut_short
from pipelines.build.statement import text
from pipelines.build.warehouse import WarehouseBusy, attach

KEY_VARIABLE = "HATECRIME_VAULT_KEY"

#: The new key with which `hatecrime vault rekey` replaces the key in `KEY_VARIABLE`.
NEW_KEY_VARIABLE = "HATECRIME_VAULT_NEW_KEY"

#: What to do if the vault is damaged: it holds what nothing else does.
_RESTORE = (
    "Put it back from your backup, with the key it had then. If you have none, delete it and build.duckdb and run "
    "hatecrime nightly: every delivery is read again, but everyone gets a new id and reviewers' decisions are lost."
)


class VaultLocked(Exception):
    """The vault can't be opened with the available key, or can't be opened now."""


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Attach the vault as `vault` and detach it again.

    Raises:
        VaultLocked: if the key is wrong or lost, or another process holds the vault; nothing is changed.
        Damaged: if the vault can't be read any more.
    """
    keys = _keys(path)
    key = next((key for key in keys if attach_under(con, path, "vault", key)), None)
    if key is None:
        raise VaultLocked(
            f"{path} can't be opened: its key is not the one in {KEY_VARIABLE} or {key_file(path)}. "
            "Put the right key back; nothing was changed."
        )
    try:
        settle(path, key)
        with damage_named(path, _RESTORE):
            con.execute("create schema if not exists vault.identity")
            yield
    finally:
        con.execute("detach vault")


def attach_under(con: duckdb.DuckDBPyConnection, path: Path, name: str, key: str) -> bool:
    """Attach a vault under a name, and make it if it doesn't exist; return False if the key is not its own.

    Raises:
        VaultLocked: if it can't be opened with any key.
        Damaged: if it can't be read any more.
    """
    is_new = not path.exists()
    is_at_rest = not path.with_name(f"{path.name}.wal").exists()
    try:
        with damage_named(path, _RESTORE):
            attach(con, path, name, f"(encryption_key {text(key)}, encryption_cipher 'GCM')")
    except WarehouseBusy as busy:
        raise VaultLocked(str(busy)) from None
    except duckdb.Error as error:
        if "encryption key" in str(error):
            return False
        # DuckDB's own message may quote the statement, and the key in it.
        raise VaultLocked(f"{path} can't be opened ({type(error).__name__}); nothing was changed.") from None
    if is_new:
        path.chmod(0o600)
    elif is_at_rest and is_cut_short(con, name, path):
        con.execute(f"detach {name}")
        raise damage(path, _RESTORE)
    return True


def key_file(path: Path) -> Path:
    """Return where the vault's key is kept if the environment does not give it."""
    return path.with_suffix(".key")


def rekeyed(path: Path) -> Path:
    """Return where a vault with a new key is written before it replaces the vault."""
    return path.with_suffix(f".new{path.suffix}")


def settle(path: Path, key: str) -> None:
    """Remove what a finished or killed rekeying left: the key that opened the vault is its key."""
    new_key = key_file(rekeyed(path))
    if new_key.exists() and _read(new_key) == key:
        new_key.replace(key_file(path))
    new_key.unlink(missing_ok=True)
    rekeyed(path).unlink(missing_ok=True)
    rekeyed(path).with_suffix(f"{path.suffix}.wal").unlink(missing_ok=True)


def _keys(path: Path) -> list[str]:
    """Return the vault's key and, after it, the one with which a rekeying was about to replace it.

    They come from the environment or from key files; a key is made for a vault that does not exist yet.
    """
    if key := os.environ.get(KEY_VARIABLE):
        return [key, *filter(None, [os.environ.get(NEW_KEY_VARIABLE)])]
    files = [file for file in (key_file(path), key_file(rekeyed(path))) if file.exists()]
    if files:
        return [_read(file) for file in files]
    if path.exists():
        raise VaultLocked(
            f"The key of {path} is missing: {KEY_VARIABLE} is not set, and there is no file {key_file(path)}. "
            "Put the key back from your copy; nothing was changed."
        )
    return [make_key(key_file(path))]


def make_key(file: Path) -> str:
    """Make a key and write it to a file that only its owner can read."""
    key = secrets.token_urlsafe(32)
    partial = file.with_suffix(".key.tmp")
    partial.touch(mode=0o600)
    with partial.open("w", encoding="ascii") as opened:
        opened.write(key)
        opened.flush()
        os.fsync(opened.fileno())
    partial.replace(file)
    return key


def _read(file: Path) -> str:
    return file.read_text(encoding="ascii").strip()
