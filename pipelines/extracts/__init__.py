"""What each partner is given: the sheets of its workbook, its cover and its covering note.

Here: partners, the queries of their templates limited to their districts, and the words around the figures. How a
workbook is laid out belongs in `workbook`, hiding counts in `disclosure`, and sending the files in `sending`.
"""
