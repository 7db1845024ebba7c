"""The words of the bot: templates in ``prompts/LANGUAGE/``, and how numbers, money and dates are written in them.

One file holds one message. What belongs to it (its buttons, its "why do you ask?") stands beside it as a Jinja block
of its own, so that everything an owner reads about one question is in one place.
"""

import hashlib
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date, time
from functools import cache, cached_property, lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, get_decimal_symbol
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from bot.language import plurals
from bot.language.faults import read_table
from bot.language.scan import FALLBACK, language_folders

__all__ = ["FALLBACK", "PROMPTS", "Words", "file_of", "languages", "own_file", "words"]

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
UNGROUPED = 1_000
DIGEST_BYTES = 32
_DATES = {"day": "EEE d MMM", "clock": "HH:mm"}

log = logging.getLogger(__name__)
Name = tuple[str, str | None]
"""A template, and which block of it; None for the whole."""

_noted: ContextVar[list[Name] | None] = ContextVar("noted", default=None)


def file_of(language: str, place: str) -> Path:
    """Return a file of a language: its own, its parent's, or else the English one.

    Args:
        language: such as ``pt-BR``; what is no name of a language has the English file.
        place: under the folder of a language, such as ``listening/time.toml``.

    Raises:
        FileNotFoundError: there is not even an English one.
    """
    if (path := own_file(language, place)) or (path := own_file(FALLBACK, place)):
        return path
    raise FileNotFoundError(PROMPTS / FALLBACK / place)


def own_file(language: str, place: str) -> Path | None:
    """Return a file of a language or of its parent; None where neither has it, such as a model that is not made yet."""
    for name in (language, language.partition("-")[0]):
        if name.replace("-", "").isalnum() and (path := PROMPTS / name / place).is_file():
            return path
    return None


