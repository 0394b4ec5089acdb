"""What every command does alike, done once: the commands that tests run are forked from a process that imported this.

Here: imports alone. No module reads the environment as it is imported: each command has its own.
"""

from importlib import import_module

for module in (
    "dagster",
    "pipelines.commands.main",
    "pipelines.disclosure.differencing.tables",
    "pipelines.extracts.extract",
    "pipelines.landing.land",
    "pipelines.release.publish",
    "pipelines.linkage.night",
    "pipelines.nightly",
    "pipelines.definitions",
):
    import_module(module)
