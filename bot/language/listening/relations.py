"""Several numbers of one message, and the one that they make: a total with its parts, what is left, what is concluded.

Or an earlier one with what was more or less: "two more than last week, that was 10".
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, takewhile

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.parts import added
from bot.language.dates import weekday_names
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.naming import parts_before, words_of
from bot.language.listening.passages import passages_of
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.words_between import words_between
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Mark, is_a, says
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.vocabulary import vocabulary

SUM_NEAR = 0.02  # how near parts must come to a total to be all of it
LEAD = 3  # words before a number among which it may be called the result
WORDS_OF_A_DAY = 2  # before a number: the weekday, and one behind it
SMALL = 2  # letters of an article or the like
LITTLE = 3  # of a "with"
LITTLE_KINDS = frozenset({"for", "brought", "here_is"})
BEHIND = 6  # words behind a number among which it may be said that it does not count

PAUSES = (["."], [","], ["!"], ["-"])
DIGITS = re.compile(r"\d+")
LEAST_OF_ROW = 3
SLIPPED = 2
NOT_DONE = frozenset({"talk", "reply", "ring", "write", "quote", "miss"})
"""Kinds of word that say what an owner does with those who get in touch."""


def without_slips(text: str, language: str) -> str:
    """Leave out of a row of numbers those that the next one corrects: "8 5 no 6 2" is "8 6 2", and a row that is told again stands alone.

    A row has at least three numbers; of fewer it is asked, or read elsewhere, what corrects what.
    """
    if len(DIGITS.findall(text)) < LEAST_OF_ROW:
        return text
    before, *_, anew = _mend(language).split(text) if _mend(language).search(text) else (text, "")
    if len(DIGITS.findall(before)) <= len(DIGITS.findall(anew)) >= LEAST_OF_ROW:
        return anew.strip(" ,.:;!-")
    return _slip(language).sub(_mended, text)


def _mended(slip: re.Match[str]) -> str:
    """Return a number with the words for it where the next one corrects it: "sold 2 sorry sold 3", "8 in touch oops 9"."""
    lead, noun, again, number, behind = (slip[name].strip() for name in ("lead", "noun", "again", "number", "behind"))
    if not again and (not noun or behind in ("", noun)):
        return f"{slip['lead']}{number} {behind or noun}".rstrip()
    if again and lead.endswith(again) and not noun:
        return f"{slip['lead']}{number} {behind}".rstrip()
    return slip[0]


def after_a_slip(text: str, language: str) -> str:
    """Return the last of two numbers with the words behind it, where words between take back the first: "3. nope 4"."""
    passages = passages_of(text, language)
    words = [word for passage in passages for word in passage.words]
    told = [at for at, word in enumerate(words) if word.told is not None]
    slips = [at for at, word in enumerate(words) if "slip" in word.kinds]
    if len(told) != SLIPPED or not any(told[0] < at < told[1] for at in slips):
        return text
    begins = next(passage.words[0] for passage in passages if words[told[1]] in passage.words)
    start = max(words.index(begins), 1 + max(at for at in slips if at < told[1]))
    return clean(text, language).text[words[start].place[0] :]


def without_repeats(text: str, language: str) -> str:
    """Leave out a number that only says once more what stands before it: "two, only two", "one. just one."."""
    tokens = tokens_in(text, language)
    told = [(place, token) for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    if len(told) != 2:
        return text
    (start, first), (end, second) = told
    between = [getattr(token, "text", "") for token in tokens[start + 1 : end]]
    pause = next((at for at, sign in enumerate(between) if [sign] in PAUSES), None)
    if first.amount != second.amount or pause is None:
        return text
    noun, words = between[:pause], [word for word in between[pause:] if word.isalpha()]
    if (
        noun
        and between[pause] != "-"
        and not words
        and not any(map(str.isalpha, " ".join(words_of(tokens[end + 1 :]))))
    ):
        return text[: first.place[1]] + text[first.place[1] : second.place[0]].rstrip(" .,!-")  # "1 customer. One!"
    hedged = len(text[slice(*second.place)].split()) > len(text[slice(*first.place)].split())
    named = any(kinds_of(language).of_word(word) for word in words)
    if noun or len(words) + hedged != 1 or named:
        return text
    return text[: first.place[1]]


@cache
def _mend(language: str) -> re.Pattern[str]:
    """Match the words of a correction."""
    return re.compile(rf"\b(?:{_mending(language)})\b", re.IGNORECASE)


def _mending(language: str) -> str:
    phrases = [" ".join(words) for words, says in vocabulary(language).phrases.items() if "correction" in says]
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def _slip(language: str) -> re.Pattern[str]:
    said, word = _mending(language), r"[^\W\d_]+"
    return re.compile(
        rf"(?P<lead>(?:{word} )?)\b\d+(?P<noun>(?: {word}){{0,3}}?)[\s,.;!-]+(?:{said})[\s,.;!-]+"
        rf"(?P<again>(?:{word} )?)(?P<number>\d+)\b(?P<behind>(?: {word})*)",
        re.IGNORECASE,
    )


def value_of(told: ToldAmount) -> float:
    """Return how much was told."""
    return told.amount.value


def counts_in(tokens: Sequence[TextPart]) -> list[tuple[int, ToldAmount]]:
    """Return the numbers among some tokens that are no shares and no money, each with its place."""
    return [
        (place, token)
        for place, token in enumerate(tokens)
        if isinstance(token, ToldAmount) and not token.share and token.currency is None
    ]


def concluded(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return the last number of several if it is said to follow from the others: "7 paid, 3 still think, so 7"."""
    words = words_between(language)
    counts = counts_in(tokens)
    if len(counts) < 2:
        return None
    *_, (before, _), (last, told) = counts
    for place in range(last - 1, max(before, last - LEAD - 1), -1):
        token = tokens[place]
        text = getattr(token, "text", "")
        if text in words.result:
            return told
        if text not in words.filler and not isinstance(token, TimeSpan) and not says(token, "about"):
            return None
    return None


