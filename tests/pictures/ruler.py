"""Measure a drawing: where its texts are, what is behind them, and how well they stand out.

Widths come from the font itself at the weight that is used, letter by letter: more than shaped text ever takes.
"""

import re
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

from fontTools.ttLib import TTFont

from bot.pictures.font import font_files

SVG = "{http://www.w3.org/2000/svg}"
ABOVE, BELOW = 0.78, 0.24  # of the size: capitals and accents, descenders


@dataclass(frozen=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float
    what: str
    fill: str

    def meets(self, other):
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other):
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@cache
def _fonts():
    fonts = [TTFont(path) for path in font_files()]
    return [
        (font.getBestCmap(), {bold: font.getGlyphSet(location={"wght": bold}) for bold in (400, 700)}) for font in fonts
    ]


@cache
def _advance(character, weight):
    for names, glyphs in _fonts():
        if ord(character) in names:
            return glyphs[weight][names[ord(character)]].width / 1000
    raise AssertionError(f"the font has no {character!r}")


def width(text, size, weight=400):
    return sum(_advance(character, weight) for character in text) * size


def canvas(svg):
    return Area(*map(float, ET.fromstring(svg).get("viewBox").split()), "canvas", "")


def texts(svg):
    found = []
    for element in ET.fromstring(svg).iter(SVG + "text"):
        x, y, size = (float(element.get(key)) for key in ("x", "y", "font-size"))
        wide = width(element.text, size, int(element.get("font-weight")))
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
        found.append(Area(left, y - size * ABOVE, left + wide, y + size * BELOW, element.text, element.get("fill")))
    return found


def overlaps(areas):
    ranked = sorted(areas, key=lambda area: area.top)
    return [(one.what, other.what) for n, one in enumerate(ranked) for other in ranked[n + 1 :] if one.meets(other)]


def behind(svg, text):
    """The colours of the rectangles that can be seen behind a text, the uppermost first."""
    colours = []
    for element in reversed(list(ET.fromstring(svg).iter(SVG + "rect"))):
        left, top = float(element.get("x", 0)), float(element.get("y", 0))
        area = Area(
            left,
            top,
            left + float(element.get("width")),
            top + float(element.get("height")),
            "",
            element.get("fill"),
        )
        if area.fill and area.meets(text):
            colours.append(area.fill)
            if area.holds(text):
                return colours
    raise AssertionError(f"{text.what!r} is not on the canvas")


def starts(svg):
    """Where the outlines of all paths start: the feet of figures, the corners of letters and columns."""
    for group in ET.fromstring(svg).iter(SVG + "path"):
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", group.get("d")):
            yield float(x), float(y)


def contrast(one, other):
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
