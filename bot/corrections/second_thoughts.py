"""What a message does about what was said before: it puts an answer right, beside the open one's answer, or takes it back."""

from collections.abc import Mapping, Sequence

from bot.core.records import Session
from bot.corrections.reckoned import reckoned
from bot.dialogue import prompting
from bot.dialogue.flow import Flow
from bot.dialogue.hear import Action, Choices, Number
from bot.dialogue.scene import Scene
from bot.hearing.earlier import Earlier
from bot.hearing.in_a_row import in_a_row
from bot.hearing.mixed import mixed_choice
from bot.hearing.numbers_told import is_told
from bot.hearing.policy import CHOOSING, STORING, SURELY, TOLD, Resolution
from bot.hearing.put_instead import put_instead
from bot.hearing.put_right import PutRight, put_right
from bot.hearing.restated import chosen_otherwise, restated
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.naming import NAMING
from bot.language.listening.passages import passages_of
from bot.language.listening.reader import read_acts
from bot.language.listening.said_numbers import said_numbers
from bot.language.listening.steps_told import SENTENCE
from bot.language.listening.week_names import named_numbers
from bot.language.listening.words_between import words_between
from bot.language.numbers.pieces import Extent

OBJECTING = frozenset({"negation", "disagree", "slip", "mends"})
NAMED_APART: Mapping[str, tuple[str, ...]] = {"talked": ("talked",), "customers": ("customers", "orders", "wanted")}
"""Steps of the door by their names, with the questions at which so many are counted."""

VALUE = "value"
MOST_WORDS = 12  # of a message that only takes back what was said before


def mended_answers(
    text: str,
    acts: Sequence[Act],
    session: Session,
    flow: Flow,
    scene: Scene | None,
    language: str,
    *,
    supposing: bool = False,
) -> Resolution | None:
    """Return the corrections of earlier answers in a message, with the answer to the open question beside them.

    Args:
        text: the message.
        acts: how it is read as a whole: what is only supposed puts nothing right.
        session: whose answers may be put right.
        flow: the questions that they answer.
        scene: the question that is open; None where none is.
        language: of the message.
        supposing: other numbers are supposed just now.
    """
    current = scene.current if scene is not None and scene.session.step == "ask" else None
    earlier = Earlier.of(session, flow, current.id if current else "", language)
    choosing = scene is not None and scene.session.step == "choose"
    anew = restated(text, earlier, choosing=choosing, supposing=supposing) if current is None else None
    surest = max((act.chance for act in acts if act.kind == "supposes"), default=0.0)
    if surest >= (SURELY if _is_likely_told(anew, text, language) else STORING):
        return None
    if _only_asks(text, language):
        return None
    if scene is None and (row := in_a_row(text, earlier)):
        return Resolution(row, plain=True)
    if scene is None and (sums := reckoned(text, earlier)):
        return Resolution(sums, plain=True)
    if current is None and (option := chosen_otherwise(text, earlier)):
        return Resolution((option,), plain=True)
    right = put_right(text, earlier)
    if right is None and scene is None and (instead := put_instead(text, earlier)):
        return Resolution(instead, plain=True)
    if (found := right or anew) is None or any(_is_money(act, acts) for act in found.acts):
        return None
    besides = [told] if scene is not None and (told := told_besides(scene, found.rest)) is not None else []
    if current is not None and not besides:
        besides = [act for act in acts if act.name == current.id and act.value and act.chance >= SURELY][:1]
    if current is not None and any(_objects(act.words, language) for act in found.acts):
        named = {act.name for act in (*besides, *found.acts)}
        besides += [act for act in _others_told(acts, found.rest, current.id, language) if act.name not in named]
    left = [] if current is None else _of_another_step(found.rest, current.id, language)
    if not besides and not left and any(map(str.isdecimal, found.rest)):
        return _with_the_rest(found, anew, earlier) if current is None else None
    return Resolution((*besides, *found.acts), plain=True)


def _is_money(mended: Act, acts: Sequence[Act]) -> bool:
    """True for a number that surely is what a sale is worth, though the noun for one names customers: "avg job is 14k"."""
    places = [act.place for act in acts if act.name == VALUE and act.told is not None and act.chance >= SURELY]
    return mended.name != VALUE and mended.told is not None and mended.told.place in places


def _with_the_rest(found: PutRight, anew: PutRight | None, earlier: Earlier) -> Resolution | None:
    """Return corrections with those that the rest of a message tells by their names; None where a number is left that counts nothing."""
    mended = {act.name: _number(act) for act in found.acts}
    others = restated(found.rest, earlier, claimed=True)
    if others is not None and all(mended.get(act.name, _number(act)) == _number(act) for act in others.acts):
        return Resolution((*(act for act in others.acts if act.name not in mended), *found.acts), plain=True)
    return Resolution(anew.acts, plain=True) if anew is not None else None


