"""What owners say after a verdict that is no question about it, heard by its words: ``prompts/LANG/topics/besides.j2``.

To look at a page, to write a message, whether somebody is counted, why the step is marketing or sales, how often it is done,
that it was begun, one large sale, a word for customers, and what is only thought aloud. Nothing of it is stored.
"""

import re
from collections.abc import Callable, Sequence

from bot.checkins.steps import BESIDES, DETAILS, HOW, MESSAGE, told_by_parts, words_now
from bot.core.records import Chat
from bot.diagnosis.things import WORTH_IT
from bot.dialogue.commands import command_button
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.common import STEM, nearness
from bot.language.listening.matters import all_matters
from bot.language.listening.naming import NOUN, kinds_among
from bot.language.match import fold
from bot.language.nouns import called
from bot.language.templates import Words
from bot.turn.after_verdict import counts_of
from bot.turn.narrowed import SIDES, said_of, says
from bot.turn.objections import perhaps_objecting
from bot.turn.policy import CHOOSING, SAYING
from bot.turn.taken_up import HOWS
from bot.turn.unheard import asks

COUNTED = (
    "seller", "liked", "absent", "missed", "again", "priced", "together", "helpless", "reached"
)  # fmt: skip
"""Whether somebody counts, by who it is; the first that is named answers."""

DEFINED = ("talked", "customers", "people")
"""What a count is of, where nobody in particular is named."""

HOUR, MANY = "hour", "many"
DETAILS_ASKED = {"often": "ways", HOUR: "ways", MANY: "which"}
"""Questions about the step that one of its details answers, with a sentence of their own."""

SURPRISED = "surprised"
ALOUD = (SURPRISED, "sighs", "thinking")
REPORTS = ("done", "waiting", "failed", "worked", "later", "cant", "already")
OF_STEP = (*HOWS, *REPORTS, "works", "why_step", "do", "when")
ANSWERED_ELSE = ("cant", "already", "failed", "worked", "done", "waiting")
WISHED = ("want", "later", "suppose", "show")
WHEN, JUDGED, SOCIAL = "when", "judge", "social"
MEANING = ("mean", "term")

NAMING_IT = 2  # parts of a step that name it: its name, and what to do
STEP_NAMED, STEP_PLAINLY = 0.5, 1.5  # how near a message must come to the words of the step
DENIED = "negation"
SHORT = 8  # words of a message that says nothing but how customers are called, or asks nothing but a detail of the step
DEFINING = 12  # words of a message that asks what is counted
FEW = 7  # words of what is only thought aloud
LARGE = 500  # money at least of a large sale where no currency is told
UNDER_VERDICT = ("whatif", "fix")

_ADDRESS = re.compile(r"https?://|\bwww\.|(?<!\S)@\w{3,}")


