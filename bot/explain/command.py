"""``python -m bot explain``: finds what an operator asks about, reads it, and writes it a fact a line. Changes nothing."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from msgspec import Struct

from bot.botapi.text import plain
from bot.core.events import Event, Text
from bot.core.failures import Failure
from bot.core.ledger import KeptWeek
from bot.core.records import Chat
from bot.diagnosis import load_trades
from bot.dialogue.context import Catalogue, Context
from bot.explain.facts import (
    MOST_ANSWERS,
    MOST_WEEKS,
    Answered,
    Recheck,
    Rewritten,
    answers_in,
    asked_after,
    numbers_in,
    open_now,
    verdicts_in,
    weeks_in,
)
from bot.language.templates import PROMPTS, Words, words
from bot.operator.logs import aliases
from bot.operator.settings import Settings
from storage.chats import load_chats
from storage.database import Transaction, to_text
from storage.migrate import require_newest
from storage.open import open_to_read
from storage.put_aside import PutAside, put_aside_of
from storage.trace import Waiting, all_chats, answered_by, seen_at, waiting_for, waiting_from
from storage.weeks import with_books

_ASKED = re.compile(r"-?\d{1,18}|[0-9a-f]{12}")


class NotFoundError(Exception):
    """Nothing is known of the chat or update that was asked about; the message says so in one line."""


class _Chat(Struct, frozen=True):
    """A chat, and what was loaded along with it."""

    chat: Chat
    alias: str | None
    context: Context
    waiting: Sequence[Waiting]
    failed: Sequence[PutAside]


def is_askable(asked: str) -> bool:
    """True if something may be the id of a chat or an update, or a chat's name in the log."""
    return _ASKED.fullmatch(asked.lower()) is not None


async def explain(settings: Settings, catalogue: Catalogue, asked: str, now: datetime) -> str:
    """Return what is known of a chat (by its id, or its name in the log) or of an update, and what follows from it.

    Raises:
        NotFoundError: nothing of the kind is known.
        StorageError: the database cannot be used as it is.
    """
    database = await open_to_read(settings.database_url.get_secret_value())
    try:
        async with database.reading() as tx:
            await require_newest(tx)
            return await _Explanation(settings, catalogue, tx, now).of(asked.lower())
    finally:
        await database.close()


