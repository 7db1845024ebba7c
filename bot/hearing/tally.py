"""What became of those who were tried, where a report counts them plainly: "rang nine, two want it, the rest no answer"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.checkins.step_counts import StepCounts
from bot.hearing.counted_parts import DENIED, REST, CountedPart, counted_in, is_plain_no
from bot.hearing.narrowed import asks, said_of, says
from bot.hearing.policy import JUDGING, SURELY
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.by_examples import came_of
from bot.language.listening.kin import COUNTING
from bot.language.listening.matters import all_matters
from bot.language.listening.naming import kinds_among
from bot.language.listening.passages import PassageWord, TextPassage, passages_of
from bot.language.match import fold
from bot.language.templates import Words

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

WAYS = ("ring", "write")
"""Kinds of word for how people were tried."""

FAR = 7  # words behind a count that say what became of those it counts
BY_MEANING = 0.6  # how sure what becomes of people must be where only the meaning of the words says it
ARTICLE, NEAR = "article", 3
"""A thing is no yes ("the sign"), and a yes before its count is near it: "booked me 5"."""

REPLIED = "reply"
SHARE_OF, BUYS, IS, QUOTED = "share_of", "buy", "is", frozenset({"quote"})
QUIET, NOT_NOW, GONE = "went_quiet", "not_now", frozenset({"rival"})
SILENT, PENDING, REFUSED = "silent", "pending", "refused"
"""Kinds of word for who did not answer, for who has not decided, and for who said no."""

NOBODY = frozenset({"suppose", "want"})
"""Kinds of word beside which a purchase is perhaps none."""

_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")

OTHER, LOST, WANTED, LOOKED = "other", "lost", "want", "looked"
SORTS = ("yes", "answered", "later", "gone", "silent", OTHER)
"""What becomes of those who are tried, and what tells nothing of that."""


class Tally(Struct, frozen=True):
    """What a report counts, and the parts of the message that tell who was tried and who first said yes.

    Attributes:
        counts: how many were tried, and what became of them.
        tried: the part that counts those who were tried.
        yes: the part that first counts some who said yes, if one does.
        by_words: whether known words say so, and not only what they mean.
    """

    counts: StepCounts
    tried: TextPassage
    yes: TextPassage | None = None
    by_words: bool = False

    @property
    def whole(self) -> bool:
        """True if it is told of each who was tried what became of them, in several parts."""
        counts = self.counts
        sums = (max(counts.yes, counts.answered), counts.later, counts.gone, counts.silent)
        return sum(map(bool, sums)) >= TWO and sum(sums) == counts.tried


def counts_told(text: str, words: Words) -> StepCounts | None:
    """Return who was tried and what became of them, where some surely said yes or answered; None where that isn't plain."""
    found = tally_in(text, words)
    return found.counts if found else None


def tally_in(text: str, words: Words) -> Tally | None:
    """Return what a report counts; None where it isn't plain that some said yes, or answered.

    The first count is of those who were tried, and the later ones are of parts of them. Who only answered, asked twice or
    comes later said no yes; "one of them wants it gluten free" behind those who booked is one of these.
    """
    counted = list(counted_in(text, words))
    first = _tried_first(counted, text, words)
    if first is None:
        return None
    later = list(_with_sorts(counted[counted.index(first) + 1 :], words))
    sums = {sort: sum(_people_in(one, first) for one, said in later if said == sort) for sort in SORTS}
    if sum(sums.values()) != first.count:  # of 12 who took it, 5 paid
        sums["yes"] = max((_people_in(one, first) for one, said in later if said == "yes"), default=0.0)
    found = _tally(first, sums, text, words)
    yes = next((one for one, said in later if said == "yes"), None)
    if found is None or yes is None:
        return found
    by_words = _sort_by_words(yes, words) == "yes"
    all_of_them = found.counts.yes == found.counts.tried
    if not by_words and (all_of_them or any(map(_says_nobody, passages_of(text, words.language)))):
        return None  # "nine of them, and they've got a fella, so not one"
    return replace(found, yes=yes.part, by_words=by_words)


