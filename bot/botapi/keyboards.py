"""One live keyboard in a chat: the buttons of a question go once something else is said there.

A tap on any button ever sent is answered all the same, so this only tidies the chat. It is remembered in memory for the
newest chats, nothing waits for it, and where it fails the buttons stay.
"""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from telegram.error import RetryAfter, TelegramError

from bot.botapi.http import NoSuchMethod
from bot.botapi.pace import Pace
from bot.botapi.work import Work
from bot.core.clock import Time
from storage.updates import Outgoing

log = logging.getLogger(__name__)

CHATS = 10_000  # whose newest buttons are remembered, about 2 MB
AT_A_TIME = 8  # buttons taken away at once; in a rush more of them stay
EDITING = ("editMessageText", "editMessageCaption", "editMessageReplyMarkup")

Calling = Callable[[str, Mapping[str, Any]], Awaitable[Any]]


class Keyboards:
    """Knows under which messages of a chat there are buttons that are for the moment only, and takes them away.

    Args:
        call: makes a call.
        work: runs it beside everything else.
        pace: Telegram's limits; where there is no room at once, the buttons stay.
        time: gives the seconds that it counts in.

    Attributes:
        known: whether the server knows how to edit a message.
        shows: whether it knows how to show that something is on its way.
    """

    def __init__(self, call: Calling, work: Work, pace: Pace, time: Time) -> None:
        self.known = self.shows = True
        self._call = call
        self._work = work
        self._pace = pace
        self._time = time
        self._live: OrderedDict[int, dict[int, int | None]] = (
            OrderedDict()
        )  # by chat: messages, and the updates they answer
        self._under_way = 0

    def said(self, reply: Outgoing, method: str, message: Any, *, passing: bool, tapped: int | None = None) -> None:
        """Note a message that was sent or edited, and take away the buttons that it makes useless.

        Args:
            reply: what was to be sent.
            method: how it was.
            message: what Telegram answered.
            passing: whether it has buttons that are for the moment only.
            tapped: the message with the button that it replies to.
        """
        own = message.get("message_id") if isinstance(message, Mapping) else None
        if not isinstance(own, int):
            return
        live = self._live.pop(reply.chat_id, {})
        to_another = reply.chat_id < 0 and not passing
        aside = reply.due is not None or method in EDITING or to_another  # the open question stays open beside it
        over = {one for one, update_id in live.items() if not aside and update_id != reply.update_id}
        left = {one: update_id for one, update_id in live.items() if one not in over}
        if passing and not reply.last:
            left[own] = reply.update_id
        if left:
            self._live[reply.chat_id] = left
            while len(self._live) > CHATS:
                self._live.popitem(last=False)
        for message_id in sorted((over | ({tapped} if tapped else set())) - {own}):
            if self.known and self._has_room():
                self._under_way += 1
                self._work.start(self._take_away(reply.chat_id, message_id))

    def painting(self, chat_id: int, thread: int | None) -> None:
        """Show that a picture is on its way; a server that does not know how is asked once."""
        if self.shows and self._has_room():
            self._under_way += 1
            self._work.start(self._show(chat_id, thread))

    def _has_room(self) -> bool:
        """True if a call that only tidies the chat holds nobody up."""
        now = self._time()
        return self._under_way < AT_A_TIME and self._pace.all_ready_at(now) <= now

    async def _show(self, chat_id: int, thread: int | None) -> None:
        parameters: dict[str, Any] = {"chat_id": chat_id, "action": "upload_photo"}
        try:
            await self._call("sendChatAction", parameters | ({"message_thread_id": thread} if thread else {}))
        except NoSuchMethod:
            self.shows = False
        except TelegramError as error:
            log.debug("not shown: %s", type(error).__name__)
        finally:
            self._under_way -= 1

    async def _take_away(self, chat_id: int, message_id: int) -> None:
        try:
            await self._call("editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id})
        except NoSuchMethod:
            self.known = False
        except RetryAfter as error:
            self._pace.pause(chat_id, self._time() + seconds_of(error))
        except TelegramError as error:  # it is gone, too old, or has no buttons any more
            log.debug("buttons stay: %s", type(error).__name__)
        finally:
            self._under_way -= 1


def has_buttons(parameters: Mapping[str, Any]) -> bool:
    """True if a call puts buttons under a message; in a group, where others are answered too, only those of a question."""
    markup = parameters.get("reply_markup")
    if not isinstance(markup, Mapping) or not markup.get("inline_keyboard"):
        return False
    return parameters.get("chat_id", 0) >= 0 or bool(markup.get("force_reply"))


def is_as_it_was(method: str, words: str) -> bool:
    """True if an edit was refused because there is nothing to change."""
    return method in EDITING and "message is not modified" in words.lower()


def without(parameters: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return parameters without some of them."""
    return {name: value for name, value in parameters.items() if name not in names}


def seconds_of(error: RetryAfter) -> float:
    """Return for how long Telegram asks to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, int | float) else wait.total_seconds()
