"""What every command does alike, done once: the commands that tests run are forked from a process that imported this.

Here: imports, and what is read of the tree. No module is named that reads the environment as it is imported: each
command has its own.
"""

from importlib import import_module

from pipelines.dictionary.page import tree_page

for module in (
    "dagster",
    "pipelines.commands.main",
    "pipelines.disclosure.differencing.tables",
    "pipelines.extracts.extract",
    "pipelines.landing.land",
    "pipelines.release.publish",
    "pipelines.linkage.night",
    "pipelines.nightly",
):
    import_module(module)
tree_page()
