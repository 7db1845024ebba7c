"""What words say beside the plain answer to a question, or in its place."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.session import is_checkin
from bot.checkup.told import STANDS_FOR
from bot.core.records import CHECKUP
from bot.dialogue.context import Context
from bot.dialogue.flow import Question
from bot.dialogue.hear import Action, Choices, Heard, Many, Missed, Number, Value
from bot.dialogue.scene import Scene
from bot.hearing.lengths import of_lengths
from bot.hearing.policy import BESIDE, CHOOSING, STORING, SURELY, TOLD, Resolution, is_doubtful_option
from bot.hearing.taking import OPENING_FACTS, facts_for, is_told_before
from bot.language.choices import length_told
from bot.language.listening.accounted import WEEK, as_named, leaves_open
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.parting import HeardMessage
from bot.language.listening.roles import roles_meant
from bot.language.listening.week_names import names_beside
from bot.talk.topics import line_for

PLAINLY = 0.9  # a number this likely to answer another question is not taken for the open one

WORTHLESS = ("vague", "same", "as_usual", "time", "money", "date", "which_time", "ordinal", "not_finite")
"""Reasons why what was typed about a number is none."""

SAID_TOO = ("asks", "foreign")
"""Acts beside an answer that are answered too."""

AGAIN = 0.9  # how likely one of several numbers must be another earlier answer to take its place
VALUE_SURELY = 0.9
"""How likely money must be the value of a sale to be taken for it where people were asked for."""
LIKELY = 0.15  # how likely the one number that is left must be the answer


def says_more(scene: Scene, heard: Heard, meant: Resolution, context: Context) -> bool:
    """True if words that could be a plain answer surely tell more, or something else: "55 messages, 41 answered"."""
    if isinstance(heard, Number | Choices) and heard.made and not _holds_worked_out(scene, heard, meant):
        return False
    if isinstance(heard, Choices) and heard.asks == "ambiguous":
        if _leaves_open(scene, heard, meant, context):
            return False
        several = [act for act in meant.done if act.kind in TOLD and act.told is not None]
        if len({act.name for act in several}) > 1 and len(facts_for(scene, several, context).amounts) > 1:
            return True  # each number answers a question of its own
        own = [act.chance for act in several if scene.current is not None and act.name == scene.current.id]
        if len(own) == 1 and own[0] >= PLAINLY:
            return True  # one of them surely is the answer
    current = scene.current
    facts = [act for act in meant.done if act.kind in TOLD and act.name != "problem"]
    one = isinstance(heard, Number) or (isinstance(heard, Choices) and heard.asks != "ambiguous")
    typed = heard.typed if one and isinstance(heard, Number | Choices) else ""
    called = [act for act in facts if _is_called(act, typed, context.words.language)]
    facts = [act for act in facts if act in called or act.chance >= _beside(act) or _is_as_heard(act, heard, scene)]
    if (
        current is None
        or current.kind == "money"
        or not facts
        or isinstance(heard, Many)
        or scene.session.step != "ask"
    ):
        return False
    found = facts_for(scene, facts, context)
    told = {*found.amounts, *found.choices}
    if isinstance(heard, Number) or (
        isinstance(heard, Choices) and heard.days
    ):  # "18 in the shop", "30 on the site and 45 on ebay" say nothing new of the trade
        known = {name for name in OPENING_FACTS if name in scene.session.answers}
        if told <= known:
            return False
        told -= known if current.id in told else set()
    if any(act.name == "missed" for act in facts) and current.id in told:
        return True  # how many were not talked with
    corrects = any(act.kind == "corrects" for act in facts)
    if isinstance(heard, Choices) and not one and not corrects and len(told) == 1 and current.id not in told:
        return False  # only one of several numbers was heard, as an answer to another question
    if told == {"people"} and current.per and _is_rate(heard):
        return False  # "12 people a week" is what there is room for
    if isinstance(heard, Action) and current.options:
        today, language = scene.said.at.date(), context.words.language
        if not (current.up_to and length_told(heard.label, language, today=today, begun=current.begun)):
            return bool(told)
        return bool(told - of_lengths(scene.form.flow).keys())  # the one length is the answer to this question
    if current.id in told:
        return bool(told - {current.id})
    return len(told) == len(facts) and (len(told) > 1 or facts[0].chance >= PLAINLY or called == facts)


def _is_called(act: Act, text: str, language: str) -> bool:
    """True if a likely number is what the noun or the verb beside it says: "only got 3 customers", "I answered 18"."""
    if act.told is None or act.chance < STORING:
        return False
    return STANDS_FOR.get(act.name, act.name) in names_beside(act.told, text, language)


def _is_as_heard(act: Act, heard: Heard, scene: Scene) -> bool:
    """True if a number that only may be the answer is the one that the plain reading takes for it."""
    if scene.current is None or act.name != scene.current.id or act.told is None:
        return False
    return isinstance(heard, Number) and act.told.amount == heard.amount


def _holds_worked_out(scene: Scene, heard: Heard, meant: Resolution) -> bool:
    """True if what was meant is the number that the words make, with an option or the value of a sale beside it."""
    if scene.current is None or not isinstance(heard, Number):
        return False
    own = [act for act in meant.done if act.name == scene.current.id and act.told is not None]
    worth = any(act.name == "value" and act.chance >= VALUE_SURELY for act in meant.done)
    told = [act.told.amount for act in own if act.told is not None]
    return told == [heard.amount] and (worth or bool(_options_in(meant)))


def _options_in(meant: Resolution) -> list[Act]:
    """Return the options that are told in a message, and new to its owner's business."""
    told = [act for act in meant.done if act.kind in TOLD and act.told is None and act.chance >= BESIDE]
    return [act for act in told if act.value and act.name not in (*OPENING_FACTS, "problem")]


