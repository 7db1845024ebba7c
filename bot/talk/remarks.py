"""What owners say after a verdict that is no question about it: a remark on their business, on a number, or on the step.

A remark is a kind of a matter (``matters.py``) whose name is that of a block in ``topics/remarks`` or ``topics/step_remarks``,
which answers it. Nothing of it is stored.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.steps import words_for
from bot.core.ledger import TRIED
from bot.core.records import Chat
from bot.diagnosis.talk import IN, REMARKS, STEP_REMARKS, template_of
from bot.diagnosis.things import WORTH_IT, is_of_a_thing, thing_in
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import asks, says
from bot.hearing.of_a_thing import with_its_thing
from bot.hearing.outcomes import share_refused, some_are_silent
from bot.hearing.policy import CHOOSING, SAYING, SURELY, WORTH_A_BUTTON
from bot.hearing.taken_up import asks_somewhere
from bot.language.listening.acts import Act
from bot.language.listening.closer import ELSE, closer_answer
from bot.language.listening.matters import KIND, Matter, all_matters, kinds_of_matter, matters
from bot.language.listening.passages import passages_of
from bot.language.templates import Words
from bot.talk.answering import answered
from bot.talk.languages import languages_named
from bot.talk.ways_of_work import WAY_OF_WORK, works_on

PERHAPS = WORTH_A_BUTTON
"""With this chance a remark is answered where nothing else can be made of a message, as a question is."""

BY_FAR = 2.0  # times as likely as what comes next
PAGE = "page"
LUCK, DO, SILENT = "luck", "do", "silent_ones"
MESSAGE, OTHER_CASE, BLOCKED, ALLOWED = "message", "other_case", "blocked", "allowed"
QUIET = "went_quiet"  # kind of word
WORDS_WANTED = ("how.message", "how.other_case", "how.sounds")  # kinds of a matter
OF_WORDS_WANTED = (("tells", "reason"), ("wants", "language"))
INSTEAD = "instead"  # an idea of the owner's own in place of the step
WENT_QUIET, SOUNDS = "quiet", "sounds"  # words for people who went quiet; how words sound
BEGUN = "begun"
BESIDE_IT = 3  # words beside a number that make it no more than loose
SOME = 3  # kinds of a part that are looked at, the likeliest
EITHER = "which_of_two"
NEARLY = 0.75
"""A kind that is this likely beside its plain matter goes before it: it is what is said, more closely."""

NO_HANDS, STOPPING = "no_hands", (WORTH_IT, "stop_ads")
"""The matter of who can serve no more, and questions that may be asked for that reason."""

DIFFER, HARDLY = "differ", 0.02
FULL = 0.25  # "queue is five weeks now. must I stop the adverts until I'm through?"

OUTSIDE, OF_ANYTHING = "outside", ("bot", "how", "do")
"""The remark that something lies outside what can be seen, and matters that a question of law may seem to be."""

SEVERAL = {MESSAGE: MESSAGE, OTHER_CASE: MESSAGE, SOUNDS: MESSAGE, OUTSIDE: OUTSIDE, BLOCKED: BLOCKED, ALLOWED: ALLOWED}
"""Remarks that have several answers, and what those are kept under (``closer.py``)."""

IF_NOT, REPLIES = "how_if_not", ("price", "decline", "answers", "sorry")
"""The matter of what to do when people say no, and the words that are wanted then."""

OF_MEANS = {
    WENT_QUIET: "undecided", "missed": "automatic", "left": "past_buyers", "introduction": "introductions",
    "review": "reviews", "found": "sources",
}  # fmt: skip
"""What words are wanted for, and what a step works by whose own words are for the same."""

_ADDRESS = re.compile(r"https?://|\bwww\.|(?<!\S)@\w{3,}")


def remarked(context: Context, chat: Chat, text: str, *, least: float = SAYING) -> Turned | None:
    """Answer a remark; None where a message is likelier something else, or less likely a remark than asked for."""
    remark = PAGE if _ADDRESS.search(text) else remark_in(text, context.words, least)
    if not remark:
        return None
    return answered(context, chat, with_its_thing(with_its_answer(context, chat, remark, text), text, context.words))


def with_its_answer(context: Context, chat: Chat, remark: str, text: str) -> str:
    """Return the closest answer to a remark that has several: which words are wanted, what lies outside, what is in the way.

    Words that belong to the step are given where they are for what is asked; in another language, where one is named that is here.
    """
    if remark == INSTEAD and thing_in((idea := with_its_thing(WORTH_IT, text, context.words)).split()).works:
        return idea  # where it works is known, and whether that is short
    if remark == WAY_OF_WORK and (place := works_on(text, context.words)):
        return f"{WAY_OF_WORK}_{place}"
    of = SEVERAL.get(remark)
    if of == MESSAGE:
        named = [code for code in languages_named(text) if code != context.words.language]
        return " ".join([_with_its_words(context, chat, remark, text), *(f"{IN}{code}" for code in named[:1])])
    answer = closer_answer(of, text) if of else ""
    return f"{of}_{answer}" if answer else remark


def _with_its_words(context: Context, chat: Chat, remark: str, text: str) -> str:
    """Return a remark that wants words as one that wants what they are for; that of the step, where that is not said."""
    answer = closer_answer(MESSAGE, text)
    named = any(QUIET in part.kinds for part in passages_of(text, context.words.language))
    if named and answer in ("", ELSE) and remark != SOUNDS:
        answer = WENT_QUIET
    if answer == ELSE:
        return remark if remark == SOUNDS else OTHER_CASE
    if not answer:
        return remark
    return MESSAGE if OF_MEANS.get(answer) == words_for(context, chat) else f"{MESSAGE}_{answer}"


def remark_in(text: str, words: Words, least: float = SAYING) -> str | None:
    """Return the remark that a message makes, as ``/about`` takes it; None if that is less likely than asked for.

    A sure one has to be the likeliest of all that the message may be about, by far where it is not likelier than not; of
    others the likeliest remark is taken.
    """
    if not any(map(str.isalpha, text)) or (least < SAYING and _is_number_alone(text, words)):
        return None
    found = _closely(text, words)
    if share_refused(text, words) is not None:  # "did it, four of ten declined" is what came of it
        found = tuple(kind for kind in found if kind[0].partition(KIND)[2] != BEGUN)
    if least >= SAYING:
        found = found[:1] if _stands_out(found, words) else ()
    remark = next((one for name, chance in found if chance >= least and (one := _remark(name, words))), None)
    return remark and _of_two(remark, text, words)


def _is_number_alone(text: str, words: Words) -> bool:
    """True if a message says hardly more than a number, which is none of a remark that is only guessed at: "19 i think"."""
    parts = passages_of(text, words.language)
    plain = sum(word.told is None for part in parts for word in part.words)
    return sum(len(part.numbers) for part in parts) == 1 and plain <= BESIDE_IT and not asks(text, words)


def asked_beside(text: str, words: Words) -> str | None:
    """Return the remark that stands behind a report of the step; None where none does.

    By a part of the message, or by all of it where a part only asks what to do: "... the others didn't pick up, so what now?".
    Nothing where it asks whether it may be luck, which the report answers.
    """
    kinds = [
        kind for part in passages_of(text, words.language) for kind in kinds_of_matter(part.text, words.language)[:SOME]
    ]
    kinds = [kind for kind in kinds if kind[0].partition(KIND)[0] not in TRIED]  # those are the report
    likely = [kind for kind, chance in kinds if chance >= CHOOSING]
    parts = (part.text for part in passages_of(text, words.language))
    what_to_do = DO in likely or any(dict(all_matters(part, words.language)).get(DO, 0.0) >= CHOOSING for part in parts)
    others = (kind for kind in kinds if kind[1] >= PERHAPS and kind[0].partition(KIND)[0] != DO)
    perhaps = sorted(others, key=lambda kind: -kind[1]) if what_to_do else ()
    whole = remark_in(text, words)
    found = [
        *([whole] if whole and (whole == LUCK or what_to_do) else []),
        *(_remark(kind, words) for kind in (*likely, *(kind for kind, _ in perhaps))),
        *([SILENT] if what_to_do and some_are_silent(text, words) else []),
    ]
    remark = next((one for one in found if one and template_of(one, words) == STEP_REMARKS), None)
    return "" if remark == LUCK else remark


def closest(matter: str, text: str, words: Words) -> str:
    """Return the remark that is the likeliest kind of a matter, if it may well be one; else the matter."""
    if matter == IF_NOT and (answer := closer_answer(MESSAGE, text)) in REPLIES:
        return f"{MESSAGE}_{answer}"
    found = _closely(text, words)
    kind, chance = next((one for one in found if one[0].partition(KIND)[0] == matter), (matter, 1.0))
    return _of_two((_remark(kind, words) if chance >= PERHAPS else "") or matter, text, words)


def thing_asked(text: str, words: Words) -> list[Act]:
    """Return the question whether a thing would be worth it that names its cost, beside which a sale's value may be told."""
    (matter, chance), *_ = matters(text, words.language)
    if not asks_somewhere(text, words) or not is_of_a_thing(matter) or chance < CHOOSING:
        return []
    asked = with_its_thing(closest(matter, text, words), text, words)
    return [Act("asks", asked)] if thing_in(asked.split()).cost is not None else []


