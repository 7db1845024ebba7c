"""Requests to the Bot API over pyreqwest: a hundredth of the CPU that httpx, the default of python-telegram-bot, costs.

No error from here carries an address: it would hold the token.
"""

import asyncio
import json
import math
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import orjson
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import DetailedPyreqwestError, PoolTimeoutError, PyreqwestError, RequestTimeoutError
from pyreqwest.multipart import FormBuilder, PartBuilder
from pyreqwest.proxy import ProxyBuilder
from pyreqwest.request import RequestBuilder
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

READ_AHEAD = 65_536  # bytes of a file
GONE = (  # how the Bot API says that nothing can be written to a chat until somebody there lets the bot in again
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "bot is not a member",
    "bot can't initiate conversation",
    "group chat was deleted",
    "bots can't send messages to bots",
)
_WENT_WELL = b'{"ok":true'
_CONNECTING = "client error (Connect)"  # how hyper names whatever went wrong before there was a connection


class NotSent(NetworkError):  # noqa: N818 -- named like the errors of python-telegram-bot
    """The request never left: it may be repeated safely."""


class PerhapsSent(TimedOut):
    """The request left and no answer came in time: Telegram may have carried it out, so it is not repeated blindly."""


class Broken(NetworkError):  # noqa: N818 -- named like the errors of python-telegram-bot
    """The connection broke before the answer. Mostly nothing was carried out, so it is repeated: better twice than never."""


class TooLarge(Exception):  # noqa: N818 -- named like the other errors here
    """A file has more bytes than are wanted."""


class Unclear(NetworkError):  # noqa: N818 -- named like the errors of python-telegram-bot
    """What came back tells nothing of the reply: a proxy's page, half an answer, or a Bot API that can't just now."""


class CutOff(Unclear):
    """The beginning of an answer that reports success: most likely the call was carried out."""


class NoSuchMethod(Unclear):
    """The Bot API does not know the method, or the token: where it can be said in another way too, the method."""


class HttpRequest(BaseRequest):
    """A pool of connections to the Bot API; getUpdates, which keeps one busy, wants an instance of its own.

    Args:
        connections: the most connections open at once.
        read_timeout: seconds to wait for an answer; a Bot method may ask for more.
        write_timeout: seconds that an upload may take on top of that.
        connect_timeout: seconds to reach the server.
        pool_timeout: seconds to wait for a free connection.
        proxy: the way to servers at https://; None for the straight one.
    """

    __slots__ = ("_client", "_connect", "_connections", "_pool", "_proxy", "_read", "_write")

    def __init__(
        self,
        *,
        connections: int = 64,
        read_timeout: float = 10.0,
        write_timeout: float = 20.0,
        connect_timeout: float = 5.0,
        pool_timeout: float = 5.0,
        proxy: ProxyBuilder | None = None,
    ) -> None:
        self._connections = connections
        self._read, self._write = read_timeout, write_timeout
        self._connect, self._pool = connect_timeout, pool_timeout
        self._proxy = proxy
        self._client: Client | None = None

    @property
    def read_timeout(self) -> float | None:
        """Return the seconds an answer is waited for."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; once is enough."""
        if self._client is None:
            builder = (
                ClientBuilder()
                .max_connections(self._connections)
                .pool_timeout(timedelta(seconds=self._pool))
                .connect_timeout(timedelta(seconds=self._connect))
                .user_agent(self.USER_AGENT)
                .follow_redirects(enable=False)
                .http1_only()
                .no_proxy()
            )
            self._client = (builder.proxy(self._proxy) if self._proxy else builder).build()

    async def shutdown(self) -> None:
        """Close the pool; may be repeated."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- the pool's own counts
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- the pool's own counts
    ) -> tuple[int, bytes]:
        """Make one request and return the status and the body of the answer.

        Raises:
            NotSent: the server was not reached.
            PerhapsSent: the server was reached and did not answer.
            Broken: the connection broke, or what came back is no HTTP.
        """
        if self._client is None:
            raise RuntimeError("the connections are not open: initialize() was not awaited")
        seconds = _given(read_timeout, self._read)
        if request_data is not None and request_data.contains_files:
            seconds = _sum(seconds, _given(write_timeout, self._write))
        # Raised outside the except block, so that no traceback leads to an error that names the address.
        failure: NetworkError | None = None
        answer = 0, b""
        try:
            request = _with_body(self._client.request(method, url), request_data)
            if seconds is not None:
                request = request.timeout(timedelta(seconds=seconds))
            response = await request.build().send()
            answer = response.status, _payload(response.status, (await response.bytes()).to_bytes())
        except (PyreqwestError, ValueError) as error:  # the latter for an address that is none
            failure = _failure(error)
        if (task := asyncio.current_task()) is not None and task.cancelling():
            raise asyncio.CancelledError  # pyreqwest loses a cancellation that comes with the answer; a stop would hang
        if failure is not None:
            raise failure
        return answer

    async def fetch(self, url: str, largest: int) -> bytes:
        """Fetch a file of at most this many bytes, reading no further than that.

        Raises:
            TooLarge: it has more.
            NetworkError: it cannot be fetched.
        """
        if self._client is None:
            raise RuntimeError("the connections are not open: initialize() was not awaited")
        failure: NetworkError | None = None
        read = bytearray()
        try:
            request = self._client.get(url)
            if self._read is not None:
                request = request.timeout(timedelta(seconds=self._read + self._write))
            async with request.streamed_read_buffer_limit(READ_AHEAD).build_streamed() as response:
                if response.status != HTTPStatus.OK:
                    failure = NetworkError(f"the file was answered with {response.status}")
                while failure is None and len(read) <= largest and (chunk := await response.body_reader.read_chunk()):
                    read += chunk
        except (PyreqwestError, ValueError) as error:
            failure = _failure(error)
        if (task := asyncio.current_task()) is not None and task.cancelling():
            raise asyncio.CancelledError  # as above
        if failure is not None:
            raise failure
        if len(read) > largest:
            raise TooLarge
        return bytes(read)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read the answer of the Bot API; what is no JSON is not logged, for it may hold what an owner wrote."""
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except ValueError:
            try:  # orjson refuses half a surrogate pair; one such update must not stop all others
                answer = json.loads(payload.decode("utf-8", "replace"))
            except ValueError:
                answer = {}
        if not isinstance(answer, dict) or not answer:
            raise TelegramError("Invalid server response") from None
        return answer


