"""How wide text is as gptables prints it, and how many lines it takes.

Here: measuring text. `column` decides how wide a column is.
"""

from collections.abc import Mapping

ARIAL_12 = 16  # pixels: the height of the letters that gptables prints
PADDING = 6  # pixels that Excel leaves free, on both sides together

#: Arial's letters by their widths, in thousandths of their height; Helvetica's and Liberation Sans's are the same.
_REGULAR: Mapping[int, str] = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_BOLD: Mapping[int, str] = {
    238: "'",
    278: " ,./I\\ijl",
    280: "|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    474: '"',
    500: "z",
    556: "#$0123456789J_aceksvxy",
    584: "+<=>^~",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
}
_OTHER = 611  # the width of any letter not listed above

_WIDTHS = {
    is_bold: {letter: width for width, letters in widths.items() for letter in letters}
    for is_bold, widths in ((False, _REGULAR), (True, _BOLD))
}


def pixels(text: str, *, is_bold: bool = False) -> float:
    """Return how wide text is in Arial 12, in pixels."""
    widths = _WIDTHS[is_bold]
    return sum(widths.get(letter, _OTHER) for letter in text) * ARIAL_12 / 1000


def line_lengths(text: str, room: float, *, is_bold: bool = False) -> list[float]:
    """Break text as a cell of this width does, and return the lines' lengths in pixels."""
    lengths = []
    for line in text.splitlines() or [""]:
        filled = 0.0
        for word in line.split():
            joined = filled + pixels(" " * bool(filled) + word, is_bold=is_bold)
            if filled and joined > room:
                lengths.append(filled)
                joined = pixels(word, is_bold=is_bold)
            filled = joined
        lengths.append(filled)
    return lengths


def lines_needed(text: str, width: int, *, scale: float = 1, is_bold: bool = False) -> int:
    """Return how many lines text takes in a column of a given width.

    Args:
        text: The text.
        width: The column's width in pixels.
        scale: How much larger than Arial 12 the text is printed.
        is_bold: Whether the text is bold.
    """
    return len(line_lengths(text, (width - PADDING + 1) / scale, is_bold=is_bold))
