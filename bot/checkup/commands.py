"""The commands of the check-up: begin it, explain its verdict, change an answer afterwards."""

from msgspec.structs import replace

from bot.checkup.verdict import can_tell_in_money
from bot.core.digits import short_number
from bot.core.records import CHECKUP, Chat, Objection, Session, Step
from bot.core.replies import in_rows
from bot.dialogue.commands import command_button, command_rows
from bot.dialogue.context import CommandSpec, Context, takes_always, takes_nothing
from bot.dialogue.prompting import ask
from bot.dialogue.scene import Scene, Turned

LONGEST = 2_000  # characters of an objection that are kept


def checkup(context: Context, chat: Chat, _argument: str) -> Turned:
    """Begin a check-up, or offer to go on with one."""
    chat = context.without_asides(chat)
    if (on_top := context.open(chat)) is not None and not context.form(on_top).gives_way(on_top):
        return chat, (context.go_on_or_start_over("in_session"),)
    if kept := context.draft(chat, CHECKUP):
        return chat, (context.go_on_or_start_over("kept", answers=len(kept.answers)),)
    return begin(context, chat)


def begin(context: Context, chat: Chat) -> Turned:
    """Begin a check-up afresh."""
    return ask(context.opened(chat, CHECKUP))


def how(context: Context, chat: Chat, argument: str) -> Turned:
    """Explain how a verdict was worked out; by default the newest."""
    session = with_verdict(chat, argument)
    if session is None:
        return context.aside(chat, context.words.say("menu/start", "no_verdict"))
    told = context.form(session).explain(chat.switch_to(session.business), session, context.words)
    given, number = chat.newest_verdict(session.number), str(session.number)
    names = ("money",) if given is not None and can_tell_in_money(given, session) else ()
    under = (*names, "whatif", "fix") if context.in_group else (*names, "whatif", "fix", "show")
    buttons = [command_button(name, context.words, number) for name in under]
    return context.aside(chat, told, rows=in_rows(buttons, 2))


def verdict(context: Context, chat: Chat, argument: str) -> Turned:
    """Show a verdict again as it was given, picture and all; by default the newest."""
    session = with_verdict(chat, argument)
    if session is None:
        return context.aside(chat, context.words.say("menu/start", "no_verdict"))
    _, replies = as_given(context, chat, session)
    return context.pick_up(chat, replies)


def as_given(context: Context, chat: Chat, session: Session) -> Turned:
    """Show a verdict once more as it was given, as if nothing had changed since."""
    as_at_first = replace(chat.switch_to(session.business), verdicts=())
    return context.form(session).finish(as_at_first, session, context.words, context.event.at)


def fix(context: Context, chat: Chat, argument: str) -> Turned:
    """Open a finished check-up again to change an answer: that of the question named, or one from a list.

    While a check-up is open, its own answers are meant.
    """
    scene = None if argument else context.scene(chat)
    if scene is not None and scene.session.flow == CHECKUP:
        return context.pick_up(*ask(scene.changed(step="choose") if scene.session.answers else scene))
    number, _, question = argument.partition(" ")
    session = with_verdict(chat, number)
    if session is not None and question in session.answers:
        return _asked_again(context, chat, number, step="ask", returning_to=question)
    return _asked_again(context, chat, argument, step="choose", returning_to=None)


def stands(context: Context, chat: Chat, argument: str) -> Turned:
    """Note that the owner finds every number right and sees the verdict differently; it stands as it was."""
    session = with_verdict(chat, argument)
    if session is None:
        return context.aside(chat, context.words.say("menu/start", "no_verdict"))
    chat = objecting(context, chat, session, context.words.label("menu/disagree", "stands"))
    told = context.form(session).about(chat.switch_to(session.business), session, context.words, "stands")
    return context.aside(chat, told or "")


def objecting(context: Context, chat: Chat, session: Session, text: str, opinion: str | None = None) -> Chat:
    """Store that the owner sees a verdict differently, and which side it is to them, for the operator."""
    given = chat.newest_verdict(session.number)
    if given is None:
        return chat
    objection = Objection(session.number, text[:LONGEST], given.kind, given.word, opinion, context.event.at)
    return replace(chat, objections=(*chat.objections, objection))


def money(context: Context, chat: Chat, argument: str) -> Turned:
    """Ask what an average sale is worth, to say what a verdict would bring in money; say it where that is known."""
    session = with_verdict(chat, argument)
    answer = session.answers.get("value") if session and session.state == "done" else None
    if session is not None and answer is not None and answer.amount is not None:
        told = context.form(session).about(chat.switch_to(session.business), session, context.words, "gain")
        return context.aside(chat, told or "", rows=command_rows(("whatif", "fix"), context.words))
    return _asked_again(context, chat, argument, step="ask", returning_to="value")


def opened_again(context: Context, chat: Chat, session: Session) -> Scene:
    """Return the scene of a finished check-up that is open again, as it was before its end."""
    return context.reopened(chat, replace(session, about=None))


def _asked_again(context: Context, chat: Chat, argument: str, *, step: Step, returning_to: str | None) -> Turned:
    """Open the check-up of a verdict again, if nothing else is open, and ask the question that it is opened for."""
    session = with_verdict(chat, argument)
    if session is None:
        return context.aside(chat, context.words.say("menu/start", "no_verdict"))
    if session.state == "done":
        if (other := context.open(chat)) is not None:
            return context.ask(chat, other, context.words.say("menu/start", "first_this"))
        scene = opened_again(context, chat, session)
        chat, session = scene.chat, scene.session
    return context.ask(chat, replace(session, step=step, returning_to=returning_to))


def with_verdict(chat: Chat, argument: str) -> Session | None:
    """Return the session of a verdict: the one with that number, or the newest."""
    number = short_number(argument)
    session = chat.session(chat.business.checkup or 0 if number is None else number)
    if session is None or session.state == "dropped":
        return None
    return session if any(given.session == session.number for given in chat.verdicts) else None


COMMANDS = (
    CommandSpec(
        "checkup",
        checkup,
        takes_nothing,
        in_menu=True,
        in_groups=True,
        typed=True,
        named=True,
        opening=True,
        by_link=True,
    ),
    CommandSpec("how", how, takes_nothing, typed=True),  # a verdict may rest on the weeks
    CommandSpec("fix", fix, takes_nothing, typed=True),
    CommandSpec("stands", stands, takes_always),
    CommandSpec("money", money, takes_nothing, typed=True),
    CommandSpec("verdict", verdict, takes_nothing, typed=True),
)
