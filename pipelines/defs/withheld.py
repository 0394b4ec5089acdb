"""Keeping what a library says of a failure out of Dagster's log: it may quote a cell, and so anyone's name."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg


@contextmanager
def withheld(doing: str, kept: str, *said: type[Exception]) -> Iterator[None]:
    """Let no error carry what it quotes into Dagster's log.

    Args:
        doing: What was being done, to begin the sentence with.
        kept: What became of it.
        said: Errors of our own, whose message quotes nothing.

    Raises:
        Failure: naming the kind of error and where it arose, for any that is not our own.
    """
    try:
        yield
    except said:
        raise
    except Exception as error:
        where = " < ".join(
            f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))
        )
        raise dg.Failure(
            f"{doing} failed with {type(error).__name__} at {where}. Its message is withheld, since it may quote what "
            f"was sent. {kept}"
        ) from None
