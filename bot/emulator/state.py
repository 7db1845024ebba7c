"""What Telegram knows: the bot, the people, the chats, and what was said in them."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal

from bot.emulator.chats import CallbackAnswer, EmulatedChat, Json, Message, Upload
from bot.emulator.inbox import Inbox
from bot.emulator.refusals import Refused, unlucky

BLOCKED = "Forbidden: bot was blocked by the user"
UNMET = "Forbidden: bot can't initiate conversation with a user"


@dataclass(frozen=True, slots=True)
class ScreenChange:
    """Something the bot did that a person sees.

    ``sent``, ``changed`` (its words) and ``unmarked`` (only its buttons) and ``deleted`` name a message; a ``toast``
    has its text in ``toast``.
    """

    how: Literal["sent", "changed", "unmarked", "deleted", "toast"]
    chat: EmulatedChat
    message: Message | None = None
    toast: CallbackAnswer | None = None


@dataclass(slots=True)
class PendingQuery:
    """A tap or an inline query that waits for an answer."""

    user_id: int
    chat: EmulatedChat | None
    until: float
    answer: Json | None = None


class Telegram:
    """The state behind the Bot API of one bot.

    Args:
        now: the clock, in seconds since 1970.
        first_id: the first id of updates and of messages. A database that outlives the emulator knows updates by their
            ids, so a new emulator over an old database must begin above them.
    """

    def __init__(self, *, now: Callable[[], float], username: str, first_id: int) -> None:
        self.now = now
        self.me: Json = {
            "id": 7_000_000_001,
            "is_bot": True,
            "first_name": "Door",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
        self.bot_user = {name: self.me[name] for name in ("id", "is_bot", "first_name", "username")}
        self.inbox = Inbox(now, first_id=first_id)
        self.chats: dict[int, EmulatedChat] = {}
        self.queries: dict[str, PendingQuery] = {}
        self.toasts: list[tuple[int, CallbackAnswer]] = []
        self.files: dict[str, Upload] = {}
        self.commands: dict[str, list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.webhook: Json = {}
        self.takes_payment = True
        self.doubts: list[str] = []
        self.watchers: list[Callable[[ScreenChange], None]] = []
        self._message_ids = count(first_id)
        self._query_ids = count(4_000_000_000 + first_id)

    def chat(self, chat_id: object) -> EmulatedChat:
        """Find a chat the bot may write to.

        Raises:
            Refused: the bot never met it, was blocked or removed there, or it has become a supergroup.
        """
        chat = self.known_chat(chat_id)
        if chat.migrated_to is not None:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": chat.migrated_to},
            )
        if chat.standing in ("kicked", "left"):
            if chat.is_private:
                raise Refused(403, BLOCKED)
            was = "kicked from" if chat.standing == "kicked" else "is not a member of"
            kind = "supergroup" if chat.about["type"] == "supergroup" else "group"
            raise Refused(403, f"Forbidden: bot {'was ' if chat.standing == 'kicked' else ''}{was} the {kind} chat")
        return chat

    def known_chat(self, chat_id: object) -> EmulatedChat:
        """Find a chat the bot has met.

        Raises:
            Refused: it has not, or no id was given.
        """
        if chat_id is None or chat_id == "":
            raise Refused(400, "Bad Request: chat_id is empty", is_fault=True)
        try:
            chat = self.chats.get(int(str(chat_id)))
        except ValueError:
            chat = None
        if chat is None or chat.standing == "unmet":
            if any(chat_id in other.members for other in self.chats.values() if other is not chat):
                raise Refused(403, UNMET)
            raise unlucky("chat not found")
        return chat

    def message(self, chat: EmulatedChat, message_id: object) -> Message | None:
        """Find a message of a chat that was not deleted."""
        for message in reversed(chat.messages):
            if message.id == message_id:
                return None if message.deleted else message
        return None

    def post(
        self,
        chat: EmulatedChat,
        sender: Json,
        content: Json,
        *,
        html: str = "",
        markup: Json | None = None,
        reply_to: Message | None = None,
        upload: Upload | None = None,
        sender_chat: Json | None = None,
        thread: int | None = None,
    ) -> Message:
        """Put a message into a chat."""
        message = Message(
            next(self._message_ids),
            chat,
            sender,
            int(self.now()),
            content,
            html,
            markup,
            reply_to,
            upload,
            sender_chat=sender_chat,
            thread=thread,
        )
        chat.messages.append(message)
        if message.from_bot:
            self.show(ScreenChange("sent", chat, message))
        return message

    def query(self, user_id: int, chat: EmulatedChat | None, *, seconds: float) -> str:
        """Open a query that may be answered for some seconds; return its id."""
        query_id = str(next(self._query_ids))
        self.queries[query_id] = PendingQuery(user_id, chat, self.now() + seconds)
        return query_id

    def answer_query(self, query_id: object, answer: Json) -> PendingQuery:
        """Close a query with its answer.

        Raises:
            Refused: it is not known, too old, or was answered before.
        """
        query = self.queries.get(str(query_id))
        if query is None or query.answer is not None or query.until < self.now():
            raise unlucky("query is too old and response timeout expired or query ID is invalid")
        query.answer = answer
        return query

    def keep(self, upload: Upload, kind: str) -> str:
        """Keep a file; return its id."""
        file_id = f"{kind}-{len(self.files) + 1:06}"
        self.files[file_id] = upload
        return file_id

    def show(self, shown: ScreenChange) -> None:
        """Tell everyone who watches."""
        for watcher in self.watchers:
            watcher(shown)
