"""Runs a command and dies, as if killed, at a named call: `python -m tests.killed before|after module:function ...`.

Not a test: others start it. Dying skips every `finally`, as a power cut does.
"""

import importlib
import os
import subprocess
import sys
from pathlib import Path

from pipelines.cli import app


def die_at(when: str, target: str) -> None:
    """Replace a function by one that ends the process just before, or just after, it does its work."""
    module_name, function_name = target.split(":")
    module = importlib.import_module(module_name)
    function = getattr(module, function_name)

    def dying(*arguments, **named):
        if when == "after":
            function(*arguments, **named)
        os._exit(137)

    setattr(module, function_name, dying)


def kill(when: str, target: str, *command: object, **environment: str) -> None:
    """Run a command of `hatecrime` in a process of its own, and see it killed."""
    killed = subprocess.run(
        [sys.executable, "-m", "tests.killed", when, target, *map(str, command)],
        capture_output=True,
        cwd=Path(__file__).parents[1],
        env={**os.environ, **environment},
        timeout=120,
    )
    assert killed.returncode == 137, killed.stderr.decode()[-2000:]


if __name__ == "__main__":
    die_at(sys.argv[1], sys.argv[2])
    app(sys.argv[3:])
