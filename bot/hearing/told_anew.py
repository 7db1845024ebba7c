"""A whole set of numbers told again for a longer stretch of time, as the verdict asks: "three months: 81 asked, 66 talked, 30 won"."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from bot.checkup.period import weeks_told
from bot.checkup.told import PATH
from bot.core.records import Chat, Session
from bot.core.span import WEEKS
from bot.core.week_numbers import NESTED
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene
from bot.hearing.in_a_row import row_of
from bot.hearing.numbers_told import is_told
from bot.hearing.plainly import BY_STRUCTURE
from bot.hearing.policy import STORING, SURELY, TOLD, Resolution
from bot.hearing.put_right import is_count
from bot.language.choices import WEEK, Length, length_told
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.passages import passages_of
from bot.language.listening.span_words import TimeSpan
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Word

SETS = {"talk": NESTED, "order": ("visitors", "orders"), "both": (*NESTED, "orders")}
"""The numbers that a verdict rests on, by how people buy, in their order: those for one stretch of time go together."""

BY_OWNER = frozenset({"ring", "write"})
"""Kinds of word at the head of a part that make its number one of the step: "rang 50"."""

LONGER = 1.5  # times the stretch of time before; "last month" is none
BESIDE = 2  # words beside numbers that stand alone, such as "and"
LEAD = 6  # words of a heading such as "here are the 3 months then"


def told_anew(acts: Sequence[Act], text: str, session: Session, today: date, language: str) -> tuple[Act, ...]:
    """Return the numbers of a message as new answers, where all of a verdict are told for a longer time than before.

    Args:
        acts: what was heard.
        text: the message.
        session: the check-up whose answers they take the place of.
        today: ends what was said with "since".
        language: of the message.
    """
    path = session.answers.get(PATH)
    names = SETS.get(path.choice or "" if path is not None else "", ())
    told = {act.name: act for act in acts if act.told is not None and act.kind in TOLD and act.chance >= STORING}
    if names == NESTED and any(name not in told for name in names):
        told = _in_a_row(text, language) or {act.name: act for act in _told_alone(names, text, language)}
    if not names or any(name not in told for name in names) or any(act.kind == "supposes" for act in acts):
        return ()
    found = [told[name] for name in names]
    values = [act.told.amount.value for act in found if act.told is not None and not act.told.share]
    if len(values) < len(names) or values != sorted(values, reverse=True) or not _tells(found[0], text, language):
        return ()
    span = one_span(found, text, language)
    if span is None or span.told(today).weeks < LONGER * weeks_told(session):
        return ()
    return tuple(
        Act("corrects", act.name, "", replace(act.told, span=span), BY_STRUCTURE, text, act.told.place)
        for act in found
        if act.told is not None
    )


def _in_a_row(text: str, language: str) -> dict[str, Act]:
    """Return the three numbers of a message by their steps, whatever the reader takes them for; nothing if they are no row."""
    counts = [(one, part) for part in passages_of(text, language) for one in part.numbers if is_count(part, one)]
    row = row_of(counts, text, language)
    return {name: Act("tells", name, "", one, BY_STRUCTURE, text, one.place) for name, one in row.items()}


def _told_alone(names: Sequence[str], text: str, language: str) -> list[Act]:
    """Return a message that is as many numbers as a verdict rests on and a time, as those: "over three months 90, 70 and 12"."""
    tokens = tokens_in(text, language)
    told = [one for one in tokens if isinstance(one, ToldAmount)]
    said = [one for one in tokens if isinstance(one, Word) and any(map(str.isalpha, one.text))]
    if len(told) != len(names) or len(said) > BESIDE or not all(map(_is_plain, told)):
        return []
    return [Act("tells", name, "", one, BY_STRUCTURE, text, one.place) for name, one in zip(names, told, strict=True)]


def _is_plain(told: ToldAmount) -> bool:
    """True for a number that is none of money, and no share."""
    return not told.share and told.whole is None and told.currency is None


def _tells(first: Act, text: str, language: str) -> bool:
    """True if a message, or its part that says how many came, is told, and no report: "rang 50 in three months"."""
    parts = [part for part in passages_of(text, language) if first.told is not None and part.holds(first.told)]
    if any(part.words and not part.words[0].kinds.isdisjoint(BY_OWNER) for part in parts):
        return False
    if is_told(text, language, least=SURELY):
        return True
    return all(is_told(part.text, language) for part in parts)


def one_span(acts: Sequence[Act], text: str, language: str) -> TimeSpan | None:
    """Return the one stretch of time that numbers are told for: beside one of them, or as a heading before or behind all."""
    spans = {
        (span.unit, span.count, span.since): span for act in acts if act.told is not None and (span := act.told.span)
    }
    if spans:
        (span, *others) = spans.values()
        return None if others or span.unclear else replace(span, rate=False)
    plain = clean(text, language).text
    places = [act.told.place for act in acts if act.told is not None]
    around = plain[: min(start for start, _ in places)], plain[max(end for _, end in places) :]
    headings = [part for part in around if len(part.split()) <= LEAD]
    lengths = [length for part in headings if (length := length_told(part, language)) is not None]
    return _as_span(lengths[0]) if len(lengths) == 1 else None


def _as_span(length: Length) -> TimeSpan:
    unit = min(WEEKS, key=lambda one: abs(WEEKS[one] * WEEK - length.unit))
    return TimeSpan(unit, float(round(length.days / length.unit)))


def all_told_anew(
    context: Context, chat: Chat, scene: Scene | None, text: str, acts: Sequence[Act]
) -> Resolution | None:
    """Return all numbers of a verdict as they are told again, for a longer time; None where they are not."""
    session = chat.session(chat.business.checkup or 0) if scene is None else None
    if session is None:
        return None
    anew = told_anew(acts, text, session, context.event.at.date(), context.words.language)
    return Resolution(anew, plain=True) if anew else None