def remainder(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return what is left of the first of two numbers: "14 minus one who cancelled", "55 but a good 15 were spam"."""
    counts = counts_in(tokens)
    if len(counts) != 2:
        return None
    (first, one), (second, other) = counts
    if value_of(other) > value_of(one):
        return None
    between = {getattr(token, "text", "") for token in tokens[first + 1 : second]}
    behind = " ".join(getattr(token, "text", "") for token in tokens[second + 1 : second + 1 + BEHIND])
    is_unfit = any("unfit" in kinds for kinds in kinds_of(language).of_words(behind.split()))
    if is_unfit or not between.isdisjoint(words_between(language).less):
        return replace(one, amount=Amount.exactly(value_of(one) - value_of(other)), others=())
    return None


def total_of(counts: Sequence[ToldAmount]) -> ToldAmount | None:
    """Return the number that all the others add up to; None where there is none, or fewer than two others."""
    for total in (counts[0], *reversed(counts[1:])):
        rest = [one for one in counts if one is not total]
        if len(rest) > 1 and abs(total.amount.value - sum(map(value_of, rest))) <= SUM_NEAR * total.amount.value:
            return total
    return None


def compared(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return the number that another one and what was more or less make: "two more than last week, that was 10"."""
    counts = counts_in(tokens)
    change = change_in(tokens, language)
    if len(counts) != 2 or change is None:
        return None
    place, more = change
    base = next(told for at, told in counts if at != place)
    changed = next(told for at, told in counts if at == place)
    at = next(at for at, told in counts if told is base)
    if at < place and not any(token is base for token in clause_of(tokens, place)):
        return base  # "14 rang, 2 more than last week"
    before = base.amount.high if base.amount.law == "uniform" and not more else base.amount.value  # "less than 20"
    by = changed.amount.low if changed.amount.law == "uniform" else value_of(changed)
    value = before + (by if more else -by)
    return replace(base, amount=Amount.exactly(value), others=(), span=None) if value >= 0 else None


def change_in(tokens: Sequence[TextPart], language: str) -> tuple[int, bool] | None:
    """Return where a number stands that is so many more or fewer than in an earlier time, and whether it is more.

    The earlier time stands in the same clause: "3 more than last week", "up 3 on last week", "पिछले हफ़्ते से 3 ज़्यादा".
    """
    for place, told in counts_in(tokens):
        clause = clause_of(tokens, place)
        if not any(isinstance(token, TimeSpan) and not token.rate for token in clause):
            continue
        behind = list(takewhile(lambda token: not isinstance(token, ToldAmount | TimeSpan), tokens[place + 1 :]))
        before = tokens[place - 1 : place] if place else ()
        beside = clause_of([told, *behind], 0)[1:]
        for side in (beside, before):
            if (more := _says_more(side, language)) is not None:
                return place, more
    return None


def clause_of(tokens: Sequence[TextPart], place: int) -> list[TextPart]:
    """Return what stands between the signs before and behind a place; one before "than" is none: "на 3 больше, чем"."""
    ends = [at for at, token in enumerate(tokens) if _is_end(token, piece_at(tokens, at + 1))]
    start = max((at + 1 for at in ends if at < place), default=0)
    return list(tokens[start : min((at for at in ends if at >= place), default=len(tokens))])


def clauses_of(tokens: Sequence[TextPart]) -> list[Sequence[TextPart]]:
    """Return what stands between the signs of some tokens."""
    ends = [-1, *(at for at, token in enumerate(tokens) if getattr(token, "text", "") in STOPS), len(tokens)]
    return [tokens[start + 1 : end] for start, end in pairwise(ends)]


def _is_end(token: TextPart, behind: TextPart | None) -> bool:
    return getattr(token, "text", "") in STOPS and not is_a(behind, "than")


def _says_more(beside: Sequence[TextPart], language: str) -> bool | None:
    """True if the words beside a number say that it is so many more, False if fewer; None if neither."""
    words = words_between(language)
    for token in beside:
        says, text = token.says if isinstance(token, Mark) else {}, getattr(token, "text", "")
        is_bound = "at_least" in says or "at_most" in says
        if is_bound and is_a(token, "than"):
            return "at_least" in says
        texts = {text} if is_bound else set(text.split())  # "20 or more" is no change
        if texts & words.up or texts & words.down:
            return bool(texts & words.up)
    return None


def by_days(tokens: Sequence[TextPart], language: str) -> ToldAmount | None:
    """Return what was told day by day, added up: "mon 2 tue 0 wed 3"; the owner's own sum a week goes before."""
    counts = counts_in(tokens)
    if len(counts) < LEAST_OF_ROW or not all(_is_of_a_day(tokens, place, language) for place, _ in counts[:-1]):
        return None
    place, last = counts[-1]
    if last.span is not None and last.span.rate and last.span.unit == "week":
        return last  # "monday 3, tuesday 2 and so on, comes to 13 a week"
    if not _is_of_a_day(tokens, place, language):
        return None
    return replace(counts[0][1], amount=added(told.amount for _, told in counts), others=(), span=None)


def tells_change(text: str, language: str) -> bool:
    """Return True if a text tells so many more or fewer than in an earlier time."""
    return change_in(tokens_in(text, language), language) is not None


def tells_days(text: str, language: str) -> bool:
    """Return True if a text tells numbers day by day."""
    return by_days(tokens_in(text, language), language) is not None


def _is_of_a_day(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True if a weekday stands before a number, with at most one word between: "mon 2", "सोमवार को 2", "в среду 2"."""
    words = [word for word in words_of(parts_before(tokens, place)) if word != ":"][-WORDS_OF_A_DAY:]
    return any(word in weekday_names(language) or "weekday" in kinds_of(language).of_word(word) for word in words)


def is_left_undone(tokens: Sequence[TextPart], place: int, language: str) -> bool:
    """True if the owner says of a number of people that they were not answered: "4 I never called back"."""
    words = words_between(language)
    behind: list[str] = []
    for token in tokens[place + 1 : place + 1 + BEHIND]:
        text = getattr(token, "text", "")
        if isinstance(token, ToldAmount) or text in words.stops or is_a(token, "and"):
            break
        behind += text.split()
    before = _done_before(tokens, place, language)
    if before and _is_denied(before, language):
        return True  # nobody else is named who did it: "couldn't reply to 6"
    return _says_undone(behind, language) or _says_undone(before, language)


def _is_denied(words: Sequence[str], language: str) -> bool:
    """True if the first of some words is a "not", or they begin as "failed to" does."""
    said = kinds_of(language, COUNTING).of_words(words)
    first = next((at for at, of_word in enumerate(said) if "turn" not in of_word), 0)  # "only failed to get 6"
    return "negation" in kinds_of(language).of_word(words[first]) or "failing" in said[first]


def _done_before(tokens: Sequence[TextPart], place: int, language: str) -> list[str]:
    """Return the words before a number that end with what was done to so many: "não respondi os 7", but not "no reply from 7".

    They begin behind another number of the clause, as in "of 13 I didn't reach only 3".
    """
    before = parts_before(tokens, place)
    while before and (_is_between(before[-1]) or _is_small(before[-1], language)):
        before.pop()
    words = words_of(before)[-BEHIND:]
    kinds = kinds_of(language).of_word(words[-1]) if words else ()
    attained = kinds_of(language, COUNTING).of_words(words)[-1] if words else ()
    return words if not NOT_DONE.isdisjoint(kinds) or "attain" in attained else []


def _is_small(token: TextPart, language: str) -> bool:
    """True for a little word before whom something is done with: the "com" of "não consegui falar com 6"."""
    text = getattr(token, "text", "")
    return len(text) <= LITTLE and not LITTLE_KINDS.isdisjoint(kinds_of(language, COUNTING).of_word(text))


def _is_between(token: TextPart) -> bool:
    """True for an article and the like, and for the "only" of "only 3"."""
    return len(getattr(token, "text", "")) <= SMALL or (isinstance(token, Mark) and "exactly" in token.says)


def _says_undone(words: Sequence[str], language: str) -> bool:
    """True if words say who speaks, that it was not done, and what: in the order of any language.

    As "I never called back", "gak saya bales", "मैंने जवाब नहीं दिया", or in a verb that says who speaks, "no contesté".
    What they did themselves comes before the one who speaks: "never answered when I rang".
    """
    own = words_between(language).own
    kinds = [set(kinds_of(language).of_word(word)) for word in words]
    denied = [at for at, of_word in enumerate(kinds) if "negation" in of_word]
    attained = kinds_of(language, COUNTING).of_words(words)
    done = [at for at, of_word in enumerate(kinds) if not NOT_DONE.isdisjoint(of_word) or "attain" in attained[at]]
    for speaks in (at for at, word in enumerate(words) if word in own):
        verb = next((at for at in done if at >= speaks), None)
        if verb is None:
            continue
        others = [at for at in done if at < speaks]
        if any(at < verb and not any(at < other for other in others) for at in denied):
            return True
        if verb > speaks and verb + 1 in denied:
            return True
    return False
