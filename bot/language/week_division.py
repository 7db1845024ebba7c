"""Words divided into numbers: "about 30 20 a dozen 1" is four of them."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.core.amount import Amount
from bot.core.week_numbers import GivenNumber
from bot.language.vocabulary import vocabulary
from bot.language.week_tokens import Break, PlainWord, Token, clauses, is_between

ReadNumber = Callable[[str], Amount | None]

_LONGEST_NUMBER = 6  # words: "between a hundred and two hundred"


def numbers_in(tokens: Sequence[Token], read_number: ReadNumber, wanted: int, language: str) -> list[GivenNumber] | str:
    """Divide words into numbers: as many as wanted, or else as many as there are between commas, or any count.

    Return the word that stands in the way if there is no way at all.
    """
    read = _strictly(read_number, frozenset(vocabulary(language)["between"]["beside_numbers"]))
    readings = _divide(tokens, read)
    if not readings:
        return _unread(tokens, read)
    runs = sum(any(not isinstance(token, Break) for token in clause) for clause in clauses(tokens))
    likely = [runs, wanted] if 1 < runs <= wanted else [wanted]

    def unlikely(way: Sequence[GivenNumber]) -> tuple[int, int, int]:
        # The closer to the count asked for the better, unless a part then exceeds its total:
        # "1 200 10 3" is 1,200, 10 and 3.
        count = len(way)
        return _oddness(way), likely.index(count) if count in likely else len(likely), abs(wanted - count)

    return min((way for ways in readings.values() for way in ways), key=unlikely)


def _strictly(read_number: ReadNumber, beside: frozenset[str]) -> Callable[[Sequence[Token]], Amount | None]:
    """Let only the words that it needs into a number.

    A reader that answers a question may pass over words it does not know; here "called 20" would then turn a remark
    into a figure. So a word must change the number, or be one of those that usually stand beside numbers.
    """
    known: dict[tuple[str, ...], Amount | None] = {}

    def plainly(words: tuple[str, ...]) -> Amount | None:
        if words not in known:
            known[words] = read_number(" ".join(words)) if words else None
        return known[words]

    def read(tokens: Sequence[Token]) -> Amount | None:
        words = tuple(token.text for token in tokens if isinstance(token, PlainWord))
        number = plainly(words)
        if number is None or len(words) == 1:
            return number
        for place, word in enumerate(words):
            inside = is_between(tokens[place]) and 0 < place < len(words) - 1  # "a hundred and twenty"
            if not inside and word not in beside and plainly(words[:place] + words[place + 1 :]) == number:
                return None
        return number

    return read


def _divide(
    tokens: Sequence[Token], read: Callable[[Sequence[Token]], Amount | None]
) -> dict[int, list[list[GivenNumber]]]:
    """Find the ways to divide words into numbers, by how many numbers they give; a few of each."""
    ways: list[dict[int, list[list[GivenNumber]]]] = [{0: [[]]}, *({} for _ in tokens)]
    for start, token in enumerate(tokens):
        ends: list[tuple[int, GivenNumber | None]] = []
        if isinstance(token, Break) or is_between(token):
            ends.append((start + 1, None))
        elif isinstance(token, Amount) or token in {"unknown", "skipped"}:
            ends.append((start + 1, token))
        if isinstance(token, PlainWord):
            end = start
            while end < min(len(tokens), start + _LONGEST_NUMBER) and isinstance(tokens[end], PlainWord):
                end += 1
                number = read(tokens[start:end])
                if number is not None:
                    ends.append((end, number))
        for end, given in ends:
            for count, before in ways[start].items():
                more = ways[end].setdefault(count + (given is not None), [])
                more += [way if given is None else [*way, given] for way in before[: 8 - len(more)]]
    return ways[-1]


def _oddness(numbers: Sequence[GivenNumber]) -> int:
    """Count the places where a part exceeds its total."""
    known = [number.value for number in numbers[:3] if isinstance(number, Amount)]
    return sum(later > earlier for earlier, later in pairwise(known))


def _unread(tokens: Sequence[Token], read: Callable[[Sequence[Token]], Amount | None]) -> str:
    words = [token for token in tokens if isinstance(token, PlainWord) and not token.between]
    return next((word.text for word in words if read([word]) is None), words[0].text if words else "")
