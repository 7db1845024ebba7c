"""How well messages are understood by the whole bot: ``python -m tests.listening.score FILE [LANGUAGE] [--wrong] [--fine]``.

Each message is typed to the bot at its state (``played.py``). It is *right* when what is stored, said and opened is one
of the labelled readings; *part* when all that was taken is right and the rest is asked for; *asked* when the right
reading is among the buttons; *harm* when something was stored, judged, switched off or sent that was not meant: a number that
is only asked about ("12 or 15?") is not stored. What is *missed* was answered by a plain "I did not get that", and what is
*wrong* by something else.
"""

import sys
import time
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from bot.hearing.policy import resolve
from bot.language.listening.reader import read_acts
from tests.listening.labels import Label, Message, messages
from tests.listening.played import SCREENS, Played, numbers_in, played, same_amount

SAME = {  # what gets the same answer
    "asks.bad": "asks.usual", "asks.is_good": "asks.usual", "asks.worked_out": "asks.why", "asks.numbers": "asks.why",
    "asks.counts": "asks.term", "asks.human": "asks.person",
}  # fmt: skip
COURTESIES = {"ok", "thanks", "praise", "hello", "bye"}
"""Pleasantries that are answered in a few words, and what is open is shown again."""

ALSO = {
    "gain": ("lost", "worth_it", "flip"),
    "mean": ("do", "why", "term"),
    "well": ("usual", "bad"),
    "stands": ("numbers", "why"),
}
"""Closer topics of the verdict, and the labels that they answer."""

TRADES = dict.fromkeys(("plumber", "electrician", "builder", "cleaner", "gardener"), "trades")
"""Labels that name a trade more closely than the bot does."""

PATH, IMPLIED = "path", "dialogue/noted:implied"
WHICH = "dialogue/missed:which"  # two options of a question were told, and it is asked which
LEFT_OUT = "checkins/special:asked"  # a week that the owner says something about, with a button to leave it out
VAGUE = "numbers/invalid:vague"  # "loads": it is asked how many that is, roughly
BESIDE = ("social", "nothing", "yes", "no")  # what may be left out or added beside other acts
MISSES = ("dialogue/missed", "numbers/invalid", "menu/start:unread", "menu/start:numbers", "topics/doubt:told")


def verdict(message: Message, language: str = "en") -> str:
    """Say how a message was understood: right, part, asked, harm, missed or wrong."""
    done = played(message.text, message.state, language)
    outcomes = [_against(done, reading, message.state) for reading in message.readings]
    for best in ("right", "part"):
        if best in outcomes:
            return best
    if "topics/doubt:ask" in done.names and _among_buttons(message, language):
        return "asked"
    if "topics/doubt:numbers" in done.names and any(
        label.is_number for reading in message.readings for label in reading
    ):
        return "asked"  # of the check-up or of the week
    if done.proposed and _among_numbers(message, done):
        return "asked"
    if _harms_unseen(done, message):
        return "harm"
    if WHICH in done.names and _among_options(message, done):
        return "asked"
    if LEFT_OUT in done.names and any(label.name == "skipweek" for reading in message.readings for label in reading):
        return "asked"
    firm = [act for act in done.acts if act not in done.proposed]
    stored = [act for act in firm if act.kind in ("tells", "judge") and act.name not in ("problem", "other")]
    if any(
        not any(
            _is_implied(act, reading) or any(_fits(act, label, done.written) for label in reading)
            for reading in message.readings
        )
        for act in stored
    ):
        return "harm"
    missed = not done.acts and any(name.startswith(MISSES) or name == "topics/doubt:ask" for name in done.names)
    return "missed" if missed else "wrong"


def _harms_unseen(done: Played, message: Message) -> bool:
    """True if something was done that no answer shows: reminders off, a wish kept as a note, files in place of a deletion."""
    meant = {label.name for reading in message.readings for label in reading if label.kind == "wants"}
    if done.off and meant.isdisjoint(("stop", "pause", "delete", "skipweek", "note")):
        return True
    if "checkins/special:noted" in done.names and meant and meant.isdisjoint(("note", "skipweek", "pause", "stop")):
        return True
    return "delete" in meant and "export" not in meant and any(name.startswith("data/export") for name in done.names)


def _among_options(message: Message, done: Played) -> bool:
    """True if a question is asked with a few of its options, and one of them is what was meant."""
    question = message.state.partition(":")[2]
    labels = [label for reading in message.readings for label in reading]
    if any(label.name == question for label in labels):
        return True
    shown = set(done.options)
    return any(TRADES.get(label.value, label.value) in shown for label in labels if label.name == "trade")


