"""A partner's folder in a release: the workbook, its covering note, and the files' SHA-256."""

import dataclasses
import subprocess

import pytest

from pipelines.extracts.covering_note import copy_extract, write_note
from tests.workbook.test_workbook import WORKBOOK

OPERATIONAL = dataclasses.replace(
    WORKBOOK,
    introduction=("Counts are exact and can identify people where they are small.",),
    notes=(("[c]", "From 1 to 7."), ("Recorded date", "As the police have it.")),
)


@pytest.fixture
def made(tmp_path):
    folder = tmp_path / "csp_rugby"
    folder.mkdir()
    (folder / "csp_rugby_2017-09.xlsx").write_bytes(b"workbook")
    (folder / ".csp_rugby_2017-09.xlsx.partial").write_bytes(b"half a workb")
    write_note(OPERATIONAL, folder / "csp_rugby_2017-09.xlsx")
    return folder


def test_the_note_says_what_it_is_how_to_read_and_handle_it_and_whom_to_ask(made):
    assert (made / "README.txt").read_text(encoding="utf-8").splitlines() == [
        "Hate crime in Warwickshire",
        "OFFICIAL-SENSITIVE",
        "",
        "Period covered",
        "--------------",
        "July 2017 to September 2017",
        "",
        "Files",
        "-----",
        "csp_rugby_2017-09.xlsx is the workbook, for Excel or LibreOffice. If it asks",
        "for a password, use the one agreed with you.",
        "",
        "To check that the files arrived complete, run: sha256sum -c SHA256SUMS",
        "",
        "How to read and handle it",
        "-------------------------",
        "Counts are exact and can identify people where they are small.",
        "",
        "[c] From 1 to 7.",
        "",
        "Contact",
        "-------",
        "Insight Service: insight@example.org",
    ]


def test_the_folder_holds_the_workbook_the_note_and_sums_that_sha256sum_accepts(made, tmp_path):
    folder = tmp_path / "release/extracts/csp_rugby"
    copy_extract(made, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["README.txt", "SHA256SUMS", "csp_rugby_2017-09.xlsx"]
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True)
    assert checked.stdout.splitlines() == ["README.txt: OK", "csp_rugby_2017-09.xlsx: OK"]


def test_the_same_extract_gives_the_same_folder(made, tmp_path):
    copy_extract(made, tmp_path / "a")
    copy_extract(made, tmp_path / "b")
    held = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("a", "b")]
    assert held[0] == held[1]
