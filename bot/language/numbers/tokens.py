"""From a clean text to its pieces."""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from bot.language.numbers.abroad import WordsAbroad, number_at, words_of_numbers
from bot.language.numbers.digits import numbers_of
from bot.language.numbers.pieces import Extent, Mark, Piece, Quantity, Word, Wrong, is_a, says
from bot.language.numbers.reading import Kind, Reason
from bot.language.numbers.vocabulary import Vocabulary
from bot.language.numbers.vocabulary import vocabulary as vocabulary_of
from bot.language.scan import FALLBACK
from bot.language.signs import bare

_DATE = re.compile(
    r"(?<![\w.,/-])(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d\d"
    r"|(?:19|20)\d\d([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?![\w/-])"
)
_TIME = re.compile(r"(?<![\w:])[0-2]?\d:[0-5]\d(?![\d:])")
_ADDRESS = re.compile(r"\w@\w|://|www\.")
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+[1-9](?:[ ().-]{0,2}\d){6,14}|0[1-9](?:[ ()/-]{0,2}\d){5,12}"
    r"|\(\d{2,5}\) ?\d(?:[ -]?\d){4,9}|\d{3}[ .-]\d{3}[ .-]\d{4})(?!\w)"
)
_WRITTEN_ADDRESS = re.compile(r"\S+@\S+|\S*://\S+|\bwww\.\S+")
_SHORT_PHONE = re.compile(r"(?<![\w.,])\d{3}-\d{4}(?!\w)")
_PAIR = re.compile(r"\d{3} \d{3}")
_BOUNDS: Final = frozenset("<>")
_LEADING: Final = frozenset({"about", "near", "at_least", "at_most", "currency", "to", "out_of"})
"""What a word may say that has a number right behind it: "about30", "usd75"."""

FARTHEST: Final = 2.0
"""So many times the lower end of a range of two number words side by side is its upper end at most: "दो चार"."""

EXCEPT_WITHIN: Final = 4
"""Words behind a number among which it may be said that so many are left out."""

TWICE: Final = "2"
ENDS: Final = frozenset(",.;!?।")
_SPACED_SCALES: Final = frozenset("km")
"""Letters that may stand apart from the number they multiply: "12 k"."""


class _Token(Struct, frozen=True):
    kind: str
    text: str
    glued: bool
    followed: bool
    place: Extent


def pieces_of(text: str, vocabulary: Vocabulary, *, kind: Kind, language: str) -> list[Piece]:
    """Take a clean text apart into numbers, phrases that say something about them, and other words."""
    wrong = _not_a_number(text)
    if wrong is not None:
        return [wrong]
    tokens = _tokens(text, vocabulary)
    pieces: list[Piece] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "number" and token.text in vocabulary.longest:
            mark, used = _longest_phrase(tokens, at, vocabulary)
            if mark is not None:
                pieces.append(mark)
                at += used
                continue
        if token.kind == "number":
            pieces.append(_number(tokens, at, vocabulary, kind=kind, language=language))
            at += 1
            if at < len(tokens) and tokens[at].glued and tokens[at].text in vocabulary.zeros | vocabulary.decade:
                end = tokens[at].place[1]
                decade = tokens[at].text in vocabulary.decade
                lettered = _with_letters(pieces[-1], tokens[at].text, decade=decade)
                pieces[-1] = replace(lettered, place=(lettered.place[0], end))
                at += 1
            continue
        mark, used = _longest_phrase(tokens, at, vocabulary)
        if mark is not None and used == 1 and _is_number_there(mark, pieces, tokens[at + 1 :], vocabulary, language):
            mark = None
        kinds = vocabulary.kinds_of(token.text)
        pieces.append(mark or Word(token.text, token.glued, token.followed, token.place, kinds))
        at += used
    return _spelled(pieces, vocabulary, language)


def _is_number_there(
    mark: Mark, before: list[Piece], behind: list[_Token], vocabulary: Vocabulary, language: str
) -> bool:
    """True for a number word that says "about" elsewhere, alone, at an end or in a range: "एक", "पाँच में से एक", "एक दो"."""
    known = words_of_numbers(language)
    if known is None or "about" not in mark.says or (value := known.values.get(bare(mark.text))) is None:
        return False
    if any(
        "all_but_behind" in vocabulary.phrases.get(tuple(one.text for one in behind[:end]), ()) for end in (1, 2, 3, 4)
    ):
        return True  # "एक को छोड़कर सब"
    clause = takewhile(lambda one: one.text not in ENDS, behind[:EXCEPT_WITHIN])
    if any("except" in vocabulary.phrases.get((one.text,), ()) for one in clause):
        return True  # "एक मज़ाक वाले को छोड़कर, सब"
    said = [bare(token.text) for token in behind[:2] if token.text not in ENDS]
    counted = any(isinstance(one, Quantity) or bare(getattr(one, "text", "")) in known.values for one in before)
    if counted and is_a(before[-1], "and") and said and said[0][0].isalpha() and said[0] not in known.values:
        return True  # "2 छात्र और एक कंपनी"
    if said and "to" in vocabulary.phrases.get((said[0],), ()):
        said = said[1:]
    if said:
        return value < known.values.get(said[0], 0) <= FARTHEST * value
    return not before or (
        not isinstance(before[-1], Quantity) and not vocabulary.is_number(getattr(before[-1], "text", ""))
    )


