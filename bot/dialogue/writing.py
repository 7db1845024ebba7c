"""What is written on a screen: what is asked, and answers as they were understood."""

from collections.abc import Collection
from typing import Any, Literal

from markupsafe import Markup
from msgspec.structs import replace

from bot.core import looseness
from bot.core.amount import Amount
from bot.core.records import Answer
from bot.core.span import CountedFor, SpanOfTime
from bot.dialogue import engine
from bot.dialogue.buttons import option_said
from bot.dialogue.flow import Question
from bot.dialogue.scene import Scene, once_a_scene
from bot.language.numbers.write import write
from bot.language.templates import Words


def text(scene: Scene) -> str:
    """Write what is asked at the present step, as Telegram HTML."""
    session, words, question = scene.session, scene.words, scene.current
    values = values_of(scene)
    if question is None:
        return _review(scene, values)
    name, typed = scene.template(question.id), session.proposed.typed if session.proposed else ""
    match session.step:
        case "range":
            return words.say("dialogue/range", "ask")
        case "confirm" if scene.is_in_doubt:
            return words.say("dialogue/correction", "ask", typed=typed)
        case "confirm" if choices := scene.choices:
            return words.say("dialogue/confirm", choices.asks, typed=choices.typed)
        case "confirm" if question.id in scene.form.own:
            return words.say(name, "several", **values)
        case "settle":
            return words.say(name, "settle", **{**values, **settle_values(scene)})
        case _:
            return _question(scene, question, values)


def values_of(scene: Scene) -> dict[str, Any]:
    """Return what the templates of a flow may use.

    Each answer under the id of its question, numbers plainly (None without one); the same as loosely as it was given in
    ``said``; the ids of the options in ``chosen``; and the flow's own values.
    """
    flow, session = scene.form.flow, scene.session
    values: dict[str, Any] = {**flow.unanswered}
    chosen: dict[str, str | None] = {**flow.unanswered}
    for name, answer in session.answers.items():
        question = flow.get(name)
        if question is None or not (answer.amount or answer.choice):
            continue
        chosen[name] = answer.choice
        if not question.hidden:
            values[name] = plain(scene, question, answer)
    values["said"], values["chosen"], values["stretch"] = _LooseAnswers(scene), chosen, _Stretches(scene)
    values.update(scene.form.values(scene.chat, session, scene.words))
    return values


class _LooseAnswers(dict[str, str | None]):
    """Each answer as loosely as it was given, written when a template asks for it."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene

    def __missing__(self, name: str) -> str | None:
        answer, flow = self._scene.session.answers.get(name), self._scene.form.flow
        given = answer is not None and (answer.amount or answer.choice)
        write_ = in_words if flow[name].at_most else _without_span
        self[name] = write_(self._scene, flow[name], answer) if answer and given else None
        return self[name]


class _Stretches(dict[str, str]):
    """The stretch of time of each number, as it was told or asked about, written when a template asks for it."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene

    def __missing__(self, name: str) -> str:
        scene = self._scene
        answer, question = scene.session.answers.get(name), scene.form.flow[name]
        if answer is not None and answer.span is not None:
            return in_time(answer.span, scene.words)
        weeks = 1.0 if question.per == "week" else scene.form.weeks
        return scene.words.label("numbers/span", "each_week" if weeks == 1 else "asked", n=1 if weeks == 1 else weeks)


@once_a_scene
def settle_values(scene: Scene) -> dict[str, str]:
    """Return the two contradictory numbers in words, and the question (``whole``) of the greater one."""
    flow, session = scene.form.flow, scene.session
    conflict = engine.conflict(flow, session)
    if conflict is None or session.proposed is None:
        raise ValueError("there is no contradiction to settle")
    other = session.answers[conflict.other.id]
    greatest = engine.most_of(flow, session, conflict.question)
    if other.amount is None or greatest is None or greatest.value != other.amount.value:
        other = replace(other, amount=greatest)
    this = session.proposed
    apart = this.span != other.span  # otherwise both are for the same stretch of time
    return {
        "this": plain(scene, conflict.question, replace(this, span=None)),
        "other": plain(scene, conflict.other, replace(other, span=None)),
        "this_for": f" {in_time(this.span, scene.words)}" if apart and this.span else "",
        "other_for": f" {in_time(other.span, scene.words)}" if apart and other.span else "",
        "whole": conflict.other.id,
    }


def in_words(scene: Scene, question: Question, answer: Answer) -> str:
    """Write an answer as it was understood, as plain text, for the stretch of time that it was told for."""
    said = _without_span(scene, question, answer)
    if answer.amount is None or answer.span is None or answer.span == _span_of_whole(scene, question):
        return said
    return _for_time(said, answer.span, scene.words)


