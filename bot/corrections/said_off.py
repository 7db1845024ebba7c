"""A number of a verdict that a message says is wrong, with no new one in its place: "150 is wrong, that was one day only".

Its question is asked again; which number is meant is told by its value, and by its name where several are alike.
"""

from bot.checkup.commands import with_verdict
from bot.core.records import Chat
from bot.core.week_numbers import NESTED
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.earlier import Earlier
from bot.hearing.narrowed import said_of
from bot.hearing.numbers_told import is_told
from bot.hearing.policy import Resolution
from bot.hearing.put_instead import OF_NUMBERS, spoken_of
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.templates import Words
from bot.talk.puzzled import WRONG
from bot.talk.wished import behind, do_command

CANNOT_BE = "cannot_be"
SHORT = 5  # words of a part that says so of the number before it: "that can't be"


def number_said_off(context: Context, chat: Chat, text: str, heard: Resolution) -> Turned | None:
    """Ask again for the number that a message says is wrong; None where it says so of none, or tells another in its place."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done" or heard.plain:
        return None
    earlier = Earlier.of(session, context.form(session).flow, "", context.words.language)
    name = said_off(text, earlier, context.words)
    if not name:
        return None
    chat, replies = do_command(context, chat, "fix", f"{session.number} {name}")
    return chat, behind([context.words.say("topics/doubt", "off")], replies)


def said_off(text: str, earlier: Earlier, words: Words) -> str:
    """Name the answer whose number a message says is wrong; nothing where it says so of none, or of several."""
    if not is_told(text, earlier.language, besides=OF_NUMBERS):
        return ""
    passages = passages_of(text, earlier.language)
    names: set[str] = set()
    for at, passage in enumerate(passages):
        behind_it = passages[at + 1] if at + 1 < len(passages) else TextPassage(())
        of_it = not behind_it.numbers and len(behind_it.words) <= SHORT and _says_wrong(behind_it, words)
        if of_it or _says_wrong(passage, words):
            olds = spoken_of([passage], text, earlier)
            names |= {old.names[0] for old in olds if len(old.names) == 1 or set(old.names) <= set(NESTED)}
    return next(iter(names)) if len(names) == 1 else ""


def _says_wrong(passage: TextPassage, words: Words) -> bool:
    return said_of((WRONG, CANNOT_BE), passage.text, words) is not None
