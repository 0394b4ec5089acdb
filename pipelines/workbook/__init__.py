"""An Excel workbook: laid out, written, and checked for accessibility once it is finished.

Here: worksheets, columns, the cover's layout and the rules a finished file must keep. What a workbook says, and which
partner gets it, belongs in `extracts`. `disclosure` decides which numbers it may show.
"""
