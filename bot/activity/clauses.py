"""Taking a text apart: the question around an activity, what is denied, and the parts."""

import re

from msgspec import Struct
from msgspec.structs import replace

from bot.activity.catalogue import ClausePatterns
from bot.activity.words_of import plain

SEVERAL = 2  # words of an activity; a single one may only point at what was said before: "is that marketing or sales?"
LONGEST_QUESTION = 100  # characters: "… is that marketing or sales" is looked for at the very end

_SENTENCES = re.compile(r"(?<=[.!?;…।])\s+|\n+")
_EDGES = " ,.;:!?-–—\"'()[]*_~#"


class Clauses(Struct, frozen=True):
    """What of a text is to be judged.

    Attributes:
        activity: the text in plain words, without the question around it.
        parts: its parts, without those that say what is not done.
        not_done: the parts, or what is left out of them, that say what is not done.
        asked: whether a question stood around it ("is … marketing or sales?").
    """

    activity: str
    parts: tuple[str, ...]
    not_done: tuple[str, ...]
    asked: bool

    @property
    def names_one(self) -> bool:
        """Return True if it is asked of something with a name, known or not, which side it is on: "is a knitting circle sales?"."""
        return self.asked and len(self.activity.split()) >= SEVERAL

    def part(self, text: str) -> "Clauses":
        """Return one of the parts as a text of its own."""
        return replace(self, activity=text, parts=(text,), not_done=())


def take_apart(text: str, reading: ClausePatterns) -> Clauses:
    """Split a text as it was typed; of several sentences, the one counts that asks about an activity it names."""
    activity, asked = _without_question(plain(asked_in(text, reading) or text, reading.short), reading)
    searched = reading.no_negation.sub(" ", activity)
    parts = [part.strip(_EDGES) for part in reading.joints.split(searched)]
    meant = [kept for part in parts if (kept := _meant(part, reading))]
    return Clauses(
        activity=activity,
        parts=tuple(meant or filter(None, parts)),
        not_done=tuple(_left_out(part, reading) for part in parts if part) if meant else (),
        asked=asked,
    )


def asked_in(text: str, reading: ClausePatterns) -> str:
    """Return the last sentence that asks which side an activity is on, and names it; nothing where none does."""
    for sentence in reversed(_SENTENCES.split(text)):
        activity, asked = _without_question(plain(sentence, reading.short), reading)
        if asked and len(activity.split()) >= SEVERAL:
            return sentence
    return ""


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


def _left_out(part: str, reading: ClausePatterns) -> str:
    """Return what of a part is said not to be done."""
    if not _denies(part, reading):
        return ""
    after = _instead(part, reading)
    return part[: after.start()] if after else part


def _meant(part: str, reading: ClausePatterns) -> str:
    """Return what of a part is really done, or nothing."""
    if _denies(part, reading):
        after = _instead(part, reading)
        return part[after.end() :].strip(_EDGES) if after else ""
    return part


def _denies(part: str, reading: ClausePatterns) -> bool:
    return reading.negated.match(part) is not None and not reading.no_talk.search(part)


def _instead(part: str, reading: ClausePatterns) -> re.Match[str] | None:
    """Return where a part goes on, after what is not done, to what is: "instead of calling *we* send letters"."""
    denial = reading.negated.match(part)
    return reading.after_negation.search(part, denial.end() if denial else 0)
