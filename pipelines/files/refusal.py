"""The only error that a delivery can cause: a refusal, with a sentence that the sender can act on."""


class Refusal(Exception):
    """The refusal of a whole delivery because of one of its files.

    `reason` is in plain English, quotes no cell, and says what was expected and what to do.
    """

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
