"""How busy it is where a message denies an option, or tells both ends in turn: "swamped? no", "one week dead, next week mad"."""

from collections.abc import Sequence

from msgspec import Struct

from bot.dialogue.actions import on_heard
from bot.dialogue.flow import Question
from bot.dialogue.hear import Action
from bot.dialogue.prompting import ask_among
from bot.dialogue.scene import Scene, Turned
from bot.hearing.chosen_anew import option_read
from bot.hearing.mixed import BUSY, EXTREMES, MOSTLY, NEGATION, RIGHT, THAN
from bot.hearing.named_options import idioms_in
from bot.hearing.policy import CHOOSING
from bot.language.listening.kin import kinds_of
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.templates import Words

ENDS = {"swamped": "swamped", "slack": "waiting"}
"""Kinds of word by the end of the scale that they name."""

NO_KINDS = frozenset({NEGATION, "disagree", "slip"})
ECHO, NO = 3, 3  # words of a part that only takes an option up, and of one that only says no


class EndTold(Struct, frozen=True):
    """One end of the scale that a part of a message names.

    Attributes:
        option: waiting or swamped.
        denied: the part says that it is not so.
        past: it says that it was so before.
        now: it says that it is so now.
    """

    option: str
    denied: bool = False
    past: bool = False
    now: bool = False


def options_by_turns(scene: Scene, text: str) -> Sequence[str]:
    """Return what a message leaves of the options for how busy it is; none where it denies nothing and tells no two ends."""
    question, language = scene.current, scene.words.language
    if question is None or question.id != BUSY or scene.session.step != "ask" or any(map(str.isdecimal, text)):
        return ()
    passages = passages_of(text, language)
    weighed = any(part.kinds & {MOSTLY, THAN} for part in passages)
    told = [] if weighed else _ends_told(question, passages, text, scene.words)
    standing = {one.option for one in told if not one.denied}
    denied = {one.option for one in told if one.denied} - standing
    if standing >= EXTREMES and any(_denies_else(part, question, scene.words) for part in passages):
        return ()  # "swamped with furniture, not with donors"
    if standing >= EXTREMES:
        return (_now_rather(told) or RIGHT,)
    if not denied:
        return ()
    if denied >= EXTREMES:
        return (RIGHT,)
    named = any(option == RIGHT for _, option in idioms_in(question, text, scene.words))
    if not standing and (named or any(_is_right(part, language) for part in passages)):
        return (RIGHT,)
    return tuple(standing) or tuple(one for one in question.options if one not in denied)


def one_or_ask(scene: Scene, options: Sequence[str], text: str) -> Turned:
    """Take the one option that is left, or ask which of those left it is."""
    question = scene.current
    if question is None or len(options) == 1:
        return on_heard(scene, Action(f"={options[0]}", text))
    return ask_among(scene, question, options)


def _is_right(part: TextPassage, language: str) -> bool:
    return NEGATION not in part.kinds and option_read(BUSY, part.text, language, CHOOSING) == RIGHT


def _denies_else(part: TextPassage, question: Question, words: Words) -> bool:
    return NEGATION in part.kinds and not _ends_in(part, question, words) and len(part.words) > 1


def _now_rather(told: Sequence[EndTold]) -> str | None:
    """Return the end that is told of now, where the other was so before: "swamped till June, since then we've had gaps"."""
    now = {one.option for one in told if one.now} or {one.option for one in told if not one.past}
    return now.pop() if len(now) == 1 else None


def _ends_told(question: Question, passages: Sequence[TextPassage], text: str, words: Words) -> list[EndTold]:
    plain, found = clean(text, words.language).text, []
    for at, part in enumerate(passages):
        ends = _ends_in(part, question, words)
        behind = passages[at + 1] if at + 1 < len(passages) else TextPassage(())
        asked = len(part.words) <= ECHO and plain[part.words[-1].place[1] :].lstrip()[:1] == "?"
        no = asked and _says_no(behind)
        taken_up = option_read(BUSY, part.text, words.language, CHOOSING) if no and not ends else None
        ends += [(taken_up, True)] if taken_up in EXTREMES else []
        past, now = _times_of(part, passages[at - 1] if at else TextPassage(()), words)
        found += [EndTold(option, denied or no, past, now) for option, denied in ends]
    return found


def _says_no(part: TextPassage) -> bool:
    nothing = bool(part.numbers) and not any(told.amount.high for told in part.numbers)
    return len(part.words) <= NO and (nothing or bool(part.kinds & NO_KINDS))


def _ends_in(part: TextPassage, question: Question, words: Words) -> list[tuple[str, bool]]:
    """Return the ends of the scale that a part names, each with whether a "not" stands before it."""
    said = f" {fold(part.text)} "
    found: list[tuple[int, int, str]] = []
    template = f"checkup/{question.id}"
    for option in EXTREMES:
        for block in (f"names_{option}", f"turns_{option}"):
            names = words.listed(template, block) if block in words.blocks(template) else ()
            spelt = [(said.find(f" {fold(name)} "), len(fold(name))) for name in names]
            found += [(start, start + size, option) for start, size in spelt if start >= 0]
    for word in part.words:
        start = said.find(f" {fold(word.text)}")
        found += [(start, start + len(fold(word.text)), ENDS[kind]) for kind in ENDS.keys() & word.kinds]
    first: dict[str, int] = {}
    for start, _, option in sorted(one for one in found if not _is_within(one, found)):
        first.setdefault(option, start)
    return [(option, _denies(said[:start], words)) for option, start in first.items()]


def _is_within(one: tuple[int, int, str], others: Sequence[tuple[int, int, str]]) -> bool:
    """True if the words that name an end are among more words that name the other: the "leisure" of "no leisure"."""
    start, end, option = one
    return any(
        begin <= start and end <= stop and stop - begin > end - start and option != other
        for begin, stop, other in others
    )


def _denies(before: str, words: Words) -> bool:
    """True if a "not" stands in the words before an option, or those that say that it is far from so."""
    denying = any(NEGATION in one for one in kinds_of(words.language).of_words(before.split()))
    return denying or _says("turns_denied", before, words)


def _times_of(part: TextPassage, before: TextPassage, words: Words) -> tuple[bool, bool]:
    """Return whether a part tells of what was so before, and whether of what is so now, as behind a "since"."""
    lead = before.text if len(before.words) == 1 else ""
    said = f"{lead} {part.text}"
    return _says("turns_past", part.text, words), _says("turns_now", said, words)


def _says(block: str, said: str, words: Words) -> bool:
    """True if some words hold one of those that a block of the question lists."""
    template = f"checkup/{BUSY}"
    names = words.listed(template, block) if block in words.blocks(template) else ()
    return any(f" {fold(name)} " in f" {fold(said)} " for name in names)
