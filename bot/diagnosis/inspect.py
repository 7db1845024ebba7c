"""Diagnoses by the line, for operators and for tests: ``python -m bot inspect diagnose < answers.jsonl``.

One JSON object of answers a line in, one JSON verdict a line out. Empty lines are skipped.

**Answers.** The fields of :class:`bot.diagnosis.Answers`, where each is described; ``README.md`` beside this file lists
them. All may be left out; what is missing or ``null`` is unknown. Instead of ``periods`` the numbers of one may stand
beside the other fields, with ``weeks`` (4 if left out, 1 in a period).

A number is a plain number, or ``{"low": 20, "high": 30}``, or these with ``"value"`` and ``"law"`` (``"exact"``,
``"lognormal"``, ``"uniform"``; low and high are then the 10 % and 90 % points, of a uniform one its ends).

**Verdict.**

``verdict``
    the side: ``"marketing"``, ``"sales"``, ``"both"``, ``"offer"``, ``"neither"``, or ``"cant_tell"``.
``kind``
    one of the rows of ``prompts/verdicts.toml``.
``word``
    ``"cant_tell"``, ``"leaning"``, ``"most_likely"``, ``"clearly"``.
``leads``, ``leading_side``
    the kind and side that lead, also where they are not sure enough to be the verdict; the kind is null where weak
    selling would be named too early.
``hidden``
    why not, then: ``"fit"`` (the last ten people are not known) or ``"due"`` (under ten had time to decide).
``first``
    a question to ask before the verdict is told, however sure it is, or null.
``sure``
    the chance of the leading side, 0.99 at most.
``probabilities``
    of the five sides; they add up to 1.
``gains``
    by side, customers a week: ``low`` (10 %), ``middle``, ``high`` (90 %).
``money``
    the same in ``currency``; empty unless ``value`` is known.
``parts``
    shares of volume, quality, response and skill in what could be won.
``figures``
    the numbers behind it: totals, load, due people, the rate with its range, the usual rate with its grade.
``unknowns``
    what was not answered and what knowing it is worth (points of probability).
``next_question``
    the question worth most, or null.
``flip``
    the nearest change of one answer with which another side is named: ``question``, ``from``, ``to`` (counts as totals),
    ``side``, ``kind``, ``word``; or null.
``action``
    ``id``, ``side``, ``grade`` and ``source`` of what to do this week.
``notes``
    ids of what is special about the case.

A line that cannot be read gives ``{"error": "..."}``.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, get_args

from msgspec import to_builtins

from bot.core.amount import Amount, Law
from bot.core.week_numbers import FIELDS
from bot.diagnosis import Advice, Answers, Best, ReportedPeriod, Trades, diagnose, flip, load_trades
from bot.diagnosis.answers import CHOICES, DEFAULT_CURRENCY, NUMBERS

CATALOGUE = Path(__file__).resolve().parents[2] / "prompts" / "trades.toml"
OF_A_PERIOD = ReportedPeriod.__struct_fields__
KNOWN = {*Answers.__struct_fields__, "weeks", *FIELDS}
MOST = 1e7
LONGEST = 520


@cache
def catalogue() -> Trades:
    """Read the trades and actions that come with the bot."""
    return load_trades(CATALOGUE)


def diagnose_lines(source: Iterable[str]) -> Iterator[str]:
    """Diagnose each line of JSON; an unreadable one gives an error, and the others go on."""
    for line in source:
        if not line.strip():
            continue
        try:
            told = verdict_of(answers_from(json.loads(line)), catalogue())
        except RecursionError:
            told = {"error": "nested too deeply"}
        except ValueError as error:  # of JSON too
            told = {"error": str(error)}
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def verdict_of(answers: Answers, trades: Trades) -> dict[str, Any]:
    """Diagnose, and return the verdict as documented above."""
    verdict = diagnose(answers, trades)
    turn = flip(answers, trades)
    figures = to_builtins(verdict.figures)
    return {
        "verdict": "cant_tell" if verdict.kind == "cant_tell" else verdict.state,
        "kind": verdict.kind,
        "word": verdict.word,
        "leads": verdict.leads,
        "leading_side": verdict.state,
        "hidden": verdict.hidden,
        "first": verdict.first,
        "sure": round(verdict.sure, 4),
        "probabilities": dict(verdict.chances),
        "gains": {side: to_builtins(gain) for side, gain in verdict.gains.items()},
        "money": {side: to_builtins(gain) for side, gain in verdict.money.items()},
        "currency": answers.currency,
        "parts": dict(verdict.parts),
        "figures": figures,
        "unknowns": [{"question": one.question, "worth": round(one.worth, 4)} for one in verdict.unknowns],
        "next_question": verdict.question,
        "flip": turn
        and {
            "question": turn.question,
            "from": turn.before,
            "to": turn.after,
            "side": turn.state,
            "kind": turn.kind,
            "word": turn.word,
        },
        "action": {
            "id": verdict.action.id,
            "side": verdict.action.side,
            "grade": verdict.action.grade,
            "minutes": verdict.action.minutes,
            "moves": verdict.action.moves,
            "source": _source(verdict.action),
        },
        "notes": list(verdict.notes),
    }


def _source(action: Advice) -> str:
    study = action.study
    return f"{study.name} {study.year}: {study.where}" if study.name else study.where


def answers_from(told: Any) -> Answers:
    """Read answers as documented above.

    Raises:
        ValueError: a field is unknown or its value makes no sense; says which.
    """
    if not isinstance(told, dict):
        raise ValueError("expected one JSON object of answers a line")  # noqa: TRY004 -- a bad line, not a bug
    if unknown := told.keys() - KNOWN:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
    for name, allowed in CHOICES.items():
        if told.get(name) is not None and told[name] not in allowed:
            raise ValueError(f"{name}: {told[name]!r} is none of {', '.join(allowed)}")
    trade = told.get("trade") or "other"
    if not isinstance(trade, str) or trade not in catalogue().by_id:
        raise ValueError(f"trade: {trade!r} is none of {', '.join(catalogue().by_id)}")
    answers: dict[str, Any] = {name: told.get(name) for name in CHOICES}
    answers |= {name: _amount(name, told.get(name)) for name in NUMBERS}
    if (fit := answers["fit"]) and fit.high > 10:
        raise ValueError("fit: more than ten of ten")
    if "periods" in told and told["periods"] is not None:
        if any(told.get(name) is not None for name in FIELDS):
            raise ValueError("periods: give either periods or the totals beside them, not both")
        periods = _periods(told["periods"])
    else:
        periods = (_period(told, 4),)
    age = _amount("age", told.get("age"))
    return Answers(
        trade=trade,
        periods=periods,
        age=age.value if age else None,
        currency=_currency(told.get("currency")),
        best_month=_best(told.get("best_month")),
        asked=_names("asked", told.get("asked")) | {"trade", "path"},
        adverts=told.get("adverts") is True,
        none_left=told.get("none_left") is True,
        from_afar=told.get("from_afar") is True,
        done=_names("done", told.get("done")),
        passed=_names("passed", told.get("passed")),
        **answers,
    )


def _periods(told: Any) -> tuple[ReportedPeriod, ...]:
    if not isinstance(told, list) or not told:
        raise ValueError("periods: expected a list of at least one")
    if not all(isinstance(one, dict) for one in told):
        raise ValueError("periods: expected objects")
    if unknown := {name for one in told for name in one} - set(OF_A_PERIOD):
        raise ValueError(f"periods: unknown field {', '.join(sorted(unknown))}")
    periods = tuple(_period(one, 1) for one in told)
    if sum(period.weeks for period in periods) > LONGEST:
        raise ValueError(f"periods: more than {LONGEST} weeks")
    return periods


def _period(told: dict[str, Any], usual: int) -> ReportedPeriod:
    weeks = told.get("weeks")
    weeks = usual if weeks is None else weeks
    if isinstance(weeks, bool) or not isinstance(weeks, int) or not 1 <= weeks <= LONGEST:
        raise ValueError(f"weeks: expected a whole number from 1 to {LONGEST}")
    start = told.get("start")
    if start is not None:
        if not isinstance(start, str):
            raise ValueError("start: expected a date such as 2026-10-26")
        start = date.fromisoformat(start)
    return ReportedPeriod(start, weeks, *(_amount(name, told.get(name)) for name in FIELDS))


def _amount(name: str, told: Any) -> Amount | None:
    if told is None:
        return None
    if isinstance(told, dict):
        if unknown := told.keys() - {"value", "low", "high", "law"}:
            raise ValueError(f"{name}: unknown field {', '.join(sorted(unknown))}")
        if {"low", "high"} <= told.keys():
            low, high = _number(name, told["low"]), _number(name, told["high"])
            value = _number(name, told.get("value", (low + high) / 2))
            law = told.get("law", "lognormal" if low > 0 else "uniform")
            if law not in get_args(Law):
                raise ValueError(f"{name}: law {law!r} is none of {', '.join(get_args(Law))}")
            if not low <= value <= high:
                raise ValueError(f"{name}: not in order: low, value, high")
            return Amount.exactly(value) if low == high else Amount(value, low, high, law)
        if "value" not in told:
            raise ValueError(f"{name}: give a value, or low and high")
        told = told["value"]
    return Amount.exactly(_number(name, told))


def _number(name: str, told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise ValueError(f"{name}: expected a number")  # noqa: TRY004
    try:
        number = float(told)
    except OverflowError:
        number = float("inf")
    if not isfinite(number) or not 0 <= number <= MOST:
        raise ValueError(f"{name}: expected a number from 0 to {MOST:,.0f}")
    return number


def _best(told: Any) -> Best | None:
    if told is None:
        return None
    if not isinstance(told, dict) or told.keys() != {"customers", "talked"}:
        raise ValueError("best_month: expected customers and talked")
    best = Best(_number("best_month", told["customers"]), _number("best_month", told["talked"]))
    if best.customers > best.talked or best.talked == 0:
        raise ValueError("best_month: more customers than people talked with")
    return best


def _currency(told: Any) -> str:
    if told is None:
        return DEFAULT_CURRENCY
    if not isinstance(told, str) or len(told) != 3 or not told.isascii() or not told.isalpha():
        raise ValueError("currency: expected an ISO 4217 code such as EUR")
    return told.upper()


def _names(field: str, told: Any) -> frozenset[str]:
    if told is None:
        return frozenset()
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise ValueError(f"{field}: expected a list of names")
    return frozenset(told)
