"""Requests to the Bot API over aiohttp: a tenth of the CPU that httpx, the default of python-telegram-bot, costs.

No error from here carries an address: it would hold the token.
"""

import json
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData


class NotSent(NetworkError):  # noqa: N818 -- named like the errors of python-telegram-bot
    """The request never left: it may be repeated safely."""


class PerhapsSent(TimedOut):
    """The request left and no answer came in time: Telegram may have carried it out, so it is not repeated blindly."""


class Broken(NetworkError):  # noqa: N818 -- named like the errors of python-telegram-bot
    """The connection broke before the answer. Mostly nothing was carried out, so it is repeated: better twice than never."""


class AiohttpRequest(BaseRequest):
    """A pool of connections to the Bot API; getUpdates, which keeps one busy, wants an instance of its own.

    Args:
        connections: the most connections open at once.
        read_timeout: seconds to wait for an answer; a Bot method may ask for more.
        write_timeout: seconds to send a request; also applies to uploads, on top of the others.
        connect_timeout: seconds to reach the server.
        pool_timeout: seconds to wait for a free connection.
    """

    __slots__ = ("_connect", "_connections", "_pool", "_read", "_session", "_write")

    def __init__(
        self,
        *,
        connections: int = 64,
        read_timeout: float = 10.0,
        write_timeout: float = 20.0,
        connect_timeout: float = 5.0,
        pool_timeout: float = 5.0,
    ) -> None:
        self._connections = connections
        self._read, self._write = read_timeout, write_timeout
        self._connect, self._pool = connect_timeout, pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Give the seconds an answer is waited for."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; once is enough."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool; may be repeated."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request and give the status and the body of the answer.

        Raises:
            NotSent: the server was not reached.
            PerhapsSent: the server was reached and did not answer.
        """
        if self._session is None:
            raise RuntimeError("the connections are not open: initialize() was not awaited")
        connect = _given(connect_timeout, self._connect)
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_sum(connect, _given(pool_timeout, self._pool)),
            sock_connect=connect,
            # aiohttp has no limit for writing; waiting for the answer starts when the writing does
            sock_read=_sum(_given(read_timeout, self._read), self._uploading(request_data, write_timeout)),
        )
        # Raised outside the except blocks, so that no traceback leads to an aiohttp error, which may name the address.
        failure: NetworkError
        try:
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
            ) as response:
                return response.status, await _payload(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            failure = NotSent(f"could not reach the Bot API ({type(error).__name__})")
        except TimeoutError as error:
            failure = PerhapsSent(f"no answer from the Bot API ({type(error).__name__})")
        except (aiohttp.ClientError, OSError) as error:
            failure = Broken(f"the connection to the Bot API broke ({type(error).__name__})")
        raise failure

    def _uploading(self, request_data: RequestData | None, write_timeout: ODVInput[float]) -> float | None:
        if request_data is None or not request_data.contains_files:
            return 0.0
        return _given(write_timeout, self._write)

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


def _given(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"data": _json(request_data.parameters), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}


def _json(parameters: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(parameters)
    except TypeError:  # half a surrogate pair, or a whole number over 64 bits
        return json.dumps(parameters).encode()


async def _payload(response: aiohttp.ClientResponse) -> bytes:
    """Read the body; a proxy's error page, which may quote the address, is left out."""
    payload = await response.read()
    if response.status >= HTTPStatus.BAD_REQUEST and not payload.lstrip().startswith(b"{"):
        return b'{"ok":false}'
    return payload
