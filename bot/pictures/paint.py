"""Turn SVG into PNG for as long as somebody asks: the process behind the painter.

Started with the font files as arguments. Reads from standard input and writes to standard output; each message is a length
(four bytes, big-endian) and so many bytes: an SVG in, its PNG out. A length of 0 answers what could not be drawn. Ends with its
input. It imports nothing of the bot, so that it stays small.
"""

import contextlib
import os
import sys

import resvg_py

FAMILY = "Noto Sans"


def main() -> None:
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # owners who wait for words come before those who wait for a picture
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    while len(length := asked.read(4)) == 4:
        picture = paint(asked.read(int.from_bytes(length)).decode())
        answered.write(len(picture).to_bytes(4) + picture)
        answered.flush()


def paint(svg: str) -> bytes:
    """Paint an SVG with the fonts given at start and no others, so that every host paints the same."""
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg, skip_system_fonts=True, font_files=sys.argv[1:], font_family=FAMILY
        )
    except ValueError:
        return b""


if __name__ == "__main__":
    main()
