"""What the verdict says would help to know, answered right after it: "about six weeks now"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.checkup.supposing import A_YEAR, BUYERS, MOST_OF_A_YEAR, OF_A_YEAR
from bot.core.records import CHECKUP, Chat
from bot.dialogue.context import Context
from bot.hearing.after_verdict import BESIDE_WEEKS
from bot.hearing.lengths import AGE, of_lengths
from bot.hearing.narrowed import asks
from bot.hearing.numbers_told import may_be_told
from bot.hearing.outcomes import AS_TRIED
from bot.hearing.plainly import BY_STRUCTURE, named_around
from bot.hearing.policy import A_NUMBER, CHOOSING, JUDGING, STORING, SURELY, TOLD, Resolution
from bot.hearing.reasons import without_one_case
from bot.language.choices import length_told, option_of_length
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.common import shared_rarity
from bot.language.listening.matters import STATE, matters
from bot.language.listening.naming import NAMING
from bot.language.listening.passages import passages_of
from bot.language.listening.reader import read_acts
from bot.language.listening.span_words import TimeSpan
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Word
from bot.talk.objections import is_surely_uneasy
from bot.talk.remarks import remark_in
from bot.talk.weighed import is_of_step

PEOPLE, OF_BUYERS = "people", frozenset({*BUYERS, OF_A_YEAR})
MOST_WORDS = 8  # of a message that is a length of time and little else
BARE = 3  # of a sentence that is a length of time and nothing else
TOO_LONG = 20  # times the longest time of the options
MOST_PARTS = 5  # of a message that are read as answers
SEVERAL = 2
TOLD_IT = "tell"  # the matter of whatever is told
ECHOED = 7.0  # how rare the words are together that a question shares with the one that is left open
SENTENCES, PARTS = re.compile(r"[.!;\n]+(?=\s|$)"), re.compile(r"[,.!;\n]+(?=\s|$)")
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
    if session is None:
        return None
    most = context.form(session).left_open(chat, session)
    echoed = _behind_echo(context, most, text)
    open_ones = [name for name, answer in session.answers.items() if answer.state != "known"]
    if OF_A_YEAR in (most, *open_ones) and (asked := _of_a_year_behind_echo(context, text)):
        return asked
    text = echoed or text
    if asks(text, context.words):
        return None
    mends = any(act.kind == "corrects" and act.name in session.answers for act in heard.done)
    if OF_A_YEAR in (most, *open_ones) and not mends and (of_year := _of_a_year(context, text)):
        return of_year
    if AGE in (most, *open_ones) and (age := _asked_since(context, text)):
        return Resolution((age,))
    if remark_in(text, context.words) or (not echoed and _is_said_otherwise(heard)):
        return None
    if is_surely_uneasy(text, context.words):
        return None  # "I hate pestering folk about a quote" tells no reason of theirs
    if several := _several(context, text, heard, open_ones):
        return several
    if most is not None and (length := _length_told(context, most, text, echoed=bool(echoed))):
        return Resolution((length,))
    return None if echoed else _read_anew(context, text, heard, most, open_ones)


def _several(context: Context, text: str, heard: Resolution, open_ones: Sequence[str]) -> Resolution | None:
    """Return the answers to several questions at once, each told in a part of its own; None where fewer are surely told.

    One that is answered already may be among them: "busy about right, room for 10, they say it's too dear".
    """
    parts = [part for part in PARTS.split(text) if part.strip()][:MOST_PARTS]
    if len(parts) < SEVERAL or is_of_step(text, context.words.language):
        return None
    language = context.words.language
    if any(one in AS_TRIED and chance >= CHOOSING for part in parts for one, chance in matters(part, language)[:1]):
        return None  # "doing it a week now, sent 7, 3 came back within the hour"
    told: dict[str, Act] = {
        act.name: act
        for act in heard.done
        if act.kind in TOLD and act.chance >= SURELY and (act.told is None or _is_named(act, text, language))
    }
    for part in parts:
        seems = (act.name for act in read_acts(part, STATE, language=language) if act.kind in TOLD)
        questions = [one for one in dict.fromkeys((*open_ones, *seems)) if one in context.catalogue.forms[CHECKUP].flow]
        found = [answer for one in questions if (answer := _read_as(one, part, language, JUDGING))]
        found = [answer for answer in found if answer.told is None or _is_named(answer, part, language)]
        if best := max(found, key=lambda answer: answer.chance, default=None):
            told.setdefault(best.name, best)
    is_new = any(act.told is None for act in told.values()) and told.keys() - {"trade", "path"}
    return Resolution(tuple(told.values())) if len(told) >= SEVERAL and is_new else None


def _is_named(answer: Act, text: str, language: str) -> bool:
    """True if a number is none of a week, and the words beside it name it: "room for 10"."""
    if answer.told is None or answer.name not in BESIDE_WEEKS:
        return False
    return answer.name in named_around(answer.told, text, language)


def _is_said_otherwise(heard: Resolution) -> bool:
    return any(act.kind in SAID_OTHERWISE and act.chance >= SURELY for act in heard.done)


def _read_anew(
    context: Context, text: str, heard: Resolution, most: str | None, open_ones: Sequence[str]
) -> Resolution | None:
    """Return the answer that a text surely tells if it is read where an open question is asked.

    Of the questions that were left out only those are tried that it seemed to answer, or all where it was not understood.
    """
    first = next(iter(matters(text, context.words.language)), ("", 0.0))
    counts = [
        one for one in tokens_in(text, context.words.language) if isinstance(one, ToldAmount) and one.span is None
    ]
    if first[1] >= CHOOSING and (first[0] in AS_TRIED or (counts and first[0] != TOLD_IT)):
        return None  # "two booked, the rest went quiet", "20 of the 36 were real jobs, the others wanted it for free"
    told = {act.name for act in heard.done if act.kind == "tells"}
    plain = not any(act.chance >= STORING for act in heard.done)
    for question in dict.fromkeys((*((most,) if most else ()), *open_ones)):
        if question != most and question not in told and not plain:
            continue
        loosely = question == most and (first[0] == TOLD_IT or first[1] < STORING)
        answer = _read_as(question, text, context.words.language, STORING if loosely else JUDGING)
        if answer is None or (answer.told is None and A_NUMBER in answer.words):
            continue  # "the year before that 17" is no option
        if not without_one_case((answer,), text, context.words):
            continue
        if answer.told is None or may_be_told(text, context.words.language):
            return Resolution((answer,))
    return None


def _read_as(question: str, text: str, language: str, enough: float) -> Act | None:
    """Return the one answer that a text surely tells where a question is asked."""
    acts = read_acts(text, f"q:{question}", language=language)
    answers = [act for act in acts if act.kind == "tells" and act.name == question and act.chance >= STORING]
    return answers[0] if len(answers) == 1 and answers[0].chance >= enough else None


def _behind_echo(context: Context, most: str | None, text: str) -> str:
    """Return what stands behind the open question, where a text asks it once more and answers: "how quick? in 3 days"."""
    echo, _, rest = text.rpartition("?")
    if most is None or not echo or not rest.strip():
        return ""
    return rest.strip() if _speaks_of(context, most, echo) else ""


def _of_a_year_behind_echo(context: Context, text: str) -> Resolution | None:
    """Return the customers of a year that are told behind the question for them: "how many last year? about 15 new"."""
    echo, _, rest = text.rpartition("?")
    today, language = context.event.at.date(), context.words.language
    spans = [one.told(today).weeks for one in tokens_in(echo, language) if isinstance(one, TimeSpan)]
    first = next((part for part in SENTENCES.split(rest) if part.strip()), "")
    told = [one for one in tokens_in(first, language) if isinstance(one, ToldAmount)]
    of_year = len(spans) == 1 and MOST_OF_A_YEAR <= spans[0] <= A_YEAR
    if not of_year or len(told) != 1 or told[0].share or told[0].currency or told[0].span:
        return None
    if not named_around(told[0], first, language) <= OF_BUYERS:
        return None
    return Resolution((Act("corrects", OF_A_YEAR, "", told[0], BY_STRUCTURE, text, told[0].place),))


def _length_told(context: Context, question: str, text: str, *, echoed: bool) -> Act | None:
    """Return the length of time that a text tells as the answer to a question for one.

    Alone, in the first of several sentences that says nothing else, or behind the question that it answers.
    """
    if (told := _length(context, question, text)) is not None:
        return told
    first, *others = [part for part in SENTENCES.split(text) if part.strip()] or [""]
    if others and len(first.split()) <= BARE:
        return _length(context, question, first)
    part = PARTS.split(text)[0]
    if not echoed and not _speaks_of(context, question, part):
        return None
    return _length(context, question, " ".join(part.split()[-MOST_WORDS:]))


def _asked_since(context: Context, text: str) -> Act | None:
    """Return since when people get in touch, where a part of a text says so: "they've been asking since mid April"."""
    asking = NAMING["people"] - {"people"}
    if is_of_step(text, context.words.language):
        return None  # "I've been ringing them since Monday"
    for part in passages_of(text, context.words.language):
        plain = part.within(clean(text, context.words.language).text)
        since = any(isinstance(one, TimeSpan) and one.since for one in tokens_in(plain, context.words.language))
        others = not part.kinds.isdisjoint(asking) and "subject" not in part.kinds  # and not the owner
        if since and others and (told := _length(context, AGE, plain)):
            return told
    return None


def _speaks_of(context: Context, question: str, text: str) -> bool:
    """True if a text has the words by which the verdict names a question: "they answer within two days usually"."""
    known = context.words.label(f"checkup/{question}", "unknown", buyer="", buyers="", asked="", quote="")
    return sum(shared_rarity(text, (known,), context.words.language).values()) >= ECHOED


def _length(context: Context, question: str, text: str) -> Act | None:
    """Return the one length of time of a short message as the answer to a question for one: "six weeks now"."""
    tokens = tokens_in(text, context.words.language)
    counts = any(
        isinstance(one, ToldAmount) and not one.share and (one.span or isinstance(behind, Word))
        for one, behind in pairwise(tokens)
    )
    if counts or len(text.split()) > MOST_WORDS:
        return None  # "won 22 clients this year"
    asked = of_lengths(context.catalogue.forms[CHECKUP].flow).get(question)
    today, begun = context.event.at.date(), asked is not None and asked.begun
    length = length_told(text, context.words.language, today=today, begun=begun) if asked else None
    if asked is None or length is None or length.days > TOO_LONG * asked.up_to[-1]:
        return None  # "3 months old" says nothing of how soon somebody answers
    return Act("tells", question, asked.options[option_of_length(length, asked.up_to)])


def _of_a_year(context: Context, text: str) -> Resolution | None:
    """Return the one number of about a year as the customers of twelve months: "19 kitchens in the last 12 months".

    That of "17 the year before" is none. In what is likely about the step, the words beside it have to name customers.
    """
    today, language = context.event.at.date(), context.words.language
    told = [one for part in passages_of(text, language) if "last" not in part.kinds for one in part.numbers if one.span]
    of_year = [one for one in told if one.span and MOST_OF_A_YEAR <= one.span.told(today).weeks <= A_YEAR]
    if len(of_year) != 1 or of_year[0].share or of_year[0].currency is not None:
        return None
    named = named_around(of_year[0], text, language)
    named = named - {PEOPLE} if named & OF_BUYERS else named  # "61 girls joined"
    if not named <= OF_BUYERS or (not named and not may_be_told(text, language)):
        return None
    return Resolution((Act("corrects", OF_A_YEAR, "", of_year[0], BY_STRUCTURE, text, of_year[0].place),))
