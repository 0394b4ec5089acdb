"""The data dictionary: what it says about each table, and the page of a release that says it."""

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import duckdb
import pytest

from pipelines.build import provenance
from pipelines.build.audit_tables import AUDIT
from pipelines.build.sql_file import CONTRACTS, SqlHeader, SqlTable, sql_tables
from pipelines.build.sql_table import create
from pipelines.build.warehouse import ROOT, SQL, Warehouse
from pipelines.contracts.notes import notes
from pipelines.dictionary.entries import describe, read_queries, tree_entries
from pipelines.dictionary.page import page, table_under, tree_page
from pipelines.landing import ledger
from pipelines.linkage import link, night
from pipelines.release.publish import publish
from pipelines.release.published import PUBLISHED
from schemas.agencies import all_agencies
from tests.drawn.publisher import REAL

VOID, WITHIN_A_LINE = {"meta", "wbr"}, {"a", "code", "span"}

#: What the tree says of each table, read once.
ENTRIES = tree_entries()


class Page(HTMLParser):
    """A page as a browser sees it: its elements, by name, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.open, self.words = [], [], defaultdict(list)
        self.feed(html)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs)), f"{tag} has an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("id")))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open[-1][0] == tag, f"{self.open[-1][0]} is closed by {tag}"
        self.open.pop()
        if tag not in WITHIN_A_LINE:
            self.handle_data(" ")

    def handle_data(self, data):
        for anchor in {anchor for _, anchor in self.open}:
            self.words[anchor].append(data)

    def of(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def said_at(self, anchor: str) -> str:
        """The words within the element with an id."""
        assert anchor in self.words, anchor
        return " ".join("".join(self.words[anchor]).split())


@pytest.fixture(scope="module")
def shown():
    return Page(tree_page(PUBLISHED))


def entry(name):
    return next(each for each in ENTRIES if each.full_name == name)


@pytest.mark.parametrize("name", [*CONTRACTS, *(f"audit.{table.name}" for table in AUDIT)])
def test_every_released_table_and_each_of_its_columns_is_described(shown, name):
    said = shown.said_at(name)
    assert " ".join(entry(name).sentence.split()) in said
    for nuance in entry(name).nuances:
        assert nuance.replace("`", "") in said
    for field in entry(name).fields:
        column = shown.said_at(f"{name}.{field.name}")
        assert column.startswith(field.name)
        assert field.meaning and field.meaning in column
        assert field.kind in column
        assert ("yes" if field.may_be_empty else "no") in column


def test_every_link_leads_to_a_place_on_the_page_and_every_place_is_unique(shown):
    ids = Counter(shown.of("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    links = set(shown.of("href"))
    assert len(links) > 100
    assert {link for link in links if link[0] != "#" or link[1:] not in ids} == set()
    named = {name for label in shown.of("aria-labelledby") for name in label.split()}
    assert named <= set(ids)


def test_nothing_runs_and_nothing_comes_from_outside(shown):
    html = tree_page(PUBLISHED)
    assert "script" not in {tag for tag, _ in shown.elements}
    assert not {"src", "srcset", "data", "action", "style"} & {name for _, named in shown.elements for name in named}
    assert not [name for _, named in shown.elements for name in named if name.startswith("on")]
    assert not re.search(r"https?:|@import|url\(|//\w", html)


def test_a_reader_who_cannot_see_can_find_the_way(shown):
    assert ("html", {"lang": "en-GB"}) in shown.elements
    levels = [int(tag[1]) for tag, _ in shown.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tags = Counter(tag for tag, _ in shown.elements)
    assert tags["table"] == tags["caption"] > 45
    assert all(named.get("scope") in ("col", "row") for tag, named in shown.elements if tag == "th")
    assert {"title", "desc"} <= set(tags)


def test_every_table_of_the_tree_has_a_box_in_the_picture_that_links_to_it():
    svg = tree_page(PUBLISHED).partition("<svg")[2].partition("</svg>")[0]
    boxes = re.findall(r'<a href="#([^"]+)" class="[a-z]+ b\d+"', svg)
    assert {table.full_name for table in sql_tables()} <= set(boxes)
    assert {"agency.police", "agency.schools", "linked.person", "linked.incident"} <= set(boxes)
    assert len(boxes) == len(set(boxes))


def test_a_table_links_to_its_sources_the_tables_made_from_it_and_its_parents(shown):
    said = {name: shown.said_at(name) for name in (each.full_name for each in ENTRIES)}
    for each in ENTRIES:
        assert ", ".join(each.reads) in said[each.full_name]
        assert ", ".join(each.read_by) in said[each.full_name]
        assert all(each.full_name in said[read] for read in each.reads if read in said)
        for field in each.fields:
            place = shown.said_at(f"{each.full_name}.{field.name}")
            assert all(f"refers to {parent}" in place for parent in field.parents)
    assert entry("star.fct_case").reads
    assert "refers to star.dim_district.district_code" in said["star.fct_case"]
    assert "linked.person" in said["staged.equip__contact"]


def test_each_check_is_said_once_and_checks_on_counts_are_left_out():
    answers = [check for check in entry("star.fct_survey_response").checks if "satisfied" in check]
    assert len(answers) == 1
    assert answers[0].startswith("actions, ease_of_contact, follow_up, treatment, whole_experience in ('Completely")
    checks = entry("mart.silo_district_month").checks
    assert "known_to_police + not_known_to_police = unique_incidents" in checks
    assert not [check for check in checks if check.endswith(">= 0")]
    assert "rows_sent = rows_accepted + rows_duplicate + rows_rejected" in entry("audit.delivery").checks


def test_the_joins_that_fan_out_are_as_in_the_readme(shown):
    rows = table_under("Joins that fan out", SQL / "README.md")
    assert rows[0] == ["wrong", "why", "right"]
    assert len(rows) > 10
    said = shown.said_at("content")
    for row in rows[1:]:
        for cell in row:
            assert cell.striptags() in said


def test_each_senders_known_breaks_are_as_in_its_notes(shown):
    breaks = {agency.stem: notes(agency)["Known breaks"] for agency in all_agencies()}
    assert "It sends no names" in breaks["equip"]
    for stem, said in breaks.items():
        assert said in shown.said_at(f"agency.{stem}")


def test_markup_in_the_words_is_shown_and_does_nothing(tmp_path):
    (tmp_path / "less.sql").write_text(
        "-- Is <i>less</i> less?\n-- Nuance: <b>.\nselect 1 from star.dim_date where 1 < 2"
    )
    marked = "<script>alert('a_b')</script> & <a href='https://example.org'>"
    entries = [replace(each, sentence=marked, nuances=(marked,), checks=(marked,)) for each in ENTRIES]
    html = page(entries, read_queries(tmp_path), PUBLISHED)
    shown = Page(html)
    assert not {"script", "i", "b"} & {tag for tag, _ in shown.elements}
    assert all(link.startswith("#") for link in shown.of("href"))
    assert marked in shown.said_at("star.dim_date")
    assert "Is <i>less</i> less?" in shown.said_at("example.less")
    assert "where 1 < 2" in shown.said_at("example.less")


def test_an_example_is_linked_from_each_table_it_reads_and_shows_its_query(tmp_path):
    (tmp_path / "two.sql").write_text(
        "-- How many cases were opened?\n-- Nuance: Withdrawn ones are left out.\n"
        "select count(*) from star.fct_case inner join star.dim_date on date = opened_date where status = 'current'\n"
    )
    examples = read_queries(tmp_path)
    entries = describe(sql_tables(), AUDIT, [], examples)
    asked = {each.full_name for each in entries if each.examples}
    assert asked == {"star.fct_case", "star.dim_date"}
    shown = Page(page(entries, examples, PUBLISHED))
    assert "How many cases were opened?" in shown.said_at("star.dim_date")
    assert "Withdrawn ones are left out." in shown.said_at("example.two")
    assert "where status = 'current'" in shown.said_at("example.two")
    assert shown.of("href").count("#example.two") == 2


def test_without_examples_the_page_does_not_mention_them(tmp_path):
    assert read_queries(tmp_path / "none") == ()
    shown = Page(page(describe(sql_tables(), AUDIT, [], []), [], PUBLISHED))
    assert "Example queries" not in shown.said_at("contents") + shown.said_at("content")


def test_a_table_without_declared_columns_or_readers_is_still_described():
    header = SqlHeader("A new thing.", ("a", "b"), ("Mind `this`.",))
    new = SqlTable("star", "novelty", header, "select a, b from linked.person, audit.column, landed.unheard_of")
    entries = describe([*sql_tables(), new], AUDIT, [], [])
    (found,) = [each for each in entries if each.name == "novelty"]
    assert (found.sentence, found.grain, found.fields, found.read_by) == ("A new thing.", ("a", "b"), (), ())
    assert found.reads == ("audit.column", "landed.unheard_of", "linked.person")
    assert "Mind this." in Page(page(entries, [], PUBLISHED)).said_at("star.novelty")


def test_the_same_tree_gives_the_same_bytes_in_any_process():
    code = """
