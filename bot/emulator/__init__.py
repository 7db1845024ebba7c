"""Telegram in memory: a Bot API for the terminal chat, the tests and the benchmark, that refuses what Telegram refuses.

Pass an ``Emulator`` as ``request`` and as ``get_updates_request`` to ``telegram.Bot``; people and groups drive it with
plain methods (``emulator.person(1).types("/start")``) and read what the bot sent them.
"""

from bot.emulator.chats import CallbackAnswer, EmulatedChat, InlineButton, Message, Upload
from bot.emulator.people import Group, Person
from bot.emulator.server import Emulator, PlannedFailure, ReceivedCall
from bot.emulator.state import ScreenChange

__all__ = [
    "CallbackAnswer",
    "EmulatedChat",
    "Emulator",
    "Group",
    "InlineButton",
    "Message",
    "Person",
    "PlannedFailure",
    "ReceivedCall",
    "ScreenChange",
    "Upload",
]
