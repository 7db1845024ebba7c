"""What an event changed in the sessions of a chat, as steps that can be counted."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from bot.core.records import Chat, Session

Change = Literal["started", "finished", "dropped", "reached"]


class Progress(Struct, frozen=True):
    """One step of one session.

    Attributes:
        question: the question that was reached; None for the other changes.
    """

    flow: str
    change: Change
    question: str | None = None


def progress(before: Chat | None, after: Chat) -> Iterator[Progress]:
    """Return which sessions began or ended between two states of a chat, and which questions were reached."""
    former = {session.number: session for session in before.sessions} if before else {}
    for session in after.sessions:
        old = former.get(session.number)
        if old is not session:
            yield from _steps(old, session)


def _steps(old: Session | None, new: Session) -> Iterator[Progress]:
    if old is None:
        yield Progress(new.flow, "started")
    if new.state == "done" and (old is None or old.state != "done"):
        yield Progress(new.flow, "finished")
    if new.state == "dropped" and (old is None or old.state != "dropped"):
        yield Progress(new.flow, "dropped")
    if new.state == "open" and new.asked and (old is None or old.asked != new.asked):
        yield Progress(new.flow, "reached", new.asked)
