"""A week that was special: the owner's note is kept with it, and on request it is left out of comparisons."""

import re
from datetime import timedelta

from msgspec.structs import replace

from bot.checkins.commands import of_business
from bot.checkins.reminding import rescheduled
from bot.checkins.session import asked_numbers, beside, is_checkin, weeks_about
from bot.checkins.which_week import last_over
from bot.core.amount import Amount
from bot.core.ledger import KeptWeek
from bot.core.records import CHECKIN, Chat, Session
from bot.core.replies import Button
from bot.core.week import Week
from bot.dialogue.context import CommandSpec, Context, takes_always
from bot.dialogue.prompting import with_button
from bot.dialogue.scene import Turned
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import kinds_of
from bot.language.listening.naming import NAMES
from bot.language.numbers.clean import clean
from bot.language.vocabulary import any_of, plain, vocabulary

SPECIAL = "checkins/special"
LATELY = timedelta(days=1)
LONGEST = 200  # characters that are kept of what was special
_CLAUSES = re.compile(r"[,;.!\n()]+|\s[-–—]\s")
_NUMBER = re.compile(r"\d+(?:\s+(\w+))?")
_DIGITS = re.compile(r"\d+")
_DAY = re.compile(r"\d{1,2}(?!\d)")
APART, COUNT = "apart", "count"
CLOSED = frozenset({"pause", "stop"})  # kinds of word that say that a business was closed
ENDS, LAST_DAY = 2, 31  # days that are named, and the last day of a month


def special_in(text: str, language: str) -> tuple[str, str]:
    """Part what was special about a week from the rest of a message: "fair week, 12 10 3" into "fair week" and "12, 10, 3".

    Where the rest holds no number, all of it says what was special.
    """
    known = _any(language, "weeks")
    parts = [part.strip() for part in _CLAUSES.split(text) if part.strip()]
    closed = {part: outside for part in parts if (outside := _outside_days(part, language)) is not None}
    if "?" in text or is_to_come(" ".join(closed.get(part, part) for part in parts), language):
        return "", text
    special = [part for part in parts if part in closed or (known.search(plain(part)) and not _counts(part, language))]
    if not special:
        return "", text
    rest = [
        zero if part in special else part for part in parts if part not in special or (zero := _zero_in(part, language))
    ]
    if not any(any(map(str.isdecimal, part)) or _zero_in(part, language) for part in rest):
        return text.strip(), ""
    return ", ".join(special), ", ".join(rest)


def is_to_come(text: str, language: str) -> bool:
    """True if a message is about the future: "we're closed next week" is a wish for a pause."""
    return bool(_any(language, "to_come").search(plain(text)))


def is_over(text: str, language: str) -> bool:
    """True if a message is about the past: "we were closed", not "I'm on holiday"."""
    return bool(_any(language, "over").search(plain(text)))


def week_meant(context: Context, chat: Chat) -> Week:
    """Return the week that is spoken of: the one asked about, the one told of a moment ago, or the last."""
    session = _open(chat) or told_lately(context, chat)
    return weeks_about(session)[0] if session is not None else last_over(context, chat)


def told_lately(context: Context, chat: Chat) -> Session | None:
    """Return the check-in that ended last, if that was less than a day ago."""
    since = context.event.at - LATELY
    ended = [(s.ended_at, s.number) for s in chat.sessions if is_checkin(s) and s.state == "done" and s.ended_at]
    at, number = max(ended, default=(since, 0))
    return chat.session(number) if at > since else None


def with_note(chat: Chat, week: Week, note: str) -> Chat:
    """Keep what was special about a week with it."""
    kept, note = chat.book.find(week) or KeptWeek(week, "expired"), note.strip()
    both = f"{kept.note}; {note}" if kept.note and note not in kept.note else kept.note or note
    return chat.with_book(chat.book.with_week(replace(kept, note=both[:LONGEST])))


def noted_line(context: Context, week: Week, note: str) -> str:
    """Say that it was noted."""
    return context.words.say(SPECIAL, "noted", week=week, note=note[:LONGEST])


def note_week(context: Context, chat: Chat, text: str, week: Week | None = None) -> Turned:
    """Note what was special about a week, and offer to leave it out; the question that is open is asked again."""
    week = week or week_meant(context, chat)
    chat = with_note(chat, week, text)
    has_numbers = chat.book.weeks[week].numbers is not None
    session = _open(chat)
    asked = session is not None and weeks_about(session)[0] == week
    line = noted_line(context, week, text)
    offered = context.words.say(SPECIAL, "numbers" if has_numbers else "asked" if asked else "none")
    button = leave_out(context, chat, week, told=has_numbers)
    if session is None:
        return context.aside(chat, line, offered, rows=((button,),))
    chat, replies = context.aside(chat, line, offered)
    can_skip = asked and bool(beside(session, context.words))
    return chat, replies if can_skip else with_button(replies, button)


