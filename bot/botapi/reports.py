"""Reports of errors to the admin's chat: what went wrong and where, one an hour of each kind, and nothing an owner wrote."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from bot.botapi.deliver import calls
from bot.botapi.outbox import Outbox
from bot.core.clock import Clock
from bot.core.failures import SHOWN, Failure, kind_of, places_of
from bot.core.replies import Say
from bot.language.templates import Words
from storage.database import to_text
from storage.updates import Outgoing

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
INNERMOST = 3  # frames that tell one kind of error from another
MOST_KINDS = 1_000  # remembered at once

Signature = tuple[str, ...]


@dataclass(slots=True)
class _Reported:
    """When a kind of error was last reported, and how often it came since."""

    reported_at: datetime
    since: int = 0


class Reports:
    """Writes to the admin's chat; never raises.

    Args:
        outbox: sends what is written; it is not stored.
        chat_id: the admin's chat.
        clock: gives the time (aware, UTC).
    """

    def __init__(self, outbox: Outbox, chat_id: int, clock: Clock) -> None:
        self._outbox = outbox
        self._chat_id = chat_id
        self._clock = clock
        self._words = Words()
        self._kinds: dict[Signature, _Reported] = {}

    def __call__(self, error: BaseException, error_id: str) -> None:
        """Report an exception, unless one of its kind was reported within the hour."""
        try:
            self._report(error, error_id)
        except Exception as trouble:  # noqa: BLE001 -- a report must not become an error of its own
            log.error("an error cannot be reported: %s", Failure(trouble))

    def tell(self, text: str) -> None:
        """Send a message (Telegram HTML, at most 4,096 characters) to the admin's chat."""
        for method, parameters in calls(Say(text)):
            row = Outgoing(
                id=0,  # it is not stored, so it has no id
                chat_id=self._chat_id,
                method=method,
                parameters=orjson.dumps(parameters).decode(),
                urgent=False,
                update_id=None,
                created_at=to_text(self._clock()),
            )
            self._outbox.send([row], ())

    def given_up(self, method: str, why: str) -> None:
        """Tell that a reply could not be sent."""
        self.tell(self._words.say("admin/given_up", method=method, why=why))

    def _report(self, error: BaseException, error_id: str) -> None:
        places = places_of(error)
        name = kind_of(error)
        signature = (name, *places[-INNERMOST:])
        now = self._clock()
        kind = self._kinds.get(signature)
        if kind is not None and now - kind.reported_at < EVERY:
            kind.since += 1
            return
        before = kind.since if kind else 0
        if len(self._kinds) >= MOST_KINDS:
            self._kinds.clear()
        self._kinds[signature] = _Reported(now)
        self.tell(
            self._words.say(
                "admin/error",
                name=name,
                error_id=error_id,
                places=places[-SHOWN:],
                before=before,
            )
        )
