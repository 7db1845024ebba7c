"""What businesses call themselves and what they do, phrase by phrase: ``prompts/LANGUAGE/listening/trades.tsv``.

The models learn from those names. ``trades_since.tsv`` holds the names that came after they last learned: such a name is known at once,
and takes the place of an older one of the same words, without a model having to be made again for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.language.by_phrase import by_phrase
from bot.language.listening.whose_trade import NamedTrade, is_spoken_of, own_among
from bot.language.signs import as_typed
from bot.language.templates import own_file

LONGEST = 4  # words of a phrase


@cache
def trade_phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the trades that each phrase names, in one language or its parent; a space stands between its words."""
    since = _in_file(language, "listening/trades_since.tsv")
    return {**learned_phrases(language), **since} if since else learned_phrases(language)


@cache
def learned_phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return those of the phrases from which the models have learned."""
    return _in_file(language, "listening/trades.tsv")


def _in_file(language: str, name: str) -> dict[str, tuple[str, ...]]:
    path = own_file(language, name)
    return by_phrase(_listed(path, language)) if path else {}


def _listed(path: Path, language: str) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            phrase, _, trade = line.rstrip("\n").partition("\t")
            if phrase and not phrase.startswith("#"):
                yield " ".join(as_typed(phrase, language).split()), trade


def own_trades(words: Sequence[str], language: str, *, spoken_of: bool = False) -> list[str]:
    """Return the trades that some words name as their owner's own.

    Not as those they serve or of whom they speak, nor as what they are not: "software for vets", "I'm not an agency".

    Args:
        words: of a message or of a part of it.
        language: whose words they are.
        spoken_of: only where the owner is named right before: "my practice", "we run a gym".
    """
    own = own_among(trades_named(words, language), words, language)
    return [one.trade for one in own if not spoken_of or is_spoken_of(one, words, language)]


def trades_named(words: Sequence[str], language: str, *, learned: bool = False) -> list[NamedTrade]:
    """Return the trades that some words name; the longest phrase that fits counts.

    Args:
        words: of a message or of a part of it.
        language: whose words they are.
        learned: only by names from which the models have learned.
    """
    phrases = learned_phrases(language) if learned else trade_phrases(language)
    found: list[NamedTrade] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            if trades := phrases.get(" ".join(words[at : at + length])):
                found += [NamedTrade(at, length, trade) for trade in trades]
                at += length
                break
        else:
            at += 1
    return found
