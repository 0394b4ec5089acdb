"""The command `hatecrime`, run as its users run it: in its own process.

Here: starting a command, and seeing its outcome or that it was killed. Beside each worker, a process has already
imported everything that commands use, and commands are forked from it. Otherwise imports would take a third of a small
night.
"""

import importlib
import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from pipelines.build.warehouse import ROOT
from pipelines.commands.main import app

HATECRIME = Path(sys.executable).with_name("hatecrime")
PATIENCE_SECONDS = 300

#: One partner of each kind.
FEW = ("csp_rugby", "public")

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(["tests.running.preloaded"])


@dataclass(frozen=True)
class Ran:
    """A command's outcome."""

    exit_code: int
    output: str


def installed(*arguments: object, **environment: str) -> Ran:
    """Run the command as the project installs it; both streams go to one output, as in a log."""
    done = subprocess.run(
        [HATECRIME, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **environment},
        timeout=PATIENCE_SECONDS,
    )
    return Ran(done.returncode, done.stdout)


def hatecrime(*arguments: object, dies: tuple[str, str] | None = None, **environment: str) -> Ran:
    """Run the command; both streams go to one output, as in a log.

    `dies` makes it end at a function, as if killed: before or after, and the function as `module:name`.
    """
    with NamedTemporaryFile() as output:
        given = (list(map(str, arguments)), {**os.environ, **environment}, Path.cwd(), output.name, dies)
        process = _FORKED.Process(target=_run, args=given)
        process.start()
        process.join(PATIENCE_SECONDS)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"hatecrime {arguments[0]} takes longer than {PATIENCE_SECONDS} seconds")
        return Ran(process.exitcode, Path(output.name).read_text(encoding="utf-8"))


def nightly(home: Path, partners: Collection[str] = FEW, **how: str) -> Ran:
    """Run the load over `home/raw` and `home/warehouse`, for these partners or the folder's own list, if any.

    Each workbook takes a fifth of a second, and most tests need none.
    """
    if partners and (home / "raw").exists() and not (home / "raw" / "reference").exists():
        list_partners(home, partners)
    return hatecrime("nightly", "--raw", home / "raw", "--warehouse", home / "warehouse", **how)


def list_partners(home: Path, partners: Collection[str] = FEW) -> None:
    """Give `home/raw` the committed reference lists, with these partners only."""
    shutil.copytree(ROOT / "raw" / "reference", home / "raw" / "reference")
    listed = home / "raw" / "reference" / "partners.csv"
    header, *rows = listed.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.partition(",")[0] in partners]
    listed.write_text("".join([header, *kept]), encoding="utf-8")


def kill(when: str, target: str, *command: object, **environment: str) -> None:
    """Run a command, and check that it is killed just before or just after a function, `module:name`, does its work."""
    killed = hatecrime(*command, dies=(when, target), **environment)
    assert killed.exit_code == 137, killed.output[-2000:]


def _die_at(when: str, target: str) -> None:
    """Replace a function with one that ends the process; this skips every `finally`, as a power cut does."""
    module_name, function_name = target.split(":")
    module = importlib.import_module(module_name)
    function = getattr(module, function_name)

    def dying(*arguments, **named):
        if when == "after":
            function(*arguments, **named)
        os._exit(137)

    setattr(module, function_name, dying)


def _run(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    output: str,
    dies: tuple[str, str] | None,
) -> None:
    """Become the command, in a process that was forked for it."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with Path(output).open("wb") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    sys.argv = ["hatecrime", *arguments]
    if dies is not None:
        _die_at(*dies)
    app()
