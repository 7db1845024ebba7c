"""Does what is wished for, or what answers a message without telling anything: a command, an activity, a picture."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.activity import commands as activity
from bot.checkins.putting_off import asked_later
from bot.checkins.session import is_checkin, weeks_about
from bot.checkins.setup import PAUSE, plan_in_short
from bot.checkins.special import is_to_come, note_week, told_lately
from bot.checkins.which_week import last_over
from bot.checkup.showing import can_show
from bot.checkup.whatif import BACK, pictured, supposes
from bot.core.records import CHECKIN, CHECKUP, Chat
from bot.core.replies import Reply, Spoken
from bot.diagnosis.talk import VERDICT
from bot.dialogue import actions
from bot.dialogue.context import Context
from bot.dialogue.hear import Action
from bot.dialogue.scene import Scene, Turned
from bot.hearing.policy import CERTAIN, JUDGING, SURELY
from bot.language.choices import name_told
from bot.language.listening.acts import Act
from bot.owner_data.settings import value_in
from bot.talk.answering import asks_worth_of_sale
from bot.talk.disagreement import disagreed, seen_so
from bot.talk.doubted import LISTENING, OPENS
from bot.talk.languages import languages_named
from bot.talk.remarks import PERHAPS, remarked
from bot.talk.topics import TOPICS
from bot.talk.typed import answer_to_no

CHANGE = "change"
AT_QUESTION = ("back", "skip")
GIVING_WAY = ("note", "later", "back", "skip")
"""Wishes that another one in the same message goes before: "never mind that, how do I begin"."""


SET_IN_WORDS = ("zone", "currency", "language")
"""Wishes for a setting, which are of nothing else when they are sure, whatever word of theirs the step has too."""


def behind(lines: Sequence[str], replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Say some lines before what is replied, in the same message."""
    first, *others = replies
    if not lines or not isinstance(first, Spoken):
        return replies
    return (replace(first, text="\n\n".join([*dict.fromkeys(lines), first.text])), *others)


def done(context: Context, chat: Chat, scene: Scene | None, text: str, acts: Sequence[Act]) -> Turned | None:
    """Do the first wish, or else the first act that answers the question without telling anything."""
    if {"note", "weekly"} <= {act.name for act in acts} and scene is not None and is_checkin(scene.session):
        return _later(context, chat, scene, text)  # "at a trade show, can I do it monday" is about this week
    for act in sorted(acts, key=lambda one: (one.kind != "wants", one.name in GIVING_WAY, one.chance < SURELY)):
        turned = (
            _wished(context, chat, scene, text, act) if act.kind == "wants" else _other(context, chat, scene, text, act)
        )
        if turned is not None:
            return turned
    return None


def _wished(context: Context, chat: Chat, scene: Scene | None, text: str, act: Act) -> Turned | None:
    if scene is not None and (act.name in AT_QUESTION or (act.name == CHANGE and scene.session.flow in LISTENING)):
        act = replace(act, name="back") if act.name == CHANGE else act  # from there it can be gone back further
        return context.pick_up(*actions.on_heard(scene, Action(act.name, act.words)))
    if act.name == "restart" and scene is not None:
        return chat, (context.go_on_or_start_over("in_session"),)
    if scene is None and act.name in AT_QUESTION and supposes(context, chat):
        return do_command(context, chat, "whatif", BACK)  # "forget that, use my own figures again"
    if act.name == "note":
        if is_to_come(text, context.words.language):
            return None if chat.book.plan is None else do_command(context, chat, "weekly")
        return note_week(context, chat, text)
    if act.name == CHANGE and (told := told_lately(context, chat)):
        return do_command(context, chat, CHECKIN, str(weeks_about(told)[0]))
    of_week = scene is not None and is_checkin(scene.session)
    unasked = act.name == "pause" and chat.book.plan is None  # "ask me again in two weeks" turns nothing off
    if act.name in ("snooze", "skipweek") or unasked or (of_week and act.name == "later"):
        return _later(context, chat, scene, text)
    command, _, key = OPENS.get(act.name, "").partition(" ")
    if not command:
        return None
    value = value_in(context, chat, key, act.words) if key and command == "settings" else ""
    if key == "language" and len(languages_named(text)) > 1:
        value = ""  # "in hindi-english words" is neither
    if key == "pause" and act.chance >= CERTAIN:
        value = text  # until the day that is named; what is less plain is asked about
    off = act.name == "stop" and chat.book.plan is None
    argument = "stop" if off else f"{key} {value}".strip()
    if act.name == "weekly":
        argument = plan_in_short(text, context.words)
    return context.pick_up(*do_command(context, chat, command, argument))