def _with_worked_out(heard: Number, meant: Resolution, current: Question) -> Resolution | None:
    """Return the options of a message with the number that its words make, where the reader heard another one of several.

    As 20 of "in a normal month 60, but this is Ramadan so 20".
    """
    asked, span = current.id, heard.span
    as_asked = span is None or (current.per == "week" and span.each and span.weeks == 1)
    numbers = [act for act in meant.done if act.kind in TOLD and act.told is not None]
    heard_otherwise = any(act.name == asked and act.told and act.told.amount != heard.amount for act in numbers)
    if not as_asked or not (heard.made or heard_otherwise) or any(act.name != asked for act in numbers):
        return None
    if not (options := _options_in(meant)) or any(act.kind == "corrects" for act in meant.done):
        return None
    answer = Act("tells", asked, "", ToldAmount(heard.amount), 1.0)
    return Resolution((answer, *options), meant.doubted)


def _leaves_open(scene: Scene, heard: Choices, meant: Resolution, context: Context) -> bool:
    """True if one of several numbers would be taken or left out though nothing says what it counts."""
    if scene.current is None or any(act.kind in ("corrects", "foreign") for act in meant.done):
        return False
    language = context.words.language
    told = [act for act in meant.done if act.kind in TOLD and act.told is not None]
    asked = scene.current.id
    if any(act.chance < AGAIN and is_told_before(scene, act) for act in told):
        return True
    return leaves_open(heard.typed, told, asked, _state(scene, asked), language)


def _state(scene: Scene, asked: str) -> str:
    """Name what is asked, as the reader knows it."""
    return WEEK if is_checkin(scene.session) else f"q:{asked}"


