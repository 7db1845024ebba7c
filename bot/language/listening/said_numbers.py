"""Each number of a message with the words that are said of it, and what kinds of word these are."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.language.listening.amounts import LONGEST, TextPart, ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.relations import counts_in
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Extent, says
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.vocabulary import token_of

SIGNS = frozenset(",.;!?()/।…")
"""Signs between two numbers behind which the words of the next one begin."""

DASH = "-"
LAST_DAY = 31  # of a month
LEAST = 0.1  # a smaller number is a word for small money
NEAR = 2  # words on each side of a number that name what it counts
NO_NUMBER = frozenset({"later", "useless", "now", "following", "uncounted"})
"""Kinds of word in whose phrases a number word counts nothing."""


class WordBeside(Struct, frozen=True):
    """A word or sign of a clean text, where it stands, and its kinds."""

    text: str
    place: Extent
    kinds: frozenset[str] = frozenset()


class SaidNumber(Struct, frozen=True):
    """A number with the words that are said of it.

    Attributes:
        told: the number.
        at: the place of its token.
        before: its words that stand before it.
        behind: its words that stand behind it.
        timed: it is a length of time: "12 years".
        dated: it is the day of a month: "8 марта".
        in_words: it was not written in digits.
    """

    told: ToldAmount
    at: int
    before: tuple[WordBeside, ...]
    behind: tuple[WordBeside, ...]
    timed: bool = False
    dated: bool = False
    in_words: bool = False

    @property
    def value(self) -> float:
        """Return how many it says."""
        return self.told.amount.value

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of all its words."""
        return kinds_of_words((*self.before, *self.behind))

    @property
    def near(self) -> frozenset[str]:
        """Return the kinds of the words right beside it, that may name what it counts."""
        return kinds_of_words((*self.before[-NEAR:], *self.behind[:NEAR]))

    def words(self, kind: str) -> set[str]:
        """Return those of its words that are of a kind."""
        return {word.text for word in (*self.before, *self.behind) if kind in word.kinds}

    def has(self, *kinds: str) -> bool:
        """True if one of its words is of one of some kinds."""
        return not self.kinds.isdisjoint(kinds)


class SaidMessage(Struct, frozen=True):
    """A message as numbers with their words.

    Attributes:
        tokens: its words, quantities and stretches of time.
        numbers: its numbers that are no shares, and no money unless that was asked for.
        kinds: of all its words.
        language: of the words.
    """

    tokens: tuple[TextPart, ...]
    numbers: tuple[SaidNumber, ...]
    kinds: frozenset[str]
    language: str

    def of(self, numbers: Sequence[SaidNumber]) -> "SaidMessage":
        """Return the same message with fewer numbers."""
        return replace(self, numbers=tuple(numbers))


def said_numbers(text: str, language: str, *, money: bool = False) -> SaidMessage:
    """Return the numbers of a text, each with its own words.

    Between two numbers the words of the next one begin at a sign, or else at a word such as "and"; where neither stands
    they belong to the first, unless each number has its words before it: "раньше 60 сейчас 25".

    Args:
        text: whatever was typed.
        language: whose words are expected.
        money: sums of money are numbers too.
    """
    tokens = tuple(tokens_in(text, language, "money" if money else "count"))
    cleaned = clean(text[:LONGEST], language)
    words = words_said(cleaned.text, cleaned.language)
    told = [(at, one) for at, one in _numbers_in(tokens, money=money) if not _is_word_here(one, words)]
    places = [one.place for _, one in told]
    outside = [word for word in words if not any(start <= word.place[0] < end for start, end in places)]
    cuts = _cuts(outside, places)
    numbers = []
    for nth, (at, one) in enumerate(told):
        own = [word for word in outside if cuts[nth] <= word.place[0] < cuts[nth + 1] and _is_word(word)]
        beside = piece_at(tokens, at - 1), piece_at(tokens, at + 1)
        numbers.append(
            SaidNumber(
                one,
                at,
                tuple(word for word in own if word.place[0] < one.place[0]),
                tuple(word for word in own if word.place[0] >= one.place[0]),
                timed=says(beside[1], "duration"),
                dated=one.amount.value <= LAST_DAY and any(says(mark, "month") for mark in beside),
                in_words=not any(map(str.isdecimal, cleaned.text[slice(*one.place)])),
            )
        )
    return SaidMessage(tokens, tuple(numbers), kinds_of_words(outside), cleaned.language)


