"""HTTP/1.1 as a Bot API server needs it: kept connections, one answer at a time on each, and nothing more."""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
REASONS |= {429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway"}
HEADS = {
    status: f"HTTP/1.1 {status} {reason}\r\nServer: nginx\r\nContent-Type: application/json\r\n"
    "Connection: keep-alive\r\nContent-Length: ".encode()
    for status, reason in REASONS.items()
}


class Request(NamedTuple):
    path: str
    content_type: str
    body: bytes


class Framing:
    """Cut a stream into HTTP messages.

    The bytes of the next message may arrive with the end of the last one, or one at a time.
    """

    def __init__(self):
        self.buffer = bytearray()
        self._head_end = -1
        self._length = 0

    def next(self) -> tuple[bytes, bytes] | None:
        """Return (head, body) of the first whole message, or None until more bytes have come."""
        if self._head_end < 0:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return None
            self._head_end = end
            lower = bytes(self.buffer[:end]).lower()
            length = header(lower, b"content-length")
            self._length = -1 if header(lower, b"transfer-encoding") == b"chunked" else int(length or 0)
        start = self._head_end + 4
        if self._length < 0:
            return self._chunked(start)
        end = start + self._length
        if len(self.buffer) < end:
            return None
        return self._take(bytes(self.buffer[start:end]), end)

    def _chunked(self, position: int) -> tuple[bytes, bytes] | None:
        body = bytearray()
        while (line_end := self.buffer.find(b"\r\n", position)) >= 0:
            size = int(self.buffer[position:line_end].split(b";")[0], 16)
            position = line_end + 2
            if len(self.buffer) < position + size + 2:
                return None
            if size == 0:
                return self._take(bytes(body), position + 2)
            body += self.buffer[position : position + size]
            position += size + 2
        return None

    def _take(self, body: bytes, end: int) -> tuple[bytes, bytes]:
        head = bytes(self.buffer[: self._head_end])
        del self.buffer[:end]
        self._head_end = -1
        return head, body


def header(head: bytes, name: bytes) -> bytes:
    """Return the value of a header, empty if it is missing. Both arguments are lower case."""
    start = head.find(b"\r\n" + name + b":")
    if start < 0:
        return b""
    start += len(name) + 3
    end = head.find(b"\r\n", start)
    return head[start : end if end >= 0 else len(head)].strip()


class Connection(asyncio.Protocol):
    """A client's connection. The next request is read when the one before it has been answered."""

    def __init__(self, answer: Callable[[Request, "Connection"], None], open_connections: set["Connection"]):
        self._answer = answer
        self._open = open_connections
        self._framing = Framing()
        self._busy = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open.add(self)

    def connection_lost(self, exc):
        self.transport = None
        self._open.discard(self)

    def data_received(self, data):
        self._framing.buffer += data
        self._read()

    def respond(self, body: bytes, status: int = 200):
        self._busy = False
        if self.transport is None:
            return
        self.transport.write(b"%b%d\r\n\r\n%b" % (HEADS[status], len(body), body))
        if self._framing.buffer:
            asyncio.get_running_loop().call_soon(self._read)

    def break_off(self, body: bytes, status: int = 200):
        """Announce the whole of an answer, send half of it, and close."""
        if self.transport is not None:
            self.transport.write(b"%b%d\r\n\r\n%b" % (HEADS[status], len(body), body[: len(body) // 2]))
            self.transport.close()

    def reset(self):
        """Drop the connection as a failing network does: with RST, without a goodbye."""
        if self.transport is not None:
            linger = struct.pack("ii", 1, 0)
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.transport.abort()

    def _read(self):
        if self._busy or self.transport is None or (message := self._framing.next()) is None:
            return
        self._busy = True
        head, body = message
        line = head[: head.find(b"\r\n")].split(b" ")
        content_type = header(_names_in_lower_case(head), b"content-type") if body else b""
        self._answer(Request(line[1].decode(), content_type.decode(), body), self)


def _names_in_lower_case(head: bytes) -> bytes:
    """Lower the names of the headers only: a multipart boundary is case-sensitive."""
    lines = head.split(b"\r\n")
    return b"\r\n".join(name.lower() + colon + value for name, colon, value in (line.partition(b":") for line in lines))


class Caller(asyncio.Protocol):
    """A kept connection to somebody else's server, for webhook requests."""

    def __init__(self):
        self._framing = Framing()
        self._done: asyncio.Future[tuple[int, bytes]] | None = None
        self.transport: asyncio.Transport | None = None

    @classmethod
    async def connect(cls, url: str) -> "Caller":
        parts = urlsplit(url)
        loop = asyncio.get_running_loop()
        _, caller = await loop.create_connection(cls, parts.hostname, parts.port or 80)
        return caller

    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def connection_lost(self, exc):
        self.transport = None
        if self._done and not self._done.done():
            self._done.set_exception(ConnectionResetError("closed before the answer"))

    def data_received(self, data):
        self._framing.buffer += data
        if self._done and not self._done.done() and (message := self._framing.next()):
            self._done.set_result((int(message[0].split(b" ", 2)[1]), message[1]))

    async def post(self, head: bytes, body: bytes) -> tuple[int, bytes]:
        """Send one request (head without its Content-Length) and return (status, body) of the answer."""
        if self.transport is None:
            raise ConnectionResetError("closed between requests")
        self._done = asyncio.get_running_loop().create_future()
        self.transport.write(b"%bContent-Length: %d\r\n\r\n%b" % (head, len(body), body))
        return await self._done

    def close(self):
        if self.transport is not None:
            self.transport.abort()
