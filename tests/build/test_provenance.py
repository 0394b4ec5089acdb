"""The fingerprint of code: it changes if the code does something else, but not if the code is explained better."""

import sys
from importlib import import_module
from types import ModuleType

import pytest

from pipelines.build.provenance import code_alone, code_from, code_of, code_version
from pipelines.build.warehouse import ROOT
from schemas.agencies import all_agencies

MODULE = '"""A room."""\n\n\ndef found(rooms):\n    """Return a room."""\n    return rooms[0]  # the first\n'


@pytest.fixture
def package(tmp_path):
    """A package of one module and one query."""
    (tmp_path / "sql").mkdir()
    (tmp_path / "rooms.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "sql/rooms.sql").write_text("-- A room.\nselect room\nfrom house\n", encoding="utf-8")
    package = ModuleType("house")
    package.__path__ = [str(tmp_path)]
    return package


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rooms.py", "A room.", "A room of the house."),
        ("rooms.py", "Return a room.", "Return the first room.\n\n    Whatever it is."),
        ("rooms.py", "the first", "there is always one"),
        ("rooms.py", "\n\n\ndef", "\n\ndef"),
        ("rooms.py", '    """Return a room."""\n', ""),
        ("sql/rooms.sql", "A room", "A room that is let"),
        ("sql/rooms.sql", "from house", "    from house"),
    ],
)
def test_a_docstring_a_comment_or_a_blank_line_does_not_change_the_fingerprint(package, tmp_path, file, old, new):
    before = code_of(package)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    assert code_of(package) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rooms.py", "[0]", "[1]"),
        ("rooms.py", "return rooms[0]", 'message = """Return a room."""\n    return message'),
        ("sql/rooms.sql", "select room", "select distinct room"),
    ],
)
def test_other_code_changes_the_fingerprint(package, tmp_path, file, old, new):
    before = code_of(package)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    assert code_of(package) != before


def test_a_new_module_and_a_model_count_but_a_package_inside_does_not(package, tmp_path):
    found = [code_of(package)]
    for file in ("garden.py", "model.json", "sql/garden.sql.jinja"):
        (tmp_path / file).write_text("1", encoding="utf-8")
        found.append(code_of(package))
    assert len(set(found)) == 4
    (tmp_path / "attic").mkdir()
    (tmp_path / "attic/rooms.py").write_text(MODULE, encoding="utf-8")
    assert code_of(package) == found[-1]


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """A package of three modules: one imports the second, and none imports the third."""
    (tmp_path / "let").mkdir()
    texts = {"__init__": "", "police": "from let import fields\n", "fields": "import json\n", "equip": ""}
    for name, text in texts.items():
        (tmp_path / f"let/{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path / "let"
    for name in [name for name in sys.modules if name.partition(".")[0] == "let"]:
        del sys.modules[name]


def test_a_modules_code_includes_what_it_imports_from_its_package(imported):
    for module in ("let.police", "let.equip"):
        import_module(module)
    before, alone = code_from("let.police"), code_alone("let.police")
    (imported / "equip.py").write_text("X = 1\n", encoding="utf-8")
    assert code_from("let.police") == before
    (imported / "fields.py").write_text("X = 1\n", encoding="utf-8")
    assert code_from("let.police") != before
    assert code_alone("let.police") == alone


def test_no_contract_depends_on_another_agencys():
    stems = {agency.stem for agency in all_agencies()}
    for stem in sorted(stems):
        text = (ROOT / f"schemas/{stem}.py").read_text(encoding="utf-8")
        assert not any(f"schemas.{other} " in text for other in stems - {stem})


def test_the_code_version_is_the_same_until_a_file_changes():
    assert code_version() == code_version()
