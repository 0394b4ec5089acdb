"""The sample county, written and loaded once for all tests that use it, by the commands that users type.

It is loaded in two nights, so that there are two releases. The first has what arrived before the report was written.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from tests.running.command import Ran, hatecrime, nightly

#: Deliveries before this day are there on the first night.
SECOND_NIGHT = date(2017, 8, 25)


@dataclass(frozen=True)
class County:
    """The folder with the sample and its warehouse, and what the second load printed."""

    home: Path
    night: Ran

    @property
    def warehouse(self) -> Path:
        """The warehouse folder."""
        return self.home / "warehouse"

    def figure(self, query: str) -> object:
        """Return the single value that an analyst's query gives."""
        ((value,),) = self.rows(query)
        return value

    def rows(self, query: str) -> list[tuple]:
        """Return what an analyst's query gives, from the current release."""
        with duckdb.connect(self.warehouse / "current/hatecrime.duckdb", read_only=True) as con:
            return con.execute(query).fetchall()


@pytest.fixture(scope="session")
def county(tmp_path_factory) -> County:
    """The default sample, loaded in two nights; the first worker that needs it makes it."""
    own = tmp_path_factory.getbasetemp()
    home = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "county"
    printed = home / "night.json"
    with FileLock(f"{home}.lock"):
        if not printed.exists():
            home.mkdir(parents=True)
            written = hatecrime("sample", "--raw", home / "raw")
            put_back = _hold_back(home)
            nights = [nightly(home, partners=())]
            put_back()
            nights.append(nightly(home, partners=()))
            printed.write_text(json.dumps([asdict(ran) for ran in (written, *nights)]), encoding="utf-8")
    *earlier, night = (Ran(**ran) for ran in json.loads(printed.read_text(encoding="utf-8")))
    for ran in earlier:
        assert ran.exit_code == 0, ran.output
    return County(home, night)


def _hold_back(home: Path) -> Callable[[], None]:
    """Take away the deliveries that come on the second night; return a function that puts them back."""
    later = [
        delivery.relative_to(home / "raw")
        for delivery in (home / "raw").glob("*/[0-9]*")
        if delivery.name >= SECOND_NIGHT.isoformat()
    ]

    def move(origin: str, target: str) -> None:
        for delivery in later:
            (home / target / delivery).parent.mkdir(parents=True, exist_ok=True)
            (home / origin / delivery).rename(home / target / delivery)

    move("raw", "later")
    return partial(move, "later", "raw")