import sys
from pipelines.dictionary.page import tree_page
from pipelines.release.published import PUBLISHED
from schemas.agencies import all_agencies
sys.stdout.write(tree_page(PUBLISHED))
"""
    seed = {"PYTHONHASHSEED": "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **seed}, capture_output=True, check=True
    )
    assert done.stdout.decode() == tree_page(PUBLISHED)


def test_linkage_reads_and_writes_what_the_dictionary_says_it_does(shown):
    assert {name for each in ENTRIES for name in each.reads if name.startswith("linked.")} == {
        night.PERSON,
        night.INCIDENT,
    }
    contacts = [table.full_name for table in sql_tables() if table.name.endswith(link.CONTACT)]
    assert all(contact in shown.said_at(night.PERSON) for contact in contacts)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A release of every table, all of them empty."""
    con = duckdb.connect()
    provenance.create(con)
    ledger.create(con)
    tables = [table for table in sql_tables() if table.schema in ("star", "mart")]
    for table in tables:
        con.execute(f"create schema if not exists {table.schema}")
        nothing = ", ".join(f"null as {column.name}" for column in table.contract.columns)
        create(con, table, f"select {nothing} where false")
        provenance.note(con, table.full_name, "drawn", 0)
    return publish(con, Warehouse(tmp_path_factory.mktemp("warehouse")), tables, {}, [], REAL)


