"""A language in the making: a skeleton to fill, what it still lacks, and how a template of it looks with sample values."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError

from bot.check.tables import activity_faults
from bot.language.scan import texts
from bot.language.shapes import OF_A_LANGUAGE
from bot.language.templates import FALLBACK, PROMPTS
from bot.language.whole import OF_OPERATORS, UNTRANSLATED, lacking

LISTS = ("zones.real_words.txt",)
"""What a language has beside its templates and tables; without one it goes by the English list."""

SENTENCE = 4
"""A block of this many words that reads the same in two languages was not translated."""

_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)\s*-?%\}(.*?)\{%-?\s*endblock", re.DOTALL)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]+>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")


class LanguageError(ValueError):
    """A language cannot be begun, or is not there; the message says why."""


def begin(language: str, root: Path = PROMPTS) -> list[Path]:
    """Write the files of a new language, with the English text in them and marked as such; what is there stays.

    Raises:
        LanguageError: no language has this code.
    """
    _known(language)
    written = []
    for place in files(root):
        target = root / language / place
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (root / FALLBACK / place).read_text(encoding="utf-8")
        target.write_text(_marked(place, text), encoding="utf-8")
        written.append(target)
    return written


def files(root: Path = PROMPTS) -> list[str]:
    """Name the files that a language has: what owners read, and the words that they type."""
    templates = [f"{name}.j2" for name in texts(root / FALLBACK) if name.partition("/")[0] not in OF_OPERATORS]
    return [*templates, *OF_A_LANGUAGE]


def remaining(language: str, root: Path = PROMPTS) -> list[str]:
    """List what a language lacks, or has unlike the English one; then what still reads like English.

    Raises:
        LanguageError: there is no such folder.
    """
    if not (root / language).is_dir():
        raise LanguageError(f"there is no folder prompts/{language}: python -m bot language new {language}")
    found = lacking(language, FALLBACK, root) or activity_faults(root, language)
    return [*found, *_still_english(language, root)]


def _known(language: str) -> None:
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        raise LanguageError(f"{language}: no language has this code; such as es, or pt-BR") from None
    if language == FALLBACK:
        raise LanguageError("English is there")


def _marked(place: str, text: str) -> str:
    if place.endswith(".j2"):
        return f"{{# {UNTRANSLATED} #}}\n{text}"
    return f"# {UNTRANSLATED}\n{text}"


def _still_english(language: str, root: Path) -> Iterator[str]:
    here, there = texts(root / language), texts(root / FALLBACK)
    for name, text in here.items():
        if UNTRANSLATED in text.partition("\n")[0] or name not in there:
            continue
        english = dict(_sentences(there[name]))
        for block, said in _sentences(text):
            if english.get(block) == said:
                yield f"prompts/{language}/{name}.j2: {block} reads as in English: {said[:60]}"


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Return the blocks of a template that say something in words of their own, and what stands outside of all."""
    parts = [(f"block {name!r}", body) for name, body in _BLOCK.findall(text)]
    parts.append(("text", _BLOCK.sub("", text)))
    for name, body in parts:
        said = " ".join(_CODE.sub(" ", body).split())
        if len(_WORD.findall(said)) >= SENTENCE:
            yield name, said
