"""What a decision asks for that was not read from storage yet: the event is decided again once it is."""

from typing import Literal

ChatPart = Literal["weeks", "every week", "everything"]
"""The plans with the weeks of a little over a year; with all weeks; and every session and every row beside them."""


class NotLoadedError(LookupError):
    """A part of a chat is wanted that was not read from storage.

    Attributes:
        part: what is to be read.
    """

    def __init__(self, part: ChatPart) -> None:
        super().__init__(f"{part} of this chat: not loaded")
        self.part: ChatPart = part