def _against(done: Played, reading: tuple[Label, ...], state: str) -> str:
    left = [label for label in reading if label.kind not in BESIDE or len(reading) == 1]
    needed = len(left)
    acts = [act for act in done.acts if act.name != PATH or IMPLIED not in done.names]  # said with a way to change it
    for act in acts:
        label = next((label for label in left if _fits(act, label, done.written)), None)
        if label is not None:
            left.remove(label)
        elif act.kind in ("tells", "judge") and act.name not in ("problem", "other"):
            if not any(_fits(act, label, done.written) for label in reading) and not _is_implied(act, reading):
                return "wrong"
        elif (
            act.kind == "asks"
            and act.name != "why_ask"
            and not any(label.kind in ("asks", "tells", "step", "supposes") for label in reading)
        ):
            return "wrong"
    left = [label for label in left if not _follows(done, label) and not _shown(done, label, state)]
    if not left:
        return "right"
    return "part" if len(left) < needed and all(label.kind == "tells" for label in left) else "wrong"


def _is_implied(act: Label, reading: tuple[Label, ...]) -> bool:
    """True if something stored follows from a reading: an owner who counts talks talks with people first."""
    return act == Label("tells", "path", "talk") and any(
        label.name in ("talked", "quoted", "missed") for label in reading
    )


def _follows(done: Played, label: Label) -> bool:
    """True if a label follows from what was done: a step that worked was done, and another is told with it."""
    if label.kind == "supposes":
        return any(act.kind == "supposes" for act in done.acts)
    steps = {act.name for act in done.acts if act.kind == "step"}
    if label == Label("step", "done"):
        return not steps.isdisjoint(("worked", "failed"))
    return label == Label("step", "another") and not steps.isdisjoint(("already", "cant", "failed", "worked"))


def _shown(done: Played, label: Label, state: str) -> bool:
    """True if what was shown is what a label asks for, or nothing needed to be done."""
    names = done.names
    match label.kind:
        case "wants":
            ways = {
                "restart": ("menu/start:in_session", "checkup/trade:ask"),
                "later": (
                    "menu/start:put_aside",
                    "menu/start:left_checkin",
                    "menu/start:nothing_open",
                    "menu/start:left_that",
                    "topics/doubt:later",
                    "checkins/schedule:snoozed",
                    "topics/step:later",
                ),
                "change": ("checkup/review:choose", "checkins/week:so_far"),
                "checkup": ("checkup/trade:ask", "menu/start:in_session", "checkup/path:ask"),
            }
            if label.name == "skip" and any(act.kind == "unknown" for act in done.acts):
                return True  # it went on
            if label.name == "skip" and names.intersection(("dialogue/missed:required", "dialogue/missed:must_know")):
                return True  # told why it is needed
            if label.name in ways:
                return bool(names.intersection(ways[label.name]))
            if label.name == "back":
                return not any(act.kind == "tells" for act in done.acts) and not any(
                    n.startswith(MISSES) for n in names
                )
            return any(n.startswith(s) for s, wishes in SCREENS.items() if label.name in wishes for n in names)
        case "unknown" if names & {"dialogue/missed:must_know", VAGUE}:
            return True
        case "tells" if label.value == "unknown" and VAGUE in names:
            return True
        case "corrects" | "tells" if label.name == "trade" and names & {
            "checkup/changed:same",
            "data/settings:changed",
        }:
            return True
        case "asks" if state in ("start", "idle") and "topics/verdict:none" in names:
            return True  # there is no verdict yet, and it is said how there will be one
        case "asks" if label.name in ("sure", "worked_out") and "diagnosis/why" in names:
            return True
        case "asks" if label.name in ("diagnosis", "picture"):
            return "checkup/trade:ask" in names or any(name.startswith("diagnosis/") for name in names)
        case "asks" if label.name == "can":
            return "menu/help" in names or "menu/start:hello" in names
        case "nothing":
            return not done.acts
        case "social" if label.name in COURTESIES and state not in ("start", "idle"):
            return not done.acts and not any(name.startswith(MISSES) for name in names)  # the step or question again
        case "tells" if label.name == "problem":
            return any(act.kind == "tells" for act in done.acts)
        case "no" | "yes" | "none":
            return not any(act.kind in ("tells", "judge") for act in done.acts) or (
                label.kind == "none" and any(act.kind == "tells" and act.value == "0" for act in done.acts)
            )
        case _:
            return False


