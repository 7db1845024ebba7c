"""Takes an answer: stores it, or asks about it where it contradicts another, and goes on."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.records import Answer, AnswerState
from bot.core.replies import Button, Spoken
from bot.core.span import CountedFor, SpanOfTime
from bot.dialogue import engine
from bot.dialogue.flow import Question
from bot.dialogue.hear import Choices, FreeText, Many, Number, Several, Value
from bot.dialogue.prompting import ask
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.writing import in_words
from bot.language.listening.days_open import days_open


def take(scene: Scene, question: Question, heard: Number | Choices | FreeText | Value | Several | Many) -> Turned:
    """Take what was understood as the answer to a question."""
    scene = scene.changed(touched_at=scene.said.at)
    match heard:
        case Choices():
            return _ask_which(scene, answer_to(scene, question, heard.typed, heard.numbers[0]))
        case Several():
            return _ask_which(scene, answer_to(scene, question, heard.typed))
        case Number():
            if heard.currency:
                chat = scene.chat
                scene = replace(scene, chat=replace(chat, business=replace(chat.business, currency=heard.currency)))
            turned = answered(scene, answer_to(scene, question, heard.typed, heard.counted))
            asked = heard.which and scene.chat.business.currency not in heard.which
            return _asking_which_money(turned, heard.which, scene) if asked else turned
        case FreeText():
            return answered(scene, answer_to(scene, question, heard.typed))
        case Value():
            return answered(scene, answer_to(scene, question, heard.typed, heard.value))
        case Many():
            return take_many(scene, heard)


def answered(scene: Scene, answer: Answer) -> Turned:
    """Take an answer: say how it was understood and go on, or ask which of two contradictory ones is right."""
    settled = scene.with_session(engine.settle(scene.form.flow, scene.session, answer))
    if settled.session.proposed is not None:
        return ask(settled.changed(misses=0))
    kept = _carried_over(scene, settled)
    settled, implied = _with_implied(settled, answer)
    question = scene.form.flow[answer.question]
    own = question.id in scene.form.own
    if question.kind == "text" and not own:
        return go_on(settled)
    block = "number" if answer.state == "known" and answer.amount and not own else "choice"
    if answer.state != "known" and not own:
        block = "rough" if answer.amount else answer.state
    understood = in_words(scene, question, answer)
    read_anew = not question.concludes and understood.casefold() != answer.typed.strip().casefold()
    line = scene.words.say("dialogue/noted", block, said=understood, read_anew=read_anew)
    if question.concludes and settled.waiting is None:
        chat, (first, *others) = finish(settled)
        said = replace(first, text=f"{line}\n\n{first.text}") if isinstance(first, Spoken) else first
        return chat, (said, *others)
    return go_on(settled, " ".join([line, *implied, *kept]))


def _carried_over(before: Scene, after: Scene) -> list[str]:
    """Say which numbers became those of another question, as a choice skips their own."""
    said = []
    for question in after.form.flow.question:
        if question.formerly and question.id not in before.session.answers and question.id in after.session.answers:
            short = after.words.label(after.template(question.id), "short")
            told = in_words(after, question, after.session.answers[question.id])
            said.append(after.words.say("dialogue/noted", "implied", short=short, said=told))
    return said


def _with_implied(scene: Scene, answer: Answer) -> tuple[Scene, list[str]]:
    """Take the answers that follow from this one, where they are still open, and say so."""
    said = []
    for name, option in scene.form.implies(answer).items():
        if name not in scene.session.answers:
            question = scene.form.flow[name]
            taken = answer_to(scene, question, answer.typed, option)
            scene = scene.with_session(engine.settle(scene.form.flow, scene.session, taken))
            short = scene.words.label(scene.template(name), "short")
            said.append(
                scene.words.say("dialogue/noted", "implied", short=short, said=in_words(scene, question, taken))
            )
    return scene, said


def not_known(scene: Scene, answer: Answer) -> Turned:
    """Take "don't know": offer rough ranges, where there are some for the question, or else go on."""
    flow = scene.form.flow
    settled = scene.with_session(engine.settle(flow, scene.session, answer))
    if scene.form.ranges(flow[answer.question], settled.session):
        return ask(settled.changed(step="range", asked=answer.question))
    return go_on(settled, scene.words.say("dialogue/noted", "unknown"))


def _asking_which_money(turned: Turned, which: Sequence[str], scene: Scene) -> Turned:
    """Ask, beside the next question, which of several currencies of the same name was meant."""
    chat, (first, *others) = turned
    if not isinstance(first, Spoken):
        return turned
    buttons = tuple(Button(code, f"/settings currency {code}") for code in which)
    asked = f"{scene.words.say('dialogue/noted', 'which_money')}\n\n{first.text}"
    return chat, (replace(first, text=asked, rows=(*first.rows, buttons)), *others)


def _ask_which(scene: Scene, proposed: Answer, *lines: str) -> Turned:
    """Ask which of several things was meant."""
    return ask(scene.changed(proposed=proposed, step="confirm", asked=proposed.question), *lines)


def take_many(scene: Scene, many: Many) -> Turned:
    """Take answers to several questions, and say of each what became of it; contradictions are asked about as usual."""
    form, session = scene.form, scene.session
    told: dict[str, Answer] = {}
    for name, choice in many.choices.items():
        told[name] = answer_to(scene, form.flow[name], choice, choice)
        session = session.with_answer(told[name])
    for name, given in many.given.items():
        question = form.flow[name]
        number = CountedFor(given, many.spans.get(name)) if isinstance(given, Amount) else None
        state = "known" if isinstance(given, Amount) else given
        told[name] = answer_to(scene.with_session(session), question, many.typed, number, state=state)
        session = engine.settle(form.flow, replace(session, misses=0), told[name])
    session = engine.carried(form.flow, session)
    settled = scene.with_session(session)
    others = {name: one for name, one in session.answers.items() if name not in (told.keys() | scene.session.answers)}
    noted = _become_of(settled, told | {name: one for name, one in others.items() if form.flow[name].formerly})
    if session.proposed is not None:
        return ask(settled, *noted)
    if many.several is not None:
        return _ask_which(settled, answer_to(scene, form.flow[many.several], many.typed), *noted)
    return go_on(settled, *noted)


def _become_of(scene: Scene, told: Mapping[str, Answer]) -> list[str]:
    """Say what was taken, and what was told that is not asked of such a business; what is asked about is said there."""
    flow, session, words = scene.form.flow, scene.session, scene.words
    said = [
        (flow[name], words.label(scene.template(name), "short"), in_words(scene, flow[name], answer))
        for name, answer in told.items()
        if not flow[name].hidden
    ]
    asked = session.proposed.question if session.proposed is not None else None
    taken = [(short, value) for one, short, value in said if session.answers.get(one.id) == told[one.id]]
    left = [
        (short, value)
        for one, short, value in said
        if one.id not in session.answers and one.id != asked and not _is_none(told[one.id])
    ]
    lines = [words.say("dialogue/noted", "many", taken=taken)] if taken else []
    return [*lines, words.say("dialogue/noted", "left", left=left)] if left else lines


def _is_none(answer: Answer) -> bool:
    """True for a none, with which nothing is lost: of nobody talked with nobody became a customer."""
    return answer.amount is not None and not answer.amount.high


def go_on(scene: Scene, *lines: str) -> Turned:
    """Ask the next question, or end the flow; the review is skipped where every answer was echoed."""
    if scene.waiting is None and scene.session.step not in ("settle", "confirm", "range"):
        return finish(scene)
    return ask(scene, *lines)


def is_at_an_end(scene: Scene) -> bool:
    """True if a flow without a review has nothing left to ask: in another language the words it is about may need no more."""
    return not scene.form.flow.review and scene.session.step == "ask" and scene.waiting is None


def finish(scene: Scene) -> Turned:
    """End the flow as its form does; where that opens the session again, its next question follows."""
    now = scene.said.at
    ended = replace(scene.session, state="done", step="review", ended_at=now, touched_at=now, misses=0)
    chat, replies = scene.form.finish(scene.chat.with_session(ended), ended, scene.words, now)
    opened = chat.session(ended.number)
    if opened is None or opened.state != "open":
        return chat, replies
    chat, more = ask(replace(scene, chat=chat, session=opened))
    return chat, (*replies, *more)


def _on_days(span: SpanOfTime | None, typed: str, language: str) -> SpanOfTime | None:
    """Return "a day" as one of the days that are worked, where the same words tell how many these are a week."""
    if span is None or span.unit != "day" or not span.each or span.working or span.count != 1:
        return span
    days = days_open(typed, language)
    return span if days is None else replace(span, weeks=round(1 / days, 6))


def answer_to(
    scene: Scene,
    question: Question,
    typed: str,
    value: str | Amount | CountedFor | None = None,
    *,
    state: AnswerState = "known",
) -> Answer:
    """Make the record of an answer to a question, whose value is a choice or a number.

    A number that was told without a stretch of time is for the one that was asked about.
    """
    said = scene.said
    told = CountedFor(value) if isinstance(value, Amount) else value if isinstance(value, CountedFor) else None
    span = None
    if told is not None and scene.form.span is not None:
        span = _on_days(told.span or scene.form.span(question, scene.session), typed, scene.words.language)
    choice = value if isinstance(value, str) else None
    amount = told.amount if told else None
    return Answer(question.id, state, typed, said.update_id, said.at, choice, amount, said.message_id, span)
