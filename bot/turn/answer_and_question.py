"""The answer to the open question with a question behind it, of which both are taken: "about 12? my regulars don't count, right?"."""

from bot.core.records import CHECKUP, Chat
from bot.corrections.worked_out import WorkedOut
from bot.dialogue import actions, prompting
from bot.dialogue.context import Context
from bot.dialogue.hear import Action, Number
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.writing import summary_of
from bot.hearing.policy import SURELY, TOLD
from bot.hearing.said_to_count import COUNTED, asks_what_is_stored
from bot.language.match import is_asked
from bot.language.numbers.clean import clean
from bot.talk.doubted import LISTENING
from bot.talk.topics import line_for
from bot.talk.wished import behind
from bot.turn.understood import understood

ENDS = ".?!;…।"
CHOICES = ("=", "q")
"""What the actions of buttons that answer begin with: an option, and a quick word such as "all of them"."""


def stored_up_to_now(context: Context, chat: Chat, scene: Scene, text: str) -> Turned | None:
    """List the answers where a question asks for them; None where it asks something else, or numbers are told beside it."""
    words, session = context.words, scene.session
    told = any(map(str.isdecimal, text)) or session.flow != CHECKUP or not session.answers
    if told or not asks_what_is_stored(text, words):
        return None
    listed = summary_of(scene, list(session.answers))
    return context.aside(chat, words.say(COUNTED, "says_stored", told=listed))


def taken_at_once(context: Context, chat: Chat, scene: Scene, text: str, made: WorkedOut) -> Turned:
    """Take an answer that the numbers of a message settle, and answer what is asked behind it."""
    acts = understood(context, chat, scene, text).done if is_asked(text) else ()
    asked = [act for act in acts if act.kind == "asks" and act.chance >= SURELY]
    lines = [line for act in asked if (line := line_for(context, chat, scene, act, text))]
    chat, replies = context.pick_up(*actions.on_heard(scene, made.beside or made.heard))
    return chat, behind([*filter(None, (made.line,)), *lines], replies)


def answer_and_question(context: Context, chat: Chat, scene: Scene, text: str) -> Turned | None:
    """Take the answer that stands in sentences of its own before a question, and answer that; None where none does."""
    if scene.session.flow not in LISTENING or scene.session.step != "ask" or not any(map(str.isalpha, text)):
        return None
    acts = understood(context, chat, scene, text).done
    asked = [act for act in acts if act.kind == "asks" and act.chance >= SURELY]
    if not asked or any(act.kind not in ("asks", "social") for act in acts):
        return None  # more is told, which is taken together
    plain = clean(text, context.words.language).text
    before = plain[: min(act.place[0] for act in asked)].rstrip()
    if not before or before[-1] not in ENDS or any(act.kind in TOLD for act in acts):
        return None
    heard = prompting.listen(scene, before.rstrip(ENDS))
    answers = isinstance(heard, Number) or (isinstance(heard, Action) and heard.name.startswith(CHOICES))
    lines = [line for act in asked if (line := line_for(context, chat, scene, act, text))]
    if not answers or not lines:
        return None
    chat, replies = context.pick_up(*actions.on_heard(scene, heard))
    return chat, behind(lines, replies)
