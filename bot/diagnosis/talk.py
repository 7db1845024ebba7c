"""What is said once a verdict is there: answers to questions about it, and what it would be with other numbers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from bot import diagnosis
from bot.diagnosis.again import LOOK, SIMPLER, STANDS, otherwise, parted
from bot.diagnosis.facts import many_missed, missed_of
from bot.diagnosis.in_two import in_two
from bot.diagnosis.kinds import GAINING
from bot.diagnosis.money_sums import MONEY, tell_money
from bot.diagnosis.money_told import OF_MONEY, MoneyTold
from bot.diagnosis.shown import COUNTED, counted
from bot.diagnosis.step_words import said, step_values
from bot.diagnosis.sum_wanted import OF_SUMS, SumWanted
from bot.diagnosis.sums_wanted import tell_sum
from bot.diagnosis.tell import (
    called_side,
    gain_of,
    likeliest,
    settles,
    tell_in_money,
    tidy,
    told_monthly,
    turn_words,
    unknown,
    values_of,
)
from bot.diagnosis.things import IDEAS, is_of_a_thing, thing_in
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import Figures, Verdict
from bot.diagnosis.ways import OTHER, WAYS, is_of_a_way, tell_way
from bot.diagnosis.worth_it import tell_worth
from bot.language.nouns import called
from bot.language.templates import Words
from bot.language.templates import words as words_in
from bot.language.verdicts import CANT_TELL, kinds

UNSHAKEN = ("numbers", "source", "do", "show", "stands", "why_step", "works", "study", "graded", "when")
"""Topics that are answered even where two numbers contradict each other."""

VERDICT = "topics/verdict"
REMARKS = "topics/remarks"
STEP_REMARKS = "topics/step_remarks"
ANSWERING = (VERDICT, REMARKS, STEP_REMARKS, MONEY, WAYS)
"""The templates a block of which answers a question, or what owners say of their business, or of the step."""

PHRASES = "topics/phrases"
SAYS = "says_"  # before the words of the verdict that stand for a block of PHRASES
OF_STEP = ("why_step", "works", "study", "graded")  # questions about the step that was given
TURNING = ("flip", "why_flip", "differ", "settle", "guessed", "others_differ", "turning_whence")
"""What the nearest change of one number answers."""

IN = "in_"  # before the language in which an answer is wanted: "the text in Spanish"
DETAIL = "detail"  # behind "why this step": asked of how it is put, such as "the newest first"
PLAIN = "plain"  # behind "mean": asked of the whole verdict, not of how sure it is
FEW = 10  # below this many people a week, tenths are written
_FIRST = re.compile(r"[^<>]{20,}?[.!?।](?=\s)")
"""The first sentence of an answer, without markup."""

BY_THE_STEP = ("mine", "many", "hour", "often", "where", "other_way", "silent_ones", "sounds")
"""Remarks that are answered by the step, which is no answer to who asks again."""

NEAR = 0.8  # share of the usual figure; below it is a little low


def template_of(asked: str, words: Words) -> str | None:
    """Return the template that answers a question about a verdict; None if none does."""
    topic = asked.partition(" ")[0]
    if topic.startswith(SAYS):
        return None
    if is_of_a_way(topic):
        return WAYS if topic in words.blocks(WAYS) else None
    return next(
        (template for template in (VERDICT, REMARKS, STEP_REMARKS, PHRASES, MONEY) if topic in words.blocks(template)),
        None,
    )


def is_of_step(asked: str, words: Words) -> bool:
    """True if the step that was given answers a question."""
    topic = asked.partition(" ")[0]
    return topic in OF_STEP or topic in words.blocks(STEP_REMARKS)


def tell_about(asked: str, verdict: Verdict, words: Words, trades: Trades, *, told: str = "") -> str:
    """Answer a question about a verdict from its own numbers.

    Args:
        asked: a block of ``topics/verdict`` or of ``topics/phrases``; behind it the side for "why not", the count and its
            whole for "is it bad", the thing of "would it be worth it", the step that is asked about, the customers a week of
            "how many do I need", or the answer whose number was set to the weeks of the verdict; then how often it was asked.
        verdict: the verdict.
        words: the owner's language.
        trades: the catalogue.
        told: the answer that is asked about, in words.
    """
    topic, more, way = parted(asked)
    words = next((words_in(one.removeprefix(IN)) for one in more if one.startswith(IN)), words)
    if topic == "why_not" and (more == [verdict.state] or (not more and verdict.state == "neither")):
        topic = "why"
    remarked = template_of(topic, words) in (REMARKS, STEP_REMARKS, MONEY, WAYS)
    if _contradicts(verdict) and topic not in UNSHAKEN and not remarked:
        topic = "contradiction"
    repeats, repeated = bool(way), bool(way) and topic in IDEAS
    way = "" if remarked else SIMPLER if more == [PLAIN] and not way else otherwise(topic, way)
    turning = None
    if topic in TURNING:
        to = next((state for state in GAINING if [state] == more and state != verdict.named), None)
        turning = diagnosis.flip(verdict.answers, trades, to=to)
    money = verdict.money
    numbers = _numbers(more)
    count, of = numbers[:2] if topic == "bad" and len(numbers) > 1 else (None, None)
    of_step = is_of_step(topic, words)
    given = next((known for one in more if of_step and (known := trades.action(one))), None)
    figures = verdict.figures
    if topic == "need" and numbers:
        figures = replace(figures, wanted=numbers[0])
    visitors = _visitors(verdict)
    owns = {(figures.customers, figures.talked)} if verdict.answers.path != "order" else set()
    owns |= {(figures.orders, seen) for seen in (visitors, visitors and visitors * figures.weeks) if seen}
    if (count, of) in owns:
        count, of = None, None  # the owner's own
    elif topic == "bad" and count is not None and (count, of) == (figures.talked, figures.people):
        topic = "answered"
    total = counted(verdict).get(more[0]) if topic == COUNTED and more else None
    values = values_of(verdict, words) | _usual_values(verdict, words, count, of)
    values |= {
        "asked": more[0] if more else _other_side(verdict) if topic == "why_not" else None,
        "flip": turn_words(turning, verdict, words) if turning else None,
        "close": turning is not None and turning.close,
        "turns": turning.question if turning else None,
        "turned_up": turning is not None and turning.after > turning.before,
        **step_values(verdict, trades[verdict.answers.trade].id, words, given, whole=of_step),
        "kind": verdict.leads if verdict.leads and verdict.kind != CANT_TELL else verdict.kind,
        "lean": "open" if verdict.kind == CANT_TELL else verdict.state,
        "needed": _needed(figures, visitors),
        "wanted": figures.wanted,
        "a_week": _a_week(verdict.figures, words),
        "missed_buyers": _missed_buyers(verdict.figures),
        "leading": gain_of(verdict, verdict.state if verdict.state in GAINING else "marketing", words),
        "asking": unknown(verdict.question, verdict, words) if verdict.question else None,
        "settles": settles(verdict, words),
        "season": verdict.answers.season,
        "thing": called(verdict.answers.trade, words)["asked"],
        "detail": DETAIL in more,
        "costed": False,
        "lower": False,
        "rose": False,
        "told": told,
        "total": total,
        "each": None if total is None else _each_week(total / figures.weeks, words),
        "money_told": Markup(tell_in_money(verdict, words)) if topic == "gain" and money else None,  # noqa: S704
    }
    if way == LOOK:
        look = words.say("topics/again", LOOK)
        return tidy(f"{look} {words.say(VERDICT, 'numbers', **values)}")
    if way and way != STANDS:
        return tidy(words.say("topics/again", way, **values))
    if is_of_a_way(topic):
        return tidy(tell_way(OTHER if repeats else topic, more, values, words))
    if repeats and topic in BY_THE_STEP:
        return tidy(tell_way(OTHER, more, values, words))
    if topic in (*OF_MONEY, *OF_SUMS):
        text = tidy(_reckoned(topic, more, verdict, values, words))
    elif is_of_a_thing(topic) and not way:
        text = tidy(tell_worth(topic, thing_in(more), verdict, values, words))
    else:
        text = tidy(words.say(template_of(topic, words) or VERDICT, way or topic, **values))
    first = _FIRST.match(text) if repeated else None
    if first is None:
        return text
    return words.say("topics/again", "as_said", first=Markup(first[0]), costed=thing_in(more).cost is not None)  # noqa: S704


def _reckoned(topic: str, more: Sequence[str], verdict: Verdict, values: Mapping[str, Any], words: Words) -> str:
    """Answer what is told of money or asked for as a sum; empty where somebody typed something else behind the topic."""
    written = more[0] if more else ""
    if topic in OF_SUMS:
        wanted = SumWanted.read(topic, written)
        return tell_sum(wanted, verdict, values, words) if wanted else ""
    told = MoneyTold.read(topic, written)
    return tell_money(told, verdict, values, words) if told else ""


def _numbers(words: Sequence[str]) -> list[float]:
    """Return the numbers behind a topic; words that somebody typed there are none."""
    return [float(word) for word in words if word.replace(".", "", 1).isdecimal()]


def _a_week(figures: Figures, words: Words) -> str | None:
    """Write how many people come a week, to a tenth where they are few."""
    if figures.people is None:
        return None
    return _each_week(figures.people / figures.weeks, words)


def _missed_buyers(figures: Figures) -> float | None:
    """Return how many would have bought of those who were missed, at the owner's own rate; None where few were, or it isn't known."""
    people, talked, customers = figures.people, figures.talked, figures.customers
    if not people or not talked or customers is None or not many_missed(people, talked):
        return None
    return (people - talked) * customers / talked


def _each_week(number: float, words: Words) -> str:
    return words.number(number, digits=1 if number < FEW else 0)


def _needed(figures: Figures, visitors: float | None) -> tuple[float, float] | None:
    """Return how many people a week the wish takes, at the owner's own rate and at the usual one.

    These are people to talk with; of a seller without a talk, people who see it.
    """
    if visitors and figures.usual_orders and figures.wanted and figures.orders:
        seen = visitors * figures.weeks
        return figures.wanted * seen / figures.orders, figures.wanted * seen / figures.usual_orders
    if not figures.wanted or not figures.talked or not figures.customers:
        return None
    return figures.wanted * figures.talked / figures.customers, figures.wanted / figures.usual.rate


def _visitors(verdict: Verdict) -> float | None:
    """Return how many see it a week, where nobody talks with them first."""
    answers = verdict.answers
    return answers.visitors.value if answers.path == "order" and answers.visitors is not None else None


def _other_side(verdict: Verdict) -> str:
    return "sales" if verdict.state == "marketing" else "marketing"


def _usual_values(verdict: Verdict, words: Words, count: float | None, of: float | None) -> dict[str, Any]:
    """Return the usual share of those talked with, and how a share compares with it: by default the owner's."""
    figures, usual, rate = verdict.figures, verdict.figures.usual, verdict.figures.usual.rate
    if (visitors := _visitors(verdict)) and figures.usual_orders:
        rate = figures.usual_orders / (visitors * figures.weeks)
    ripe = (figures.talked if figures.due is None else figures.due) or 0
    judged = None
    if count is not None and of:
        judged = _judged(count, of, rate)
    elif figures.customers is not None and ripe:
        judged = _judged(min(figures.customers, ripe), ripe, usual.rate)
    return {
        "count": count,
        "of": of,
        "judged": words.label("topics/judged", judged) if judged else None,
        "slight": judged == "rather_low",
        "usual_rate": rate,
        "usual_low": round(usual.low * ripe),
        "usual_high": round(usual.high * ripe),
        "source": words.label(f"trades/{verdict.answers.trade}", "source"),
    }


