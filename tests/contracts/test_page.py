"""Each agency's page in `docs/contracts/`: it says what the code does, and its example is read as it says."""

import csv
import re
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from pipelines.build.warehouse import ROOT, create_macros
from pipelines.contracts import notes as notes_of
from pipelines.contracts.code_lists import code_list
from pipelines.contracts.notes import NotesFault
from pipelines.contracts.page import contract_page
from pipelines.files.codes import conform
from pipelines.landing.values import READERS
from schemas.agencies import all_agencies
from tests.agencies.senders import SENDERS
from tests.contracts.example import write_example

FOLDER = ROOT / "docs/contracts"
AGENCIES = all_agencies()
COLUMNS = [(agency, table, column) for agency in AGENCIES for table in agency.tables for column in table.columns]
LISTS = sorted({column.codes for *_, column in COLUMNS if column.codes})
BY_STEM = {agency.stem: agency for agency in AGENCIES}


def each_agency(*stems):
    found = [BY_STEM[stem] for stem in stems] or AGENCIES
    return pytest.mark.parametrize("agency", found, ids=lambda agency: agency.stem)


def section(page, heading):
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@each_agency()
def test_a_page_is_what_its_contract_makes(agency):
    path = FOLDER / f"{agency.stem}.md"
    again = f"write it again: hatecrime describe --contract {agency.stem} > docs/contracts/{agency.stem}.md"
    assert path.exists(), again
    assert path.read_text(encoding="utf-8") == contract_page(agency), again


def test_there_is_no_page_without_an_agency():
    assert {path.stem for path in FOLDER.glob("*.md")} == {*BY_STEM, "README"}


@pytest.mark.parametrize("sender", SENDERS.values(), ids=SENDERS)
def test_the_example_is_accepted_with_every_column_and_no_warning(bench, sender):
    write_example(contract_page(sender.agency), bench.raw)
    entries = bench.land(sender.agency, sender.reader)
    for entry in entries:
        assert (entry.status, entry.rows_rejected, entry.rows_duplicate, entry.warnings) == ("loaded", 0, 0, 0)
        assert entry.is_contracted
    assert sum(entry.rows_accepted for entry in entries) > 1
    assert bench.rows("select column_name from audit.column where met <> 'as named'") == []
    columns = sum(len(table.columns) for table in sender.agency.tables)
    assert bench.rows("select count(*) from audit.column") == [(columns,)]


def test_the_words_shown_for_a_column_of_codes_are_codes(bench):
    shown = [(column, cell) for *_, column in COLUMNS if column.codes for cell in re.findall("`(.+?)`", column.meaning)]
    assert len(shown) > 50
    for column, cell in shown:
        assert is_known(bench, column.codes, cell, column.many), (column.name, cell)


def test_every_code_on_a_page_is_read(bench):
    for name in LISTS:
        codes = [spelling for group in code_list(name).groups for spellings in group for spelling in spellings]
        assert codes, name
        assert [code for code in codes if not is_known(bench, name, code)] == []


def test_a_list_that_is_too_long_for_a_page_is_named_with_its_size():
    page = contract_page(BY_STEM["police"])
    listed = section(page, "Codes").partition("### offence_category\n")[2].partition("###")[0]
    with (ROOT / "raw/reference/offence_category.csv").open(encoding="utf-8", newline="") as file:
        size = len(list(csv.DictReader(file)))
    assert f"{size} codes, in [offence_category.csv](../../raw/reference/offence_category.csv)" in listed
    assert "`Harassment`" not in listed


@pytest.mark.parametrize("reads", [reads for reads, reader in READERS.items() if reader.examples])
def test_a_cell_shown_as_an_example_is_read(reads):
    reader = READERS[reads]
    with duckdb.connect() as con:
        create_macros(con)
        for cell in reader.examples:
            parse = reader.parse.format(cell="clean_cell($cell)")
            sent_on = {"sent_on": date(2017, 9, 3)} if "$sent_on" in parse else {}
            assert con.execute(f"select {parse} is not null", {"cell": cell, **sent_on}).fetchall() == [(True,)], cell


@each_agency()
def test_a_meaning_belongs_to_a_column(agency):
    for table in agency.tables:
        assert table.meanings.keys() <= {column.name for column in table.columns}, table.name


@each_agency()
def test_every_link_on_a_page_leads_somewhere(agency):
    page = contract_page(agency)
    headings = {anchor(heading) for heading in re.findall("^#+ (.+)$", page, re.MULTILINE)}
    for file, place in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page):
        assert (FOLDER / file).exists(), file
        found = headings_of(FOLDER / file) if file else headings
        assert not place or place in found, place


def test_the_rules_between_columns_are_where_their_effect_is():
    wrong = section(contract_page(BY_STEM["police"]), "What can go wrong")
    refused, rejected, lost = re.split("We reject a row if:|We keep the row but lose a cell if:", wrong)
    assert "`recorded_date` is outside the window" in rejected
    assert "its `offence_ref` is in no accepted row of `offences.csv`" in rejected
    assert "`committed_from` is after recorded_date" in lost
    assert "`offences.csv` has no rows" in refused
    assert "`markers.csv` has no rows" not in refused


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("police", "restates every record whose `recorded_date` is in the days"),
        ("victim_support", "restates every record whose `date_created` is in the days"),
        ("schools", "A record with the same key as an earlier one replaces it."),
        ("police_uk", "A file replaces what earlier files gave for its days."),
    ],
)
def test_what_a_delivery_replaces_follows_from_its_kind(stem, said):
    kinds = ("restates every record", "the same key as an earlier one", "A file replaces")
    corrections = section(contract_page(BY_STEM[stem]), "Corrections and withdrawals")
    assert said in corrections
    assert sum(kind in corrections for kind in kinds) == 1


def test_another_share_of_rejected_rows_is_on_the_page():
    stricter = replace(BY_STEM["schools"], largest_rejected_share=0.02)
    assert "more than 2% of the rows of a file are rejected" in contract_page(stricter)


def test_an_agency_without_notes_still_has_a_page():
    page = contract_page(replace(BY_STEM["schools"], stem="fire"))
    assert "About every 122 days." in page
    assert "Example" not in page
    assert "| `incident_id` |" in page


def test_a_section_that_no_page_has_is_an_error_that_lists_the_others(tmp_path, monkeypatch):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/schools.md").write_text("## Wen\n\nMonthly.\n")
    monkeypatch.setattr(notes_of, "ROOT", tmp_path)
    with pytest.raises(NotesFault, match="no page has a section Wen; use the headings What to send, When"):
        contract_page(BY_STEM["schools"])


def is_known(bench, codes, cell, many=False):
    return not any(found.has_unmapped for found in conform([cell], bench.spellings[codes], "?", many))


def headings_of(path):
    text = path.read_text(encoding="utf-8") if path.suffix == ".md" else ""
    return {anchor(heading) for heading in re.findall("^#+ (.+)$", text, re.MULTILINE)}


def anchor(heading):
    """Return a heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
