"""What became of those who were tried, where a report counts them plainly: "rang nine, two want it, the rest no answer"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from bot.checkins.step_counts import StepCounts
from bot.hearing.narrowed import asks, said_of, says
from bot.hearing.policy import JUDGING
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING
from bot.language.listening.matters import all_matters
from bot.language.listening.naming import kinds_among
from bot.language.listening.passages import PassageWord, TextPassage, passages_of
from bot.language.match import fold
from bot.language.templates import Words

MOST = 500  # people that a report counts; more are something else
TWO = 2

AGREES, YES = "agree", frozenset({"buy", "agree"})
"""Kinds of word for who says yes, and for who buys."""

CLAIMS, NO_YES = "claims", frozenset({"rival", "negation", "enquire"})
"""Kinds of word for who only says something, and for who went elsewhere or asks, and what is denied."""

NO_YES_SAID = ("refused", "says_taken")
"""Words by which somebody said no, or had somebody else by then."""

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
SHARE_OF, BUYS, IS, QUOTED = "share_of", "buy", "is", frozenset({"quote"})
QUIET, NOT_NOW, GONE = "went_quiet", "not_now", frozenset({"rival"})
SILENT, PENDING, REFUSED = "silent", "pending", "refused"
"""Kinds of word for who did not answer, for who has not decided, and for who said no."""

NOBODY = frozenset({"suppose", "want"})
"""Kinds of word beside which a purchase is perhaps none."""

_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")

OTHER, LOST, PAIR, WANTED = "other", "lost", "pair", "want"
SORTS = ("yes", "answered", "later", "gone", "silent", OTHER)
"""What becomes of those who are tried, and what tells nothing of that."""


class CountedPart(Struct, frozen=True):
    """A part of a message that counts people: how many, or what share of those before, and which of its words says so."""

    part: TextPassage
    count: float
    at: int
    share: bool = False
    whole: float | None = None


class Tally(Struct, frozen=True):
    """What a report counts, and the parts of the message that tell who was tried and who first said yes."""

    counts: StepCounts
    tried: TextPassage
    yes: TextPassage | None = None


def counts_told(text: str, words: Words) -> StepCounts | None:
    """Return who was tried and what became of them, where some surely said yes or answered; None where that isn't plain."""
    found = tally_in(text, words)
    return found.counts if found else None


def tally_in(text: str, words: Words) -> Tally | None:
    """Return what a report counts; None where it isn't plain that some said yes, or answered.

    The first count is of those who were tried, and the later ones are of parts of them. Who only answered, asked twice or
    comes later said no yes; "one of them wants it gluten free" behind those who booked is one of these.
    """
    counted = list(_counted(text, words))
    first = next((one for one in counted if not one.share and one.count >= TWO), None)
    if first is None or not _are_people(first, text, words) or _came_of_it(first, words):
        return None
    sums: dict[str, float] = dict.fromkeys(SORTS, 0.0)
    yes: TextPassage | None = None
    before = ""
    for one in counted[counted.index(first) + 1 :]:
        if before == "yes" and SHARE_OF in one.part.kinds:
            continue
        before = _sort_of(one, words)
        yes = one.part if before == "yes" and yes is None else yes
        count = one.count * (first.count if one.share else 1.0)
        sums[before] = (
            max(sums[before], count) if before == "yes" else sums[before] + count
        )  # of 12 who took it, 5 paid
    return _tally(first, sums, yes, text, words)


def _came_of_it(first: CountedPart, words: Words) -> bool:
    """True if the first count is no count of those who were tried: "31 parents got a date", and not "gave dates to seven of them"."""
    of_some = SHARE_OF in first.part.kinds
    if first.at and of_some:
        return False
    named = bool(first.part.kinds & (ASKED | QUOTED)) or of_some or len(first.part.words) <= NEAR
    return (not first.at and not named) or _is_yes(first, words)


def _are_people(first: CountedPart, text: str, words: Words) -> bool:
    """True if a part counts people by its words, or by those right before it: "did the calls. 5 this week"."""
    part = first.part
    if part.kinds & PEOPLE:
        return True
    passages = passages_of(text, words.language)
    before = passages[passages.index(part) - 1] if part in passages[1:] else None
    bare = len(part.words) <= NEAR and (IS in part.kinds or part.words[first.at].told is part.words[0].told)
    spanned = any(told.span is not None for told in part.numbers)
    return before is not None and bool(before.kinds & ASKED) and bare and (spanned or IS in part.kinds)


def _tally(
    first: CountedPart, sums: dict[str, float], yes: TextPassage | None, text: str, words: Words
) -> Tally | None:
    """Put the sums of a report together, as long as they fit each other."""
    told = {name: round(count) for name, count in sums.items() if count.is_integer()}
    whole = round(first.count)
    if len(told) < len(sums):
        return None
    others = told.pop(OTHER)
    told["silent"] = told["silent"] or _rest_silent(whole - others, told, text, words)
    heard = told["yes"] + told["later"] + others
    if heard and not told["yes"] and told["silent"] and heard + told["gone"] + told["silent"] == whole:
        told["answered"] = told["answered"] or heard + told["gone"]  # each of them is told
    if not (told["yes"] or told["answered"]):
        return None
    if max(told.values()) > whole:
        return None
    parts = told["yes"] + told["later"] + told["gone"]
    if max(parts, told["answered"]) + told["silent"] > whole or (told["answered"] and parts > told["answered"]):
        told = {name: told[name] if name in ("yes", "answered") else 0 for name in told}
    won = not told["yes"] and some_bought(text, words, first=1)
    counts = StepCounts(whole, told["yes"], told["answered"], told["later"], told["gone"], told["silent"], won=won)
    return Tally(counts, first.part, yes)


