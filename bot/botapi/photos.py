"""Pictures on their way out: drawn, painted or found again only when they are to be sent.

What waits in the outbox is what a picture shows. It is drawn here, where no turn waits for it, and named by a hash of the
drawing: one that the chat was sent before is sent again by Telegram's name for it. Any other is painted by a process of its
own. What cannot be drawn, painted or sent is said in words.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any, Protocol

import orjson
from msgspec import Struct, convert
from msgspec.structs import replace
from telegram import InputFile

from bot.botapi.deliver import answer_to
from bot.botapi.keyboards import without
from bot.botapi.styles import Styles
from bot.core.failures import Failure
from bot.core.replies import Call, InlineAnswer, Toast
from bot.core.shown import KINDS, kind_of_picture
from bot.operator.settings import bare_environment
from bot.pictures.drawing import draw
from bot.pictures.worker import Painter, fingerprint
from storage.database import Database
from storage.pictures import Sent, file_id_of
from storage.updates import Outgoing

log = logging.getLogger(__name__)

THREAD = "message_thread_id"
KEPT = 48  # pictures painted lately, about 3 MB
MOST_WAITING = 10  # pictures, a quarter of a second of painting; later ones are sent as words at once


class Paints(Protocol):
    """What turns drawings into pictures."""

    async def paint(self, svg: str) -> bytes | None:
        """Paint an SVG as PNG; None if that can't be done."""


class Attempt(Struct, frozen=True):
    """One attempt to send a reply.

    Attributes:
        fingerprint: of the picture that it uploads; None where it uploads none.
        stays: whether the buttons under it are of use later too.
        tapped: the message whose button it replies to.
        plain: it is the same as the one before, without the colours of its buttons.
    """

    method: str
    parameters: Mapping[str, Any]
    fingerprint: str | None = None
    stays: bool = False
    tapped: int | None = None
    plain: bool = False


