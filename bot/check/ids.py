"""Ids that are written in several places: each must be known wherever it is needed, and a fault names both places."""

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from bot.activity.form import FACTS
from bot.activity.rule import ContactAnswer, InteractionAnswer
from bot.checkins.quarter import AGAIN
from bot.checkup.answers import AGE_WEEKS, LONG_AGO
from bot.checkup.period import AS_IT_IS, LONGER
from bot.core.records import CHECKIN, CHECKUP
from bot.core.week_numbers import FIELDS
from bot.diagnosis.answers import CHOICES, NUMBERS
from bot.diagnosis.kinds import GAINING, STATES, VERDICT_KINDS
from bot.diagnosis.notes import Note
from bot.diagnosis.trades import Trades
from bot.dialogue.flow import Flow
from bot.dialogue.taps import LIMIT, FlowTap
from bot.language.verdicts import NO_SIDE, VERDICTS, Kinds, sides

GREATEST_SESSION = 999_999_999
ANSWERS = "bot/diagnosis/answers.py"
CHECKUP_ANSWERS = "bot/checkup/answers.py"
KINDS = "bot/diagnosis/kinds.py"
RULE = "bot/activity/rule.py"
SESSION = "bot/checkins/session.py"
QUARTER = "bot/checkins/quarter.py"
NUMBER_KINDS = ("count", "money")

OPTIONS: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    **{(CHECKUP, name): (ANSWERS, options) for name, options in CHOICES.items()},
    (CHECKUP, "age"): (CHECKUP_ANSWERS, (*AGE_WEEKS, LONG_AGO)),
    (CHECKUP, "period"): ("bot/checkup/period.py", (*LONGER, AS_IT_IS)),
    (CHECKIN, "path"): (ANSWERS, CHOICES["path"]),
    (CHECKIN, "step"): (SESSION, ("none", "given")),
    (CHECKIN, "begun_by"): (SESSION, ("bot", "owner")),
    (CHECKIN, "quarter"): (QUARTER, ("no", "fit", "all", "wish")),
    ("activity", "contact"): (RULE, get_args(ContactAnswer)),
    ("activity", "interaction"): (RULE, get_args(InteractionAnswer)),
}
"""By flow and question: where its options are known, and which."""

COUNTS: Mapping[tuple[str, str], str] = {
    **{(CHECKUP, name): ANSWERS for name in (*FIELDS, *NUMBERS)},
    **{(CHECKIN, name): "bot/language/week_tokens.py" for name in FIELDS},
    **{(CHECKIN, name): QUARTER for name in AGAIN},
}
"""By flow and question: where its number is used."""

OTHERS: Mapping[tuple[str, str], str] = {
    (CHECKUP, "trade"): CHECKUP_ANSWERS,
    (CHECKIN, "done"): "bot/checkins/form.py",
    **{("weekly", name): "bot/checkins/setup.py" for name in ("guess", "weekday", "time", "zone", "until")},
    ("activity", "what"): "bot/activity/form.py",
    **{("activity", name): "bot/activity/form.py" for name in FACTS},
}
"""By flow and question: where it is used, whatever its kind."""


def id_faults(flows: Mapping[str, Flow], trades: Trades) -> list[str]:
    """Name every id of the flows and the catalogues that is not known where it is needed."""
    return [
        *_questions(flows),
        *_options(flows),
        *_verdicts(trades.kinds),
        *_conditions(trades),
        *_buttons(flows.values()),
    ]


def _questions(flows: Mapping[str, Flow]) -> Iterator[str]:
    """Name questions that code uses and no flow has, those of another kind, and those that no code knows."""
    known = {**{key: place for key, (place, _) in OPTIONS.items()}, **COUNTS, **OTHERS}
    for (name, question), place in known.items():
        asked = flows[name].get(question)
        if asked is None:
            yield f"prompts/flows/{name}.toml: has no question {question!r}, which {place} uses"
        elif (name, question) in COUNTS and asked.kind not in NUMBER_KINDS:
            yield f"prompts/flows/{name}.toml: {question} is a {asked.kind}, but {place} takes a number"
    for name, flow in flows.items():
        for asked in flow.question:
            if (name, asked.id) not in known and not asked.noted:
                yield f"prompts/flows/{name}.toml: {asked.id} is used by no code; if it is only kept, it needs noted = true"
            elif (name, asked.id) in known and asked.noted:
                yield f"prompts/flows/{name}.toml: {asked.id} is noted, but {known[name, asked.id]} uses it"


def _options(flows: Mapping[str, Flow]) -> Iterator[str]:
    for (name, question), (place, known) in OPTIONS.items():
        if asked := flows[name].get(question):
            where = f"prompts/flows/{name}.toml: {question}.options"
            yield from _unknown(asked.options, known, where, place)
            yield from _unknown(known, asked.options, f"{place}: {question}", f"prompts/flows/{name}.toml")


def _verdicts(kinds: Kinds) -> Iterator[str]:
    """Name kinds of verdict that are rows and never worked out, those worked out without a row, and sides likewise."""
    rows = f"prompts/{VERDICTS}"
    yield from _unknown(kinds, VERDICT_KINDS, f"{rows}: verdict", KINDS)
    yield from _unknown(VERDICT_KINDS, kinds, f"{KINDS}: VerdictKind", rows)
    for row in kinds.values():
        yield from _unknown((row.side,), (*STATES, NO_SIDE), f"{rows}: {row.id}.side", KINDS)
        if row.gain:
            yield from _unknown((row.side,), GAINING, f"{rows}: {row.id}.side (with a gain)", "bot/diagnosis/judge.py")
    yield from _unknown(STATES, sides(kinds), f"{KINDS}: State", rows)


def _conditions(trades: Trades) -> Iterator[str]:
    """Name conditions of actions that no answer can meet."""
    known: Mapping[str, Iterable[str]] = {"note": get_args(Note), "trade": trades.by_id, **CHOICES}
    for action in trades.actions:
        for name, conditions in (("when", action.when), ("unless", action.unless)):
            where = f"prompts/actions.toml: {action.id}.{name}"
            for question, values in conditions.items():
                if question not in known:
                    yield f"{where} has {question!r}, which bot/diagnosis/actions.py does not know"
                    continue
                place = {"note": "bot/diagnosis/notes.py", "trade": "prompts/trades.toml"}.get(question, ANSWERS)
                yield from _unknown(values, known[question], f"{where}.{question}", place)


def _buttons(flows: Iterable[Flow]) -> Iterator[str]:
    """Name buttons whose data would be too long for Telegram."""
    for flow in flows:
        for question in (q for q in flow.question if not q.hidden):
            for action in (*(f"={option}" for option in question.options), "reading9"):
                size = len(FlowTap(GREATEST_SESSION, question.id, action).data().encode())
                if size > LIMIT:
                    where = f"prompts/flows/{flow.name}.toml: {question.id}"
                    yield f"{where}: a button of {action!r} would be {size} bytes, {LIMIT} are possible"


def _unknown(ids: Iterable[str], known: Iterable[str], where: str, place: str) -> Iterator[str]:
    known = tuple(known)
    for name in ids:
        if name not in known:
            yield f"{where} has {name!r}, which {place} does not know"
