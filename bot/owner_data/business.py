"""Several businesses for one owner: listed, added, renamed, and taken in hand one at a time."""

from msgspec.structs import replace

from bot.checkins.session import is_checkin, put_down
from bot.checkins.setup import WEEKLY
from bot.checkup.commands import CHECKUP
from bot.core.records import Business, Chat
from bot.core.replies import Button, Say
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Desk
from bot.dialogue.prompting import Turned
from bot.language.match import exact_match
from bot.language.templates import Words
from bot.owner_data.settings import LONGEST_NAME, asking, clean_name, fold_name, left_alone

NAME = "data/business"
MOST = 20
ASKED = ("add", "rename")  # what is done once a name is given


def business(desk: Desk, chat: Chat, argument: str) -> Turned:
    """List the businesses, take one in hand (by number or name), ``add`` one, or ``rename`` the one in hand."""
    what, _, name = argument.partition(" ")
    match what.casefold():
        case "":
            return _list(desk, chat)
        case "add" if name:
            return _add(desk, chat, name)
        case "rename" if name:
            return _rename(desk, chat, name)
        case "add" | "rename" as act:
            return _ask(desk, chat, act)
    found = _found(chat, argument, desk.words)
    if found is None:
        return _list(desk, chat, desk.words.say(NAME, "unknown", typed=argument))
    return _switch(desk, chat, found)


def on_words(desk: Desk, chat: Chat, awaited: str, text: str) -> Turned | None:
    """Take words that were typed after the list was shown, or a name was asked for; None if they are none of it."""
    if awaited in ASKED and left_alone(text, desk.words):
        return desk.aside(chat, desk.words.say("data/settings", "left"))
    match awaited:
        case "add":
            return _add(desk, chat, text)
        case "rename":
            return _rename(desk, chat, text)
    acts = [(desk.words.label(NAME, f"button_{act}"), act) for act in ("add", "rename")]
    if act := exact_match(text, acts):
        return _ask(desk, chat, act)
    found = _found(chat, text, desk.words)
    return None if found is None else _switch(desk, chat, found)


def called(business: Business, words: Words) -> str:
    """Give the name of a business, or else its number."""
    return business.name or words.label(NAME, "unnamed", number=business.number)


def switch_row(business: Business, words: Words) -> tuple[Button, ...]:
    """Lay a button that takes a business in hand."""
    return (Button(words.label(NAME, "button_switch", name=called(business, words)), f"/business {business.number}"),)


def _list(desk: Desk, chat: Chat, *lines: str) -> Turned:
    names = [(called(b, desk.words), b.number == chat.business.number) for b in chat.businesses]
    buttons = [switch_row(b, desk.words) for b in chat.businesses if b.number != chat.business.number]
    acts = tuple(Button(desk.words.label(NAME, f"button_{act}"), f"/business {act}") for act in ("add", "rename"))
    text = "\n\n".join([*lines, desk.words.say(NAME, "list", names=names)])
    return desk.pick_up(chat.awaiting("business"), (Say(text, (*buttons, acts)),))


def _ask(desk: Desk, chat: Chat, act: str) -> Turned:
    text = desk.words.say(NAME, f"ask_{act}", name=called(chat.business, desk.words))
    leave = Button(desk.words.label("data/settings", "leave"), "/business")
    return asking(desk, chat, f"business {act}", text, ((leave,),))


def _add(desk: Desk, chat: Chat, typed: str) -> Turned:
    if (problem := _problem(desk, chat, typed, chat.businesses)) is not None:
        return _again(desk, chat, "add", problem)
    if len(chat.businesses) >= MOST:
        return _list(desk, chat, desk.words.say(NAME, "enough", most=MOST))
    number = max(b.number for b in chat.businesses) + 1
    added = Business(number, desk.event.at, clean_name(typed), time_zone=chat.business.time_zone)
    chat = replace(chat, others=(*chat.others, replace(added, currency=chat.business.currency)))
    return _switch(desk, chat, number)


def _rename(desk: Desk, chat: Chat, typed: str) -> Turned:
    if (problem := _problem(desk, chat, typed, chat.others)) is not None:
        return _again(desk, chat, "rename", problem)
    chat = replace(chat, business=replace(chat.business, name=clean_name(typed)))
    line = desk.words.say(NAME, "renamed", name=chat.business.name)
    return desk.aside(chat, line, rows=command_rows(("checkup", "business"), desk.words))


def _switch(desk: Desk, chat: Chat, number: int) -> Turned:
    """Take a business in hand; a check-up that is open stays with the other one, as a draft, and a week as far as it came."""
    if number == chat.business.number:
        return _list(desk, chat, desk.words.say(NAME, "already", name=called(chat.business, desk.words)))
    left = called(chat.business, desk.words)
    chat = desk.drop(desk.without_asides(chat), WEEKLY)
    week = any(is_checkin(session) and session.state == "open" for session in chat.sessions)
    chat = put_down(chat, desk.event.at)
    aside = [session for session in chat.sessions if session.state == "open"]
    for session in aside:
        chat = chat.having(replace(session, state="kept", touched_at=desk.event.at, misses=0))
    chat = chat.at(number)
    draft = desk.draft(chat, CHECKUP) is not None
    name = called(chat.business, desk.words)
    text = desk.words.say(NAME, "switched", name=name, left=left, put_aside=bool(aside), week=week, draft=draft)
    commands = ("resume", "business") if draft else ("checkup", "business")
    return chat, (Say(text, command_rows(commands, desk.words)),)


def _again(desk: Desk, chat: Chat, act: str, problem: str) -> Turned:
    leave = Button(desk.words.label("data/settings", "leave"), "/business")
    return asking(desk, chat, f"business {act}", problem, ((leave,),))


def _problem(desk: Desk, _chat: Chat, typed: str, others: tuple[Business, ...]) -> str | None:
    name = clean_name(typed)
    if name is None:
        return desk.words.say("data/settings", "unclear_name", most=LONGEST_NAME)
    if any(fold_name(b.name) == fold_name(name) for b in others):
        return desk.words.say("data/settings", "name_taken", name=name)
    return None


def _found(chat: Chat, typed: str, words: Words) -> int | None:
    numbers = {str(b.number): b.number for b in chat.businesses}
    if typed in numbers:
        return numbers[typed]
    names = [(called(b, words), str(b.number)) for b in chat.businesses]
    names += [(words.label(NAME, "button_switch", name=name), number) for name, number in names]
    for name, number in names:
        if name.casefold() == typed.strip().casefold():
            return int(number)
    found = exact_match(typed, names)
    return int(found) if found else None
