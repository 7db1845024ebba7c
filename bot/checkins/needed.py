"""Which events are about check-ins: only for these are the plan and the weeks read from storage."""

from collections.abc import Iterator
from functools import cache

from bot.checkins.commands import COMMANDS, FLOWS, typed_stops
from bot.checkins.reminding import KIND
from bot.checkins.session import is_checkin, weeks_about
from bot.core.events import Blocked, Command, Due, Event, Left, Tap, Text, Unblocked
from bot.core.records import Chat
from bot.core.week import Week, weeks_in
from bot.dialogue.commands import ALSO as OTHER_NAMES
from bot.dialogue.commands import NAMED, TYPED, command_button
from bot.language.match import exact_match
from bot.language.templates import Words, words

ALSO = ("how", "settings")  # a verdict may rest on the weeks; the settings show and move the weekly time


def needs_book(chat: Chat, event: Event) -> bool:
    """Tell whether an event may be about the check-ins of a chat."""
    if chat.books is not None:
        return False
    if isinstance(event.what, Blocked | Left | Unblocked) or (
        chat.owner.blocked_at and not isinstance(event.what, Due)
    ):
        return True  # the owner is back, or may be before the turn is over
    if any(session.state == "open" and session.flow in FLOWS for session in chat.sessions):
        return True
    if (chat.owner.awaits or "").startswith("settings"):
        return True
    match event.what:
        case Due(kind=kind):
            return kind.partition(":")[0] == KIND
        case Command(name=name, argument=argument):
            return _is_ours(name) or argument in COMMANDS
        case Tap(data=data):
            return _is_ours(data[1:].partition(" ")[0]) if data.startswith("/") else False
        case Text(text=text):
            return chat.open is None or _means_ours(chat, text)
        case _:
            return False


def reaches_back(chat: Chat, event: Event, oldest: Week) -> bool:
    """Tell whether an event that needs the check-ins may write a week before the oldest that is read without asking.

    What is not at hand would be written as if nothing were kept of it.
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


def _is_ours(name: str) -> bool:
    return name in COMMANDS or name in ALSO


def _means_ours(chat: Chat, text: str) -> bool:
    """Tell whether the label of a button of ours was typed."""
    data = exact_match(text, [*chat.owner.offered, *_typed(words(chat.owner.language))])
    return data is not None and _is_ours(data[1:].partition(" ")[0])


@cache  # every message of words is compared with these
def _typed(words: Words) -> tuple[tuple[str, str], ...]:
    """List what may be typed for our commands, with the data of the button that it stands for."""
    buttons = [command_button(name, words) for name in TYPED if _is_ours(name)]
    labels = [(button.label, button.data) for button in buttons]
    names = [(name, f"/{name}") for name in NAMED if _is_ours(name)]
    others = [
        (said, f"/{name}")
        for name in OTHER_NAMES
        if _is_ours(name)
        for said in words.label("menu/also", name).split(",")
    ]
    return (*labels, *names, *others, *typed_stops(words))
