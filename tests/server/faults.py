"""What goes wrong between a bot and Telegram, drawn from a seeded generator."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal["429", "500", "502", "reset before", "reset after", "slow", "silent", "truncated", "half", "html"]
EVERYDAY: tuple[Fault, ...] = ("429", "500", "502", "reset before", "reset after", "slow")
"""What happens to any bot within a month."""
ODD: tuple[Fault, ...] = ("silent", "truncated", "half", "html")
"""What a bad network, or a proxy in between, makes of an answer: none at all, one that breaks off, half of one, a web page."""
KINDS: tuple[Fault, ...] = (*EVERYDAY, *ODD)
BEFORE: frozenset[Fault] = frozenset({"429", "500", "502", "reset before", "html"})
"""The call is not carried out; with all others it is."""
NEVER_FAILS = frozenset({"getMe", "setWebhook", "deleteWebhook", "getWebhookInfo"})


@dataclass(slots=True)
class Faults:
    """Rates are shares of calls; with a rate of 1 it happens every time, for ever.

    Attributes:
        rates: of each kind, for every method that has none of its own.
        methods: the rates of single methods, which may be some that otherwise never fail.
        blocked: the share of chats whose owner has blocked the bot: always 403.
        slow_seconds: how late a slow answer is.
        retry_after: what a 429 asks for.
        chat_seconds: the least time between two messages to one chat; a quicker one gets 429 (0: none is too quick).
    """

    rates: dict[str, float] = field(default_factory=dict)
    methods: dict[str, dict[str, float]] = field(default_factory=dict)
    blocked: float = 0.0
    slow_seconds: float = 1.0
    retry_after: int = 1
    chat_seconds: float = 0.0
    seed: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    _sent_at: dict[int, float] = field(default_factory=dict)
    _random: random.Random = field(init=False)

    def __post_init__(self):
        named = {kind for rates in (self.rates, *self.methods.values()) for kind in rates}
        if unknown := named - set(KINDS):
            raise ValueError(f"unknown faults: {sorted(unknown)}")
        self._random = random.Random(self.seed)

    @classmethod
    def evenly(cls, rate: float, *, kinds: tuple[Fault, ...] = EVERYDAY, **others) -> "Faults":
        """Make each kind of fault equally frequent."""
        return cls(rates=dict.fromkeys(kinds, rate), **others)

    @classmethod
    def always(cls, method: str, kind: Fault, **others) -> "Faults":
        """Let one method fail in one way, for ever."""
        return cls(methods={method: {kind: 1.0}}, **others)

    def draw(self, method: str) -> str | None:
        rates = self._rates_of(method)
        if not rates:
            return None
        chance = self._random.random()
        for kind, rate in rates.items():
            chance -= rate
            if chance < 0:
                self.counts[kind] = self.counts.get(kind, 0) + 1
                return kind
        return None

    def _rates_of(self, method: str) -> Mapping[str, float]:
        if method in self.methods:
            return self.methods[method]
        return {} if method in NEVER_FAILS else self.rates

    def too_quick(self, chat_id: int, now: float) -> bool:
        """True if a message comes too soon after the one before it in the same chat; it is noted if it does not."""
        if now - self._sent_at.get(chat_id, -self.chat_seconds) < self.chat_seconds:
            self.counts["too quick"] = self.counts.get("too quick", 0) + 1
            return True
        if self.chat_seconds:
            self._sent_at[chat_id] = now
        return False

    def blocks(self, chat_id: int) -> bool:
        return bool(self.blocked) and random.Random(f"{self.seed}/{chat_id}").random() < self.blocked
