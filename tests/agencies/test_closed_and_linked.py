"""Unreadable deliveries and links that lead elsewhere: they are refused with the reason, and nothing is loaded."""

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipelines.landing.waiting import waits
from schemas.agencies import all_agencies
from tests.agencies.senders import SENDERS, SENT_ON
from tests.conftest import open_bench
from tests.drawn.deliveries import settle

NOBODY = 65534
EVERY_AGENCY = pytest.mark.parametrize("stem", SENDERS)


@contextmanager
def as_nobody(*given: Path):
    """Become a user without root's rights, who owns the given folders. Does nothing if the user isn't root."""
    if os.geteuid() != 0:
        yield
        return
    for path in (inside for folder in given for inside in (folder, *folder.rglob("*"))):
        os.lchown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture(scope="module")
def bench():
    """A bench in a folder that everybody can reach, after reading one delivery from each agency.

    Anything that is loaded on first use is then loaded while we may still read it.
    """
    with TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        with open_bench(Path(home)) as opened:
            for sender in SENDERS.values():
                sender.send(opened.raw)
                sender.land(opened)
            yield opened


def land_closed(bench, sender, closed: Path, mode: int):
    """Land a delivery in which one file or folder is closed, as a user without root's rights."""
    kept = closed.stat().st_mode
    with as_nobody(bench.raw, bench.warehouse.home):
        closed.chmod(mode)
        try:
            return sender.land(bench)
        finally:
            closed.chmod(kept)


@EVERY_AGENCY
def test_a_file_that_may_not_be_read_refuses_the_delivery(bench, stem):
    sender = SENDERS[stem]
    file = next(iter(sender.files.values()))
    entries = land_closed(bench, sender, sender.send(bench.raw) / file, 0o000)
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert entries[file].reason == "the file can't be opened (Permission denied); send it again"


@EVERY_AGENCY
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o100])
def test_a_folder_that_may_not_be_opened_refuses_the_delivery(bench, stem, mode):
    sender = SENDERS[stem]
    folder = sender.send(bench.raw)
    entries = land_closed(bench, sender, folder, mode)
    assert {entry.status for entry in entries.values()} == {"refused"}
    told = {entry.reason for entry in entries.values() if entry.reason}
    assert told
    assert all("folder can't be opened" in reason or "no monthly file" in reason for reason in told)


def test_an_unreadable_delivery_is_loaded_once_it_can_be_read(bench):
    sender = SENDERS["schools"]
    folder = sender.send(bench.raw)
    land_closed(bench, sender, folder / "incidents.csv", 0o000)
    assert sender.land(bench)["incidents.csv"].rows_accepted == 12


@EVERY_AGENCY
def test_a_delivery_that_is_a_link_to_elsewhere_is_refused(bench, stem, tmp_path):
    sender = SENDERS[stem]
    folder = sender.send(bench.raw)
    elsewhere = folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(elsewhere)
    os.utime(folder, (0, 0), follow_symlinks=False)
    entries = sender.land(bench)
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert "a link to somewhere outside the deliveries" in "".join(entry.reason or "" for entry in entries.values())


def test_a_linked_folder_in_a_delivery_is_not_followed_but_named(bench, tmp_path):
    sender = SENDERS["police_uk"]
    folder = sender.send(bench.raw)
    (tmp_path / "2017-09").mkdir()
    (folder / "2017-09").symlink_to(tmp_path / "2017-09")
    (tmp_path / "2017-09" / "2017-09-warwickshire-street.csv").write_text("Crime ID\n")
    settle(folder)
    entries = sender.land(bench)
    assert {file: entry.status for file, entry in entries.items()} == {
        "2017-08/2017-08-warwickshire-street.csv": "loaded",
        "2017-09": "loaded",
    }
    assert "this isn't a file the agency is expected to send, so it was not read" in entries["2017-09"].reason


@pytest.mark.parametrize("name", [b"caf\xe9.csv", b"caf\xe8.csv", b" .csv", b"a\nb.csv", "notes é.csv".encode()])
def test_a_file_of_any_name_is_named_and_not_read(bench, name):
    sender = SENDERS["schools"]
    folder = sender.send(bench.raw)
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("x")
    settle(folder)
    entries = sender.land(bench)
    (other,) = set(entries) - {"incidents.csv"}
    assert (entries[other].status, entries["incidents.csv"].rows_accepted) == ("loaded", 12)
    assert "this isn't a file the agency is expected to send" in entries[other].reason
    other.encode("utf-8")


def test_an_unreadable_delivery_does_not_stop_others_from_loading(bench):
    for stem in ("schools", "equip"):
        SENDERS[stem].send(bench.raw)
    closed = bench.raw / "schools" / SENT_ON
    assert {entry.status for entry in land_closed(bench, SENDERS["schools"], closed, 0o000).values()} == {"refused"}
    assert {entry.status for entry in SENDERS["equip"].land(bench).values()} == {"loaded"}


def test_an_agencys_unreadable_folder_waits_and_is_named(bench):
    sender = SENDERS["schools"]
    home = sender.send(bench.raw, sender.rows(3)).parent
    home.chmod(0)
    with as_nobody():
        assert sender.land(bench) == {}
        (wait,) = waits(bench.raw, all_agencies(), 60, bench.warehouse)
        assert wait.sentence.startswith("schools waits: it has been closed to the load since ")
        assert wait.sentence.endswith(": let the load read it")
    home.chmod(0o755)


def test_a_delivery_waits_for_a_folder_in_it_that_may_not_be_opened(bench):
    """Otherwise the months in it would be missing, and nobody would know."""
    folder = SENDERS["police_uk"].send(bench.raw) / "2017-08"
    folder.chmod(0)
    with as_nobody():
        (wait,) = waits(bench.raw, all_agencies(), 60, bench.warehouse)
        name = folder.parent.relative_to(bench.raw)
        assert wait.sentence.startswith(f"{name} waits for {name}/2017-08, which has been closed to the load since ")
    folder.chmod(0o755)
