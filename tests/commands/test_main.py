"""The command itself: what it loads to say what it can do, its version and its words."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.commands.main import app

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"

#: What takes a second or so to load, between them.
HEAVY = ("pandas", "numpy", "pyarrow", "dagster", "sqlglot", "sqlalchemy", "duckdb", "pandera", "splink", "scipy",
         "altair", "openpyxl", "paramiko", "fsspec", "faker", "jinja2")  # fmt: skip

LOOK = """
import sys
from pipelines.commands.main import app
try:
    app(sys.argv[1:], standalone_mode=False)
finally:
    print("LOADED", *sorted(sys.modules))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["nightly", "--help"], ["sql", "--help"], ["linkage", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    done = subprocess.run([sys.executable, "-c", LOOK, *arguments], capture_output=True, text=True, check=True)
    said, _, loaded = done.stdout.partition("LOADED")
    assert "Usage" in said
    assert sorted(set(HEAVY) & set(loaded.split())) == []


def test_the_version_is_the_projects():
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    output = CliRunner().invoke(app, ["--version"]).output
    assert output.splitlines()[0] == f"hatecrime {project['version']}"
    assert "code_version in the manifest" in output


def test_the_help_is_in_british_spelling():
    output = CliRunner().invoke(app, ["--help"]).output
    assert "show-completion" in output
    assert "customize" not in output
