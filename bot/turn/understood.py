"""Does what was understood: answers what was asked, takes what was told, and goes on with what is open."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.setup import plan_in_short
from bot.checkup.told import answers_told
from bot.core.records import CHECKUP, Chat
from bot.core.replies import Button, Say
from bot.dialogue import answers
from bot.dialogue.commands import command_button, command_rows
from bot.dialogue.context import Context
from bot.dialogue.hear import Many
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.acts import Act
from bot.language.listening.reader import read_acts
from bot.language.templates import languages
from bot.owner_data.settings import language_name
from bot.turn.policy import Guess, Resolution, resolve

TOPICS = {
    "topics/words": frozenset({"marketing", "sales", "difference", "door", "term"}),
    "topics/bot": frozenset({"maker", "person", "price", "how_long", "privacy", "languages", "human", "can"}),
    "topics/question": frozenset({"counts", "period", "guess", "is_good"}),
    "topics/verdict": frozenset({"why", "why_not", "sure", "usual", "flip", "lost", "worth_it", "do", "show"}),
}
"""What may be asked about, by the template that answers it."""

SAME_TOPIC = {"bad": "usual", "worked_out": "why", "numbers": "why"}
COMMAND_FOR = {
    "checkup": "checkup", "weekly": "weekly", "pause": "weekly", "weeks": "weeks", "export": "export",
    "import": "import", "delete": "delete", "settings": "settings", "language": "settings", "zone": "settings",
    "currency": "settings", "business": "business", "help": "help", "change": "fix", "checkin": "checkin",
    "later": "cancel",
}  # fmt: skip
"""The command that opens what is wanted; what takes something away is asked about there."""

SURE_OF_ANOTHER = 0.8  # that words are not what a plainer reader takes them for
LEAST_TOLD = 2  # facts in a message that begins a check-up by itself


def understood(context: Context, chat: Chat, scene: Scene | None, text: str) -> Resolution:
    """Read a message, and sort out what is to be done about it."""
    return resolve(read_acts(text, state_of(chat, scene), language=context.words.language))


def is_question_back(heard: Resolution) -> bool:
    """True if words that could be read as an answer are surely a question: "is 5 a good number?"."""
    return any(act.kind == "asks" and act.chance >= SURE_OF_ANOTHER for act in heard.done)


def is_no_activity(heard: Resolution) -> bool:
    """True if words that could be read as an activity surely ask the bot something, complain, or tell of the business."""
    told = sum(act.kind == "tells" and act.told is not None for act in heard.done)
    asked = any((act.kind == "asks" or act.name == "problem") and act.chance >= SURE_OF_ANOTHER for act in heard.done)
    return asked or told >= LEAST_TOLD


def do(context: Context, chat: Chat, scene: Scene | None, text: str, heard: Resolution) -> Turned | None:
    """Do what a message says; None where nothing was understood that can be done."""
    if not heard.done:
        return None if scene is not None else _in_doubt(context, chat, text, heard.doubted)
    elsewhere = scene is not None and scene.session.flow != CHECKUP
    acts = [act for act in heard.done if act.kind == "asks" or not elsewhere]
    lines = [line for act in acts if (line := _line(context, chat, scene, act))]
    if scene is not None:
        return context.aside(chat, *lines) if lines else None
    turned = _told(context, chat, text, heard.done)
    if turned is None and any(act.name in ("problem", "diagnosis") for act in heard.done):
        turned = _command(context, chat, "checkup")
    if turned is None and any(act.kind == "asks" and act.name == "picture" for act in heard.done):
        turned = _command(context, chat, "verdict")
    if turned is None:
        return context.aside(chat, *lines) if lines else None
    chat, (first, *others) = turned
    if lines and isinstance(first, Say):
        first = replace(first, text="\n\n".join([*lines, first.text]))
    return chat, (first, *others)


def state_of(chat: Chat, scene: Scene | None) -> str:
    """Name what an owner has before them, as the reader knows it."""
    if scene is not None:
        match scene.session.flow:
            case "checkup":
                return f"q:{scene.current.id}" if scene.current else "verdict"
            case "checkin":
                return "weekly"
            case "weekly":
                return "zone"
            case _:
                return "activity"
    if chat.owner.awaits:
        return "menu"
    if chat.business.checkup is not None:
        return "verdict"
    return "idle" if chat.owner.sessions else "start"


def _line(context: Context, chat: Chat, scene: Scene | None, act: Act) -> str | None:
    """Write what answers an act, where words alone answer it."""
    say = context.words.say
    topic = SAME_TOPIC.get(act.name, act.name)
    match act.kind:
        case "asks" if topic in TOPICS["topics/words"]:
            return say("topics/words", topic)
        case "asks" if topic in TOPICS["topics/bot"]:
            operator = context.catalogue.operator
            return say(
                "topics/bot", topic, operator=operator.name, contact=operator.contact, languages=_spoken(context)
            )
        case "asks" if topic in TOPICS["topics/question"] and scene is not None and scene.session.flow == CHECKUP:
            return _about_question(scene, topic)
        case "asks" if topic in TOPICS["topics/verdict"]:
            return about_verdict(context, chat, topic)
        case "social" if act.name in context.words.blocks("topics/social"):
            return say("topics/social", act.name)
        case "foreign" if act.name in context.words.blocks("topics/social"):
            return say("topics/social", act.name, languages=_spoken(context))
        case "tells" if act.name == "problem":
            return say("topics/social", f"problem_{act.value}")
        case _:
            return None


def about_verdict(context: Context, chat: Chat, topic: str) -> str:
    """Answer a question about the newest verdict from its own numbers."""
    session = chat.session(chat.business.checkup or 0)
    told = context.form(session).about(chat, session, context.words, topic) if session else None
    return told or context.words.say("topics/verdict", "none")


def _spoken(context: Context) -> str:
    return ", ".join(language_name(name, context.words) for name in languages())


def _about_question(scene: Scene, topic: str) -> str:
    question = scene.current
    values = scene.form.values(scene.chat, scene.session, scene.words)
    counted = {"customers": "customer", "talked": "talked"}.get(question.id if question else "", "people")
    weekly = question is None or question.per == "week"
    start, end = (None, None) if weekly else (values.get("start"), values.get("end"))
    return scene.words.say("topics/question", topic, counts=values.get(counted, ""), start=start, end=end)


def _told(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> Turned | None:
    """Begin the first check-up with what was told of the business: two things at least, one of them a number."""
    told = [act for act in acts if act.kind == "tells" and act.name != "problem"]
    if chat.business.checkup is not None or len(told) < LEAST_TOLD or not any(act.told for act in told):
        return None
    scene = context.opened(chat, CHECKUP)
    found = answers_told(told, scene.form.flow, {}, today=context.event.at.date())
    if len(found.amounts) + len(found.choices) < LEAST_TOLD:
        return None
    return answers.take_many(
        scene, Many(dict(found.amounts), text.strip(), dict(found.choices), spans=dict(found.spans))
    )


def _command(context: Context, chat: Chat, name: str) -> Turned:
    return context.catalogue.commands[name].handler(context, chat, "")


def _in_doubt(context: Context, chat: Chat, text: str, guesses: Sequence[Guess]) -> Turned | None:
    """Offer the likeliest readings as buttons."""
    buttons = dict.fromkeys(button for guess in guesses if (button := _button(context, chat, text, guess)) is not None)
    if not buttons:
        return None
    rows = tuple((button,) for button in buttons)
    return chat, (Say(context.words.say("topics/doubt", "ask"), (*rows, *command_rows(("help",), context.words))),)


def _button(context: Context, chat: Chat, text: str, guess: Guess) -> Button | None:
    """Return the button of a reading; None where a tap could not do it."""
    kind, name, _, _ = guess
    topic = SAME_TOPIC.get(name, name)
    if kind == "wants" and name == "weekly":
        return command_button(name, context.words, plan_in_short(text, context.words))
    if kind == "wants" and name in COMMAND_FOR:
        return command_button(COMMAND_FOR[name], context.words)
    if kind == "asks" and topic in TOPICS["topics/verdict"] and chat.business.checkup is not None:
        return Button(context.words.label("topics/doubt", topic), f"/about {topic}")
    if kind == "judge":
        return command_button("ask", context.words)
    if kind in ("tells", "asks") and chat.business.checkup is None:
        return command_button("checkup", context.words)
    return None