def _says_nobody(part: TextPassage) -> bool:
    """True for a "nobody", "none" or "nothing" that stands nearly alone."""
    nobody = any(not told.amount.value and told.place[1] - told.place[0] > 1 for told in part.numbers)
    return nobody and len(part.words) <= TWO


def _with_sorts(later: Sequence[CountedPart], words: Words) -> Iterator[tuple[CountedPart, str]]:
    """Yield each count with what became of those it counts; what is said of some who said yes tells nothing new."""
    before = ""
    plain = any(_sort_by_words(one, words) == "yes" for one in later)
    for one in later:
        if before == "yes" and SHARE_OF in one.part.kinds:
            continue
        before = _sort_of(one, words)
        if before == "yes" and plain and _sort_by_words(one, words) == OTHER:
            before = OTHER  # beside a plain yes another is said as plainly: "12 booked, 8 had gone to a chain"
        yield one, before


def _people_in(one: CountedPart, first: CountedPart) -> float:
    return one.count * (first.count if one.share else 1.0)


def _tried_first(counted: list[CountedPart], text: str, words: Words) -> CountedPart | None:
    """Return the first count, where it is of those who were tried: by its words, or as it is as much as all that follow."""
    first = next((one for one in counted if _tried_in(one) >= TWO), None)
    if first is None:
        return None
    at = counted.index(first)
    counted[at] = first = replace(first, count=_tried_in(first), share=False, whole=None)
    later = [(one, _sort_of(one, words)) for one in counted[at + 1 :] if not one.share]
    told = [(one.count, said) for one, said in later if said != OTHER]
    if _came_of_it(first, words) and not (first.at and told):
        return None
    together = len(told) >= TWO and _least_sum(told) <= first.count
    return (
        first if together or _are_people(first, text, words) else None
    )  # "a dozen on the list: 5 booked, 3 no answer"


def _least_sum(told: Sequence[tuple[float, str]]) -> float:
    """Return how many are told at least, as those who said yes may be among those who answered."""
    sums = {sort: sum(count for count, said in told if said == sort) for sort in SORTS}
    return sum(sums.values()) - min(sums["yes"], sums["answered"])


def _tried_in(one: CountedPart) -> float:
    """Return how many a count is of: three, of "three of the ten calls"; 0 of a share without its whole."""
    if not one.share:
        return one.count
    return round(one.count * one.whole) if one.whole and one.at else 0.0


def tried_told(text: str, words: Words) -> StepCounts | None:
    """Return how many were tried and by what means, where nothing else is told but who did not say yes: "phoned five. Zero"."""
    counted = list(counted_in(text, words))
    first = _tried_first(counted, text, words)
    if first is None or any(
        _sort_of(one, words) not in ("silent", "gone") for one in counted[counted.index(first) + 1 :]
    ):
        return None
    return StepCounts(round(first.count), by=_means_of(text, words))


def _rang(first: CountedPart) -> bool:
    """True if the people who are counted rang themselves: "14 rang"."""
    return any(WAYS[0] in word.kinds for word in first.part.words[1:2])


def _means_of(text: str, words: Words) -> str:
    """Return by what means people were tried: the kind of word that stands first."""
    kinds = (word.kinds for part in passages_of(text, words.language) for word in part.words)
    return next((way for some in kinds for way in WAYS if way in some), "")


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
    passages = passages_of(text, words.language)
    place = next(at for at, one in enumerate(passages) if part.words[0].place in [word.place for word in one.words])
    if part.kinds & PEOPLE or (part.words[0].told and passages[place].kinds & ASKED and first.count > TWO):
        return True
    before = passages[place - 1] if place else None
    bare = len(part.words) <= NEAR and (IS in part.kinds or part.words[first.at].told is part.words[0].told)
    spanned = any(told.span is not None for told in part.numbers)
    return before is not None and bool(before.kinds & ASKED) and bare and (spanned or IS in part.kinds)


