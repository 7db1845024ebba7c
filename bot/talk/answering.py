"""Answers a question about the newest verdict: whole at first; asked again in a row, otherwise; then by the numbers together."""

from collections.abc import Iterable, Sequence

from bot.checkins.steps import id_now, told_now, told_plainly
from bot.checkup.answers import answers_of
from bot.checkup.supposing import SUPPOSE
from bot.core.records import Chat, Session
from bot.core.replies import Button, Rows, Say, in_rows
from bot.core.week_numbers import FIELDS
from bot.diagnosis.again import AGAIN, TOGETHER
from bot.diagnosis.talk import STEP_REMARKS, is_of_step, template_of
from bot.diagnosis.things import lacks_worth
from bot.dialogue.commands import command_button
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.nouns import called

ABOUT = "about"
TOLD = "told"  # of the step, and which part of it: kept where no command waits for words
UNDER = {"why": ("how",), "sure": ("how",), "worked_out": ("how",), "contradiction": ("fix",)}
"""The buttons under an answer about the verdict, before those that are under all of them."""

ALWAYS = ("whatif", "fix")
GAIN = "gain"
CORRECTED = ("people", "talked", "customers", "orders", "visitors", "fit", "room", "wanted")
"""The answers that are offered to be corrected, those that count most first."""

TO_MEND = {
    "wrong_ones": ("people", "talked", "fit", "visitors"),
    "uncounted": ("people", "customers", "orders", "visitors"),
    "no_hands": ("room",),
}
"""The answers that are offered to be corrected where an owner says what the verdict leaves out, by the question it answers."""

OF_A_VERDICT = {"fix", "how", "step"}
"""Commands whose buttons stand under a verdict, and under what is said about it."""

MOST = 5
COLUMNS = 2
WAYS = ("", AGAIN, TOGETHER)
"""How a question is answered that is asked again and again: then from the first again."""


def answered(context: Context, chat: Chat, asked: str) -> Turned:
    """Answer a question about the newest verdict, with its buttons, and keep that it was asked."""
    line, rows = about_verdict(context, chat, asked), rows_under(context, chat, asked)
    return context.aside(having_asked(context, chat, asked), line, rows=rows)


def about_verdict(context: Context, chat: Chat, asked: str, *, anew: bool = False) -> str:
    """Answer a question about the newest verdict from its own numbers, again as the first time where that is wanted."""
    way = "" if anew else WAYS[_times(context, chat, asked) % len(WAYS)]
    return _told(context, chat, asked, way)


def having_asked(context: Context, chat: Chat, asked: str) -> Chat:
    """Keep what an owner asked about the verdict, and how often in a row, for the words that follow."""
    if template_of(asked, context.words) is None:
        return chat
    return chat.awaiting(f"{ABOUT} {_times(context, chat, asked) + 1} {asked}")


def asks_about(awaited: str | None) -> bool:
    """True if what was said last answered a question about the verdict, so that nothing else waits for words."""
    return awaited is not None and awaited.startswith(f"{ABOUT} ")


def waits_for_words(awaited: str | None) -> bool:
    """True if a command waits for the next words, and what was said last is no answer that is merely kept."""
    return bool(awaited) and not asks_about(awaited) and not (awaited or "").startswith(f"{TOLD} ")


def asks_worth_of_sale(awaited: str | None) -> bool:
    """True if what was said last asked what an average sale is worth: the gain in money, or whether a cost pays."""
    if awaited is None or not asks_about(awaited):
        return False
    asked = awaited.split(" ", 2)[-1]
    return asked == GAIN or lacks_worth(asked)


def rows_under(context: Context, chat: Chat, asked: str | None) -> Rows | None:
    """Return the buttons under an answer about the verdict; None for those of the menu."""
    topic = (asked or "").partition(" ")[0]
    of_step = told_now(context, chat) if topic == "do" or topic in context.words.blocks(STEP_REMARKS) else None
    if of_step is not None:
        return of_step[1]
    session = chat.session(chat.business.checkup or 0)
    if session is None or topic in ("", "do", "show", "none"):
        return None
    if asked is not None and WAYS[_times(context, chat, asked) % len(WAYS)] == TOGETHER:
        return to_correct(context, chat, session)
    number = str(session.number)
    if topic in TO_MEND:
        mending = in_rows(mend_buttons(context, chat, session, TO_MEND[topic]), COLUMNS)
        return (*mending, (command_button("fix", context.words, number),))
    names = dict.fromkeys((*UNDER.get(topic, ()), *ALWAYS))
    rows = tuple((command_button(name, context.words, number),) for name in names)
    if (topic == GAIN or lacks_worth(asked or "")) and "value" not in session.answers:
        rows = ((command_button("money", context.words, number),), *rows)
    return rows


def with_the_step(context: Context, chat: Chat, line: str) -> Turned | None:
    """Say a word to who agrees or thanks, with the step of the week, which is what comes next; None where none was in view.

    Who has just read about the step alone sees its buttons again.
    """
    names = {data[1:].partition(" ")[0] for _, data in chat.owner.offered}
    if chat.open is not None or not names & OF_A_VERDICT or (of_step := told_now(context, chat)) is None:
        return None
    told, rows = of_step
    return chat, (Say(line if names <= {"step"} else f"{line}\n\n{told}", rows),)


def to_correct(context: Context, chat: Chat, session: Session, first: Sequence[str] = ()) -> Rows:
    """Return a button for each answer that may be off, some before the others, and one for who finds them all right."""
    words = context.words
    buttons = mend_buttons(context, chat, session, dict.fromkeys((*first, *CORRECTED)))[:MOST]
    other = command_button("fix", words, str(session.number))
    right = Button(words.label("menu/disagree", "stands"), f"/stands {session.number}")
    return (*in_rows(buttons, COLUMNS), *in_rows([other, right], COLUMNS))


def mend_buttons(context: Context, chat: Chat, session: Session, questions: Iterable[str]) -> list[Button]:
    """Return a button for each of some answers that were given, to correct it."""
    words, buttons = context.words, []
    told = answers_of(session, chat.business)
    for question in questions:
        amount = told.total(question) if question in FIELDS else getattr(told, question)
        if amount is not None and question in session.answers:
            label = words.label(SUPPOSE, f"fact_{question}", n=amount.value, **called(told.trade, words))
            buttons.append(Button(label[:1].upper() + label[1:], f"/fix {session.number} {question}"))
    return buttons


def _times(context: Context, chat: Chat, asked: str) -> int:
    """Return how often a question was answered just before, in a row, whether in these words or in others."""
    _, _, rest = (context.awaited or "").partition(" ")
    times, _, last = rest.partition(" ")
    if not asks_about(context.awaited) or not times.isdecimal():
        return 0
    same = last == asked or _told(context, chat, last, "") == _told(context, chat, asked, "")
    return int(times) if same else 0


def _told(context: Context, chat: Chat, asked: str, way: str) -> str:
    topic = asked.partition(" ")[0]
    if topic == "do" and (of_step := told_now(context, chat)):
        same = context.words.say("topics/again", "same_step")
        return {AGAIN: told_plainly(context, chat), TOGETHER: f"{same}\n\n{of_step[0]}"}.get(way, of_step[0])
    if is_of_step(topic, context.words):
        asked = f"{asked} {id_now(context, chat)}".rstrip()
    session = chat.session(chat.business.checkup or 0)
    told = context.form(session).about(chat, session, context.words, f"{asked} {way}".rstrip()) if session else None
    return told or context.words.say("topics/verdict", "none")
