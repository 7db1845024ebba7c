"""Signs of life: when each part of the bot last showed that it works, which is late, and what is known to be wrong."""

import logging
from collections.abc import Callable, Mapping
from typing import Literal

log = logging.getLogger(__name__)

Beat = Literal["fetched", "answered", "tick"]

LATE: dict[Beat, float] = {
    "fetched": 55.0,  # seconds since Telegram last handed over updates, or said that there are none
    "answered": 300.0,  # seconds since Telegram last answered a getUpdates at all, also with "another process polls"
    "tick": 180.0,  # seconds since it was last looked which reminders are due
}


class Stalled(Exception):  # noqa: N818 -- it names what happened
    """The bot hangs without knowing it: only a restart helps."""


class RevokedError(Exception):
    """Telegram does not know the token, and has said so for long enough: only a person can help."""


class Pulse:
    """When each part last showed that it works, and what keeps a part from working.

    A part is watched from its first beat on: a part that never runs here is never late.

    Args:
        time: gives seconds that never run backwards.

    Attributes:
        waiting: how many updates waited at Telegram when it was last asked about the webhook; None where it was not.
        behind: for how many seconds the first reminder has been due that is not handled yet; None before the first look.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._beats: dict[Beat, float] = {}
        self._troubles: dict[str, tuple[str, float]] = {}
        self.waiting: int | None = None
        self.behind: float | None = None

    def beat(self, part: Beat) -> None:
        """Note that a part works."""
        self._beats[part] = self._time()

    def late(self) -> dict[Beat, float]:
        """Return the parts that are late, each with the seconds since its last beat."""
        now = self._time()
        return {part: now - at for part, at in self._beats.items() if now - at > LATE[part]}

    def trouble(self, part: str, what: str, *, level: int = logging.WARNING) -> None:
        """Note what is wrong with a part until it is over; the log has a line when it begins, not one a try.

        Args:
            part: a word for what it is about, such as "database".
            what: what is wrong, in one line without a token, a name or anything an owner typed.
            level: how loud the line is.
        """
        if part not in self._troubles:
            log.log(level, "%s: %s", part, what)
        _, since = self._troubles.get(part, ("", self._time()))
        self._troubles[part] = what, since

    def over(self, part: str) -> None:
        """Note that nothing is wrong with a part (any more)."""
        if part in self._troubles:
            _, since = self._troubles.pop(part)
            log.info("%s: well again after %.0f s", part, self._time() - since)

    def lasting(self, part: str) -> float:
        """Return for how many seconds something is wrong with a part; 0 where nothing is."""
        return self._time() - self._troubles[part][1] if part in self._troubles else 0.0

    @property
    def troubles(self) -> Mapping[str, str]:
        """What is wrong now, by the part."""
        return {part: what for part, (what, _) in self._troubles.items()}
