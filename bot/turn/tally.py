"""How many said yes of those who were tried, where a report tells both plainly: "rang nine, two want it, the rest no answer"."""

from collections.abc import Iterator

from msgspec import Struct

from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.templates import Words
from bot.turn.narrowed import said_of, says

MOST = 500  # people that a report counts; more are something else
TWO = 2

AGREES, YES = "agree", frozenset({"buy", "agree"})
"""Kinds of word for who says yes, and for who buys."""

CLAIMS, NO_YES = "claims", frozenset({"rival", "negation", "enquire"})
"""Kinds of word for who only says something, and for who went elsewhere or asks, and what is denied."""

ANSWERING = frozenset({"reply", "write"})
NO_MORE = frozenset({*ANSWERING, "from"})
"""Kinds of word for who only answered, and with them for whence somebody came: neither is a yes."""

ASKED = frozenset({"write", "ring", "enquire", "reply", "talk"})
PEOPLE = frozenset({*ASKED, "quote", "people", "customer"})
"""Kinds of word for what was done to those who were tried, and for people: of "ten new photos" nobody is a part."""

ARTICLE, NEAR = "article", 3
"""A thing is no yes ("the sign"), and a yes before its count is near it: "booked me 5"."""

TIMES = frozenset({"minute", "hour", "day", "week", "month"})
REST, ASIDE, REPLIED, DENIED = "rest", "aside", "reply", "negation"
ANSWERED = "answered"  # behind the counts of those who only answered


class CountedPart(Struct, frozen=True):
    """A part of a message that counts people: how many, or what share of those before, and which of its words says so."""

    part: TextPassage
    count: float
    at: int
    share: bool = False
    whole: float | None = None


class Tally(Struct, frozen=True):
    """Who was tried and who of them said yes, each as the part of the message that tells it, and both counts as "2 9"."""

    tried: TextPassage
    yes: TextPassage
    counts: str


def yes_of_tried(text: str, words: Words) -> str:
    """Return how many of those who were tried said yes, as "2 9"; nothing where that isn't plain."""
    found = tally_in(text, words)
    return found.counts if found else ""


def tally_in(text: str, words: Words) -> Tally | None:
    """Return how many said yes of those who were tried; None where that isn't plain.

    The first count is of those who were tried, and of the later parts just one counts who said yes: who only answered,
    asked twice or comes later did not.
    """
    counted = list(_counted(text, words))
    first = next((one for one in counted if not one.share and one.count >= TWO), None)
    if first is None or first.part.kinds.isdisjoint(PEOPLE) or _is_yes(first, words):
        return None
    yes = [one for one in counted[counted.index(first) + 1 :] if _is_yes(one, words)]
    count = yes[0].count * (first.count if yes[0].share else 1.0) if len(yes) == 1 else 0.0
    if not 0 < count <= first.count or not count.is_integer():
        return None
    return Tally(first.part, yes[0].part, f"{count:g} {first.count:g}")


def answered_of_tried(text: str, words: Words) -> str:
    """Return how many of those who were tried answered, as "6 31 answered": "wrote to 31. 6 replies"; nothing where that isn't plain."""
    counted = list(_counted(text, words))
    if not counted or counted[0].share or counted[0].part.kinds.isdisjoint(PEOPLE):
        return ""
    first, *others = counted
    counts = [one.count for one in others if not one.share and _answered(one.part, words)]
    return f"{counts[0]:g} {first.count:g} {ANSWERED}" if len(counts) == 1 and counts[0] <= first.count else ""


def _answered(part: TextPassage, words: Words) -> bool:
    """True if a part says that somebody answered, in words or as "wrote back"."""
    kinds = part.kinds
    return DENIED not in kinds and (
        REPLIED in kinds or (not kinds.isdisjoint(ANSWERING) and says("came", part.text, words))
    )


def counting_parts(text: str, words: Words) -> list[TextPassage]:
    """Return the parts of a message that count people."""
    return [part for part in passages_of(text, words.language) if any(map(counts_some, part.numbers))]


def counts_some(count: ToldAmount) -> bool:
    """True for a count of people, or for a part of them: no money, and no length of time."""
    plain = count.currency is None and count.span is None and 0 < count.amount.value <= MOST
    return plain and (bool(count.share) or count.amount.value.is_integer())


def _counted(text: str, words: Words) -> Iterator[CountedPart]:
    """Yield the parts of a message that count people, each with its first count; a "one" counts where it begins its part."""
    lone = {
        one.place
        for one in tokens_in(text, words.language)
        if isinstance(one, ToldAmount) and one.amount.value == 1 and not one.share
    }
    for part in passages_of(text, words.language):
        begins = next((at for at, word in enumerate(part.words) if ASIDE not in word.kinds), 0)
        for at, word in enumerate(part.words):
            if word.told is not None and counts_some(word.told) and not _is_time(part, at):
                told = word.told
                yield CountedPart(part, told.amount.value, at, bool(told.share), told.whole)
                break
            if at == begins and word.place in lone:
                yield CountedPart(part, 1.0, at)
                break


def _is_time(part: TextPassage, at: int) -> bool:
    return any(word.kinds & TIMES for word in part.words[at + 1 : at + 2])


def _is_yes(one: CountedPart, words: Words) -> bool:
    """True if a part counts people who came, bought or said yes; "the other two booked" leaves open of how many."""
    said, before = one.part.words[one.at + 1 :], one.part.words[: one.at]
    kinds, text = frozenset(kind for word in said for kind in word.kinds), one.part.text
    if any(REST in word.kinds for word in before) or kinds & NO_YES or said_of(("refused",), text, words):
        return False
    came = says("came", text, words)
    if CLAIMS in kinds:
        return AGREES in kinds and came
    near = one.part.words[max(0, one.at - NEAR) :]
    if any(word.kinds & YES and ARTICLE not in near[at - 1 if at else at].kinds for at, word in enumerate(near)):
        return True
    return came and kinds.isdisjoint(NO_MORE)
