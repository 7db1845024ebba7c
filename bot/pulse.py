"""Signs of life: when each part of the bot last showed that it works, and which of them is late."""

from collections.abc import Callable
from typing import Literal

Beat = Literal["fetched", "answered", "tick"]

LATE: dict[Beat, float] = {
    "fetched": 120.0,  # seconds since Telegram last handed over updates, or said that there are none
    "answered": 300.0,  # seconds since Telegram last answered a getUpdates at all, also with "another process polls"
    "tick": 180.0,  # seconds since it was last looked which reminders are due
}


class Stalled(Exception):  # noqa: N818 -- it names what happened
    """The bot believes that it works and does not: only a new start helps."""


class Pulse:
    """When each part last showed that it works.

    A part is watched from its first beat on: what never runs in this process is never late.

    Args:
        time: gives seconds that never run backwards.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._beats: dict[Beat, float] = {}

    def beat(self, part: Beat) -> None:
        """Note that a part works."""
        self._beats[part] = self._time()

    def late(self) -> dict[Beat, float]:
        """Give the parts that are late, each with the seconds since its last beat."""
        now = self._time()
        return {part: now - at for part, at in self._beats.items() if now - at > LATE[part]}
