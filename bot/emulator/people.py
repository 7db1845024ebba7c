"""The people in front of the screen: they write, tap, edit, block, and read what the bot sent."""

import re
from collections.abc import Sequence
from typing import Self

from bot.botapi.text import split_plain, utf16_length
from bot.emulator.chats import CallbackAnswer, EmulatedChat, InlineButton, Json, Message, Standing, Upload
from bot.emulator.inbox import KEPT
from bot.emulator.refusals import cleaned
from bot.emulator.state import Telegram

_SEEN_IN_TEXT = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?"),
    "mention": re.compile(r"(?<!\w)@\w{4,32}"),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
    "email": re.compile(r"(?<!\S)[\w.+-]+@[\w-]+\.[\w.]*\w"),
    "url": re.compile(r"(?<!\S)(?:https?://\S+|(?:[\w-]+\.)+(?:com|org|net|io|de|uk|fr)(?:/\S*)?(?!\w))"),
}
_ANIMATION = {"file_id": "sticker-000001", "file_unique_id": "usticker-000001", "width": 512, "height": 512}
_CLIP = {"file_id": "clip-000001", "file_unique_id": "uclip-000001", "duration": 3, "file_size": 9_000}
_SIZE = {"file_id": "photo-000000", "file_unique_id": "uphoto-000000", "width": 800, "height": 600, "file_size": 9_000}


class _Screen:
    """What can be read in a chat."""

    def __init__(self, telegram: Telegram, chat: EmulatedChat) -> None:
        self.telegram = telegram
        self.chat = chat
        telegram.chats.setdefault(chat.id, chat)

    @property
    def messages(self) -> list[Message]:
        """Return what the bot sent and did not delete, oldest first."""
        return [message for message in self.chat.messages if message.from_bot and not message.deleted]

    @property
    def last(self) -> Message:
        """Return the newest message of the bot.

        Raises:
            LookupError: it sent none.
        """
        if not (messages := self.messages):
            raise LookupError("the bot has said nothing")
        return messages[-1]

    def find(self, label: str | int, *, message: Message | None = None) -> tuple[Message, InlineButton]:
        """Find a button: in one message, or the newest with its label; a number counts from 1 under the newest.

        A button that was taken away is found where no other has its label: an app may not have heard of that yet.

        Raises:
            LookupError: there is no such button.
        """
        candidates = [message] if message is not None else self.messages[::-1]
        if isinstance(label, int):
            newest = next((candidate for candidate in candidates if candidate.buttons), None)
            if newest is not None and 1 <= label <= len(newest.buttons):
                return newest, newest.buttons[label - 1]
            raise LookupError(f"there is no button {label!r}")
        shown = [(one, button) for one in candidates for button in one.buttons]
        gone = [(one, button) for one in candidates for button in one.buttons_before]
        for one, button in (*shown, *gone):
            if button.label == label:
                return one, button
        raise LookupError(f"there is no button {label!r}")


