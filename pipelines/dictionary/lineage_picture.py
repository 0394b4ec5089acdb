"""The lineage picture, of what is made from what: boxes in columns with lines between them, as SVG.

Here: how boxes and lines are drawn. The order of the boxes in a column is decided in `lineage_order`, and the tables
to show in `page`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from pipelines.dictionary.lineage_order import Order, ordered, steps

GUTTER, LANE = 84, 6
LINE_HEIGHT, PADDING, GAP = 14, 5, 7
HEADER = 50
#: How many letters a line of a box holds; a longer name is folded.
LETTERS = 21


@dataclass(frozen=True)
class Box:
    """A box: its name, which lines and the anchor it leads to use, the words written in it, and its kind."""

    name: str
    label: str
    kind: str = "box"


@dataclass(frozen=True)
class Column:
    """A layer: its heading, a short note, its boxes, and how wide they are."""

    heading: str
    word: str
    boxes: tuple[Box, ...]
    width: int = 158


def draw(columns: Sequence[Column], lines: Collection[tuple[str, str]], title: str, description: str) -> str:
    """Return the picture as SVG to put in a page, where each box links to the anchor with its name.

    Args:
        columns: The layers, from left to right.
        lines: From what is read to what reads it, by the boxes' names; a line never leads to the left.
        title: What the picture is called.
        description: What it shows, for people who can't see it.
    """
    at = {box.name: place for place, column in enumerate(columns) for box in column.boxes}
    numbers = {name: number for number, name in enumerate(at)}
    drawn = sorted(lines, key=lambda line: (numbers[line[0]], numbers[line[1]]))
    texts = {box.name: _folded(box.label) for column in columns for box in column.boxes}
    order = ordered([[box.name for box in column.boxes] for column in columns], drawn, at)
    tops, height = _stacked(order, texts)
    lefts = [sum(column.width + GUTTER for column in columns[:place]) for place in range(len(columns))]
    lanes = _lanes([line for line in drawn if at[line[0]] == at[line[1]]], tops, at)

    width = lefts[-1] + columns[-1].width + (max(lanes.values(), default=0) + 2) * LANE
    svg = Xml.Element(
        "svg",
        {"viewBox": f"0 0 {width} {height}", "aria-labelledby": "picture-title picture-description"},
    )
    Xml.SubElement(svg, "title", {"id": "picture-title"}).text = title
    Xml.SubElement(svg, "desc", {"id": "picture-description"}).text = description
    Xml.SubElement(svg, "style").text = "".join(_highlight(number) for number in range(len(numbers)))
    for source, target in drawn:
        if at[source] == at[target]:
            x = lefts[at[source]] + columns[at[source]].width
            kind, path = "rail", _rail(x, (lanes[source] + 1) * LANE, tops[source], tops[target])
        else:
            kind, path = "line", _line(steps(source, target, at), at[source], columns, lefts, tops)
        Xml.SubElement(svg, "path", {"class": f"{kind} f{numbers[source]} t{numbers[target]}", "d": path})
    for left, column in zip(lefts, columns, strict=True):
        _draw_column(svg, left, column, texts, tops, numbers)
    return Xml.tostring(svg, encoding="unicode")


def _folded(label: str) -> list[str]:
    """Split a long name into two lines of about the same length."""
    places = [index + 1 for index, letter in enumerate(label[:-1]) if letter in "_ " and label[index + 1] != "_"]
    if len(label) <= LETTERS or not places:
        return [label]
    middle = min(places, key=lambda index: max(index, len(label) - index))
    return [label[:middle].rstrip(), label[middle:]]


def _stacked(order: Order, texts: Mapping[str, Sequence[str]]) -> tuple[dict[str, tuple[float, float]], int]:
    """Return the top and height of each box and trunk, and the height of the picture."""
    sizes = {
        name: 2 * PADDING + LINE_HEIGHT * len(texts[name]) if name in texts else 0 for names in order for name in names
    }
    tallest = max(sum(sizes[name] + GAP for name in names) for names in order)
    tops: dict[str, tuple[float, float]] = {}
    for names in order:
        spare = (tallest - sum(sizes[name] + GAP for name in names)) / max(len(names), 1)
        top = HEADER + spare / 2
        for name in names:
            tops[name] = (round(top, 1), sizes[name])
            top += sizes[name] + GAP + spare
    return tops, HEADER + tallest


def _lanes(
    rails: Sequence[tuple[str, str]], tops: Mapping[str, tuple[float, float]], at: Mapping[str, int]
) -> dict[str, int]:
    """Give each box that is read within its own column a lane beside the column that no other box uses there."""
    spans: dict[str, list[float]] = {}
    for source, target in rails:
        spans.setdefault(source, [tops[source][0]]).append(tops[target][0])
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    lanes = {}
    for source, ends in sorted(spans.items(), key=lambda span: max(span[1]) - min(span[1])):
        first, last = min(ends), max(ends)
        lane = 0
        while any(first <= end and start <= last for start, end in taken.get((at[source], lane), ())):
            lane += 1
        taken.setdefault((at[source], lane), []).append((first, last))
        lanes[source] = lane
    return lanes


def _rail(x: float, out: float, source: tuple[float, float], target: tuple[float, float]) -> str:
    """Return a line's path within a column: from a box to its lane, along the lane, and into the other box's side."""
    y, last = source[0] + 6, target[0] + target[1] - 6
    bend = 4 if last > y else -4
    return (
        f"M{x} {y:g}h{out - 4:g}q4 0 4 {bend}V{last - bend:g}q0 {bend} -4 {bend}h{6 - out:g}"
        f"M{x + 6} {last - 3:g}l-5 3l5 3"
    )


def _line(
    run: Sequence[str],
    place: int,
    columns: Sequence[Column],
    lefts: Sequence[float],
    tops: Mapping[str, tuple[float, float]],
) -> str:
    """Return a line's path from column to column."""
    x, y = lefts[place] + columns[place].width, _middle(tops[run[0]])
    path = f"M{x} {y:g}"
    for step in run[1:]:
        place += 1
        to = _middle(tops[step])
        path += f"C{x + GUTTER / 2:g} {y:g} {x + GUTTER / 2:g} {to:g} {x + GUTTER:g} {to:g}"
        x, y = lefts[place] + columns[place].width, to
        if step != run[-1]:
            path += f"H{x}"
    return path


