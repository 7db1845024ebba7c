"""Replies that did not reach their owner as they were meant to: counted, and reported to the operator."""

import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.core.failures import Failure
from bot.turn.recorder import Recorder

log = logging.getLogger(__name__)

LATELY = timedelta(hours=1)
REMEMBERED = 1_000


class Losses:
    """Counts what was given up.

    Args:
        recorder: counts for the metrics.
        clock: gives the time (aware, UTC).

    Attributes:
        tell: called with the method and the reason of a loss, at most once an hour.
    """

    def __init__(self, recorder: Recorder, clock: Clock) -> None:
        self._recorder = recorder
        self._clock = clock
        self._lately: deque[tuple[datetime, str]] = deque(maxlen=REMEMBERED)
        self._told_at: datetime | None = None
        self.tell: Callable[[str, str], None] | None = None

    def note(self, method: str, why: str, reply: int) -> None:
        """Note that a reply was given up in one way to send it."""
        log.error("reply %d given up: %s %s", reply, method, why)
        self._recorder.count("given_up", method=method, why=why)
        now = self._clock()
        self._lately.append((now, method))
        if self.tell is not None and (self._told_at is None or now - self._told_at >= LATELY):
            self._told_at = now
            try:
                self.tell(method, why)
            except Exception as error:  # noqa: BLE001 -- a report must not cost the reply its words
                log.error("a loss cannot be reported: %s", Failure(error))

    def lately(self) -> str | None:
        """Return how much was given up in the last hour; None if nothing was."""
        now = self._clock()
        methods = [method for at, method in self._lately if now - at < LATELY]
        return f"{len(methods)} given up in the last hour ({', '.join(sorted(set(methods)))})" if methods else None
