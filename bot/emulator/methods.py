"""The register of the Bot API's methods, and the parameters they are called with."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.chats import Upload
from bot.emulator.refusals import bad
from bot.emulator.state import Telegram


@dataclass(slots=True)
class Request:
    """One call of a method, with its parameters as python-telegram-bot or a JSON body gave them."""

    telegram: Telegram
    given: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def words(self, name: str, default: str = "") -> str:
        """Return a parameter as text."""
        value = self.given.get(name, default)
        return value if isinstance(value, str) else str(value)

    def whole(self, name: str, default: int = 0) -> int:
        """Return a parameter as a whole number, or the default if it is none."""
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError):
            return default

    def json(self, name: str) -> Any:
        """Return a parameter that is an object or a list; multipart requests write it as JSON text."""
        value = self.given.get(name)
        if isinstance(value, str):
            try:
                return json.loads(value) if value else None
            except ValueError:
                raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return value

    def file(self, name: str) -> tuple[str, Upload]:
        """Return the id and content of a file that came along or was sent before.

        Raises:
            Refused: there is none, or no such id is known.
        """
        value = self.words(name)
        if upload := self.files.get(value.removeprefix("attach://") or name):
            return self.telegram.keep(upload, name), upload
        if not value:
            raise bad(f"there is no {name} in the request")
        if value not in self.telegram.files:
            raise bad("wrong file identifier/HTTP URL specified")
        return value, self.telegram.files[value]


Method = Callable[[Request], Any]
METHODS: dict[str, tuple[Method, frozenset[str]]] = {}
"""The methods by name, each with the parameters it takes."""


def method(name: str, *parameters: str, also: frozenset[str] = frozenset()) -> Callable[[Method], Method]:
    """Make a function a method of the Bot API."""

    def add(function: Method) -> Method:
        METHODS[name] = function, also | frozenset(parameters)
        return function

    return add
