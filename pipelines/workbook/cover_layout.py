"""The cover of a workbook, as gptables lays it out.

Here: how its paragraphs are printed. Their words come from `workbook` and, for changes and gaps, `extracts/cover`.
"""

from collections.abc import Mapping, Sequence

from gptables import Cover, GPWorkbook

from pipelines.workbook.sheet import LINE_HEIGHT, plain, set_up_print
from pipelines.workbook.text_width import lines_needed

WIDTH = 100  # letters, the unit in which gptables sets the cover's width
PIXELS_A_LETTER = 7
TITLE_SCALE = 16 / 12  # gptables prints the cover's title in bold 16 point
PARAGRAPH: Mapping[str, object] = {"valign": "top"}
MARKING: Mapping[str, object] = {"bold": True, "valign": "top"}
HEADING: Mapping[str, object] = {"bold": True, "font_size": 14}  # as gptables prints its own


def add_cover(
    book: GPWorkbook,
    *,
    title: str,
    marking: str,
    introduction: Sequence[str],
    sections: Mapping[str, Sequence[str]],
    contact: str,
) -> None:
    """Add the cover.

    Args:
        book: The workbook to add it to.
        title: The cover's title.
        marking: The security marking, which comes first.
        introduction: The opening paragraphs.
        sections: Paragraphs by heading; a heading without any is left out.
        contact: Whom to ask; may contain one link, `[words](address)`.
    """
    paragraphs = [(marking, MARKING), *((text, PARAGRAPH) for text in introduction)]
    for heading, texts in sections.items():
        if texts:
            paragraphs += [(heading, HEADING), *((text, PARAGRAPH) for text in texts)]
    intro = [plain(text, **text_format) for text, text_format in paragraphs]
    worksheet = book.add_worksheet("Cover")
    worksheet.write_cover(Cover(title, intro=intro, contact=[contact], width=WIDTH))
    width = WIDTH * PIXELS_A_LETTER
    worksheet.set_row(0, lines_needed(title, width, scale=TITLE_SCALE, is_bold=True) * LINE_HEIGHT * TITLE_SCALE)
    # Row heights separate paragraphs. The first and the last heading come from gptables.
    rows = [("Introductory information", HEADING), *paragraphs, ("Contact", HEADING)]
    for row, (text, text_format) in enumerate(rows, start=1):
        lines = 2 if text_format is HEADING else lines_needed(text, width) + 0.5
        worksheet.set_row(row, lines * LINE_HEIGHT)
    set_up_print(worksheet)
