"""How well messages are understood: ``python -m tests.listening.score FILE [--wrong]``.

Prints counts by kind and by state. A message is right when what is done with it is one of its labelled readings; asked
when the right reading is among the buttons; harm is something stored, switched or judged that was not meant.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from bot.language.listening.acts import Act
from bot.language.listening.reader import read_acts
from bot.turn.policy import Resolution, resolve
from tests.listening.labels import Label, Message, messages

NEAR = 0.03
SAME = {  # what gets the same answer
    "asks.bad": "asks.usual", "asks.is_good": "asks.usual", "asks.worked_out": "asks.why", "asks.numbers": "asks.why",
    "step.another": "asks.do", "step.already": "asks.do", "step.cant": "asks.do",
}  # fmt: skip
HARMFUL = ("tells", "corrects", "judge", "yes", "no", "none")
HARMFUL_WANTS = ("stop", "delete", "restart", "pause", "skipweek", "weekly", "language", "zone", "currency")


def verdict(message: Message) -> str:
    """Say how a message was understood: right, asked, missed, wrong or harm."""
    state = message.state
    done = resolve(read_acts(message.text, state))
    if any(matches(done, reading, state) for reading in message.readings):
        return "right"
    if done.doubted and any(
        _same(kind, name, value, label)
        for kind, name, value, _ in done.doubted
        for reading in message.readings
        for label in reading
    ):
        return "asked"
    if any(_harms(act, message) for act in done.done):
        return "harm"
    return "missed" if done.doubted or not done.done else "wrong"


def matches(done: Resolution, reading: tuple[Label, ...], state: str) -> bool:
    """True if what is done is what a reading says; courtesies may be left out or added."""
    left = [label for label in reading if label.kind != "social" or len(reading) == 1]
    for act in done.done:
        label = next((label for label in left if _fits(act, label, state)), None)
        if label is not None:
            left.remove(label)
        elif act.kind != "social" and not (act.kind == "tells" and act.name in ("other", "problem")):
            return False
    return not left


def _fits(act: Act, label: Label, state: str) -> bool:
    if label.is_number or act.told is not None:
        if act.kind != label.kind and {act.kind, label.kind} != {"tells", "corrects"}:
            return False
        if act.name != label.name or (act.told is None) != (label.number is None):
            return act.name == label.name and label.number is None and act.told is None
        told, number = act.told, label.number
        if told is None or number is None:
            return True
        readings = [one.value for one in (told.amount, *told.others)]
        readings += [told.amount.low, told.amount.high] + ([told.amount.value * told.whole] if told.whole else [])
        return any(abs(one - number) <= NEAR * max(abs(number), 0.01) for one in readings)
    return _same(act.kind, act.name, act.value, label)


def _same(kind: str, name: str, value: str, label: Label) -> bool:
    if kind == "judge" or label.kind == "judge":
        return kind == label.kind
    if label.is_number:
        return kind == label.kind and name in (label.name, "number")
    if kind in ("tells", "corrects", "supposes"):
        return (kind, name) == (label.kind, label.name) and (value == label.value or name == "name")
    own, meant = f"{kind}.{name}", f"{label.kind}.{label.name}"
    return SAME.get(own, own) == SAME.get(meant, meant)


def _harms(act: Act, message: Message) -> bool:
    meant = any(_fits(act, label, message.state) for reading in message.readings for label in reading)
    if meant or (act.kind == "tells" and act.name in ("problem", "other")):
        return False
    return act.kind in HARMFUL or (act.kind == "wants" and act.name in HARMFUL_WANTS)


def main(path: str, *options: str) -> None:
    """Print the counts, and with ``--wrong`` the texts that were not right."""
    by_kind: dict[str, Counter[str]] = {}
    by_state: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    found = list(messages(Path(path)))
    read_acts("warm up")
    began = time.process_time()
    said = [verdict(message) for message in found]
    spent = (time.process_time() - began) / len(found) * 1000
    for message, how in zip(found, said, strict=True):
        first = message.readings[0][0]
        kind = (
            f"{first.kind} {first.name}"
            if first.kind in ("asks", "tells", "step") and "--fine" in options
            else first.kind
        )
        by_kind.setdefault(kind, Counter())[how] += 1
        by_state.setdefault(message.state.partition(":")[0], Counter())[how] += 1
        total[how] += 1
        if "--wrong" in options and how != "right":
            acts = resolve(read_acts(message.text, message.state))
            shown = "; ".join(
                f"{a.kind} {a.name} {a.value} {a.told.amount.value if a.told else ''} {a.chance:.2f}" for a in acts.done
            )
            print(f"{how}\t[{message.state}] {message.text}\t{message.readings}\t{shown}\t{acts.doubted}")
    for title, table in (("kind", by_kind), ("state", by_state)):
        for name, counts in sorted(table.items()):
            print(f"{title} {name}: {sum(counts.values())}, {dict(counts)}")
    print({how: f"{count} ({count / len(found):.1%})" for how, count in total.items()}, f"{spent:.2f} ms CPU a message")


if __name__ == "__main__":
    main(*sys.argv[1:])
