"""A verdict in words: what the templates in ``prompts/LANGUAGE/diagnosis`` need to know."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot import diagnosis
from bot.diagnosis.actions import nothing_counted
from bot.diagnosis.in_two import in_two
from bot.diagnosis.kinds import State
from bot.diagnosis.load import crowded
from bot.diagnosis.notes import ASIDES
from bot.diagnosis.step_words import step_values
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import Figures, Flip, Range, Verdict
from bot.language.nouns import called
from bot.language.numbers.write import write
from bot.language.seen import CAPTION, MESSAGE, with_more
from bot.language.templates import Words
from bot.language.verdicts import CANT_TELL, kind_of, kinds

WEEKS_A_MONTH, MONTHS = 52 / 12, 12
WORTH_SAYING = 0.01
LEAST_AIM = 1 / WEEKS_A_MONTH  # customers a week: one a month, where none is won now
GREAT = 2.0  # a gain of more than this many times today's customers says what it rests on
RESTS = ("room", "usual", "answered", "fit", "wish")  # figures that a great gain may rest on
HUGE = "huge_numbers"  # luck plays little in these
SHORT = 13  # with fewer weeks than this, more weeks would settle what is open
FOLD = "\N{SYMBOL FOR RECORD SEPARATOR}"  # in the template, between what is seen at once and the rest
REMARKS = 2  # with more than two asides the verdict drowns


def tell(verdict: Verdict, words: Words, trades: Trades, rests_on: str = "", *, most: int = CAPTION) -> str:
    """Write the verdict as one message of Telegram HTML: what is needed at once, and the rest in a quote that opens.

    Args:
        verdict: what was found out.
        words: the owner's language.
        trades: what is usual in each trade.
        rests_on: the answers that it rests on, which end the quote.
        most: the UTF-16 units that there is room for.
    """
    turning = diagnosis.flip(verdict.answers, trades) if turns(verdict) else None
    values = values_of(verdict, words)
    said = [
        note
        for note in ASIDES
        if note in verdict.notes and not (note == "orders_are_marketing" and kinds()[verdict.kind].part == "volume")
    ]
    remarks: list[str] = [Markup(words.say("diagnosis/notes", note, **values)) for note in said]  # noqa: S704 -- rendered and escaped
    remarks += _missing(verdict, words, asked=True)
    rests = _rests(verdict, words)
    step = step_values(verdict, trades[verdict.answers.trade].id, words)
    do, rest = in_two(step["do"])
    values |= {
        "fold": FOLD,
        "flip": turn_words(turning, verdict, words) if turning else None,
        "remarks": remarks[: REMARKS - bool(rests)],
        **step,
        "do": do,
        "rest": rest,
        "asking": unknown(verdict.question, verdict, words) if verdict.question else None,
        "rests": rests,
        "settles": settles(verdict, words),
        "contradiction": next(
            (
                Markup(words.say("diagnosis/notes", note, **values))  # noqa: S704
                for note in verdict.notes
                if note.startswith("contradiction")
            ),
            None,
        ),
    }
    paragraphs = _paragraphs(words.say(f"diagnosis/{verdict.kind}", **values))
    fold = paragraphs.index(FOLD)
    told, more = paragraphs[:fold], paragraphs[fold + 1 :]
    return with_more("\n".join(told), more, rests_on, most=most)


def tell_in_money(verdict: Verdict, words: Words) -> str:
    """Say what each side would bring a month in money, at the value of a sale; as loosely as the numbers are."""
    answers = verdict.answers
    known: tuple[State, ...] = ("offer", "marketing", "sales") if verdict.state == "offer" else ("marketing", "sales")
    sides = [side for side in known if verdict.money and verdict.gains[side].high > 0]
    sides.sort(key=lambda side: (side != verdict.state, -verdict.gains[side].middle))
    told = [
        {"side": called_side(side, words), **_money(verdict.money[side], WEEKS_A_MONTH, answers.currency)}
        for side in sides
    ]
    value = answers.value
    said = None if value is None else write(value, "money", language=words.language, currency=answers.currency or None)
    return tidy(
        words.say(
            "diagnosis/money", value=said, sides=told[:2], currency=answers.currency, **called(answers.trade, words)
        )
    )


def explain(verdict: Verdict, words: Words) -> str:
    """Write out how the verdict was worked out: every count, the rate, the usual rate with its grade, every step."""
    figures = verdict.figures
    values = values_of(verdict, words)
    rate = figures.rate
    values |= {
        "fold": FOLD,
        "rate": rate,
        "rate_low": one_in(rate.low, up=False) if rate else None,
        "rate_high": one_in(rate.high, up=True) if rate else None,
        "ordering": verdict.answers.path != "talk",
        "source": words.label(f"trades/{verdict.answers.trade}", "source"),
        "quiet": figures.load is not None and figures.load < 0.85,
        "parts": [
            {"lies": words.label(f"diagnosis/{kind}", "lies"), "hundredths": round(100 * verdict.parts[part])}
            for part, kind in sorted(_kinds_by_part().items(), key=lambda pair: -verdict.parts[pair[0]])
            if verdict.parts[part] >= 0.05
        ],
        "missing": _missing(verdict, words, asked=False),
    }
    paragraphs = _paragraphs(words.say("diagnosis/why", **values))
    fold = paragraphs.index(FOLD)
    return with_more("\n".join(paragraphs[:fold]), paragraphs[fold + 1 :], most=MESSAGE)


def one_in(rate: float, *, up: bool) -> dict[str, float]:
    """Say a rate as people do: 1 in 17, 1 in 2, 9 in 10.

    Args:
        rate: between 0 and 1.
        up: whether to round tenths up rather than down.
    """
    if rate < 0.001:
        return {"count": 0, "of": 1}
    if rate <= 0.55:
        return {"count": 1, "of": max(2, int(1 / rate))}
    tenths = min(10, int(10 * rate) + 1) if up else int(10 * rate)
    return {"count": min(tenths, 9) if rate < 0.999 else 10, "of": 10}


def called_side(state: State, words: Words) -> str:
    """Write what a side is called inside a sentence."""
    return words.label(f"diagnosis/{kind_of(state)}", "side")


def unknown(question: str, verdict: Verdict, words: Words) -> str:
    """Write what is not known as long as a question is not answered."""
    return words.label(f"checkup/{question}", "unknown", **called(verdict.answers.trade, words))


def told_monthly(verdict: Verdict) -> bool:
    """True if gains are told by the month, because a week would mean fractions of a customer."""
    return verdict.gains["marketing"].high < 1.5 and verdict.gains["sales"].high < 1.5


def values_of(verdict: Verdict, words: Words) -> dict[str, Any]:
    figures, answers = verdict.figures, verdict.answers
    usual = figures.usual
    ripe = figures.talked if figures.due is None else figures.due
    talks = answers.path != "order"
    won = [number for number in (figures.customers if talks else None, figures.orders) if number is not None]
    return {
        "word": verdict.word,
        "state": verdict.state,
        "side": called_side(verdict.state, words),
        "leads": verdict.leads,
        "hidden": verdict.hidden,
        **called(answers.trade, words),
        "weeks": figures.weeks,
        "talks": talks,
        "came": figures.people,
        "talked": figures.talked,
        "customers": figures.customers,
        "orders": figures.orders,
        "won": sum(won) if won else None,
        "room": figures.room,
        "wanted": figures.wanted,
        "most_wanted": max(figures.reachable, LEAST_AIM),
        "fit": figures.fit,
        "due": figures.due,
        "reason": answers.reason,
        "busy": answers.busy,
        "slow": answers.speed in {"next_day", "later"},
        "crowded": crowded(answers),
        "unmet": figures.wanted is not None and figures.wanted > 1.15 * figures.now,
        "fair": figures.rate is not None and figures.rate.low <= usual.rate <= figures.rate.high,
        "like": words.label(f"trades/{answers.trade}", "like"),
        "grade": usual.grade,
        "own_usual": usual.own,
        "ripe": ripe,
        "usual_count": usual.rate * (ripe or 0),
        "answering_first": verdict.parts["response"] >= verdict.parts["skill"],
        "wrong": max(2, round(1 / (1 - verdict.sure))),
        "tenths": round(10 * verdict.sure),
        "between": likeliest(verdict, words),
        "seen": None if answers.visitors is None else answers.visitors.value * figures.weeks,
        "usual_orders": figures.usual_orders,
        "before": verdict.before,
        "met": _met(figures),
        "counted": not nothing_counted(answers),
        "guesses": [
            {"side": called_side(state, words), "chance": min(99, round(100 * chance))}
            for state, chance in sorted(verdict.chances.items(), key=lambda pair: -pair[1])
        ],
        **{side: gain_of(verdict, side, words) for side in verdict.gains},
    }


def likeliest(verdict: Verdict, words: Words) -> list[str]:
    """Name the two likeliest sides."""
    ranked = sorted(verdict.chances.items(), key=lambda pair: -pair[1])
    return [called_side(state, words) for state, _ in ranked if state != "both"][:2]


def _kinds_by_part() -> Mapping[str, str]:
    return {row.part: row.id for row in kinds().values() if row.part}


def gain_of(verdict: Verdict, side: State, words: Words, *, monthly: bool | None = None) -> dict[str, Any]:
    """Return a gain a week, or a month where a week would mean fractions of a customer; of few wished for, a year."""
    gain = verdict.gains[side]
    money = verdict.money.get(side)
    monthly = told_monthly(verdict) if monthly is None else monthly
    wish, a_month = verdict.figures.wanted, gain.high * WEEKS_A_MONTH
    yearly = monthly and wish is not None and wish < 1 and a_month < 1 <= a_month * MONTHS
    factor = WEEKS_A_MONTH * MONTHS if yearly else WEEKS_A_MONTH if monthly else 1.0
    return {
        **called(verdict.answers.trade, words),
        "per": "year" if yearly else "month" if monthly else "week",
        "low": gain.low * factor,
        "high": gain.high * factor,
        "money": _money(money, factor, verdict.answers.currency) if money else None,
    }


def _money(money: Range, factor: float, currency: str) -> dict[str, Any]:
    return {"low": _two_digits(money.low * factor), "high": _two_digits(money.high * factor), "currency": currency}


def _two_digits(value: float) -> float:
    """Round to two digits: more would look too exact."""
    return float(f"{value:.2g}")


def turns(verdict: Verdict) -> bool:
    """True if the message says what would change the verdict: not for a hint, nor beside a question that helps more."""
    told = verdict.kind != CANT_TELL or verdict.question is None
    return verdict.leads is not None and told


def turn_words(turning: Flip, verdict: Verdict, words: Words) -> str:
    if turning.close:
        number = unknown(turning.question, verdict, words)
        return words.label("diagnosis/settle", "close", number=number, side=called_side(turning.state, words))
    return words.label(
        f"checkup/{turning.question}",
        "flip",
        before=turning.before,
        after=turning.after,
        talked=verdict.figures.talked if verdict.figures.talked is not None else verdict.figures.people,
        side=called_side(turning.state, words),
    )


def _missing(verdict: Verdict, words: Words, *, asked: bool) -> list[str]:
    """Name the open answers and what they would tell: some or all of them, those worth most first."""
    return [
        words.label(
            "diagnosis/missing",
            what=unknown(one.question, verdict, words),
            tells=words.label(f"checkup/{one.question}", "tells"),
        )
        for one in verdict.unknowns
        if one.question != verdict.question
        and (one.question in verdict.answers.asked or (not asked and one.worth >= WORTH_SAYING))
    ]


def _met(figures: Figures) -> str | None:
    """Say whether the wish is met by the customers counted, and by far."""
    won = [number for number in (figures.customers, figures.orders) if number is not None]
    if figures.wanted is None or not won or not figures.weeks:
        return "met"
    share = sum(won) / figures.weeks / max(figures.wanted, 1e-9)
    return "over" if share >= 1.25 else "met" if share >= 0.85 else None


def _rests(verdict: Verdict, words: Words) -> str | None:
    """Say what a very great gain rests on; nothing for a smaller one."""
    figures = verdict.figures
    won = [number for number in (figures.customers, figures.orders) if number is not None]
    if not won or not figures.weeks or not kinds()[verdict.kind].gain:
        return None
    if verdict.gains[verdict.state].high <= GREAT * sum(won) / figures.weeks:
        return None
    part = kinds()[verdict.kind].part
    rests = {"volume": "room", "quality": "fit", "response": "answered", "skill": "usual"}.get(part or "", "usual")
    if verdict.answers.path == "order" or (rests == "room" and figures.room is None):
        rests = "wish"
    return words.label("diagnosis/rests", rests, **values_of(verdict, words))


def settles(verdict: Verdict, words: Words) -> str | None:
    """Say that more weeks would settle it, where no question is left, and the numbers are not large already."""
    if verdict.question or verdict.firm or verdict.hidden == "due" or verdict.figures.weeks >= SHORT:
        return None
    if HUGE in verdict.notes:
        return None
    return words.label("diagnosis/settle", "longer", weeks=verdict.figures.weeks)


def tidy(text: str) -> str:
    """Take out the blank lines and spaces that conditions leave behind."""
    return "\n\n".join(_paragraphs(text))


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each in one line."""
    return [line for part in text.split("\n\n") if (line := " ".join(part.split()))]
