"""What the model looks at in some words: the words, pairs of them, and their letters, as hashed numbers."""

from collections.abc import Iterable, Sequence
from math import sqrt
from zlib import crc32

from msgspec import Struct

from bot.language.listening.amounts import TextPart, ToldAmount
from bot.language.listening.spans import TimeSpan
from bot.language.numbers.pieces import Mark, Wrong

BITS = 15
SIZE = 1 << BITS
_MASK = SIZE - 1
GRAMS = (2, 3, 4, 5)
LONGEST_WORD = 20
FAR = 5  # words on each side of a quantity that say what it counts
OF_STATE = 0.5  # weight of the state beside words and letters


class Features(Struct, frozen=True):
    """Hashed features in groups; those of a group together weigh as much however many they are.

    Attributes:
        words: of words and pairs of them.
        letters: of stretches of letters.
        state: of what the owner has before them.
    """

    words: tuple[int, ...]
    letters: tuple[int, ...] = ()
    state: tuple[int, ...] = ()

    def weighted(self) -> Iterable[tuple[tuple[int, ...], float]]:
        """Return each group with the weight of its features."""
        for group in (self.words, self.letters):
            if group:
                yield group, 1 / sqrt(len(group))
        if self.state:
            yield self.state, OF_STATE


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


def features(words: Sequence[str], state: str) -> Features:
    """Return the hashed features of some words.

    Args:
        words: the words, as :func:`words_of` writes them.
        state: what their owner has before them; nothing if that is to say nothing.
    """
    found: set[int] = set()
    letters: set[int] = set()
    before = "<"
    for word in words:
        found.add(_hashed("w" + word))
        found.add(_hashed(f"b{before} {word}"))
        letters.update(_hashed("c" + part) for part in _grams(word))
        before = word
    found.add(_hashed(f"b{before} >"))
    found.update(_hashed(f"s{one} {two}") for one, two in zip(words, words[2:], strict=False))
    found.add(_hashed("first " + (words[0] if words else "")))
    found.add(_hashed("last " + before))
    found.add(_hashed(f"length {min(len(words), 8)}"))
    return Features(tuple(sorted(found)), tuple(sorted(letters)), _state(state))


def role_features(words: Sequence[str], at: int, before: str, state: str) -> Features:
    """Return the hashed features of the quantity at a place among some words.

    Args:
        words: the words of its message, quantities as signs.
        at: the place of the quantity.
        before: the role of the quantity before it, or nothing.
        state: what their owner has before them.
    """
    others = sum(word[0] == "#" for word in words) - 1
    found = {_hashed("before " + before), _hashed("own " + words[at]), _hashed(f"others {min(others, 4)}")}
    found.update(_hashed(f"{state} {sign}") for sign in (f"others {min(others, 2)}", "after " + before, words[at]))
    letters: set[int] = set()
    for step, name in ((-1, "<"), (1, ">")):
        place, distance, last = at + step, 1, ""
        while 0 <= place < len(words) and distance <= FAR:
            word = words[place]
            if word[0] == "#":
                found.add(_hashed(f"{name}# {distance}"))
                break
            found.update((_hashed(f"{name}{distance} {word}"), _hashed(f"{name} {word}"), _hashed("near " + word)))
            found.add(_hashed(f"{name}b {last} {word}"))
            letters.update(_hashed(f"{name}{part}") for part in _grams(word))
            last = word
            place += step
            distance += 1
    return Features(tuple(sorted(found)), tuple(sorted(letters)), _state(state))


def _state(state: str) -> tuple[int, ...]:
    return tuple(sorted({_hashed("state " + state), _hashed("state " + state.partition(":")[0])})) if state else ()


def _grams(word: str) -> Iterable[str]:
    marked = f"<{word[:LONGEST_WORD]}>"
    for size in GRAMS:
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]


def _hashed(text: str) -> int:
    return crc32(text.encode()) & _MASK
