"""What businesses call themselves and what they do, phrase by phrase: ``prompts/LANGUAGE/listening/trades.tsv``."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bot.language.by_phrase import by_phrase
from bot.language.listening.kin import kinds_of
from bot.language.listening.words_between import words_between
from bot.language.signs import as_typed
from bot.language.templates import own_file

LONGEST = 4  # words of a phrase
NEAR = 3  # words before a trade among which it is denied
DENYING = "negation"


@cache
def trade_phrases(language: str) -> dict[str, tuple[str, ...]]:
    """Return the trades that each phrase names, in one language or its parent; a space stands between its words."""
    path = own_file(language, "listening/trades.tsv")
    return by_phrase(_listed(path, language)) if path else {}


def _listed(path: Path, language: str) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            phrase, _, trade = line.rstrip("\n").partition("\t")
            if phrase and not phrase.startswith("#"):
                yield " ".join(as_typed(phrase, language).split()), trade


def own_trades(words: Sequence[str], language: str) -> list[str]:
    """Return the trades that some words name as their owner's own.

    Not as those they serve, nor as what they are not: "software for vets", "I'm not an agency".
    """
    serving = words_between(language).serving
    return [
        trade
        for at, _, trade in trades_named(words, language)
        if serving.isdisjoint(words[max(at - 2, 0) : at]) and not _is_denied(words[max(at - NEAR, 0) : at], language)
    ]


def _is_denied(before: Sequence[str], language: str) -> bool:
    """True if the words right before a trade deny it."""
    stops, kinds = words_between(language).stops, kinds_of(language)
    last = max((at for at, word in enumerate(before) if word in stops), default=-1)
    return any(DENYING in kinds.of_word(word) for word in before[last + 1 :])


def trades_named(words: Sequence[str], language: str) -> list[tuple[int, int, str]]:
    """Return the trades that some words name, each with the place and the number of words of its phrase.

    The longest phrase that fits counts.
    """
    phrases = trade_phrases(language)
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            if trades := phrases.get(" ".join(words[at : at + length])):
                found += [(at, length, trade) for trade in trades]
                at += length
                break
        else:
            at += 1
    return found
