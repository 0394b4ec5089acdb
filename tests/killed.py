"""Runs the load and dies, as if killed, at a named call: `python -m tests.killed before|after module:function`.

Not a test: `test_kill.py` starts it. Dying skips every `finally`, as a power cut does.
"""

import importlib
import os
import sys

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


if __name__ == "__main__":
    die_at(sys.argv[1], sys.argv[2])
    app(["nightly", *sys.argv[3:]])