class Photos:
    """Finds the ways to send a reply, and remembers the pictures that Telegram has.

    Args:
        database: where Telegram's names for pictures are looked up.
        painter: paints; by default a process that starts with the first picture.
        wanted: whether there are to be pictures; if not, everything is said in words.

    Attributes:
        begins: called with the chat and the topic when a picture for it is painted.
    """

    def __init__(self, database: Database, painter: Paints | None = None, *, wanted: bool = True) -> None:
        self._database = database
        self._wanted = wanted
        self.begins: Callable[[int, int | None], None] | None = None
        self._own = Painter(environment=bare_environment())
        self._painter: Paints = painter or self._own
        self._waiting = 0
        self._styles = Styles()
        self._new: dict[tuple[int, str], Sent] = {}
        self._lately = _Lately()
        self._under_way: dict[bytes, asyncio.Future[bytes | None]] = {}

    async def close(self) -> None:
        """End the painting process, if there is one."""
        await self._own.close()

    async def ways(self, reply: Outgoing) -> AsyncGenerator[Attempt, None]:
        """Return the ways to send a reply, best first; the next one is for when Telegram refuses this one."""
        parameters = {"chat_id": reply.chat_id, **orjson.loads(reply.parameters)}
        stays, tapped = bool(parameters.pop("stays", False)), parameters.pop("tapped", None)
        way = None
        async with aclosing(self._ways(reply, parameters)) as ways:
            async for way in ways:
                for n, one in enumerate(self._styles.ways(dict(way.parameters))):
                    yield replace(way, parameters=one, stays=stays, tapped=tapped, plain=n > 0)
        if way is not None and THREAD in way.parameters:  # perhaps the topic was deleted
            yield replace(way, parameters=without(way.parameters, (THREAD,)), stays=stays, tapped=tapped)

    async def _ways(self, reply: Outgoing, parameters: dict[str, Any]) -> AsyncGenerator[Attempt, None]:
        instead = parameters.pop("instead", None)
        drawing = parameters.get("photo")
        if not isinstance(drawing, dict):
            yield Attempt(reply.method, parameters)
            if instead is not None:
                topic = {name: value for name, value in parameters.items() if name == THREAD}
                if topic:
                    yield Attempt(reply.method, without(parameters, (THREAD,)))
                yield Attempt("sendMessage", {"chat_id": reply.chat_id, **topic, **instead})
            return
        key = _nobodys(drawing)
        svg = self._lately.drawing_of(key) or _drawn(drawing) if self._wanted else None
        if svg is not None:
            name = fingerprint(svg)
            if (file_id := await self._known(reply.chat_id, name)) is not None:
                yield Attempt(reply.method, {**parameters, "photo": file_id})
            if self.begins is not None and reply.due is None:
                self.begins(reply.chat_id, parameters.get(THREAD))
            if (picture := await self._shared(key, svg)) is not None:
                file = InputFile(picture, filename=f"{next(iter(drawing))}.png")
                yield Attempt(reply.method, {**parameters, "photo": file}, name)
        if "caption" in parameters:
            where = without(parameters, ("photo", "caption"))
            yield Attempt("sendMessage", {**where, "text": parameters["caption"]})

    async def answer_to(self, aside: Toast | InlineAnswer, username: str) -> Call:
        """Turn the answer to a tap or to an inline query into a call: a card has its picture if that was sent before."""
        photo = None
        if self._wanted and isinstance(aside, InlineAnswer) and aside.shown is not None:
            svg = _drawn(orjson.loads(orjson.dumps({kind_of_picture(aside.shown): aside.shown})))
            photo = await self._known(aside.whose, fingerprint(svg)) if svg is not None else None
        return answer_to(aside, photo=photo, username=username)

    def sent(self, chat_id: int, way: Attempt, answer: Any) -> None:
        """Remember the picture that Telegram answered an upload with, and what it does not take."""
        if way.plain:
            self._styles.refused()
        if way.fingerprint is not None and (file_id := _largest(answer)) is not None:
            self._new[chat_id, way.fingerprint] = Sent(chat_id, way.fingerprint, file_id)

    def unsaved(self) -> list[Sent]:
        """Return the pictures that are not written down yet."""
        return list(self._new.values())

    def saved(self, pictures: list[Sent]) -> None:
        """Take pictures as written down."""
        for picture in pictures:
            if self._new.get((picture.chat_id, picture.fingerprint)) == picture:
                del self._new[picture.chat_id, picture.fingerprint]

    async def _known(self, chat_id: int, name: str) -> str | None:
        if (new := self._new.get((chat_id, name))) is not None:
            return new.file_id
        try:
            async with self._database.reading() as tx:
                return await file_id_of(tx, chat_id, name)
        except Exception as error:  # noqa: BLE001 -- it is then painted once more
            log.warning("cannot look a picture up: %s", Failure(error))
            return None

    async def _shared(self, key: bytes | None, svg: str) -> bytes | None:
        """Paint, or take what was painted lately from the same numbers, or wait for what is just being painted."""
        if key is None:
            return await self._painted(svg)
        if (picture := self._lately.picture_of(key)) is not None:
            return picture
        if (under_way := self._under_way.get(key)) is not None:
            return await asyncio.shield(under_way)
        self._under_way[key] = asyncio.ensure_future(self._painted(svg))
        try:
            picture = await asyncio.shield(self._under_way[key])
        finally:
            del self._under_way[key]
        if picture is not None:
            self._lately.keep(key, svg, picture)
        return picture

    async def _painted(self, svg: str) -> bytes | None:
        if self._waiting >= MOST_WAITING:
            log.warning("too many pictures wait to be painted")
            return None
        self._waiting += 1
        try:
            return await self._painter.paint(svg)
        except Exception as error:  # noqa: BLE001 -- the words can still be sent
            log.error("cannot paint: %s", Failure(error))
            return None
        finally:
            self._waiting -= 1


class _Lately:
    """The newest pictures that name nobody, in memory: many owners have the same few numbers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, tuple[str, bytes]] = OrderedDict()

    def drawing_of(self, key: bytes | None) -> str | None:
        return self._kept[key][0] if key is not None and key in self._kept else None

    def picture_of(self, key: bytes) -> bytes | None:
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][1]

    def keep(self, key: bytes, svg: str, picture: bytes) -> None:
        self._kept[key] = svg, picture
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def offer(reply: Outgoing) -> str:
    """Return the command that brings an upload again; nothing for words."""
    if reply.method == "sendDocument":
        return "export"
    return "weeks" if reply.parameters.startswith('{"photo":{"weeks"') else ""


def _nobodys(drawing: Mapping[str, Any]) -> bytes | None:
    """Return a key for what a drawing shows; None if it names a business, as no other chat can use it."""
    shown = next(iter(drawing.values()), None)
    named = not isinstance(shown, dict) or bool(shown.get("business"))
    return None if named else orjson.dumps(drawing, option=orjson.OPT_SORT_KEYS)


def _drawn(drawing: Mapping[str, Any]) -> str | None:
    """Draw what a reply shows; None for what cannot be drawn, such as what another release left over."""
    try:
        ((name, values),) = drawing.items()
        if name in KINDS:
            return draw(convert(values, KINDS[name]))
    except Exception as error:  # noqa: BLE001 -- the words can still be sent
        log.error("cannot draw: %s", Failure(error))
    return None


def _largest(answer: Any) -> str | None:
    """Return the name of the picture in a message, in the largest of its sizes."""
    try:
        return str(max(answer["photo"], key=lambda size: size["width"] * size["height"])["file_id"])
    except (KeyError, TypeError, ValueError):
        return None
