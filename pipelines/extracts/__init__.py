"""What each partner is given: the sheets of its workbook, its cover and its covering note.

Here: partners, who are listed in `raw/reference/partners.csv` (`partner`), the rows of its own districts that a query
may see (`visible_rows`), and the words around the figures (`cover`, `reader_notes`, `covering_note`). How a workbook is
laid out belongs in `workbook`, hiding counts in `disclosure`, and sending the files in `sending`.
"""
