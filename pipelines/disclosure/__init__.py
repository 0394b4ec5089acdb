"""Disclosure control: which counts of a statistical extract may be printed, and how.

Here: summing counts to what a sheet prints, hiding and rounding them, and (`differencing`) what could still be worked
out from everything published. Which counts there are is SQL in `sql/4_extracts/`. How a sheet looks belongs in
`workbook`.
"""
