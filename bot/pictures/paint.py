"""Turns SVG into PNG: the process behind the painter.

Started with the font files as arguments. Reads from standard input and writes to standard output; each message is a length
(four bytes, big-endian) and that many bytes: an SVG in, its PNG out. A length of 0 means that it could not be drawn.
Ends with its
input. It imports nothing of the bot, so that it stays small.
"""

import contextlib
import ctypes
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import resvg_py

Brush: TypeAlias = Callable[[str], bytes]  # an SVG in, its PNG out

FAMILY = "Noto Sans"
AS_IT_IS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)  # neither moved, turned nor scaled
CANVAS = 32 * 2**20  # bytes, more than a picture takes while it is painted
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # glibc's malloc.h
STACKING = re.compile("[\u0900-\u1dff]")  # Devanagari to Khmer: vowel signs with a width of their own


def main() -> None:
    with contextlib.suppress(AttributeError, OSError):
        os.nice(10)  # a lower priority: owners who wait for words come first
    keep_canvas()
    careful = careful_brush(sys.argv[1:])
    quick = quick_brush(sys.argv[1:]) or careful
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    while len(length := asked.read(4)) == 4:
        svg = asked.read(int.from_bytes(length)).decode()
        try:
            picture = careful(svg) if STACKING.search(svg) else quick(svg)
        except BaseException:  # noqa: BLE001 -- a panic in Rust is no Exception; the next drawing may well be whole
            picture = b""
        answered.write(len(picture).to_bytes(4) + picture)
        answered.flush()


def keep_canvas() -> None:
    """Make glibc keep the memory of one picture for the next: returning and fetching it takes a tenth of the time."""
    with contextlib.suppress(AttributeError, OSError, TypeError):  # another C library
        for threshold in (TRIM_THRESHOLD, MMAP_THRESHOLD):
            ctypes.CDLL(None).mallopt(threshold, CANVAS)


def careful_brush(fonts: list[str]) -> Brush:
    """Make what paints with the fonts given and no others, so that every host paints the same."""

    def brush(svg: str) -> bytes:
        return resvg_py.svg_to_bytes(svg, skip_system_fonts=True, font_files=fonts, font_family=FAMILY)

    return brush


def quick_brush(fonts: list[str]) -> Brush | None:
    """Make what paints the same in a third of the time, but sets vowel signs of Indian scripts on each other.

    None where it has no build. Both are resvg: this one is compiled for speed and keeps the fonts, and is a release behind.
    """
    try:
        from resvg import render, usvg
    except ImportError:
        return None
    options = usvg.Options.default()
    options.font_family = FAMILY
    for font in fonts:
        options.load_font_data(Path(font).read_bytes())  # a file would be mapped again for each text
    return lambda svg: render(usvg.Tree.from_str(svg, options), AS_IT_IS)


if __name__ == "__main__":
    main()
