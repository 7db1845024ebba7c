"""Which events are about check-ins: only for these are the plan and the weeks read from storage."""

from collections.abc import Iterator

from bot.checkins.commands import CHECKIN_FLOWS
from bot.checkins.reminding import CHECKIN_WAKE, MIDWEEK_WAKE
from bot.checkins.session import is_checkin, weeks_about
from bot.core.events import Blocked, Command, Due, Event, Joined, Left, Tap, Text, Unblocked
from bot.core.records import Chat
from bot.core.week import Week, weeks_in
from bot.language.match import exact_match
from bot.language.templates import words
from bot.turn.commands import command_in
from bot.turn.typed import typed_names


def needs_book(chat: Chat, event: Event) -> bool:
    """True if an event may be about the check-ins of a chat."""
    if chat.books is not None:
        return False
    if isinstance(event.what, Blocked | Left | Joined | Unblocked) or (
        chat.owner.blocked_at and not isinstance(event.what, Due)
    ):
        return True  # the owner is back, or may be before the turn is over
    if any(session.state == "open" and session.flow in CHECKIN_FLOWS for session in chat.sessions):
        return True
    if chat.owner.awaits and _is_ours(f"/{chat.owner.awaits}"):
        return True
    match event.what:
        case Due(kind=kind):
            return kind.partition(":")[0] in (CHECKIN_WAKE, MIDWEEK_WAKE)
        case Command(name=name, argument=argument):
            return _is_ours(f"/{name}") or _is_ours(f"/{argument}")  # such as ``/start checkin``
        case Tap(data=data):
            return _is_ours(data)
        case Text(text=text):
            return chat.open is None or _means_ours(chat, text)
        case _:
            return False


def reaches_back(chat: Chat, event: Event, oldest: Week) -> bool:
    """True if the event may change a week older than those loaded by default.

    What is not loaded would be written as if nothing were kept of it.
    """
    return any(week < oldest for week in _weeks_meant(chat, event))


def _weeks_meant(chat: Chat, event: Event) -> Iterator[Week]:
    for session in chat.sessions:
        if is_checkin(session) and session.state == "open":
            yield weeks_about(session)[0]
    match event.what:
        case Command(argument=text) | Tap(data=text):
            yield from weeks_in(text)
        case Text():  # it may be the label of a button
            for _, data in chat.owner.offered:
                yield from weeks_in(data)


def _means_ours(chat: Chat, text: str) -> bool:
    """True if the label of a button, or a name, of a command that needs the weeks was typed."""
    data = exact_match(text, [*chat.owner.offered, *typed_names(words(chat.owner.language))])
    return data is not None and _is_ours(data)


def _is_ours(data: str) -> bool:
    command = command_in(data)
    return command is not None and command.needs_weeks
