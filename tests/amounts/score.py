"""How well amounts are taken by the whole bot: ``python -m tests.amounts.score FILE [LANGUAGE] [--wrong]``.

It prints counts by state, and with ``--wrong`` the texts that were not right.

Each line of the file holds a state, a text and what is expected, with tabs between. The text is typed to the bot at the
state, and what is stored is compared with what is expected, the stretch of time included. What is *asked* was not
stored, and the reply asks about it with the right reading among its buttons or by a question that fits; what is
*missed* was answered by a plain "I found no number in that"; what is *wrong* was stored and not meant.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from bot.core.looseness import ends
from bot.core.records import Answer, Chat
from bot.core.replies import Say
from bot.core.span import SpanOfTime
from bot.language.templates import noting
from tests.listening.played import NOON, Owner, at_in

Result = Literal["right", "asked", "missed", "wrong"]

ASKED_FOR = {"room": 1.0, "wanted": 1.0, "visitors": 1.0}
"""Weeks that a plain number is for, where they are not the four of the check-up."""

EVENT = 1_000  # the number of the event, and the minute at which it comes
TODAY = (NOON + timedelta(minutes=EVENT + 1)).date()
NEAR = 0.04  # part that a share of a number may be off, for rounding
MOST = (0.85, 0.97)  # the shares that "most" may be: "nearly all" is one of them
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SPANS: Mapping[str, SpanOfTime] = {
    "day": SpanOfTime.of("day", each=True),
    "working day": SpanOfTime.of("day", each=True, working=True),
    "week": SpanOfTime.of("week", each=True),
    "fortnight": SpanOfTime.of("fortnight", each=True),
    "month": SpanOfTime.of("month", each=True),
    "quarter": SpanOfTime.of("quarter", each=True),
    "year": SpanOfTime.of("year", each=True),
}
STATES = {"money": "q:value"} | {
    name: f"q:{name}"
    for name in ("people", "talked", "customers", "orders", "room", "wanted", "fit", "value", "visitors")
}
"""The states of files that name a question alone."""

BESIDE = ("trade", "path", "busy", "season", "age", "lag", "reason", "speed", "value")
"""What is told beside the number that was asked for, which a line of the file says nothing of."""

NO_NUMBER = ("ask", "vague", "same")
"""What is expected of words that hold no number to store."""

ASKS_DAYS = "dialogue/confirm:days"
SHARES = {"half": 0.5, "all": 1.0, "most": 0.9, "none": 0.0}
_NUMBER = re.compile(r"(?P<sign>[<>~]?)\s*(?P<low>[\d.,]+)(?:\s*-\s*(?P<high>[\d.,]+))?$")
_PARTS = re.compile(r"(\d+)\s*/\s*(\d+)$")


class Line(NamedTuple):
    """One text with the state it is typed at, and what is expected of it."""

    state: str
    text: str
    expected: str
    kind: str = ""


class Played(NamedTuple):
    """What became of a text: the answers that are new or changed, by question, and the reply."""

    answers: Mapping[str, Answer]
    names: frozenset[str]
    chat: Chat
    buttons: tuple[str, ...]
    text: str


def play(text: str, state: str, language: str = "en") -> Played:
    """Type a text to the bot at a state."""
    before = at_in("menu" if state in ("when", "weekly_when", "q:when") else state, language)
    owner = Owner(before)
    if state in ("when", "weekly_when", "q:when"):
        owner.says("/weekly")
        before = owner.chat
        assert before is not None
    owner.events = EVENT
    with noting() as noted:
        owner.says(text)
    assert owner.chat is not None
    found: dict[str, Answer] = {}
    for session in owner.chat.sessions:
        old = before.session(session.number)
        for name, answer in session.answers.items():
            known = old.answers.get(name) if old else None
            if name not in ("path", "step", "begun_by", "guess") and not answer.same_as(known):
                found[name] = answer
        if session.proposed is not None and session.step == "settle":
            found[session.proposed.question] = session.proposed
    said = [reply for reply in owner.replies if isinstance(reply, Say)]
    labels = tuple(button.label for say in said for row in say.rows for button in row)
    names = frozenset(name if block is None else f"{name}:{block}" for name, block in noted)
    return Played(found, names, owner.chat, labels, "\n".join(say.text for say in said))


def result(line: Line, language: str = "en") -> Result:
    """Say what became of a line."""
    done = play(line.text, line.state, language)
    ways = [way.strip() for way in line.expected.split("|")]
    return max((_against(done, line.state, way) for way in ways), key=["wrong", "missed", "asked", "right"].index)


def _against(done: Played, state: str, expected: str) -> Result:
    if "=" in expected:
        return _week(done, expected)
    if (day := re.match(rf"({'|'.join(DAYS)})\w* (\d\d:\d\d)$", expected)) or state in (
        "when",
        "weekly_when",
        "q:when",
    ):
        return _when(done, (day[1], day[2]) if day else None)
    if state in ("weekly", "weekly:people") and expected not in NO_NUMBER:
        asks_days = not done.answers and expected.endswith("/day") and ASKS_DAYS in done.names
        return "right" if asks_days else _week(done, f"people={expected}")
    question = "people" if state == "weekly" else state.partition(":")[2]
    others = set(done.answers) - {question, *BESIDE}
    answer = done.answers.get(question)
    if expected in NO_NUMBER:
        return "wrong" if any(answer.amount or answer.choice is None for answer in done.answers.values()) else "right"
    if expected in ("unknown", "don't know"):
        if answer is not None and answer.state == "unknown" and not others:
            return "right"
        return "wrong" if done.answers else _not_taken(done)
    if answer is None and not others and expected.endswith("/day") and ASKS_DAYS in done.names:
        return "right"  # it is asked how many days a week
    if answer is None:
        return "wrong" if others else _not_taken(done)
    return "right" if fits(answer, expected, question, done.chat) and others <= {"people", "talked"} else "wrong"


def _not_taken(done: Played) -> Result:
    plain = {"numbers/invalid:no_number", "numbers/invalid:two_numbers", "dialogue/missed:no_option"}
    return "missed" if done.names & plain else "asked"


def fits(answer: Answer, expected: str, question: str, chat: Chat | None = None) -> bool:
    """True if an answer is the number that is expected, over the same stretch of time."""
    amount = answer.amount
    if expected in ("skip", "skipped"):
        return answer.state == "skipped"
    if amount is None:
        return False
    if money := re.fullmatch(r"([~<>]?[\d.,]+(?:-[\d.,]+)?) ([A-Z]{3})", expected):
        currency = chat.business.currency if chat is not None else None
        return currency == money[2] and fits(answer, money[1], question)
    if expected == "none":
        return amount.value == 0
    value, _, span = expected.partition("/") if not _PARTS.match(expected) else (expected, "", "")
    if (share := _share(value)) is not None:
        wholes = {"talked": 50.0, "customers": 45.0, "fit": 10.0}
        if value[:1] in "<>" and question in wholes and amount.law == "uniform":
            return abs((amount.low if value[0] == ">" else amount.high) - share * wholes[question]) <= 1
        if value == "most" and question in wholes:
            return MOST[0] <= amount.value / wholes[question] <= MOST[1]
        return question in wholes and abs(amount.value - share * wholes[question]) <= max(1.0, NEAR * amount.value)
    found = _NUMBER.match(value)
    if found is None:
        return False
    told, asked = _span(span.strip()), ASKED_FOR.get(question, 4.0)
    is_for = answer.span.weeks if answer.span is not None else asked
    of_whole = question in ("talked", "customers")  # for the stretch of time of its total
    wanted = told.weeks if told is not None else is_for if of_whole else asked
    factor = asked / is_for
    low, high = (_plain(found["low"]), _plain(found["high"]) if found["high"] else None)
    scale = asked / wanted
    least, most = (amount.low, amount.high) if amount.law == "uniform" else (amount.value, amount.value)
    if high is not None:
        got = ends(amount) if amount.law == "lognormal" and amount.low else (amount.low, amount.high)
        return _near(got[0] * factor, low * scale) and _near(got[1] * factor, high * scale)
    if found["sign"] == ">":
        return _near(least * factor, low * scale)
    if found["sign"] == "<":
        return _near(most * factor, low * scale)
    if amount.law == "uniform" and not amount.low <= low <= amount.high:
        return False
    if amount.law == "uniform" and low in (amount.low, amount.high):
        return True  # "over 100" is labelled by its limit
    return _near(amount.value * factor, low * scale) or (amount.law == "uniform" and question != "value" and low <= 5)


def _near(got: float, wanted: float) -> bool:
    return abs(got - wanted) <= max(NEAR * abs(wanted), 0.3 if wanted % 1 else 0.02)


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


def _share(value: str) -> float | None:
    value = value.lstrip("<>~ ")
    if value in SHARES:
        return SHARES[value]
    if value.endswith("%") and "-" not in value:
        return float(value[:-1]) / 100
    if value.endswith("%"):
        low, _, high = value[:-1].partition("-")
        return (float(low.rstrip("%")) + float(high)) / 200
    if parts := _PARTS.match(value):
        return int(parts[1]) / int(parts[2])
    return None


def _span(span: str) -> SpanOfTime | None:
    if not span:
        return None
    span = span.removeprefix("last ")
    if since := re.match(r"since (\d{4}-\d\d-\d\d)$", span):
        return SpanOfTime.from_day(date.fromisoformat(since[1]), TODAY)
    if since := re.match(r"since (\w{3})", span):
        month = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].index(
            since[1].lower()
        ) + 1
        return SpanOfTime.from_day(date(TODAY.year - (month > TODAY.month), month, 1), TODAY)
    if span in SPANS:
        return SPANS[span]
    count, _, unit = span.partition(" ")
    return SpanOfTime.of(unit.removesuffix("s"), float(count))  # type: ignore[arg-type]


def _week(done: Played, expected: str) -> Result:
    """Compare the numbers of a week: what is expected and nothing else is stored."""
    wanted = {part.partition("=")[0]: part.partition("=")[2] for part in expected.split()}
    missing = 0
    for name, value in wanted.items():
        answer = done.answers.get(name)
        if answer is None and value == "0" == wanted.get("people") and "people" in done.answers:
            continue  # nobody came, so the rest is not asked
        if answer is None:
            missing += 1
        elif value == "unknown":
            if answer.state != "unknown":
                return "wrong"
        elif answer.amount is None or not _is_number(answer, value):
            return "wrong"
    if set(done.answers) - set(wanted):
        return "wrong"
    if not missing:
        return "right"
    return "asked" if missing < len(wanted) else _not_taken(done)


def _is_number(answer: Answer, value: str) -> bool:
    found = _NUMBER.match(value)
    if found is None or answer.amount is None:
        return False
    amount = answer.amount
    if found["high"]:
        got = ends(amount) if amount.law == "lognormal" and amount.low else (amount.low, amount.high)
        return _near(got[0], _plain(found["low"])) and _near(got[1], _plain(found["high"]))
    if amount.law == "uniform":
        return amount.low - 0.01 <= _plain(found["low"]) <= amount.high + 0.01
    return _near(amount.value, _plain(found["low"]))


def _when(done: Played, wanted: tuple[str, str] | None) -> Result:
    session = done.chat.open
    answers = session.answers if session is not None else {}
    day, time = (answers[name].choice or "" if name in answers else "" for name in ("weekday", "time"))
    day = DAYS[int(day)] if day.isdigit() else day[:3].lower()
    if wanted is None:
        return "right" if not (day and time) else "wrong"
    if (day, time) == wanted:
        return "right"
    return "wrong" if (day and day != wanted[0]) or (time and time != wanted[1]) else "asked"


def lines(path: Path) -> Iterator[Line]:
    """Read a file of labelled texts; # begins a remark."""
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.strip() and not row.startswith("#"):
            state, text, expected, *_ = row.split("\t")
            at_state = STATES.get(state.strip(), state.strip())
            yield Line(at_state, text.replace("\\n", "\n"), expected.strip(), state.strip())