def with_the_answer(scene: Scene, heard: Heard, meant: Resolution, text: str, language: str) -> Resolution:
    """Return what was meant with the number that answers the open question, where only what stands beside it was heard.

    As the three of "three, we are sitting around waiting", and the 8 of "around 8, and I can handle 25 enquiries".
    """
    current = scene.current
    plain = isinstance(heard, Number) or (isinstance(heard, Choices) and heard.asks == "ambiguous")
    made = isinstance(heard, Number | Choices) and heard.made
    if current is None or current.kind != "count" or scene.session.step != "ask":
        return meant
    if isinstance(heard, Number) and (worked_out := _with_worked_out(heard, meant, current)):
        return worked_out
    if not plain or made:
        return meant
    meant = replace(meant, done=tuple(act for act in meant.done if not is_doubtful_option(act, BESIDE)))
    facts = [act for act in meant.done if act.kind in TOLD]
    if isinstance(heard, Choices) and not any(act.kind in ("corrects", "foreign") for act in meant.done):
        named = as_named(text, current.id, _state(scene, current.id), language)
        if any(is_told_before(scene, act) for act in named):
            named = ()  # it is a part of the answer: "30 on whatsapp and 10 who rang"
        told_too = [act for act in meant.done if act.told is None and act.name != "number"]
        meant = Resolution((*named, *told_too), meant.doubted) if named else meant
        facts = [act for act in meant.done if act.kind in TOLD]
    beside = [act for act in facts if act.name not in (current.id, "number") and act.chance >= _beside(act)]
    if not beside or len(beside) < len(facts) or any(act.kind == "corrects" for act in facts):
        return meant
    left = [told for told in tokens_in(text, language) if isinstance(told, ToldAmount) and not _is_taken(told, beside)]
    if isinstance(heard, Number):  # "most of them, I'd say 12"
        left = [told for told in left if told.amount == heard.amount] or left
    if len(left) != 1 or left[0].currency is not None or left[0].others:
        return meant
    if scene.session.flow == CHECKUP and _is_another(text, left[0], _state(scene, current.id), language):
        return meant
    answer = Act("tells", current.id, "", left[0], 1.0, "", left[0].place)
    return Resolution((answer, *meant.done), meant.doubted)


def _is_another(text: str, told: ToldAmount, state: str, language: str) -> bool:
    """True for a number that hardly counts what is asked; a share that stands alone may.

    As the 50 of "50 calls, 45 talked to, 5 bought" where the room is asked, and the 52 of "leads: 52".
    """
    message = HeardMessage.of(tokens_in(text, language), state, language)
    roles = {place: role for place, role in roles_meant(message).items() if message.tokens[place] == told}
    alone = told.share and sum(isinstance(one, ToldAmount) for one in message.tokens) == 1
    return not alone and all(dict(role.ranked).get(state.rpartition(":")[2], 0.0) < LIKELY for role in roles.values())


def _is_taken(told: ToldAmount, acts: Sequence[Act]) -> bool:
    """True if an amount belongs to what some acts tell: it is the number of one, or stands among the words of an option."""
    return any(act.place[0] <= told.place[0] and told.place[1] <= act.place[1] for act in acts)


def said_beside(context: Context, scene: Scene, heard: Heard, meant: Resolution, text: str) -> list[str]:
    """Answer what is asked beside an answer ("six, why d'you ask"), and owners in distress."""
    if not isinstance(heard, Number | Value | Many):
        return []
    beside = [act for act in meant.done if act.chance >= SURELY and (act.kind in SAID_TOO or act.name == "distress")]
    return [line for act in beside if (line := line_for(context, scene.chat, scene, act, text))]


def holds_no_number(scene: Scene | None, heard: Heard, meant: Resolution, context: Context) -> bool:
    """True if nothing was told but a quantity that is no usable number: "a fair few", "12 hours"."""
    missing = isinstance(heard, Missed) and heard.reason in WORTHLESS
    return missing and scene is not None and not _tells_beside(scene, meant, context)


def _tells_beside(scene: Scene, meant: Resolution, context: Context) -> bool:
    """True if words with no number that could be taken surely tell, ask or want something else."""
    asked = scene.current.id if scene.current is not None else ""
    facts = [act for act in meant.done if act.kind in TOLD and act.name != asked and act.chance >= _surely(act)]
    if facts_for(scene, facts, context) or any(act.name == "problem" for act in facts):
        return True
    others = [act for act in meant.done if act.kind in ("asks", "wants", "disagrees", "step", "social")]
    return any(act.chance >= (BESIDE if act.kind == "wants" else SURELY) for act in others)


def _surely(act: Act) -> float:
    """Return how likely a fact must be to be taken beside words that hold no number."""
    if act.told is None:
        return SURELY if any(map(str.isdecimal, act.words)) else CHOOSING
    return VALUE_SURELY if act.name == "value" else SURELY


def _beside(act: Act) -> float:
    """Return how likely a fact must be to be taken beside the answer: an option is echoed, so it may be less sure."""
    return BESIDE if act.told is None else SURELY


def _is_rate(heard: Heard) -> bool:
    """True if a number was told for each of some stretch of time."""
    match heard:
        case Number(span=span):
            return span is not None and span.each
        case Choices(asks="days"):
            return True
        case _:
            return False
