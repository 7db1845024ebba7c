"""Reads what Telegram sent, and hands it over in order, whether polled or posted."""

import logging
from typing import Any

from telegram import Bot

from bot.botapi.updates import LARGEST_ID, read_update
from bot.core.clock import Clock
from bot.core.events import Event
from bot.core.failures import Failure
from bot.turn.turns import Turns

log = logging.getLogger(__name__)


async def receive(bot: Bot, turns: Turns, clock: Clock, updates: list[dict[str, Any]]) -> None:
    """Hand updates over, and return once each is handled, or kept to be handled soon, and all of that is committed.

    Raises:
        Exception: what kept the turn from being committed.
    """
    await turns.handle(events_of(updates, clock, bot.username))


def events_of(updates: list[dict[str, Any]], clock: Clock, username: str) -> list[Event]:
    """Read a batch of updates; one that cannot be read is passed over with a line in the log."""
    events = []
    now = clock()
    for update in updates:
        try:
            event = read_update(update, now, username)
        except Exception as error:  # noqa: BLE001 -- the edge that must go on: it would come again for ever
            log.error("update %s cannot be read: %s", number_of(update), Failure(error))
            continue
        if event is not None:
            events.append(event)
    return events


def number_of(update: Any) -> Any:
    """Return the number of an update for the log; None if it is no number."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and abs(number) <= LARGEST_ID else "without a number"