def _later(context: Context, chat: Chat, scene: Scene | None, text: str) -> Turned:
    """Offer to be asked about a week later, to leave it out, or to pause."""
    asked = scene is not None and is_checkin(scene.session)
    week = weeks_about(scene.session)[0] if scene is not None and asked else last_over(context, chat)
    return chat, (asked_later(context, chat, week, text),)


def _other(context: Context, chat: Chat, scene: Scene | None, text: str, act: Act) -> Turned | None:
    match act.kind:
        case "unknown" if scene is None and chat.business.checkup is None:
            chat, replies = do_command(context, chat, "checkup")  # nothing was counted, and a guess is asked for
            return chat, behind((context.words.say("topics/question", "guess"),), replies)
        case "unknown" if scene is not None and scene.current is not None:
            return context.pick_up(*actions.on_heard(scene, Action("unknown", text)))
        case "disagrees" if scene is None:
            perhaps = remarked(context, chat, text, least=PERHAPS) if act.chance < JUDGING else None
            return perhaps or disagreed(context, chat, text) or (chat, (answer_to_no(context, chat),))
        case "tells" if act.name == "name" and scene is None:
            name = name_told(text, context.words.language)
            return do_command(
                context, chat, *(("settings", "name") if name is None else ("business", f"rename {name}"))
            )
        case "judge" if (
            scene is not None and act.chance < JUDGING and activity.says_too_little(text, context.words.language)
        ):
            return None  # what is asked about an activity is asked again
        case "judge":
            return activity.about(context, chat, text)
        case "tells" if act.name == "problem" and scene is None and chat.business.checkup is None:
            return do_command(context, chat, "checkup")
        case "tells" if act.name == "problem" and scene is None:
            return seen_so(context, chat, act.value, text)
        case "asks" if act.name == "diagnosis" and scene is None:
            return do_command(context, chat, "checkup" if chat.business.checkup is None else "verdict")
        case "asks" if act.name == "diagnosis" and scene is not None and scene.session.flow == CHECKUP:
            sentence = activity.asks_which_side(text, context.words.language)
            return activity.about(context, chat, sentence) if sentence else None
        case "asks" if act.name in TOPICS[VERDICT] and scene is None and chat.business.checkup is None:
            return do_command(context, chat, CHECKUP)
        case "asks" if act.name == "show" and scene is None and can_show(context, chat):
            return do_command(context, chat, "show")
        case "asks" if act.name == "picture" and scene is None:
            return pictured(context, chat) or do_command(context, chat, "verdict")
        case _:
            return None


def do_command(context: Context, chat: Chat, name: str, argument: str = "") -> Turned:
    """Do what a command does, as if it had been typed."""
    return context.catalogue.commands[name].handler(context, chat, argument)


def is_set(context: Context, chat: Chat, acts: Sequence[Act]) -> bool:
    """Return True if a setting is surely wished for, or that the weekly question pauses, and nothing else."""
    wishes = [act for act in acts if act.kind == "wants"]
    if any(act.name in SET_IN_WORDS and act.chance >= SURELY for act in wishes):
        return not asks_worth_of_sale(context.awaited)  # "30 dollars"
    pauses = chat.book.plan is not None and len(acts) == len(wishes) > 0
    return pauses and all(act.name == PAUSE and act.chance >= CERTAIN for act in wishes)
