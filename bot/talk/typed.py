"""Typed words that answer no question: the name of a command or a button, or a yes or no to what was said.

A command that takes something away, or changes what is kept, is reached only by one of its own names, typed in full:
a typo, or the "no" of a "no, not yet", could have meant anything.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from msgspec.structs import replace

from bot.checkins.commands import COMMANDS as OF_REMINDERS
from bot.core.events import Event, Text
from bot.core.records import Chat
from bot.core.replies import Button, Say
from bot.dialogue.commands import command_button, command_rows
from bot.dialogue.context import Context
from bot.language.match import exact_match, fold, near_match
from bot.language.templates import Words, note_ours
from bot.talk.commands import NAMED, TYPED, command_in

OFFER_KEPT = timedelta(days=1)  # after a longer silence, words such as "tomorrow" do not mean a button
DISAGREE = "menu/disagree"
PAUSES = ",.;:!–—\n"


def takes(data: str) -> bool:
    """True if a button takes something away or changes what is kept, or is not known."""
    command = command_in(data)
    return command is None or command.takes(data.partition(" ")[2])


def button_meant(context: Context, chat: Chat, text: str, *, idle: bool) -> str | None:
    """Return the data of the button or command whose label or name was typed in full; ``idle``: no question is open."""
    if idle and _is_stop(context, chat, text):
        return "/weekly stop"
    data = exact_match(text, _labels(context, chat)) or _agreed_to(context, chat, text)
    about_activity = any(offered.startswith("/differ") for _, offered in chat.owner.offered)
    return None if data == "/fix" and about_activity else data  # "that's wrong" is not about the check-up then


def _agreed_to(context: Context, chat: Chat, text: str) -> str | None:
    """Return the data of an offered button whose label stands in full behind a yes: "yes 240 orders"."""
    said = fold(text)
    for yes in context.words.listed(DISAGREE, "yes", between="\n"):
        lead = f"{fold(yes)} "
        if said.startswith(lead) and (data := exact_match(said.removeprefix(lead), chat.owner.offered)):
            return data
    return None


def button_nearly_meant(context: Context, chat: Chat, text: str) -> str | None:
    """Return the same for a label or name with a typo, or part of one; only for buttons that show or ask something."""
    return near_match(text, [(label, data) for label, data in _labels(context, chat) if not takes(data)])


def without_old_offers(chat: Chat, event: Event) -> Chat:
    """Forget the labels of old buttons that change something, except those of a reminder, which comes unasked."""
    owner = chat.owner
    if not isinstance(event.what, Text) or event.at - owner.seen_at <= OFFER_KEPT:
        return chat
    kept = tuple((label, data) for label, data in owner.offered if not takes(data) or _is_of_reminder(data))
    return chat if kept == owner.offered else replace(chat, owner=replace(owner, offered=kept))


def answer_to_yes_or_no(context: Context, chat: Chat, text: str) -> Say | None:
    """Answer a yes or no that no question waited for; None if the words are neither. Nothing is changed by either."""
    if is_one_of(context, text, DISAGREE, "yes"):
        return context.menu("menu")
    return answer_to_no(context, chat) if is_one_of(context, text, DISAGREE, "no") else None


def answer_to_no(context: Context, chat: Chat) -> Say:
    """Answer somebody who disagrees with what was said last; nothing is changed by it."""
    offered = {data[1:].partition(" ")[0]: data for _, data in reversed(chat.owner.offered)}
    if (differ := offered.get("differ")) is not None:
        return Say(context.words.say(DISAGREE, "activity"), ((_named(context, "differ", differ),),))
    if "fix" in offered or "how" in offered:
        fix = offered.get("fix") or offered["how"].replace("/how", "/fix")
        rows = ((_named(context, "fix", fix),), *command_rows(("how",), context.words))
        return Say(context.words.say(DISAGREE, "verdict"), rows)
    if "weeks" in offered:
        return Say(context.words.say(DISAGREE, "week"), command_rows(("weeks",), context.words))
    if chat.book.plan is not None:
        change = Button(context.words.label("checkins/reminder", "change"), "/weekly")
        return Say(context.words.say(DISAGREE, "weekly"), ((change,),))
    return context.menu("other", DISAGREE)


def is_one_of(context: Context, text: str, name: str, block: str | None = None) -> bool:
    """True if a text is one of the phrases that a template lists, a line each."""
    return exact_match(text, [(line, line) for line in context.words.listed(name, block, between="\n")]) is not None


def _labels(context: Context, chat: Chat) -> list[tuple[str, str]]:
    return [*chat.owner.offered, *typed_names(context.words)]


def _is_stop(context: Context, chat: Chat, text: str) -> bool:
    """True if a plain "stop" can only mean the weekly question."""
    return is_one_of(context, text, "menu/stop") and chat.book.plan is not None


def is_no(context: Context, text: str) -> bool:
    """True if a text is one of the phrases for "no", as a whole, up to the first pause, or by its first words."""
    first = text
    for pause in PAUSES:
        first = first.partition(pause)[0]
    if is_one_of(context, first, DISAGREE, "no"):
        return True
    said = f"{fold(text)} "
    return any(said.startswith(f"{fold(line)} ") for line in context.words.listed(DISAGREE, "no_begins", between="\n"))


def _named(context: Context, name: str, data: str) -> Button:
    """Return the button of a command that was offered with an argument."""
    return command_button(name, context.words, data.partition(" ")[2])


def _is_of_reminder(data: str) -> bool:
    return command_in(data) in OF_REMINDERS


@cache
def typed_names(words: Words) -> tuple[tuple[str, str], ...]:
    """List what may be typed for the commands, with the data of the button that it stands for."""
    buttons = [command_button(name, words) for name in TYPED]
    labels = [(button.label, button.data) for button in buttons]
    note_ours(NAMED)
    named = [(name, f"/{name}") for name in NAMED]
    return (*labels, *named, *(other for name in TYPED for other in _other_names(name, words)))


def _other_names(name: str, words: Words) -> Iterator[tuple[str, str]]:
    """List what else is typed for a command: its block ``also``, and for ``/NAME stop`` its block ``also_stop``."""
    template = f"commands/{name}"
    for block in sorted(words.blocks(template)):
        also, _, argument = block.partition("_")
        if also == "also":
            yield from ((said, f"/{name} {argument}".rstrip()) for said in words.listed(template, block))
