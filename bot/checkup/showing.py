"""Showing the verdict to somebody: its picture with one line that invites, in a chat that the owner picks.

Telegram asks for it by a code that only works for its owner, and only while the verdict is the newest: it is made from
the owner's id, the moment of first contact and the verdict. Nothing else is kept.
"""

import re
from dataclasses import replace
from hashlib import blake2b
from html import escape

from bot.checkup.commands import as_given, with_verdict
from bot.core.records import CHECKUP, Chat, Session
from bot.core.replies import Button, InlineAnswer, Picture
from bot.core.shown import Door
from bot.dialogue.context import CommandSpec, Context, takes_nothing
from bot.dialogue.scene import Turned
from bot.language.templates import Words
from bot.pictures.caption import caption

SHOW = "checkup/show"
NAMED = "named"  # follows the number of the session where the business's name is to be on it
WORD = re.compile(r"#[0-9a-f]{16}")


def show(context: Context, chat: Chat, argument: str) -> Turned:
    """Let the owner see what somebody else would see, and pick the chat that it is sent to."""
    number, _, how = argument.partition(" ")
    session = with_verdict(chat, number) or with_verdict(chat, "")
    if session is None:
        return context.aside(chat, context.words.say("menu/start", "no_verdict"))
    there = chat.switch_to(session.business)
    session = with_verdict(there, "") or session  # an older verdict of the business is out of date
    named = how == NAMED and bool(there.business.name)
    if (door := _door(context, there, session, named=named)) is None:
        return context.aside(chat, context.words.say(SHOW, "no_picture"))
    label = context.words.label
    rows = [(Button(label(SHOW, "choose"), inline=_word(there, session, named=named)),)]
    if there.business.name:
        other = f"/show {session.number}" if named else f"/show {session.number} {NAMED}"
        rows.append((Button(label(SHOW, "nameless" if named else "named"), other),))
    text = context.words.say(SHOW, "preview", business=door.business)
    return context.pick_up(chat, (Picture(door, text, tuple(rows), stays=True),))


def can_show(context: Context, chat: Chat) -> bool:
    """True if there is a verdict to be shown to somebody, in a chat where only its owner reads along."""
    return chat.business.checkup is not None and not context.in_group


def shown_in_any_chat(context: Context, chat: Chat, query_id: str, text: str) -> InlineAnswer | None:
    """Return the card for a code of the owner's, or none for somebody else's code; None if it is no code."""
    if not WORD.fullmatch(text.strip()):
        return None
    for business in chat.businesses:
        there = chat.switch_to(business.number)
        session = with_verdict(there, "")
        for named in (False, True):
            if session is None or text.strip() != _word(there, session, named=named):
                continue
            if (door := _door(context, there, session, named=named)) is not None:
                return _card(query_id, chat, door, context.words)
    return InlineAnswer(query_id, personal=True)


def _card(query_id: str, chat: Chat, door: Door, words: Words) -> InlineAnswer:
    line = words.say(SHOW, "line", business=door.business)
    return InlineAnswer(
        query_id,
        title=words.label(SHOW, "title"),
        description=words.label(SHOW, "description", business=door.business),
        text=f"{escape(caption(door, words), quote=False)}\n\n{line}",
        shown=door,
        caption=line,
        rows=((Button(words.label(SHOW, "try"), link=CHECKUP),),),
        whose=chat.owner.chat_id,
        personal=True,
    )


def _door(context: Context, chat: Chat, session: Session, *, named: bool) -> Door | None:
    """Return the picture of a verdict as it was given, by default without the business's name; None if it has none."""
    _, replies = as_given(context, chat, session)
    door = next((reply.shown for reply in replies if isinstance(reply, Picture)), None)
    if not isinstance(door, Door):
        return None
    return door if named else replace(door, business=None)


def _word(chat: Chat, session: Session, *, named: bool) -> str:
    """Return the code of a verdict, which works while it is its owner's newest."""
    given = chat.newest_verdict(session.number)
    owner, at = chat.owner, given.given_at.isoformat() if given else ""
    known = f"{owner.chat_id} {owner.created_at.isoformat()} {session.number} {given and given.number} {at} {named}"
    return f"#{blake2b(known.encode(), digest_size=8).hexdigest()}"


COMMANDS = (CommandSpec("show", show, takes_nothing, typed=True, private=True),)
