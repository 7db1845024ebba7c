"""The commands that belong to no feature: hello, help, and putting questions aside."""

from msgspec.structs import replace

from bot.checkins.commands import checkin, weekly
from bot.checkins.session import put_down
from bot.checkins.setup import WEEKLY
from bot.checkup.commands import begin
from bot.checkup.showing import can_show, show
from bot.core.records import CHECKIN, CHECKUP, Chat
from bot.core.replies import Button, Say
from bot.core.stats import Stats
from bot.dialogue.commands import command_rows, descriptions
from bot.dialogue.context import ASIDES, CommandSpec, Context, takes_always, takes_nothing
from bot.dialogue.private import way_there
from bot.dialogue.scene import Turned
from bot.language.templates import FALLBACK, words
from bot.talk.answering import answered


def start(context: Context, chat: Chat, argument: str) -> Turned:
    """Say hello, open what a link asks for, or offer to go on."""
    linked = context.catalogue.commands.get(argument)
    if linked is not None and linked.by_link:
        return linked.handler(context, chat, "")
    chat = context.without_asides(chat)
    if context.open(chat) is not None:
        return chat, (context.go_on_or_start_over("in_session"),)
    if chat.business.checkup is not None:
        return chat, (context.menu("hi"),)
    if context.in_group:
        return chat, (hello_to_group(context),)
    say = context.words
    one_by_one = Button(say.label("menu/start", "one_by_one"), "/checkup")
    return chat, (Say(say.say("menu/start", "hello"), ((one_by_one,), *command_rows(("ask",), say))),)


def hello_to_group(context: Context) -> Say:
    """Say to a group what the bot does, and how it goes on there."""
    rows = (*command_rows(("checkup",), context.words), *way_there(context.words))
    return Say(context.words.say("menu/group", "hello"), rows, stays=True)


def help_(context: Context, chat: Chat, _argument: str) -> Turned:
    """Say what the bot does; in a group, what it does there, with the way to the rest."""
    shared = context.in_group
    commands = context.catalogue.commands.items()
    menu = [name for name, command in commands if command.in_menu and not (shared and command.private)]
    told = context.words.say("menu/help", commands=descriptions(menu, context.words), in_group=shared)
    rows = (*command_rows(context.opening, context.words), *way_there(context.words)) if shared else None
    return context.aside(chat, told, rows=rows)


def about(context: Context, chat: Chat, argument: str) -> Turned:
    """Answer a question about the newest verdict, by its topic."""
    if argument == "show" and can_show(context, chat):
        return show(context, chat, "")
    return answered(context, chat, argument)


def cancel(context: Context, chat: Chat, _argument: str) -> Turned:
    """Put the open questions aside, with their answers."""
    on_top = context.open(chat)
    if on_top is not None and on_top.flow in ASIDES:
        return context.aside(context.without_asides(chat), context.words.say("menu/start", "left_that"))
    if on_top is not None and on_top.flow == WEEKLY:
        return context.aside(context.drop(chat, WEEKLY), context.words.say("menu/start", "left_that"))
    if on_top is not None and on_top.flow == CHECKIN:
        left = put_down(chat, context.event.at)
        return context.aside(left, context.words.say("menu/start", "left_checkin"))
    if on_top is None:
        return chat, (context.menu("nothing_open"),)
    kept = replace(on_top, state="kept", touched_at=context.event.at, misses=0)
    rows = command_rows(("resume", "restart", "discard"), context.words)
    return chat.with_session(kept), (Say(context.words.say("menu/start", "put_aside"), rows),)


def resume(context: Context, chat: Chat, _argument: str) -> Turned:
    """Go on with the open questions, or with those that were put aside."""
    session = context.open(chat)
    if session is None and (draft := context.draft(chat, CHECKUP)):
        session = replace(draft, state="open", touched_at=context.event.at)
    if session is None:
        return chat, (context.menu("expired"),)
    return context.ask(chat, session)


def restart(context: Context, chat: Chat, _argument: str) -> Turned:
    """Drop the draft and begin the check-up afresh."""
    on_top = context.open(chat)
    if on_top is not None and on_top.flow == CHECKIN:
        return checkin(context, chat, on_top.about or "")
    if on_top is not None and on_top.flow == WEEKLY:
        return weekly(context, chat, "")
    return begin(context, context.drop(context.without_asides(chat), CHECKUP))


def discard(context: Context, chat: Chat, _argument: str) -> Turned:
    """Delete the draft."""
    return context.drop(chat, CHECKUP), (context.menu("deleted"),)


def tell_stats(context: Context, chat: Chat, stats: Stats) -> Turned:
    """Tell an admin the counts, questions in the order in which they are asked."""
    flows = []
    for name, flow in sorted(stats.flows.items()):
        form = context.catalogue.forms.get(name)
        order = [question.id for question in form.flow.question] if form else sorted(flow.answered)
        flows.append((name, flow, [(q, flow.answered[q]) for q in order if q in flow.answered]))
    verdicts = sorted(stats.verdicts.items(), key=lambda pair: (-pair[1], pair[0]))
    return chat, (Say(words(FALLBACK).say("admin/stats", stats=stats, flows=flows, verdicts=verdicts)),)


COMMANDS = (
    CommandSpec("help", help_, takes_nothing, in_menu=True, typed=True, named=True, opening=True),
    CommandSpec("cancel", cancel, takes_always, in_menu=True, in_groups=True, typed=True, named=True),
    CommandSpec("resume", resume, takes_nothing, typed=True, named=True),
    CommandSpec("restart", restart, takes_always, typed=True),
    CommandSpec("discard", discard, takes_always),
    CommandSpec("start", start, takes_nothing),
    CommandSpec("about", about, takes_nothing),
)
