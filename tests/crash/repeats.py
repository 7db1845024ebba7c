"""What a bot may say twice: a reply that was on its way when it was killed, sent and not yet noted as sent."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from operator import attrgetter
from pathlib import Path

import orjson

from tests.crash.play import rows_in
from tests.server import telegram_json
from tests.server.owners import Crowd, Heard

Unsent = Mapping[int, Sequence[str]]
"""For each owner, the replies that are not noted as sent, in their order."""


def unsent_in(database: Path) -> Unsent:
    """Return what is not noted as sent, read with plain SQL."""
    found: dict[int, list[str]] = {}
    for chat_id, parameters in rows_in(database, "select chat_id, parameters from outbox order by id"):
        found.setdefault(chat_id, []).append(telegram_json.plain(orjson.loads(parameters)))
    return found


def strange_repeats(crowd: Crowd, left: Sequence[Unsent]) -> list[str]:
    """Name messages said twice although no crash came while they were on their way.

    A new life of the bot first says what is not noted as sent, in the order in which it was decided. So it may repeat
    what was sent without being noted; and the repeats come before everything new, in their old order.

    Args:
        crowd: what the owners heard, in which life.
        left: what each life but the last left unsent.
    """
    return [
        f"{owner.chat_id}: {problem}"
        for owner in crowd.owners.values()
        for problem in _strange_repeats(owner.messages, [unsent.get(owner.chat_id, ()) for unsent in left])
    ]


def _strange_repeats(messages: Sequence[Heard], left: Sequence[Sequence[str]]) -> Iterator[str]:
    history = [(message.life, message.text[:40]) for message in messages]
    heard: list[str] = []
    last_said: dict[str, int] = {}
    for life, of_this_life in groupby(messages, key=attrgetter("life")):
        now = [message.text for message in of_this_life]
        due = list(left[life - 1]) if life else []
        if now[: len(due)] != due[: len(now)]:
            yield f"life {life}: did not begin with what was left, {[text[:40] for text in due]}: {history}"
        again = list(takewhile(last_said.__contains__, now))
        start = heard.index(again[0]) if again else 0
        if again != heard[start : start + len(again)]:
            yield f"life {life}: not said again as it was said: {history}"
        for text in again:
            noted = [former for former in range(last_said[text], life) if text not in left[former]]
            if noted:
                yield f"life {life}: {text[:40]!r} was noted as sent by the end of life {noted[0]}: {history}"
        new = now[len(again) :]
        for number, text in enumerate(new):
            if text in last_said or text in new[:number]:
                yield f"life {life}: {text[:40]!r} out of turn: {history}"
        heard += new
        last_said |= dict.fromkeys(now, life)
