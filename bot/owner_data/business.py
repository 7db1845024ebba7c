"""Several businesses for one owner: listed, added, renamed; one of them is the current one."""

import re

from msgspec.structs import replace

from bot.checkins.session import is_checkin, put_down
from bot.checkins.setup import WEEKLY
from bot.core.records import CHECKUP, Business, Chat
from bot.core.replies import Button, Say
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.choices import name_told
from bot.language.match import exact_match
from bot.language.templates import Words
from bot.owner_data.settings import LONGEST_NAME, asking, clean_name, fold_name, left_alone

NAME = "data/business"
MOST = 20
NAME_ENDS = re.compile(r"[,.;:!\n]| - ")  # where a name ends in a longer message
LIST = "list"  # leads back to all of them, instead of one
ASKED = ("add", "rename")  # what a typed name is for


def business(context: Context, chat: Chat, argument: str) -> Turned:
    """List the businesses, switch to one (by number or name), ``add`` one, or ``rename`` the current one."""
    what, _, name = argument.partition(" ")
    match what.casefold():
        case "" | "list":
            return _list(context, chat)
        case "add" if name:
            return _add(context, chat, name)
        case "rename" if name:
            return _rename(context, chat, name)
        case "add" | "rename" as act:
            return _ask(context, chat, act)
    found = _found(chat, argument, context.words)
    if found is None:
        return _list(context, chat, context.words.say(NAME, "unknown", typed=argument))
    return _switch(context, chat, found)


def on_words(context: Context, chat: Chat, awaited: str, text: str) -> Turned | None:
    """Take words that were typed after the list was shown, or a name was asked for; None if they name none."""
    if awaited in ASKED and left_alone(text, context.words):
        return context.aside(chat, context.words.say("data/settings", "left"))
    match awaited:
        case "add":
            return _add(context, chat, text)
        case "rename":
            return _rename(context, chat, text)
    acts = [(context.words.label(NAME, f"button_{act}"), act) for act in ("add", "rename")]
    if act := exact_match(text, acts):
        return _ask(context, chat, act)
    found = _found(chat, text, context.words)
    return None if found is None else _switch(context, chat, found)


def named_beside(context: Context, chat: Chat, text: str) -> tuple[Chat, list[str]]:
    """Take the name of the business that a message tells beside other things, and say it; change nothing if it is none."""
    told = name_told(text, context.words.language)
    name = clean_name(NAME_ENDS.split(told)[0]) if told else None
    if name is None or name == chat.business.name or _problem(context, chat, name, chat.others) is not None:
        return chat, []
    chat = replace(chat, business=replace(chat.business, name=name))
    return chat, [context.words.say(NAME, "renamed", name=name)]


def called(business: Business, words: Words) -> str:
    """Return the name of a business, or else its number."""
    return business.name or words.label(NAME, "unnamed", number=business.number)


def switch_row(business: Business, words: Words) -> tuple[Button, ...]:
    """Make the button that switches to a business."""
    return (Button(words.label(NAME, "button_switch", name=called(business, words)), f"/business {business.number}"),)


def _list(context: Context, chat: Chat, *lines: str) -> Turned:
    names = [(called(b, context.words), b.number == chat.business.number) for b in chat.businesses]
    buttons = [switch_row(b, context.words) for b in chat.businesses if b.number != chat.business.number]
    acts = tuple(Button(context.words.label(NAME, f"button_{act}"), f"/business {act}") for act in ("add", "rename"))
    text = "\n\n".join([*lines, context.words.say(NAME, "list", names=names)])
    return context.pick_up(chat.awaiting("business"), (Say(text, (*buttons, acts)),))


def _ask(context: Context, chat: Chat, act: str) -> Turned:
    text = context.words.say(NAME, f"ask_{act}", name=called(chat.business, context.words))
    leave = Button(context.words.label("data/settings", "leave"), f"/business {LIST}")
    return asking(context, chat, f"business {act}", text, ((leave,),))


def _add(context: Context, chat: Chat, typed: str) -> Turned:
    if (problem := _problem(context, chat, typed, chat.businesses)) is not None:
        return _again(context, chat, "add", problem)
    if len(chat.businesses) >= MOST:
        return _list(context, chat, context.words.say(NAME, "enough", most=MOST))
    number = max(b.number for b in chat.businesses) + 1
    added = Business(number, context.event.at, clean_name(typed), time_zone=chat.business.time_zone)
    chat = replace(chat, others=(*chat.others, replace(added, currency=chat.business.currency)))
    return _switch(context, chat, number)


def _rename(context: Context, chat: Chat, typed: str) -> Turned:
    if (problem := _problem(context, chat, typed, chat.others)) is not None:
        return _again(context, chat, "rename", problem)
    chat = replace(chat, business=replace(chat.business, name=clean_name(typed)))
    line = context.words.say(NAME, "renamed", name=chat.business.name)
    return context.aside(chat, line, rows=command_rows(("checkup", "business"), context.words))


def _switch(context: Context, chat: Chat, number: int) -> Turned:
    """Switch to a business; open check-ups become drafts, open weeks keep what was entered."""
    if number == chat.business.number:
        return _list(context, chat, context.words.say(NAME, "already", name=called(chat.business, context.words)))
    left = called(chat.business, context.words)
    chat = context.drop(context.without_asides(chat), WEEKLY)
    week = any(is_checkin(session) and session.state == "open" for session in chat.sessions)
    chat = put_down(chat, context.event.at)
    aside = [session for session in chat.sessions if session.state == "open"]
    for session in aside:
        chat = chat.with_session(replace(session, state="kept", touched_at=context.event.at, misses=0))
    chat = chat.switch_to(number)
    draft = context.draft(chat, CHECKUP) is not None
    name = called(chat.business, context.words)
    text = context.words.say(NAME, "switched", name=name, left=left, put_aside=bool(aside), week=week, draft=draft)
    commands = ("resume", "business") if draft else ("checkup", "business")
    return chat, (Say(text, command_rows(commands, context.words)),)


def _again(context: Context, chat: Chat, act: str, problem: str) -> Turned:
    leave = Button(context.words.label("data/settings", "leave"), f"/business {LIST}")
    return asking(context, chat, f"business {act}", problem, ((leave,),))


def _problem(context: Context, _chat: Chat, typed: str, others: tuple[Business, ...]) -> str | None:
    name = clean_name(typed)
    if name is None:
        return context.words.say("data/settings", "unclear_name", most=LONGEST_NAME)
    if any(fold_name(b.name) == fold_name(name) for b in others):
        return context.words.say("data/settings", "name_taken", name=name)
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
