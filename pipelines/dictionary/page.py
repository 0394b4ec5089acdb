"""The data dictionary as a page of a release: no script, nothing from outside, and always the same from the same tree.

Here: what the page shows besides the tables' entries, and how it becomes HTML. What is said about a table is in
`entries`, the look of the page in `page.html.jinja`, and the drawing of its picture in `lineage_picture`.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from pipelines.build.warehouse import SQL
from pipelines.contracts.notes import notes
from pipelines.dictionary.entries import CONTACT, LINKED, RELEASED, Entry, Query, read_queries, tree_entries
from pipelines.dictionary.lineage_picture import Box, Column, draw
from pipelines.landing.landed import landed_name
from schemas.agencies import all_agencies
from schemas.contract import Agency
from schemas.reference import REFERENCE

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
#: A name in prose: text between backticks, agencies joined by +, any word with an underscore, a table with its schema.
_NAME = re.compile(
    r"(`[^`]+`|\b[a-z_]+(?:\+[a-z_]+)+|\b(?:[a-z]+\.)?[a-z]+(?:_[a-z0-9]+)+\b|\b(?:mart|star|audit|linked)\.[a-z]+\b)"
)
#: The boxes of the picture, and their anchors on the page, that stand for several tables: what all senders deliver,
#: what earlier releases published, and the reference lists.
_LANDED, _EARLIER, _LISTS = "landed", "published", "reference"


def tree_page(earlier: Collection[str], notice: str = "") -> str:
    """Return the dictionary of this source tree.

    Args:
        earlier: Full names of the tables that hold what earlier releases published.
        notice: What to say before everything else, if anything.
    """
    return page(tree_entries(), read_queries(SQL / "examples"), earlier, notice)


def page(entries: Sequence[Entry], examples: Sequence[Query], earlier: Collection[str], notice: str = "") -> str:
    """Return the dictionary as one page of HTML.

    Args:
        entries: What is said about each table, including staged ones, in the order to show them.
        examples: The example queries.
        earlier: Full names of the tables that hold what earlier releases published; they share one entry.
        notice: What to say before everything else, if anything.
    """
    agencies = all_agencies()
    anchors = _anchors(entries, agencies, earlier)
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = lambda text: _prose(text, anchors)
    environment.filters["name"] = _name
    return environment.get_template("page.html.jinja").render(
        notice=notice,
        schemas={schema: [entry for entry in entries if entry.schema == schema] for schema in RELEASED},
        staged=[entry for entry in entries if not entry.is_released],
        agencies=agencies,
        landed_name=landed_name,
        lists=REFERENCE,
        examples=examples,
        anchors=anchors,
        linked_by=_linked_by(entries),
        contacts=[entry.full_name for entry in entries if entry.full_name.endswith(CONTACT)],
        fan_out=table_under("Joins that fan out", SQL / "README.md"),
        breaks={agency.stem: _prose(notes(agency).get("Known breaks", ""), anchors) for agency in agencies},
        picture=Markup(_picture(entries, agencies, anchors, earlier)),  # noqa: S704 - built from elements that are each escaped
    )


def table_under(heading: str, file: Path) -> list[list[Markup]]:
    """Return the rows of the first table under a heading in a Markdown file, headers first; links become plain text.

    If there is no such table, return no rows: editing a Markdown file must not stop a release.
    """
    tokens = _MARKDOWN.parse(file.read_text(encoding="utf-8") if file.exists() else "")
    start = next((index for index, token in enumerate(tokens) if token.content == heading), len(tokens))
    rows: list[list[Markup]] = []
    for token, inner in zip(tokens[start:], tokens[start + 1 :], strict=False):
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("th_open", "td_open"):
            plain = [each for each in inner.children or () if each.type not in ("link_open", "link_close")]
            cell = _MARKDOWN.renderer.render(plain, _MARKDOWN.options, {})
            rows[-1].append(Markup(cell))  # noqa: S704 - anything like HTML in it is escaped
    return rows


def _anchors(entries: Sequence[Entry], agencies: Iterable[Agency], earlier: Collection[str]) -> dict[str, str]:
    """Return the anchor that describes each table, by its full name and, if it has an underscore, its short name."""
    anchors = {f"landed.{name}": _LANDED for name in ("record", "agency")}
    anchors |= dict.fromkeys(earlier, _EARLIER)
    anchors |= {f"reference.{table.name}": f"reference.{table.name}" for table in REFERENCE}
    for agency in agencies:
        anchors |= {f"landed.{landed_name(agency, table)}": f"agency.{agency.stem}" for table in agency.tables}
    anchors |= {name: name for name in _linked_by(entries)}
    anchors |= {entry.name: entry.full_name for entry in entries if "_" in entry.name}
    return anchors | {entry.full_name: entry.full_name for entry in entries}


def _prose(text: str, anchors: Mapping[str, str]) -> Markup:
    """Show the names in a text as code, and link the names of tables."""
    parts = []
    for index, part in enumerate(_NAME.split(text)):
        code = Markup("<code>{}</code>").format(_name(part.strip("`")))
        if index % 2 == 0:
            parts.append(escape(part))
        elif part.strip("`") in anchors:
            parts.append(Markup('<a href="#{}">{}</a>').format(anchors[part.strip("`")], code))
        else:
            parts.append(code)
    return Markup("").join(parts)


def _name(name: str) -> Markup:
    """Let a long name break after its underscores and dots."""
    return Markup("<wbr>").join(re.split(r"(?<=[_.])(?![_.])", name))


def _picture(
    entries: Sequence[Entry], agencies: Iterable[Agency], anchors: Mapping[str, str], earlier: Collection[str]
) -> str:
    """Draw the lineage picture, by layer."""
    layers: dict[str, list[Box]] = {"staged": [], LINKED: [], "star": [], "mart": []}
    lines = []
    for entry in entries:
        if entry.schema in layers:
            kind = entry.name.partition("_")[0] if entry.schema == "star" else entry.schema
            layers[entry.schema].append(Box(entry.full_name, entry.name, kind))
            lines += [(_source(read, anchors, earlier), entry.full_name) for read in entry.reads]
    for name in _linked_by(entries):
        layers[LINKED].append(Box(name, name.removeprefix(f"{LINKED}."), LINKED))
        lines += [(entry.full_name, name) for entry in entries if entry.full_name.endswith(CONTACT)]
    senders = {f"agency.{agency.stem}": agency.title for agency in agencies}
    senders |= {_LANDED: "All deliveries", _EARLIER: "Earlier releases", _LISTS: "Reference lists"}
    drawn = {box.name for boxes in layers.values() for box in boxes}
    senders |= {source: source for source, _ in sorted(lines) if source not in drawn | set(senders)}
    columns = [
        Column("Sources", "deliveries and lists", tuple(Box(*each, "sender") for each in senders.items()), width=140),
        Column("staged", "the current records", tuple(layers["staged"])),
        Column(LINKED, "by linkage", tuple(layers[LINKED]), width=72),
        Column("star", "facts, bridges, dimensions", tuple(layers["star"])),
        Column("mart", "by district and month", tuple(layers["mart"])),
    ]
    return draw(
        columns,
        set(lines),
        "From the sources to the marts",
        "Boxes in five columns, from left to right: the sources, the staged tables, linkage, the star and the marts. "
        "Lines join each table to the tables it is made from. Each entry below says the same in words, under Made from "
        "and Used to make.",
    )


def _source(read: str, anchors: Mapping[str, str], earlier: Collection[str]) -> str:
    """Return the box for a table that is read; each sender, the earlier releases and the lists have one box."""
    if read.startswith("reference."):
        return _LISTS
    if read == "audit.delivery":
        return _LANDED
    return _EARLIER if read in earlier else anchors.get(read, read)


def _linked_by(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Return the tables that read each table written by linkage."""
    linked = sorted({read for entry in entries for read in entry.reads if read.startswith(f"{LINKED}.")}, reverse=True)
    return {name: [entry.full_name for entry in entries if name in entry.reads] for name in linked}
