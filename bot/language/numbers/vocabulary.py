"""The words around numbers, as ``prompts/LANGUAGE/numbers/words.toml`` lists them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from msgspec import Struct

from bot.language.numbers.abroad import WordsAbroad, words_of_numbers
from bot.language.numbers.pieces import NO_KINDS
from bot.language.scan import FALLBACK
from bot.language.signs import VOWEL_SIGN, as_typed, bare

TOKEN = re.compile(
    r"(?P<space> )"
    r"|(?P<number>(?<![^\W\d_]{4})\d{1,3}(?: \d{3})+(?!\d)(?! \d)(?:[.,]\d{1,2}(?![\d.,]))?"
    r"|\d+(?:[.,'·_]\d+)*(?:e\+?\d{1,4}(?!\w))?|(?<![\w.])[.,·]\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
WHOLE_TOKEN = re.compile(TOKEN.pattern.replace(r"[^\W\d_]+", rf"[^\W\d_](?:[^\W\d_]|{VOWEL_SIGN})*"), re.DOTALL)
"""The same, with the vowel signs of Indian scripts as parts of their words; English, with its model, parts them."""


SHORT = 4  # letters of a word that is written as it is meant
BY_LAST_WORD = frozenset({"than", "only_before"})
SEVERAL = frozenset({"several"})
NOTHING = "nothing"  # what phrases of ``[also]`` say that are words like others


class Vocabulary(Struct, frozen=True):
    """The phrases of a language.

    Attributes:
        phrases: what each phrase may say, by its tokens.
        longest: the tokens in the longest phrase that begins with a token.
        spelling: words as they are mistyped, and as they are meant.
        forgiven: words that may have one wrong letter, under themselves and under each form without one letter.
        squeezed: number words under their form without doubled letters.
        ones: number words that may follow a word of ``tens``, and all others that have a value.
        tens: number words such as twenty.
        shared: the currencies that a name of several may mean, by what ``phrases`` says of it.
        asked: words that are money only where money is asked for, by word.
        rates: words of "a week", "pm" and the like that have no unit of time in them.
        few: the name of "a few" and the like, by the least and the most that it means.
        powers: number words that multiply, such as hundred, and by what.
        kinds: what kinds of small word a word or phrase is.
        alone: one-letter words that may stand by themselves.
        zeros, decade: letters behind digits: a zero mistyped, and the s of "20s".
        subjects: who speaks, before "don't know".
        about_ending, ordinal_ending, several_ending: endings of words; nothing where the language has none.
        not_several: endings that are not the one of several.
        many_people: people in short.
        no_number: words that look like a number word and are none.
        month_or_hour: what says a month behind one number and an hour behind another.
        token: parts a text into its tokens.
    """

    phrases: Mapping[tuple[str, ...], Mapping[str, object]]
    longest: Mapping[str, int]
    spelling: Mapping[str, str]
    forgiven: Mapping[str, str]
    squeezed: Mapping[str, str]
    ones: frozenset[str]
    tens: tuple[str, ...]
    powers: Mapping[str, float]
    few: Mapping[tuple[float, float], str]
    rates: frozenset[str]
    shared: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    alone: frozenset[str]
    zeros: frozenset[str]
    decade: frozenset[str]
    subjects: tuple[str, ...]
    about_ending: str
    ordinal_ending: str
    several_ending: str
    no_number: frozenset[str]
    month_or_hour: frozenset[str]
    not_several: tuple[str, ...]
    many_people: frozenset[str]
    token: re.Pattern[str]

    def kinds_of(self, phrase: str) -> frozenset[str]:
        """Return what kinds of small word a phrase is; some kinds show in the last of its words, or its ending."""
        kinds = self.kinds.get(phrase, NO_KINDS)
        _, space, last = phrase.rpartition(" ")
        if space:
            kinds |= self.kinds.get(last, NO_KINDS) & BY_LAST_WORD
        return kinds | SEVERAL if self.several_ending and phrase.endswith(self.several_ending) else kinds

    def is_number(self, word: str) -> bool:
        """True if a word is a number word."""
        return word in self.ones or word in self.tens or word in self.powers

    def respell(self, word: str) -> tuple[str, ...]:
        """Return the words that a mistyped one stands for: "fivteen", "twentyfive", "threee"."""
        word = self.spelling.get(word, word)
        if len(word) < SHORT or word in self.longest or self.is_number(word):
            return (word,)
        for ten in self.tens:
            rest = word.removeprefix(ten)
            if rest != word and (rest in self.ones or rest in self.longest):
                return ten, rest
        scale = word.removesuffix(self.about_ending)
        if scale != word and "scale" in self.phrases.get((scale,), {}):
            return scale, self.about_ending
        single = word.removesuffix(self.several_ending)
        if len(word) <= SHORT or (single != word and single in self.forgiven.values()):
            return (word,)  # "couples" are people
        short = squeeze(word)
        if short in self.squeezed:
            return (self.squeezed[short],)
        if not (self.ordinal_ending and word.endswith(self.ordinal_ending)):  # "seventh" is not "seventy"
            for near in (word, *shortened(word)):
                if near in self.forgiven:
                    return (self.forgiven[near],)
        return (word,)

    def saying(self, name: str) -> Iterator[str]:
        """Return the phrases that may say something."""
        return (" ".join(phrase) for phrase, says in self.phrases.items() if name in says)


def shortened(word: str) -> Iterator[str]:
    """Leave out each letter in turn: two words that agree then differ by one letter, or two swapped ones."""
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def squeeze(word: str) -> str:
    """Write doubled letters once."""
    return "".join(letter for letter, _ in groupby(word))


@cache
def vocabulary(language: str) -> Vocabulary:
    """Read the words of a language, or English ones where it lists none."""
    from bot.language.templates import PROMPTS, words

    folder = PROMPTS / words(language).language / "numbers"
    listed, grammar = (
        as_typed(tomllib.loads((folder / name).read_text(encoding="utf-8")), language)
        for name in ("words.toml", "grammar.toml")
    )
    spelling, spelled, sounds = listed.pop("spelling"), listed.pop("spelled"), listed.pop("sounds")
    shared, asked = listed.pop("currency_shared"), listed.pop("currency_asked")
    token = token_of(language)
    own = words_of_numbers(language)
    ends_joined = frozenset(listed["to"]) if own is not None else frozenset()
    phrases: dict[tuple[str, ...], dict[str, object]] = {}
    longest: dict[str, int] = {}
    for name, figure, phrase in _phrases(listed):
        written = tuple(match[0] for match in token.finditer(phrase) if match.lastgroup != "space")
        if name == "few" and own is not None and _is_range(written, own, ends_joined):
            continue  # "uno o dos" says more than "a couple"
        for tokens in (written, *(_in_digits(written, sounds) if name == "unknown" else ())):
            phrases.setdefault(tokens, {})[name] = figure
            longest[tokens[0]] = max(longest.get(tokens[0], 0), len(tokens))
    _say_also(grammar.get("also", {}), phrases, longest, token)
    kept: dict[tuple[object, ...], dict[str, object]] = {}  # a hundred phrases say the same
    return Vocabulary(
        {tokens: kept.setdefault(tuple(says.items()), says) for tokens, says in phrases.items()},
        longest,
        {bare(typed): meant for typed, meant in spelling.items()},
        {near: word for word in spelled["forgiven"] for near in (word, *shortened(word))},
        {squeeze(word): word for word in (*spelled["ones"], *spelled["tens"]) if len(word) > 3},
        frozenset([*spelled["ones"], *(own.values if own is not None else ())]),
        tuple(spelled["tens"]),
        {bare(word): float(power) for word, power in spelled["powers"].items()},
        {(float(meant["low"]), float(meant["high"])): name for name, meant in listed["few"].items()},
        frozenset(
            {*grammar["words"]["month_or_hour"], *(tokens[-1] for tokens, means in phrases.items() if "per" in means)}
        ),
        {name: tuple(codes) for name, codes in shared.items()},
        {word: code for code, names in asked.items() for word in names},
        _kinds(grammar["kind"]),
        frozenset(grammar["letters"]["alone"]),
        frozenset(grammar["letters"]["zero"]),
        frozenset(grammar["letters"]["decade"]),
        tuple(grammar["kind"]["subject"]),
        about_ending=grammar["endings"]["about"],
        ordinal_ending=grammar["endings"]["ordinal"],
        several_ending=grammar["endings"]["several"],
        no_number=frozenset(grammar["words"]["no_number"]),
        month_or_hour=frozenset(grammar["words"]["month_or_hour"]),
        not_several=tuple(grammar["endings"]["not_several"]),
        many_people=frozenset(grammar["words"]["many_people"]),
        token=token,
    )


def _say_also(
    also: Mapping[str, Any],
    phrases: dict[tuple[str, ...], dict[str, object]],
    longest: dict[str, int],
    token: re.Pattern[str],
) -> None:
    """Let phrases say what the grammar lists them for, in place of what ``words.toml`` says; or nothing at all."""
    for name, figure, phrase in _phrases(also):
        written = tuple(match[0] for match in token.finditer(phrase) if match.lastgroup != "space")
        phrases[written] = {name: figure}
        longest[written[0]] = max(longest.get(written[0], 0), len(written))
        if name == NOTHING and len(written) == 1:
            del phrases[written]  # a word like others, where several are one piece that says nothing


def _is_range(words: tuple[str, ...], own: WordsAbroad, joining: frozenset[str]) -> bool:
    """True if a phrase is two numbers and what joins the ends of a range, or nothing where a language needs nothing."""
    first, *between, last = map(bare, words) if len(words) > 1 else ("", "")
    joined = len(between) == 1 and between[0] in joining
    return first in own.values and last in own.values and (joined or (own.side_by_side and not between))


def token_of(language: str) -> re.Pattern[str]:
    """Return what parts a text of a language into its tokens."""
    return TOKEN if language.partition("-")[0] == FALLBACK else WHOLE_TOKEN


def _kinds(listed: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, phrases in listed.items():
        for phrase in phrases:
            found.setdefault(phrase, set()).add(kind)
    return {phrase: frozenset(kinds) for phrase, kinds in found.items()}


def _in_digits(phrase: tuple[str, ...], sounds: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Return a phrase of several words with the digits that sound like some of them: "hard 2 say", "0 idea"."""
    if (
        len(phrase) > 1
        and (heard := tuple(sounds.get(word, word) for word in phrase)) != phrase
        and not heard[-1].isdigit()
    ):
        yield heard


def _phrases(listed: Mapping[str, Any]) -> Iterator[tuple[str, object, str]]:
    """Return every phrase with what it says and the figure that belongs to it."""
    for name, entry in listed.items():
        if isinstance(entry, list):
            yield from ((name, None, phrase) for phrase in entry)
            continue
        for key, value in entry.items():
            match value:
                case {"low": low, "high": high, "words": phrases}:
                    figure: object = (float(low), float(high))
                case _:
                    phrases = value
                    figure = key if name in {"per", "currency"} else float(key)
            yield from ((name, figure, phrase) for phrase in phrases)
