"""Everything a person reads is in plain words: `tests/plain_words.py` finds nothing to put another way."""

import subprocess
from pathlib import Path

import pytest

from tests.plain_words import ROOT, findings

READ = (".md", ".py", ".sql", ".jinja")


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return [
        path
        for path in paths
        if path.suffix in READ and path.exists() and path.name not in ("plain_words.py", "test_plain_words.py")
    ]


def test_the_words_of_the_project_are_plain():
    found = [finding for path in committed() for finding in findings(path)]
    assert found == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("page.md", "The rule stands in the list.", "'stands'"),
        ("page.md", f"A sentence {'that goes on ' * 20}and ends.", "a sentence of"),
        ("module.py", '"""What is told of it."""\n', "'told'"),
        ("module.py", "X = 1  # the release in force\n", "'in force'"),
        ("query.sql", "-- Who has the county sees all.\nselect 1\n", "Who has"),
    ],
)
def test_a_turn_of_phrase_is_found_wherever_it_is_written(tmp_path, name, text, said):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert any(said in finding for finding in findings(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "text"),
    [("page.md", "```\nstands in force\n```\n"), ("page.md", "Read `lies.csv` again."), ("module.py", "stands = 1\n")],
)
def test_code_is_not_read_as_words(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(findings(tmp_path / name)) == []
