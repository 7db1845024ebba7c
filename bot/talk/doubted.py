"""What was not understood for sure: its likeliest readings as buttons."""

from collections.abc import Iterable, Sequence

from bot.activity import commands as activity
from bot.checkins.setup import plan_in_short
from bot.core.records import CHECKIN, CHECKUP, Chat
from bot.core.replies import Button, Say
from bot.dialogue.commands import command_button, command_rows
from bot.dialogue.context import Context
from bot.dialogue.prompting import with_button
from bot.dialogue.scene import Scene, Turned
from bot.hearing.narrowed import asks, tells
from bot.hearing.policy import Guess, Resolution
from bot.language.listening.matters import matters
from bot.talk.topics import SAME_TOPIC, TOPICS

OPENS = {
    "checkup": "checkup", "weekly": "weekly", "pause": "weekly pause", "stop": "weekly", "weeks": "weeks",
    "export": "export", "import": "import", "delete": "delete", "settings": "settings", "language": "settings language",
    "zone": "settings zone", "currency": "settings currency", "business": "business", "help": "help", "change": "fix",
    "checkin": "checkin", "later": "cancel", "restart": "checkup", "back": "cancel", "skip": "cancel",
}  # fmt: skip
"""The command that opens what is wanted; what takes something away is asked about there."""

LISTENING = (CHECKUP, CHECKIN)
"""Flows whose answers may be told in any words, several at once."""

SEEKING = frozenset({("wants", CHECKUP), ("asks", "do"), ("asks", "why"), ("asks", "diagnosis"), ("tells", "problem")})
SOUGHT = 0.4
"""What somebody says who seeks what a check-up finds, and its share of all likely readings from which one begins."""

LEAST, NEARLY = 0.12, 0.05
"""How likely a question about the verdict must be to be answered, and how near to the likeliest reading."""

SEVERAL = 2
"""With fewer words than this a message says too little to be guessed at."""

WORTH_ASKING = 0.45
"""How likely a reading must be to be offered beside an open question."""


def likeliest_topic(guesses: Sequence[Guess], text: str) -> str | None:
    """Return the question about the verdict that a message most likely asks; None if it is likelier something else.

    An answer from the owner's own numbers harms nothing, and is worth more than the question whether it was meant.
    """
    topics = [guess for guess in guesses if guess[0] == "asks" and guess[1] in TOPICS["topics/verdict"]]
    least = LEAST if len(text.split()) >= SEVERAL else WORTH_ASKING
    if not topics or topics[0][3] < least or topics[0][3] < guesses[0][3] - NEARLY:
        return None
    return topics[0][1]


def may_be_an_activity(context: Context, chat: Chat, text: str, heard: Resolution) -> bool:
    """Return True if an activity may be told that the catalogue knows; after a verdict it must be what the message is about."""
    if not heard.doubted or heard.doubted[0][0] != "judge" or not activity.is_about_one(text, context.words.language):
        return False
    about = matters(text, context.words.language)[:1] if chat.business.checkup is not None else ()
    return all(matter == "judge" for matter, _ in about)


def in_doubt(context: Context, chat: Chat, scene: Scene | None, text: str, guesses: Sequence[Guess]) -> Turned | None:
    """Offer the likeliest readings as buttons; None if no button could do any of them."""
    if scene is not None and (scene.session.flow not in LISTENING or not _is_worth_asking(guesses)):
        return None  # what fits none of its questions is asked about as usual
    if scene is None and seeks_verdict(chat, guesses):
        return None  # a check-up begins
    buttons = dict.fromkeys(
        button for guess in guesses if (button := _button(context, chat, scene, text, guess)) is not None
    )
    if not buttons:
        return None
    if scene is None and chat.business.checkup is not None and _is_beside_verdict(context, text, guesses, buttons):
        return None
    line = context.words.say("topics/doubt", "ask")
    if scene is None:
        rows = tuple((button,) for button in buttons)
        return chat, (Say(line, (*rows, *command_rows(("help",), context.words))),)
    chat, replies = context.aside(chat, line)
    for button in buttons:
        replies = with_button(replies, button)
    return chat, replies


def seeks_verdict(chat: Chat, guesses: Sequence[Guess]) -> bool:
    """True if who has no verdict yet likely seeks one, in whatever reading: "I want more sales", "why is nobody buying"."""
    seeking = sum(guess[3] for guess in guesses if guess[:2] in SEEKING)
    return chat.business.checkup is None and seeking >= max(LEAST, SOUGHT * sum(guess[3] for guess in guesses))


def _is_beside_verdict(context: Context, text: str, guesses: Sequence[Guess], buttons: Iterable[Button]) -> bool:
    """True if a sentence after a verdict has no likely reading that a button could do: it tells or asks something else."""
    if any(button.data and button.data.startswith("/about") for button in buttons):
        return False
    likely = any(chance >= WORTH_ASKING and kind != "judge" for kind, *_, chance in guesses)
    return not likely and (tells(text, context.words) or asks(text, context.words))


def _is_worth_asking(guesses: Sequence[Guess]) -> bool:
    """True if one of some readings is likely enough to be offered beside an open question."""
    return any(chance >= WORTH_ASKING for *_, chance in guesses)


def _button(context: Context, chat: Chat, scene: Scene | None, text: str, guess: Guess) -> Button | None:
    """Return the button of a reading; None where a tap could not do it."""
    kind, name, _, _ = guess
    topic = SAME_TOPIC.get(name, name)
    if kind == "wants" and name == "weekly":
        return command_button(name, context.words, plan_in_short(text, context.words))
    if kind == "wants" and name in OPENS:
        return command_button(OPENS[name].partition(" ")[0], context.words)
    if kind == "asks" and topic in TOPICS["topics/verdict"] and chat.business.checkup is not None:
        return Button(context.words.label("topics/doubt", f"about_{topic}"), f"/about {topic}")
    if scene is not None:
        return None
    if kind == "judge":
        return command_button("ask", context.words)
    if kind in ("tells", "asks") and chat.business.checkup is None:
        return command_button("checkup", context.words)
    return None
