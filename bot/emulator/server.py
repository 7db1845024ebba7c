"""The emulator itself: requests in, answers out, and the failures a test asks for."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import orjson
from telegram._utils.types import ODVInput
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.botapi.http import Broken, HttpRequest, NotSent, PerhapsSent, TooLarge
from bot.emulator import account, messages  # noqa: F401 -- they enter their methods into the register
from bot.emulator.chats import EmulatedChat, Json, Upload
from bot.emulator.methods import METHODS, Request
from bot.emulator.people import Group, Person
from bot.emulator.refusals import Refused
from bot.emulator.state import BLOCKED, ScreenChange, Telegram

CALLS_KEPT = 10_000
Trouble = Literal[401, 403, 409, 429, 500, 502, "refused", "reset", "timeout"] | tuple[int, bytes]
"""A status that Telegram answers with, or a failure of the connection: refused, broken, or no answer in time.

Or, word for word, the answer of a proxy."""


@dataclass(frozen=True, slots=True)
class PlannedFailure:
    """Something that goes wrong with the next calls of a method.

    Attributes:
        method: the method, or ``*`` for any.
        carried_out: whether Telegram did what was asked before it went wrong.
    """

    method: str
    trouble: Trouble
    chat_id: int | None = None
    times: int = 1
    carried_out: bool = False
    retry_after: int = 1

    def answer(self) -> tuple[int, bytes]:
        """Answer as Telegram or the network would.

        Raises:
            NotSent: the connection was refused.
            Broken: it broke.
            PerhapsSent: the time was up.
        """
        match self.trouble:
            case int(status), bytes(body):
                return status, body
            case "refused":
                raise NotSent("could not reach the Bot API (emulated)")
            case "reset":
                raise Broken("the connection to the Bot API broke (emulated)")
            case "timeout":
                raise PerhapsSent("no answer from the Bot API (emulated)")
            case 502:
                return 502, b'{"ok":false}'
            case 429:
                after = self.retry_after
                refused = Refused(429, f"Too Many Requests: retry after {after}", parameters={"retry_after": after})
            case 401:
                refused = Refused(401, "Unauthorized")
            case 403:
                refused = Refused(403, BLOCKED)
            case 409:
                refused = Refused(409, "Conflict: terminated by other getUpdates request")
            case _:
                refused = Refused(500, "Internal Server Error")
        return refused.code, orjson.dumps(refused.to_dict())


@dataclass(frozen=True, slots=True)
class ReceivedCall:
    """A request the bot made, when, and the status it was answered with; 0 if no answer came."""

    method: str
    parameters: Mapping[str, Any]
    status: int
    at: float


class Emulator(BaseRequest):
    """An in-memory Bot API, to be passed to ``telegram.Bot`` as both of its requests.

    Args:
        now: the clock, in seconds since 1970.
        username: the bot's.
        first_id: where the ids of updates and messages begin; above all that a kept database has seen.

    Attributes:
        faults: what the bot should not have asked for. A test ends by checking that there is none, since
            python-telegram-bot turns whatever goes wrong here into a NetworkError.
        calls: the latest requests but getUpdates.
        gives_files: while it is not set, a file that is fetched does not come.
    """

    def __init__(self, *, now: Callable[[], float] = time.time, username: str = "door_bot", first_id: int = 1) -> None:
        self.telegram = Telegram(now=now, username=username, first_id=first_id)
        self.faults: list[str] = self.telegram.doubts
        self.calls: deque[ReceivedCall] = deque(maxlen=CALLS_KEPT)
        self.gives_files = asyncio.Event()
        self.gives_files.set()
        self._failures: list[PlannedFailure] = []
        self._people: dict[int, Person] = {}
        self._groups = 0

    def person(
        self,
        user_id: int,
        *,
        first_name: str = "Alice",
        language_code: str = "en",
        username: str | None = None,
        met: bool = False,
    ) -> Person:
        """Return a person with an account; the same one for the same id.

        Args:
            user_id: also the id of their private chat with the bot.
            first_name: as the bot sees it.
            language_code: that of their app.
            username: without the @.
            met: whether they wrote to the bot before; it cannot write to them otherwise.
        """
        if user_id not in self._people:
            user: Json = {"id": user_id, "is_bot": False, "first_name": first_name, "language_code": language_code}
            self._people[user_id] = Person(self.telegram, user | ({"username": username} if username else {}))
        person = self._people[user_id]
        if met and person.chat.standing == "unmet":
            person.chat.standing = "member"
        return person

    def group(self, title: str, *members: Person) -> Group:
        """Return a new group of people, the first of whom has just added the bot."""
        self._groups += 1
        return Group.founded(self.telegram, -(4_000_000 + self._groups), title, members)

    def fail_next(
        self,
        method: str,
        trouble: Trouble,
        *,
        chat_id: int | None = None,
        times: int = 1,
        carried_out: bool = False,
        retry_after: int = 1,
    ) -> None:
        """Let the next calls of a method go wrong, to one chat or to any; ``*`` is every method but getUpdates."""
        self._failures.append(PlannedFailure(method, trouble, chat_id, times, carried_out, retry_after))

    def redeliver(self, update_id: int) -> None:
        """Hand an update out a second time, as Telegram may."""
        self.telegram.inbox.repeat(update_id)

    def waiting(self) -> Sequence[Json]:
        """Return the updates that wait to be fetched, or for a test to post to the bot's webhook."""
        return self.telegram.inbox.waiting()

    def confirm(self, update_id: int) -> None:
        """Forget an update and all before it, as after a webhook answered 200."""
        self.telegram.inbox.confirm(update_id + 1)

    async def until_confirmed(self) -> None:
        """Wait until the bot has confirmed every update and asks for more."""
        await self.telegram.inbox.until_confirmed()

    def watch(self, watcher: Callable[[ScreenChange], None]) -> Callable[[], None]:
        """Call someone with all that the bot shows; return what stops it."""
        self.telegram.watchers.append(watcher)
        return lambda: self.telegram.watchers.remove(watcher)

    def chats(self) -> Sequence[EmulatedChat]:
        """Return every chat there is."""
        return list(self.telegram.chats.values())

    @property
    def read_timeout(self) -> float | None:
        """Return the seconds an answer is waited for, which here means nothing."""
        return 10.0

    async def initialize(self) -> None:
        """Do nothing: there is no connection."""

    async def shutdown(self) -> None:
        """Do nothing: what was said stays."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- the signature of BaseRequest
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Answer a request of python-telegram-bot."""
        await asyncio.sleep(0)  # as a request over the network would, let others have their turn
        name = url.rpartition("/")[2]
        if method == "GET":
            upload = self.telegram.files.get(name)
            return (200, upload.content) if upload else (404, b'{"ok":false}')
        if request_data is None:
            return await self.answer(name, {})
        files = {part: _upload(*fields) for part, fields in request_data.multipart_data.items()}
        return await self.answer(name, request_data.parameters, files)

    async def fetch(self, url: str, largest: int) -> bytes:
        """Return the content of a file, once files are given out.

        Raises:
            TooLarge: it has more bytes than are wanted.
            NetworkError: there is no such file.
        """
        await asyncio.sleep(0)
        await self.gives_files.wait()
        upload = self.telegram.files.get(url.rpartition("/")[2])
        if upload is None:
            raise NetworkError("no such file")
        if len(upload.content) > largest:
            raise TooLarge
        return upload.content

    async def answer(
        self, method: str, parameters: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> tuple[int, bytes]:
        """Answer a call of a Bot API method: the status and the JSON body.

        Raises:
            NotSent: ``fail_next`` asked for it.
            PerhapsSent: as above.
        """
        failure = self._failure(method, parameters)
        status = 0
        try:
            if failure is not None and not failure.carried_out:
                status, body = failure.answer()
                return status, body
            try:
                result = await self._carry_out(method, Request(self.telegram, parameters, files or {}))
            except Refused as refused:
                if refused.is_fault:
                    self.faults.append(f"{method}: {refused.description}")
                status, body = refused.code, orjson.dumps(refused.to_dict())
            except Exception as error:
                self.faults.append(f"{method}: the emulator failed with {error!r}")
                raise
            else:
                status, body = 200, orjson.dumps({"ok": True, "result": result})
            if failure is not None:
                status = 0
                status, body = failure.answer()
            return status, body
        finally:
            if method != "getUpdates":
                self.calls.append(ReceivedCall(method, parameters, status, self.telegram.now()))

    async def _carry_out(self, method: str, request: Request) -> Any:
        if method == "getUpdates":
            return await self._get_updates(request)
        if method not in METHODS:
            raise Refused(404, "Not Found: method not found", is_fault=True)
        function, known = METHODS[method]
        if unknown := sorted(request.given.keys() - known):
            self.faults.append(f"{method}: Telegram knows no {', '.join(unknown)}")
        return function(request)

    def _get_updates(self, request: Request) -> Awaitable[list[Json]]:
        if self.telegram.webhook:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        inbox = self.telegram.inbox
        inbox.allow(request.json("allowed_updates"))
        timeout = float(request.given.get("timeout") or 0)
        return inbox.get(offset=request.whole("offset"), limit=request.whole("limit", 100), timeout=timeout)

    def _failure(self, method: str, parameters: Mapping[str, Any]) -> PlannedFailure | None:
        for index, failure in enumerate(self._failures):
            concerns = failure.method == method or (failure.method == "*" and method != "getUpdates")
            if concerns and failure.chat_id in (None, parameters.get("chat_id")):
                if failure.times > 1:
                    self._failures[index] = replace(failure, times=failure.times - 1)
                else:
                    del self._failures[index]
                return failure
        return None

    parse_json_payload = staticmethod(HttpRequest.parse_json_payload)


def _upload(filename: str, content: Any, mime: str) -> Upload:
    return Upload(filename, content if isinstance(content, bytes) else content.read(), mime)
