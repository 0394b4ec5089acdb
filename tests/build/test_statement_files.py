"""The SQL files beside modules: each says what it is for, and holds a statement that can be read."""

from pathlib import Path

import pytest
import sqlglot

from pipelines.build.warehouse import ROOT

FILES = sorted((ROOT / "pipelines").rglob("sql/*"))
PLAIN = [path for path in FILES if path.suffix == ".sql"]


def called(path: Path) -> str:
    return f"{path.parents[1].name}/{path.name}"


def test_there_are_statements_of_both_kinds():
    assert PLAIN
    assert {path.suffix for path in FILES} == {".sql", ".jinja"}


@pytest.mark.parametrize("path", FILES, ids=called)
def test_a_file_is_used_by_a_module_beside_its_folder_or_by_another_file_in_it(path):
    name = path.name.partition(".")[0]
    modules = (each.read_text(encoding="utf-8") for each in path.parents[1].glob("*.py"))
    others = (each.read_text(encoding="utf-8") for each in path.parent.iterdir() if each != path)
    assert any(named(name, text) for text in modules) or any(f'"{path.name}"' in text for text in others)


def named(name: str, module: str) -> bool:
    """Say whether a module names a statement, in full or by its start and end: `f"measure_{measure}"`."""
    halves = [(name[: at + 1], name[at + 1 :]) for at, letter in enumerate(name) if letter == "_"]
    return f'"{name}"' in module or any(f'f"{start}{{' in module and f'"{end}"' in module for start, end in halves)


@pytest.mark.parametrize("path", FILES, ids=called)
def test_a_file_starts_with_a_sentence_and_is_short(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    opening = lines[: next(number for number, line in enumerate(lines) if not line.startswith("--"))]
    sentence = " ".join(line.removeprefix("-- ") for line in opening)
    assert sentence[:1].isupper()
    assert sentence.endswith(".")
    assert len(lines) <= 80
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("path", PLAIN, ids=called)
def test_a_statement_without_slots_parses(path):
    assert sqlglot.parse(path.read_text(encoding="utf-8"), dialect="duckdb")
