"""Checks that a table is possible: answers that an owner could have given, numbers without a contradiction."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.core.ledger import KeptWeek
from bot.core.records import Session
from bot.core.week_numbers import mismatch
from bot.dialogue import engine
from bot.dialogue.flow import Flow
from bot.dialogue.form import Form
from bot.owner_data.reading import Fault, TableContents

Known = Callable[[str], bool]


def unfit(table: TableContents, forms: Mapping[str, Form], known_step: Known) -> Fault | None:
    """Return the first thing in a table that is impossible; None if everything is possible.

    Args:
        table: what was read.
        forms: the flows, which say what answers there are.
        known_step: tells whether there is a step to do of that name.
    """
    for session in table.sessions:
        wrong = _wrong_answer(forms[session.flow].flow, session)
        if wrong:
            question, why = wrong
            return Fault("unfit", table.lines[session.number, question], question, why)
        said = table.verdicts.get(session.number)
        if said is not None and said.action and not known_step(said.action):
            return Fault("unfit", min(_lines(table, session), default=0), "advice", "why_step")
    for business, ledger in table.weeks.items():
        for kept in ledger:
            wrong = _wrong_week(kept, known_step)
            if wrong:
                return Fault("unfit", table.lines.get((business, kept.week), 0), *wrong)
    for business, steps in table.steps.items():
        for one in steps:
            for column, name in (("step", one.action), ("advice", one.following)):
                if name and not known_step(name):
                    return Fault("unfit", table.step_lines[business, one.action], column, "why_step")
    return None


def _lines(table: TableContents, session: Session) -> list[int]:
    return [table.lines[session.number, question] for question in session.answers]


def _wrong_answer(flow: Flow, session: Session) -> tuple[str, str] | None:
    for answer in session.answers.values():
        if answer.question not in flow:
            continue  # of another release, which is no fault
        question = flow[answer.question]
        if answer.state == "known" and question.kind != "text":
            chosen = answer.choice in question.options if question.options else answer.choice is None
            if not chosen or (answer.amount is None) != bool(question.options):
                return answer.question, "why_no_answer"
        if answer.amount and question.limit is not None and answer.amount.value > question.limit:
            return answer.question, "why_limit"
        if engine.exceeds(flow, session, answer):
            return answer.question, "why_more"
    return None


def _wrong_week(kept: KeptWeek, known_step: Known) -> tuple[str, str] | None:
    if kept.numbers is not None and (more := mismatch(kept.numbers)):
        return more[0], "why_more"
    steps: Mapping[str, Any] = {"step": kept.step, "advice": kept.action}
    return next(((name, "why_step") for name, step in steps.items() if step and not known_step(step)), None)
