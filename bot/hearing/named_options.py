"""Options of the check-up that a message names by idioms: "booked solid", "me dejan en visto"."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec.structs import replace

from bot.dialogue.flow import Flow, Question
from bot.hearing.policy import CHOOSING, SURELY, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import STOPS
from bot.language.listening.kin import kinds_of
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import NOWHERE, Extent
from bot.language.numbers.vocabulary import vocabulary
from bot.language.templates import Words

NAMED = 0.9  # chance of an option whose idiom was typed
IN_ANY_MESSAGE: Mapping[str, tuple[str, ...]] = {"busy": ("waiting", "swamped")}
"""Options whose idioms are said of nothing else, by question: they are heard beside an answer and in a first sentence too."""

WHERE_ASKED = ("reason",)
"""Questions whose idioms may be said of anything, so that they are heard only where they are asked."""

FIRST_WORDS = 4  # of a message, among which the label of an option answers its question
FILLING = 0.5  # share of the words of its part of a message that an idiom has where nobody asked
BEHIND = 2  # words behind an idiom that may deny it: "full booked nahi hai"
DENYING = "negation"
PARTS = re.compile(r"[,.;:!?\n()।]| - |\d+")


def with_named_options(acts: Sequence[Act], flow: Flow, asked: str, text: str, words: Words) -> tuple[Act, ...]:
    """Return what was heard, with the options that idioms name in place of what was made of these words otherwise.

    Args:
        acts: what was heard.
        flow: the check-up.
        asked: the question that is open, or nothing.
        text: the message.
        words: the owner's language.
    """
    for question in flow.question:
        is_asked = question.id == asked and asked in (*IN_ANY_MESSAGE, *WHERE_ASKED)
        heard_here = is_asked or question.id in IN_ANY_MESSAGE
        if heard_here and (named := _named(question, text, words, filling=0.0 if is_asked else FILLING)):
            idiom, option = named
            if not is_asked and option not in IN_ANY_MESSAGE[question.id]:
                continue
            same = [act for act in acts if _says_the_same(act, question, idiom)]
            place = _place_of(idiom, same, text, words.language)
            told = Act("tells", question.id, option, None, NAMED, idiom, place)
            acts = [*(act for act in acts if act not in same), told]
        elif question.id == asked and (first := _label_first(question, text, words)):
            others = (act for act in acts if act.told is not None or act.name != asked)
            acts = [*others, Act("tells", asked, first, None, NAMED, first, NOWHERE)]
    acts = [act if act.name == asked else _surer(act, flow, words) for act in acts]
    return tuple(act for act in acts if act.name == asked or not _is_of_a_number(act, acts))


def _label_first(question: Question, text: str, words: Words) -> str | None:
    """Return the option whose label of one word stands in the first few words: "bit busier see, everyone wants it done now"."""
    template = f"checkup/{question.id}"
    blocks = words.blocks(template)
    first = fold(PARTS.split(text.strip())[0]).split()
    options = [option for option in question.options if f"option_{option}" in blocks]
    found = [option for option in options if fold(words.label(template, f"option_{option}")) in first]
    denied = any(DENYING in kinds_of(words.language).of_word(word) for word in first)
    return found[0] if len(found) == 1 and len(first) <= FIRST_WORDS and not denied else None


def _surer(act: Act, flow: Flow, words: Words) -> Act:
    """Return an option that was heard, as surely as one that is named where its words hold an idiom of it."""
    if act.kind not in TOLD or act.told is not None or act.value not in IN_ANY_MESSAGE.get(act.name, ()):
        return act
    named = option_named(flow[act.name], act.words, words) if act.chance >= CHOOSING else None
    return replace(act, chance=max(act.chance, NAMED)) if named == act.value else act


def option_named(question: Question, text: str, words: Words) -> str | None:
    """Return the option of a question that is asked which an idiom in a text names."""
    named = _named(question, text, words, filling=0.0)
    return None if named is None else named[1]


def _named(question: Question, text: str, words: Words, *, filling: float) -> tuple[str, str] | None:
    """Return the longest idiom of an option of a question that a text holds and does not deny, with that option."""
    return max(idioms_in(question, text, words, filling=filling), key=lambda one: len(one[0]), default=None)


def idioms_in(question: Question, text: str, words: Words, *, filling: float = 0.0) -> list[tuple[str, str]]:
    """Return the idioms of options of a question that a text holds and does not deny, each with its option.

    Of a part in which it has fewer than some share of the words it may be said of anything: "my phone is full of spam".
    """
    template = f"checkup/{question.id}"
    blocks = words.blocks(template)
    return [
        (idiom, option)
        for part in map(fold, PARTS.split(text))
        for option in question.options
        if f"names_{option}" in blocks
        for name in words.listed(template, f"names_{option}")
        if f" {(idiom := fold(name))} " in f" {part} "
        and _fills(part, idiom, words.language) >= filling
        and not _is_denied(part, idiom, words.language)
    ]


def _fills(part: str, idiom: str, language: str) -> float:
    """Return which share of the words around an idiom it has, up to the next words such as "and"."""
    before, _, behind = f" {part} ".partition(f" {idiom} ")
    numbers = vocabulary(language)
    left = takewhile(lambda word: "and" not in numbers.kinds_of(word), reversed(before.split()))
    right = takewhile(lambda word: "and" not in numbers.kinds_of(word), behind.split())
    own = len(idiom.split())
    return own / (own + len([*left, *right]))


def _place_of(idiom: str, same: Sequence[Act], text: str, language: str) -> Extent:
    """Return where an idiom stands in the clean text, with the rest of its part of a sentence: not with a number apart."""
    plain = clean(text, language).text
    if (start := plain.find(idiom)) < 0:
        return NOWHERE
    end = max([start + len(idiom), *(act.place[1] for act in same if act.place[0] <= start)])
    stops = [at for at in range(start + len(idiom), end) if plain[at] in STOPS]
    return start, min([end, *stops])


def _is_of_a_number(act: Act, acts: Sequence[Act]) -> bool:
    """True if the word that an option rests on stands right behind a number, and says more of it: the "pas" of "sepuluh pas"."""
    if act.name not in IN_ANY_MESSAGE or act.told is not None or len(act.words.split()) != 1:
        return False
    return any(other.told is not None and 0 <= act.place[0] - other.told.place[1] <= 1 for other in acts)


def _is_denied(part: str, idiom: str, language: str) -> bool:
    before, _, behind = f" {part} ".partition(f" {idiom} ")
    near = [*before.split(), *behind.split()[:BEHIND]]
    return any(DENYING in kinds_of(language).of_word(word) for word in near)


def _says_the_same(act: Act, question: Question, idiom: str) -> bool:
    """True for what was made of an idiom, or of the same question, otherwise; another fact that is sure stays."""
    if act.told is not None or (act.kind in TOLD and act.name != question.id and act.chance >= SURELY):
        return False
    return act.name == question.id or f" {idiom} " in f" {fold(act.words)} "
