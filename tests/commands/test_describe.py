"""`hatecrime describe`: a table's meaning in the terminal, from the tree alone."""

import io
from dataclasses import replace

import pytest
from rich.console import Console
from typer.testing import CliRunner

from pipelines.build.warehouse import ROOT
from pipelines.commands import describe as describing
from pipelines.commands.main import app
from pipelines.dictionary import entries
from pipelines.dictionary.entries import read_queries, tree_entries

ENTRIES = tree_entries()


def describe(*arguments):
    return CliRunner().invoke(app, ["describe", *arguments])


@pytest.fixture
def on_a_terminal(monkeypatch):
    """What a terminal of a given width shows."""

    def shown(width, *arguments):
        terminal = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, soft_wrap=True)
        monkeypatch.setattr(describing, "console", terminal)
        assert describe(*arguments).exit_code == 0
        return terminal.file.getvalue()

    return shown


@pytest.fixture
def one_table(monkeypatch):
    """Make the tree contain one table, and return a function that sets what is said about the table."""

    def said(**said):
        found = next(entry for entry in ENTRIES if entry.full_name == "mart.coverage_month")
        monkeypatch.setattr(entries, "tree_entries", lambda: (replace(found, **said),))

    return said


def test_every_released_table_is_listed_under_its_schema_with_its_description():
    lines = describe().output.splitlines()
    for entry in ENTRIES:
        line = [line for line in lines if line.startswith(f"{entry.name} ") and line.endswith(entry.sentence)]
        assert len(line) == entry.is_released, entry.full_name
    assert [line for line in lines if line in ("mart", "star", "audit")] == ["mart", "star", "audit"]


@pytest.mark.parametrize("name", ["silo_district_month", "mart.silo_district_month", "MART.Silo_District_Month"])
def test_a_table_is_described_by_its_name_with_its_schema_or_without(name):
    described = describe(name)
    assert described.exit_code == 0
    assert described.output == describe("silo_district_month").output
    lines = described.output.splitlines()
    assert lines[0] == "mart.silo_district_month"
    entry = next(entry for entry in ENTRIES if entry.full_name == "mart.silo_district_month")
    assert all(f"- {nuance}" in lines for nuance in entry.nuances)
    for field in entry.fields:
        (line,) = [line for line in lines if line.startswith(f"{field.name} ")]
        assert line.endswith(f"  {field.meaning}")
        assert ("may be empty" in line) == field.may_be_empty
    for said in (*entry.checks, *entry.reads, *entry.read_by, entry.file, "district_code, month_start"):
        assert any(line.endswith(f"  {said}") for line in lines), said
    assert "sql/4_extracts/area/1_district_month.sql" in described.output


def test_a_foreign_key_says_what_it_refers_to():
    assert "where the person was helped; refers to star.dim_district.district_code" in describe("fct_case").output


def test_the_examples_that_read_a_table_are_listed(one_table, tmp_path):
    (tmp_path / "late.sql").write_text("-- Which months are late?\nselect 1 from mart.coverage_month")
    one_table(examples=read_queries(tmp_path))
    assert "Which months are late? (late.sql)" in describe("coverage_month").output


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("silo_distric_month", "did you mean mart.silo_district_month or mart.silo_pair_district_month?"),
        ("mart.fct_offence", "star.fct_offence"),
        ("offence", "star.fct_offence"),
        ("xyz", "hatecrime describe lists all tables"),
        ("staged.police__offences", "there is no table staged.police__offences in a release"),
        ("[red]x[/red]", "there is no table [red]x[/red] in a release"),
    ],
)
def test_an_unknown_table_is_a_wrong_call_that_suggests_similar_names(asked, meant):
    described = describe(asked)
    assert described.exit_code == 2
    assert meant in " ".join(described.output.replace("│", " ").split())


def test_text_that_looks_like_terminal_markup_is_shown_as_it_is(one_table, on_a_terminal):
    one_table(sentence="A [bold]row[/bold] [/].", nuances=("Mind [red]that[/red].",))
    for output in (describe("coverage_month").output, on_a_terminal(100, "coverage_month")):
        assert "A [bold]row[/bold] [/]." in output
        assert "- Mind [red]that[/red]." in output


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("table", ["school_incident_month", "fct_case", "audit.linkage_quality"])
def test_a_terminal_of_any_width_shows_every_word(on_a_terminal, width, table):
    shown = on_a_terminal(width, table)
    assert max(map(len, shown.splitlines())) <= width
    words = {word for line in describe(table).output.splitlines() for word in line.split() if len(word) < width - 4}
    assert words - set(shown.split()) == set()


def test_a_wide_terminal_has_a_columns_meaning_beside_it_and_a_narrow_one_below(on_a_terminal):
    beside = [line.split() for line in on_a_terminal(140, "dim_date").splitlines()]
    below = [line.split() for line in on_a_terminal(30, "dim_date").splitlines()]
    assert ["quarter", "varchar", "quarter", "of", "the", "calendar", "year,", "Q1", "to", "Q4"] in beside
    assert ["quarter", "varchar"] in below


def test_an_agencys_page_is_printed_as_markdown_so_that_it_can_go_into_a_file():
    described = describe("--contract", "Police")
    assert described.exit_code == 0
    assert described.output == (ROOT / "docs/contracts/police.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 100, 200])
def test_an_agencys_page_fits_a_terminal(on_a_terminal, width):
    shown = on_a_terminal(width, "--contract", "schools")
    assert max(map(len, shown.splitlines())) <= width
    assert "…" not in shown
    assert "##" not in shown


def test_an_unknown_agency_is_a_wrong_call_that_lists_the_agencies():
    described = describe("--contract", "fire")
    assert described.exit_code == 2
    said = " ".join(described.output.replace("│", " ").split())
    assert "there is no agency fire; the agencies are equip, police, police_uk" in said


def test_a_table_and_an_agency_at_once_are_a_wrong_call():
    assert describe("fct_case", "--contract", "police").exit_code == 2
