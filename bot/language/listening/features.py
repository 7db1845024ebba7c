"""What the model looks at in some words: the words, pairs of them, and their letters, as hashed numbers."""

from collections.abc import Iterable
from itertools import accumulate
from math import sqrt
from zlib import crc32

from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.listening.amounts import TextPart, ToldAmount
from bot.language.listening.kin import kinds_of
from bot.language.listening.lexicon import trades_named
from bot.language.listening.span_words import TimeSpan
from bot.language.numbers.pieces import Mark, Wrong

BITS = 15
SIZE = 1 << BITS
GRAMS = (2, 3, 4, 5)
LONGEST_WORD = 20
FAR = 5  # words on each side of a quantity that say what it counts
SHORT = 4  # letters of a word that says how others belong together: "of", "not", "from"
TRADE = "trade"
NO_KINDS: tuple[str, ...] = ("",)
OF_STATE = 0.5  # weight of the state beside words and letters


class Features(Struct, frozen=True):
    """Hashed features in groups; those of a group together weigh as much however many they are.

    Attributes:
        words: of words and pairs of them.
        letters: of stretches of letters.
        kinds: of what kinds of word there are.
        state: of what the owner has before them.
    """

    words: tuple[int, ...]
    letters: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()
    state: tuple[int, ...] = ()

    def weighted(self) -> Iterable[tuple[tuple[int, ...], float]]:
        """Return each group with the weight of its features."""
        for group in (self.words, self.letters, self.kinds):
            if group:
                yield group, 1 / sqrt(len(group))
        if self.state:
            yield self.state, OF_STATE


class Wording(Struct, frozen=True):
    """The words of a message and what kinds of word they are.

    Attributes:
        words: each word; a quantity, money or a stretch of time as a sign.
        kinds: for each word, the kinds it belongs to.
    """

    words: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]

    def part(self, start: int, end: int) -> "Wording":
        """Return the words from one place to another."""
        return Wording(self.words[start:end], self.kinds[start:end])


def wording_of(tokens: Iterable[TextPart], language: str) -> Wording:
    """Return the words of some tokens with their kinds; those of a phrase that names a trade are of the kind ``trade``."""
    words = words_of(tokens)
    kinds = kinds_of(language).of_words(words)
    for one in trades_named(words, language, learned=True):
        for place in range(one.at, one.at + one.length):
            kinds[place] = (*kinds[place], TRADE)
    return Wording(tuple(words), tuple(kinds))


def words_of(tokens: Iterable[TextPart]) -> list[str]:
    """Write tokens as words: a quantity as ``#``, a share as ``#%``, money as ``#$``, a stretch of time as ``@``."""
    words: list[str] = []
    for token in tokens:
        match token:
            case ToldAmount(share=True):
                words.append("#%")
            case ToldAmount(currency=str()):
                words.append("#$")
            case ToldAmount():
                words.append("#")
            case TimeSpan(rate=rate):
                words.append("@a" if rate else "@last")
            case Wrong(reason=reason):
                words.append(f"!{reason}")
            case Mark(text=text):
                words.extend(text.split())
            case _:
                words.append(token.text)
    return words


def starts_of(tokens: Iterable[TextPart]) -> tuple[int, ...]:
    """Return the place of each token's first word, and of the end."""
    return tuple(accumulate((len(words_of([token])) for token in tokens), initial=0))


def features(wording: Wording, state: str, size: int = SIZE) -> Features:
    """Return the hashed features of some words.

    Args:
        wording: the words.
        state: what their owner has before them; empty to ignore it.
        size: how many numbers there are for features, a power of two.
    """
    words = wording.words
    found: set[int] = set()
    letters: set[int] = set()
    before = "<"
    for word in words:
        found.add(_hashed("w" + word))
        found.add(_hashed(f"b{before} {word}"))
        letters |= _letters("c", word)
        before = word
    found.add(_hashed(f"b{before} >"))
    found.update(_hashed(f"s{one} {two}") for one, two in zip(words, words[2:], strict=False))
    found.add(_hashed("first " + (words[0] if words else "")))
    found.add(_hashed("last " + before))
    found.add(_hashed(f"length {min(len(words), 8)}"))
    return Features(*(_within(group, size) for group in (found, letters, _of_kinds(wording, state), _state(state))))