def _not_a_number(text: str) -> Wrong | None:
    if len(text) < 4:
        return None
    if _DATE.search(text):
        return Wrong("date")
    if ":" in text and _TIME.search(text):
        return Wrong("time")
    if _PHONE.search(text):
        return Wrong("phone")
    if _ADDRESS.search(text):
        return Wrong("no_number")
    short = _SHORT_PHONE.search(text)
    if short and not short[0].endswith("0"):  # "500-1500" is a range
        return Wrong("phone")
    return None


_APART: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    ("no_number", _WRITTEN_ADDRESS),
    ("date", _DATE),
    ("time", _TIME),
    ("phone", _PHONE),
)


def set_apart(text: str) -> tuple[str, list[Wrong]]:
    """Return a clean text with its dates, hours, telephone numbers and addresses blanked out, and these by their place."""
    found: list[Wrong] = []
    for reason, pattern in _APART:
        for match in pattern.finditer(text):
            found.append(Wrong(reason, place=match.span()))
            text = f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"
    return text, found


def _tokens(text: str, vocabulary: Vocabulary) -> list[_Token]:
    tokens: list[_Token] = []
    for match in vocabulary.token.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "space":
            continue
        start, end = match.span()
        glued, followed = start > 0 and text[start - 1] != " ", end < len(text) and text[end] != " "
        if kind == "number" and _doubles(match[0], tokens, vocabulary, glued=glued):
            continue
        if kind == "word":
            tokens.extend(_Token(kind, word, glued, followed, (start, end)) for word in vocabulary.respell(match[0]))
        else:
            tokens.append(_Token(kind, match[0], glued, followed, (start, end)))
    return tokens


def _doubles(text: str, before: list[_Token], vocabulary: Vocabulary, *, glued: bool) -> bool:
    """True for the 2 that says a word twice where no ending says that there are several: "kira2 400"."""
    word = before[-1] if before else None
    doubled = word is not None and word.kind == "word" and len(word.text) > len("ke")
    return text == TWICE and glued and doubled and not vocabulary.several_ending


def _number(tokens: list[_Token], at: int, vocabulary: Vocabulary, *, kind: Kind, language: str) -> Piece:
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if (
        token.glued
        and before
        and before.kind == "word"
        and not _LEADING & vocabulary.phrases.get((before.text,), {}).keys()
    ):
        return Word(token.text, glued=True, followed=token.followed, place=token.place)  # the 2 of "b2b"
    digits, _, power = token.text.partition("e")
    if kind == "count" and _PAIR.fullmatch(digits) and digits[:3] < digits[4:]:
        return Wrong("two_numbers", token.place)  # "100 200" is rather two numbers than a hundred thousand people
    values = numbers_of(digits, language=language, cents=kind == "money")
    if not values:
        return Wrong("two_numbers", token.place)
    if power:
        values = tuple(float(f"{value:f}e{power.lstrip('+')}") for value in values)
    precise = any(mark in digits for mark in ".,·") and len(values) == 1 and values[0] % 1 > 0
    return Quantity(values, precise=precise, place=token.place)


def _with_letters(number: Piece, letters: str, *, decade: bool) -> Piece:
    """Read "1o" as a mistyped 10 or a 1 with a letter, and "20s" as 20 to 29."""
    if not isinstance(number, Quantity) or number.precise:
        return number
    if not decade:
        return replace(
            number, values=tuple(value * factor for value in number.values for factor in (10 ** len(letters), 1))
        )
    if number.value in range(20, 100, 10):
        return replace(number, upper=Quantity((number.value + 9,)))
    return number


def _longest_phrase(tokens: list[_Token], at: int, vocabulary: Vocabulary) -> tuple[Mark | None, int]:
    first = tokens[at]
    for length in range(min(vocabulary.longest.get(first.text, 0), len(tokens) - at), 0, -1):
        phrase = tuple(token.text for token in tokens[at : at + length])
        says = vocabulary.phrases.get(phrase)
        if says is None:
            continue
        if length == 1 and "ordinal" in says and not _touches_number(tokens, at):
            says = {name: figure for name, figure in says.items() if name != "ordinal"}
        if not says or (length == 1 and first.text not in vocabulary.alone and not _stands(tokens, at, says)):
            return None, 1
        place = first.place[0], tokens[at + length - 1].place[1]
        text = " ".join(phrase)
        return Mark(text, says, first.glued, place, vocabulary.kinds_of(text)), length
    return None, 1


def _touches_number(tokens: list[_Token], at: int) -> bool:
    """True if no space stands between a word and the number before it: "1a", but not "35 a la semana"."""
    return tokens[at].glued and at > 0 and tokens[at - 1].kind == "number"


