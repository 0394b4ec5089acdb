"""What a fault is: a change to a sound file, and what the sender reads about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

JUNK = bytes(range(256)) * 20
RENAMED = "(is|are) missing or renamed"


@dataclass(frozen=True)
class Fault:
    """A change to a file, and a pattern for the reason it is refused, or '' if it is still loaded.

    `rejected` says how many of the file's rows are rejected, and `duplicate` how many an agency gets again that reads
    every sheet. `noted` is a pattern for what is said though the file is loaded. `unless` has the agencies with a
    different reason.
    """

    spoil: Callable[[Path], object]
    said: str = ""
    rejected: int = 0
    duplicate: int = 0
    noted: str = ""
    unless: Mapping[str, str] = field(default_factory=dict)

    def reason(self, agency: str) -> str:
        """Return the pattern for the reason that this agency reads."""
        return self.unless.get(agency, self.said)


def of_bytes(content: bytes) -> Callable[[Path], object]:
    """Return a change that writes other bytes."""
    return lambda path: path.write_bytes(content)
