"""The sample county, written and loaded once for all tests that look at it, by the commands its users type."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from tests.command import Ran, hatecrime, nightly


@dataclass(frozen=True)
class County:
    """Where the sample and its warehouse lie, and what the load printed."""

    home: Path
    night: Ran

    @property
    def warehouse(self) -> Path:
        """The warehouse folder."""
        return self.home / "warehouse"

    def figure(self, query: str) -> object:
        """Return the one value that an analyst's query gives."""
        ((value,),) = self.rows(query)
        return value

    def rows(self, query: str) -> list[tuple]:
        """Return what an analyst's query gives, from the release in force."""
        with duckdb.connect(self.warehouse / "current/hatecrime.duckdb", read_only=True) as con:
            return con.execute(query).fetchall()


@pytest.fixture(scope="session")
def county(tmp_path_factory) -> County:
    """The default sample, loaded; made by whichever worker comes first."""
    own = tmp_path_factory.getbasetemp()
    home = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "county"
    printed = home / "night.json"
    with FileLock(f"{home}.lock"):
        if not printed.exists():
            home.mkdir(parents=True)
            written = hatecrime("sample", "--raw", home / "raw")
            night = nightly(home)
            printed.write_text(json.dumps([asdict(written), asdict(night)]), encoding="utf-8")
    written, night = (Ran(**ran) for ran in json.loads(printed.read_text(encoding="utf-8")))
    assert written.exit_code == 0, written.output
    return County(home, night)
