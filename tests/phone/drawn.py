"""Draw a message as it is seen on a phone 360 points wide, by the same measures that the layout is tested with."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from bot.botapi.text import plain
from bot.core.replies import Button, Picture, Say
from bot.pictures.font import FAMILY
from tests.phone import layout

LEFT = 12.0  # from the edge of the screen to the bubble
PAD = 12.0  # from the edge of the bubble to its text
STYLED = {"go": "#2f9e44", "stop": "#d03a2b"}


@dataclass(frozen=True)
class Theme:
    """The colours of an app."""

    ground: str
    bubble: str
    ink: str
    quote: str
    accent: str
    button: str


LIGHT = Theme("#cfdde6", "#ffffff", "#111111", "#eaf3fb", "#2f7ab8", "#7f97a8")
DARK = Theme("#0e1621", "#182533", "#f5f5f5", "#20364a", "#6ab3f3", "#33465a")


@dataclass(frozen=True)
class SeenMessage:
    """A message as the layout reads it."""

    text: str
    entities: list[dict]
    rows: Sequence[Sequence[Button]]
    photo: bytes | None = None
    before: list = field(default_factory=list)


def seen(say: Say | Picture, photo: bytes | None = None) -> SeenMessage:
    """Return a reply as it is seen."""
    text, entities = plain(say.text)
    return SeenMessage(text, [entity.to_dict() for entity in entities], say.rows, photo)


def drawn(message: SeenMessage, theme: Theme) -> str:
    """Draw a message as SVG, twice as large as it is on the screen."""
    parts, y = [], 10.0
    if message.photo:
        picture = base64.b64encode(message.photo).decode()
        parts.append(
            f'<image x="{LEFT}" y="{y}" width="{layout.KEYBOARD}" height="{layout.PICTURE:.1f}" '
            f'href="data:image/png;base64,{picture}"/>'
        )
        y += layout.PICTURE
    top, y = y, y + 6
    bold = _bold(message)
    at = 0
    for part, quote in layout.parts(message):
        at = message.text.index(part, at)
        lines = layout.folded(part, layout.TEXT - 14 if quote else layout.TEXT)
        shown = lines[: layout.FOLDED] if quote else lines
        if quote:
            high = len(shown) * layout.LINE
            parts.append(
                f'<rect x="{LEFT + PAD - 4}" y="{y + 1}" width="{layout.KEYBOARD - 2 * PAD + 8}" height="{high}" rx="4" fill="{theme.quote}"/>'
                f'<rect x="{LEFT + PAD - 4}" y="{y + 1}" width="3" height="{high}" fill="{theme.accent}"/>'
            )
            if len(lines) > len(shown):
                x = LEFT + layout.KEYBOARD - PAD - 8
                parts.append(
                    f'<path d="M{x - 5} {y + high - 12}l5 5l5 -5" fill="none" stroke="{theme.accent}" stroke-width="2"/>'
                )
        place = at
        for line in lines:
            place = message.text.index(line, place) if line else place
            if line in shown and (not quote or len(shown) > lines.index(line)):
                parts.append(_line(line, place, bold, LEFT + PAD + (6 if quote else 0), y + 15, theme.ink))
                y += layout.LINE
            place += len(line)
        at += len(part)
    y += layout.AROUND - 10
    bubble = (
        f'<rect x="{LEFT}" y="{top}" width="{layout.KEYBOARD}" height="{y - top:.1f}" rx="12" fill="{theme.bubble}"/>'
    )
    y += layout.GAP
    for row in message.rows:
        wide = (layout.KEYBOARD - layout.GAP * (len(row) - 1)) / len(row)
        for n, button in enumerate(row):
            x = LEFT + n * (wide + layout.GAP)
            parts.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{layout.BUTTON}" rx="8" '
                f'fill="{STYLED.get(button.means, theme.button)}"/>'
                f'<text x="{x + wide / 2:.1f}" y="{y + 25:.1f}" font-size="14" text-anchor="middle" fill="#fff">{escape(button.label)}</text>'
            )
        y += layout.BUTTON + layout.GAP
    high = y + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="{2 * high:.0f}" viewBox="0 0 360 {high:.1f}" '
        f'font-family="{FAMILY}"><rect width="360" height="{high:.1f}" fill="{theme.ground}"/>{bubble}{"".join(parts)}</svg>'
    )


def _bold(message: SeenMessage) -> list[bool]:
    """Say of every character whether it is bold."""
    units = [n for n, sign in enumerate(message.text) for _ in range(len(sign.encode("utf-16-le")) // 2)]
    marked = [False] * len(message.text)
    for entity in message.entities:
        if entity["type"] == "bold":
            for unit in range(entity["offset"], entity["offset"] + entity["length"]):
                marked[units[unit]] = True
    return marked


def _line(line: str, place: int, bold: list[bool], x: float, y: float, ink: str) -> str:
    """Write a line, with what is bold in it."""
    spans, n = [], 0
    while n < len(line):
        end = n
        while end < len(line) and bold[place + end] == bold[place + n]:
            end += 1
        weight = ' font-weight="700"' if bold[place + n] else ""
        spans.append(f"<tspan{weight}>{escape(line[n:end])}</tspan>")
        n = end
    return f'<text x="{x}" y="{y:.1f}" font-size="15" fill="{ink}" xml:space="preserve">{"".join(spans)}</text>'
