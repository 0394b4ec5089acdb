"""What each partner receives: the sheets of its workbook, the cover and the covering note.

Here: the partners listed in `raw/reference/partners.csv` (`partner`), and the rows of a partner's own districts that a
query may see (`visible_rows`). The words around the figures are here too (`cover`, `reader_notes`, `covering_note`).
Laying out a workbook belongs in `workbook`, hiding counts in `disclosure`, and sending the files in `sending`.
"""
