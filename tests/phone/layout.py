"""How a message looks on a phone that is 360 points wide: its lines, its height, and what does not fit.

Telegram's apps differ by a few points. This is the narrower of them, with the pictures' font at 15 points, whose
letters are as wide as Android's at 16.
"""

import re
from functools import lru_cache

from bot.pictures.font import font

SCREEN = 360.0
TEXT = 280.0  # the width of the text in a bubble
SIZE, LINE = 15.0, 20.0
AROUND = 18.0  # above and below the text, and between two bubbles
BUTTON, GAP, INSET = 40.0, 4.0, 4.0  # the height of a button, what is between two, and at each side of its label
KEYBOARD = TEXT + 24.0  # as wide as the bubble
PICTURE = KEYBOARD * 606 / 810  # all pictures have one size
FOLDED = 3  # lines that are seen of a quote that opens on a tap
MOST_LINES = 12


@lru_cache(maxsize=100_000)
def width(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    """Return how wide a text is; of a sign that the font lacks, such as an emoji, a wide one."""
    return font().width(text, size, bold=bold)


def folded(text: str, room: float = TEXT) -> list[str]:
    """Break a text into the lines in which it is read."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.append("")
        for word in paragraph.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if not lines[-1] or width(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
            while width(lines[-1]) > room:  # a word longer than a line is broken anywhere
                fits = next(n for n in range(len(lines[-1]), 0, -1) if n == 1 or width(lines[-1][:n]) <= room)
                lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return lines


def parts(message) -> list[tuple[str, bool]]:
    """Part a message into what is seen at once and what is in quotes that open on a tap."""
    text = message.text.encode("utf-16-le")
    found, at = [], 0
    for entity in message.entities:
        if entity["type"] == "expandable_blockquote":
            begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            found += [(text[at:begin].decode("utf-16-le"), False), (text[begin:end].decode("utf-16-le"), True)]
            at = end
    return [
        (part.strip("\n"), quote) for part, quote in [*found, (text[at:].decode("utf-16-le"), False)] if part.strip()
    ]


def lines(message) -> int:
    """Count the lines that are seen of a message before anything in it is opened."""
    counted = 0
    for text, quote in parts(message):
        count = len(folded(text, TEXT - 14 if quote else TEXT))
        counted += min(count, FOLDED) if quote else count
    return counted


def height(message) -> float:
    """Return how much of the screen a message takes."""
    rows = len(message.rows)
    return (PICTURE if message.photo else 0) + lines(message) * LINE + AROUND + rows * (BUTTON + GAP)


def cut(message) -> list[str]:
    """Name the labels that do not fit on their buttons."""
    return [button.label for row in message.rows for button in row if not fits(button.label, len(row))]


def fits(label: str, columns: int) -> bool:
    """True if a label can be read whole where so many buttons share a row."""
    return width(label, size=14.0) <= (KEYBOARD - GAP * (columns - 1)) / columns - 2 * INSET


def said_twice(text: str) -> list[str]:
    """Return the sentences that a text has twice."""
    sentences = [s.strip(" .\n•").lower() for s in re.split(r"(?<=[.!?:;])\s+|\n", text)]
    long = [one for one in sentences if len(one.split()) >= 4 and not one[0].isdigit()]  # numbers may well be the same
    return [sentence for n, sentence in enumerate(long) if sentence in long[:n]]
