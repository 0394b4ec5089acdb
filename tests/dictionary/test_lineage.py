"""The lineage picture: the order of its boxes, and where its boxes and lines are."""

import re
from itertools import combinations
from xml.etree import ElementTree as Xml

from pipelines.dictionary.lineage_order import ordered
from pipelines.dictionary.lineage_picture import Box, Column, draw

COLUMNS = [
    Column("Senders", "what is delivered", (Box("police", "Police"), Box("equip", "EQuIP"))),
    Column("staged", "records", tuple(Box(f"staged.{name}", name) for name in ("equip", "police", "contact"))),
    Column("star", "facts", (Box("star.fct_case", "fct_case"), Box("star.bridge", "a_name_of_many_letters_to_fold"))),
]
LINES = [
    ("police", "staged.police"),
    ("equip", "staged.equip"),
    ("equip", "star.fct_case"),
    ("staged.equip", "staged.contact"),
    ("staged.police", "star.bridge"),
]


def picture():
    return Xml.fromstring(draw(COLUMNS, LINES, "A picture", "Who <delivers> what & to whom."))  # noqa: S314 - our own


def order_of(columns, lines):
    at = {name: place for place, names in enumerate(columns) for name in names}
    return ordered(columns, lines, at)


def test_boxes_are_in_an_order_in_which_no_lines_cross():
    columns = [["a", "b", "c"], ["one", "two", "three"]]
    left, right = order_of(columns, [("a", "three"), ("b", "one"), ("c", "two")])
    pairs = {"a": "three", "b": "one", "c": "two"}
    assert [pairs[name] for name in left] == right


def test_a_box_is_beside_the_box_it_reads_in_its_own_column():
    names = ["a", "b", "c", "d", "e", "f"]
    (found,) = order_of([names], [("a", "f"), ("b", "e")])
    assert abs(found.index("a") - found.index("f")) == 1
    assert abs(found.index("b") - found.index("e")) == 1


def test_lines_from_one_box_across_a_column_share_one_place_in_it():
    order = order_of([["a", "x"], ["b"], ["c", "d"]], [("a", "c"), ("a", "d"), ("x", "b"), ("b", "d")])
    assert sorted(order[1]) == ["a through 1", "b"]


def test_every_box_leads_to_its_anchor_and_says_its_name():
    links = {link.get("href"): "".join(link.itertext()) for link in picture().iter("a")}
    assert links == {f"#{box.name}": box.label for column in COLUMNS for box in column.boxes}


def test_no_box_overlaps_another_and_all_are_within_the_picture():
    svg = picture()
    _, _, width, height = map(float, svg.get("viewBox").split())
    boxes = [tuple(float(box.get(side)) for side in ("x", "y", "width", "height")) for box in svg.iter("rect")]
    assert len(boxes) == 7
    assert all(x >= 0 and y >= 0 and x + wide <= width and y + high <= height for x, y, wide, high in boxes)
    for (x, y, wide, high), (left, top, its_width, its_height) in combinations(boxes, 2):
        assert x + wide <= left or left + its_width <= x or y + high <= top or top + its_height <= y


def test_each_line_goes_from_the_right_of_its_source_to_the_side_of_its_reader():
    svg = picture()
    boxes = {}
    for link in svg.iter("a"):
        x, y, width, height = (float(link.find("rect").get(side)) for side in ("x", "y", "width", "height"))
        boxes[link.get("class").split()[1][1:]] = (link.get("href")[1:], x, x + width, y, y + height)
    joined = []
    for path in svg.iter("path"):
        kind, *numbers = path.get("class").split()
        (start, _, right, *sides), (end, left, its_right, *its_sides) = (boxes[number[1:]] for number in numbers)
        moves, points = (
            re.findall(pattern, path.get("d")) for pattern in (r"M([\d.]+) ([\d.]+)", r"([\d.]+) ([\d.]+)")
        )
        (x, y), (last_x, last_y) = (
            tuple(map(float, point)) for point in (moves[0], (points, moves)[kind == "rail"][-1])
        )
        assert x == right and sides[0] < y < sides[1]
        assert last_x == (its_right + 6 if kind == "rail" else left) and its_sides[0] < last_y < its_sides[1]
        joined.append((start, end))
    assert sorted(joined) == sorted(LINES)


def test_the_picture_says_what_it_shows_and_is_the_same_twice():
    svg = picture()
    named = [svg.find(f"*[@id='{name}']").text for name in svg.get("aria-labelledby").split()]
    assert named == ["A picture", "Who <delivers> what & to whom."]
    assert draw(COLUMNS, LINES[::-1], "A", "B") == draw(COLUMNS, LINES, "A", "B")