class Person(_Screen):
    """Someone with an account and a private chat with the bot. Each act returns the id of its update."""

    def __init__(self, telegram: Telegram, user: Json) -> None:
        about = {name: user[name] for name in ("id", "first_name", "username") if name in user}
        super().__init__(telegram, EmulatedChat(about | {"type": "private"}, members={user["id"]: user}))
        self.user = user
        self.typed: list[Message] = []

    @property
    def id(self) -> int:
        """Return the id of the account, which is that of the private chat too."""
        return int(self.user["id"])

    @property
    def toasts(self) -> list[CallbackAnswer]:
        """Return what the bot answered to taps, oldest first."""
        return [toast for user_id, toast in self.telegram.toasts if user_id == self.id]

    @property
    def sender_chat(self) -> Json | None:
        """Return the chat in whose name this one speaks; people speak in their own."""
        return None

    def types(
        self, text: str, *, group: "Group | None" = None, reply_to: Message | None = None, topic: int | None = None
    ) -> int:
        """Send a text; one too long for a message goes out as several, as from any app. Return the last update's id.

        Args:
            text: what is typed.
            group: where; the private chat by default.
            reply_to: the message that is replied to.
            topic: of a group that is a forum.

        Raises:
            ValueError: there is nothing to send.
        """
        update_id = None
        for part in split_plain(cleaned(text)):
            update_id = self.sends({"text": part, **_entities(part)}, group=group, reply_to=reply_to, topic=topic)
        if update_id is None:
            raise ValueError("no app sends an empty message")
        return update_id

    def edits(self, message: Message, text: str) -> int:
        """Change a text sent before."""
        message.content = {"text": text, **_entities(text)}
        message.edited_at = int(self.telegram.now())
        return self.telegram.inbox.put("edited_message", message.to_dict())

    def presses(self, label: str | int, *, message: Message | None = None, group: "Group | None" = None) -> int:
        """Tap a button by its label, or by its number from 1; of a keyboard instead of the letters, its words are sent.

        One that picks a chat asks for cards there.

        Raises:
            LookupError: there is no such button, or it only opens a link.
        """
        found, button = (group or self).find(label, message=message)
        if button.data is not None:
            return self.taps(button.data, found)
        if button.inline is not None:
            return self.asks_inline(button.inline)
        if button.url is not None:
            raise LookupError(f"the button {button.label!r} opens a link")
        return self.types(button.label, group=group)

    def taps(self, data: str, message: Message) -> int:
        """Send the data of a button under a message, which may be gone meanwhile."""
        under = message.to_dict()
        if message.deleted:
            under = {"chat": message.chat.about, "message_id": message.id, "date": 0}
        query_id = self.telegram.query(self.id, message.chat, seconds=KEPT["callback_query"])
        query: Json = {"id": query_id, "from": self.user, "message": under, "data": data}
        return self.telegram.inbox.put("callback_query", query | {"chat_instance": str(message.chat.id)})

    def sends_sticker(self) -> int:
        """Send a sticker."""
        sticker = _ANIMATION | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
        return self.sends({"sticker": sticker})

    def sends_photo(self, caption: str = "") -> int:
        """Send a photo, perhaps with a caption."""
        return self.sends({"photo": [_SIZE], **_caption(caption)})

    def sends_voice(self) -> int:
        """Send a voice message."""
        return self.sends({"voice": _CLIP | {"mime_type": "audio/ogg"}})

    def sends_video(self, caption: str = "") -> int:
        """Send a video, perhaps with a caption."""
        return self.sends(
            {"video": _CLIP | {"width": 640, "height": 360, "mime_type": "video/mp4"}, **_caption(caption)}
        )

    def sends_poll(self) -> int:
        """Send a poll."""
        options = [{"text": text, "persistent_id": text, "voter_count": 0} for text in ("Yes", "No")]
        poll: Json = {"id": "1", "question": "Open on Sunday?", "options": options, "total_voter_count": 0}
        poll |= {"is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
        return self.sends({"poll": poll | {"allows_revoting": True, "members_only": False}})

    def sends_location(self, latitude: float, longitude: float) -> int:
        """Send a place, in degrees."""
        return self.sends({"location": {"latitude": latitude, "longitude": longitude}})

    def sends_contact(self) -> int:
        """Send someone's phone number."""
        return self.sends({"contact": {"phone_number": "+4930123456", "first_name": "Bob"}})

    def sends_document(self, caption: str = "", *, filename: str = "numbers.pdf", content: bytes = b"%PDF-1.4") -> int:
        """Send a file, perhaps with a caption."""
        file_id = self.telegram.keep(Upload(filename, content, "application/pdf"), "document")
        document: Json = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_name": filename}
        document |= {"mime_type": "application/pdf", "file_size": len(content)}
        return self.sends({"document": document, **_caption(caption)})

    def sends_forward(self, text: str) -> int:
        """Forward a text of someone else."""
        origin = {"type": "hidden_user", "sender_user_name": "Bob", "date": int(self.telegram.now())}
        return self.sends({"forward_origin": origin, "text": text, **_entities(text)})

    def blocks(self) -> int:
        """Block the bot."""
        return self._stands("kicked")

    def unblocks(self) -> int:
        """Let the bot write again."""
        return self._stands("member")

    def asks_inline(self, query: str, *, offset: str = "") -> int:
        """Type something after the bot's name in a chat with someone else."""
        query_id = self.telegram.query(self.id, None, seconds=KEPT["inline_query"])
        asked: Json = {"id": query_id, "from": self.user, "query": query, "offset": offset, "chat_type": "sender"}
        return self.telegram.inbox.put("inline_query", asked)

    @property
    def inline_results(self) -> list[Json]:
        """Return what the bot offered for the latest answered inline query."""
        answers = [
            query.answer for query in self.telegram.queries.values() if query.user_id == self.id and not query.chat
        ]
        return next((answer["results"] for answer in reversed(answers) if answer is not None), [])

    def sends(
        self, content: Json, *, group: "Group | None" = None, reply_to: Message | None = None, topic: int | None = None
    ) -> int:
        """Send anything that a message may hold, written as in the Bot API; 0 where the bot does not get to see it."""
        chat = self.chat if group is None else group.chat
        if chat.is_private:
            if chat.standing == "kicked":
                raise RuntimeError(f"{self.user['first_name']} blocked the bot and cannot write to it")
            chat.standing = "member"
        if topic is not None and reply_to is None:  # what stands in a topic answers the message that opened it
            reply_to = self.telegram.message(chat, topic)
        thread = topic or (reply_to.thread if reply_to else None)
        message = self.telegram.post(
            chat, self.user, content, reply_to=reply_to, sender_chat=self.sender_chat, thread=thread
        )
        self.typed.append(message)
        if group is not None and not group.bot_sees(message):
            return 0
        return self.telegram.inbox.put("message", message.to_dict())

    def _stands(self, standing: Standing) -> int:
        before, self.chat.standing = self.chat.standing, standing
        return self.telegram.inbox.put("my_chat_member", _membership(self.telegram, self.chat, self.user, before))


class Mask(Person):
    """Who speaks in a group in the name of a chat: the group itself, for an anonymous admin, or a channel."""

    def __init__(self, group: "Group", channel: Json | None = None) -> None:
        user: Json = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        if channel is not None:
            user = {"id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
        super().__init__(group.telegram, user)
        self._group = group
        self._channel = channel

    @property
    def sender_chat(self) -> Json:
        """Return the chat in whose name this one speaks."""
        return self._channel or self._group.chat.about


class Group(_Screen):
    """A group with the bot in privacy mode: it sees commands, replies to itself and what happens to the group."""

    @classmethod
    def founded(cls, telegram: Telegram, group_id: int, title: str, members: Sequence[Person]) -> Self:
        """Make a group whose first member adds the bot."""
        about: Json = {"id": group_id, "type": "group", "title": title, "all_members_are_administrators": True}
        group = cls(telegram, EmulatedChat(about, members={person.id: person.user for person in members}))
        founder = members[0].user
        before, group.chat.standing = group.chat.standing, "member"
        telegram.inbox.put("my_chat_member", _membership(telegram, group.chat, founder, before))
        joined = telegram.post(group.chat, founder, {"new_chat_members": [telegram.bot_user]})
        telegram.inbox.put("message", joined.to_dict())
        return group

    def bot_sees(self, message: Message) -> bool:
        """True if privacy mode lets a message through."""
        if message.reply_to is not None and message.reply_to.from_bot:
            return True
        command, _, addressed = (
            message.text.split(maxsplit=1)[0].partition("@") if message.text.strip() else ("", "", "")
        )
        return command.startswith("/") and addressed.lower() in ("", self.telegram.me["username"].lower())

    def migrates(self) -> int:
        """Become a supergroup; return its id, under which it goes on."""
        old, new_id = self.chat, -1_000_000_000_000 + self.chat.id
        about = {"id": new_id, "type": "supergroup", "title": old.about["title"]}
        anyone = next(iter(old.members.values()))
        new = EmulatedChat(about, "member", dict(old.members))
        self.telegram.chats[new_id] = new
        old.migrated_to, self.chat = new_id, new
        for chat, content in ((old, {"migrate_to_chat_id": new_id}), (new, {"migrate_from_chat_id": old.id})):
            self.telegram.inbox.put("message", self.telegram.post(chat, anyone, content).to_dict())
        return new_id

    @property
    def anonymous_admin(self) -> Mask:
        """Return an admin who remains anonymous; the bot cannot tell one from another."""
        return Mask(self)

    def channel(self, number: int = 1) -> Mask:
        """Return a channel that writes in the group: one that is linked to it, or that a member writes as."""
        return Mask(self, {"id": -1_009_000_000_000 - number, "type": "channel", "title": f"Channel {number}"})

    def opens_topic(self, name: str) -> int:
        """Open a topic, as in a forum; return its id."""
        self.chat.about["is_forum"] = True
        by = next(iter(self.chat.members.values()))
        opened = self.telegram.post(self.chat, by, {"forum_topic_created": {"name": name, "icon_color": 7_322_096}})
        opened.thread = opened.id
        self.telegram.inbox.put("message", opened.to_dict())
        return opened.id

    def says_goodbye(self, person: Person) -> int:
        """Let a member leave."""
        self.chat.members.pop(person.id)
        left = self.telegram.post(self.chat, person.user, {"left_chat_member": person.user})
        return self.telegram.inbox.put("message", left.to_dict())

    def removes_bot(self) -> int:
        """Put the bot out of the group."""
        before, self.chat.standing = self.chat.standing, "kicked"
        by = next(iter(self.chat.members.values()))
        return self.telegram.inbox.put("my_chat_member", _membership(self.telegram, self.chat, by, before))


def _membership(telegram: Telegram, chat: EmulatedChat, by: Json, before: Standing) -> Json:
    old = "left" if before == "unmet" else before
    return {
        "chat": chat.about,
        "from": by,
        "date": int(telegram.now()),
        "old_chat_member": _member(telegram, old),
        "new_chat_member": _member(telegram, chat.standing),
    }


def _member(telegram: Telegram, status: str) -> Json:
    return {"user": telegram.bot_user, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def _caption(text: str) -> Json:
    if not text:
        return {}
    return {"caption": text, **{f"caption_{name}": found for name, found in _entities(text).items()}}


def _entities(text: str) -> Json:
    """Return what Telegram marks in a typed text by itself: commands, links, addresses."""
    found = [
        {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}
        for kind, pattern in _SEEN_IN_TEXT.items()
        for match in pattern.finditer(text)
    ]
    return {"entities": sorted(found, key=lambda entity: int(str(entity["offset"])))} if found else {}
