"""The one error a delivery can cause: it is refused, with a sentence the sender can act on."""


class Refusal(Exception):
    """A delivery that is refused whole because of one of its files.

    `reason` is plain English, quotes no cell, and says what was expected and what to do.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
