"""What is said of those who got in touch and were never answered: they come first, the way they reached the owner, and with a sorry."""

from msgspec.structs import replace

from bot.checkins.next_step import ANOTHER, ANSWERED, MISSED
from bot.checkins.steps import StepBook, on_step, step_book, told_now
from bot.core.ledger import StepSaid
from bot.core.records import Chat
from bot.core.replies import Say
from bot.diagnosis import Advice
from bot.diagnosis.facts import missed_of
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import asks
from bot.hearing.policy import SURELY
from bot.hearing.taken_up import asks_somewhere
from bot.hearing.tally import counts_told, tally_in
from bot.language.listening.acts import Act
from bot.language.listening.closer import closer_answer
from bot.language.listening.matters import all_matters
from bot.language.listening.passages import passages_of
from bot.language.listening.unanswered import DENIED, FIRST, LATE, OTHER, WAY, unanswered_said
from bot.language.templates import Words

UNANSWERED = "topics/unanswered"
REMARK = "message"
OTHER_WORDS = ("missed", "price", "review", "introduction", "found", "greet", "answers", "due", "decline")
"""Words that are wanted for others than those who were never answered."""

WORKED, MISS = "worked", "miss"
WINNING_BACK = frozenset({MISSED, "automatic"})
"""Means of the steps by which those who were missed are won back."""

REACHING = frozenset({"reply", "ring", "write", "miss", "talk", "quote"})
TOO_LATE = frozenset({"miss", "forgot", "not_now", "day", "week", "month", "negation", "went_quiet"})
"""Kinds of word without one of which a message is of nobody who was to be reached, or of nobody who was kept waiting."""

SEEMS = ("how", "social", "another", "cant", "answered", "waiting", "later", "done", "lost", "how_if_not")
"""Matters that such a message may seem to be."""

RATHER = frozenset({"rest", "first", "begin", "advise_me", "negation"})
"""Kinds of word for what comes before the rest, and for "should I" and "wouldn't it"."""

HAVE_QUOTE, NEGATION, REPLY, QUIET = "quote", "negation", "reply", "went_quiet"


def of_the_unanswered(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer what a message surely says of those who were never answered; None where it says nothing of them."""
    said = unanswered_said(text)
    now = step_book(context).now(chat)
    if said == OTHER or now is None or counts_told(text, context.words) is not None:
        return None
    if not _may_be(said, now, text, context.words):
        return None
    book = step_book(context)
    answers = book.answers(chat)
    n = missed_of(answers)
    if said == FIRST and _only_accepts(now, text, context.words):
        return None
    if said == FIRST:
        first = _step_for_missed(book, chat, now)
        if first is None or (n is None and answers is not None and answers.none_left):
            return None
        chat = _at_step(context, chat, now, first)
    told = told_now(context, chat)
    rows = () if told is None else told[1]
    return chat, (Say(context.words.say(UNANSWERED, said, n=n), rows),)


def regained_told(context: Context, chat: Chat, text: str) -> Turned | None:
    """Take what became of those who had been missed as what the step brought; None where a message doesn't count it."""
    now = step_book(context).now(chat)
    found = tally_in(text, context.words)
    if now is None or found is None or MISS not in found.tried.kinds or asks(text, context.words):
        return None
    aims = not WINNING_BACK.isdisjoint(now.means)
    return on_step(context, chat, [Act("step", WORKED, found.counts.value, words=text)]) if aims else None


def _may_be(said: str, now: Advice, text: str, words: Words) -> bool:
    """True if a message may say that where it is said: words for the unanswered are no words for who has a quote."""
    parts = passages_of(text, words.language)
    kinds = frozenset(kind for part in parts for kind in part.kinds)
    matter, chance = next(iter(all_matters(text, words.language)), ("", 0.0))
    if (said != LATE and kinds.isdisjoint(REACHING)) or (chance >= SURELY and matter not in SEEMS):
        return False
    if said == LATE:
        quoted = any(HAVE_QUOTE in part.kinds and NEGATION not in part.kinds for part in parts)
        long_ago = any(told.span is not None for part in parts for told in part.numbers)
        return (
            not quoted
            and (long_ago or not kinds.isdisjoint(TOO_LATE))
            and closer_answer(REMARK, text) not in OTHER_WORDS
        )
    if said == WAY:
        refuse_calls = any({REPLY, NEGATION} <= part.kinds for part in parts)
        return MISSED in now.means and not refuse_calls
    return said == DENIED or not any(QUIET in part.kinds for part in parts)


def _only_accepts(now: Advice, text: str, words: Words) -> bool:
    """True if a message only says that the step will be done, and leaves nothing else for it: "I'll ring them tomorrow"."""
    kinds = {kind for part in passages_of(text, words.language) for kind in part.kinds}
    return MISSED in now.means and not asks_somewhere(text, words) and kinds.isdisjoint(RATHER)


def _step_for_missed(book: StepBook, chat: Chat, now: Advice) -> Advice | None:
    """Return the step by which those who were missed are answered: the current one, or the first of the trade."""
    if MISSED in now.means and now.first:
        return now
    given = book.trades.given[book.trade(chat)]
    return next((one for one in given if one.first and MISSED in one.means and one.moves == ANSWERED), None)


def _at_step(context: Context, chat: Chat, now: Advice, first: Advice) -> Chat:
    """Make a step the current one, as if nothing had been said of it before."""
    if first.id == now.id:
        return chat
    if first.id in chat.book.steps:
        chat = chat.with_book(chat.book.with_step_back(first.id))
    instead = StepSaid(now.id, ANOTHER, context.event.at)
    return chat.with_book(chat.book.with_step(replace(instead, following=first.id)))
