"""Whether the bot is well: the database can be written to, Telegram hands over updates, the reminder tick is young."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.operator.pulse import Pulse
from storage.database import Database
from storage.health import look_after
from storage.put_aside import PUT_ASIDE_KEPT

CHECKED_FOR = 5.0  # seconds for which one write check counts
BEHIND = 300.0  # seconds by which reminders may be late before it is reported
PATIENCE = 3.0  # seconds a write check may take


@dataclass(frozen=True, slots=True)
class Report:
    """How the bot is.

    Attributes:
        reasons: what is wrong; empty when it is well.
        notes: what an operator should know all the same, by name.
    """

    reasons: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        """True if nothing is wrong."""
        return not self.reasons

    def page(self) -> dict[str, Any]:
        """Return what GET /healthz answers."""
        return {"status": "ok" if self.well else "unwell", "reasons": list(self.reasons), **self.notes}


class Health:
    """Finds out whether the bot is well.

    Args:
        pulse: when each part last showed that it works.
        database: is written to, but not more than once in a few seconds; None before it is open.
        time: gives seconds that never run backwards.
        notes: what an operator should know, by name.
        trouble: says why updates could not be stored, where they could not.
        replies: says in a line what is wrong with replies on their way; a note, since a new start would not help.

    Attributes:
        missing: what the bot cannot work without and does not have yet; None when it has everything.
        last: what was found out last.
    """

    def __init__(
        self,
        pulse: Pulse,
        database: Database | None,
        time: Callable[[], float],
        notes: dict[str, str] | None = None,
        *,
        trouble: Callable[[], str | None] = lambda: None,
        replies: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._pulse = pulse
        self._database = database
        self._time = time
        self._notes = notes or {}
        self._trouble = trouble
        self._replies = replies
        self._check: asyncio.Task[int] | None = None
        self._checked_at = 0.0
        self.missing: str | None = "starting: Telegram has not answered yet"
        self.last = Report((self.missing,))

    async def report(self) -> Report:
        """Find out how the bot is."""
        reasons = [] if self.missing is None else [self.missing]
        if trouble := await self._storage_trouble():
            reasons.append(trouble)
        if kind := self._trouble():
            reasons.append(f"turns: the database takes none ({kind}); they are tried again")
        reasons += [f"{part}: {what}" for part, what in self._pulse.troubles.items()]
        reasons += [f"{part}: {seconds:.0f} s ago" for part, seconds in self._pulse.late().items()]
        replies = {"replies": line} if (line := self._replies()) else {}
        waiting = {} if self._pulse.waiting is None else {"waiting_at_telegram": str(self._pulse.waiting)}
        notes = {**self._notes, **waiting, **self._behind(), **self._put_aside(), **replies}
        self.last = Report(tuple(reasons), notes)
        return self.last

    def attend(
        self, database: Database, trouble: Callable[[], str | None], replies: Callable[[], str | None] = lambda: None
    ) -> None:
        """Watch a bot that is put together by now: its database, and what keeps updates and replies waiting."""
        self._database, self._trouble, self._replies = database, trouble, replies

    async def close(self) -> None:
        """Cancel a check that is under way."""
        if self._check is not None:
            self._check.cancel()
            await asyncio.gather(self._check, return_exceptions=True)

    def _behind(self) -> dict[str, str]:
        """Say how late the reminders are, if they are: a slow wave is no reason for a restart."""
        behind = self._pulse.behind or 0.0
        return {"reminders": f"the first has been due for {behind:.0f} s"} if behind > BEHIND else {}

    def _put_aside(self) -> dict[str, str]:
        """Say how many updates were put aside, as of the last check."""
        if self._check is None or not self._check.done() or self._check.exception():
            return {}
        count = self._check.result()
        return {"put_aside": f"{count} in the last {PUT_ASIDE_KEPT.days} days"} if count else {}

    async def _storage_trouble(self) -> str | None:
        """Check the database; all who ask at once share one check, and its outcome counts for some seconds."""
        if self._database is None:
            return None  # whatever tries to open it says why it is not open yet
        if self._check is None or (self._check.done() and self._time() - self._checked_at > CHECKED_FOR):
            self._checked_at = self._time()
            self._check = asyncio.ensure_future(look_after(self._database))
        await asyncio.wait([self._check], timeout=PATIENCE)
        if not self._check.done():
            return f"database: no write within {PATIENCE:.0f} s"
        error = self._check.exception()
        return f"database: cannot be written to ({type(error).__name__})" if error else None