def counts(found: Iterator[Line], language: str = "en", *, wrong: bool = False) -> dict[str, Counter[str]]:
    """Count what became of some lines, by kind; with ``wrong`` those are printed that were not right."""
    table: dict[str, Counter[str]] = {}
    for line in found:
        how = result(line, language)
        table.setdefault(line.kind, Counter())[how] += 1
        if wrong and how != "right":
            print(f"{how}\t[{line.state}] {line.text}\t{line.expected}")
            print(f"    {play(line.text, line.state, language).text.splitlines()[0]}")
    return table


def show(table: Mapping[str, Counter[str]]) -> None:
    """Print counts by kind, and of all."""
    total: Counter[str] = Counter()
    for kind, outcomes in [*sorted(table.items()), ("all", total)]:
        total += outcomes if kind != "all" else Counter()
        parts = ", ".join(f"{how} {outcomes[how]} ({outcomes[how] / outcomes.total():.1%})" for how in Result.__args__)  # type: ignore[attr-defined]
        print(f"{kind}: {outcomes.total()}: {parts}")


if __name__ == "__main__":
    named, options = ([one for one in sys.argv[1:] if one.startswith("--") is is_option] for is_option in (False, True))
    show(counts(lines(Path(named[0])), *named[1:2], wrong="--wrong" in options))
