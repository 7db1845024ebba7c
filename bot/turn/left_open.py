"""What the verdict says would help to know, answered right after it: "about six weeks now"."""

from itertools import pairwise

from msgspec.structs import replace

from bot.core.records import CHECKUP, Chat
from bot.dialogue.context import Context
from bot.language.choices import length_told, option_of_length
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.reader import read_acts
from bot.language.numbers.pieces import Word
from bot.turn.lengths import of_lengths
from bot.turn.policy import JUDGING, STORING, SURELY, Resolution
from bot.turn.unheard import asks
from bot.turn.weighed import is_of_step

OF_A_YEAR = "year_customers"
MOST_OF_A_YEAR = 40  # weeks
MOST_WORDS = 8  # of a message that is a length of time and little else
SAID_OTHERWISE = ("asks", "wants", "supposes", "corrects", "judge", "foreign")
"""What a message surely is instead of an answer."""


def answer_left_open(context: Context, chat: Chat, text: str, heard: Resolution) -> Resolution | None:
    """Return a message as the answer to a question that the verdict leaves open; None if it is none.

    First the one whose answer would help most, then those that were left out.

    Args:
        context: what the bot works with.
        chat: whose newest verdict it is.
        text: the message.
        heard: how it is read where nothing is asked.
    """
    session = chat.session(chat.business.checkup or 0)
    if session is None or asks(text, context.words):
        return None
    if any(act.kind in SAID_OTHERWISE and act.chance >= SURELY for act in heard.done):
        return None
    open_ones = [name for name, answer in session.answers.items() if answer.state != "known"]
    if (most := context.form(session).left_open(chat, session)) is not None:
        if length := _length(context, most, text):
            return Resolution((length,))
        open_ones.insert(0, most)
    of_step = is_of_step(text, context.words.language)  # "did that already, they never pick up"
    told = {act.name for act in heard.done if act.kind == "tells" and not of_step}
    for question in dict.fromkeys(open_ones):
        if question != most and question not in told:
            continue
        acts = read_acts(text, f"q:{question}", language=context.words.language)
        enough = STORING if question == most else JUDGING
        answers = [act for act in acts if act.kind == "tells" and act.name == question and act.chance >= enough]
        if len(answers) == 1:
            return Resolution((answers[0],))
    return _of_a_year(context, heard) if OF_A_YEAR in open_ones and not of_step else None


def _length(context: Context, question: str, text: str) -> Act | None:
    """Return the one length of time of a short message as the answer to a question for one: "six weeks now"."""
    tokens = tokens_in(text, context.words.language)
    counts = any(
        isinstance(one, ToldAmount) and (one.span or isinstance(behind, Word)) for one, behind in pairwise(tokens)
    )
    if counts or len(text.split()) > MOST_WORDS:
        return None  # "won 22 clients this year"
    asked = of_lengths(context.catalogue.forms[CHECKUP].flow).get(question)
    length = length_told(text, context.words.language, today=context.event.at.date()) if asked else None
    if asked is None or length is None:
        return None
    return Act("tells", question, asked.options[option_of_length(length, asked.up_to)])


def _of_a_year(context: Context, heard: Resolution) -> Resolution | None:
    """Return the customers of about a year as the answer to the question for them."""
    today = context.event.at.date()
    for act in heard.done:
        span = act.told.span if act.kind == "tells" and act.told is not None else None
        if act.name == "customers" and span is not None and span.told(today).weeks >= MOST_OF_A_YEAR:
            return Resolution((replace(act, kind="corrects", name=OF_A_YEAR),))
    return None
