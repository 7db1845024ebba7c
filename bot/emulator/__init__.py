"""Telegram in memory: a Bot API for the terminal chat, the tests and the benchmark, that refuses what Telegram refuses.

Pass an ``Emulator`` as ``request`` and as ``get_updates_request`` to ``telegram.Bot``; people and groups drive it with
plain methods (``emulator.person(1).types("/start")``) and read what the bot sent them.
"""

from bot.emulator.chats import Button, Chat, Message, Toast, Upload
from bot.emulator.people import Group, Person
from bot.emulator.server import Call, Emulator, Failure
from bot.emulator.state import Shown

__all__ = ["Button", "Call", "Chat", "Emulator", "Failure", "Group", "Message", "Person", "Shown", "Toast", "Upload"]
