"""An SFTP server on this machine, over a folder, for as long as a test needs it."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import paramiko
from paramiko import SFTP_FAILURE, SFTP_OK, SFTP_OP_UNSUPPORTED, SFTPAttributes, SFTPHandle, SFTPServer

ACCOUNT, PASSWORD = "insight", "p@ss/w:rd%"


@dataclass
class Server:
    """A running server."""

    port: int
    folder: Path
    key: paramiko.PKey
    moved: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


class _Handle(SFTPHandle):
    def stat(self):
        return SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))


class _Door(paramiko.ServerInterface):
    def check_auth_password(self, username, password):
        right = (username, password) == (ACCOUNT, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, *_):
        return paramiko.OPEN_SUCCEEDED


def _files(server: Server, has_posix_rename: bool):
    class Files(paramiko.SFTPServerInterface):
        def open(self, path, flags, *_):
            try:
                opened = os.open(self._real(path), flags, 0o600)
            except OSError as error:
                return SFTPServer.convert_errno(error.errno)
            if flags & os.O_WRONLY:
                server.written.append(path)
            handle = _Handle(flags)
            handle.filename = str(self._real(path))
            handle.readfile = handle.writefile = os.fdopen(opened, "wb" if flags & os.O_WRONLY else "rb")
            return handle

        def stat(self, path):
            try:
                return SFTPAttributes.from_stat(self._real(path).stat())
            except OSError as error:
                return SFTPServer.convert_errno(error.errno)

        lstat = stat

        def mkdir(self, path, *_):
            self._real(path).mkdir()
            return SFTP_OK

        def remove(self, path):
            try:
                self._real(path).unlink()
            except OSError as error:
                return SFTPServer.convert_errno(error.errno)
            return SFTP_OK

        def rename(self, oldpath, newpath):
            if self._real(newpath).exists():  # as the protocol requires
                return SFTP_FAILURE
            self._real(oldpath).rename(self._real(newpath))
            server.moved.append(newpath)
            return SFTP_OK

        def posix_rename(self, oldpath, newpath):
            if not has_posix_rename:
                return SFTP_OP_UNSUPPORTED
            self._real(oldpath).replace(self._real(newpath))
            server.moved.append(newpath)
            return SFTP_OK

        def _real(self, path):
            return server.folder / path.lstrip("/")

    return Files


@contextmanager
def sftp_server(folder: Path, has_posix_rename: bool = True) -> Iterator[Server]:
    """Run a server over a folder, which clients see as `/`."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(listening.getsockname()[1], folder, paramiko.ECDSAKey.generate())
    transports = []

    def serve():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(server.key)
            transport.set_subsystem_handler("sftp", SFTPServer, _files(server, has_posix_rename))
            transports.append(transport)
            transport.start_server(server=_Door(), event=threading.Event())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
        for transport in transports:
            transport.close()
