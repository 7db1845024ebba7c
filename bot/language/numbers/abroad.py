"""Numbers in the other languages of the bot, said again in the English that the rest is read by: "unos cuarenta al mes".

Owners count in their own language whatever the bot speaks with them. A text is taken for one of these languages where
every word of it is in ``prompts/numbers/LANGUAGE.toml``, so that no English text is ever read by them.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from bot.language.signs import bare

LONGEST = 60  # characters, generously: a longer text is no single number
LONGEST_PHRASE = 4  # words
TEEN = 10
LEAST_TOGETHER = 8  # letters of number words that are run together: shorter ones are words of their own
THOUSAND, MILLION = 1_000, 1_000_000
WHOLE_HUNDREDS = range(100, 1_000, 100)
_GLUED = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|/?[^\s\d.,;:!?/+<>()\"=-]+(?:-[^\s\d.,;:!?/+<>()\"=-]+)*|[^\s]")


class WordsAbroad(Struct, frozen=True):
    """The words of one language.

    Attributes:
        values: what each number word is.
        times: what some words multiply by.
        added: what some words add to the number behind them, or to one before a word that multiplies: "साढ़े तीन", "सवा सौ".
        teens: words that add ten to the one before.
        joining: words between the parts of a number.
        english: words that are English ones too.
        say: phrases, by their words, and what they are in English.
        answers: those of them that are an answer without a number.
        side_by_side: whether two number words side by side are the ends of a range: "दस बारह".
    """

    values: Mapping[str, float]
    times: Mapping[str, int]
    added: Mapping[str, float]
    teens: frozenset[str]
    joining: frozenset[str]
    english: frozenset[str]
    say: Mapping[tuple[str, ...], str]
    answers: frozenset[str]
    side_by_side: bool


@cache
def languages() -> Mapping[str, WordsAbroad]:
    """Return the words of every language that has a table."""
    from bot.language.templates import PROMPTS

    files = sorted((PROMPTS / "numbers").glob("*.toml"))
    return {path.stem: _read(path.read_text(encoding="utf-8")) for path in files}


def words_of_numbers(language: str) -> WordsAbroad | None:
    """Return the number words of a language or of its parent, if there is a table of them."""
    return languages().get(language) or languages().get(language.partition("-")[0])


def _read(text: str) -> WordsAbroad:
    table = tomllib.loads(text)
    words = table["words"]
    return WordsAbroad(
        {bare(word): _whole(float(value)) for value, listed in table["values"].items() for word in listed},
        {bare(word): int(value) for value, listed in table["times"].items() for word in listed},
        {bare(word): float(value) for value, listed in table.get("added", {}).items() for word in listed},
        frozenset(map(bare, words.get("teens", ()))),
        frozenset(map(bare, words["joining"])),
        frozenset(map(bare, words["english"])),
        {
            tuple(_WORD.findall(bare(phrase))): said
            for said, listed in {**table["say"], **table["answers"]}.items()
            for phrase in listed
        },
        frozenset(table["answers"]),
        bool(table.get("side_by_side")),
    )


@cache
def _heads() -> frozenset[str]:
    """Return the words with which a text of some language may begin."""
    found: set[str] = set()
    for known in languages().values():
        found |= {*known.values, *known.times, *known.added, *(phrase[0] for phrase in known.say)}
    return frozenset(found)


def in_english(text: str, *, but: str = "") -> str:
    """Return a clean text of another language in English; any other text as it is.

    Args:
        text: the text.
        but: a language that is read by words of its own.
    """
    if len(text) > LONGEST or text.isdecimal() or _GLUED.search(text):
        return text
    words = _WORD.findall(bare(text))
    if not words or not any(word in _heads() for word in words[:2]):
        return text
    own = words_of_numbers(but)
    if own is not None and _said(words, own) is not None:
        return text  # all of it may be read in Portuguese too: "7 de 10" in Spanish
    for known in languages().values():
        if known is not own and (said := _said(words, known)) is not None:
            return said
    return text


def _said(words: Sequence[str], known: WordsAbroad) -> str | None:
    """Return the words in English; None if one of them is not known."""
    said: list[str] = []
    place, foreign = 0, False
    while place < len(words):
        word = words[place]
        if word in known.times and place and words[place - 1][0].isdecimal():
            return None  # "2 mil" is two million in English
        phrase, used = _phrase(words, place, known)
        value, numbered = number_at(words, place, known)
        if phrase is not None and used >= numbered:
            said.append(phrase)
        elif value is not None:
            used = numbered
            said.append(str(value))
        elif not word[0].isalpha():
            said.append(word)
            used = 1
        else:
            return None
        foreign = foreign or any(
            any(map(str.isalpha, one)) and one not in known.english for one in words[place : place + used]
        )
        place += used
    answers = any(one[0].isdigit() or one in known.answers for one in said)
    return " ".join(said) if foreign and answers else None


def _phrase(words: Sequence[str], start: int, known: WordsAbroad) -> tuple[str | None, int]:
    for length in range(min(LONGEST_PHRASE, len(words) - start), 0, -1):
        if (said := known.say.get(tuple(words[start : start + length]))) is not None:
            return said, length
    return None, 0


def number_at(words: Sequence[str], start: int, known: WordsAbroad) -> tuple[float | None, int]:
    """Return the number that some words make, and how many words it has."""
    total: float = 0
    parts: list[float] = []
    place = end = start
    while place < len(words):
        word = words[place]
        value = known.values.get(word)
        if value is None and not parts:
            value = _run_together(word, known)
        teen = parts == [TEEN] and words[place - 1] in known.joining and start == 0  # "diez y siete mensajes"
        if value is not None and (not parts or _follows(value, parts[-1]) or (teen and 0 < value < TEEN)):
            parts.append(value)
        elif not parts and (added := _with_added(words, place, known)) is not None:
            value, used = added
            parts.append(value)
            place += used - 1
        elif word in known.teens and parts and parts[-1] < TEEN:
            parts[-1] += TEEN
        elif (factor := known.times.get(word)) is not None and factor < 1000:
            parts[-1:] = [parts[-1] * factor] if parts and parts[-1] < factor else [*parts[-1:], factor]
        elif factor is not None:
            total, parts = total + (sum(parts) or 1) * factor, []
        elif word in known.joining and end > start:
            place += 1
            continue
        else:
            break
        place += 1
        end = place
    rest = sum(parts)
    if total >= MILLION and total % MILLION == 0 and rest in WHOLE_HUNDREDS:
        rest *= THOUSAND  # "sejuta dua ratus": whoever says so means thousands
    return (_whole(total + rest), end - start) if end > start else (None, 0)


def _run_together(word: str, known: WordsAbroad) -> float | None:
    """Return the number of a word that is several number words without a space: "cuarentaycinco", "duapuluhlima"."""
    parts = _parts_of(word, known) if len(word) >= LEAST_TOGETHER else None
    if parts is None or word in known.times or word in known.teens:
        return None
    value, used = number_at(parts, 0, known)
    return value if used == len(parts) else None


def _parts_of(word: str, known: WordsAbroad) -> list[str] | None:
    """Return the number words that a word is made of, the longest first; None where it is made of others too."""
    if not word:
        return []
    for end in range(len(word), 0, -1):
        part = word[:end]
        if not any(part in words for words in (known.values, known.times, known.teens, known.joining)):
            continue
        if (rest := _parts_of(word[end:], known)) is not None:
            return [part, *rest]
    return None


def _with_added(words: Sequence[str], place: int, known: WordsAbroad) -> tuple[float, int] | None:
    """Return the number of a word that adds to the one behind it, and how many words it has."""
    if (added := known.added.get(words[place])) is None or place + 1 == len(words):
        return None
    if (value := known.values.get(words[place + 1])) is not None:
        return value + added, 2
    return (1 + added, 1) if words[place + 1] in known.times else None


def _whole(value: float) -> float:
    """Write a number without a part as one that has none."""
    return int(value) if value == int(value) else value


def _follows(value: float, before: float) -> bool:
    """True if a value may stand behind another in one number: "twenty three", not "three twenty"."""
    if before >= 1000 or before % 100 == 0:
        return 0 < value < before
    return before % 10 == 0 and before > TEEN and 0 < value < TEEN
