"""What is typed at a check-in beside its numbers or instead of them: "not now", and what was special about the week."""

from msgspec.structs import replace

from bot.checkins.commands import checkin
from bot.checkins.putting_off import how_told, put_off_in_words
from bot.checkins.session import has_weeks, is_checkin
from bot.checkins.special import (
    is_over,
    leave_out,
    note_week,
    noted_line,
    special_in,
    told_lately,
    week_meant,
    with_note,
)
from bot.core.records import Chat
from bot.core.replies import Spoken
from bot.core.week_numbers import FIELDS
from bot.dialogue import actions
from bot.dialogue.context import Context
from bot.dialogue.hear import Action
from bot.dialogue.prompting import with_button
from bot.dialogue.scene import Scene, Turned
from bot.hearing.asked_lately import OnWords, week_told
from bot.hearing.policy import CHOOSING, LEAVING
from bot.hearing.week_unasked import week_unasked
from bot.language.listening.reader import read_acts
from bot.talk.step_beside import step_told

STEP_DONE = "done"


def special_week(context: Context, chat: Chat, scene: Scene | None, text: str, on_words: OnWords) -> Turned | None:
    """Note what was special about a week, and take the numbers beside it; None where nothing of that is said."""
    language = context.words.language
    if scene is not None and not is_checkin(scene.session):
        return None
    if scene is None and not (has_weeks(chat) and (is_over(text, language) or told_lately(context, chat))):
        return None
    note, rest = special_in(text, language)
    if not note or _says_more_than_a_note(text, language):
        return None
    if not rest:
        return note_week(context, chat, note)
    week = week_meant(context, chat)
    if scene is None:
        if chat.book.numbers_of(week) is not None:
            return None  # whether they are new ones is asked about
        chat, _ = checkin(context, chat, str(week))
    chat = with_note(chat, week, note)
    chat, replies = on_words(context, chat, context.scene(chat), rest)
    first, *others = with_button(replies, leave_out(context, chat, week, told=True))
    if isinstance(first, Spoken):
        first = replace(first, text=f"{noted_line(context, week, note)}\n\n{first.text}")
    return chat, (first, *others)


def _says_more_than_a_note(text: str, language: str) -> bool:
    """True if a week is to be left out, or weeks are, whatever the reason: "miss this week, mum's funeral".

    So it is where nothing is counted and the question is to come at another time ("kids off sick, remind me on thursday"),
    or where something is asked: "does it include bank holiday monday".
    """
    acts = read_acts(text, "weekly", language=language)
    counts = any(act.told is not None for act in acts)
    leaving = ("skipweek", "pause") if counts else ("skipweek", "pause", "snooze", "weekly")
    if any(act.kind == "wants" and act.name in leaving and act.chance >= LEAVING for act in acts):
        return True
    return not counts and any(act.kind == "asks" and act.chance >= CHOOSING for act in acts)


def beside_the_week(context: Context, chat: Chat, scene: Scene | None, text: str, on_words: OnWords) -> Turned | None:
    """Take what is said of a week instead of its numbers, or beside them; None where nothing of that is said."""
    if turned := week_told(context, chat, scene, text, on_words):
        return turned
    if turned := week_unasked(context, chat, scene, text, on_words):
        return turned
    if scene is not None and is_checkin(scene.session) and scene.current is not None:
        how = how_told(text, context.words.language)
        if how == "later" and scene.current.id == STEP_DONE:
            return context.pick_up(*actions.on_heard(scene, Action("=no", text)))  # "not yet" tells of the step
        if scene.current.id == STEP_DONE and (turned := step_told(context, scene, text)):
            return turned
        if how and scene.current.id in FIELDS and (turned := put_off_in_words(context, chat, scene.session, how)):
            return turned
    return special_week(context, chat, scene, text, on_words)
