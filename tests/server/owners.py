"""Owners who each follow a script, and a record of what they sent, what came back and when."""

import asyncio
import random
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.server import telegram_json

Script = Sequence[str]
"""One line a step: a text to send; `#Label` to tap the button of that name; `?words?line` for a step that is taken only
if the last message says these words. `<5:9>` is a number that is drawn for each owner."""

APOLOGY = r"(?i)something went wrong|error id"
DRAWN = re.compile(r"<(\d+):(\d+)>")
KEYBOARDS_IN_SIGHT = 12
FIRST_CHAT = 100_001


@dataclass(slots=True)
class Update:
    id: int
    chat_id: int
    kind: str
    line: str
    body: bytes
    created: float
    delivered: float | None = None
    deliveries: int = 0
    confirmed: bool = False
    answered: float | None = None


@dataclass(slots=True)
class Heard:
    """A message an owner received.

    Attributes:
        life: how many bot processes there were before this one.
        answers: the id of the update it was the first reply to.
        repeated: it repeats the message before it, or one that an earlier process sent already.
    """

    at: float
    life: int
    method: str
    text: str
    buttons: dict[str, str | None]
    raw: dict[str, Any]
    answers: int | None
    repeated: bool


@dataclass(slots=True)
class Owner:
    chat_id: int
    script: Script
    position: int = 0
    waits_for_button: bool = False
    blocked: bool = False
    outstanding: deque[Update] = field(default_factory=deque)
    messages: list[Heard] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        return self.blocked or (self.position >= len(self.script) and not self.outstanding)

    def button(self, label: str) -> Heard | None:
        """Return the newest message in sight that carries a button of this name."""
        for message in self.messages[: -KEYBOARDS_IN_SIGHT - 1 : -1]:
            if label in message.buttons:
                return message
        return None


