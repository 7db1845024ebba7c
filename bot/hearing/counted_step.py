"""What an owner counted where that is the step: how many of this month's customers had been there before."""

from bot.checkins.step_counts import StepCounts
from bot.checkins.steps import step_book
from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.hearing.policy import SURELY
from bot.hearing.tally import ASKED
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.matters import all_matters
from bot.language.listening.passages import passages_of

DONE, REPORTS, NEW = "done", ("done", "worked"), "new"


def counted_told(context: Context, chat: Chat, text: str) -> Act | None:
    """Return the step as done with the two numbers that it asks for, a whole and its part; None of another step, or without these."""
    one = step_book(context).now(chat)
    if one is None or not one.counts:
        return None
    language = context.words.language
    parts = passages_of(text, language)
    if any(part.numbers and part.kinds & ASKED for part in parts):
        return None  # "11 people called, we talked with 9" are the numbers of the door
    if not any(_is_done(said, language) for said in (text, *(part.text for part in parts if not part.numbers))):
        return None
    of_the_new = any(part.numbers and NEW in part.kinds for part in parts)  # "118 in, 9 new faces" counts the others
    match [count for part in parts for told in part.numbers for count in _counts(told)]:
        case [whole, part] if 0 < part <= whole and not of_the_new:
            return Act("step", DONE, StepCounts(whole, part=part).value)
        case _:
            return None


def _is_done(text: str, language: str) -> bool:
    return sum(chance for matter, chance in all_matters(text, language) if matter in REPORTS) >= SURELY


def _counts(told: ToldAmount) -> list[int]:
    """Return a count as a number; of "6 of 9" the whole and its part."""
    value = told.amount.value
    if told.currency is not None or told.vague:
        return []
    if told.share and told.whole:
        return [round(told.whole), round(value * told.whole)]
    return [] if told.share or not value.is_integer() else [round(value)]
