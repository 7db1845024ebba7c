"""The commands of the check-up: begin it, explain its verdict, change an answer afterwards."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.core.records import Chat, Session
from bot.dialogue import prompting as talk
from bot.dialogue.context import Desk, Handler, Takes, takes_nothing
from bot.dialogue.prompting import Turned

CHECKUP = "checkup"


def checkup(desk: Desk, chat: Chat, _argument: str) -> Turned:
    """Begin a check-up, or offer to go on with one."""
    chat = desk.without_asides(chat)
    if (on_top := desk.open(chat)) is not None and not desk.form(on_top).gives_way(on_top):
        return chat, (desk.go_on_or_start_over("in_session"),)
    if kept := desk.draft(chat, CHECKUP):
        return chat, (desk.go_on_or_start_over("kept", answers=len(kept.answers)),)
    return begin(desk, chat)


def begin(desk: Desk, chat: Chat) -> Turned:
    """Begin a check-up afresh."""
    return talk.begin(desk.catalogue.forms[CHECKUP], chat, desk.words, desk.event.at)


def how(desk: Desk, chat: Chat, argument: str) -> Turned:
    """Explain how a verdict was worked out; by default the newest."""
    session = _with_verdict(chat, argument)
    if session is None:
        return desk.aside(chat, desk.words.say("menu/start", "no_verdict"))
    return desk.aside(chat, desk.form(session).explain(chat.at(session.business), session, desk.words))


def verdict(desk: Desk, chat: Chat, argument: str) -> Turned:
    """Show a verdict again as it was given, picture and all; by default the newest."""
    session = _with_verdict(chat, argument)
    if session is None:
        return desk.aside(chat, desk.words.say("menu/start", "no_verdict"))
    as_at_first = replace(chat.at(session.business), verdicts=())  # nothing changed since
    _, replies = desk.form(session).finish(as_at_first, session, desk.words, desk.event.at)
    return desk.pick_up(chat, replies)


def fix(desk: Desk, chat: Chat, argument: str) -> Turned:
    """Open a finished check-up again, to change an answer."""
    session = _with_verdict(chat, argument)
    if session is None:
        return desk.aside(chat, desk.words.say("menu/start", "no_verdict"))
    if session.state == "done":
        if (other := desk.open(chat)) is not None:
            return desk.ask(chat, other, desk.words.say("menu/start", "first_this"))
        chat = chat.at(session.business)
        session = replace(session, state="open", touched_at=desk.event.at)
    return desk.ask(chat, replace(session, step="choose", returning_to=None))


def _with_verdict(chat: Chat, argument: str) -> Session | None:
    """Give the session of a verdict: the one with that number, or the newest."""
    numbered = argument.isascii() and argument.isdigit() and len(argument) < 10
    session = chat.session(int(argument) if numbered else chat.business.checkup or 0)
    if session is None or session.state == "dropped":
        return None
    return session if any(given.session == session.number for given in chat.verdicts) else None


COMMANDS: Mapping[str, Handler] = {"checkup": checkup, "how": how, "fix": fix, "verdict": verdict}
TAKES: Mapping[str, Takes] = dict.fromkeys(COMMANDS, takes_nothing)
