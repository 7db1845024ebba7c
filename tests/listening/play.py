"""One process in which many owners are played side by side: ``python -m tests.listening.play PORT [LOG]``.

It listens on 127.0.0.1 only and keeps its chats in memory. What is posted to ``/NAME`` is typed by the owner of that name, or taps
the button that is called so; the answer is what the bot says, with its buttons. LOG gets every message with its reply.

    curl -s --data-binary "plumber, 40 rang, 9 booked" http://127.0.0.1:8461/anna

A message takes some milliseconds where a script that starts the bot afresh takes seconds, so several people can play at once.
"""

import re
import sys
from collections import defaultdict
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

from bot.core.events import Tap
from bot.core.replies import File, Picture, Spoken
from tests.listening.played import Owner

HERE = "127.0.0.1"
_MARKS = re.compile(r"<[^>]+>")


class Player:
    """An owner who is played, with the buttons that were shown last."""

    def __init__(self) -> None:
        self.owner = Owner()
        self.buttons: dict[str, str] = {}

    def types(self, text: str) -> str:
        """Type a message or tap the button of that name, and return what the bot says."""
        data = self.buttons.get(text.casefold())
        if data:
            self.owner.does(Tap(data, "tap"))
        else:
            self.owner.says(text)
        said, labels = [], []
        for reply in self.owner.replies:
            if isinstance(reply, Spoken):
                said.append(unescape(_MARKS.sub("", reply.text)))
                labels += [button for row in reply.rows for button in row]
            elif isinstance(reply, Picture | File):
                said.append("[a picture]" if isinstance(reply, Picture) else "[a file]")
        if labels:
            self.buttons = {button.label.casefold(): button.data or "" for button in labels}
            said.append(f"BUTTONS: {' | '.join(button.label for button in labels)}")
        return "\n".join(said)


class PlayHandler(BaseHTTPRequestHandler):
    """Answers what is posted in an owner's name."""

    players: ClassVar[defaultdict[str, Player]] = defaultdict(Player)
    log: ClassVar[Path | None] = None

    def do_POST(self) -> None:
        """Type what is posted, and answer with what the bot says."""
        name = self.path.strip("/")
        text = self.rfile.read(int(self.headers["Content-Length"])).decode().strip()
        said = self.players[name].types(text)
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(f"## {name}\n> {text}\n{said}\n\n")
        body = f"{said}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def main(port: str, log: str = "") -> None:
    """Serve until it is stopped."""
    PlayHandler.log = Path(log) if log else None
    HTTPServer((HERE, int(port)), PlayHandler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
