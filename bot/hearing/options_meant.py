"""Options of the check-up's questions by what words mean, where the words as such tell none, several, or leave doubt.

The network of ``told_meant.py`` decides where it is sure, of what is asked and of what is told besides; where it is not, what was
heard stays, and the bot asks.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.hearing.felt_beside import with_how_it_feels
from bot.hearing.named_options import WHERE_ASKED
from bot.hearing.policy import BESIDE, CHOOSING, JUDGING, SURELY, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.amounts import MOODS, tokens_in
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among, words_of
from bot.language.listening.passages import MENDING
from bot.language.numbers.clean import clean

QUESTIONS = ("path", "busy", "reason", "speed", "lag", "season")
SURE = JUDGING  # an option that is heard this surely, and no other of its question, stays
TAKEN, AGAINST = 0.5, 0.6  # chance from which an option is taken, and where only others were heard
UNLIKELY = 0.1
BUSY = "busy"
DOUBTED = (*WHERE_ASKED, BUSY)
"""Questions whose options are taken unasked only where they are meant as well."""

PATH, WAY, SEVERAL_WAYS = "path", "q:path", 2
SEVERAL = 3  # words; in fewer, what is heard of the words as such stays
ELSE = ("asks", "wants", "corrects", "social", "foreign", "none", "supposes")
"""Acts beside which an option that was not heard is not looked for, where they are sure."""

SAYING_LITTLE = ("unknown", "filler", "none")
"""Acts that an option of the question takes the place of."""

STANDING = (("over", False), ("said", False), ("now", True))
"""Kinds of word that an option stands without or with, where another is told beside it: for what used to be, is so now, and was said before.

The last only where it is not plain what is meant: "waiting around, winter was dead quiet and now it's warming up"."""

STATES = ("q:", "start", "idle")


def with_options_meant(
    acts: Sequence[Act], heard: Sequence[Act], asked: str, state: str, text: str, language: str
) -> tuple[Act, ...]:
    """Return what was heard, each question with the option that the words mean where there was doubt.

    Args:
        acts: what was heard, with the options that idioms name.
        heard: what the reader heard as such.
        asked: the question that is open, or nothing.
        state: what the owner has before them, as the reader knows it.
        text: the message.
        language: of the message.
    """
    if not state.startswith(STATES):
        return tuple(acts)
    is_short = len(text.split()) < SEVERAL
    for question in QUESTIONS:
        told = _without_weak(_options(question, (*acts, *heard)))
        if not told and (question != asked or any(map(_is_something_else, acts))):
            continue
        values = {act.value for act in told}
        if len(values) == 1 and (is_short or any(act.chance >= SURE for act in told)):
            continue
        meant = _meant(question, state, text)
        ways = STANDING[: -1 if max(meant.values(), default=0.0) >= SURELY else None]
        stands = _standing(told, ways, text, language) if len(values) > 1 else None
        if stands is not None:
            acts = _with_option(acts, stands)
        elif (decided := _decided(question, acts, told, asked, meant)) is not None:
            acts = decided
        elif question in DOUBTED and (question != asked or any(act.told is not None for act in acts)):
            acts = [_less_sure(act, meant) if act in told and not _is_mood(act, language) else act for act in acts]
    return with_how_it_feels(acts, asked, text, language)


def with_one_way(acts: Sequence[Act], text: str, language: str) -> list[Act]:
    """Return what was heard with the one way of buying that its own words mean as well: not the both of "80% say we're too dear"."""
    told = _options(PATH, acts)
    plain = clean(text, language).text
    meant = [act for act in told if _meant(PATH, WAY, plain[slice(*act.place)]).get(act.value, 0.0) >= TAKEN]
    if len({act.value for act in told}) < SEVERAL_WAYS or len({act.value for act in meant}) != 1:
        return list(acts)
    return [act for act in acts if act not in told or act is meant[0]]


def _is_something_else(act: Act) -> bool:
    return act.told is not None or act.kind == "corrects" or (act.kind in (*ELSE, "tells") and act.chance >= SURELY)


def _options(question: str, acts: Sequence[Act]) -> list[Act]:
    return [act for act in acts if act.kind in TOLD and act.name == question and act.told is None and act.value]


def _without_weak(told: Sequence[Act]) -> list[Act]:
    """Return options without those that are hardly heard beside one that surely is: "swamped, but it doesn't look swamped"."""
    sure = any(act.chance >= SURE for act in told)
    return [act for act in told if act.chance >= CHOOSING or not sure]


def _standing(told: Sequence[Act], ways: Sequence[tuple[str, bool]], text: str, language: str) -> Act | None:
    """Return the one option of several that stands: not what used to be or was said before, and what is so now."""
    plain = clean(text, language).text
    said = [(act, words_of(tokens_in(plain[slice(*act.place)], language))) for act in told]
    kinds = [
        (act, kinds_among(words, language, COUNTING) | kinds_among(words, language, MENDING)) for act, words in said
    ]
    for kind, is_said in ways:
        left = [act for act, near in kinds if (kind in near) == is_said]
        if len({act.value for act in left}) == 1:
            surest = max(left, key=lambda act: act.chance)
            return replace(surest, chance=max(surest.chance, SURELY))
    return None


def _with_option(acts: Sequence[Act], option: Act, *, without: Sequence[str] = ()) -> list[Act]:
    """Return what was heard with one option of a question in place of all that were heard."""
    told = _options(option.name, acts)
    return [*(act for act in acts if act not in told and act.kind not in without), option]


def _decided(
    question: str, acts: Sequence[Act], told: Sequence[Act], asked: str, meant: Mapping[str, float]
) -> list[Act] | None:
    """Return what was heard with the option that is meant, surer where it was heard too; None where none surely is."""
    best = max(meant, key=lambda option: meant[option], default="")
    otherwise = 0.0 if any(act.value == best for act in told) else max((act.chance for act in told), default=0.0)
    if best and meant[best] >= (max(AGAINST, otherwise) if otherwise else TAKEN):
        same = next((act for act in told if act.value == best), None)
        place = same or next(iter(told), Act("tells", question))  # where a length is told
        heard = 0.0 if same is None else same.chance
        option = replace(place, value=best, chance=1 - (1 - meant[best]) * (1 - heard), rivals=())
        return _with_option(acts, option, without=SAYING_LITTLE if question == asked else ())
    return None


def _is_mood(act: Act, language: str) -> bool:
    """True if a word of an option says how a week is: the "empty" of "it's half empty"."""
    return act.name == BUSY and not MOODS.isdisjoint(kinds_among(act.words.split(), language))


def _less_sure(act: Act, meant: Mapping[str, float]) -> Act:
    """Return an option that nobody asked for; less surely than it is taken, where it is hardly meant."""
    hardly = meant.get(act.value, 0.0) < UNLIKELY and act.chance < SURE
    return replace(act, chance=min(act.chance, BESIDE / 2)) if hardly else act


def _meant(question: str, state: str, text: str) -> Mapping[str, float]:
    """Return how likely each option is meant; the encoder is loaded with the first message that needs it."""
    from bot.language.listening.told_meant import options_meant

    return options_meant(text, state).get(question, {})
