"""SQL kept in files beside the module that runs it, and the names a contract puts into it.

Here: reading `sql/<name>.sql`, and filling in `sql/<name>.sql.jinja`. A value never goes into a statement's text: it is
bound as a parameter, `$name`. Only names, which are quoted, and pieces of SQL made here or declared by a contract are
filled in. The statements themselves belong to each package.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Sql(str):
    """A piece of SQL that goes into a statement unchanged. All other text is quoted as a name."""

    __slots__ = ()


def name(*parts: str) -> Sql:
    """Return a name as SQL: each part in double quotes, with dots between, as in `"mart"."coverage_month"`."""
    return Sql(".".join('"' + part.replace('"', '""') + '"' for part in parts))


def text(value: object) -> Sql:
    """Return a text as an SQL literal, for the few statements that take no parameters, such as `attach`."""
    return Sql("'" + str(value).replace("'", "''") + "'")


def listed(pieces: Iterable[str], between: str = ", ") -> Sql:
    """Return pieces of SQL joined together; a piece that is not `Sql` is a name."""
    return Sql(between.join(map(_filled, pieces)))


class Statements:
    """The SQL of a package: the files of its folder `sql/`."""

    def __init__(self, module_file: str) -> None:
        """Use the folder `sql/` beside a module, given by the module's `__file__`."""
        self.folder = Path(module_file).with_name("sql")
        self._templates = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=False,  # noqa: S701 (it makes SQL, not HTML; `finalize` quotes what is filled in)
            finalize=_filled,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"names": listed, "text": text}
        self._templates.globals = {"name": name}

    def __call__(self, statement: str, **slots: object) -> str:
        """Return a statement.

        Args:
            statement: The file's name, without its ending.
            slots: What to fill into `<statement>.sql.jinja`; a statement without slots is `<statement>.sql`.

        Raises:
            TypeError: if a slot is not a name, a whole number or SQL made here.
        """
        if slots:
            return self._templates.get_template(f"{statement}.sql.jinja").render(slots)
        return (self.folder / f"{statement}.sql").read_text(encoding="utf-8")

    def each(self, file: str, **slots: object) -> Iterator[str]:
        """Yield the statements of a file that holds several, with `;` at the end of a line between them.

        DuckDB binds parameters to one statement at a time.
        """
        for part in self(file, **slots).split(";\n"):
            if part.strip():
                yield part


def _filled(value: object) -> str:
    """Return what to fill in for a value: SQL and whole numbers unchanged, any other text quoted as a name."""
    if isinstance(value, Sql):
        return value
    if isinstance(value, str):
        return name(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"{type(value).__name__} can't be filled into a statement: bind it as a parameter")
