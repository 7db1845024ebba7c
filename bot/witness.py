"""What the operator learns of each update: a line in the log, counts, and reports of errors. Never an answer or a name."""

import logging
from collections.abc import Callable
from datetime import timedelta

from bot.events import Due, Event
from bot.logs import Told
from bot.progress import progress
from bot.recorder import NoRecorder, Recorder
from bot.records import Chat

log = logging.getLogger(__name__)

LATE = timedelta(minutes=5)  # a reminder that comes later than this counts as late

Reporter = Callable[[BaseException, str], None]
"""Report an exception with its error id; must not raise."""


class Witness:
    """Tells the operator what happened.

    Args:
        recorder: takes the counts.
        alias: gives the name under which a chat stands in the log.
        reporters: are told of every exception; they must not raise.
    """

    def __init__(
        self,
        recorder: Recorder | None = None,
        *,
        alias: Callable[[int], str] = lambda _: "-",
        reporters: tuple[Reporter, ...] = (),
    ) -> None:
        self._recorder = recorder or NoRecorder()
        self._alias = alias
        self._reporters = reporters

    def handled(self, event: Event, before: Chat | None, after: Chat, seconds: float) -> None:
        """Tell of an update that was handled and committed."""
        kind = type(event.what).__name__.lower()
        self._recorder.count("updates", kind=kind)
        for step in progress(before, after):
            if step.question:
                self._recorder.count("steps", flow=step.flow, question=step.question)
            else:
                self._recorder.count("sessions", flow=step.flow, event=step.change)
        if isinstance(event.what, Due) and before and (due_at := before.wakes.get(event.what.kind)):
            self._recorder.count("reminders", outcome="late" if event.at - due_at > LATE else "due")
        if log.isEnabledFor(logging.INFO):
            session = after.open
            fields = {
                "update": event.update_id,
                "kind": kind,
                "chat": self._alias(event.chat_id),
                "flow": session.flow if session else None,
                "step": session.asked if session else None,
                "ms": round(seconds * 1_000, 1),
            }
            line = "update %d %s chat %s %s/%s %.1f ms"
            log.info(line, *("-" if value is None else value for value in fields.values()), extra={"fields": fields})

    def failed(self, event: Event, error: Exception, error_id: str) -> None:
        """Tell of an update that the bot failed to decide."""
        log.error("update %d failed, error %s: %s", event.update_id, error_id, Told(error))
        self._recorder.count("updates", kind=type(event.what).__name__.lower())
        self._recorder.count("errors", kind=type(error).__name__)
        if isinstance(event.what, Due):
            self._recorder.count("reminders", outcome="failed")
        self._report(error, error_id)

    def turned(self, updates: int, seconds: float) -> None:
        """Tell of a turn that was committed."""
        self._recorder.measure("turn_seconds", seconds)
        self._recorder.measure("turn_updates", updates)
        log.debug("turn: %d updates, %.1f ms", updates, seconds * 1_000)

    def undone(self, error: Exception) -> None:
        """Tell of a turn that could not be committed."""
        log.error("turn failed: %s", Told(error))
        self._recorder.count("turns_failed")
        self._report(error, "-")

    def _report(self, error: BaseException, error_id: str) -> None:
        for report in self._reporters:
            report(error, error_id)
