"""A verdict that has not changed: said with something true of this week, so that no two weeks sound alike."""

from collections.abc import Callable
from typing import Any

from bot.core.ledger import Book, KeptWeek
from bot.core.week import Week
from bot.diagnosis import Answers, Verdict
from bot.diagnosis.recent import lasting
from bot.diagnosis.tell import likeliest
from bot.diagnosis.verdict import FIRM
from bot.language.templates import Words
from bot.language.verdicts import kinds

LATELY = 8  # weeks in which the same words are not repeated
JITTER = 2  # weeks by which the date of the same change may be estimated differently a week later


def still(verdict: Verdict, answers: Answers, book: Book, newest: Week) -> str:
    """Return the block that says that the verdict has not changed."""
    turn = newest.monday.toordinal() // 7
    if verdict.firm and changed_now(answers):
        return "moved"
    name = "same" if verdict.firm else "lean" if kinds()[verdict.kind].announced else "open"
    if not in_a_row(book, newest, verdict):
        return f"{name}_sure" if _said_lately(book, newest, verdict) else name
    counted = verdict.figures.talked is not None and verdict.figures.customers is not None
    ways = ("weeks", "sure", "counts") if counted else ("weeks", "sure")
    return f"{name}_{ways[turn % len(ways)]}"


def changed_now(answers: Answers) -> bool:
    """True if the newest week revealed a lasting change."""
    now, then = lasting(answers.periods), lasting(answers.periods[:-1])
    return now is not None and (then is None or now.place > then.place + JITTER)


def no_longer(verdict: Verdict, before: str | None, book: Book, newest: Week) -> bool:
    """True if this is the first week that no longer bears the verdict out, though no other is sure enough."""
    if verdict.firm or before is None or before == verdict.kind:
        return False
    earlier = [week for week in book.numbers if week < newest]
    return not earlier or book.weeks[max(earlier)].kind == before


def values_of_it(verdict: Verdict, book: Book, newest: Week, words: Words) -> dict[str, Any]:
    """Return what the block needs."""
    figures = verdict.figures
    ripe = figures.talked if figures.due is None else figures.due
    return {
        "weeks": figures.weeks,
        "in_a_row": 1 + in_a_row(book, newest, verdict),
        "wrong": max(2, round(1 / (1 - verdict.sure))),
        "tenths": round(10 * max(chance for state, chance in verdict.chances.items() if state != "both")),
        "between": likeliest(verdict, words),
        "people": figures.people,
        "talked": figures.talked,
        "customers": figures.customers,
        "orders": figures.orders,
        "usual": None if ripe is None else figures.usual.rate * ripe,
        "before": verdict.before,
    }


def in_a_row(book: Book, newest: Week, verdict: Verdict) -> int:
    """Count the weeks right before the newest one whose verdict was the same, and just as firm."""
    return _count(book, newest, lambda kept: _is_same(kept, verdict))


def given_before(book: Book, newest: Week, action: str) -> int:
    """Count the weeks right before the newest one in which the same step was given; 1 if it was given once before."""
    kept = book.weeks[newest]
    asked = kept.done is False and kept.step == action
    return max(_count(book, newest, lambda kept: kept.action == action), int(asked))


def not_done_in_a_row(book: Book, newest: Week, step: str | None) -> int:
    """Count the weeks with numbers, the newest one among them, in which a step was not done yet."""
    return 1 + _count(book, newest, lambda kept: kept.done is False and kept.step == step)


def _said_lately(book: Book, newest: Week, verdict: Verdict) -> bool:
    """True if the same was said in an earlier week, and something else since."""
    lately = sorted(week for week in book.numbers if week < newest)[-LATELY:]
    return any(_is_same(book.weeks[week], verdict) for week in lately)


def _is_same(kept: KeptWeek, verdict: Verdict) -> bool:
    return kept.kind == verdict.kind and (kept.word in FIRM) is verdict.firm


def _count(book: Book, newest: Week, same: Callable[[KeptWeek], bool]) -> int:
    count = 0
    for week in sorted((week for week in book.numbers if week < newest), reverse=True):
        if not same(book.weeks[week]):
            break
        count += 1
    return count