def _rest_silent(whole: int, told: dict[str, int], text: str, words: Words) -> int:
    """Return how many are left, where a part without a count says that these are silent: "rest no answer"."""
    rest = (part for part in passages_of(text, words.language) if REST in part.kinds and not part.numbers)
    if not any(_is_silent(part, words) for part in rest):
        return 0
    return max(0, whole - (told["answered"] or told["yes"] + told["later"] + told["gone"]))


def _is_silent(part: TextPassage, words: Words) -> bool:
    return (
        SILENT in _counting_kinds(part, words)
        or QUIET in part.kinds
        or (REPLIED in part.kinds and DENIED in part.kinds)
    )


def _sort_of(one: CountedPart, words: Words) -> str:
    """Return what became of those whom a part counts: yes, answered, later, gone or silent, or something else."""
    text, kinds = one.part.text, one.part.kinds
    if _is_yes(one, words):
        return "yes"
    if _is_silent(one.part, words):
        return "silent"
    if _waits(one.part, words):
        return "later"
    if kinds & GONE or REFUSED in _counting_kinds(one.part, words) or said_of(NO_YES_SAID, text, words):
        return "gone"
    if _answered(one.part, words):
        return "answered"
    lost = dict(all_matters(text, words.language)).get(LOST, 0.0)
    return "gone" if lost >= JUDGING and WANTED not in kinds else OTHER


def _waits(part: TextPassage, words: Words) -> bool:
    """True if a part says that somebody has not decided, or names when they will: "said after the holidays"."""
    undecided = PENDING in _counting_kinds(part, words) or NOT_NOW in part.kinds
    return undecided or says("later", part.text, words)


def _counting_kinds(part: TextPassage, words: Words) -> frozenset[str]:
    return kinds_among(fold(part.text).split(), words.language, COUNTING)


def some_bought(text: str, words: Words, *, first: int = 0) -> bool:
    """True if a part without a count says that somebody bought, from some part on: "sold a van off the back of it"."""
    told = " ".join(one for one in _SENTENCES.split(text) if not asks(one, words))
    return any(
        not part.numbers and BUYS in part.kinds and part.kinds.isdisjoint(NO_YES | NOBODY)
        for part in passages_of(told, words.language)[first:]
    )


def _answered(part: TextPassage, words: Words) -> bool:
    """True if a part says that somebody answered, in words or as "wrote back"."""
    kinds = part.kinds
    return DENIED not in kinds and (
        REPLIED in kinds
        or says("wrote_back", part.text, words)
        or (not kinds.isdisjoint(ANSWERING) and says("came", part.text, words))
    )


def counting_parts(text: str, words: Words) -> list[TextPassage]:
    """Return the parts of a message that count people."""
    return [part for part in passages_of(text, words.language) if any(map(counts_some, part.numbers))]


def counts_some(count: ToldAmount) -> bool:
    """True for a count of people, or for a part of them: no money, and no rate; a month may stand beside it ("2 booked for June")."""
    rate = count.span is not None and count.span.rate
    plain = count.currency is None and not rate and 0 < count.amount.value <= MOST
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
            if at == begins and PAIR in kinds_among((word.text,), words.language, COUNTING):
                yield CountedPart(part, 2.0, at)
                break


def _is_time(part: TextPassage, at: int) -> bool:
    return any(word.kinds & TIMES for word in part.words[at + 1 : at + 2])


def _is_yes(one: CountedPart, words: Words) -> bool:
    """True if a part counts people who came, bought or said yes; "the other two booked" leaves open of how many."""
    said, before = one.part.words[one.at + 1 :], one.part.words[: one.at]
    kinds, text = frozenset(kind for word in said for kind in word.kinds), one.part.text
    if any(REST in word.kinds for word in before) or said_of(NO_YES_SAID, text, words):
        return False
    if any(CLAIMS in word.kinds and AGREES in behind.kinds for word, behind in pairwise(said)):
        return True  # "one said fine, no bother"
    if kinds & NO_YES or says("wrote_back", text, words):
        return False
    came = says("came", text, words)
    if CLAIMS in kinds:
        return AGREES in kinds and came
    if WANTED in kinds and DENIED not in kinds and _names_one(said[-1], words.language):
        return True  # "three want one"
    near = one.part.words[max(0, one.at - NEAR) :]
    if any(word.kinds & YES and ARTICLE not in near[at - 1 if at else at].kinds for at, word in enumerate(near)):
        return True
    return came and kinds.isdisjoint(NO_MORE)


def _names_one(word: PassageWord, language: str) -> bool:
    """True for the "one" that stands for what is sold."""
    return any(isinstance(one, ToldAmount) and one.amount.value == 1 for one in tokens_in(word.text, language))
