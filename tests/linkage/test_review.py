"""Doubtful pairs for a reviewer: what is shown, what is asked, and which answers are kept."""

import re
import shutil
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from pipelines.build import vault
from pipelines.build.vault import KEY_VARIABLE, NEW_KEY_VARIABLE
from pipelines.build.warehouse import Warehouse, connect, open_build
from pipelines.commands.main import app
from pipelines.commands.review import side_by_side
from pipelines.commands.terminal import console
from pipelines.linkage import review
from tests.conftest import open_bench
from tests.drawn.tables import drawn
from tests.running.command import hatecrime

RECORDS = """
    agency         | table_name | record_key | record_ref | record_date | district_code | forename  | surname   | birth_date | birth_year | initials | postcode | outward | person_ref | ethnicity | sex
    police         | victims    | 23/1/17¦1  | 23/1/17    | 2017-08-01  | E07000220     | zbigniewa | qwertyson | 1986-08-02 | 1986       | zq       | CV211CC  | CV21    | P1         | Indian    | Female
    victim_support | cases      | VS-1       | VS-1       | 2017-08-09  | E07000220     | zbigniewa | qwertysen | 1986-02-08 | 1986       | zq       | CV211CC  | CV21    |            |           | Female
    equip          | casework   | EQ-1       | EQ-1       | 2017-08-04  |               |           |           |            | 1986       | zq       |          | CV21    |            | Indian    | Female
"""  # noqa: E501 (a drawn table is as wide as its columns)

PAIRS = """
    agency_l | table_name_l | record_key_l | agency_r       | table_name_r | record_key_r | match_weight | changes_a_count | rank
    equip    | casework     | EQ-1         | police         | victims      | 23/1/17¦1    | 1.0          | false           | 1
    equip    | casework     | EQ-1         | victim_support | cases        | VS-1         | 2.0          | true            | 3
    police   | victims      | 23/1/17¦1    | victim_support | cases        | VS-1         | 4.5          | true            | 2
    equip    | casework     | withdrawn    | victim_support | cases        | VS-1         | 3.0          | true            | 1
"""  # noqa: E501 (a drawn table is as wide as its columns)

TYPES = {"record_date": "date", "birth_date": "date", "birth_year": "bigint", "match_weight": "double",
         "changes_a_count": "boolean", "rank": "integer"}  # fmt: skip


def fill(con, name: str, text: str) -> None:
    """Create a table from a drawing, in any database; `¦` stands for a bar in a cell."""
    rows = [{column: cell and cell.replace("¦", "|") for column, cell in row.items()} for row in drawn(text)]
    columns = ", ".join(f"{column} {TYPES.get(column, 'varchar')}" for column in rows[0])
    con.execute(f"create table {name} ({columns})")
    con.executemany(f"insert into {name} values ({', '.join('?' * len(rows[0]))})", [[*row.values()] for row in rows])


def gathered(con, agencies) -> None:
    assert "police" in {agency.stem for agency in agencies}
    fill(con, "sent", RECORDS)
    record_id = "concat_ws('|', agency, table_name, record_key)"
    con.execute(f"create temp table person_record as select {record_id} as record_id, * from sent")


@pytest.fixture(autouse=True)
def width(monkeypatch):
    """The width of a log, whatever that of the terminal in which the tests run."""
    monkeypatch.setattr(console, "width", 160)


@dataclass(frozen=True)
class Linked:
    """A warehouse in which something has been linked."""

    warehouse: Warehouse

    def review(self, *arguments: str, answers: str = "") -> tuple[int, str]:
        """Run the command and type answers; return its exit code and what it printed."""
        command = ["review", "--warehouse", str(self.warehouse.home), "--by", "a.reviewer", *arguments]
        done = CliRunner().invoke(app, command, input="\n".join([*answers, ""]), catch_exceptions=False)
        return done.exit_code, done.output

    def rows(self, query: str) -> list[tuple]:
        """Return what a query finds in the vault."""
        with connect(self.warehouse) as con, vault.attached(con, self.warehouse.vault):
            return con.execute(query).fetchall()

    def decisions(self) -> list[tuple]:
        """Return the decisions, by records."""
        return self.rows("select record_key_l, record_key_r, verdict from vault.linkage.decision order by all")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.delenv(NEW_KEY_VARIABLE, raising=False)
    monkeypatch.setattr(review, "gather", gathered)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    home = tmp_path_factory.mktemp("linked")
    with open_bench(home) as bench, pytest.MonkeyPatch.context() as patch:
        patch.delenv(KEY_VARIABLE, raising=False)
        with vault.attached(bench.con, bench.warehouse.vault):
            bench.con.execute("create schema vault.linkage")
            fill(bench.con, "vault.linkage.doubtful_pair", PAIRS)
    return home


