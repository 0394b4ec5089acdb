"""Sending extracts: to a folder, to memory, to an SFTP server; after a killed run; with a password."""

import csv
import hashlib
import json
from pathlib import Path
from urllib.parse import quote

import fsspec
import paramiko
import pytest
from typer.testing import CliRunner

from pipelines.build.warehouse import Warehouse
from pipelines.commands.main import app
from pipelines.release.current import switch
from pipelines.release.releases import Release, released
from pipelines.sending import destination
from pipelines.sending.deliver import deliver
from pipelines.sending.destination import NotSent
from pipelines.sending.encryption import decrypted, encrypted
from pipelines.workbook.workbook import write_workbook
from tests.running.sftp import ACCOUNT, PASSWORD, sftp_server
from tests.workbook.test_workbook import WORKBOOK

OLDER, NEWER = "20261001T020000000000Z", "20261002T020000000000Z"
RUGBY, PUBLIC = "csp_rugby", "public"
BOOK, NOTE, SUMS = f"{RUGBY}_2017-09.xlsx", "README.txt", "SHA256SUMS"
THERE = f"{RUGBY}/{NEWER}"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("made") / BOOK
    write_workbook(WORKBOOK, path)
    return path.read_bytes()


@pytest.fixture
def warehouse(tmp_path, workbook) -> Warehouse:
    """Two releases of extracts for two partners; the newer one is current."""
    made = Warehouse(tmp_path / "warehouse")
    for release_id in (OLDER, NEWER):
        folder = made.releases / release_id
        for partner in (RUGBY, PUBLIC):
            home = folder / "extracts" / partner
            home.mkdir(parents=True)
            (home / f"{partner}_2017-09.xlsx").write_bytes(workbook)
            (home / NOTE).write_text(f"{partner} in {release_id}")
            (home / SUMS).write_text("as released")
        files = {str(path.relative_to(folder)): sha(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
        (folder / "manifest.json").write_text(json.dumps({"release_id": release_id, "files": files}))
    switch(made, folder)
    return made


@pytest.fixture
def release(warehouse) -> Release:
    return released(warehouse, NEWER)


@pytest.fixture
def memory():
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def send(release, url, given=None, partners=(RUGBY,)):
    """Send, and return each file with whether it was sent now."""
    log = release.folder.parents[1] / "delivered.csv"
    return {sent.file: sent.is_new for sent in deliver(release, partners, str(url), given or {}, log)}


def logged(warehouse) -> list[dict[str, str]]:
    with warehouse.delivered.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(warehouse, *arguments, **environment):
    ran = CliRunner().invoke(app, ["deliver", "--warehouse", str(warehouse.home), *arguments], env=environment)
    return ran.exit_code, " ".join(ran.output.split())


class TestFolder:
    def test_a_partners_folder_arrives_as_released_and_nothing_else(self, release, tmp_path):
        out = tmp_path / "out"
        assert send(release, out) == {NOTE: True, BOOK: True, SUMS: True}
        arrived = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        released = release.folder / "extracts" / RUGBY
        assert arrived == {
            f"{THERE}/{NOTE}": (released / NOTE).read_bytes(),
            f"{THERE}/{BOOK}": (released / BOOK).read_bytes(),
            f"{THERE}/{SUMS}": "".join(
                f"{sha((released / name).read_bytes())}  {name}\n" for name in (NOTE, BOOK)
            ).encode(),
        }

    def test_delivered_files_are_not_sent_again(self, release, tmp_path):
        send(release, tmp_path / "out")
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
        assert send(release, tmp_path / "out") == {NOTE: False, BOOK: False, SUMS: False}
        assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before

    def test_a_delivered_file_that_differs_is_replaced(self, release, tmp_path):
        send(release, tmp_path / "out")
        (tmp_path / "out" / THERE / BOOK).write_bytes(b"half a")
        assert send(release, tmp_path / "out") == {NOTE: False, BOOK: True, SUMS: False}

    def test_a_later_release_is_put_beside_the_earlier(self, warehouse, tmp_path):
        for release_id in (OLDER, NEWER):
            send(released(warehouse, release_id), tmp_path / "out")
        assert (tmp_path / "out" / RUGBY / OLDER / NOTE).read_text() == f"{RUGBY} in {OLDER}"
        assert (tmp_path / "out" / RUGBY / NEWER / NOTE).read_text() == f"{RUGBY} in {NEWER}"

    def test_a_file_that_was_changed_after_its_release_is_not_sent(self, release, tmp_path):
        (release.folder / "extracts" / RUGBY / NOTE).write_text("changed since")
        with pytest.raises(NotSent, match=f"{RUGBY}/{NOTE} was changed after it was released"):
            send(release, tmp_path / "out")
        assert not (tmp_path / "out").exists()


class TestKilled:
    """Stopped at any moment: a file under its final name is complete, and the next run carries on from there."""

    @pytest.mark.parametrize("writes", range(3))
    def test_the_next_run_carries_on_after_one_killed_while_writing(self, release, memory, monkeypatch, writes):
        whole = {f"{THERE}/{name}": None for name in (NOTE, BOOK)}
        opened = type(memory).open
        begun = []

        def killed(files, path, mode="rb", **options):
            if mode == "wb":
                begun.append(path)
                if len(begun) > writes:
                    with opened(files, path, mode) as file:
                        file.write(b"half")
                    raise KeyboardInterrupt
            return opened(files, path, mode, **options)

        with monkeypatch.context() as patched:
            patched.setattr(type(memory), "open", killed)
            with pytest.raises(KeyboardInterrupt):
                send(release, "memory://out")
        lies = {path: memory.cat_file(path) for path in memory.find("/out") if not Path(path).name.startswith(".")}
        assert len(lies) == writes
        for name in whole:
            if f"/out/{name}" in lies:
                assert lies[f"/out/{name}"] == (release.folder / "extracts" / RUGBY / Path(name).name).read_bytes()
        again = send(release, "memory://out")
        assert list(again.values()) == [False] * writes + [True] * (3 - writes)
        assert [path for path in memory.find("/out") if Path(path).name.startswith(".")] == []

    @pytest.mark.usefixtures("memory")
    def test_the_next_run_logs_what_a_killed_run_sent_without_logging_it(self, warehouse, release):
        sending = deliver(release, [RUGBY], "memory://out", {}, Path("/dev/null/none"))
        with pytest.raises(OSError, match="Not a directory"):
            next(sending)
        send(release, "memory://out")
        assert [(row["file"], row["outcome"]) for row in logged(warehouse)] == [
            (NOTE, "already delivered"),
            (BOOK, "sent"),
            (SUMS, "sent"),
        ]

    def test_a_file_that_did_not_arrive_as_sent_gets_no_final_name(self, release, memory, monkeypatch):
        cat_file = type(memory).cat_file

        def cut_short(files, path, **options):
            return cat_file(files, path, **options)[:-1]

        monkeypatch.setattr(type(memory), "cat_file", cut_short)
        with pytest.raises(NotSent, match="did not arrive as it was sent"):
            send(release, "memory://out")
        assert [Path(path).name for path in memory.find("/out")] == [f".{NOTE}.partial"]


class TestLog:
    def test_a_line_for_each_file_says_when_what_to_whom_and_where(self, warehouse, release, memory):
        send(release, "memory://account:geheim@out/x", {RUGBY: "geheim"})
        rows = logged(warehouse)
        assert [row["file"] for row in rows] == [NOTE, BOOK, SUMS]
        assert {(row["release"], row["partner"], row["outcome"], row["target"]) for row in rows} == {
            (NEWER, RUGBY, "sent", "memory://out/x")
        }
        assert [row["encrypted"] for row in rows] == ["no", "yes", "no"]
        arrived = {Path(path).name: memory.cat_file(path) for path in memory.find("/")}
        assert [row["sha256"] for row in rows] == [sha(arrived[row["file"]]) for row in rows]
        assert all(row["at"].endswith("+00:00") for row in rows)

    @pytest.mark.usefixtures("memory")
    def test_a_logged_file_is_not_logged_again(self, warehouse, release):
        for _ in range(3):
            send(release, "memory://out")
        assert len(logged(warehouse)) == 3
        send(release, "memory://elsewhere")
        assert len(logged(warehouse)) == 6


class TestPassword:
    def test_the_workbook_opens_only_with_the_password_and_the_sums_are_of_the_sent_files(
        self, release, workbook, tmp_path
    ):
        send(release, tmp_path, {RUGBY: "pässword £1"}, [RUGBY, PUBLIC])
        sent = (tmp_path / THERE / BOOK).read_bytes()
        assert decrypted(sent, "pässword £1") == workbook
        assert decrypted(sent, "password £1") is None
        assert f"{sha(sent)}  {BOOK}\n" in (tmp_path / THERE / SUMS).read_text()
        assert (tmp_path / PUBLIC / NEWER / f"{PUBLIC}_2017-09.xlsx").read_bytes() == workbook
        assert (release.folder / "extracts" / RUGBY / BOOK).read_bytes() == workbook

    def test_a_workbook_that_opens_with_the_password_is_not_sent_again(self, release, tmp_path):
        send(release, tmp_path, {RUGBY: "one"})
        assert send(release, tmp_path, {RUGBY: "one"}) == {NOTE: False, BOOK: False, SUMS: False}

    @pytest.mark.parametrize("given", [{RUGBY: "another"}, {}])
    def test_after_a_change_of_password_the_workbook_is_sent_again(self, release, workbook, tmp_path, given):
        send(release, tmp_path, {RUGBY: "one"})
        assert send(release, tmp_path, given) == {NOTE: False, BOOK: True, SUMS: True}
        sent = (tmp_path / THERE / BOOK).read_bytes()
        assert (decrypted(sent, given[RUGBY]) if given else sent) == workbook

    def test_a_readable_workbook_is_sent_again_once_there_is_a_password(self, release, tmp_path):
        send(release, tmp_path)
        assert send(release, tmp_path, {RUGBY: "one"}) == {NOTE: False, BOOK: True, SUMS: True}

    def test_a_damaged_workbook_is_detected(self, workbook):
        sent = encrypted(workbook, "one")
        assert decrypted(sent[: len(sent) // 2], "one") is None
        assert decrypted(b"", "one") is None
        assert decrypted(workbook, "one") is None


class TestSftp:
    @pytest.fixture(params=[True, False], ids=["OpenSSH", "another make"])
    def server(self, request, tmp_path, monkeypatch):
        folder, home = tmp_path / "served", tmp_path / "home"
        folder.mkdir()
        (home / ".ssh").mkdir(parents=True)
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
        with sftp_server(folder, request.param) as running:
            self.know(home, running.port, running.key)
            yield running

    def know(self, home, port, key):
        (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()}\n")

    def url(self, server, password=PASSWORD):
        return f"sftp://{ACCOUNT}:{quote(password, safe='')}@127.0.0.1:{server.port}/in box"

    def test_a_file_is_sent_under_a_temporary_name_and_then_moved(self, server, release, workbook):
        assert send(release, self.url(server)) == {NOTE: True, BOOK: True, SUMS: True}
        names = (NOTE, BOOK, SUMS)
        assert server.written == [f"/in box/{THERE}/.{name}.partial" for name in names]
        assert server.moved == [f"/in box/{THERE}/{name}" for name in names]
        assert (server.folder / "in box" / THERE / BOOK).read_bytes() == workbook

    def test_delivered_files_are_left_and_those_that_differ_are_replaced(self, server, release, workbook):
        send(release, self.url(server))
        there = server.folder / "in box" / THERE / BOOK
        there.write_bytes(b"half a")
        assert send(release, self.url(server)) == {NOTE: False, BOOK: True, SUMS: False}
        assert there.read_bytes() == workbook

    def test_a_wrong_password_is_reported_but_not_shown(self, server, warehouse):
        exit_code, said = run(warehouse, "--unencrypted", "--to", self.url(server, "geheim"))
        assert exit_code == 1
        assert (
            f"Not everything was sent to sftp://127.0.0.1:{server.port}/in box: the server refused the account" in said
        )
        assert "geheim" not in said and ACCOUNT not in said
        assert server.written == []

    def test_nothing_is_sent_to_an_unknown_server(self, server, release):
        (Path.home() / ".ssh/known_hosts").unlink()
        with pytest.raises(NotSent, match="this machine doesn't know the server's key"):
            send(release, self.url(server))
        assert server.written == []

    def test_nothing_is_sent_to_a_server_with_another_key(self, server, release):
        self.know(Path.home(), server.port, paramiko.ECDSAKey.generate())
        with pytest.raises(NotSent, match="the server's key differs"):
            send(release, self.url(server))
        assert server.written == []


class TestCommand:
    def test_all_partners_of_the_current_release_get_their_files(self, warehouse, tmp_path):
        given = {"HATECRIME_PASSWORD_CSP_RUGBY": "geheim"}
        exit_code, said = run(warehouse, "--to", str(tmp_path / "out"), **given)
        assert exit_code == 0
        assert f"{RUGBY}/{BOOK}: sent, encrypted" in said
        assert f"{PUBLIC}/{NOTE}: sent" in said
        assert f"{NEWER} delivered to {tmp_path / 'out'} for {RUGBY}, {PUBLIC}. Files sent now: 6." in said
        assert "geheim" not in said + warehouse.delivered.read_text()
        _, said = run(warehouse, "--to", str(tmp_path / "out"), **given)
        assert said.count("already delivered") == 6

    def test_exact_counts_are_not_sent_readable_unless_someone_says_so(self, warehouse, tmp_path):
        to = ("--to", str(tmp_path / "out"))
        exit_code, said = run(warehouse, *to)
        assert exit_code == 2
        assert "HATECRIME_PASSWORD_CSP_RUGBY" in said and "--unencrypted" in said
        assert "PUBLIC" not in said, "anyone may read a statistical workbook"
        assert not (tmp_path / "out").exists() and not warehouse.delivered.exists()
        assert run(warehouse, *to, "--partner", PUBLIC)[0] == 0
        assert run(warehouse, *to, "--unencrypted")[0] == 0
        assert {row["encrypted"] for row in logged(warehouse) if row["partner"] == RUGBY} == {"no"}

    def test_the_workbook_of_a_partner_that_is_in_no_list_counts_as_exact(self, warehouse, tmp_path):
        (tmp_path / "raw" / "reference").mkdir(parents=True)
        header = "partner,title,template,districts,disclosure,cadence\n"
        (tmp_path / "raw" / "reference" / "partners.csv").write_text(header)
        exit_code, said = run(warehouse, "--to", str(tmp_path / "out"), "--raw", str(tmp_path / "raw"))
        assert exit_code == 2
        assert "HATECRIME_PASSWORD_PUBLIC" in said

    def test_a_synthetic_release_needs_no_password_and_says_what_it_is(self, warehouse, release, tmp_path):
        manifest = release.folder / "manifest.json"
        manifest.write_text(json.dumps(release.manifest | {"synthetic": "SYNTHETIC: made up."}))
        exit_code, said = run(warehouse, "--to", str(tmp_path / "out"))
        assert exit_code == 0
        assert "SYNTHETIC: made up." in said

    def test_partners_and_an_earlier_release_can_be_chosen(self, warehouse, tmp_path):
        exit_code, _ = run(warehouse, "--to", str(tmp_path / "out"), "--partner", PUBLIC, "--release", OLDER)
        assert exit_code == 0
        assert [path.name for path in (tmp_path / "out").iterdir()] == [PUBLIC]
        assert [path.name for path in (tmp_path / "out" / PUBLIC).iterdir()] == [OLDER]

    @pytest.mark.parametrize(
        ("asked", "partners"),
        [
            (["quarterly"], [PUBLIC]),
            (["quarterly", "--partner", RUGBY], [RUGBY, PUBLIC]),
            (["yearly"], []),
        ],
    )
    def test_partners_can_be_chosen_by_how_often_they_get_an_extract(self, warehouse, tmp_path, asked, partners):
        (tmp_path / "out").mkdir()
        (tmp_path / "raw" / "reference").mkdir(parents=True)
        (tmp_path / "raw" / "reference" / "partners.csv").write_text(
            "partner,title,template,districts,disclosure,cadence\n"
            "csp_rugby,Rugby,area,E07000220,operational,monthly\n"
            "public,The public,county,E07000220,statistical,quarterly\n"
        )
        lists = ["--raw", str(tmp_path / "raw")]
        to = ("--to", str(tmp_path / "out"), "--unencrypted")
        exit_code, _ = run(warehouse, *to, *lists, "--cadence", *asked)
        assert exit_code == (0 if partners else 2)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == partners

    def test_the_target_may_come_from_the_environment_which_no_list_of_processes_shows(self, warehouse, tmp_path):
        assert run(warehouse, "--unencrypted", HATECRIME_DELIVER_TO=str(tmp_path / "out"))[0] == 0
        assert (tmp_path / "out" / THERE / SUMS).exists()

    @pytest.mark.parametrize(
        ("arguments", "environment", "exit_code", "expected"),
        [
            (["--to", "out", "--partner", "csp_rugbby"], {}, 2, "has no extract for csp_rugbby; it has extracts for"),
            (["--to", "out", "--release", "2017"], {}, 1, "There is no release 2017; run hatecrime releases to list"),
            (["--to", "out"], {"HATECRIME_PASSWORD_CSP_RUGBBY": "x"}, 2, "there is no such partner"),
            (["--to", "out"], {"HATECRIME_PASSWORD_CSP_RUGBY": ""}, 2, "HATECRIME_PASSWORD_CSP_RUGBY is empty"),
            (["--to", "gopher://me:geheim@x/y"], {}, 1, "Not everything was sent to gopher://x/y: this kind of URL"),
            (["--to", "sftp:///y"], {}, 1, "the URL has no server"),
            (["--to", "sftp://me:geheim@127.0.0.1:1/y"], {}, 1, "it can't be reached (NoValidConnectionsError)"),
            (["--to", "sftp://me:geheim@x:port/y"], {}, 1, "it can't be reached (ValueError)"),
            ([], {}, 2, "Missing option '--to'"),
        ],
    )
    def test_an_error_is_a_sentence_without_a_secret(
        self, warehouse, tmp_path, monkeypatch, arguments, environment, exit_code, expected
    ):
        monkeypatch.chdir(tmp_path)
        ran, said = run(warehouse, "--unencrypted", *arguments, **environment)
        assert ran == exit_code
        assert expected in said.replace(" │ │ ", " ")
        assert "geheim" not in said and "Traceback" not in said
        assert not warehouse.delivered.exists()

    def test_a_folder_that_can_not_be_written_is_an_error(self, warehouse, tmp_path):
        (tmp_path / "out").write_text("a file")
        exit_code, said = run(warehouse, "--to", str(tmp_path / "out"), "--unencrypted")
        assert exit_code == 1
        assert "check that the target is up, that this machine and account may write there" in said


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sftp://account:pass@host:22/in", "sftp://host:22/in"),
        ("sftp://account:p@s/s?@host/in", "sftp://host/in"),
        ("sftp://account@host/in", "sftp://host/in"),
        ("s3://bucket/in?token=geheim", "s3://bucket/in"),
        ("simplecache::sftp://account:pass@host/in", "simplecache::sftp://host/in"),
        ("/mnt/a@b", "/mnt/a@b"),
    ],
)
def test_an_address_is_shown_without_account_and_password(url, expected):
    assert destination.shown(url) == expected
