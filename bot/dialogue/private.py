"""What is not for a group to read: there the reply leads to a private chat."""

from bot.core.records import Chat
from bot.core.replies import Button, Rows, Say
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.templates import Words

OPENED = "hello"  # what the link opens the private chat with: nothing in particular


def in_private(context: Context, chat: Chat) -> Turned:
    """Say that a private chat is the place for this, and pick up the thread."""
    return context.pick_up(chat, (Say(context.words.say("menu/group", "in_private"), way_there(context.words)),))


def way_there(words: Words) -> Rows:
    """Lay a button that opens the private chat."""
    return ((Button(words.label("menu/group", "own_chat"), link=OPENED),),)
