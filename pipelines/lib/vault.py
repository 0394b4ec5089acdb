"""The vault: the one place where identities are kept, encrypted with AES-256-GCM.

Here: its key, and attaching it to a connection for as long as a delivery lands. Nothing read from it is ever
printed, logged or released.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.lib.warehouse import quoted

KEY_VARIABLE = "HATECRIME_VAULT_KEY"


class VaultLocked(Exception):
    """The vault can't be opened with the key at hand."""


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Attach the vault as `vault` and detach it again.

    Raises:
        VaultLocked: if the key is wrong or lost; nothing is changed.
    """
    key = _key(path)
    try:
        con.execute(f"attach {quoted(path)} as vault (encryption_key {quoted(key)}, encryption_cipher 'GCM')")
    except duckdb.Error as error:
        if "encryption key" not in str(error):
            # DuckDB's own message may quote the statement, and the key in it.
            raise VaultLocked(f"{path} can't be opened ({type(error).__name__}); nothing was changed.") from None
        raise VaultLocked(
            f"{path} can't be opened: its key is another than the one in {KEY_VARIABLE} or {key_file(path)}. "
            "Put the right key back; nothing was changed."
        ) from None
    con.execute("create schema if not exists vault.identity")
    try:
        yield
    finally:
        con.execute("detach vault")


def key_file(path: Path) -> Path:
    """Return where the vault's key is kept when the environment does not give it."""
    return path.with_suffix(".key")


def _key(path: Path) -> str:
    """Return the key from the environment or the key file; make one for a vault that does not exist yet."""
    if key := os.environ.get(KEY_VARIABLE):
        return key
    file = key_file(path)
    if file.exists():
        return file.read_text(encoding="ascii").strip()
    if path.exists():
        raise VaultLocked(
            f"The key of {path} is missing: neither {KEY_VARIABLE} nor {file} is there. "
            "Put it back from your copy; nothing was changed."
        )
    key = secrets.token_urlsafe(32)
    partial = file.with_suffix(".key.tmp")
    partial.touch(mode=0o600)
    partial.write_text(key, encoding="ascii")
    partial.replace(file)
    return key
