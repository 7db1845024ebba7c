"""Answers a tap on an outdated button: of a session that is over, or of a question that was answered."""

from datetime import timedelta

from bot.core.records import CHECKIN, Chat
from bot.core.replies import Button, Toast
from bot.dialogue import prompting
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.taps import FlowTap
from bot.dialogue.writing import in_words

STEP_DONE = "done"
DOUBLE_TAP = timedelta(seconds=20)


def on_tap_elsewhere(context: Context, chat: Chat, flow_tap: FlowTap) -> Turned:
    """Answer a tap on a button of a session that is not the open one."""
    session = chat.session(flow_tap.session)
    just_ended = session is not None and session.ended_at and context.event.at - session.ended_at <= DOUBLE_TAP
    if session is not None and session.state == "done" and flow_tap.action == "right" and just_ended:
        return chat, (Toast(context.callback_id, context.words.label("dialogue/stale", "noted")),)
    of_step = flow_tap.question == STEP_DONE and session is not None and STEP_DONE not in session.answers
    if of_step and session is not None and session.flow == CHECKIN:
        return _of_the_step(context, chat.switch_to(session.business), flow_tap)
    return context.aside(chat, context.words.say("dialogue/stale", "over"))


def _of_the_step(context: Context, chat: Chat, flow_tap: FlowTap) -> Turned:
    """Take whether the step was done, though what the week's numbers tell was said without it."""
    if flow_tap.action == "=yes":
        return context.catalogue.commands["step"].handler(context, chat, "done")
    return context.aside(chat, context.words.say("checkins/after", "not_done", times=1, another=False))


def on_stale_tap(context: Context, scene: Scene, flow_tap: FlowTap) -> Turned:
    """Answer a tap on a button of another question: a second tap of two, or a way to change that answer."""
    chat, flow, session = scene.chat, scene.form.flow, scene.session
    given = session.answers.get(flow_tap.question)
    if given is None or flow_tap.question not in flow:
        return context.aside(chat, context.words.say("dialogue/stale", "other"))
    question = flow[flow_tap.question]
    picked = flow_tap.action == f"={given.choice}" or flow_tap.action in ("skip", "unknown", "keep")
    newest = max(session.answers.values(), key=lambda a: (a.answered_at, a.update_id))
    twice = given is newest and context.event.at - given.answered_at <= DOUBLE_TAP
    if twice and (picked or given.amount is not None):
        return chat, (Toast(context.callback_id, context.words.label("dialogue/stale", "noted")),)
    line = context.words.say(
        "dialogue/stale",
        "answered",
        short=context.words.label(scene.template(question.id), "short"),
        now=in_words(scene, question, given),
    )
    chat, replies = prompting.ask(scene, line)
    label = context.words.label("dialogue/buttons", "change_this")
    change = Button(label, FlowTap(session.number, question.id, "change").data())
    return chat, prompting.with_button(replies, change)
