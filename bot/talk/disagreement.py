"""An owner who sees a verdict differently: what would have to be true, the answers to correct, and a note of it."""

from bot.checkup.commands import objecting, with_verdict
from bot.core.records import Chat, Session
from bot.core.replies import Say
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import SIDES
from bot.language.match import fold
from bot.language.verdicts import kinds
from bot.talk.answering import about_verdict, answered, having_asked, to_correct

DISAGREE = "menu/disagree"
NEITHER, BEYOND_DOOR = "neither", ("room", "wanted")
"""The verdict that nothing is short, and the answers on which it rests with who finds that something is."""


def disagreed(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer who disagrees with the newest verdict; None where something else was said last.

    A plain "no" changes nothing. If the owner names another side, that is noted for the operator.
    """
    session = with_verdict(chat, "")
    if session is None or session.state != "done" or not _is_newest(chat):
        return None
    return _differing(context, chat, session, text, side_named(context, text))


def _differing(context: Context, chat: Chat, session: Session, text: str, side: str | None) -> Turned:
    given = chat.newest_verdict(session.number)
    if side is not None and given is not None and kinds()[given.kind].side != side:
        chat = objecting(context, chat, session, text, side)
    asked = f"differ {side}" if side else "differ"
    line = about_verdict(context, chat, asked)
    first = BEYOND_DOOR if given is not None and given.kind == NEITHER else ()
    return having_asked(context, chat, asked), (Say(line, to_correct(context, chat, session, first)),)


def seen_so(context: Context, chat: Chat, side: str, text: str) -> Turned:
    """Answer who says after a verdict where it hurts: why it is that side, or what would have to be true for another."""
    session = with_verdict(chat, "")
    given = chat.newest_verdict(session.number) if session is not None else None
    if side not in SIDES or given is None or session is None or kinds()[given.kind].side == side:
        return answered(context, chat, "why")
    return _differing(context, chat, session, text, side)


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
