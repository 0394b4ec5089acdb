"""What every command does alike, done once: the commands that tests run are forked from a process that imported this.

Here: imports, and what is read of the tree. No module is named that reads the environment as it is imported: each
command has its own.
"""

from importlib import import_module

from pipelines.lib.dictionary_page import tree_page

for module in (
    "dagster",
    "pipelines.cli",
    "pipelines.differencing.tables",
    "pipelines.lib.extract",
    "pipelines.lib.landing",
    "pipelines.lib.publish",
    "pipelines.linkage.night",
    "pipelines.nightly",
):
    import_module(module)
tree_page()