def _numbers_in(tokens: Sequence[TextPart], *, money: bool) -> list[tuple[int, ToldAmount]]:
    if not money:
        return counts_in(tokens)
    return [(at, one) for at, one in enumerate(tokens) if isinstance(one, ToldAmount) and not one.share]


def _is_word_here(one: ToldAmount, words: Sequence[WordBeside]) -> bool:
    """True for a word that is a number elsewhere: "once the new one starts", "a one off", "पैसे"."""
    inside = [word for word in words if one.place[0] <= word.place[0] < one.place[1]]
    return 0 < one.amount.value < LEAST or any(word.kinds & NO_NUMBER for word in inside)


def words_said(plain: str, language: str) -> list[WordBeside]:
    """Return the words and signs of a clean text, with their kinds."""
    found = [
        match
        for match in token_of(language).finditer(plain)
        if match.lastgroup != "space"
        and not (match[0] == DASH and " " not in plain[match.start() - 1 : match.end() + 1])
    ]
    texts = [match[0] for match in found]
    kinds = zip(kinds_of(language).of_words(texts), kinds_of(language, COUNTING).of_words(texts), strict=True)
    return [
        WordBeside(match[0], match.span(), frozenset((*kin, *counting)))
        for match, (kin, counting) in zip(found, kinds, strict=True)
    ]


def _cuts(words: Sequence[WordBeside], places: Sequence[Extent]) -> list[int]:
    """Return where the words of each number begin, and where those of the last one end."""
    if not places:
        return [0]
    signs = [word for word in words if _is_sign(word)]
    cuts = [max((sign.place[1] for sign in signs if sign.place[0] < places[0][0]), default=0)]
    beside = places[-1][1] + 1  # "the 6 others" are those of the number; "30, the rest vanished" are not
    others = [word for word in words if "remainder" in word.kinds and word.place[0] != beside]
    ending = [word.place[0] for word in (*signs, *others) if word.place[0] >= places[-1][1]]
    end = min(ending, default=_end_of(words, places))
    for (start, first), (second, last) in pairwise(places):
        between = [word for word in words if first <= word.place[0] < second]
        stop = min([*(sign.place[0] for sign in signs if sign.place[0] >= last), end])
        final = max(place[1] for place in places if place[0] < stop)  # of the last number before the next sign
        leads = any(_is_word(word) and cuts[-1] <= word.place[0] < start for word in words)
        trails = any(_is_word(word) and final <= word.place[0] < stop for word in words)
        parted = [word.place[1] for word in between if _is_sign(word)]
        joined = [word.place[0] for word in between if word.kinds & {"joint", "remainder"}]
        turned = _turned(between, min(parted, default=0))
        cuts.append((turned or parted or joined or [first if leads and not trails else second])[0])
    return [*cuts, end]


def _turned(between: Sequence[WordBeside], sign: int) -> list[int]:
    """Return where a "but" turns to what is so now, before the next sign: "10 a day, but now it's quiet, 1 a day"."""
    before = [word for word in between if word.place[0] < sign]
    turn = next((word for word in before if word.kinds >= {"joint", "turn"}), None)
    if turn is None or not any("now" in word.kinds for word in before if word.place[0] > turn.place[0]):
        return []
    return [turn.place[0]]


def _end_of(words: Sequence[WordBeside], places: Sequence[Extent]) -> int:
    """Return the end of the last word or number."""
    return max([places[-1][1], *(word.place[1] for word in words)]) + 1


def _is_sign(word: WordBeside) -> bool:
    return word.text in SIGNS or word.text == DASH


def _is_word(word: WordBeside) -> bool:
    return word.text[:1].isalnum()


def kinds_of_words(words: Sequence[WordBeside]) -> frozenset[str]:
    """Return the kinds of some words together."""
    return frozenset(kind for word in words for kind in word.kinds)
