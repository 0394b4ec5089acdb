"""Keeping a library's words about a failure out of Dagster's log: they may quote a cell, and so anyone's name."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg


@contextmanager
def withheld(doing: str, kept: str, *said: type[Exception]) -> Iterator[None]:
    """Keep what an error quotes out of Dagster's log.

    Args:
        doing: What was being done, as the start of the sentence.
        kept: A sentence about what was kept.
        said: Our own errors, whose messages quote nothing.

    Raises:
        Failure: naming the kind of error and where it happened, for any error that isn't our own.
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
            f"{doing} failed with {type(error).__name__} at {where}. Its message is withheld because it may quote "
            f"what was sent. {kept}"
        ) from None