def _is_superseded(act: Label, label: Label, written: Collection[float]) -> bool:
    """True for the other number of a message in place of the one that is meant: "7 a week, no, 28"."""
    value, number = float(act.value), label.number
    return value != number and number in written and value in written and not label.is_share


def _fits(act: Label, label: Label, written: Collection[float] = ()) -> bool:
    if label.kind == "none":
        return act.kind == "tells" and act.value == "0"
    if act.kind == "tells" and label.kind in ("tells", "corrects"):
        name = {"quoted": "talked", "missed": "talked"}.get(label.name, label.name)
        if act.name != name:
            return False
        if label.name == "missed" or label.value == "unknown":
            return True
        if label.is_number:
            return same_amount(label, act) and not _is_superseded(act, label, written)
        return act.value.casefold() == TRADES.get(label.value, label.value).casefold().replace(
            " ", "_" if act.name == "lag" else " "
        )
    if act.kind == "wants":
        return label.kind == "wants" and act.name == label.name
    if act.kind == "supposes":
        return label.kind == "supposes"
    if act.kind == "judge" or label.kind == "judge":
        return act.kind == label.kind or (act.kind in ("yes", "unknown") and label.kind == "judge")
    if act.kind == "disagrees":
        return label.kind in ("disagrees", "no")
    if act.kind == "unknown":
        return label.kind == "unknown" or label.value == "unknown"
    if act.kind == "asks" == label.kind and label.name in ALSO.get(act.name, ()):
        return True
    if act.kind == "social" == label.kind and {act.name, label.name} <= COURTESIES:
        return True
    own, meant = f"{act.kind}.{act.name}", f"{label.kind}.{label.name}"
    return SAME.get(own, own) == SAME.get(meant, meant)


def _among_buttons(message: Message, language: str) -> bool:
    doubted = resolve(read_acts(message.text, message.state, language=language)).doubted
    return any(
        (kind, name) == (label.kind, label.name) or (kind == "judge" == label.kind)
        for kind, name, _, _ in doubted
        for reading in message.readings
        for label in reading
    )


def _among_numbers(message: Message, done: Played) -> bool:
    """True if one of the numbers that are asked about is the right one."""
    numbers = sorted(numbers_in(" ".join(done.buttons)))
    shown = [Label("tells", act.name, f"{number:g}") for act in done.proposed for number in numbers]
    return any(
        label.is_number and _fits(one, label) for one in shown for reading in message.readings for label in reading
    )


def main(path: str, *options: str) -> None:
    """Print the counts, and with ``--wrong`` the texts that were not right."""
    by_kind: dict[str, Counter[str]] = {}
    by_state: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    found = list(messages(Path(path)))
    language = next((option for option in options if not option.startswith("--")), "en")
    verdict(found[0], language)
    began = time.process_time()
    said = [verdict(message, language) for message in found]
    spent = (time.process_time() - began) / len(found) * 1000
    for message, how in zip(found, said, strict=True):
        first = message.readings[0][0]
        kind = f"{first.kind} {first.name}" if "--fine" in options else first.kind
        kind += "+" if len(message.readings[0]) > 1 and "--fine" not in options else ""
        by_kind.setdefault(kind, Counter())[how] += 1
        by_state.setdefault(message.state.partition(":")[0], Counter())[how] += 1
        total[how] += 1
        if "--wrong" in options and how != "right":
            _show(message, how, language)
    for title, table in (("kind", by_kind), ("state", by_state)):
        for name, counts in sorted(table.items()):
            print(f"{title} {name}: {sum(counts.values())}, {dict(counts)}")
    print({how: f"{count} ({count / len(found):.1%})" for how, count in total.items()}, f"{spent:.2f} ms CPU a message")


def _show(message: Message, how: str, language: str) -> None:
    done = played(message.text, message.state, language)
    wanted = " | ".join("; ".join(map(_written, reading)) for reading in message.readings[:2])
    print(f"{how}\t[{message.state}] {message.text}\n    WANT {wanted}\n    GOT  {'; '.join(map(_written, done.acts))}"
          f"  <{' '.join(sorted(name for name in done.names if 'label' not in name))[:160]}>")  # fmt: skip


def _written(label: Label) -> str:
    return f"{label.kind} {label.name}{'=' + label.value if label.value else ''}"


if __name__ == "__main__":
    main(*sys.argv[1:])
