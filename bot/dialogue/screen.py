"""What stands on the table: the words and buttons of the step that a session is at."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from bot.core import looseness
from bot.core.amount import Amount
from bot.core.records import Answer, Chat, Session
from bot.core.replies import Button, Rows, in_rows
from bot.dialogue import engine
from bot.dialogue.flow import Flow, Question
from bot.dialogue.form import Form
from bot.dialogue.hear import DAYS_OPEN, Choices, hear_number
from bot.dialogue.taps import FlowTap
from bot.language.numbers import Understood, read
from bot.language.numbers.write import write
from bot.language.templates import Words

REVIEW = "review"


class Screen(Struct, frozen=True):
    """What the owner has before them.

    Attributes:
        question: what is asked; None at the review.
        rows: the buttons shown.
        hidden: the buttons behind "More", whose labels may be typed all the same.
        beside: buttons of commands, which are no replies to the question.
    """

    question: Question | None
    rows: Rows
    hidden: tuple[Button, ...] = ()
    beside: Rows = ()

    def labels(self) -> list[tuple[str, str]]:
        """List every button that a typed reply may stand for, as (label, data)."""
        return [(button.label, button.data) for row in (*self.rows, self.hidden) for button in row]


def lay(form: Form, session: Session, words: Words, *, more: bool = False) -> Screen:
    """Lay the buttons of the present step.

    Args:
        form: the flow.
        session: where the owner is in it.
        words: the language.
        more: show the options behind "More" instead of the first ones.
    """
    question = current(form, session)
    if question is None:
        return _review(form, session, words)
    tap = _Taps(session.number, question.id, words)
    match session.step:
        case "range":
            ranges = form.ranges(question, session)
            picks = [tap.plain(range_label(low, high, words), f"range{n}") for n, (low, high) in enumerate(ranges)]
            return Screen(question, (*in_rows(picks, 2), (tap.button("none"), tap.button("back"))))
        case "confirm" if is_in_doubt(session):
            ways = [tap.plain(label, name) for name, label in _doubt(form, session, question, words)]
            return Screen(question, (*((way,) for way in ways), (tap.button("back"),)))
        case "confirm" if choices := choices_of(form, session, question, words):
            readings = [written(question, amount, words) for amount in choices.amounts]
            hidden: tuple[Button, ...] = ()
            if choices.days:  # "5" answers how many days, not how many people
                hidden = tuple(tap.plain(str(days), f"reading{n}") for n, days in enumerate(DAYS_OPEN))
                readings = [
                    words.label("dialogue/confirm", "reading", number=number, days=days)
                    for number, days in zip(readings, DAYS_OPEN, strict=True)
                ]
            picks = [tap.plain(label, f"reading{n}") for n, label in enumerate(readings)]
            return Screen(question, (*in_rows(picks, 1 if choices.days else 3), (tap.button("back"),)), hidden)
        case "confirm" if own := form.own.get(question.id):
            typed = session.proposed.typed if session.proposed else ""
            picks = [tap.plain(own.show(value, words), f"={value}") for value in own.read(typed, session, words)]
            return Screen(question, (*in_rows(picks, 2), (tap.button("back"),)))
        case "settle":
            name = f"{form.flow.name}/{question.id}"
            values = settle_values(form, session, words)
            fixes = [tap.plain(words.label(name, f"settle_{fix}", **values), fix) for fix in ("this", "other")]
            return Screen(question, (*((fix,) for fix in fixes), (tap.button("back"),)))
        case _:
            return _question(form, session, words, question, tap, more=more)


def current(form: Form, session: Session) -> Question | None:
    """Give the question that the present step is about; None at the review."""
    if session.step in ("range", "confirm", "settle") and session.asked in form.flow:
        return form.flow[session.asked or ""]
    if session.step == "choose":
        return None
    return engine.current(form.flow, session, form.extra)


def is_in_doubt(session: Session) -> bool:
    """True while it is asked which of two questions a number is for: the one before, or the present one."""
    return session.step == "confirm" and session.proposed is not None and session.proposed.question != session.asked


def text(form: Form, chat: Chat, session: Session, question: Question | None, words: Words) -> str:
    """Write what is asked at the present step, as Telegram HTML; ``question`` is the one on the table."""
    values = values_of(form, chat, session, words)
    if question is None and session.step == "choose":
        return words.say(f"{form.flow.name}/review", "choose", **values)
    if question is None:
        lines = [
            _safe(words.say(f"{form.flow.name}/{a.question}", "review", **values))
            for a in engine.in_order(form.flow, session.answers.values())
        ]
        derived = form.derived(session, words)
        return words.say(f"{form.flow.name}/review", "review", lines=lines, derived=derived, **values)
    name = f"{form.flow.name}/{question.id}"
    match session.step:
        case "range":
            return words.say("dialogue/range", "ask")
        case "confirm" if is_in_doubt(session):
            return words.say("dialogue/correction", "ask", typed=session.proposed.typed if session.proposed else "")
        case "confirm" if choices := choices_of(form, session, question, words):
            return words.say("dialogue/confirm", "days" if choices.days else "ambiguous", typed=choices.typed)
        case "confirm" if question.id in form.own:
            return words.say(name, "several", **values)
        case "settle":
            return words.say(name, "settle", **{**values, **settle_values(form, session, words)})
        case _:
            n, total = engine.progress(form.flow, session, question, form.extra)
            given = session.answers.get(question.id)
            return words.say(
                "dialogue/question",
                _block(form, question, session),
                n=n,
                total=total,
                ask=_safe(words.say(name, "ask", **values)),
                given=said(form, question, given, words) if given else None,
            )


def _block(form: Form, question: Question, session: Session) -> str:
    if not form.flow.progress:
        return "bare"
    if not question.extra or (question.at_most and form.flow[question.at_most].extra):  # the second half of another
        return "core"
    others = any(form.flow[name].extra for name in session.answers if name != question.id)
    return "another" if others else "extra"


def values_of(form: Form, chat: Chat, session: Session, words: Words) -> dict[str, Any]:
    """Give what the templates of a flow may use.

    Each answer under the id of its question, numbers plainly (None without one); the same as loosely as it was given in
    ``said``; the ids of the options in ``chosen``; and the flow's own values.
    """
    values: dict[str, Any] = {**form.flow.unanswered}
    chosen: dict[str, str | None] = {**form.flow.unanswered}
    for name, answer in session.answers.items():
        question = form.flow.get(name)
        if question is None or not (answer.amount or answer.choice):
            continue
        chosen[name] = answer.choice
        if not question.hidden:
            values[name] = plain(form, question, answer, words)
    values["said"], values["chosen"] = _Said(form, session, words), chosen
    values.update(form.values(chat, session, words))
    return values


class _Said(dict[str, str | None]):
    """Each answer as loosely as it was given, written when a template asks for it."""

    def __init__(self, form: Form, session: Session, words: Words) -> None:
        super().__init__()
        self._form, self._session, self._words = form, session, words

    def __missing__(self, name: str) -> str | None:
        answer = self._session.answers.get(name)
        written = (
            said(self._form, self._form.flow[name], answer, self._words)
            if answer and (answer.amount or answer.choice)
            else None
        )
        self[name] = written
        return written


def settle_values(form: Form, session: Session, words: Words) -> dict[str, str]:
    """Give the two numbers that contradict each other, in words, and the question (``whole``) that the other one answers."""
    conflict = engine.conflict(form.flow, session)
    if conflict is None or session.proposed is None:
        raise ValueError("there is no contradiction to settle")
    other = session.answers[conflict.other.id]
    other = replace(other, amount=engine.most_of(form.flow, session, conflict.question))
    return {
        "this": plain(form, conflict.question, session.proposed, words),
        "other": plain(form, conflict.other, other, words),
        "whole": conflict.other.id,
    }


def said(form: Form, question: Question, answer: Answer, words: Words) -> str:
    """Write an answer as it was understood, as plain text."""
    if answer.state == "skipped":
        return words.label("dialogue/said", "skipped")
    if answer.choice is not None and question.id in form.own:
        return form.own[question.id].show(answer.choice, words)
    if answer.choice is not None:
        return option_label(form.flow, question, answer.choice, words)
    if answer.amount is not None and answer.state == "unknown":
        low, high = answer.amount.low, answer.amount.high
        return words.label("dialogue/said", "rough", low=low, high=high)
    if answer.amount is not None:
        return written(question, answer.amount, words)
    return words.label("dialogue/said", "unknown") if answer.state == "unknown" else answer.typed


def plain(form: Form, question: Question, answer: Answer, words: Words) -> str:
    """Write an answer for use inside a sentence: a number without its "about", anything else as it was understood."""
    if answer.amount is not None and looseness.is_single(answer.amount):
        return words.number(answer.amount.value, digits=0 if question.whole else 1)
    return said(form, question, answer, words)


def option_label(flow: Flow, question: Question, option: str, words: Words) -> str:
    """Write the label of an option."""
    if question.kind == "yesno":
        return words.label("dialogue/buttons", option)
    if question.labels:
        return words.label(f"{question.labels}/{option}", "label")
    return words.label(f"{flow.name}/{question.id}", f"option_{option}")


def written(question: Question, amount: Amount, words: Words, currency: str | None = None) -> str:
    """Write a number of a question as an owner would say it: neither "close to 45" nor "exactly 100"."""
    if looseness.is_near(amount) and not looseness.is_rounded(amount.value):
        amount = looseness.around(amount.value, looseness.HEDGED)
    elif amount.is_exact:
        amount = looseness.plain(amount.value)
    return write(amount, "money" if question.kind == "money" else "count", language=words.language, currency=currency)


def range_label(low: float, high: float, words: Words) -> str:
    """Write a rough range as a button."""
    if low <= 0:
        return words.label("dialogue/range", "under", high=high)
    return words.label("dialogue/range", "between", low=low, high=high)


def choices_of(form: Form, session: Session, question: Question, words: Words) -> Choices | None:
    """Give the readings between which the owner is to choose, read anew from what was typed."""
    if session.proposed is None:
        return None
    heard = hear_number(
        session.proposed.typed,
        question,
        of=whole_of(question, session),
        weeks=weeks_of(form, question),
        language=words.language,
    )
    return heard if isinstance(heard, Choices) else None


def amount_of(question: str | None, session: Session) -> Amount | None:
    """Give the number answered to a question, if there is one."""
    answer = session.answers.get(question) if question else None
    return answer.amount if answer else None


def quick_amount(quick: str, of: Amount | None) -> Amount | None:
    """Give what a quick word ("half") makes of the number that it is a share of; None where it makes no number."""
    return _common_amount(quick, of) if of is None or of.is_common else _quick_amount(quick, of)


@lru_cache(maxsize=1_024)  # the same few words of the same few numbers, each time that a question is shown or answered
def _common_amount(quick: str, of: Amount | None) -> Amount | None:
    return _quick_amount(quick, of)


def _quick_amount(quick: str, of: Amount | None) -> Amount | None:
    reading = read(quick, "count", language="en", of=of)
    return reading.amount if isinstance(reading, Understood) else None


def whole_of(question: Question, session: Session) -> Amount | None:
    """Give what a share in an answer ("most", "8 of 10") is a share of, if that is known."""
    if question.limit is not None:
        return Amount.exactly(question.limit)
    return amount_of(question.at_most, session)


def weeks_of(form: Form, question: Question) -> float:
    """Give how many weeks the number of a question spans."""
    return 1.0 if question.per == "week" else form.weeks


class _Taps(Struct, frozen=True):
    """The buttons of one question of one session."""

    session: int
    question: str
    words: Words

    def plain(self, label: str, action: str) -> Button:
        return Button(label, FlowTap(self.session, self.question, action).data())

    def button(self, action: str) -> Button:
        return _action_button(self, action)


def _question(form: Form, session: Session, words: Words, question: Question, tap: _Taps, *, more: bool) -> Screen:
    hidden: tuple[Button, ...] = ()
    rows: Rows = ()
    if question.options:
        rows, hidden = _options(form.flow, question, tap, more=more)
    elif question.keypad and question.limit:
        rows = _keypad(int(question.limit), tap)
    elif (of := amount_of(question.at_most, session)) is not None:
        quick = [q for q in question.quick if quick_amount(q, of) is not None]
        name = f"{form.flow.name}/{question.id}"
        rows = in_rows([tap.plain(words.label(name, f"quick_{q}"), f"q{q}") for q in quick], question.columns)
    elif own := form.own.get(question.id):
        offered = [tap.plain(own.show(value, words), f"={value}") for value in own.offer(session, words)]
        rows = in_rows(offered, question.columns)
    line = []
    if question.id in session.answers:
        line.append(tap.button("keep"))
    if question.unknown:
        line.append(tap.button("unknown"))
    if not question.required:
        line.append(tap.button("skip"))
    last = [tap.button("why")]
    if engine.before(form.flow, session, question, form.extra):
        last.insert(0, tap.button("back"))
    return Screen(
        question, (*rows, *((tuple(line),) if line else ()), tuple(last)), hidden, form.beside(session, words)
    )


def _doubt(form: Form, session: Session, question: Question, words: Words) -> list[tuple[str, str]]:
    """Name the two questions that a number may be for: the one before, and the present one."""
    proposed = session.proposed
    if proposed is None or proposed.amount is None:
        return []
    names = (("that", form.flow[proposed.question]), ("this", question))
    shorts = [(name, one, words.label(f"{form.flow.name}/{one.id}", "short")) for name, one in names]
    return [
        (name, words.label("dialogue/correction", "choice", short=short, number=written(one, proposed.amount, words)))
        for name, one, short in shorts
    ]


@lru_cache(maxsize=1_024)  # the same for every owner at their first check-up, and at their second
def _options(flow: Flow, question: Question, tap: _Taps, *, more: bool) -> tuple[Rows, tuple[Button, ...]]:
    options = [tap.plain(option_label(flow, question, o, tap.words), f"={o}") for o in question.options]
    shown = question.shown or len(options)
    first, rest = options[:shown], options[shown:]
    if more:
        return in_rows(rest, question.columns), tuple(first)
    return in_rows([*first, *([tap.button("more")] if rest else [])], question.columns), tuple(rest)


@lru_cache(maxsize=64)
def _keypad(limit: int, tap: _Taps) -> Rows:
    return in_rows([tap.plain(str(n), f"n{n}") for n in range(limit + 1)], 6)


@lru_cache(maxsize=1_024)
def _action_button(tap: _Taps, action: str) -> Button:
    return tap.plain(tap.words.label("dialogue/buttons", action), action)


def _review(form: Form, session: Session, words: Words) -> Screen:
    if session.step == "choose":
        answered = engine.in_order(form.flow, session.answers.values())
        picks = [
            _Taps(session.number, a.question, words).plain(
                words.label(f"{form.flow.name}/{a.question}", "short"), "change"
            )
            for a in answered
        ]
        back = _Taps(session.number, REVIEW, words).button("back")
        return Screen(None, (*in_rows(picks, 2), (back,)))
    tap = _Taps(session.number, REVIEW, words)
    return Screen(None, ((tap.button("right"), tap.button("change")),))


def _safe(html: str) -> Markup:
    """Mark HTML that a template wrote as such, so that the next template does not escape it again."""
    return Markup(html)  # noqa: S704 -- a template wrote it, and templates escape their values
