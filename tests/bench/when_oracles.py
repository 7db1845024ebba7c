"""Compare how other readers read weekdays and times with the grid's own answers and with ours.

    python -m tests.bench.when_oracles duckling|recognizers|dateparser|chrono [TEXTS]

To be run by an environment that has the reader: the packages duckling with JPype1 and Java, recognizers-text-suite, dateparser, or
chrono-node beside Node. None of them is used by the bot. Texts that leave the half of the day open are left out: no reader asks.
A text that an oracle reads differently from the grid is printed, so that the grid's mistakes are seen, and not only
ours.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.language.when_grid import OPEN, Said, compose

NOW = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)  # a Wednesday
SHOWN = 15
Meaning = tuple[int, int, int] | None
CHRONO = """
const chrono = require('chrono-node');
const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean).map(JSON.parse);
for (const line of lines) {
  const found = chrono.parse(line, new Date(2026, 10, 25), { forwardDate: true });
  const merged = found.map(one => one.start).reduce((a, b) => a ? { day: a.day ?? b.get('weekday'), hour: a.hour ??
    (b.isCertain('hour') ? b.get('hour') : null), minute: a.minute ?? b.get('minute') } : { day: b.isCertain('weekday') ?
    b.get('weekday') : null, hour: b.isCertain('hour') ? b.get('hour') : null, minute: b.get('minute') }, null);
  console.log(JSON.stringify(merged && merged.hour != null && merged.day != null
    ? [(merged.day + 6) % 7, merged.hour, merged.minute] : null));
}
"""


def duckling() -> Callable[[Iterable[str]], list[Meaning]]:
    """Read with Duckling, as it was in Clojure."""
    import duckling as package  # type: ignore[import-not-found]
    import jpype  # type: ignore[import-not-found]

    jars = Path(package.__file__).parent.rglob("*.jar")
    jpype.startJVM(classpath=[str(jar) for jar in jars], convertStrings=True)
    wrapper = package.DucklingWrapper(jvm_started=True)

    def one(text: str) -> Meaning:
        found = [one["value"]["value"] for one in wrapper.parse_time(text, reference_time=NOW.isoformat())]
        moments = [moment for moment in found if isinstance(moment, str)]
        if len(moments) != 1:
            return None
        at = datetime.fromisoformat(moments[0])
        return at.weekday(), at.hour, at.minute

    return lambda texts: [one(text) for text in texts]


def recognizers() -> Callable[[Iterable[str]], list[Meaning]]:
    """Read with Recognizers-Text."""
    from recognizers_date_time import Culture, recognize_datetime  # type: ignore[import-not-found]

    def one(text: str) -> Meaning:
        results = [result.resolution or {} for result in recognize_datetime(text, Culture.English)]
        found = [value for result in results for value in result.get("values", ())]
        moments = {str(value["value"])[:16] for value in found if value["type"] == "datetime"}
        meant = {(at.weekday(), at.hour, at.minute) for at in map(datetime.fromisoformat, moments)}
        return meant.pop() if len(meant) == 1 else None

    return lambda texts: [one(text) for text in texts]


def dateparser() -> Callable[[Iterable[str]], list[Meaning]]:
    """Read with dateparser."""
    from dateparser import parse  # type: ignore[import-not-found]

    settings: dict[str, Any] = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}

    def one(text: str) -> Meaning:
        at = parse(text, languages=["en"], settings=settings)
        return None if at is None else (at.weekday(), at.hour, at.minute)

    return lambda texts: [one(text) for text in texts]


def chrono() -> Callable[[Iterable[str]], list[Meaning]]:
    """Read with chrono-node, in one run of Node, where that finds it."""

    def run(texts: Iterable[str]) -> list[Meaning]:
        asked = "\n".join(map(json.dumps, texts))
        said = subprocess.run(["node", "-e", CHRONO], input=asked, text=True, check=True, capture_output=True).stdout
        return [tuple(found) if found else None for found in map(json.loads, said.splitlines())]  # type: ignore[misc]

    return run


ORACLES = {"duckling": duckling, "recognizers": recognizers, "dateparser": dateparser, "chrono": chrono}


def main(name: str, count: int = 1_000) -> None:
    """Print how often an oracle agrees with the grid, and where it does not."""
    said: list[Said] = [one for one in compose(count, OPEN) if len(one.times) == 1]
    read = ORACLES[name]()([one.text for one in said])
    tally: Counter[str] = Counter()
    for one, meaning in zip(said, read, strict=True):
        (at,) = one.times
        outcome = "unread" if meaning is None else "agrees" if meaning == (one.day, *at) else "differs"
        tally[outcome] += 1
        if outcome == "differs" and tally[outcome] <= SHOWN:
            print(f"{one.text!r}: the grid says {one.day, *at}, {name} {meaning}")
    print(name, {outcome: f"{number / len(said):.1%}" for outcome, number in tally.items()}, f"of {len(said)}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
