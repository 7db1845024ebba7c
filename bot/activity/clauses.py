"""Taking a text apart: the question around an activity, what is denied, what is only hoped for, and the parts."""

import re

from msgspec import Struct

from bot.activity.catalogue import ClausePatterns
from bot.activity.words_of import plain

LONGEST_QUESTION = 100  # characters: "… is that marketing or sales" is looked for at the very end

_EDGES = " ,.;:!?-–—\"'()[]*_~#"


class Clauses(Struct, frozen=True):
    """What of a text is to be judged.

    Attributes:
        activity: the text in plain words, without the question around it.
        parts: its parts, without those that say what is not done.
        asked: whether a question stood around it ("is … marketing or sales?").
        no_talk: whether it says that nobody talks with anybody.
        not_in_touch: whether it says that the people have never been in touch.
        denied: whether all of it says what is not done.
    """

    activity: str
    parts: tuple[str, ...]
    asked: bool
    no_talk: bool
    not_in_touch: bool
    denied: bool


def take_apart(text: str, reading: ClausePatterns) -> Clauses:
    """Split a text as it was typed."""
    activity, asked = _without_question(plain(text), reading)
    searched = reading.no_negation.sub(" ", activity)
    parts = [part.strip(_EDGES) for part in reading.joints.split(searched)]
    meant = [kept for part in parts if (kept := _meant(part, reading))]
    return Clauses(
        activity=activity,
        parts=tuple(meant or filter(None, parts)),
        asked=asked,
        no_talk=reading.no_talk.search(activity) is not None,
        not_in_touch=reading.not_in_touch.search(activity) is not None,
        denied=not meant and any(parts),
    )


def _without_question(text: str, reading: ClausePatterns) -> tuple[str, bool]:
    text = text.strip(_EDGES + " ") + ("?" if text.endswith("?") else "")
    asked = False
    for _ in range(3):
        before = text
        for opening in reading.openings:
            text = _cut(text, opening.match(text))
        if text == before:
            break
    for question in reading.question_before:
        cut = _cut(text, question.match(text))
        asked, text = asked or cut != text, cut
    for question in reading.question_after:
        cut = _cut(text, question.search(text, max(0, len(text) - LONGEST_QUESTION)))
        asked, text = asked or cut != text, cut
    around = reading.question_around.match(text) if len(text) <= LONGEST_QUESTION * 2 else None
    if around is not None:
        return around["activity"].strip(_EDGES), True
    if asked:
        text = reading.question_start.sub("", text)
    return text.strip(_EDGES), asked


def _cut(text: str, found: re.Match[str] | None) -> str:
    """Leave a match out, unless nothing to judge would remain."""
    if found is None:
        return text
    rest = (text[: found.start()] + text[found.end() :]).strip()
    return rest if rest.strip(_EDGES) else text


def _meant(part: str, reading: ClausePatterns) -> str:
    """Return what of a part is really done, or nothing."""
    if reading.negated.match(part) and not reading.no_talk.search(part):
        after = reading.after_negation.search(part)
        return part[after.end() :].strip(_EDGES) if after else ""
    part = reading.aside.sub("", part)
    for purpose in reading.purposes:
        part = purpose.sub("", part) if purpose.sub("", part).strip(_EDGES) else part
    return part.strip(_EDGES)