@pytest.fixture
def linked(first_night, tmp_path) -> Linked:
    shutil.copytree(first_night, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Linked(Warehouse(tmp_path / "warehouse"))


def titles(output: str) -> list[str]:
    return re.findall(r"Pair \d+ of \d+; \d+ are in doubt", output)


def told(output: str) -> list[str]:
    return re.findall(r"The model would say \w+ .*", output)


def asked(output: str) -> list[str]:
    """Return the records of each question, in order."""
    return [" ".join(line.split()[1:]) for line in output.splitlines() if line.split()[:1] == ["Record"]]


def test_pairs_that_would_change_a_count_are_asked_first_and_withdrawn_records_not_at_all(linked):
    code, output = linked.review(answers="yny")
    assert code == 0
    assert titles(output) == [f"Pair {number} of 3; 3 are in doubt" for number in (1, 2, 3)]
    assert told(output) == [
        "The model would say yes (weight 4.5). The answer changes a count.",
        "The model would say no (weight 2.0). The answer changes a count.",
        "The model would say no (weight 1.0). The answer changes no count.",
    ]
    assert linked.decisions() == [("23/1/17|1", "VS-1", "yes"), ("EQ-1", "23/1/17|1", "yes"), ("EQ-1", "VS-1", "no")]
    assert "3 decisions saved; the next load will apply them." in output


def test_both_records_are_shown_side_by_side_masked_and_values_that_agree_are_marked(linked):
    _, output = linked.review(answers="q")
    lines = [" ".join(line.split()) for line in output.splitlines()]
    for line in (
        "Warwickshire Police Victim Support",
        "Record 23/1/17 VS-1",
        "Day 2017-08-01 2017-08-09",
        "District Rugby Rugby",
        "Forename Z••••• = Z•••••",
        "Surname Q••••• ≠ Q•••••",
        "Initials Z• = Z•",
        "Birth date 19••-••-02 ≠ 19••-••-08",
        "Birth year 19•• = 19••",
        "Postcode CV21 ••• = CV21 •••",
        "Postcode area CV21 = CV21",
        "Sex Female = Female",
        "Ethnicity Indian",
        "Person ref •••••",
    ):
        assert line in lines
    assert not any(identity in output.lower() for identity in ("zbigniewa", "qwertys", "1986", "1cc", "p1"))


def test_masked_values_are_shown_on_request_but_only_on_a_terminal(linked):
    code, output = linked.review("--reveal", answers="y")
    assert code == 1
    assert "use it on a terminal" in output
    assert titles(output) == []
    (question,), _ = review.questions(linked.warehouse, 1)
    cells = [[cell.plain for cell in column.cells if hasattr(cell, "plain")]
             for column in side_by_side(question, reveal=True).columns]  # fmt: skip
    assert {"Zbigniewa", "Qwertyson", "1986-08-02", "CV211CC"} <= set(cells[1])
    assert {"Zbigniewa", "Qwertysen", "1986-02-08", "CV211CC"} <= set(cells[3])
    assert "qwertys" not in repr(question).lower()


def test_decided_pairs_are_not_asked_again_and_pairs_put_off_are(linked):
    linked.review(answers="lyl")
    assert linked.decisions() == [("EQ-1", "VS-1", "yes")], "a pair that is put off has no answer"
    _, output = linked.review(answers="q")
    assert titles(output) == ["Pair 1 of 2; 2 are in doubt"]
    _, output = linked.review(answers="nn")
    assert asked(output) == ["23/1/17 VS-1", "EQ-1 23/1/17"]
    _, output = linked.review()
    assert "No pairs are in doubt." in output


def test_a_pair_put_off_by_an_earlier_version_is_asked(linked):
    with connect(linked.warehouse) as con, vault.attached(con, linked.warehouse.vault):
        review.create_decision(con)
    (question, *_), _ = review.questions(linked.warehouse, 3)
    review.decide(linked.warehouse, question, "later", "a.reviewer")
    assert len(review.questions(linked.warehouse, 3)[0]) == 3
    assert review.answers(linked.warehouse) == []


def test_no_more_pairs_than_the_limit_are_asked_and_all_in_doubt_are_counted(linked):
    _, output = linked.review("--limit", "1", answers="yyy")
    assert titles(output) == ["Pair 1 of 1; 3 are in doubt"]
    assert len(linked.decisions()) == 1


def test_nothing_of_the_models_opinion_is_shown_before_the_answer(linked):
    _, output = linked.review(answers="q")
    assert titles(output)
    for word in ("weight", "model", "4.5", "changes"):
        assert word not in output


def test_the_last_answer_can_be_undone_and_the_pair_is_asked_again(linked):
    _, output = linked.review(answers="ynunuuyq")
    first, second = "23/1/17 VS-1", "EQ-1 VS-1"
    assert asked(output) == [first, second, "EQ-1 23/1/17", second, "EQ-1 23/1/17", second, first, second]
    assert linked.decisions() == [("23/1/17|1", "VS-1", "yes")]
    assert "1 decision saved" in output


def test_if_there_is_no_answer_to_undo_it_says_so_and_asks_again(linked):
    _, output = linked.review(answers="uyq")
    assert "No answer has been given yet; hatecrime review --undo takes back an earlier one." in output
    assert [verdict for *_, verdict in linked.decisions()] == ["yes"]


def test_answers_are_listed_with_who_gave_them_and_the_newest_can_be_taken_back_later(linked):
    linked.review(answers="ynq")
    _, output = linked.review("--list")
    rows = [" ".join(line.split()[2:]) for line in output.splitlines()[1:]]
    assert rows == [
        "a.reviewer no EQuIP EQ-1 Victim Support VS-1",
        "a.reviewer yes Warwickshire Police 23/1/17|1 Victim Support VS-1",
    ]
    code, output = linked.review("--undo")
    assert code == 0
    assert "Taken back: no for EQuIP EQ-1 and Victim Support VS-1." in output
    assert [verdict for *_, verdict in linked.decisions()] == ["yes"]
    code, output = linked.review("--undo", "--by", "another")
    assert code == 1
    assert "another has given no answers" in output
    assert [verdict for *_, verdict in linked.decisions()] == ["yes"]


def test_before_any_answer_the_list_says_so(linked):
    assert "No answers have been given yet." in linked.review("--list")[1]


@pytest.mark.parametrize("answers", ["q", ""])
def test_quitting_or_the_end_of_the_input_decides_nothing_more(linked, answers):
    code, output = linked.review(answers=f"y{answers}")
    assert code == 0
    assert len(linked.decisions()) == 1
    assert "1 decision saved; the next load will apply it." in output


def test_after_a_letter_that_is_not_an_answer_the_question_is_asked_again(linked):
    linked.review(answers="xyq")
    assert [verdict for *_, verdict in linked.decisions()] == ["yes"]


def test_a_decision_says_who_and_when_and_at_which_weight(linked):
    linked.review(answers="yq")
    found = linked.rows("""
        select agency_l, table_name_l, agency_r, table_name_r, decided_by, match_weight,
            decided_at between now() - interval 5 minute and now()
        from vault.linkage.decision
    """)
    assert found == [("police", "victims", "victim_support", "cases", "a.reviewer", 4.5, True)]


def test_without_a_name_the_login_name_is_kept(linked, monkeypatch):
    monkeypatch.setenv("LOGNAME", "someone")
    CliRunner().invoke(app, ["review", "--warehouse", str(linked.warehouse.home)], input="y\nq\n")
    assert linked.rows("select decided_by from vault.linkage.decision") == [("someone",)]


def test_linkage_reads_the_decisions(linked):
    linked.review(answers="ynl")
    with connect(linked.warehouse) as con, vault.attached(con, linked.warehouse.vault):
        assert review.decided(con) == [
            ("equip|casework|EQ-1", "victim_support|cases|VS-1", "no"),
            ("police|victims|23/1/17|1", "victim_support|cases|VS-1", "yes"),
        ]


def test_without_decisions_there_is_nothing_to_apply(linked):
    with connect(linked.warehouse) as con, vault.attached(con, linked.warehouse.vault):
        assert review.decided(con) == []


def test_decisions_are_kept_under_a_new_key(linked):
    linked.review(answers="ynq")
    before = linked.decisions()
    done = CliRunner().invoke(app, ["vault", "rekey", "--warehouse", str(linked.warehouse.home)])
    assert done.exit_code == 0
    assert linked.decisions() == before
    linked.review(answers="y")
    assert len(linked.decisions()) == 3


def test_nothing_typed_or_shown_is_in_any_file_but_the_vault(linked):
    linked.review(answers="yny")
    for path in linked.warehouse.home.rglob("*"):
        if path.is_file() and ".extensions" not in path.parts:
            content = path.read_bytes().lower()
            assert not any(word in content for word in (b"zbigniewa", b"qwertys", b"a.reviewer")), path.name


def test_the_key_is_needed(linked, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "not-the-key")
    code, output = linked.review(answers="y")
    assert code == 1
    assert "Put the right key back" in output
    assert "not-the-key" not in output


def test_the_error_names_a_running_load(linked):
    with open_build(linked.warehouse):
        # Two connections of one process do not block each other.
        busy = hatecrime("review", "--warehouse", linked.warehouse.home)
    assert busy.exit_code == 1
    assert "one writes at a time" in busy.output


@pytest.mark.parametrize("missing", ["build.duckdb", "vault.duckdb", "everything linked"])
def test_if_nothing_is_linked_yet_it_says_so_and_makes_nothing(linked, missing):
    if missing == "everything linked":
        linked.rows("drop table vault.linkage.doubtful_pair")
    else:
        (linked.warehouse.home / missing).unlink()
    code, output = linked.review()
    assert code == 1
    assert "run hatecrime nightly first" in output
    assert not (linked.warehouse.home / missing).exists()
