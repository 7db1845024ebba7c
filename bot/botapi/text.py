"""Text as Telegram counts and limits it.

Telegram counts in UTF-16 units and after the markup was taken away, so the length of the HTML says nothing about whether
a message fits.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from html import escape

from msgspec import Struct

from bot.botapi.markup import KINDS, BadMarkupError, Span, parse

__all__ = [
    "CAPTION_LIMIT",
    "MESSAGE_LIMIT",
    "BadMarkupError",
    "Entity",
    "plain",
    "split",
    "split_plain",
    "utf16_length",
]

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
_SEEN = re.compile(r"(?:^|>)\s*[^\s<>&]")  # something to see: outside of tags, and no reference


class Entity(Struct, frozen=True):
    """A marked stretch of text; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    def to_dict(self) -> dict[str, str | int]:
        """Write it as the Bot API does."""
        optional = {"url": self.url, "language": self.language, "custom_emoji_id": self.custom_emoji_id}
        given: dict[str, str | int] = {name: value for name, value in optional.items() if value}
        return {"type": self.type, "offset": self.offset, "length": self.length, **given}


def utf16_length(text: str) -> int:
    """Count the UTF-16 units of a text, as Telegram's limits do."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(html: str) -> tuple[str, list[Entity]]:
    """Take the markup off a text in Telegram's HTML.

    Returns:
        the text an owner sees and its entities, outermost first.

    Raises:
        BadMarkupError: Telegram would refuse it.
    """
    text, spans = parse(html)
    units = _utf16_offsets(text)
    entities: list[Entity] = []
    for span in spans:
        if span.end == span.begin:
            continue
        offset, length = units(span.begin), units(span.end) - units(span.begin)
        previous = entities[-1] if entities else None
        match span.tag:
            case "a":
                entities.append(Entity("text_link", offset, length, url=span.argument or text[span.begin : span.end]))
            case "code" if span.argument and previous == Entity("pre", offset, length):
                entities[-1] = Entity("pre", offset, length, language=span.argument)
            case "blockquote" if span.argument:
                entities.append(Entity("expandable_blockquote", offset, length))
            case "tg-emoji":
                entities.append(Entity("custom_emoji", offset, length, custom_emoji_id=span.argument))
            case tag:
                entities.append(Entity(KINDS[tag], offset, length))
    return text, entities


def split(html: str, limit: int = MESSAGE_LIMIT) -> list[str]:
    """Split a text into parts that Telegram takes, with the markup opened again in each.

    Cuts between paragraphs if it can, else between lines, else between words, else anywhere that does not tear a
    character apart. A text that fits comes back as it is; one without anything to see gives no part.

    Args:
        html: text in Telegram's HTML.
        limit: the most UTF-16 units of a part, at least 2.

    Raises:
        BadMarkupError: it is too long, and Telegram would refuse it as it stands.
    """
    if _SEEN.search(html) and utf16_length(html) <= limit:  # without its markup it is shorter still
        return [html]
    text, spans = parse(html)
    if not text.strip():
        return []
    if utf16_length(text) <= limit:
        return [html]
    return [_write(text, spans, begin, end) for begin, end in _parts(text, limit)]


def split_plain(text: str, limit: int = MESSAGE_LIMIT) -> list[str]:
    """Split a text without markup in the same places."""
    return [text[begin:end] for begin, end in _parts(text, limit)]


def _parts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    begin = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    while begin < last:
        furthest = _furthest(text, begin, limit)
        if furthest >= last:
            yield begin, last
            return
        end, following = _cut(text, begin, furthest)
        yield begin, begin + len(text[begin:end].rstrip())
        begin = following


def _furthest(text: str, begin: int, limit: int) -> int:
    """Find the last place a part of this many units may end."""
    end = min(len(text), begin + limit)
    while (over := utf16_length(text[begin:end]) - limit) > 0:
        end -= (over + 1) // 2
    return end


def _cut(text: str, begin: int, furthest: int) -> tuple[int, int]:
    """Choose where a part ends, at most at ``furthest``, and where the next begins."""
    for separator in ("\n\n", "\n"):
        end = text.rfind(separator, begin + 1, furthest + len(separator))
        if end > begin:
            return end, _after_space(text, end)
    end = furthest
    while end > begin and not text[end].isspace():
        end -= 1
    if end > begin:
        return end, _after_space(text, end)
    end = furthest
    while end > begin and _joined(text, end):
        end -= 1
    end = end if end > begin else furthest
    return end, end


def _after_space(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


def _joined(text: str, at: int) -> bool:
    """True if the characters before and after a place make one sign together."""
    before, after = text[at - 1], text[at]
    if before == "\u200d" or after == "\u200d" or unicodedata.category(after).startswith("M"):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    flags = 0
    while flags < at and "\U0001f1e6" <= text[at - 1 - flags] <= "\U0001f1ff":
        flags += 1
    return flags % 2 == 1 and "\U0001f1e6" <= after <= "\U0001f1ff"


def _write(text: str, spans: list[Span], begin: int, end: int) -> str:
    """Write a stretch of the text as HTML again."""
    written: list[str] = []
    open_spans: list[Span] = []
    position = begin

    def advance(to: int) -> None:
        nonlocal position
        written.append(escape(text[position:to], quote=False))
        position = to

    def close(before: int) -> None:
        while open_spans and open_spans[-1].end <= before:
            span = open_spans.pop()
            advance(min(span.end, end))
            written.append(span.closing)

    for span in spans:
        first, last = max(span.begin, begin), min(span.end, end)
        if first < last:
            close(first)
            advance(first)
            written.append(span.opening)
            open_spans.append(span)
    close(end)
    while open_spans:
        advance(end)
        written.append(open_spans.pop().closing)
    advance(end)
    return "".join(written)


def _utf16_offsets(text: str) -> Callable[[int], int]:
    """Return what turns a place in the text into its UTF-16 offset."""
    wide = [] if text.isascii() else [at for at, character in enumerate(text) if character > "\uffff"]
    return lambda place: place + bisect_left(wide, place)