class Crowd:
    """All owners. `hand_over` takes each update they cause, on its way to the bot."""

    def __init__(self, hand_over: Callable[[Update], None], *, apology: str = APOLOGY, seed: int = 0):
        self.owners: dict[int, Owner] = {}
        self.updates: list[Update] = []
        self.life = 0
        self.apologies = 0
        self.last_heard = 0.0
        self.unfinished = 0
        self.answered = 0
        self._hand_over = hand_over
        self._apology = re.compile(apology)
        self._random = random.Random(seed)
        self._update_ids = count(700_000_001)
        self._message_ids = count(11)
        self._next_chat = count(FIRST_CHAT)
        self._think = 0.0
        self._budget: int | None = None
        self._ready: list[Owner] = []
        self._to_come: deque[Script] = deque()
        self._idle: deque[Owner] | None = None

    # Ways to behave

    def walk(
        self,
        scripts: Iterable[Script],
        *,
        think: float = 0.0,
        budget: int | None = None,
        at_once: int | None = None,
    ):
        """Send each owner's next line when the one before it was answered, `think` seconds later.

        With a budget, no more than so many updates are caused until `allow` adds to it; whose turn it is is drawn.
        With a limit to those who walk at once, the next one joins when another has come to the end.
        """
        self._think, self._budget = think, budget
        everybody = list(scripts)
        self._to_come = deque(everybody[at_once:] if at_once else ())
        self._ready = [self._join(script) for script in everybody[:at_once]]
        self.unfinished += len(everybody)
        self._spend()

    def allow(self, more: int):
        self._budget = (self._budget or 0) + more
        self._spend()

    def backlog(self, scripts: Iterable[Script]):
        """Send every line of every script at once, waiting for nothing. A tap becomes its label, typed.

        Steps with a condition are left out.
        """
        owners = [self._join(script) for script in scripts]
        self.unfinished += len(owners)
        for step in range(max(len(owner.script) for owner in owners)):
            for owner in owners:
                if step < len(owner.script):
                    owner.position += 1
                    if not owner.script[step].startswith("?"):
                        self._say(owner, owner.script[step].removeprefix("#"))

    def goes_on(self, lines: Script):
        """Let everybody who has finished send more lines at once, as in a backlog."""
        self.unfinished += len(self.owners)
        for line in lines:
            for owner in self.owners.values():
                owner.script = [*owner.script, line]
                owner.position += 1
                self._say(owner, line.removeprefix("#"))

    def wind_up(self):
        """Let nobody send anything more; those who wait for an answer still get it."""
        self._to_come.clear()
        for owner in self.owners.values():
            owner.script, owner.waits_for_button = owner.script[: owner.position], False
        self.unfinished = sum(not owner.finished for owner in self.owners.values())

    async def at_rate(self, script: Script, *, per_second: float, seconds: float, owners: int):
        """Send this many updates a second, however slow the answers are; owners join when all others wait."""
        self._idle = deque(self._join(script) for _ in range(owners))
        self.unfinished += owners
        start = time.monotonic()
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(start + number / per_second - time.monotonic())
            while not (self._idle and self._step(self._idle.popleft())):
                if not self._idle:
                    self._idle.append(self._join(script))
                    self.unfinished += 1
        for owner in self.owners.values():
            if owner.position < len(owner.script):
                owner.script = owner.script[: owner.position]
                self.unfinished -= owner.finished
        self._idle = None

    # What the bot does to them

    def hear(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Show a message to its owner and return the Message that the call answers with."""
        message = telegram_json.sent_message(method, parameters, next(self._message_ids))
        owner = self.owners.get(message["chat"]["id"])
        if owner is None:
            owner = self.owners[message["chat"]["id"]] = Owner(message["chat"]["id"], ())
        text = message.get("text") or message.get("caption", "")
        shown = telegram_json.buttons(telegram_json.markup(parameters))
        repeated = any(
            (before.text, list(before.buttons)) == (text, list(shown))
            for before in owner.messages
            if before.life < self.life or before is owner.messages[-1]
        )
        now = self.last_heard = time.monotonic()
        heard = Heard(now, self.life, method, text, shown, message, None, repeated)
        owner.messages.append(heard)
        if self._apology.search(text):
            self.apologies += 1
        elif method == "sendPhoto" and not shown:
            pass  # a picture goes before the words that are the answer, unless they stand under it
        elif not repeated:
            self._settle(owner, heard)
        elif owner.waits_for_button:
            self._later(owner)
        return message

    def edit(self, parameters: dict[str, Any]) -> dict[str, Any] | bool:
        """Change a message that an owner has. A new text answers what is outstanding, as a new message would."""
        owner = self.owners.get(int(parameters.get("chat_id") or 0))
        message_id = int(parameters.get("message_id") or 0)
        for heard in reversed(owner.messages if owner else ()):
            if heard.raw["message_id"] == message_id:
                heard.buttons = telegram_json.buttons(telegram_json.markup(parameters))
                heard.raw.pop("reply_markup", None)
                if heard.buttons:
                    heard.raw["reply_markup"] = telegram_json.markup(parameters)
                text = telegram_json.plain(parameters)
                if text and text != heard.text:
                    heard.text = heard.raw["text"] = text
                    self._settle(owner, heard)
                return heard.raw
        return True

    def leave(self, chat_id: int):
        """Take an owner out: they have blocked the bot."""
        owner = self.owners.get(chat_id)
        if owner and not owner.finished:
            owner.outstanding.clear()
            owner.blocked = True
            self.unfinished -= 1

    # Inside

    def _join(self, script: Script) -> Owner:
        chat_id = next(self._next_chat)
        owner = self.owners[chat_id] = Owner(chat_id, [self._drawn(line) for line in script])
        return owner

    def _drawn(self, line: str) -> str:
        return DRAWN.sub(lambda bounds: str(self._random.randint(int(bounds[1]), int(bounds[2]))), line)

    def _settle(self, owner: Owner, heard: Heard):
        if owner.outstanding:
            update = owner.outstanding.popleft()
            update.answered = heard.at
            heard.answers = update.id
            self.answered += 1
            if owner.finished:
                self.unfinished -= 1
                if self._to_come:
                    self._get_ready(self._join(self._to_come.popleft()))
            elif not owner.outstanding:
                self._later(owner)
        elif owner.waits_for_button:
            self._later(owner)

    def _later(self, owner: Owner):
        if self._idle is not None:
            self._idle.append(owner)
        elif self._think:
            asyncio.get_running_loop().call_later(self._think, self._get_ready, owner)
        else:
            self._get_ready(owner)

    def _get_ready(self, owner: Owner):
        if self._budget is None:
            self._step(owner)
        else:
            self._ready.append(owner)
            self._spend()

    def _spend(self):
        while self._ready and (self._budget is None or self._budget > 0):
            chosen = 0 if self._budget is None else self._random.randrange(len(self._ready))
            self._ready[chosen], self._ready[-1] = self._ready[-1], self._ready[chosen]
            if self._step(self._ready.pop()) and self._budget is not None:
                self._budget -= 1

    def _step(self, owner: Owner) -> bool:
        if owner.finished:
            return False
        line = self._line(owner)
        if not line.startswith("#"):
            owner.position += 1
            self._say(owner, line)
            return True
        message = owner.button(line[1:])
        owner.waits_for_button = message is None
        if message is None:
            return False
        owner.position += 1
        if (tapped := message.buttons[line[1:]]) is None:
            self._say(owner, line[1:])
        else:
            update_id = next(self._update_ids)
            body = telegram_json.tap_update(update_id, owner.chat_id, message.raw, tapped)
            self._cause(owner, Update(update_id, owner.chat_id, "callback_query", line, body, time.monotonic()))
        return True

    def _line(self, owner: Owner) -> str:
        """Return the next line that applies, without its condition. The last line of a script has none."""
        while (line := owner.script[owner.position]).startswith("?"):
            _, words, line = line.split("?", 2)
            if words in next((heard.text for heard in reversed(owner.messages) if not heard.repeated), ""):
                return line
            owner.position += 1
        return line

    def _say(self, owner: Owner, text: str):
        update_id = next(self._update_ids)
        body = telegram_json.text_update(update_id, owner.chat_id, next(self._message_ids), text)
        self._cause(owner, Update(update_id, owner.chat_id, "message", text, body, time.monotonic()))

    def _cause(self, owner: Owner, update: Update):
        owner.outstanding.append(update)
        self.updates.append(update)
        self._hand_over(update)

    # What came of it

    def stuck(self) -> list[dict[str, Any]]:
        """Name every owner who waits for an answer or for a button that never came."""
        return [
            {
                "chat": owner.chat_id,
                "step": owner.position,
                "waits for": owner.outstanding[0].line if owner.outstanding else owner.script[owner.position],
                "delivered": owner.outstanding[0].deliveries if owner.outstanding else None,
                "last heard": owner.messages[-1].text[:200] if owner.messages else None,
            }
            for owner in self.owners.values()
            if not owner.finished and (owner.outstanding or owner.waits_for_button)
        ]

    def times(self) -> dict[str, Any]:
        """Return seconds from update to first answer, and answered updates a second over the whole play.

        An update that still waits counts with the time it has waited so far: a bot gains nothing by never answering.
        """
        answered = [update.answered for update in self.updates if update.answered is not None]
        if not answered:
            return {"answered": 0}
        now = time.monotonic()
        waits = sorted((update.answered or now) - update.created for update in self.updates)
        span = max(answered) - self.updates[0].created
        return {
            "answered": len(answered),
            "p50": waits[len(waits) // 2],
            "p99": waits[min(len(waits) - 1, len(waits) * 99 // 100)],
            "max": waits[-1],
            "updates_per_second": len(answered) / span,
            "last_answer_at": max(answered),
        }