def _number(act: Act) -> float | None:
    return act.told.amount.value if act.told is not None else None


def _objects(words: str, language: str) -> bool:
    """True if some words say that something is wrong, or is not so: "its not 0 people, id say 6 a week"."""
    return any(part.denied or not part.kinds.isdisjoint(("mends", "negation")) for part in passages_of(words, language))


def _others_told(acts: Sequence[Act], rest: str, asked: str, language: str) -> list[Act]:
    """Return the numbers that the rest of a message surely tells of something else: "not 0, 6 a week, 4 of them book"."""
    left = [one.amount for one in tokens_in(rest, language) if isinstance(one, ToldAmount)]
    sure = [act for act in acts if act.kind in TOLD and act.told is not None and act.chance >= SURELY]
    return [act for act in sure if act.name != asked and act.told is not None and act.told.amount in left]


def _is_likely_told(anew: PutRight | None, text: str, language: str) -> bool:
    return anew is not None and is_told(text, language, least=CHOOSING)


def _only_asks(text: str, language: str) -> bool:
    """True for what begins like a question and says of nothing that it is wrong: "why 3.6 and not 5 like I said".

    What is claimed in another sentence is told: "where do you get 7 a week! I said 7 in 3 months".
    """
    _, *others = SENTENCE.split(text.strip())
    if any(part.numbers and "said" in part.kinds for part in passages_of(" ".join(others), language)):
        return False
    passages = passages_of(text, language)
    asks = bool(passages) and passages[0].words[0].text in words_between(language).asking
    return asks and all(passage.kinds.isdisjoint(("mends", "is")) for passage in passages)


def told_besides(scene: Scene, rest: str) -> Act | None:
    """Return what the rest of a message answers to the open question; None if it answers nothing."""
    current = scene.current
    if current is None or not any(map(str.isalnum, rest)):
        return None
    language = scene.words.language
    if option := mixed_choice(scene, rest):
        return Act("tells", current.id, option)
    words = [word for part in passages_of(rest, language) for word in part.words]
    if all(
        word.kinds & OBJECTING or (word.told and not word.told.amount.high and word.text.isalpha()) for word in words
    ):
        return None  # the "nope" of "nope, not 45. More like 20" is no answer
    match prompting.listen(scene, rest):
        case Number(amount=amount):
            told = [one for one in tokens_in(rest, language) if isinstance(one, ToldAmount) and one.amount == amount]
            if any(one.place in _of_another_step(rest, current.id, language) for one in told):
                return None  # "24 had the call. 6 is proposals"
            return Act("tells", current.id, "", told[0] if told else ToldAmount(amount))
        case Choices(asks="days"):
            daily = [one for one in tokens_in(rest, language) if isinstance(one, ToldAmount) and one.span is not None]
            return Act("tells", current.id, "", daily[0]) if len(daily) == 1 else None
        case Action(name=name) if name[:1] == "=":
            return Act("tells", current.id, name[1:])
        case _:
            acts = read_acts(rest, f"q:{current.id}", language=language)
            return next(
                (act for act in acts if act.name == current.id and act.chance >= CHOOSING and act.kind in TOLD), None
            )


def _of_another_step(rest: str, asked: str, language: str) -> list[Extent]:
    """Return the places of the numbers that are called by what nobody counts at the open question: proposals, sales."""
    named = named_numbers(rest, language)
    able = [one.told.place for one in said_numbers(rest, language).numbers if one.has(*NAMING.get(asked, ()))]
    named = [(told, name) for told, name in named if told.place not in able]  # "we can take on 7 a week"
    return [told.place for told, name in named if name and asked not in NAMED_APART.get(name, (asked,))]


def taken_back(text: str, *, asked: bool, language: str) -> Resolution | None:
    """Return the wish to change what was said before, where that is all a message says: "scrap that", "can I redo that".

    Args:
        text: the message.
        asked: a question is open, so that it is gone back from there.
        language: of the message.
    """
    passages = passages_of(text, language)
    kinds = frozenset().union(*(passage.kinds for passage in passages))
    counts = any(passage.numbers or passage.denied for passage in passages)
    if "undo" not in kinds or "unreal" in kinds or counts or sum(len(one.words) for one in passages) > MOST_WORDS:
        return None
    return Resolution((Act("wants", "back" if asked else "change"),), plain=True)