class _Explanation:
    """Reads in one transaction and writes in the operator's words."""

    def __init__(self, settings: Settings, catalogue: Catalogue, tx: Transaction, now: datetime) -> None:
        self._alias = aliases(settings.token) if settings.token else None
        self._catalogue = catalogue
        self._tx = tx
        self._now = now
        self._trades = load_trades(PROMPTS / "trades.toml")
        self._words = Words()

    async def of(self, asked: str) -> str:
        """Write about everything that the argument may name: a chat, an update, or both."""
        told = []
        if (chat := await self._chat_named(asked)) is not None:
            told.append(self._tell_chat(chat))
        update = int(asked) if asked.isdecimal() else 0  # as the bot itself reads it
        if update and (text := await self._tell_update(update)):
            told.append(text)
        if told:
            return "\n\n".join(told)
        raise NotFoundError(self._words.label("admin/explain", "unknown", asked=asked, token=self._alias is not None))

    async def _chat_named(self, asked: str) -> _Chat | None:
        number = int(asked) if asked.removeprefix("-").isdecimal() else None
        for chat_id in await all_chats(self._tx):
            if chat_id == number or (self._alias and self._alias(chat_id) == asked):
                return await self._load(chat_id)
        return None

    async def _load(self, chat_id: int) -> _Chat | None:
        loaded = await load_chats(self._tx, {chat_id}, whole={chat_id})
        chat = (await with_books(self._tx, loaded, (), self._now, whole={chat_id})).get(chat_id)
        if chat is None:
            return None
        owner = chat.owner
        nothing = Event(0, chat_id, owner.kind, owner.user_id, owner.language, self._now, Text("", 0))
        context = Context(self._catalogue, words(owner.language), nothing)
        alias = self._alias(chat_id) if self._alias else None
        waiting, failed = await waiting_for(self._tx, chat_id), await put_aside_of(self._tx, chat=chat_id)
        return _Chat(chat, alias, context, waiting, failed)

    def _tell_chat(self, known: _Chat) -> str:
        chat = known.chat
        answers = answers_in(chat)
        return self._write(
            "chat",
            owner=chat.owner,
            alias=known.alias,
            open=self._open(known),
            answers=[self._answer(one) for one in answers[:MOST_ANSWERS]],
            older=len(answers[MOST_ANSWERS:]),
            verdicts=[
                self._write("verdict", given=given, again=self._again(again))
                for given, again in verdicts_in(chat, self._trades)
            ],
            businesses=[
                self._business(chat.switch_to(business.number), in_hand=business == chat.business)
                for business in chat.businesses
            ],
            due=chat.wakes,
            waiting=[self._reply(reply) for reply in known.waiting],
            failed=[self._failed(one) for one in known.failed],
        )

    def _open(self, known: _Chat) -> str:
        session = known.chat.open
        if session is None:
            return self._write("nothing_open")
        return self._write(
            "open", session=session, screen=self._screen(open_now(known.context, known.chat), known.context)
        )

    def _screen(self, screen: Rewritten | Failure | None, context: Context) -> str:
        if screen is None:
            return ""
        if isinstance(screen, Failure):
            return self._write("broken", trouble=screen)
        folder = f"prompts/{context.words.language}"
        files = [(f"{folder}/{name}.j2", block) for name, block in screen.templates]
        return self._write("screen", templates=files, lines=_lines(screen.text), buttons=screen.buttons)

    def _answer(self, one: Answered) -> str:
        understood = one.understood
        return self._write(
            "answer", answer=one.answer, session=one.session, proposed=one.proposed, understood=understood
        )

    def _again(self, again: Recheck) -> str:
        if isinstance(again.now, Failure):
            return self._write("not_again", trouble=again.now)
        return self._write("again", same=again.same, verdict=again.now, since=again.since)

    def _business(self, chat: Chat, *, in_hand: bool) -> str:
        weeks = list(weeks_in(chat, self._trades))
        plan = chat.book.plan
        return self._write(
            "business",
            business=chat.business,
            in_hand=in_hand,
            plan=plan,
            next_question=chat.book.next_question(self._now) if plan else None,
            weeks=[self._week(kept, again) for kept, again in weeks[:MOST_WEEKS]],
            older=len(weeks[MOST_WEEKS:]),
        )

    def _week(self, kept: KeptWeek, again: Recheck | None) -> str:
        again_told = self._again(again) if again else ""
        return self._write("week", week=kept, numbers=numbers_in(kept), again=again_told)

    def _reply(self, reply: Waiting) -> str:
        parameters = orjson.loads(reply.parameters)
        text = parameters.get("text") or parameters.get("caption") or ""
        lines = _lines(text) if parameters.get("parse_mode") == "HTML" else text.splitlines()
        return self._write("reply", reply=reply, lines=lines)

    def _failed(self, one: PutAside) -> str:
        return self._write("failed", failed=one, places=one.places.splitlines())

    async def _tell_update(self, update: int) -> str | None:
        seen = await seen_at(self._tx, update)
        waiting = await waiting_from(self._tx, update)
        failed = await put_aside_of(self._tx, update=update)
        chats = {
            *await answered_by(self._tx, update),
            *(one.chat_id for one in waiting),
            *(one.chat_id for one in failed),
        }
        if seen is None and not chats:
            return None
        loaded = [known for chat_id in sorted(chats) if (known := await self._load(chat_id)) is not None]
        told = [(known.alias, known.chat.owner.chat_id, self._answers_from(known, update)) for known in loaded]
        return self._write(
            "update",
            update=update,
            seen=seen,
            chats=told,
            waiting=[self._reply(reply) for reply in waiting],
            failed=[self._failed(one) for one in failed],
        )

    def _answers_from(self, known: _Chat, update: int) -> list[str]:
        lines = []
        for one in answers_in(known.chat):
            if one.answer.update_id == update:
                screen = self._screen(asked_after(known.context, known.chat, one), known.context)
                lines += [self._answer(one), *([screen] if screen else [])]
        return lines

    def _write(self, block: str, **values: Any) -> str:
        return self._words.label("admin/explain", block, at=to_text, **values)


def _lines(html: str) -> list[str]:
    return plain(html)[0].splitlines()
