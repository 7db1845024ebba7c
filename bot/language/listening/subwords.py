"""A text in pieces of words, as the encoder knows them: the likeliest way to write it with the pieces of a list.

The pieces and how likely each is are those of a unigram model (Kudo 2018); the likeliest way is found letter by letter
(Viterbi). Letters are small and in their usual form, so that TYPED LOUD is the same as typed.
"""

from collections.abc import Mapping

from msgspec import Struct

from bot.language.signs import normal

GAP = "\u2581"
"""The sign that a piece begins a word."""

LONGEST = 2_000  # letters of a text that are looked at
UNKNOWN_COSTS = 10.0  # more than the rarest piece, as a logarithm


class Subwords(Struct, frozen=True):
    """The pieces that are known.

    Attributes:
        known: each piece, with its number and how likely it is, as a logarithm.
        unknown: the number of a letter that no piece has.
    """

    known: Mapping[str, tuple[int, float]]
    unknown: int
    longest: int
    least: float

    @classmethod
    def of(cls, pieces: list[str], chances: list[float], unknown: int) -> "Subwords":
        """Take a list of pieces with their chances, as logarithms."""
        known = {piece: (number, chance) for number, (piece, chance) in enumerate(zip(pieces, chances, strict=True))}
        return cls(known, unknown, max(map(len, pieces)), min(chances) - UNKNOWN_COSTS)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the pieces that a text is likeliest made of."""
        return [number for word in _words(text) for number in self._of_word(word)]

    def _of_word(self, word: str) -> list[int]:
        if (whole := self.known.get(word)) is not None:
            return [whole[0]]
        best: list[tuple[float, int, int]] = [
            (0.0, 0, 0)
        ]  # of each end: the logarithm, the last piece and where it begins
        for end in range(1, len(word) + 1):
            loss, _, _ = best[end - 1]
            ways = [(loss + self.least, self.unknown, end - 1)]
            ways += [
                (best[start][0] + piece[1], piece[0], start)
                for start in range(max(end - self.longest, 0), end)
                if (piece := self.known.get(word[start:end])) is not None
            ]
            best.append(max(ways))
        numbers: list[int] = []
        end = len(word)
        while end:
            _, number, end = best[end]
            numbers.append(number)
        return numbers[::-1]


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the sign of its beginning."""
    return [GAP + word for word in normal(text, LONGEST).lower().split()]
