"""Disclosure control: which counts of a statistical extract may be printed, and how.

Here: adding exact counts up to the figures a sheet prints (`counts`), hiding and rounding them (`suppression`), keeping
what was printed (`printed_counts`), and working out what could still be learnt from everything published
(`differencing`). Which counts there are is SQL in `sql/4_extracts/`. How a sheet looks belongs in `workbook`.
"""
