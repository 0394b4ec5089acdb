"""Where partners' files are sent: a folder, an SFTP server, or whatever else fsspec can write to.

Here: opening it, what lies there, and writing a file whole or not at all. A library's own words can hold the address
and its password, so no error of one leaves this module, and what is shown of an address is where it leads, not whose
account opens it.
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

#: Seconds until a line that went dead is noticed.
_PATIENCE = 60
_TO_DO = "check that it is up, that this machine and account may write there, and that there is room"


class NotSent(Exception):
    """What could not be sent, and what to do: plain English, without address or secret."""


class _UnknownServer(paramiko.MissingHostKeyPolicy):
    """What is done with a server whose key this machine doesn't know: nothing is sent to it."""

    def missing_host_key(self, *_: object) -> None:
        raise NotSent(
            "this machine doesn't know the server's key; have its owner confirm it, and add it to ~/.ssh/known_hosts"
        )


class _Sftp(SFTPFileSystem):
    """fsspec's SFTP, but for two things: it trusts known servers only, and moves files on servers of any make."""

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(_UnknownServer())
        try:
            self.client.connect(self.host, timeout=_PATIENCE, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()
        except paramiko.BadHostKeyException:
            raise NotSent(
                "the server shows another key than the one in ~/.ssh/known_hosts: it may be somebody else's; have its "
                "owner confirm the key before you change it there"
            ) from None
        except paramiko.AuthenticationException:
            raise NotSent("the server does not let the account in; check its name and password, or its key") from None
        finally:
            if not hasattr(self, "ftp"):
                self.client.close()
        self.ftp.get_channel().settimeout(_PATIENCE)

    def mv(self, old: str, new: str, **_: Any) -> None:
        try:
            self.ftp.posix_rename(old, new)
        except OSError:  # OpenSSH's own extension; without it, no file can be moved over another
            with suppress(FileNotFoundError):
                self.ftp.remove(new)
            self.ftp.rename(old, new)


class Target:
    """A folder somewhere, in which files are named by paths such as `csp_rugby/20261001T020000000000Z/README.txt`."""

    def __init__(self, files: AbstractFileSystem, root: str) -> None:
        self._files = files
        self._root = root

    def read(self, name: str) -> bytes | None:
        """Return what lies there under a name; None where nothing does.

        Raises:
            NotSent: if that can't be told.
        """
        with _in_our_words(f"what lies there of {name} can't be read", _TO_DO):
            try:
                return bytes(self._files.cat_file(self._path(name)))
            except FileNotFoundError:
                return None

    def write(self, name: str, content: bytes) -> None:
        """Write a file: under a temporary name beside it, and under its own when all of it is there.

        What a killed run left under the temporary name is written over by the next.

        Raises:
            NotSent: if it can't be written, or is not there as it was sent. Under its name lies what lay there.
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
    """Open the target at a URL, or a path.

    Args:
        url: As fsspec takes it; of SFTP, `sftp://account:password@host:port/path`, signs such as `@` or `/` in the
            password percent-encoded. Without a password, the keys of this machine's account open it.

    Raises:
        NotSent: if the URL can't be understood or what it leads to can't be reached.
    """
    logging.getLogger("paramiko").setLevel(logging.CRITICAL)  # else it prints the trace of what is said here
    with _in_our_words("it can't be reached", "check the address and account, and that this machine may connect"):
        files, root = _open(url)
    try:
        yield Target(files, root)
    finally:
        if isinstance(files, _Sftp):
            files.client.close()


def shown(url: str) -> str:
    """Return a URL without what opens it, account, password and query; and of a path the whole of it."""
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
                "the kind of target that the URL names is not known here; check how it is spelt, or install what "
                "fsspec needs for it into .venv"
            ) from None
    if not parts.hostname:
        raise NotSent("the URL names no server; write it as sftp://account:password@host/path")
    account = {"port": parts.port, "username": parts.username, "password": parts.password}
    given = {name: unquote(value) if isinstance(value, str) else value for name, value in account.items() if value}
    return _Sftp(parts.hostname, **given, skip_instance_cache=True), unquote(parts.path)


@contextmanager
def _in_our_words(what: str, what_to_do: str) -> Iterator[None]:
    """Let no error of a library through: say what failed, the error's class, and what to do."""
    try:
        yield
    except NotSent:
        raise
    except Exception as error:
        raise NotSent(f"{what} ({type(error).__name__}); {what_to_do}") from None
