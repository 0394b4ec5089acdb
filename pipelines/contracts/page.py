"""An agency's page in `docs/contracts/`, in Markdown, always the same from the same source tree.

Here: what the page shows of a contract. Its words for all agencies are in `contract.md.jinja`.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipelines.contracts.code_lists import CodeList, code_list, committed_rows
from pipelines.contracts.notes import notes_for_page
from pipelines.files.codes import SEPARATORS
from pipelines.files.headers import HEADER_WITHIN
from pipelines.landing.examination import is_fatal
from pipelines.landing.values import READERS, CellReader
from schemas.contract import Agency, Column, Table


def contract_page(agency: Agency) -> str:
    """Return an agency's page, as Markdown that can be handed to the agency.

    Raises:
        NotesFault: if `schemas/<agency>.md` has a section that no page has.
    """
    environment = Environment(  # noqa: S701 - Markdown, made from this source tree alone
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("contract.md.jinja").render(
        agency=agency,
        notes=notes_for_page(agency),
        kinds=_kinds(agency),
        code_lists=_code_lists(agency),
        format_of=_format_of,
        rules=_rules,
        endings=list(dict.fromkeys(table.file.rpartition(".")[2] for table in agency.tables)),
        has_many=any(column.many for column in _columns(agency)),
        separators=" ".join(f"`{each}`" for each in SEPARATORS[:-1]) + f' or "{SEPARATORS[-1]}"',
        header_within=HEADER_WITHIN,
        contact=_contact(),
    )


def _contact() -> str:
    """Return whom to ask: the publisher of real figures."""
    (real,) = (row for row in committed_rows("publisher") if row["deliveries"] == "real")
    return f"{real['publisher']}: {real['contact']}"


def _columns(agency: Agency) -> list[Column]:
    return [column for table in agency.tables for column in table.columns if not column.free_text]


def _kinds(agency: Agency) -> list[CellReader]:
    """Return the kinds of cell that an agency's columns have, apart from codes, without repeats."""
    return [READERS[reads] for reads in dict.fromkeys(each.reads for each in _columns(agency) if each.codes is None)]


def _code_lists(agency: Agency) -> list[CodeList]:
    return [code_list(name) for name in dict.fromkeys(each.codes for each in _columns(agency) if each.codes)]


def _format_of(table: Table, column: Column) -> str:
    """Say how a column's cells are written, and whether they identify someone."""
    if column.free_text:
        return "free text: never read"
    if column.codes is not None:
        return f"{'one or several codes' if column.many else 'a code'} from [{column.codes}](#{column.codes})"
    rule = table.schema.columns[column.name].description
    written = rule or READERS[column.reads].kind
    return f"{written}; identity" if column.identity else written


def _rules(table: Table, *, reject: bool) -> list[tuple[str, str]]:
    """Return the rules between columns: the column, and what is wrong with a row that breaks its rule.

    Args:
        table: The table.
        reject: Whether to return the rules that reject a row, or those that only lose its cell.
    """
    columns = {column.name: column for column in table.columns}
    return [
        (check.name, check.error) for check in table.schema.checks if is_fatal(table, columns[check.name]) == reject
    ]
