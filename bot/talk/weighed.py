"""What was heard after a verdict, weighed once more: what the message is about, and its parts against one another.

The reader hears each part of a message for itself, wherever it is said. What it is about after a verdict, as closely as it
can be answered, is told by ``bot/language/listening/matters.py``; here that is made into acts.
"""

from collections.abc import Sequence
from typing import cast, get_args

from msgspec.structs import replace

from bot.checkins.next_step import ANOTHER, HOW
from bot.checkins.steps import DETAILS
from bot.checkup.supposing import says_times
from bot.core.ledger import TRIED, StepWord
from bot.core.records import Chat
from bot.core.week_numbers import NESTED
from bot.dialogue.context import Context
from bot.hearing.after_verdict import counts_of, won_a_week
from bot.hearing.by_phrase import LIKELY, SaidBefore, told_by_phrase
from bot.hearing.by_value import WISH
from bot.hearing.narrowed import asks
from bot.hearing.numbers_told import TELLING, holds_amount, is_told, is_told_apart
from bot.hearing.outcomes import (
    AS_TRIED,
    as_report,
    lacks_what_it_needs,
    of_a_source,
    put_off_by_a_part,
    told_by_a_part,
    with_outcome,
)
from bot.hearing.plainly import BY_STRUCTURE, named_around
from bot.hearing.policy import (
    BEYOND_DOUBT,
    CERTAIN,
    CHOOSING,
    JUDGING,
    LEAVES,
    SAYING,
    STORING,
    SURELY,
    TAKING,
    TOLD,
    Resolution,
)
from bot.hearing.taken_up import HOWS, asks_somewhere, matters_here
from bot.language.listening.acts import Act, ActKind
from bot.language.listening.matters import Matter, all_matters, matters
from bot.language.listening.passages import passages_of
from bot.language.listening.said_numbers import said_numbers
from bot.language.listening.week_names import names_beside
from bot.language.match import fold
from bot.language.templates import Words
from bot.talk.answering import asks_worth_of_sale
from bot.talk.disagreement import side_named
from bot.talk.objections import as_objection, with_objection
from bot.talk.remarks import asked_beside, closest, of_what_is_full, thing_asked, without_faint_no
from bot.talk.topics import TOPICS
from bot.talk.ways_of_work import WAY_OF_WORK, supposes_way

ASKED_AGAIN = ("pause", "snooze", "weekly")
LATER, AS_LATER = "later", ("restart", "snooze", "skipweek", "weekly")
OF_STEP = (*get_args(StepWord), HOW, *DETAILS, LATER)
AS_SUPPOSED = "flip"  # what would change the verdict: "what if 3 more had said yes"
WHETHER = (AS_SUPPOSED, "suppose")  # matters in which it is asked whether the verdict would be another
AS_STEP = {"waiting": "done"}  # done, and too early to tell what came of it
GROUPS = {"tell": TOLD, "suppose": ("supposes",), "want": ("wants",), "judge": ("judge",), "social": ("social",)}
"""Matters that the reader hears more closely, by its kinds of act."""

ASKED = {"bot": TOPICS["topics/bot"], "term": TOPICS["topics/words"], "show": {"show", "picture", "diagnosis"}}
"""Matters that the reader hears more closely, by its topics."""

PARTS = ("asks", "step", "disagrees", "judge", "social")
"""Acts that may be told more closely, each by its own words, where a message has several."""

HARMLESS = ("asks", "social", "supposes", "wants")
PLAIN = {
    "social": Act("social", "ok"),
    "term": Act("asks", "term"),
    "bot": Act("asks", "can"),
    "show": Act("asks", "picture"),
}
"""What is done about such a matter where the reader heard nothing of it."""

NO_HANDS = "no_hands"  # the matter of who says that they can serve no more

JUDGED: ActKind = "judge"
CAME = frozenset({"enquire", "drop_in"})
"""Kinds of word for what people do who come to the door, and no owner does."""

MEANING = "mean"
NEXT = ("asks", "do")  # what a word about the step is answered with anyway
HARDLY = 0.02  # a matter less likely than this is not what a message is about, whatever one of its parts says
TRADE, ZONE = "trade", "zone"
GAIN, WORTH = "gain", "value"  # the question what is to be won, and the value of a sale
CLOSE, DELETE = 0.02, "delete"
PARTED = 0.6  # a message of several acts that is this likely about one matter is about that alone
NEW_FIGURES = ("wants", "checkin")  # "new figures: 9 asked, 9 talked to, 4 clients"
SEVERAL = 2  # words; a shorter message says too little of a step
CURRENCY = "currency"  # a wish that is told by the money in which a sale is valued
AGAINST = ("tell", "stands", "differ", "cant")
"""Matters that what denies the words of the step may seem to be."""


