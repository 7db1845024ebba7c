"""The colours of buttons: green goes on, red stops or destroys. Left out for good by a server that refuses them."""

import logging
from collections.abc import Mapping
from typing import Any

log = logging.getLogger(__name__)

MARKUP, ROWS, STYLE = "reply_markup", "inline_keyboard", "style"


class Styles:
    """Knows whether the server takes colours.

    Attributes:
        taken: False once it took a message only without them.
    """

    def __init__(self) -> None:
        self.taken = True

    def ways(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the parameters of a call, and then those without colours, if there are any."""
        if not is_coloured(parameters):
            return [parameters]
        return [parameters, plain(parameters)] if self.taken else [plain(parameters)]

    def refused(self) -> None:
        """Leave the colours out from now on."""
        if self.taken:
            self.taken = False
            log.warning("the Bot API server takes no coloured buttons; they stay plain")


def is_coloured(parameters: Mapping[str, Any]) -> bool:
    """True if a call has a coloured button."""
    return any(STYLE in button for row in _rows(parameters) for button in row)


def plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a call without the colours of its buttons."""
    rows = [
        [{name: one for name, one in button.items() if name != STYLE} for button in row] for row in _rows(parameters)
    ]
    return {**parameters, MARKUP: {**parameters[MARKUP], ROWS: rows}}


def _rows(parameters: Mapping[str, Any]) -> Any:
    markup = parameters.get(MARKUP)
    return markup.get(ROWS, ()) if isinstance(markup, Mapping) else ()