def in_time(span: SpanOfTime, words: Words) -> str:
    """Write the stretch of time of a number as it was told: "a month", "in the last 12 months"."""
    if span.since is not None:
        return words.label("numbers/span", "since", day=span.since)
    block = f"{'each' if span.each else 'last'}_{'working_' if span.working else ''}{span.unit}"
    return words.label("numbers/span", block, n=span.count)


def _for_time(number: str, span: SpanOfTime, words: Words) -> str:
    """Write a number with its stretch of time, in the order of the language."""
    return words.label("numbers/span", "told", number=number, span=in_time(span, words))


def _span_of_whole(scene: Scene, question: Question) -> SpanOfTime | None:
    """Return the stretch of time of this number's total, beside which it need not be said again."""
    whole = scene.session.answers.get(question.at_most or "")
    return whole.span if whole else None


def _without_span(scene: Scene, question: Question, answer: Answer) -> str:
    words = scene.words
    if answer.state == "skipped":
        return words.label("dialogue/said", "skipped")
    if answer.choice is not None and question.id in scene.form.own:
        return scene.form.own[question.id].show(answer.choice, words)
    if answer.choice is not None:
        return option_said(scene.form.flow, question, answer.choice, words)
    if answer.amount is not None and answer.state == "unknown":
        low, high = answer.amount.low, answer.amount.high
        return words.label("dialogue/said", "rough", low=low, high=high)
    if answer.amount is not None:
        return written(question, answer.amount, words, scene.chat.business.currency)
    return words.label("dialogue/said", "unknown") if answer.state == "unknown" else answer.typed


def plain(scene: Scene, question: Question, answer: Answer) -> str:
    """Write an answer for use inside a sentence: a number without its "about", anything else as it was understood."""
    if answer.amount is None or not looseness.is_single(answer.amount):
        return in_words(scene, question, answer)
    if question.kind == "money":
        return in_words(scene, question, answer)
    number = scene.words.number(answer.amount.value, digits=0 if question.whole else 1)
    return _for_time(number, answer.span, scene.words) if answer.span and answer.span.each else number


def written(question: Question, amount: Amount, words: Words, currency: str | None = None) -> str:
    """Write a number of a question as an owner would say it: neither "close to 45" nor "exactly 100"."""
    if looseness.is_near(amount) and not looseness.is_rounded(amount.value):
        amount = looseness.around(amount.value, looseness.HEDGED)
    elif amount.is_exact:
        amount = looseness.plain(amount.value)
    kind: Literal["money", "count"] = "money" if question.kind == "money" else "count"
    return write(amount, kind, language=words.language, currency=currency if kind == "money" else None)


def in_all_or_each(scene: Scene, question: Question, told: CountedFor) -> str:
    """Write one of the readings of a number as a button, with the stretch of time that it is for, if any."""
    number = written(question, told.amount, scene.words)
    return number if told.span is None else _for_time(number, told.span, scene.words)


def range_label(low: float, high: float, words: Words) -> str:
    """Write a rough range as a button."""
    if low <= 0:
        return words.label("dialogue/range", "under", high=high)
    return words.label("dialogue/range", "between", low=low, high=high)


def _review(scene: Scene, values: dict[str, Any]) -> str:
    form, session, words = scene.form, scene.session, scene.words
    name = scene.template("review")
    lines = summary(scene)
    told = words.say(name, "review", lines=lines, derived=form.derived(session, words), **values)
    return "\n\n".join([told, words.say(name, "choose", **values)]) if session.step == "choose" else told


def summary(scene: Scene) -> list[Markup]:
    """Write what was answered, a line each, in the order of the questions."""
    return summary_of(scene, scene.session.answers)


def summary_of(scene: Scene, questions: Collection[str]) -> list[Markup]:
    """Write what was answered to some questions, a line each, in their order."""
    values = values_of(scene)
    return [
        _safe(scene.words.say(scene.template(answer.question), "review", **values))
        for answer in engine.in_order(scene.form.flow, scene.session.answers.values())
        if answer.question in questions
    ]


def _question(scene: Scene, question: Question, values: dict[str, Any]) -> str:
    n, total = engine.progress(scene.form.flow, scene.session, question)
    answer = scene.session.answers.get(question.id)
    return scene.words.say(
        "dialogue/question",
        _block(scene, question),
        n=n,
        total=total,
        ask=_safe(scene.words.say(scene.template(question.id), "ask", **values)),
        given=in_words(scene, question, answer) if answer else None,
    )


def _block(scene: Scene, question: Question) -> str:
    flow = scene.form.flow
    if not flow.progress or question.concludes or question.few:
        return "bare"
    if not question.extra:
        return "core"
    others = any(flow[name].extra for name in scene.session.answers if name != question.id)
    return "another" if others else "extra"


def _safe(html: str) -> Markup:
    """Mark HTML that a template wrote as such, so that the next template does not escape it again."""
    return Markup(html)  # noqa: S704 -- a template wrote it, and templates escape their values