def _tally(first: CountedPart, sums: dict[str, float], text: str, words: Words) -> Tally | None:
    """Put the sums of a report together, as long as they fit each other."""
    told = {name: round(count) for name, count in sums.items() if float(count).is_integer()}
    whole = round(first.count)
    if len(told) < len(sums):
        return None
    others = told.pop(OTHER)
    told["silent"] = told["silent"] or _rest_silent(whole - others, told, text, words)
    heard = told["yes"] + told["later"] + others
    if heard and not told["yes"] and told["silent"] and heard + told["gone"] + told["silent"] == whole:
        told["answered"] = told["answered"] or heard + told["gone"]  # each of them is told
    if told["later"] and not told["yes"]:
        told["answered"] = told["answered"] or told["later"] + told["gone"]
    if not (told["yes"] or told["answered"]):
        return None
    if max(told.values()) > whole:
        return None
    told["answered"] = told["answered"] if told["answered"] >= told["yes"] else 0  # "one even rang at once"
    parts = told["yes"] + told["later"] + told["gone"]
    if max(parts, told["answered"]) + told["silent"] > whole or (told["answered"] and parts > told["answered"]):
        told = {name: told[name] if name in ("yes", "answered") else 0 for name in told}
    won = not told["yes"] and some_bought(text, words, first=1)
    by = "" if not first.at and _rang(first) else _means_of(text, words)
    counts = StepCounts(
        whole, told["yes"], told["answered"], told["later"], told["gone"], told["silent"], won=won, by=by
    )
    return Tally(counts, first.part)


def _rest_silent(whole: int, told: dict[str, int], text: str, words: Words) -> int:
    """Return how many are left, where a part without a count says that these are silent: "rest no answer"."""
    rest = (part for part in passages_of(text, words.language) if REST in part.kinds and not part.numbers)
    if not any(_is_silent(part, words) for part in rest):
        return 0
    return max(0, whole - (told["answered"] or told["yes"] + told["later"] + told["gone"]))


def _is_silent(part: TextPassage, words: Words) -> bool:
    """True if a part says that somebody did not answer; of the rest, by what its words mean, too."""
    others = " ".join(word.text for word in part.words if REST not in word.kinds)
    meant = came_of(others) if REST in part.kinds and others else (OTHER, 0.0)
    return (meant[0] == "silent" and meant[1] >= BY_MEANING) or (
        SILENT in _counting_kinds(part, words)
        or QUIET in part.kinds
        or (REPLIED in part.kinds and DENIED in part.kinds)
    )


def _sort_of(one: CountedPart, words: Words) -> str:
    """Return what became of those whom a part counts: yes, answered, later, gone or silent, or something else.

    Where no words that are known say it, what they mean does.
    """
    behind = one.part.words[one.at + 1 :]
    if is_plain_no(behind):
        return "gone"  # "4 no", "2 no thanks"
    said = _sort_by_words(one, words)
    meant = " ".join(word.text for at, word in enumerate(one.part.words) if at != one.at and at <= one.at + FAR)
    if not meant or said not in (OTHER, LOOKED, "answered"):
        return said
    if said == LOOKED:
        return OTHER
    found, chance = came_of(meant)
    if said == "answered":
        return "yes" if found == "yes" and chance >= SURELY else said  # "one name came back"
    return found if chance >= BY_MEANING else OTHER


def _sort_by_words(one: CountedPart, words: Words) -> str:
    text, kinds = one.part.text, one.part.kinds
    if LOOKED in _counting_kinds(one.part, words):
        return LOOKED  # "40 opened it" says nothing of what became of them
    if _is_yes(one, words):
        return "yes"
    if _is_silent(one.part, words):
        return "silent"
    if kinds & GONE:
        return "gone"
    if _waits(one.part, words):
        return "later"
    if REFUSED in _counting_kinds(one.part, words) or said_of(NO_YES_SAID, text, words):
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
