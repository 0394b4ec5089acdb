"""What all commands do the same, done once: the tests' commands are forked from a process that imported this module.

Here: imports, and reading the project's own files, whose results the forked commands find remembered. Nothing here
depends on the environment, because each command has its own.
"""

from importlib import import_module

for module in (
    "pipelines.commands.main",
    "pipelines.disclosure.differencing.tables",
    "pipelines.extracts.extract",
    "pipelines.landing.land",
    "pipelines.release.publish",
    "pipelines.linkage.night",
    "pipelines.nightly",
):
    import_module(module)

from pipelines.build.warehouse import ROOT, Warehouse  # noqa: E402
from pipelines.definitions import definitions  # noqa: E402
from pipelines.dictionary.entries import tree_entries  # noqa: E402

definitions(ROOT / "raw", Warehouse(ROOT / "warehouse"))
tree_entries()
