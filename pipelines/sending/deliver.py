"""Sending a release's extracts: what goes where, what is already delivered, and the log of what was sent.

Here: a release's partners, their passwords, and the order of files. The target is in `destination`. The files in a
partner's folder are made with the release (`extracts/covering_note`).

A partner's files go to `<target>/<partner>/<release>/`. So a later release never overwrites what was sent, and a
partner's account can be given its own folder. `SHA256SUMS` goes last: once it has arrived, so has the rest.

An encrypted workbook is never the same bytes twice, so the delivered one is opened with the password. If it is the
release's workbook, it was sent. If not, as after a change of password, the workbook is sent again. Nothing that was
opened is kept here.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pipelines.extracts.covering_note import SUMS, sums
from pipelines.release.releases import EXTRACTS, Release
from pipelines.sending.destination import NotSent, Target, opened_target, shown
from pipelines.sending.encryption import decrypted, encrypted

PASSWORD = "HATECRIME_PASSWORD_"  # noqa: S105 (the start of the names of the variables that hold one)
LOG = ("at", "release", "partner", "file", "sha256", "encrypted", "outcome", "target")


class WrongCall(Exception):
    """A partner was named that has no extract, a password is set that would not be used, or one is missing."""


@dataclass(frozen=True)
class Sent:
    """A file that is at the target.

    Attributes:
        partner: The partner it is for.
        file: Its name.
        sha256: The SHA-256 of its bytes at the target.
        is_encrypted: Whether it needs the partner's password.
        is_new: Whether it was sent now; otherwise it was already delivered.
    """

    partner: str
    file: str
    sha256: str
    is_encrypted: bool
    is_new: bool


def partners_of(release: Release, asked: Sequence[str]) -> list[str]:
    """Return the partners whose extracts a release holds: those asked for, or all.

    Raises:
        WrongCall: if it holds nothing for a partner that is asked for.
    """
    held = sorted(path.name for path in (release.folder / EXTRACTS).glob("*"))
    if missing := sorted(set(asked) - set(held)):
        raise WrongCall(
            f"release {release.release_id} has no extract for {', '.join(missing)}; it has extracts for "
            f"{', '.join(held)}"
        )
    return [partner for partner in held if not asked or partner in asked]


def passwords(environment: Mapping[str, str], partners: Collection[str]) -> dict[str, str]:
    """Return the password of each partner that has one.

    Args:
        environment: The environment's variables.
        partners: All the partners.

    Raises:
        WrongCall: if a password is for no partner, or is empty: the workbook it was meant for would be readable.
    """
    known = {f"{PASSWORD}{partner.upper()}": partner for partner in partners}
    given = {name: value for name, value in environment.items() if name.startswith(PASSWORD)}
    for name, value in given.items():
        if name not in known:
            raise WrongCall(f"{name} is set, but there is no such partner; check the spelling, or unset it")
        if not value:
            raise WrongCall(f"{name} is empty; set it to the partner's password, or unset it")
    return {known[name]: value for name, value in given.items()}


def hold_to_passwords(partners: Sequence[str], statistical: Collection[str], given: Mapping[str, str]) -> None:
    """Hold that each partner whose workbook has exact counts has a password.

    Args:
        partners: The partners to send to.
        statistical: The partners whose workbooks anyone may read. Any other partner counts as one with exact counts,
            such as one that is no longer in the list.
        given: The password of each partner that has one.

    Raises:
        WrongCall: if a partner has none.
    """
    if readable := [partner for partner in partners if partner not in statistical and partner not in given]:
        variables = ", ".join(f"{PASSWORD}{partner.upper()}" for partner in readable)
        raise WrongCall(
            f"nothing was sent: the workbook of {', '.join(readable)} has exact counts, which can identify people, and "
            f"no password. Set {variables}, or send it readable with --unencrypted"
        )


def deliver(release: Release, partners: Sequence[str], url: str, given: Mapping[str, str], log: Path) -> Iterator[Sent]:
    """Send the extracts of a release's partners, and yield each file once it is at the target.

    If a run was killed or failed, the next one carries on from there.

    Args:
        release: The release to send.
        partners: The partners to send it to.
        url: The target; see `opened_target`.
        given: The password of each partner whose workbook is to be encrypted.
        log: The file that records what went where.

    Raises:
        NotSent: if the target can't be reached or written to, or a file of the release was changed after its release.
    """
    logged = _logged(log)
    with opened_target(url) as target:
        for partner in partners:
            for sent in _send(target, release, partner, given.get(partner)):
                row = [release.release_id, partner, sent.file, sent.sha256, "yes" if sent.is_encrypted else "no"]
                if sent.is_new or (*row, shown(url)) not in logged:
                    outcome = "sent" if sent.is_new else "already delivered"
                    _append(log, [datetime.now(UTC).isoformat(timespec="seconds"), *row, outcome, shown(url)])
                yield sent


def _send(target: Target, release: Release, partner: str, password: str | None) -> Iterator[Sent]:
    """Send the files of a partner's folder, then their SHA-256 as sent."""
    there = f"{partner}/{release.release_id}"
    sent: dict[str, str] = {}
    for path in sorted((release.folder / EXTRACTS / partner).iterdir()):
        if path.name != SUMS:
            secret = password if path.suffix == ".xlsx" else None
            sent[path.name], is_new = _put(target, f"{there}/{path.name}", _released(release, path), secret)
            yield Sent(partner, path.name, sent[path.name], secret is not None, is_new)
    digest, is_new = _put(target, f"{there}/{SUMS}", sums(sent).encode(), None)
    yield Sent(partner, SUMS, digest, is_encrypted=False, is_new=is_new)


def _put(target: Target, name: str, content: bytes, password: str | None) -> tuple[str, bool]:
    """Send a file unless it is already delivered; return the SHA-256 of the delivered file, and whether it was sent."""
    found = target.read(name)
    readable = decrypted(found, password) if found is not None and password else found
    if found is not None and readable == content:
        return sha256(found).hexdigest(), False
    written = encrypted(content, password) if password else content
    target.write(name, written)
    return sha256(written).hexdigest(), True


def _released(release: Release, path: Path) -> bytes:
    """Return the content of a release's file, if it has not been changed since the release."""
    content = path.read_bytes()
    stated = release.manifest["files"].get(path.relative_to(release.folder).as_posix())
    if sha256(content).hexdigest() != stated:
        raise NotSent(
            f"{path.parent.name}/{path.name} was changed after it was released; put the release back from a copy, or "
            "make a new one"
        )
    return content


def _logged(log: Path) -> set[tuple[str, ...]]:
    """Return the log's rows, without the time and the outcome."""
    if not log.exists():
        return set()
    with log.open(encoding="utf-8", newline="") as file:
        return {tuple(row[name] for name in LOG if name not in ("at", "outcome")) for row in csv.DictReader(file)}


def _append(log: Path, row: Sequence[str]) -> None:
    """Add a line to the log, in one piece."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerows([row] if log.exists() else [LOG, row])
    with log.open("a", encoding="utf-8", newline="") as file:
        file.write(line.getvalue())
