"""The font of the pictures: which characters it has, and how wide they are.

Names are written by owners, so they may be longer than the picture or in a script that the font lacks. Both must be known
before anything is drawn, and the font files say it themselves: their ``cmap`` table maps characters to glyphs, ``hmtx``
holds the widths.
"""

import struct
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Noto Sans"
# The first two are dependencies. The others are used where an operator has installed them: names in their scripts are then drawn.
PACKAGES = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_noto_sans_khmer",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_noto_sans_thai",
)
# Bold is wider; by how much differs by letter (measured on Noto Sans: 3 to 20 %, words 5 to 9 %). The generous end of words.
BOLD = 1.1


@dataclass(frozen=True, slots=True)
class Font:
    """What is needed to lay out text: the width of each character, as a share of the font size."""

    widths: dict[int, float]

    def has(self, character: str) -> bool:
        return ord(character) in self.widths

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Say how wide a text is at most, in the unit of the size.

        Letters that join or stack (Arabic, Devanagari) are counted one by one, which is never less than they take together.
        """
        return sum(self.widths.get(ord(character), 1.0) for character in text) * size * (BOLD if bold else 1.0)


@cache
def font_files() -> tuple[Path, ...]:
    """Find the font files that are installed, the main one first.

    Raises:
        FileNotFoundError: the package of the main font is missing.
    """
    found = tuple(path for package in PACKAGES if (path := _upright(package)) is not None)
    if not found:
        raise FileNotFoundError(f"no font for the pictures: install {PACKAGES[0].replace('_', '-')}")
    return found


@cache
def font() -> Font:
    """Read the widths of every character in the installed fonts; an earlier font wins, as it does when painting."""
    widths: dict[int, float] = {}
    for path in font_files():
        for code, width in _read(path.read_bytes()).items():
            widths.setdefault(code, width)
    return Font(widths)


def _upright(package: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    files = Path(spec.origin).parent.rglob("*.ttf")
    return next((path for path in sorted(files) if "Italic" not in path.name), None)


def _read(data: bytes) -> dict[int, float]:
    """Read the widths by character from a TrueType file (OpenType specification: cmap formats 4 and 12, hmtx)."""
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {tag: start for tag, _, start, _ in struct.iter_unpack(">4sIII", data[12 : 12 + 16 * count])}
    (units,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (measured,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    advances = struct.unpack_from(">" + "Hh" * measured, data, tables[b"hmtx"])[::2]
    return {
        code: advances[min(glyph, measured - 1)] / units
        for code, glyph in _glyphs(data, tables[b"cmap"]).items()
        if glyph
    }


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    starts = {cmap + start for _, _, start in struct.iter_unpack(">HHI", data[cmap + 4 : cmap + 4 + 8 * count])}
    formats = {struct.unpack_from(">H", data, start)[0]: start for start in starts}
    if 12 in formats:
        return _format_12(data, formats[12])
    return _format_4(data, formats[4])


def _format_12(data: bytes, start: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", data, start + 12)
    groups = struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * count])
    return {code: glyph + code - first for first, last, glyph in groups for code in range(first, last + 1)}


def _format_4(data: bytes, start: int) -> dict[int, int]:
    (twice,) = struct.unpack_from(">H", data, start + 6)
    count = twice // 2
    row = f">{count}H"
    lasts = struct.unpack_from(row, data, start + 14)
    firsts = struct.unpack_from(row, data, start + 16 + twice)
    deltas = struct.unpack_from(row, data, start + 16 + 2 * twice)
    offsets_at = start + 16 + 3 * twice
    offsets = struct.unpack_from(row, data, offsets_at)
    glyphs: dict[int, int] = {}
    for index, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if not offset:
                glyph = code + delta
            else:
                (glyph,) = struct.unpack_from(">H", data, offsets_at + 2 * index + offset + 2 * (code - first))
                glyph = glyph + delta if glyph else 0
            glyphs[code] = glyph & 0xFFFF
    return glyphs