def leave_out(context: Context, chat: Chat, week: Week, *, told: bool) -> Button:
    """Return the button that leaves a week out: of comparisons, where its numbers were told."""
    return _button(context, APART, week, chat.business.number, "leave" if told else "skip")


def special(context: Context, chat: Chat, argument: str) -> Turned:
    """Leave a week out of comparisons, or count it again: ``/special apart 2026-W48``."""
    how, _, named = argument.strip().partition(" ")
    try:
        week = Week.parse(named.strip())
    except ValueError:
        week = week_meant(context, chat)
    kept = chat.book.find(week)
    if kept is None or how not in (APART, COUNT):
        return context.aside(chat, context.words.say(SPECIAL, "nothing"))
    number = chat.business.number
    session = next(
        (s for s in chat.sessions if is_checkin(s) and s.state == "open" and weeks_about(s)[0] == week), None
    )
    begun = session is not None and asked_numbers(session)
    if how == COUNT:
        again = "expired" if kept.outcome == "skipped" and kept.numbers is None else kept.outcome
        chat = chat.with_book(chat.book.with_week(replace(kept, apart=False, outcome=again)))
        return _and_button(context, chat, "counted", week, leave_out(context, chat, week, told=True))
    if kept.numbers is None and not begun:
        kept = replace(kept, outcome="skipped", due_at=kept.due_at or context.event.at)
        if session is not None:
            over = replace(session, state="dropped", proposed=None, ended_at=context.event.at)
            chat = chat.with_session(over)
    chat = rescheduled(chat.with_book(chat.book.with_week(replace(kept, apart=True))), context.event.at)
    block = "skipped" if kept.numbers is None and not begun else "apart"
    return _and_button(context, chat, block, week, _button(context, COUNT, week, number, "count"))


def _and_button(context: Context, chat: Chat, block: str, week: Week, button: Button) -> Turned:
    """Say what became of a week, with a button to undo it, and what follows for the verdict."""
    line = context.words.say(SPECIAL, block, week=week)
    if context.open(chat) is not None:
        return context.aside(chat, line)
    chat, news = context.form_of(CHECKIN).follow(chat, context.words)
    chat, replies = context.aside(chat, line, rows=((button,),))
    return chat, (*replies, *news)


def _open(chat: Chat) -> Session | None:
    session = chat.open
    return session if session is not None and is_checkin(session) else None


def _button(context: Context, how: str, week: Week, business: int, block: str) -> Button:
    return Button(context.words.label(SPECIAL, f"button_{block}"), f"/special {how} {week} #{business}")


def _any(language: str, which: str) -> re.Pattern[str]:
    phrases = vocabulary(language)["special"][which]
    return re.compile(rf"(?<!\w){any_of(tuple(phrases))}(?!\w)")


def _counts(part: str, language: str) -> bool:
    """True if a number in some words counts something other than days: "closed 3", not "closed 3 days"."""
    spans = vocabulary(language)["spans"]
    return any((found[1] or "") not in spans for found in _NUMBER.finditer(plain(part)))


def _zero_in(part: str, language: str) -> str:
    """Return the word for a plain zero that some words begin or end with: "nobody" of "nobody came", "none" of "away so none"."""
    said, told = clean(part, language).text, [one for one in tokens_in(part, language) if isinstance(one, ToldAmount)]
    if [one.amount for one in told] != [Amount.exactly(0.0)] or told[0].share:
        return ""
    start, end = told[0].place
    return said[start:end] if not start or end == len(said) else ""


def _outside_days(part: str, language: str) -> str | None:
    """Return what is said beside the days from which to which it was closed; None if no such days are told.

    As in "closed from the 1st to the 7th", but not in "closed 3 to 5".
    """
    words = plain(part).split()
    days = [(at, int(found[0])) for at, word in enumerate(words) if (found := _DAY.match(word))]
    if len(days) != len(_DIGITS.findall(part)) or len(days) != ENDS:
        return None
    (first, start), (last, end) = days
    kinds = kinds_of(language).of_words(words)
    closed = [at for at, of_word in enumerate(kinds) if not CLOSED.isdisjoint(of_word)]
    others = {kind for at, of_word in enumerate(kinds) if at not in closed for kind in of_word}
    apart = bool(closed) and first - 1 not in closed and last - first <= ENDS + 1
    if not apart or not 0 < start < end <= LAST_DAY or not others.isdisjoint(NAMES):
        return None
    return " ".join([*words[:first], *words[last + 1 :]])


COMMANDS = (CommandSpec("special", of_business(special), takes_always),)
