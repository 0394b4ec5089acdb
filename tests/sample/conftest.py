"""The sample, written once per run, and its current records by an independent reading."""

import fcntl
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipelines.sample import write_sample
from tests.sample.reading.cells import Delivery
from tests.sample.reading.equip import read_equip
from tests.sample.reading.police import Police, read_police
from tests.sample.reading.report_hate_now import read_report_hate_now
from tests.sample.reading.victim_support import read_victim_support


@dataclass(frozen=True)
class Sample:
    """A written sample: its deliveries and the truth behind them."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def truth_file(self) -> Path:
        return self.folder / "sample_truth.csv"

    def write(self, **how: Any) -> "Sample":
        write_sample(self.raw, self.truth_file, **how)
        return self

    def truth(self) -> pd.DataFrame:
        """Return every line of the truth, all text."""
        return pd.read_csv(self.truth_file, dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Callable[[str, Callable[[Path], Any]], Any]:
    """Make something slow once per run: one process makes it for all that share the run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Callable[[Path], Any]) -> Any:
        kept = shared / f"{name}.pickle"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make(shared / name)))
        return pickle.loads(kept.read_bytes())  # noqa: S301 (our own)

    return made


@pytest.fixture(scope="session")
def sample(once) -> Sample:
    """The sample with the default seed."""
    return once("sample", lambda folder: Sample(folder).write())


@pytest.fixture(scope="session")
def double_sample(once) -> Sample:
    """A sample twice as busy, with another seed."""
    return once("double_sample", lambda folder: Sample(folder).write(scale=2, seed=7))


@pytest.fixture(scope="session")
def quiet(once) -> Sample:
    """A sample with a twelfth of the crimes that are not hate, with another seed."""
    return once("quiet_sample", lambda folder: Sample(folder).write(quieter=12, seed=23))


@pytest.fixture(scope="session")
def truth(sample) -> pd.DataFrame:
    return sample.truth()


@pytest.fixture(scope="session")
def police(once, sample) -> Police:
    """The police's current records."""
    return once("police", lambda _: read_police(sample.raw))


@pytest.fixture(scope="session")
def cases(once, sample) -> tuple[dict[str, dict], list[Delivery]]:
    """Victim Support's current cases, by case ID, and its deliveries."""
    return once("cases", lambda _: read_victim_support(sample.raw))


@pytest.fixture(scope="session")
def casework(once, sample) -> tuple[dict[str, dict], list[Delivery]]:
    """EQuIP's current cases, by reference, and its deliveries."""
    return once("casework", lambda _: read_equip(sample.raw))


@pytest.fixture(scope="session")
def online(once, sample) -> tuple[dict[str, dict], list[Delivery]]:
    """The current online reports, by id, and their deliveries."""
    return once("online", lambda _: read_report_hate_now(sample.raw))