def _judged(count: float, of: float, usual: float) -> str:
    """Name how a count compares with the usual share, as far as luck allows."""
    luck = diagnosis.wilson(count, of)
    if count < NEAR * usual * of:
        return "low" if usual > luck.high else "rather_low"
    return "high" if usual < luck.low else "ordinary"


def _contradicts(verdict: Verdict) -> bool:
    return any(note.startswith("contradiction") for note in verdict.notes)


def tell_supposed(then: Verdict, now: Verdict, words: Words, *, block: str = "verdict", **said: Any) -> str:
    """Say what a verdict would be with what is supposed, beside the one by the owner's own numbers."""
    monthly = told_monthly(then) or told_monthly(now)
    leading = [then.state, *([now.state] if now.state != then.state else [])]
    states = [state for state in leading if state in GAINING] or ["marketing", "sales"]
    gains = [
        {
            "side": called_side(state, words),
            "then": gain_of(then, state, words, monthly=monthly),
            "now": gain_of(now, state, words, monthly=monthly),
        }
        for state in states
    ]
    return tidy(words.say("topics/suppose", block, then=_said(then, words), now=_said(now, words), gains=gains, **said))


def tell_standing(verdict: Verdict, words: Words, noted: Sequence[str], how: str) -> str:
    """Say in a few lines that a verdict stands: what was noted, how sure it is by now, and its step.

    Args:
        verdict: the verdict by now.
        words: the owner's language.
        noted: the answers that are new since it was given.
        how: "same", "surer", "less_sure", or "open" where no side was named.
    """
    known = values_of(verdict, words)
    values = {
        "noted": noted,
        "how": how,
        "now": _said(verdict, words),
        "guess": known["guesses"][0] if known["counted"] and not verdict.hidden else None,
        "asking": unknown(verdict.question, verdict, words) if verdict.question else None,
        "do": in_two(
            said(verdict.action.id, "do", verdict.answers.trade or "other", words, missed_of(verdict.answers))
        )[0],
    }
    return tidy(words.say("checkup/changed", "stands", **values))


def _said(verdict: Verdict, words: Words) -> dict[str, Any]:
    """Return the values that name a verdict in half a sentence."""
    return {
        "told": verdict.kind,
        "word": verdict.word,
        "hidden": verdict.hidden,
        "contradicts": _contradicts(verdict),
        "side": called_side(verdict.state, words),
        "lies": words.label(f"diagnosis/{verdict.kind}", "lies") if kinds()[verdict.kind].part else None,
        "tenths": round(10 * verdict.sure),
        "between": likeliest(verdict, words),
    }