def weighed(context: Context, chat: Chat, text: str, heard: Resolution) -> Resolution:
    """Return what is to be done about a message after a verdict, by what it is about."""
    words, acts = context.words, _without_slight_zone(heard.done)
    heard = replace(heard, done=tuple(acts))
    if told := told_by_phrase(text, heard, words, said_before(context, chat)):
        beside = (act for act in acts if act.kind not in ("tells", "asks", "step", "supposes") and act.name != CURRENCY)
        return Resolution((told, *(thing_asked(text, words) if told.name == WORTH else ()), *beside))
    if supposes_way(text, acts, words):
        return Resolution((Act("asks", WAY_OF_WORK),))
    if _are_steps_of_door(acts, text, words.language):
        return Resolution(tuple(replace(act, kind="tells") for act in acts if act.told is not None))
    if _is_limited(acts, text, words.language):
        return Resolution((Act("asks", NO_HANDS),))
    if asks(text, words) and not is_told(text, words.language):  # "why not an ad in the parish magazine" tells no trade
        acts = [act for act in acts if act.name != TRADE or act.kind not in TOLD or act.chance >= BEYOND_DOUBT]
        heard = replace(heard, done=tuple(acts))
    found = of_a_source(context, chat, matters_here(context, chat, text, acts), text)
    found = put_off_by_a_part(as_report(found, acts), text, words)
    if numbers := _worth_beside_gain(found, acts) or _asks_what_it_changes(acts, text, words):
        return Resolution(numbers)
    if (report := told_by_a_part(found, text, words)) and all(act.kind != "supposes" for act in acts):
        reported = [Act("step", report[0], chance=report[1]), *_asked_beside(found[0], text, acts, words)]
        return Resolution(tuple(_without_contradiction(context, text, with_outcome(reported, text, words))))
    if found and found[0][0] in AGAINST and found[0][1] < PARTED and lacks_what_it_needs(context, chat, text):
        return Resolution(tuple(with_objection([Act("step", "cant", chance=found[0][1])], text, words)))
    if objects := as_objection(found, text, words):
        return Resolution(tuple(with_objection([objects], text, words)))
    short = bool(found) and is_short(text) and found[0][1] < JUDGING
    if found and (wishes := [act for act in acts if _is_sure_wish(act, found[0])]):
        return Resolution((*wishes, *(act for act in acts if act.kind == "step")))
    if not found or short or any(_goes_before(act, found[0], text, words) for act in acts):
        acts = with_outcome(acts, text, words) if found and found[0][0] in AS_TRIED else acts
        return Resolution(tuple(_without_contradiction(context, text, acts)), heard.doubted)
    acts = without_faint_no(acts, text, words)
    heard = replace(heard, done=tuple(acts))
    plain = asks(text, words) or found[0][1] >= JUDGING
    if plain and all(matter not in TELLING for matter, _ in found[:2]):
        # "how do I know it's the price" tells nothing
        whole = asks(text, words) and len(passages_of(text, words.language)) == 1
        acts = [act for act in acts if act.kind != "tells" or (_is_told_besides(act) and not whole)]
        heard = Resolution(tuple(acts), heard.doubted)
    both = found[0][0] == MEANING and any((act.kind, act.name) == NEXT and act.chance >= SURELY for act in acts)
    several = len({act.words for act in acts}) > 1 and found[0][1] < PARTED and not both
    if several and len(likely := _without_unlikely(acts, text, words)) < len(acts):
        own = _act_of(found[0], text, words) or PLAIN.get(found[0][0])
        acts = likely or [act for act in (own,) if act and act.kind == "asks"]  # no doubtful word on the step
    acts = (
        [_closer(act, text, words) for act in acts]
        if several
        else _about(found[0], text, heard, words, planned=chat.book.plan is not None)
    )
    acts = with_objection(with_outcome([of_what_is_full(act, text, words) for act in acts], text, words), text, words)
    doubted = () if acts and not several and found[0][1] >= CHOOSING else heard.doubted
    return Resolution(tuple(_without_contradiction(context, text, acts)), doubted)


def _without_slight_zone(acts: Sequence[Act]) -> list[Act]:
    """Leave out a wish for a time zone that is less likely than what is told."""
    told = max((act.chance for act in acts if act.kind in TOLD), default=0.0)
    return [act for act in acts if (act.kind, act.name) != ("wants", ZONE) or act.chance >= min(told, SURELY)]


