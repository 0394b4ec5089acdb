"""What all commands do the same, done once: the tests' commands are forked from a process that imported this module.

Here: only imports. No module reads the environment when it is imported, because each command has its own.
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
