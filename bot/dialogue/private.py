"""What is not for a group to read: there the reply leads to a private chat."""

from bot.core.records import Chat
from bot.core.replies import Button, Rows, Say
from bot.dialogue.context import Desk
from bot.dialogue.prompting import Turned
from bot.language.templates import Words

OPENED = "hello"  # what the link opens the private chat with: nothing in particular


def in_private(desk: Desk, chat: Chat) -> Turned:
    """Say that a private chat is the place for this, and pick up the thread."""
    return desk.pick_up(chat, (Say(desk.words.say("menu/group", "in_private"), way_there(desk.words)),))


def way_there(words: Words) -> Rows:
    """Lay a button that opens the private chat."""
    return ((Button(words.label("menu/group", "own_chat"), link=OPENED),),)