def without_faint_no(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Leave out a disagreement that a part is hardly heard as, and that all of a message is hardly about."""
    chance = dict(all_matters(text, words.language)).get(DIFFER, 0.0)
    return [act for act in acts if act.kind != "disagrees" or act.chance >= CHOOSING or chance >= HARDLY]


def of_what_is_full(act: Act, text: str, words: Words) -> Act:
    """Return the question whether to stop or pay for something as what cannot be served, where the story beside it is likelier of that."""
    chances = dict(all_matters(text, words.language))
    full = chances.get(NO_HANDS, 0.0)
    if act.kind != "asks" or act.name not in STOPPING or full < FULL or full < chances.get(act.name, 0.0):
        return act
    return replace(act, name=closest(NO_HANDS, text, words))


def _of_two(asked: str, text: str, words: Words) -> str:
    """Return the question which of two things is better with the two, where it is known what each does: one comes first then."""
    two = with_its_thing(WORTH_IT, text, words) if asked == EITHER or _may_be_of_two(text, words) else ""
    return two if len(thing_in(two.split()).works) > 1 else asked


def _may_be_of_two(text: str, words: Words) -> bool:
    """True if a message about whether a thing is worth it may as well ask which of two is: "would flyers help or should I call"."""
    found = kinds_of_matter(text, words.language)
    first, chance = found[0] if found else ("", 0.0)
    either = next((one for name, one in found if name.partition(KIND)[2] == EITHER), 0.0)
    return first.startswith(WORTH_IT) and either >= NEARLY * chance


def _closely(text: str, words: Words) -> Sequence[Matter]:
    """Return what a message may be about, with a kind before its plain matter where it is nearly as likely."""
    found = kinds_of_matter(text, words.language)
    plain, chance = found[0] if found else ("", 0.0)
    kind = next((one for one in found if one[0].startswith(f"{plain}{KIND}") and one[1] >= NEARLY * chance), None)
    return found if kind is None else (kind, *(one for one in found if one != kind))


def _remark(kind: str, words: Words) -> str:
    """Return the block that answers a kind of a matter as a remark; nothing where none does."""
    block = kind.partition(KIND)[2]
    return block if block and template_of(block, words) in (REMARKS, STEP_REMARKS) else ""


def _stands_out(found: Sequence[Matter], words: Words) -> bool:
    """True if the likeliest kind is likelier than not, or by far the likeliest, or surely it is one of the remarks."""
    first, second = ([chance for _, chance in found] + [0.0, 0.0])[:2]
    if first >= CHOOSING or first >= BY_FAR * second:
        return True
    return sum(chance for name, chance in found if _remark(name, words)) >= SURELY


def is_outside(text: str, words: Words) -> bool:
    """Return True if a question is of law, tax or the authorities, and surely about nothing else: "will you write to my landlord"."""
    if not says("outside", text, words) or not asks_somewhere(text, words):
        return False
    matter, chance = next(iter(all_matters(text, words.language)), ("", 0.0))
    return chance < CHOOSING or matter in OF_ANYTHING


def as_words_wanted(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Leave out what a message that wants words says of them: for whom, "for those who went quiet", and in which language."""
    wanted = sum(chance for kind, chance in kinds_of_matter(text, words.language) if kind in WORDS_WANTED)
    return tuple(act for act in acts if wanted < CHOOSING or (act.kind, act.name) not in OF_WORDS_WANTED)