def _asked_beside(matter: Matter, text: str, acts: Sequence[Act], words: Words) -> list[Act]:
    """Return the question behind a report: a remark, what the whole message likely asks, or what the reader surely heard."""
    asked = [act for act in acts if act.kind == "asks" and act.chance >= SURELY]
    if not asked and not asks_somewhere(text, words):
        return []
    if (beside := asked_beside(text, words)) is not None:
        return [Act("asks", beside)] if beside else []
    own = _act_of(matter, text, words)
    if own is None or own.kind != "asks" or own.chance < CHOOSING or matter[0] in HOWS:
        return asked  # a report itself looks like how the step is done
    return [own]


def said_before(context: Context, chat: Chat) -> SaidBefore:
    """Return what was said before that a phrase may be told beside."""
    session = chat.session(chat.business.checkup or 0)
    counts = counts_of(session) if session is not None else {}
    won = won_a_week(session) if session is not None else None
    return SaidBefore(counts.get(WISH), won, asks_worth_of_sale(context.awaited))


def _are_steps_of_door(acts: Sequence[Act], text: str, language: str) -> bool:
    """True if all that is told are numbers of several steps of the door, each by its name: "60 asked, 3 bought".

    "Rang 12, 3 booked" may be what came of the step, so it has to be said what others did, or all three steps are named.
    """
    told = [act for act in acts if act.told is not None and act.kind in TOLD]
    named = {act.name for act in told if act.told and act.name in names_beside(act.told, text, language)}
    others = [act for act in acts if act not in told and (act.kind, act.name) != NEW_FIGURES]
    if "customers" not in named or others or len(named) != len(told):
        return False
    came = any(one.near & CAME for one in said_numbers(text, language).numbers)
    anew = named >= set(NESTED) and all(act.kind == "tells" for act in told)
    return anew or (came and len(told) > 1)


def _is_limited(acts: Sequence[Act], text: str, language: str) -> bool:
    """True if all that is told is a wish which another part says cannot be served: "6 more would be great but I've one oven"."""
    match [act for act in acts if act.kind in TOLD]:
        case [Act(name=name) as wish] if (
            name == WISH and wish.chance < BEYOND_DOUBT and not is_told_apart(wish, text, language)
        ):
            parts = (matters(part.text, language)[:1] for part in passages_of(text, language))
            return any(matter == NO_HANDS and chance >= JUDGING for part in parts for matter, chance in part)
        case _:
            return False


