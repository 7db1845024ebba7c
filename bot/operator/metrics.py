"""The metrics of GET /metrics, in a registry of their own."""

import platform
from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.core.version import VERSION

COUNTERS = {
    "updates": ("Updates handled, by kind", ("kind",)),
    "turns_failed": ("Turns that could not be committed, and were taken apart or tried again", ()),
    "put_aside": ("Updates that failed alone, time and again, and were put aside, by kind", ("kind",)),
    "left_out": ("Updates left out, of a chat for which too many are kept that are not handled yet", ()),
    "errors": ("Updates that the bot failed to decide, by the kind of the exception", ("kind",)),
    "sends": (
        "Calls by method and outcome: sent, 403 (blocked), 429 (must wait), moved, retry (5xx, broken), timeout, refused",
        ("method", "outcome"),
    ),
    "paid": ("Messages that went out faster than is free, and are paid for", ()),
    "given_up": ("Replies given up in one way to send them, by why: refused, failed, timeout, bug", ("method", "why")),
    "reminders": ("Reminders that came due: due, late (by over five minutes), failed", ("outcome",)),
    "sessions": ("Sessions of questions, by flow: started, finished, dropped", ("flow", "event")),
    "steps": ("Questions asked for the first time in a row, by flow and question", ("flow", "question")),
}
MEASURES = {
    "turn_seconds": ("Seconds from taking updates up to having committed them", (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)),
    "turn_updates": ("Updates that a turn took up", (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
}  # fmt: skip
GAUGES = {
    "replies_waiting": "Replies that are not sent yet",
    "well": "1 if GET /healthz answers 200, else 0",
    "trouble": "1 for each part that is not well",
    "waiting_at_telegram": "Updates that wait at Telegram for the webhook, when it was last asked",
    "reminders_behind_seconds": "For how long the first reminder has been due that is not handled yet",
    "build": "1, by the version of the bot and of Python",
}
PREFIX = "doorbot_"


class Metrics:
    """Takes counts and measurements, and writes them down for Prometheus.

    Args:
        waiting: counts the replies that are not sent yet.
    """

    def __init__(self, waiting: Callable[[], int] = lambda: 0) -> None:
        self._registry = CollectorRegistry()
        self._counters = {
            name: Counter(PREFIX + name, about, labels, registry=self._registry)
            for name, (about, labels) in COUNTERS.items()
        }
        self._measures = {
            name: Histogram(PREFIX + name, about, buckets=buckets, registry=self._registry)
            for name, (about, buckets) in MEASURES.items()
        }
        self._waiting = Gauge(f"{PREFIX}replies_waiting", GAUGES["replies_waiting"], registry=self._registry)
        self.watch(waiting)
        build = Gauge(f"{PREFIX}build", GAUGES["build"], ("version", "python"), registry=self._registry)
        build.labels(VERSION, platform.python_version()).set(1)
        ProcessCollector(registry=self._registry)

    def watch(self, waiting: Callable[[], int]) -> None:
        """Say what counts the replies that are not sent yet."""
        self._waiting.set_function(waiting)

    def watch_health(
        self, reasons: Callable[[], Iterable[str]], gauges: Mapping[str, Callable[[], float | None]] | None = None
    ) -> None:
        """Say what names the reasons for which the bot is not well, as GET /healthz does, and what reads some gauges."""
        self._registry.register(_Troubles(reasons, gauges or {}))

    def count(self, name: str, /, **labels: str) -> None:
        """Count one of something."""
        counter = self._counters[name]
        (counter.labels(**labels) if labels else counter).inc()

    def measure(self, name: str, value: float, /) -> None:
        """Take a measurement."""
        self._measures[name].observe(value)

    def page(self) -> tuple[bytes, str]:
        """Write everything down; return the text and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST


class _Troubles(Collector):
    """Whether the bot is well, and what is wrong: each thing by the word before its colon."""

    def __init__(self, reasons: Callable[[], Iterable[str]], gauges: Mapping[str, Callable[[], float | None]]) -> None:
        self._reasons = reasons
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        parts = dict.fromkeys(reason.partition(":")[0] for reason in self._reasons())
        yield GaugeMetricFamily(f"{PREFIX}well", GAUGES["well"], value=0 if parts else 1)
        troubles = GaugeMetricFamily(f"{PREFIX}trouble", GAUGES["trouble"], labels=("part",))
        for part in parts:
            troubles.add_metric((part,), 1)
        yield troubles
        for name, read in self._gauges.items():
            if (value := read()) is not None:
                yield GaugeMetricFamily(f"{PREFIX}{name}", GAUGES[name], value=value)