class Words:
    """The templates of one language.

    Args:
        language: a folder of ``prompts/``, such as ``en``.
        root: where the folders of the languages are.

    Raises:
        LookupError: there is no such folder.
    """

    def __init__(self, language: str = FALLBACK, *, root: Path = PROMPTS) -> None:
        self.language = language
        self.folder = root / language
        if not self.folder.is_dir():
            raise LookupError(f"no words for {language!r}: {self.folder} does not exist")
        self.locale = Locale.parse(language, sep="-")
        self._templates = self._environment()
        self._blocks: dict[tuple[str, str], _Block] = {}
        self._contexts: dict[str, Mapping[str, Any]] = {}
        self._constant: dict[tuple[str, str | None, bool], str] = {}
        self._listed: dict[tuple[str, str | None, str], tuple[str, ...]] = {}

    def say(self, name: str, block: str | None = None, /, **values: Any) -> str:
        """Write a message, or one block of it, as Telegram HTML: every value is escaped."""
        if (noted := _noted.get()) is not None:
            noted.append((name, block))
        return self._write(name, block, values, html=True)

    def label(self, name: str, block: str | None = None, /, **values: Any) -> str:
        """Write the same as plain text: for buttons, commands and captions of pictures."""
        return self._write(name, block, values, html=False)

    def macro(self, name: str, macro: str, /, **values: Any) -> str:
        """Write a macro of a template alone, as plain text."""
        return unescape(getattr(self._templates.get_template(f"{name}.j2").module, macro)(**values)).strip()

    def listed(self, name: str, block: str | None = None, /, *, between: str = ",") -> tuple[str, ...]:
        """Write a label that is a list of names or phrases, and give these one by one."""
        key = name, block, between
        if (known := self._listed.get(key)) is None:
            parts = (part.strip() for part in self.label(name, block).split(between))
            known = self._listed[key] = tuple(part for part in parts if part)
            note_ours(known)
        return known

    def blocks(self, name: str) -> frozenset[str]:
        """Name the blocks of a template.

        Raises:
            jinja2.TemplateNotFound: there is no such template.
        """
        return frozenset(self._templates.get_template(f"{name}.j2").blocks)

    def parsed(self, name: str) -> nodes.Template:
        """Parse a template without compiling it, so that what it uses can be looked at.

        Raises:
            jinja2.TemplateSyntaxError: it cannot be read.
        """
        return self.parsed_text((self.folder / f"{name}.j2").read_text(encoding="utf-8"))

    def parsed_text(self, source: str) -> nodes.Template:
        """Parse the text of a template.

        Raises:
            jinja2.TemplateSyntaxError: it cannot be read.
        """
        return self._templates.parse(source)

    def translated(self, source: str) -> str:
        """Translate a template into Python, which finds what cannot be read, tags and filters that are not known too.

        Raises:
            jinja2.TemplateError: it cannot be read.
        """
        return self._templates.compile(source, raw=True)

    def has(self, name: str) -> bool:
        """True if there is a template of some name."""
        return (self.folder / f"{name}.j2").is_file()

    def names(self) -> Iterator[str]:
        """Name every template of this language."""
        for path in sorted(self.folder.rglob("*.j2")):
            yield path.relative_to(self.folder).with_suffix("").as_posix()

    def number(self, value: float, *, digits: int = 0) -> str:
        """Write a number with the separators of this language, rounded to this many digits after the point."""
        value = round(value, digits)
        if 0 <= value < UNGROUPED:  # nearly all numbers, and Babel takes twenty times as long
            whole, _, part = f"{value:.{digits}f}".partition(".")
            return whole + self._point + part if (part := part.rstrip("0")) else whole
        return str(format_decimal(value, format="#,##0." + "#" * digits, locale=self.locale))

    def money(self, value: float, currency: str) -> str:
        """Write an amount in whole units of a currency (ISO 4217 code); as a bare number where none is known."""
        if not currency:
            return self.number(value)
        return str(
            format_currency(
                round(value),
                currency,
                locale=self.locale,
                format_type="standard",
                currency_digits=False,
                format="¤#,##0",
            )
        )

    def day(self, value: date) -> str:
        """Write a date such as ``Mon 26 Oct``."""
        # kept by zone too: equal moments in different zones may fall on different days
        return _day(date(value.year, value.month, value.day), self.language, self._dates["day"])

    def clock(self, value: time) -> str:
        """Write the time of day of a time, or of a moment, such as ``09:30``."""
        return _clock(time(value.hour, value.minute), self.language, self._dates["clock"])

    def plural(self, number: float | str | None, *, digits: int = 0, **forms: str) -> str:
        """Return the form of a word that goes with a number.

        Args:
            number: as it is, or as it is written already; None where it is not known.
            digits: after the point, as the number is written.
            forms: by category of CLDR; which ones a language needs, ``bot check`` says.

        Raises:
            LookupError: the form that goes with it is not given.
        """
        return plurals.choose(number, self.language, forms, digits=digits)

    @cached_property
    def _dates(self) -> Mapping[str, str]:
        file = self.folder / "language.toml"
        return {**_DATES, **(read_table(file)["dates"] if file.is_file() else {})}

    @cached_property
    def _point(self) -> str:
        return get_decimal_symbol(self.locale)  # loads all that Babel knows of the locale: 5 MB, and 15 ms

    def _write(self, name: str, block: str | None, values: Mapping[str, Any], *, html: bool) -> str:
        if values:
            written = self._render(name, block, values)
            return written if html else unescape(written)
        key = name, block, html
        if (known := self._constant.get(key)) is None:  # without values it is the same each time: buttons above all
            written = self._render(name, block, values)
            known = self._constant[key] = written if html else unescape(written)
            note_ours((known,))
        return known

    def _render(self, name: str, block: str | None, values: Mapping[str, Any]) -> str:
        if block is None:
            return self._templates.get_template(f"{name}.j2").render(values).strip()
        if (ready := self._blocks.get((name, block))) is None:
            template = self._templates.get_template(f"{name}.j2")
            if block not in template.blocks:
                raise LookupError(f"prompts/{self.language}/{name}.j2 has no block {block!r}")
            if (context := self._contexts.get(name)) is None:
                context = self._contexts[name] = vars(template.new_context())
            ready = self._blocks[name, block] = _Block(template.blocks[block], context)
        return ready.write(values)

    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.folder),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_Compiled(self.folder),
        )
        filters: Mapping[str, Callable[..., str]] = {
            "number": self.number,
            "money": self.money,
            "day": self.day,
            "clock": self.clock,
            "plural": self.plural,
            "begin": begin,
        }
        environment.filters.update(filters)
        return environment


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates beside them, as Python keeps its modules: all of them take half a second to compile.

    Each is kept behind its own digest. Jinja's own cache trusts what it finds: one damaged byte could silence a
    sentence, or the bot, until somebody deletes the file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "__pycache__"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template, if it is kept and whole; what is not is deleted, and compiled again."""
        file = self._file_of(bucket)
        try:
            kept = file.read_bytes()
        except OSError:
            return
        digest, code = kept[:DIGEST_BYTES], kept[DIGEST_BYTES:]
        if digest == _digest(code):
            bucket.bytecode_from_string(code)
            return
        log.info("a compiled template was damaged, or kept by another release, and is compiled again: %s", file.name)
        with suppress(OSError):
            file.unlink()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, unless Python is told to keep nothing or may not write there."""
        if sys.dont_write_bytecode:
            return
        code = bucket.bytecode_to_string()
        file = self._file_of(bucket)
        unfinished = file.with_suffix(f".{id(code)}-unfinished")  # so that nobody finds half a template under its name
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            try:
                unfinished.write_bytes(_digest(code) + code)
                unfinished.replace(file)
            finally:
                unfinished.unlink(missing_ok=True)

    def _file_of(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.jinja"


def _digest(code: bytes) -> bytes:
    return hashlib.blake2b(code, digest_size=DIGEST_BYTES).digest()


class _Block:
    """A block of a template, ready to be written again and again.

    Jinja puts a new context together for each rendering, which takes longer than writing a block of one sentence. All
    of it but the values is the same each time, and for all blocks of a template.
    """

    __slots__ = ("_rest", "_write")

    def __init__(self, write: Callable[[Context], Iterator[str]], rest: Mapping[str, Any]) -> None:
        self._write = write
        self._rest = rest

    def write(self, values: Mapping[str, Any]) -> str:
        context = Context.__new__(Context)
        vars(context).update(self._rest, parent={**self._rest["parent"], **values}, vars={}, exported_vars=set())
        return "".join(self._write(context)).strip()


@lru_cache(maxsize=1_024)  # the same few weeks for every owner
def _day(value: date, language: str, pattern: str) -> str:
    return str(format_date(value, pattern, locale=Locale.parse(language, sep="-")))


@lru_cache(maxsize=1_440)  # the minutes of a day
def _clock(value: time, language: str, pattern: str) -> str:
    return str(format_time(value, pattern, locale=Locale.parse(language, sep="-")))


@contextmanager
def noting() -> Iterator[list[Name]]:
    """Note which templates messages are written with meanwhile, in the order in which they are written."""
    noted: list[Name] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def word_list(text: str) -> frozenset[str]:
    """Read words, one a line; a line that begins with # is a remark."""
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def begin(text: str) -> str:
    """Begin a sentence: the first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


def words(language: str) -> Words:
    """Return the words of a language, of its parent (``pt`` for ``pt-BR``), or else English.

    The language comes from outside: whatever is asked for, there are as many of these as there are folders of words.
    """
    return _words_in(nearest(language, _known_languages()))


def nearest(language: str, known: Mapping[str, str]) -> str:
    """Return which of the languages that are known comes nearest to one: itself, its parent, or another child of that.

    Args:
        language: as Telegram or an owner names it, such as ``pt`` or ``es-MX``.
        known: names of languages by their small letters, a parent before its children.
    """
    whole = language.casefold()
    parent = whole.partition("-")[0]
    children = (name for small, name in known.items() if small.partition("-")[0] == parent)
    return known.get(whole) or known.get(parent) or next(children, FALLBACK)


@cache
def _known_languages() -> Mapping[str, str]:
    return {name.casefold(): name for name in languages()}


@cache
def _words_in(language: str) -> Words:
    return Words(language)


_ours: set[str] = set()


def note_ours(texts: Iterable[str]) -> None:
    """Note texts as the bot's own: results for them may be cached, unlike those for owners' words."""
    _ours.update(texts)


def is_ours(text: str) -> bool:
    """True if a text is noted as the bot's own."""
    return text in _ours


@cache
def languages(root: Path = PROMPTS) -> tuple[str, ...]:
    """List the languages that are whole, English first: nobody is offered one that is half English."""
    others = [name for name in language_folders(root) if name != FALLBACK]
    if not others:
        return (FALLBACK,)
    from bot.language.known_whole import KnownWhole

    whole = KnownWhole(FALLBACK, root)
    return (FALLBACK, *(name for name in others if name in _in_the_making or whole.has(name)))


_in_the_making: set[str] = set()


def offer(language: str) -> None:
    """Offer a language though it is not whole, to those who are writing it."""
    _in_the_making.add(language)
    languages.cache_clear()
    _known_languages.cache_clear()
