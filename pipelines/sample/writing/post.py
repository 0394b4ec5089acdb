"""Where deliveries are put when they are sent.

Here: a delivery's folder, and which deliveries get lost on the way. Not here: what is in one (each agency's package).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Post:
    """A folder `<agency>/<YYYY-MM-DD>/` under `raw` for each delivery, except those `lost`, by agency and day."""

    raw: Path
    lost: Collection[tuple[str, date]] = ()

    def folder(self, agency: str, sent: date) -> Path | None:
        """Return a delivery's folder; None if it gets lost."""
        return None if (agency, sent) in self.lost else self.raw / agency / sent.isoformat()
