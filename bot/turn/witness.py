"""What the operator learns of each update: a line in the log, counts, and reports of errors. Never an answer or a name."""

import logging
from collections.abc import Callable, Collection
from datetime import timedelta

from bot.core.events import Due, Event
from bot.core.failures import Failure
from bot.core.records import Chat
from bot.language.templates import Name
from bot.turn.progress import progress
from bot.turn.recorder import NoRecorder, Recorder

log = logging.getLogger(__name__)

REASONS = frozenset({"dialogue/missed", "dialogue/stale", "menu/start", "numbers/invalid"})  # their blocks say why
TELLING_NOTHING = REASONS | {
    *(
        "dialogue/again",
        "dialogue/confirm",
        "dialogue/edited",
        "dialogue/noted",
        "dialogue/question",
        "dialogue/waking",
    ),
    *("menu/help", "menu/group"),
}  # these would tell an answer: the name of a verdict, a trade or a step; ranges follow a "don't know"
OTHERS = "others"
LATE = timedelta(minutes=5)  # a reminder that comes later than this counts as late

Reporter = Callable[[BaseException, str], None]
"""Report an exception with its error id; must not raise."""


def said_with(names: Collection[Name]) -> str | None:
    """Name the templates that something was said with, as far as they tell nothing of an owner's answers; None if nothing was."""
    shown = [
        f"{name}:{block}" if name in REASONS and block else name for name, block in names if name in TELLING_NOTHING
    ]
    return ",".join(dict.fromkeys(shown)) or (OTHERS if names else None)


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

    def handled(self, event: Event, before: Chat | None, after: Chat, said: Collection[Name], seconds: float) -> None:
        """Tell of an update that was handled and committed, and what it was answered with."""
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
                "said": said_with(said),
            }
            line = "update %d %s chat %s %s/%s %.1f ms %s"
            log.info(line, *("-" if value is None else value for value in fields.values()), extra={"fields": fields})

    def failed(self, event: Event, error: Exception, error_id: str) -> None:
        """Tell of an update that the bot failed to decide."""
        log.error("update %d failed, error %s: %s", event.update_id, error_id, Failure(error))
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

    def put_aside(self, event: Event, error: Exception, error_id: str) -> None:
        """Tell of an update that failed alone, time and again, and will not come again."""
        log.error(
            "update %d %s chat %s put aside, error %s: %s",
            event.update_id,
            type(event.what).__name__.lower(),
            self._alias(event.chat_id),
            error_id,
            Failure(error),
        )
        self._recorder.count("put_aside", kind=type(event.what).__name__.lower())
        if isinstance(event.what, Due):
            self._recorder.count("reminders", outcome="failed")
        self._report(error, error_id)

    def left_out(self, chat_id: int, updates: int, *, known: bool) -> None:
        """Tell of updates of a chat that were left out; with a line in the log for the first time."""
        if not known:
            log.warning("chat %s sends more than is kept; what comes beyond that is left out", self._alias(chat_id))
        for _ in range(updates):
            self._recorder.count("left_out")

    def undone(self, error: Exception) -> None:
        """Tell of a turn that could not be committed."""
        log.error("turn failed: %s", Failure(error))
        self._recorder.count("turns_failed")
        self._report(error, "-")

    def _report(self, error: BaseException, error_id: str) -> None:
        for report in self._reporters:
            report(error, error_id)
