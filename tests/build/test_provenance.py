"""What is built anew, and what is read anew, when code changes."""

import ast

from pipelines.build import provenance
from pipelines.build.warehouse import ROOT, SQL

#: Modules of `pipelines/lib` that the door uses, and that decide nothing of what lands.
_DECIDES_NOTHING = {"agencies", "built", "ledger", "refusal", "rejected", "vault", "warehouse"}


def test_every_module_that_the_door_uses_is_part_of_it_or_decides_nothing():
    used = {name for module in provenance._DOOR_MODULES for name in _imported(module)}
    assert used - set(provenance._DOOR_MODULES) == _DECIDES_NOTHING


def test_all_sql_but_the_examples_is_code_that_a_release_is_made_by():
    counted = {path for path in provenance._CODE if path.suffix == ".sql"}
    assert {path.parent for path in SQL.rglob("*.sql") if path not in counted} == {SQL / "examples"}


def _imported(module):
    tree = ast.parse((ROOT / "pipelines/lib" / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "pipelines.lib":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipelines.lib."):
            yield node.module.rpartition(".")[2]
