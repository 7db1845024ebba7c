"""A long step in two: what is seen at once, and the rest."""

import re
from html import unescape

from markupsafe import Markup

from bot.diagnosis.facts import missed_of
from bot.diagnosis.step_words import said
from bot.diagnosis.verdict import Verdict
from bot.language.seen import seen_length
from bot.language.templates import Words

LONG_STEP, TOO_LONG = 80, 100  # letters; of a longer step only the beginning is seen at once
DANDA = "\N{DEVANAGARI DANDA}"  # ends a sentence in Hindi
PART = re.compile(rf": |[.?!{DANDA}] (?=\S)")
COMMA = re.compile(r"(?<=.{40}), ")
DEVANAGARI = re.compile("[\u0900-\u097f]")


def step_in_short(verdict: Verdict, words: Words) -> str:
    """Return the beginning of the step as plain text."""
    return unescape(
        str(
            in_two(said(verdict.action.id, "do", verdict.answers.trade or "other", words, missed_of(verdict.answers)))[
                0
            ]
        )
    )


def in_two(step: str, *, too_long: int = TOO_LONG) -> tuple[Markup, Markup | None]:
    """Part a long step into what is seen at once and the rest: at its first colon, or at the end of a sentence.

    One of more letters than are too long is parted at a comma.
    """
    step = " ".join(step.split())
    length = seen_length(step)
    found = (PART.search(step) if length > LONG_STEP else None) or (COMMA.search(step) if length > too_long else None)
    if found is None:
        return Markup(step), None  # noqa: S704 -- rendered and escaped
    first, rest = step[: found.start()], step[found.end() :]
    end = DANDA if DEVANAGARI.search(step) else "."
    return Markup(f"{first}{end}"), Markup(f"{rest[:1].upper()}{rest[1:]}")  # noqa: S704
