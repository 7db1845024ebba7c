"""What goes wrong between a bot and Telegram, drawn from a seeded generator."""

import random
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal["429", "500", "502", "reset before", "reset after", "slow"]
KINDS: tuple[Fault, ...] = ("429", "500", "502", "reset before", "reset after", "slow")
NEVER_FAILS = frozenset({"getMe", "setWebhook", "deleteWebhook", "getWebhookInfo"})


@dataclass(slots=True)
class Faults:
    """Rates are shares of calls. `blocked` is the share of chats whose owner has blocked the bot: always 403."""

    rates: dict[str, float] = field(default_factory=dict)
    blocked: float = 0.0
    slow_seconds: float = 1.0
    seed: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    _random: random.Random = field(init=False)

    def __post_init__(self):
        if unknown := set(self.rates) - set(KINDS):
            raise ValueError(f"unknown faults: {sorted(unknown)}")
        self._random = random.Random(self.seed)

    @classmethod
    def evenly(cls, rate: float, *, kinds: tuple[Fault, ...] = KINDS, **others) -> "Faults":
        """Give each kind of fault the same rate."""
        return cls(rates=dict.fromkeys(kinds, rate), **others)

    def draw(self, method: str) -> str | None:
        if not self.rates or method in NEVER_FAILS:
            return None
        chance = self._random.random()
        for kind, rate in self.rates.items():
            chance -= rate
            if chance < 0:
                self.counts[kind] = self.counts.get(kind, 0) + 1
                return kind
        return None

    def blocks(self, chat_id: int) -> bool:
        return bool(self.blocked) and random.Random(f"{self.seed}/{chat_id}").random() < self.blocked
