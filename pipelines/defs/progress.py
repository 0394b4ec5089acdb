"""How far a run has got: a bar on a terminal, or a plain line for each step in a log."""

import logging
from functools import lru_cache
from typing import Any

import dagster as dg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_STEP_ENDED = {"STEP_SUCCESS": "", "STEP_FAILURE": " failed", "STEP_SKIPPED": " skipped"}
_RUN_ENDED = ("PIPELINE_SUCCESS", "PIPELINE_FAILURE", "PIPELINE_CANCELED")


class ProgressHandler(logging.Handler):
    """Turns Dagster's step events into progress. What the steps log is not shown."""

    def __init__(self, steps: int, console: Console) -> None:
        super().__init__()
        self._steps, self._done, self._console = steps, 0, console
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
        self._bar = Progress(*columns, console=console, transient=True)
        self._task = self._bar.add_task("", total=steps)

    def emit(self, record: logging.LogRecord) -> None:
        """Show which step is running, and when it ends."""
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None:
            return
        if event.event_type_value in _RUN_ENDED:
            self._bar.stop()
        elif event.event_type_value == "STEP_START" and self._console.is_terminal:
            self._bar.start()
            self._bar.update(self._task, description=_name(event))
        elif event.event_type_value in _STEP_ENDED:
            self._done += 1
            self._bar.update(self._task, completed=self._done)
            if not self._console.is_terminal:
                verdict = _STEP_ENDED[event.event_type_value]
                self._console.print(f"{self._done}/{self._steps} {_name(event)}{verdict}", highlight=False)


def _name(event: dg.DagsterEvent) -> str:
    """Return a step's name as people say it: the table it builds, or what it checks."""
    return str(event.step_key).replace("__", ".", 1)


@dg.logger(config_schema={"steps": int}, description="A run's progress, for the command line.")
def progress(context: dg.InitLoggerContext) -> logging.Logger:
    """Return a logger that shows progress and nothing else."""
    config: dict[str, Any] = context.logger_config
    return _logger(context.run_id, config["steps"])


@lru_cache(maxsize=1)
def _logger(run_id: str | None, steps: int) -> logging.Logger:
    """Return a run's logger. Dagster asks for it twice: one gets the steps, the other the end of the run."""
    logger = logging.Logger(f"progress of {run_id}", level=logging.DEBUG)
    logger.addHandler(ProgressHandler(steps, Console()))
    return logger


defs = dg.Definitions(loggers={"progress": progress})
