"""Reading the files that agencies send: CSV, Excel and JSON, their headers and their coded cells.

Here: turning a file into rows of text and matching its headings to a contract. `landing` decides what a cell means and
whether a row is accepted. Nothing here opens a database.
"""