def _of_kinds(wording: Wording, state: str) -> set[int]:
    """Return the features of the kinds of word: each of them, each beside the next one, and how much names a trade."""
    found: set[int] = set()
    before: tuple[str, ...] = ("<",)
    for word, own in zip(wording.words, wording.kinds, strict=True):
        kinds: tuple[str, ...] = own or ((word,) if word[0] in "#@" else ())
        for kind in kinds:
            found.add(_hashed("k" + kind))
            found.update(_hashed(f"kk{one} {kind}") for one in before)
        if not kinds and len(word) <= SHORT:
            found.update(_hashed(f"kw{kind} {word}") for kind in before)
            kinds = (word,)
        before = kinds or before
    named = sum(TRADE in kinds for kinds in wording.kinds)
    covered = f"named {round(4 * named / max(len(wording.words), 1))}"
    found.add(_hashed(covered))
    found.add(_hashed(f"{covered} {state.partition(':')[0]}"))
    return found


def role_features(wording: Wording, at: int, before: str, state: str) -> Features:
    """Return the hashed features of the quantity at a place among some words.

    Args:
        wording: the words of its message, quantities as signs.
        at: the place of the quantity.
        before: the role of the quantity before it, or nothing.
        state: what their owner has before them.
    """
    words = wording.words
    others = sum(word[0] == "#" for word in words) - 1
    found = {_hashed("before " + before), _hashed("own " + words[at]), _hashed(f"others {min(others, 4)}")}
    found.update(_hashed(f"{state} {sign}") for sign in (f"others {min(others, 2)}", "after " + before, words[at]))
    letters: set[int] = set()
    kinds: set[int] = set()
    for step, name in ((-1, "<"), (1, ">")):
        place, distance, last, last_kinds = at + step, 1, "", NO_KINDS
        while 0 <= place < len(words) and distance <= FAR:
            word = words[place]
            if word[0] == "#":
                found.add(_hashed(f"{name}# {distance}"))
                kinds.update(_hashed(f"{name}kb{kind} #") for kind in last_kinds)
                break
            found.update((_hashed(f"{name}{distance} {word}"), _hashed(f"{name} {word}"), _hashed("near " + word)))
            found.add(_hashed(f"{name}b {last} {word}"))
            letters |= _letters(name, word)
            own = wording.kinds[place]
            for kind in own:
                kinds.update((_hashed(f"{name}k{kind}"), _hashed(f"{name}k{kind} {(distance + 1) // 2}")))
                kinds.add(_hashed(f"k{kind}"))
                kinds.update(_hashed(f"{name}kb{one} {kind}") for one in last_kinds)
            last = word
            last_kinds = own or ((word,) if len(word) <= SHORT or word[0] == "@" else last_kinds)
            place += step
            distance += 1
    return Features(*(_within(group, SIZE) for group in (found, letters, kinds, _state(state))))


def marks(signs: Iterable[str]) -> tuple[int, ...]:
    """Return the hashed features of signs that are no words, in place of those of a state."""
    return _within({_hashed(sign) for sign in signs}, SIZE)


def _state(state: str) -> set[int]:
    return {_hashed("state " + state), _hashed("state " + state.partition(":")[0])} if state else set()


@for_one_event
def _letters(mark: str, word: str) -> frozenset[int]:
    """Return the features of the letters of a word, which is looked at in each clause that it is part of."""
    marked = f"<{word[:LONGEST_WORD]}>"
    return frozenset(
        _hashed(mark + marked[start : start + size]) for size in GRAMS for start in range(len(marked) - size + 1)
    )


def _hashed(text: str) -> int:
    return crc32(text.encode())


def _within(found: set[int], size: int) -> tuple[int, ...]:
    return tuple(sorted({one & (size - 1) for one in found}))
