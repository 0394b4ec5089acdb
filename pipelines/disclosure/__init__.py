"""Disclosure control: which counts of a statistical extract may be printed, and how.

Here: adding exact counts up to the figures that a sheet prints (`counts`), hiding and rounding them (`suppression`),
and keeping what was printed (`printed_counts`). `differencing` works out what could still be learnt from everything
published. The counts themselves are SQL in `sql/4_extracts/`. How a sheet looks belongs in `workbook`.
"""
