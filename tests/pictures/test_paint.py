"""Both brushes: they paint the same, and vowel signs that stack are left to the one that sets them right."""

import struct
import sys
import zlib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import gallery

from bot.pictures.font import font_files
from bot.pictures.paint import STACKING, careful_brush, quick_brush
from bot.pictures.worker import Painter

FONTS = [str(path) for path in font_files()]


def written(text, weight=400):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60" font-family="Noto Sans">'
        f'<text x="10" y="40" font-size="24" font-weight="{weight}">{text}</text></svg>'
    )


def pixels(png):
    """Read what a picture of 8-bit RGBA shows, row by row (the five filters of the PNG specification)."""
    assert png.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", png[16:24])
    packed, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            packed += png[place + 8 : place + 8 + length]
        place += 12 + length
    raw, above, rows = zlib.decompress(packed), bytes(4 * wide), []
    for y in range(high):
        kind, *row = raw[y * (4 * wide + 1) : (y + 1) * (4 * wide + 1)]
        for x in range(4 * wide):
            left, corner = (row[x - 4], above[x - 4]) if x >= 4 else (0, 0)
            nearest = min((left, above[x], corner), key=lambda value: abs(left + above[x] - corner - value))
            row[x] = (row[x] + (0, left, above[x], (left + above[x]) // 2, nearest)[kind]) % 256
        above = bytes(row)
        rows.append(above)
    return rows


def right_end(png):
    """Find the column in which a text ends."""
    return max(x // 4 for row in pixels(png) for x in range(3, len(row), 4) if row[x] > 40)


async def test_a_name_in_an_indian_script_is_painted_by_the_careful_brush():
    svg = gallery.draw(gallery.ALL["devanagari"])
    async with Painter() as painter:
        assert await painter.paint(svg) == careful_brush(FONTS)(svg)


@pytest.mark.parametrize(
    "text",
    [
        "Müller & Söhne Đặng",
        "Пекарня на углу",
        "Αρτοποιείο",
        "مخبز النور والخبز",
        "نانوایی گل سرخ",
        "Z\u0323\u0301algo e\u0301",
    ],
)
@pytest.mark.parametrize("weight", [400, 700])
def test_both_brushes_write_the_same(text, weight):
    pytest.importorskip("resvg")
    svg = written(text.replace("&", "&amp;"), weight)
    assert not STACKING.search(svg)
    assert abs(right_end(quick_brush(FONTS)(svg)) - right_end(careful_brush(FONTS)(svg))) <= 1


def test_the_quick_brush_still_sets_the_vowel_signs_of_indian_scripts_on_each_other():
    pytest.importorskip("resvg")
    svg = written("राम की दुकान")
    assert STACKING.search(svg)
    assert right_end(quick_brush(FONTS)(svg)) < right_end(careful_brush(FONTS)(svg)) - 10


def test_without_the_quick_brush_the_careful_one_paints_everything(monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg", None)
    assert quick_brush(FONTS) is None
