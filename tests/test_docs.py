"""What README and docs ask people to type, typed as written; and that their links lead somewhere."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
CONTRACTS = ROOT / "docs/contracts/README.md"
PAGES = [README, *DOCS, ROOT / "sql/README.md", ROOT / "raw/README.md", ROOT / "raw/reference/README.md"]
QUERY = (ROOT / "docs/query.md").read_text(encoding="utf-8")


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", QUERY, re.MULTILINE | re.DOTALL)


@pytest.fixture
def warehouse(county, tmp_path, monkeypatch) -> Path:
    """A folder as the snippets find it: in it, a warehouse whose current release is the county's."""
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse/current").symlink_to((county.warehouse / "current").resolve())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "warehouse"


@pytest.mark.usefixtures("warehouse")
def test_the_python_snippets_print_what_they_query(capsys):
    printed = []
    for snippet in snippets("python"):
        names: dict = {}
        exec(snippet, names)  # noqa: S102 - our own README
        printed.append(capsys.readouterr().out)
        if "engine" in names:
            names["engine"].dispose()  # a pool that keeps the release open locks other tests out
    by_duckdb, by_sqlalchemy = printed
    assert re.search(r"2017-03-01 +11$", by_duckdb, re.MULTILINE)
    assert by_sqlalchemy.startswith("SYNTHETIC: ")
    assert "What each agency knew about hate incidents in each district and month" in by_sqlalchemy
    assert "distinct incidents, by the central threshold" in by_sqlalchemy
    assert "(datetime.date(2017, 3, 1), 78)" in by_sqlalchemy


def test_the_releases_are_compared_as_it_says(warehouse):
    (comparison,) = snippets("sql")
    (earlier,) = re.findall(r"'(warehouse/releases/.*?)'", comparison)
    path = warehouse.parent / earlier
    path.parent.mkdir(parents=True)
    shutil.copyfile(warehouse / "current/hatecrime.duckdb", path)
    with duckdb.connect(path) as con:
        con.execute("""
            update mart.silo_district_month
            set unique_incidents_low = 14, unique_incidents = 14, known_to_police = 12
            where district_name = 'Rugby' and month_start = date '2017-03-01'
        """)
    with duckdb.connect() as con:
        found = con.execute(comparison).fetchall()
    assert [(district, str(month), was, now) for district, month, was, now in found] == [
        ("Rugby", "2017-03-01", 14, 15)
    ]


def test_a_release_that_does_not_exist_is_an_error_and_not_a_release_without_changes(county):
    (query,) = re.findall(r'^hatecrime sql "(.* from mart.revision .*)"$', QUERY, re.MULTILINE)
    (given,) = re.findall(r"release_id = '(\w+)'", query)
    oldest = county.figure("select min(release_id) from audit.release")
    assert len(county.rows(query.replace(given, str(oldest)))) > 1
    newest = county.figure("select max(release_id) from audit.release")
    assert county.rows(query.replace(given, str(newest))) == [], "nothing has changed since the current release"
    with pytest.raises(duckdb.Error, match="There is no such release: hatecrime releases lists them"):
        county.rows(query)


def test_every_example_query_is_linked():
    linked = set(re.findall(r"\(\.\./sql/examples/(\w+)\.sql\)", QUERY))
    assert linked == {path.stem for path in (ROOT / "sql/examples").glob("*.sql")}


@pytest.mark.parametrize("page", [README, *DOCS, ROOT / "sql/README.md", ROOT / "raw/README.md", CONTRACTS], ids=str)
def test_every_link_to_a_file_leads_to_one(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_of_the_docs_is_linked_from_the_readme():
    linked = set(re.findall(r"\(docs/([\w-]+\.md)\)", README.read_text(encoding="utf-8")))
    assert linked == {page.name for page in DOCS}


def test_the_readme_is_short():
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150