def proxy_of(url: str, exempt: str = "") -> ProxyBuilder | None:
    """Return the way through a proxy at an address, for all hosts but those named with commas between; None without one."""
    return ProxyBuilder.https(url).no_proxy(exempt or None) if url else None


def read_answer(status: int, payload: bytes) -> Any:
    """Return what a call of the Bot API brought.

    Only what the Bot API itself wrote says anything of the reply: JSON with ``ok``, and with a description where that is
    false. Its own code goes before the status that a proxy may have put there.

    Raises:
        RetryAfter: it is to be tried again later.
        ChatMigrated: the chat has another id by now.
        Forbidden: nothing can be written to that chat any more.
        BadRequest: this will never be taken.
        NoSuchMethod: the method is not known.
        CutOff: only the beginning came, which says that it was carried out.
        Unclear: anything else.
    """
    try:
        answer = HttpRequest.parse_json_payload(payload)
    except TelegramError:
        answer = {}
    if status < HTTPStatus.MULTIPLE_CHOICES:
        if answer.get("ok") is True:
            return answer.get("result")
        if not answer and payload.startswith(_WENT_WELL):
            raise CutOff("half an answer")
    raise _refusal(status, answer)


def _refusal(status: int, answer: Mapping[str, Any]) -> TelegramError:
    """Return what an answer that is no success means."""
    code, description, more = answer.get("error_code", status), answer.get("description"), answer.get("parameters")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # trying again will not make it smaller
        return BadRequest("too large")
    if not isinstance(description, str) or answer.get("ok") is not False:
        return Unclear(f"no answer of the Bot API ({status})")
    if isinstance(more, dict):
        if type(new_id := more.get("migrate_to_chat_id")) is int:
            return ChatMigrated(new_id)
        seconds = more.get("retry_after")
        if isinstance(seconds, int | float) and seconds >= 0:
            return RetryAfter(math.ceil(seconds))
    match code:
        case HTTPStatus.FORBIDDEN if any(words in description for words in GONE):
            return Forbidden(description)
        case (
            HTTPStatus.BAD_REQUEST
            | HTTPStatus.FORBIDDEN
            | HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            | HTTPStatus.PAYMENT_REQUIRED
        ):
            return BadRequest(description)
        case HTTPStatus.NOT_FOUND:
            return NoSuchMethod(description)
        case _:
            return Unclear(description)


def plain_data(parameters: Mapping[str, Any]) -> RequestData:
    """Make what a request sends of parameters that are plain JSON: no files, and no objects of python-telegram-bot."""
    return RequestData([RequestParameter(name, value, None) for name, value in parameters.items()])


def upload_data(parameters: Mapping[str, Any]) -> RequestData:
    """Make what a request sends of parameters with files among them."""
    return RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second


def _failure(error: PyreqwestError | ValueError) -> NetworkError:
    """Return how far a request came that failed."""
    causes = error.details["causes"] or () if isinstance(error, DetailedPyreqwestError) else ()
    kind = type(error).__name__
    if isinstance(error, ValueError | PoolTimeoutError) or any(cause["message"] == _CONNECTING for cause in causes):
        return NotSent(f"could not reach the Bot API ({kind})")
    if isinstance(error, RequestTimeoutError):
        return PerhapsSent(f"no answer from the Bot API ({kind})")
    return Broken(f"the connection to the Bot API broke ({kind})")


def _with_body(request: RequestBuilder, request_data: RequestData | None) -> RequestBuilder:
    if request_data is None:
        return request
    if not request_data.contains_files:
        return request.header("content-type", "application/json").body_bytes(_json(request_data.parameters))
    form = FormBuilder()
    for name, value in request_data.json_parameters.items():
        form = form.text(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        whole = content if isinstance(content, bytes) else content.read()
        form = form.part(name, PartBuilder.from_bytes(whole).file_name(filename).mime(mime))
    return request.multipart(form)


def _json(parameters: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(parameters)
    except TypeError:  # half a surrogate pair, or a whole number over 64 bits
        return json.dumps(parameters).encode()


def _payload(status: int, payload: bytes) -> bytes:
    """Leave out the body of a proxy's error page, which may quote the address."""
    if status >= HTTPStatus.BAD_REQUEST and not payload.lstrip().startswith(b"{"):
        return b'{"ok":false}'
    return payload