def _worth_beside_gain(found: Sequence[Matter], acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the value of a sale that is told beside the question what is to be gained, as supposed: it is said in money."""
    if not found or found[0][0] != GAIN or found[0][1] < CHOOSING:
        return ()
    worth = [act for act in acts if act.name == WORTH and act.told is not None and act.chance >= STORING]
    return tuple(replace(act, kind="supposes", told=replace(act.told, span=None)) for act in worth[:1] if act.told)


def _asks_what_it_changes(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Return numbers as supposed that are told by their names, beside a question what they change: "lower the room to 3, still the same?"."""
    told = [act for act in acts if act.told is not None and act.kind in TOLD]
    if not told or any(act.kind == "step" for act in acts):
        return ()
    least = CHOOSING if asks_somewhere(text, words) else SURELY
    parts = [part.text for part in passages_of(text, words.language) if not part.numbers]
    likeliest = [one for part in parts for one in matters(part, words.language)[:1]]
    if not any(matter in WHETHER and chance >= least for matter, chance in likeliest):
        return ()
    if any(act.name not in named_around(act.told, text, words.language) for act in told if act.told):
        return ()
    return tuple(replace(act, kind="supposes") for act in told)


def is_of_step(text: str, language: str) -> bool:
    """True if a message after a verdict is likely about the step: "that's not my thing, something else please"."""
    if is_short(text):
        return False
    return any(matter in (*OF_STEP, *AS_STEP) and chance >= CHOOSING for matter, chance in matters(text, language)[:1])


def is_short(text: str) -> bool:
    """True if a message says too little to be about the step, unless it is the label of a button."""
    return len(fold(text).split()) < SEVERAL


def _about(matter: Matter, text: str, heard: Resolution, words: Words, *, planned: bool) -> list[Act]:
    """Return the acts of a message that is about one matter: its own, and what is surely wanted or mended beside it."""
    name, chance = matter
    own = _act_of(matter, text, words)
    if own is None:
        return _heard_closer(name, chance, heard)
    own = replace(
        own, rivals=tuple((act.kind, act.name, act.value, act.chance) for act in heard.done if _is_option(act))
    )
    of_step = own.kind == "step"
    sure = [act for act in heard.done if act.chance >= SURELY]
    least = JUDGING if chance >= PARTED else SURELY  # "so these weeks in November are people just dreaming"
    told = [act for act in sure if act.kind == "corrects" or (_is_option(act) and act.chance >= least)]
    reported = sum(one for matter, one in all_matters(text, words.language) if matter in AS_TRIED)
    if own.name in TRIED and reported >= JUDGING:  # "rang ten, six said no, two booked" mends no answer
        told = [act for act in told if is_told_apart(act, text, words.language)]
    stated = own.kind == "asks" and chance < JUDGING and not asks(text, words)
    if told and (chance < PARTED or stated or any(act.kind == "corrects" and act.chance >= JUDGING for act in told)):
        return told
    worth = any(act.name == WORTH and act.told is not None and act.chance >= JUDGING for act in heard.done)
    if stated and (worth or (chance < CHOOSING and holds_amount(text, words.language))):  # "4 a month"
        return list(heard.done)
    if chance < (CHOOSING if of_step else SAYING) or (of_step and is_short(text)):
        return list(heard.done) or ([own] if own.kind == "asks" else [])
    if own.name == LATER:
        wishes = [act for act in sure if act.kind == "wants" and act.name != LATER]
        wishes = [act for act in wishes if act.chance >= (CERTAIN if act.name in AS_LATER else JUDGING)]
        return wishes or ([Act("wants", AS_LATER[1], chance=chance)] if planned and _asks_again(heard) else [own])
    beside = [act for act in sure if act.kind == "wants" or (act.kind == "corrects" and act in told)]
    beside = [act for act in beside if act.name not in TAKING or act.chance >= CERTAIN]
    if chance < PARTED and any(act.kind == "wants" and act.chance >= CERTAIN for act in beside):
        return beside
    if own.name == MEANING:  # "in plain words, please: what's wrong, and what do I do"
        beside += [act for act in sure if (act.kind, act.name) == NEXT]
    return [own, *(act for act in beside if act.words != text and act.name not in LEAVES)]


def _asks_again(heard: Resolution) -> bool:
    """True if a message very likely says when the weekly question is to come again, in whichever way."""
    heard_so: list[tuple[str, str, float]] = [(act.kind, act.name, act.chance) for act in heard.done]
    heard_so += [(kind, name, chance) for kind, name, _, chance in heard.doubted]
    return sum(chance for kind, name, chance in heard_so if kind == "wants" and name in ASKED_AGAIN) >= SURELY


def _heard_closer(matter: str, chance: float, heard: Resolution) -> list[Act]:
    """Return the acts of a matter that the reader hears more closely: those it heard, or a likely one that harms nothing."""
    fits = [act for act in heard.done if _is_of(matter, act.kind, act.name)]
    if matter == JUDGED and not fits and chance >= JUDGING:
        return [Act(JUDGED, chance=chance)]  # "I give free talks there. is this marketing or sales?"
    if fits or chance < CHOOSING:
        return fits or list(heard.done)
    numbers = [act for act in heard.done if act.kind in TOLD and act.told is not None]
    corrects = any(act.kind == "corrects" and act.chance >= JUDGING for act in numbers)
    if matter == "suppose" and numbers and not corrects:
        return [replace(act, kind="supposes") for act in numbers]
    if matter == "suppose" and all(act.kind == "asks" for act in heard.done):
        return [Act("asks", WAY_OF_WORK, chance=chance)]  # "what about a third lad, would that change anything?"
    rivals = [rival for act in heard.done for rival in act.rivals] + list(heard.doubted)
    rivals = [rival for rival in rivals if _harms_nothing(*rival[:2]) and _is_of(matter, *rival[:2])]
    if rivals:
        kind, name, value, _ = max(rivals, key=lambda rival: rival[3])
        return [Act(cast("ActKind", kind), name, value, chance=chance)]
    return [replace(PLAIN[matter], chance=chance)] if matter in PLAIN else list(heard.done)


def _harms_nothing(kind: str, name: str) -> bool:
    """True for an act by which nothing is stored or taken away, so that a likely one may be done."""
    return kind in HARMLESS and name not in TAKING


def _act_of(matter: Matter, text: str, words: Words) -> Act | None:
    """Return the act that a matter is, by its likeliest kind; None if it is one that the reader hears more closely."""
    name, chance = matter
    step = AS_STEP.get(name, name)
    if step in OF_STEP and step not in HOWS:
        return Act("step", step, chance=chance)
    if (remark := closest(name, text, words)) != name:
        return Act("asks", remark, chance=chance)
    if step in HOWS:
        return Act("step", step, chance=chance)
    if name == "differ":
        return Act("disagrees", chance=chance)
    if name in words.blocks("topics/verdict") and name not in ASKED:
        return Act("asks", name, chance=chance)
    return None


def _is_of(matter: str, kind: str, name: str) -> bool:
    """True if an act is of a matter that the reader hears more closely."""
    return kind in GROUPS.get(matter, ()) or (kind == "asks" and name in ASKED.get(matter, ()))


def _closer(act: Act, text: str, words: Words) -> Act:
    """Return one act of several as closely as its own words tell it."""
    if act.kind not in PARTS or act.words == text or is_short(act.words):
        return act
    (matter, *_) = matters(act.words, words.language)
    own = _act_of(matter, act.words, words)
    return replace(own, words=act.words) if own is not None and matter[1] >= CHOOSING else act


def _without_unlikely(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Return acts without what only a part may say, and all of a message is hardly about: ""stayed", signed or paid?"."""
    chances = dict(all_matters(text, words.language))
    doubtful = [act for act in acts if act.kind in ("asks", "step") and act.chance < SURELY]
    return [act for act in acts if act not in doubtful or chances.get(_matter_of(act), 0.0) >= HARDLY]


def _matter_of(act: Act) -> str:
    """Return the matter that a question or a word about the step is of."""
    return next((matter for matter, names in ASKED.items() if act.name in names), act.name)


def _is_option(act: Act) -> bool:
    return act.kind == "tells" and act.told is None and act.name != TRADE


def _goes_before(act: Act, matter: Matter, text: str, words: Words) -> bool:
    """True for what is answered whatever else a message may be about: another language, a sure supposition."""
    asks_what_turns = matter[0] == AS_SUPPOSED and closest(AS_SUPPOSED, text, words) == AS_SUPPOSED
    likely = act.chance >= (STORING if asks_what_turns or matter[1] < STORING else JUDGING)
    supposes = act.kind == "supposes" and (act.told is not None or says_times(text, words)) and likely
    return supposes or act.kind == "foreign"


def _is_sure_wish(act: Act, matter: Matter) -> bool:
    """True for a wish that the reader is surer of than of any matter, by which nothing is lost: "I wish I could see the weeks".

    That all is to be deleted is asked about before it is done, so that this may be less sure.
    """
    if act.kind != "wants" or act.name in (LATER, "restart", "back", "skip", "note") or matter[0] in (LATER, "want"):
        return False
    if act.name == DELETE:
        return act.chance >= STORING and matter[1] < JUDGING
    return act.chance >= BEYOND_DOUBT and (act.chance >= matter[1] - CLOSE)


def _is_told_besides(act: Act) -> bool:
    """True for what may be told in a message about something else: a complaint, a name, or a sure reason and the like."""
    return act.name in ("problem", "name") or (_is_option(act) and act.chance >= SURELY)


def _without_contradiction(context: Context, text: str, acts: Sequence[Act]) -> list[Act]:
    """Leave out what does not go together.

    Who disagrees and says why beside it changes no answer by that, nor by a word about the step; a question is answered
    instead of a disagreement that names no side; and of "why" and "why not the other" one is answered.
    """
    questions = [act for act in acts if act.kind == "asks" and asks(act.words, context.words)]
    if questions:  # "I thought I needed adverts. why?" asks why
        acts = [act for act in acts if act.kind != "asks" or not act.words or act in questions]
    asked = {act.name for act in acts if act.kind == "asks"}
    steps = [act for act in acts if act.kind == "step" and act.name not in (HOW, *DETAILS)]
    kept = list(acts)
    if any(act.kind == "disagrees" for act in acts):
        kept = [act for act in kept if not _is_option(act)]
        if steps or (asked and side_named(context, text) is None):
            kept = [act for act in kept if act.kind != "disagrees"]
    if asked:
        kept = [act for act in kept if act not in steps or act.chance >= LIKELY]
    if any(act.name == ANOTHER and act.chance >= SURELY for act in steps):  # what it says beside is the reason
        kept = [act for act in kept if act not in steps or act.name == ANOTHER or act.chance >= SURELY]
        kept = [act for act in kept if act.kind != "asks" or asks(act.words, context.words)]
    if steps:  # "done, we set up an automatic reply" says how it was done, "too much work" why it isn't
        kept = [act for act in kept if act.kind != "judge" and (act.kind, act.name) != NEXT]
        # an option beside it is of it: "the rest went quiet"
        kept = [act for act in kept if not _is_option(act) or act.chance >= BY_STRUCTURE]
    if {"why", "why_not"} <= asked:
        kept = [act for act in kept if not (act.kind == "asks" and act.name == "why")]
    return kept
