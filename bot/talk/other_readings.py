"""A reply after a verdict that may answer something else: it says so, and the other likely readings are a tap away."""

from msgspec.structs import replace

from bot.checkins.next_step import HOW
from bot.checkins.steps import DETAILS, id_now
from bot.core.records import Chat
from bot.core.replies import Button, Spoken
from bot.dialogue.commands import command_button
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.policy import WORTH_A_BUTTON
from bot.language.listening.matters import KIND, all_matters, kinds_of_matter
from bot.language.match import fold
from bot.talk.answering import ABOUT, asks_about

DOUBT = "topics/doubt"
STEP = "topics/step"
SURE = 0.7
"""With this chance of what a message is about, nothing else is offered: of ten replies above it nine are what was meant,
of ten below it four, and of the other six three are among the next likeliest."""

WORTH_OFFERING = 0.07
MOST = 3
LEAST_WORDS = 4
OPENED = ("show", "want", "judge")
"""Matters for which something is opened, which says itself what it is."""

COMMANDS = {"tell": "fix", "suppose": "whatif", "judge": "ask", "want": "help"}
"""The command behind which a matter is that is no question about the verdict."""


def likely_matter(context: Context, chat: Chat, text: str) -> str | None:
    """Return the question about the verdict that a message likeliest asks, where nothing else can be made of it."""
    found = all_matters(text, context.words.language)[:1] if chat.business.checkup is not None else ()
    known = context.words.blocks(DOUBT)
    return next((one for one, chance in found if chance >= WORTH_A_BUTTON and f"about_{one}" in known), None)


def with_other_readings(context: Context, chat: Chat, turned: Turned, text: str, *, unheard: bool = False) -> Turned:
    """Return a reply to words after a verdict with the other readings beneath it, where none of them is sure.

    Where anything was stored by it, or something else than words was asked for, the reply stands alone.
    """
    after, replies = turned
    if not unheard and not asks_about(after.owner.awaits):
        return turned
    *others, last = replies or (None,)
    if (
        chat.business.checkup is None
        or not isinstance(last, Spoken)
        or not last.text
        or len(text.split()) < LEAST_WORDS
    ):
        return turned
    found = kinds_of_matter(text, context.words.language)
    if not found or found[0][1] >= SURE or found[0][0] in OPENED or replace(after, owner=chat.owner) != chat:
        return turned
    shown = {button.data for row in last.rows for button in row} | {_answered(after)}
    likely = (kind for kind, chance in found if chance >= WORTH_OFFERING)
    buttons = [button for kind in likely if (button := _button(context, chat, kind)) and button.data not in shown]
    buttons = [button for button in buttons if fold(button.label) != fold(text)]  # that is what was asked just now
    if not buttons:
        return turned
    rows = (*((button,) for button in dict.fromkeys(buttons[:MOST])), *last.rows)
    asks_back = all((button.data or "").startswith(f"/{ABOUT} ") for row in last.rows for button in row)
    known = any(
        data.startswith(f"/{ABOUT} ") for _, data in chat.owner.offered
    )  # such buttons were under the last reply
    text = last.text if asks_back or known else f"{last.text}\n\n{context.words.say(DOUBT, 'maybe')}"
    return after, (*others, replace(last, text=text, rows=rows))


def _answered(after: Chat) -> str | None:
    """Return what the button of the question would say that has just been answered, if one was."""
    awaits = after.owner.awaits
    return f"/{ABOUT} {awaits.split()[2]}" if awaits is not None and asks_about(awaits) else None


def _button(context: Context, chat: Chat, kind: str) -> Button | None:
    """Return the button by which a kind of a matter is answered, or else the matter; None where no tap could do it."""
    words = context.words
    matter, _, own = kind.partition(KIND)
    asked = next((name for name in (own, matter) if f"about_{name}" in words.blocks(DOUBT)), None)
    if asked is not None:
        return Button(words.label(DOUBT, f"about_{asked}"), f"/{ABOUT} {asked}")
    if matter in COMMANDS:
        argument = str(chat.business.checkup) if matter in ("tell", "suppose") else ""
        return command_button(COMMANDS[matter], words, argument)
    word = HOW if matter in DETAILS else matter
    if f"button_{word}" in words.blocks(STEP) and (step := id_now(context, chat)):
        return Button(words.label(STEP, f"button_{word}"), f"/step {word} {step} #{chat.business.number}")
    return None
