"""What a sender sent, read as text: CSV, Excel and JSON files, their headers and coded cells.

Here: turning a file into rows of text and matching its headings to a contract. What a cell means, and whether a row may
stay, is decided in `landing`. Nothing here opens a database.
"""
