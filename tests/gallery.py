"""Everything to be looked at rather than tested: all pictures, and all verdicts as they are seen on a phone.

    python -m tests.gallery PAGE.html

writes one page with each of them, light and dark, at full size and as wide as a phone. ``python -m tests.gallery --readme``
paints the two pictures of the README again; a test checks that they are what the code draws by now.
"""

import base64
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from bot.core.shown import Shown
from bot.pictures.drawing import draw
from bot.pictures.font import font_files
from bot.pictures.paint import careful_brush
from bot.pictures.worker import fingerprint
from tests.phone import layout
from tests.phone.drawn import DARK, LIGHT, drawn, seen
from tests.phone.owners import OWNERS, verdict_of
from tests.pictures.gallery import EXTREMES, MONTHS, VERDICTS, WEEKS

PICTURES: Mapping[str, Mapping[str, Shown]] = {
    "The door, by what it says": VERDICTS,
    "The door, at its extremes": EXTREMES,
    "The weeks": WEEKS,
    "Before and after": MONTHS,
}
OF_THE_README: Mapping[str, Shown] = {"door": VERDICTS["skill"], "weeks": WEEKS["weeks_fallen"]}
FOLDER = Path(__file__).parent / "pictures"
DRAWING = b"Drawing\0"  # the keyword of the chunk with the fingerprint of what was drawn
END = 12  # bytes of the chunk that ends a PNG

STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 24px; background: #fff; color: #1f2937 }
h2 { margin-top: 48px }
figure { display: inline-block; margin: 0 16px 28px 0; vertical-align: top }
figcaption { margin-bottom: 6px }
.dark { background: #0e1621; color: #f5f5f5; padding: 12px }
.phone { width: 360px }
.bubble { width: 304px }
"""


def paint(svg: str) -> bytes:
    """Paint an SVG as PNG, with the fonts that the bot has."""
    return bytes(careful_brush([str(path) for path in font_files()])(svg))


def page() -> Iterator[str]:
    """Write the page, piece by piece."""
    yield f"<!doctype html><meta charset=utf-8><title>What the bot shows</title><style>{STYLE}</style>"
    yield "<h1>What the bot shows</h1><h2>The verdicts, on a phone</h2>"
    for kind in OWNERS:
        verdict = verdict_of(kind)
        message = seen(verdict, paint(draw(verdict.shown)))
        high = f"{layout.height(message):.0f} points, {layout.lines(message)} lines"
        yield "<figure><figcaption>" + escape(f"{kind}: {high}") + "</figcaption>"
        yield from (_image(paint(drawn(message, theme)), "phone") for theme in (LIGHT, DARK))
        yield "</figure>"
    for title, shown in PICTURES.items():
        yield f"<h2>{title}</h2>"
        for name, one in shown.items():
            picture = paint(draw(one))
            yield f"<figure><figcaption>{escape(name)}</figcaption>{_image(picture)}</figure>"
            yield f"<figure class=dark><figcaption>on a phone</figcaption>{_image(picture, 'bubble')}</figure>"


def _image(picture: bytes, kind: str = "") -> str:
    return f'<img class="{kind}" alt="" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'


def signed(svg: str) -> bytes:
    """Paint a drawing, and write into the picture what it was painted from."""
    picture, data = paint(svg), DRAWING + fingerprint(svg).encode()
    chunk = struct.pack(">I", len(data)) + b"tEXt" + data + struct.pack(">I", zlib.crc32(b"tEXt" + data))
    return picture[:-END] + chunk + picture[-END:]


def main(arguments: list[str]) -> None:
    """Write the page, or the pictures of the README."""
    if arguments == ["--readme"]:
        for name, shown in OF_THE_README.items():
            (FOLDER / f"{name}.png").write_bytes(signed(draw(shown)))
        return
    (path,) = arguments
    Path(path).write_text("".join(page()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
