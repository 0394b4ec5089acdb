"""What a night makes again when the project's own files change: what those files make, and nothing else."""

import ast
import shutil

import duckdb
import pytest

from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, equip_delivery, police_delivery
from tests.running.project import copy_project, nightly

#: More than a line in a docstring: different code that does the same as before.
DOES_NOTHING = "\n\n_UNUSED = 0\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project that has run a night, with one partner's workbook."""
    copy = tmp_path_factory.mktemp("project")
    copy_project(copy)
    raw = copy / "deliveries/raw"
    police_delivery(raw, offences=[OFFENCE], markers=[MARKER], victims=[VICTIM])
    equip_delivery(raw)
    shutil.copytree(copy / "raw/reference", raw / "reference")
    listed = raw / "reference/partners.csv"
    header, *rows = listed.read_text(encoding="utf-8").splitlines(keepends=True)
    listed.write_text("".join([header, *(row for row in rows if row.startswith("csp_rugby,"))]), encoding="utf-8")
    ran = nightly(copy)
    assert ran.exit_code == 0, ran.output
    return copy


def build(project, query):
    with duckdb.connect(project / "deliveries/warehouse/build.duckdb", read_only=True) as con:
        return con.execute(query).fetchall()


class Seen:
    """What a warehouse holds that a night may have made again."""

    def __init__(self, project):
        self.read = dict(build(project, "select agency, max(loaded_at) from audit.delivery group by agency"))
        ((self.linked,),) = build(project, "select max(linked_at) from audit.linkage_quality")
        ((self.workbook,),) = build(project, "select fingerprint from built.made where name = 'extract.csp_rugby'")
        self.release = (project / "deliveries/warehouse/current").resolve()


def night(project):
    """Run a night, and return what the warehouse held before and what it holds now."""
    before = Seen(project)
    ran = nightly(project)
    assert ran.exit_code == 0, ran.output
    return before, Seen(project)


def append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_docstring_anywhere_and_the_code_of_a_command_make_nothing_again(project):
    for path in [*(project / "pipelines").rglob("*.py"), *(project / "schemas").rglob("*.py")]:
        path.write_text(_explained(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (project / "pipelines").rglob("*.sql*"):
        path.write_text(f"-- Explained better.\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    command = project / "pipelines/commands/terminal.py"
    text = command.read_text(encoding="utf-8")
    assert 'help="The folder of the warehouse."' in text
    command.write_text(
        text.replace('help="The folder of the warehouse."', 'help="Another help text."'), encoding="utf-8"
    )
    append(project / "pipelines/commands/main.py", DOES_NOTHING)
    before, after = night(project)
    assert vars(after) == vars(before)


def test_a_change_of_an_agencys_contract_rereads_only_its_deliveries(project):
    append(project / "schemas/equip.py", DOES_NOTHING)
    before, after = night(project)
    assert after.read["equip"] > before.read["equip"]
    assert after.read["police"] == before.read["police"]


def test_linkage_is_done_again_when_it_changes_and_nothing_is_read_again(project):
    append(project / "pipelines/linkage/clusters.py", DOES_NOTHING)
    before, after = night(project)
    assert after.linked > before.linked
    assert after.read == before.read


def test_a_workbook_is_made_again_when_what_makes_it_changes_and_nothing_else_is(project):
    append(project / "pipelines/workbook/column.py", DOES_NOTHING)
    before, after = night(project)
    assert after.workbook != before.workbook
    assert (after.read, after.linked) == (before.read, before.linked)
    assert after.release != before.release


def _explained(text):
    """Return a module with one more sentence in every docstring."""
    lines = text.splitlines(keepends=True)
    said = [
        node.body[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node) is not None
    ]
    for docstring in sorted(said, key=lambda node: -node.lineno):
        end = docstring.end_lineno - 1
        cut = lines[end].rstrip("\n").rindex('"""')
        lines[end] = f"{lines[end][:cut]} Explained better.{lines[end][cut:]}"
    return "".join(lines)
