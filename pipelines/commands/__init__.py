"""The command `hatecrime`: options, printing and exit codes.

Here: a module for each command, or for two or three that belong together (`main` lists them), and what they share:
options and the console (`terminal`), tables of rows (`printing`), and what an engineer reads in the morning
(`morning`). The work of a command belongs in the package that does it.

A command imports what it needs when it runs, so `hatecrime --help` takes no longer than a terminal's user expects:
pandas, Dagster, DuckDB and the like take seconds.
"""
