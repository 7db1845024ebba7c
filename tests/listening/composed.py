"""Messages with several numbers, composed of what owners say of one each: ``prompts/LANG/listening/counted.tsv``.

Each line of that file is what a number counts and a few words that say so: ``customers`` and "ended up doing {n} roofs". What the
words beside a number say has to outweigh the question that is open, and the messages that people wrote have too few numbers to
teach that for every word at every question.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.language.templates import PROMPTS
from tests.listening.labels import Label, Message

SLOT = "{n}"
SEED = 7
HOW_MANY = 6_000  # messages of a language
STATES = {
    "start": 5, "q:people": 8, "q:talked": 8, "q:customers": 8, "q:room": 4, "q:wanted": 5, "q:fit": 2, "q:orders": 2,
    "q:visitors": 1, "q:path": 1, "q:reason": 1, "q:busy": 1, "verdict": 2,
}  # fmt: skip
FUNNEL = ("people", "talked", "quoted", "customers")
AFTERWARDS = ("lost", "pending", "missed")
"""What else became of those who came."""

OF_TOLD = frozenset({*FUNNEL, "missed", "room", "wanted", "fit", "visitors", "orders", "value"})
"""What is a number of the check-up; all else counts nothing there."""

AROUND = ("before", "behind", "loose", "span", "alone", "joint")
"""Names in the file of what stands around numbers: before and behind a message, with a number, between two."""

MARKS = (", ", ", ", ", ", ". ", ". ", "; ", " ", "\n")
OPENED, CLOSED, LOOSE, SPANNED, WORDED = 0.6, 0.4, 0.5, 0.4, 0.3
"""How many messages have words before them and behind, how many numbers a loose word and a stretch of time, how many joints a word."""

TRIES = 40
ALONE = 0.3  # how often the number that was asked for stands by itself


def composed(language: str, count: int = HOW_MANY) -> Iterator[Message]:
    """Return messages with their labels, the same each time; none where a language has no such file."""
    path = counted_in(language)
    if not path.exists():
        return
    said, dice = fragments(path), random.Random(SEED)
    states, weights = list(STATES), list(STATES.values())
    for _ in range(count):
        yield _message(said, dice.choices(states, weights)[0], dice)


def counted_in(language: str) -> Path:
    """Return the file of a language that says what a number counts."""
    return PROMPTS / language / "listening" / "counted.tsv"


def fragments(path: Path) -> dict[str, list[str]]:
    """Return what is said of each kind of number."""
    found = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        role, _, words = line.partition("\t")
        if words and not line.startswith("#"):
            found[role].append(words)
    return dict(found)


def _message(said: Mapping[str, Sequence[str]], state: str, dice: random.Random) -> Message:
    roles = _roles(said, state, dice)
    text = f"{dice.choice(said['before'])} " if dice.random() < OPENED else ""
    labels = []
    for nth, (role, number) in enumerate(zip(roles, _numbers(roles, dice), strict=True)):
        text += _joint(said["joint"], dice) if nth else ""
        if nth == 0 and state.endswith(f":{role}") and dice.random() < ALONE:
            text += dice.choice(said["alone"]).replace(SLOT, str(number))
        else:
            loose = f"{dice.choice(said['loose'])} " if role in OF_TOLD and dice.random() < LOOSE else ""
            text += dice.choice(said[role]).replace(SLOT, f"{loose}{number}")
        text += f" {dice.choice(said['span'])}" if role in FUNNEL and nth == 0 and dice.random() < SPANNED else ""
        labels += [Label("tells", role, str(number))] if role in OF_TOLD else []
    return Message(state, text + _end(said["behind"], dice), (tuple(labels),))


def _joint(words: Sequence[str], dice: random.Random) -> str:
    """Return what stands between two numbers: a mark, or a word, which may bring its mark."""
    if dice.random() >= WORDED:
        return dice.choice(MARKS)
    word = dice.choice(words)
    return f"{word} " if word[:1] == "," else f" {word} "


def _end(words: Sequence[str], dice: random.Random) -> str:
    if dice.random() >= CLOSED:
        return ""
    word = dice.choice(words)
    return word if word[:1] in ",." else f" {word}"


def _roles(said: Mapping[str, Sequence[str]], state: str, dice: random.Random) -> list[str]:
    """Return what the numbers of a message count, in the order in which they are told."""
    asked = state.rpartition(":")[2]
    own = [asked] if asked in said and dice.random() < 0.75 else []
    funnel = [role for role in FUNNEL if role in own or dice.random() < 0.4] if dice.random() < 0.6 else []
    aside = [role for role in said if role not in (*FUNNEL, *AROUND)]
    others = dice.sample(aside, dice.choice((0, 0, 1, 1, 1, 2)))
    if funnel and dice.random() < 0.5:
        others = [*others, dice.choice(AFTERWARDS)]
    found = list(dict.fromkeys([*funnel, *own, *others])) or [dice.choice(aside)]
    if dice.random() < 0.35:
        dice.shuffle(found)
    if "said" in found and dice.random() < 0.7:  # an old number goes before the new one
        found.remove("said")
        found.insert(0, "said")
    return found[:4]


def _numbers(roles: Sequence[str], dice: random.Random) -> list[int]:
    """Return a number for each, no two of them the same, and a part never more than its whole."""
    for _ in range(TRIES):
        people = dice.choice((6, 9, 12, 14, 15, 18, 20, 22, 25, 30, 36, 40, 45, 60, 80, 120))
        talked = max(round(people * dice.uniform(0.4, 1)), 1)
        quoted = max(round(talked * dice.uniform(0.5, 1)), 1)
        customers = round(quoted * dice.uniform(0.1, 0.9))
        known = {
            "people": people, "talked": talked, "quoted": quoted, "customers": customers,
            "lost": round((talked - customers) * dice.uniform(0.3, 1)), "pending": dice.randint(1, max(2, talked // 3)),
            "missed": max(people - talked, dice.randint(1, 5)), "room": dice.randint(1, 20), "wanted": dice.randint(1, 15),
            "fit": dice.randint(2, 10), "year": dice.randint(8, 200), "visitors": dice.randint(20, 2000),
            "orders": dice.randint(1, 60), "value": dice.choice((35, 60, 90, 120, 250, 400, 850, 1500, 4000)),
        }  # fmt: skip
        found = [known.get(role, dice.randint(1, 60)) for role in roles]
        if len(set(found)) == len(found):
            return found
    return list(range(2, 2 + len(roles)))
