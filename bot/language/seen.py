"""What is seen of a text in Telegram's HTML: how long it is, and a quote that is opened by a tap."""

import re
from collections.abc import Sequence
from html import unescape

CAPTION = 1024
"""UTF-16 units that Telegram takes under a picture, without the markup."""

MESSAGE = 4096
"""UTF-16 units of a message."""

_TAG = re.compile(r"<[^>]*>")


def seen_length(html: str) -> int:
    """Count the UTF-16 units that are left once the markup is taken away."""
    text = unescape(_TAG.sub("", html))
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def with_more(first: str, more: Sequence[str], last: str = "", *, most: int = CAPTION) -> str:
    """Put what is not needed at once into a quote that opens on a tap.

    Args:
        first: what is seen at once.
        more: paragraphs for the quote, those needed most first; the others are left out where there is no room.
        last: the paragraph that ends the quote, whatever else there is.
        most: the UTF-16 units of all together.
    """
    room = most - seen_length(first) - seen_length(last) - 2
    kept: list[str] = []
    for paragraph in filter(None, more):
        if (length := seen_length(paragraph) + 1) <= room:
            kept.append(paragraph)
            room -= length
    if not (kept or last):
        return first
    quote = "\n".join(filter(None, [*kept, last]))
    return f"{first}\n<blockquote expandable>{quote}</blockquote>"