def _middle(top_and_height: tuple[float, float]) -> float:
    top, height = top_and_height
    return round(top + height / 2, 1)


def _draw_column(
    svg: Xml.Element,
    x: int,
    column: Column,
    texts: Mapping[str, Sequence[str]],
    tops: Mapping[str, tuple[float, float]],
    numbers: Mapping[str, int],
) -> None:
    for kind, y, words in (("heading", 18, column.heading), ("word", 35, column.word)):
        Xml.SubElement(svg, "text", {"class": kind, "x": str(x), "y": str(y)}).text = words
    for box in column.boxes:
        top, height = tops[box.name]
        link = Xml.SubElement(svg, "a", {"href": f"#{box.name}", "class": f"{box.kind} b{numbers[box.name]}"})
        sides = {"x": f"{x}", "y": f"{top:g}", "width": f"{column.width}", "height": f"{height}", "rx": "4"}
        Xml.SubElement(link, "rect", sides)
        text = Xml.SubElement(link, "text")
        for number, line in enumerate(texts[box.name]):
            base = top + PADDING + LINE_HEIGHT * (number + 0.76)
            Xml.SubElement(text, "tspan", {"x": f"{x + 8}", "y": f"{base:.1f}"}).text = line


def _highlight(number: int) -> str:
    """Return the style rule that highlights a box's lines while a reader points at it."""
    return f"svg:has(.b{number}:is(:hover,:focus-visible)) :is(.f{number},.t{number}){{stroke:#0b4f8a;stroke-width:2}}"