def _stands(tokens: list[_Token], at: int, says: Mapping[str, object]) -> bool:
    """True if a word means what it may mean: a letter, ">" and the "th" of "12th" only at a number."""
    token = tokens[at]
    if token.text in _BOUNDS:  # not the brackets of "<b>"
        return not token.glued and at + 1 < len(tokens) and tokens[at + 1].kind != "word"
    if token.text == "+" and not token.glued and at + 1 < len(tokens):  # not of "12 calls + some emails"
        return tokens[at + 1].kind != "word"
    short = token.kind == "word" and len(token.text) == 1 and token.text.isascii()
    if not short and "ordinal" not in says:
        return True
    if at == 0 and "currency" in says and len(tokens) > 1 and tokens[1].kind == "number":
        return True
    if at and tokens[at - 1].kind == "number" and (token.glued or token.text in _SPACED_SCALES):
        return True
    return short and at + 1 < len(tokens) and tokens[at + 1].kind == "number" and tokens[at + 1].glued


class _Spoken(Struct, frozen=True):
    """A word as the library that reads number words wants it."""

    word: str
    no_number: frozenset[str]

    def text(self) -> str:
        return self.word

    def nt_separated(self, _previous: "_Spoken") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.word in self.no_number  # it takes these for zero


def _spelled(pieces: list[Piece], vocabulary: Vocabulary, language: str) -> list[Piece]:
    """Read the number words in every run of words that has some."""
    english = language.partition("-")[0] == FALLBACK
    done: list[Piece] = []
    run: list[Word] = []
    between = False  # then "and" does not add up: "between one hundred and two hundred"
    for place, piece in enumerate([*pieces, None]):
        if isinstance(piece, Word) and not (between and is_a(piece, "and") and _parts_ends(pieces, place, language)):
            run.append(piece)
            continue
        between = between or says(piece, "between")
        if run:
            spelled = any(vocabulary.is_number(word.text) for word in run)
            foreign = not english and any(word.text[:1].isalpha() for word in run)
            done.extend(_read_words(run, vocabulary, language, foreign=foreign) if spelled or foreign else run)
            run = []
        if piece is not None:
            done.append(piece)
    return done


def _parts_ends(pieces: list[Piece], place: int, language: str) -> bool:
    """True if an "and" parts the ends of a range, as the first one does of "entre treinta y treinta y cinco"."""
    joints = [at for at, piece in enumerate(pieces) if is_a(piece, "and")]
    known = words_of_numbers(language)
    if len(joints) < 2 or known is None:
        return True
    inside = [at for at in joints if _is_inside_number(pieces, at, known)]
    return place not in inside or len(inside) == len(joints)


def _is_inside_number(pieces: list[Piece], place: int, known: WordsAbroad) -> bool:
    """True for the "and" between the parts of one number: "treinta y cinco"."""
    if not 0 < place < len(pieces) - 1:
        return False
    beside = [bare(getattr(piece, "text", "")) for piece in (pieces[place - 1], pieces[place + 1])]
    return number_at(beside, 0, known)[1] == len(beside)


def _read_words(run: list[Word], vocabulary: Vocabulary, language: str, *, foreign: bool) -> Iterator[Piece]:
    if foreign and (known := words_of_numbers(language)) is not None:
        own = list(_read_own(run, known))
        if any(isinstance(piece, Quantity) for piece in own):
            yield from own
            return
        foreign = False
    from text_to_num import find_numbers

    found = []
    none = vocabulary.no_number
    if language.partition("-")[0] != FALLBACK:
        # English words are read in every language, but "o" and "os" are no zeros there.
        none |= {word + ending for word in vocabulary_of(FALLBACK).no_number for ending in ("", "s")}
    spoken = [_Spoken(word.text, none) for word in run]
    if foreign:
        try:
            found = find_numbers(spoken, language.partition("-")[0], 0)
        except ValueError:  # a language that it does not know
            found = []
    found = found or find_numbers(spoken, FALLBACK, 0)
    at = 0
    for number in found:
        yield from run[at : number.start]
        at = number.end
        place = run[number.start].place[0], run[number.end - 1].place[1]
        if number.is_ordinal:
            yield Wrong("ordinal", place)
            continue
        first = run[number.start].text
        unit = 1.0
        for word in reversed(run[number.start : number.end]):
            if word.text not in vocabulary.powers:
                break
            unit *= vocabulary.powers[word.text]
        yield Quantity((float(number.value),), unit=unit, power=first in vocabulary.powers, place=place)
    yield from run[at:]


def _read_own(run: list[Word], known: WordsAbroad) -> Iterator[Piece]:
    """Read number words by the table of the language."""
    said = [bare(word.text) for word in run]
    at = 0
    while at < len(run):
        value, used = number_at(said, at, known)
        if value is None:
            yield run[at]
            at += 1
            continue
        power = said[at] in known.times
        last = known.times.get(said[at + used - 1], 1)
        place = run[at].place[0], run[at + used - 1].place[1]
        number = Quantity((float(value),), unit=last, power=power and used == 1, spelled=True, place=place)
        at += used
        if known.side_by_side:
            upper, used = number_at(said, at, known)
            if upper is not None and value < upper <= FARTHEST * value:
                number = replace(
                    number, upper=Quantity((float(upper),)), place=(number.place[0], run[at + used - 1].place[1])
                )
                at += used
        yield number
