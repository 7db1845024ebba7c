"""An owner who sees a verdict differently: what would have to be true, the answers to correct, and a note of it."""

from bot.checkup.answers import answers_of
from bot.checkup.commands import objecting, with_verdict
from bot.checkup.supposing import SUPPOSE
from bot.core.records import Chat, Session
from bot.core.replies import Button, Rows, Say, in_rows
from bot.core.week_numbers import FIELDS
from bot.dialogue.commands import command_button
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.match import fold
from bot.language.nouns import called
from bot.language.verdicts import kinds
from bot.turn.narrowed import SIDES
from bot.turn.topics import about_verdict

DISAGREE = "menu/disagree"
CORRECTED = ("people", "talked", "customers", "orders", "visitors", "fit", "room", "wanted")
"""The answers that are offered to be corrected, those that count most first."""

MOST = 5
COLUMNS = 2


def disagreed(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer who disagrees with the newest verdict; None where something else was said last.

    A plain "no" changes nothing. If the owner names another side, that is noted for the operator.
    """
    session = with_verdict(chat, "")
    if session is None or session.state != "done" or not _is_newest(chat):
        return None
    side = side_named(context, text)
    given = chat.newest_verdict(session.number)
    if side is not None and given is not None and kinds()[given.kind].side != side:
        chat = objecting(context, chat, session, text, side)
    line = about_verdict(context, chat, f"differ {side}" if side else "differ")
    return chat, (Say(line, _to_correct(context, chat, session)),)


def side_named(context: Context, text: str) -> str | None:
    """Return the one side that a text says it is; None where it names none, several, or says that it is not."""
    said = f" {fold(text)} "
    before, after = (context.words.listed(DISAGREE, block) for block in ("denied", "praised"))
    denied = {
        side
        for side in SIDES
        if any(f" {no} {side} " in said for no in before) or any(f" {side} {fine} " in said for fine in after)
    }
    named = [side for side in SIDES if f" {side} " in said and side not in denied]
    return named[0] if len(named) == 1 else None


def _is_newest(chat: Chat) -> bool:
    """True if the newest buttons are those of a verdict, or of what was said about it."""
    names = {data[1:].partition(" ")[0] for _, data in chat.owner.offered}
    return bool(names & {"fix", "how", "stands"}) and not names & {"differ"}


def _to_correct(context: Context, chat: Chat, session: Session) -> Rows:
    """Return a button for each answer that may be off, and one for who finds them all right."""
    words = context.words
    told = answers_of(session, chat.business)
    buttons = []
    for question in CORRECTED:
        amount = told.total(question) if question in FIELDS else getattr(told, question)
        if amount is not None and question in session.answers:
            label = words.label(SUPPOSE, f"fact_{question}", n=amount.value, **called(told.trade, words))
            buttons.append(Button(label[:1].upper() + label[1:], f"/fix {session.number} {question}"))
    buttons = buttons[:MOST]
    other = command_button("fix", words, str(session.number))
    right = Button(words.label(DISAGREE, "stands"), f"/stands {session.number}")
    return (*in_rows(buttons, COLUMNS), *in_rows([other, right], COLUMNS))
