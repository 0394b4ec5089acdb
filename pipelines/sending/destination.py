"""Where partners' files are sent: a folder, an SFTP server, or anything else that fsspec can write to.

Here: opening the target, reading what is already there, and writing a file completely or not at all. A library's error
message can hold the address and its password, so no library error leaves this module. An address is shown without its
account and password.
"""

import logging
import os
import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import paramiko
from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.sftp import SFTPFileSystem

#: Seconds until a dead connection is noticed.
_PATIENCE = 60
_TO_DO = "check that the target is up, that this machine and account may write there, and that there is enough space"


class NotSent(Exception):
    """What could not be sent, and what to do: in plain English, without the address or any secret."""


class _UnknownServer(paramiko.MissingHostKeyPolicy):
    """What to do with a server whose key this machine doesn't know: send nothing to it."""

    def missing_host_key(self, *_: object) -> None:
        raise NotSent(
            "this machine doesn't know the server's key; ask the server's owner to confirm the key, then add it to "
            "~/.ssh/known_hosts"
        )


class _Sftp(SFTPFileSystem):
    """fsspec's SFTP with two changes: it trusts only known servers, and can move files on any make of server."""

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(_UnknownServer())
        try:
            self.client.connect(self.host, timeout=_PATIENCE, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()
        except paramiko.BadHostKeyException:
            raise NotSent(
                "the server's key differs from the one in ~/.ssh/known_hosts, so it may be somebody else's server; ask "
                "its owner to confirm the key before you change it there"
            ) from None
        except paramiko.AuthenticationException:
            raise NotSent("the server refused the account; check its name and password, or its key") from None
        finally:
            if not hasattr(self, "ftp"):
                self.client.close()
        self.ftp.get_channel().settimeout(_PATIENCE)

    def mv(self, old: str, new: str, **_: Any) -> None:
        try:
            self.ftp.posix_rename(old, new)
        except OSError:  # the server lacks OpenSSH's extension, so it can't move a file over another
            with suppress(FileNotFoundError):
                self.ftp.remove(new)
            self.ftp.rename(old, new)


class Target:
    """A folder that holds files under paths such as `csp_rugby/20261001T020000000000Z/README.txt`."""

    def __init__(self, files: AbstractFileSystem, root: str) -> None:
        self._files = files
        self._root = root

    def read(self, name: str) -> bytes | None:
        """Return the content of the file of a name; None if there is none.

        Raises:
            NotSent: if it can't be read.
        """
        with _in_our_words(f"the delivered {name} can't be read", _TO_DO):
            try:
                return bytes(self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes) -> None:
        """Write a file: first under a temporary name beside it, then under its own name once it is complete.

        The next run overwrites what a killed run left under the temporary name.

        Raises:
            NotSent: if it can't be written, or did not arrive as it was sent. The old file, if any, is unchanged.
        """
        path = self._path(name)
        folder, file = posixpath.split(path)
        partial = f"{folder}/.{file}.partial"
        with _in_our_words(f"{name} can't be written", _TO_DO):
            self._files.makedirs(folder, exist_ok=True)
            with self._files.open(partial, "wb") as opened:
                opened.write(content)
                if isinstance(self._files, LocalFileSystem):
                    opened.flush()
                    os.fsync(opened.fileno())
            if self._files.cat_file(partial) != content:
                raise NotSent(f"{name} did not arrive as it was sent; {_TO_DO}")
            self._files.mv(partial, path)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"


@contextmanager
def opened_target(url: str) -> Iterator[Target]:
    """Open the target at a URL or path.

    Args:
        url: A URL that fsspec accepts. For SFTP: `sftp://account:password@host:port/path`, with characters such as `@`
            or `/` in the password percent-encoded. Without a password, the keys of this machine's account are used.

    Raises:
        NotSent: if the URL can't be understood or the target can't be reached.
    """
    logging.getLogger("paramiko").setLevel(logging.CRITICAL)  # otherwise it also prints a trace of the same error
    with _in_our_words("it can't be reached", "check the address and account, and that this machine may connect"):
        files, root = _open(url)
    try:
        yield Target(files, root)
    finally:
        if isinstance(files, _Sftp):
            files.client.close()


def shown(url: str) -> str:
    """Return a URL without its account, password and query; a path is returned in full."""
    if "://" not in url:
        return str(Path(url).resolve())
    return re.sub(r"\?.*", "", re.sub(r"://.*@", "://", url, flags=re.DOTALL), flags=re.DOTALL)


def _open(url: str) -> tuple[AbstractFileSystem, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("sftp", "ssh"):
        try:
            return url_to_fs(url)
        except (ValueError, ImportError):
            raise NotSent(
                "this kind of URL is not known here; check the spelling, or install what fsspec needs for it in .venv"
            ) from None
    if not parts.hostname:
        raise NotSent("the URL has no server; write it as sftp://account:password@host/path")
    account = {"port": parts.port, "username": parts.username, "password": parts.password}
    given = {name: unquote(value) if isinstance(value, str) else value for name, value in account.items() if value}
    return _Sftp(parts.hostname, **given, skip_instance_cache=True), unquote(parts.path)


@contextmanager
def _in_our_words(what: str, what_to_do: str) -> Iterator[None]:
    """Replace any library error: say what failed, the error's class, and what to do."""
    try:
        yield
    except NotSent:
        raise
    except Exception as error:
        raise NotSent(f"{what} ({type(error).__name__}); {what_to_do}") from None
