"""The command `hatecrime`, run as its users run it: in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HATECRIME = Path(sys.executable).with_name("hatecrime")


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    exit_code: int
    output: str


def hatecrime(*arguments: object, **environment: str) -> Ran:
    """Run the command; both streams are one output, as in a log."""
    done = subprocess.run(
        [HATECRIME, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **environment},
        timeout=300,
    )
    return Ran(done.returncode, done.stdout)


def nightly(home: Path, **environment: str) -> Ran:
    """Run the load over `home/raw` and `home/warehouse`."""
    return hatecrime("nightly", "--raw", home / "raw", "--warehouse", home / "warehouse", **environment)