def told_besides(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer what is said beside the verdict's questions and the words about its step; None where it is none of that."""
    answers: Sequence[Callable[[Context, Chat, str], Turned | None]] = (
        _page, _counting, _message, _side_of_step, _word, _detail, _one_large, _begun, perhaps_objecting, _aloud
    )  # fmt: skip
    return next(filter(None, (answer(context, chat, text) for answer in answers)), None)


def _page(context: Context, chat: Chat, text: str) -> Turned | None:
    words = context.words
    shown = _ADDRESS.search(text) or (says("page", text, words) and says("pages", text, words))
    return _say(context, chat, "page") if shown else None


def _message(context: Context, chat: Chat, text: str) -> Turned | None:
    first, _ = _likeliest(text, context.words)
    weighs = first.startswith(WORTH_IT) and asks(text, context.words)  # "does a proper quote template help"
    if not says("message", text, context.words) or weighs or first in ANSWERED_ELSE:
        return None
    return told_by_parts(context, chat, "message", MESSAGE, HOW)


def _side_of_step(context: Context, chat: Chat, text: str) -> Turned | None:
    """Say why the step is of its side; an activity that the message names itself is judged elsewhere."""
    words = context.words
    first, _ = _likeliest(text, words)
    if not _names_side(text, words) or first in (*REPORTS, *MEANING) or first.startswith(WORTH_IT):
        return None
    near = nearness(text, words_now(context, chat)[:NAMING_IT], words.language)
    named = says("side_of_step", text, words) or near >= (STEP_PLAINLY if first == JUDGED else STEP_NAMED)
    return told_by_parts(context, chat, "side_of_step") if named else None


def _names_side(text: str, words: Words) -> bool:
    """True if a text has the word for one of the two sides, in any of its forms."""
    sides = [fold(words.label("diagnosis/tags", side))[:STEM] for side in SIDES]
    return any(word.startswith(tuple(sides)) for word in fold(text).split())


def _word(context: Context, chat: Chat, text: str) -> Turned | None:
    words = context.words
    said = fold(text).split()
    nouns = [word for word in said if NOUN in kinds_among([word], words.language)]
    two = len(set(nouns)) > 1 and DENIED in kinds_among(said, words.language)
    if any(map(str.isdecimal, text)) or len(said) > SHORT or not (two or (nouns and says("word", text, words))):
        return None
    return _say(context, chat, "word", **called(chat.business.trade, words))


def _counting(context: Context, chat: Chat, text: str) -> Turned | None:
    """Say whether somebody is counted, or what is."""
    words = context.words
    if not (asks(text, words) and says("counting", text, words)) and not says("either", text, words):
        return None
    found = said_of([f"says_count_{one}" for one in COUNTED], text, words, BESIDES)
    if found:
        return _say(context, chat, found.removeprefix("says_"), **called(chat.business.trade, words))
    if len(text.split()) > DEFINING:
        return None
    of = said_of([f"says_of_{one}" for one in DEFINED], text, words, BESIDES)
    return context.aside(chat, words.say("topics/question", of.replace("says_of", "counts"))) if of else None


def _detail(context: Context, chat: Chat, text: str) -> Turned | None:
    words = context.words
    if not asks(text, words):
        return None
    asked = next((one for one in DETAILS_ASKED if says(one, text, words)), None)
    first, chance = _likeliest(text, words)
    if asked is None or first in WISHED or (first == WHEN and asked == HOUR):
        return None
    if first in DETAILS and chance >= CHOOSING:
        return None  # it is told alone
    short = len(text.split()) <= SHORT and asked != MANY
    near = nearness(text, words_now(context, chat), words.language) >= STEP_NAMED
    if not (short or near or _of_step(text, words, OF_STEP)):
        return None
    return told_by_parts(context, chat, asked, "name", DETAILS_ASKED[asked])


def _one_large(context: Context, chat: Chat, text: str) -> Turned | None:
    """Note one sale that was much larger than the others; it is no usual value."""
    words, session = context.words, chat.session(chat.business.checkup or 0)
    if session is None or asks(text, words) or not says("one_large", text, words):
        return None
    known = counts_of(session).values()
    told = [one for one in tokens_in(text, words.language, "money") if isinstance(one, ToldAmount) and not one.share]
    money = [one for one in told if one.currency is not None or one.amount.value >= LARGE]
    if not any(one.amount.value not in known for one in money):
        return None
    return _say(context, chat, "one_large", **called(chat.business.trade, words))


def _begun(context: Context, chat: Chat, text: str) -> Turned | None:
    words = context.words
    if asks(text, words) or not says("begun", text, words) or not _of_step(text, words, REPORTS):
        return None
    return told_by_parts(context, chat, "begun")


def _aloud(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer what is only thought aloud in a word or two, with the buttons of the step."""
    words = context.words
    numbers = any(isinstance(token, ToldAmount) for token in tokens_in(text, words.language))
    if numbers or asks(text, words) or len(text.split()) > FEW:
        return None
    first, chance = _likeliest(text, words)
    if first != SOCIAL and chance >= CHOOSING:
        return None
    block = next((one for one in ALOUD if says(one, text, words)), None)
    if block is None:
        return None
    return _say(context, chat, block) if block == SURPRISED else told_by_parts(context, chat, block)


def _say(context: Context, chat: Chat, block: str, **values: str) -> Turned:
    number = str(chat.business.checkup)
    rows = (tuple(command_button(name, context.words, number) for name in UNDER_VERDICT),)
    return context.aside(chat, context.words.say(BESIDES, block, **values), rows=rows)


def _likeliest(text: str, words: Words) -> tuple[str, float]:
    return next(iter(all_matters(text, words.language)), ("", 0.0))


def _of_step(text: str, words: Words, matters: Sequence[str]) -> bool:
    """True if a good part of what a message may be about is the step."""
    found = all_matters(text, words.language)
    return sum(chance for matter, chance in found if matter in matters) >= SAYING
