"""A copy of the project whose files a test may change, and the commands that run from it."""

import shutil
from pathlib import Path

from tests.running.command import Ran, installed

ROOT = Path(__file__).parents[2]
PROJECT = (
    "pipelines",
    "schemas",
    "sql",
    "tests",
    "raw/README.md",
    "raw/reference",
    "docs/contracts",
    "dagster.yaml",
    "pyproject.toml",
)


def copy_project(copy: Path) -> None:
    """Copy what the project's commands and tests need, and nothing that is generated."""
    for name in PROJECT:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)


def nightly(project: Path) -> Ran:
    """Run a copy's load over its own `deliveries/raw` and `deliveries/warehouse`."""
    home = project / "deliveries"
    return installed("nightly", "--raw", home / "raw", "--warehouse", home / "warehouse", PYTHONPATH=str(project))
