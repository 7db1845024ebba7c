"""Why a week speaks of other people than were talked with: "why 8? I said 10" is about those who had time to decide."""

from bot.checkins.follow import answers_since, checkup_of
from bot.checkins.sentence import deciders_of
from bot.checkins.steps import StepBook
from bot.core.records import CHECKIN, Chat
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.policy import STORING
from bot.hearing.taken_up import asks_somewhere
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.reader import read_acts

MOST_WORDS = 10  # of such a question


def deciders_asked(context: Context, chat: Chat, text: str) -> Turned | None:
    """Say whom the customers of the last week were compared with, where that number is asked about; None elsewhere.

    With it stands at most the number of those talked with, which it is held against.
    """
    acts = read_acts(text, "weekly_done", language=context.words.language)
    if any(act.kind == "supposes" and act.chance >= STORING for act in acts):
        return None
    told = [one.amount.value for one in tokens_in(text, context.words.language) if isinstance(one, ToldAmount)]
    steps = context.form_of(CHECKIN).steps
    if (
        not isinstance(steps, StepBook)
        or not told
        or len(text.split()) > MOST_WORDS
        or not asks_somewhere(text, context.words)
    ):
        return None
    checkup = checkup_of(chat)
    answers = answers_since(chat, checkup) if checkup is not None and chat.book.numbers else None
    found = deciders_of(chat.book, answers, steps.trades) if answers is not None else None
    if found is None or round(found.of) == round(found.talked):
        return None
    numbers = {round(one) for one in told}
    if round(found.of) not in numbers or not numbers <= {round(found.of), round(found.talked)}:
        return None
    values = {"talked": found.talked, "of": found.of, "count": found.count}
    line = context.words.say("checkins/noticed", "deciders", **values)
    return context.aside(chat, line, rows=command_rows(("weeks",), context.words))
