"""Telling an owner what was judged, and the card for other chats."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from bot.activity.catalogue import catalogue
from bot.activity.judgement import Judgement, Part
from bot.activity.rule import ActivitySide
from bot.language.templates import Words


class Card(Struct, frozen=True):
    """A verdict to be shown in another chat: title and description are plain, the text is HTML."""

    title: str
    description: str
    text: str


def tell(judgement: Judgement, words: Words, *, short_side: ActivitySide | None = None, asked: bool = False) -> str:
    """Write the answer as HTML.

    Args:
        judgement: what was judged.
        words: the words of the owner's language.
        short_side: the side that the owner's last check-up found short.
        asked: whether questions were asked back, and no answer told enough.
    """
    return words.say(
        "activity/reply",
        judgement=judgement,
        why=_why(judgement, words),
        parts=_parts(judgement.parts, words),
        short_side=short_side,
        asked=asked,
    )


def card(judgement: Judgement, words: Words) -> Card:
    """Write a verdict in short, for a chat where nobody has talked with the bot."""
    values: dict[str, Any] = {
        "judgement": judgement,
        "name": _name(judgement, words),
        "why": _why(judgement, words),
        "label": words.label("activity/side", judgement.verdict),
    }
    return Card(
        title=words.label("activity/card", "title", **values),
        description=words.label("activity/card", "description", **values),
        text=words.say("activity/card", "text", **values),
    )


def _parts(parts: Sequence[Part], words: Words) -> list[dict[str, str]]:
    return [{"text": part.text, "label": words.label("activity/side", part.verdict)} for part in parts]


def _why(judgement: Judgement, words: Words) -> str | None:
    """Return the catalogue's reason, unless the owner's answers or words have led to another test."""
    book = catalogue(words.language)
    if judgement.activity is None or book.activities[judgement.activity].ruling.rule != judgement.rule:
        return None
    return book.reasons.get(judgement.activity)


def _name(judgement: Judgement, words: Words) -> str:
    """Return the owner's own words; the catalogue's where there are none."""
    return judgement.text or catalogue(words.language).names.get(judgement.activity or "", "…")
