"""Measuring: what a piece of work takes in its own process.

Here: wall time and peak memory. The other modules contain the work to measure.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """What a piece of work took: seconds of wall time, and its process's peak memory in MB."""

    seconds: float
    peak_mb: float


def measure(work: Callable[[Path], None], folder: Path) -> Measured:
    """Run `work` on a folder in a new process.

    Raises:
        RuntimeError: if it fails.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, folder, sender))
    process.start()
    sender.close()
    try:
        measured: Measured = receiver.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} failed; what it printed says why") from None
    finally:
        process.join()
    return measured


def _run(work: Callable[[Path], None], folder: Path, sender: Connection) -> None:
    started = time.perf_counter()
    work(folder)
    seconds = time.perf_counter() - started
    sender.send(Measured(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
