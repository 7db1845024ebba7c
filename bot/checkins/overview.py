"""The weeks as a list and a picture, with the numbers just told; and the buttons that change them."""

from msgspec.structs import replace

from bot.checkins.listing import listed
from bot.checkins.picture import picture_of_book, told_of_weeks
from bot.checkins.session import asked_numbers, business_called, is_checkin, pick_up, stored
from bot.checkins.trends import streak
from bot.core.ledger import Book
from bot.core.records import Chat
from bot.core.replies import Button, Rows, Say, in_rows
from bot.core.week import Week
from bot.dialogue.commands import command_button
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.seen import with_more

SHOWN = 8  # weeks
NEWEST = 2  # of them seen at once
CHANGE = "change"


def weeks(context: Context, chat: Chat, argument: str) -> Turned:
    """Show the weeks as a picture, and the last eight in words; ``/weeks change``: a button to change each."""
    words, book = context.words, _as_told(context, chat)
    shown = sorted(book.weeks, reverse=True)[:SHOWN]
    if argument == CHANGE and shown:
        return pick_up(context, chat, (Say(words.say("checkins/week", "change"), _buttons(context, shown)),))
    rows = [_row(context, chat, book, week) for week in shown]
    picture = picture_of_book(chat.business, book, words)
    lines = [told_of_weeks(picture, words) if picture else ""]
    business = business_called(chat, words)
    lines.append(words.say("checkins/weeks", rows=rows[:NEWEST], streak=streak(book.outcomes), business=business))
    text = with_more(
        "\n\n".join(filter(None, lines)),
        [words.say("checkins/weeks", rows=rows[NEWEST:], streak=0, business=None)] if rows[NEWEST:] else [],
    )
    change = Button(words.label("checkins/week", "change_button"), f"/weeks {CHANGE}")
    under: Rows = ((change if shown else command_button("checkin", words),),)
    return pick_up(context, chat, (replace(picture, text=text, rows=under) if picture else Say(text, under),))


def _as_told(context: Context, chat: Chat) -> Book:
    """Return the weeks with the numbers of a check-in that is open."""
    for session in chat.sessions:
        ours = is_checkin(session) and session.state == "open" and session.business == chat.business.number
        if ours and asked_numbers(session):
            chat = stored(chat, session, context.event.at)
    return chat.book


def _row(context: Context, chat: Chat, book: Book, week: Week) -> dict[str, object]:
    kept = book.weeks[week]
    numbers = listed(kept.numbers, context.words, chat.business.trade) if kept.numbers else None
    return {"week": week, "numbers": numbers, "outcome": kept.outcome, "note": kept.note, "apart": kept.apart}


def _buttons(context: Context, shown: list[Week]) -> Rows:
    label = context.words.label
    return in_rows([Button(label("checkins/week", "button", week=week), f"/checkin {week}") for week in shown], 2)