def test_the_page_is_in_the_release_and_its_hash_in_the_manifest(release):
    assert (release.folder / "dictionary.html").read_text(encoding="utf-8") == tree_page(PUBLISHED)
    assert "dictionary.html" in release.manifest["files"]


def test_every_released_table_and_column_has_the_dictionarys_comment(release):
    with duckdb.connect(release.database, read_only=True) as con:
        tables = dict(con.execute("select schema_name || '.' || table_name, comment from duckdb_tables()").fetchall())
        columns = con.execute(
            "select schema_name || '.' || table_name, column_name, lower(data_type), is_nullable, comment"
            " from duckdb_columns() where not internal order by table_oid, column_index"
        ).fetchall()
    released = {each.full_name: each for each in ENTRIES if each.is_released}
    assert set(tables) == set(released)
    assert all(comment and comment.startswith(released[name].sentence) for name, comment in tables.items())
    assert [(name, column) for name, column, *_, comment in columns if not (comment or "").strip()] == []
    for name, said in released.items():
        found = [(column, kind, meaning) for table, column, kind, _, meaning in columns if table == name]
        assert found == [(field.name, field.kind, field.meaning) for field in said.fields]
    given = {(table, column) for table, column, _, may_be_empty, _ in columns if not may_be_empty}
    assert given == {
        (each.full_name, field.name) for each in released.values() for field in each.fields if not field.may_be_empty
    }
