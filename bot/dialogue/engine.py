"""Which question is next, and what a reply does: pure functions over a flow and a session."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.parts import most, possible
from bot.core.records import Answer, Chat, Session
from bot.core.span import AS_ASKED, SpanOfTime
from bot.dialogue.flow import Flow, Question

Extra = Callable[[Session], str | None]


def no_extra(_session: Session) -> str | None:
    """Ask nothing beyond the core of the flow."""
    return None


class Course(Struct, frozen=True):
    """Which questions make sense after some answers.

    Attributes:
        core: the questions of the core that apply.
        ids: of these.
        perhaps: ids of the core questions that apply if every open question gets its first option.
        out: ids of all questions that do not apply, whatever comes next.
        elsewhere: ids of those that another choice skips; the others would be about nobody.
    """

    core: tuple[Question, ...]
    ids: frozenset[str]
    perhaps: frozenset[str]
    out: frozenset[str]
    elsewhere: frozenset[str]


def course(flow: Flow, session: Session) -> Course:
    """Return which questions make sense after the answers given; after a zero, its parts are not asked for."""
    answers = session.answers
    # Skipped questions have no choice and match no condition.
    chosen = [(answers[name].choice or "") if name in answers else None for name in flow.deciding]
    counted = [a.amount.high == 0 if (a := answers.get(name)) and a.amount else None for name in flow.counting]
    few = frozenset(question.id for question in flow.sizing if _tells_of_few(flow, session, question))
    return _course(flow, tuple(chosen), tuple(counted), few)


def _tells_of_few(flow: Flow, session: Session, question: Question) -> bool:
    """True if a question is asked because an earlier number is small; once it has an answer, it stays."""
    answers = session.answers
    if question.id in answers:
        return True
    first = next((answers[name] for name in flow.few_of[question.id] if name in answers), None)
    if first is None or any(name in answers for name in flow.behind_few[question.id]):
        return False
    if first.amount is None or first.state != "known" or first.span is not None:
        return False
    return 0 < first.amount.value < question.few[first.question]


@lru_cache(maxsize=1_024)  # a flow has few, and each reply asks for one several times
def _course(
    flow: Flow, chosen: tuple[str | None, ...], counted: tuple[bool | None, ...], few: frozenset[str] = frozenset()
) -> Course:
    """Do the same by the choices that decide (None: not answered), which counts are 0 (None: no number), and which few."""
    now = dict(zip(flow.deciding, chosen, strict=True))
    first = {name: next(iter(flow[name].options), None) if choice is None else choice for name, choice in now.items()}
    zero = dict(zip(flow.counting, counted, strict=True))

    def is_nobody(name: str | None) -> bool:
        """True if a number is 0 for certain, or a part of one that is."""
        if name is None:
            return False
        known = zero[name]
        return is_nobody(flow[name].at_most) if known is None else known

    def apply(choices: Mapping[str, str | None], *, perhaps: bool = False) -> frozenset[str]:
        return frozenset(
            question.id
            for question in flow.question
            if not is_nobody(question.at_most)
            and (not question.few or question.id in few)
            and all(
                choices[name] in wanted or (perhaps and choices[name] is None) for name, wanted in question.when.items()
            )
        )

    sure = apply(now)
    core = tuple(question for question in flow.core if question.id in sure)
    return Course(
        core,
        ids=frozenset(question.id for question in core),
        perhaps=apply(first).intersection(question.id for question in flow.core) - sure,
        out=frozenset(question.id for question in flow.question) - apply(now, perhaps=True),
        elsewhere=frozenset(
            question.id
            for question in flow.question
            if any(now[name] is not None and now[name] not in wanted for name, wanted in question.when.items())
        ),
    )


def question_order(flow: Flow, session: Session, extra: Extra = no_extra) -> list[Question]:
    """List the questions of this conversation in order: the core, extra ones that were answered, and the next extra."""
    answers, fitting = session.answers, course(flow, session)
    order = list(fitting.core)
    whole = fitting.ids <= answers.keys()
    order += [q for q in flow.extras if (q.id in answers or q.id == session.returning_to) and q.id not in fitting.out]
    more = extra(session) if whole else None
    if more is not None and more not in answers and more != session.returning_to:
        order += [q for q in flow.extras if q.id == more and q.id not in fitting.out]
    return order


def is_at_the_last(flow: Flow, session: Session) -> bool:
    """True if at most one core question has no answer yet: with the next one the flow may end."""
    return sum(question.id not in session.answers for question in course(flow, session).core) <= 1


def progress(flow: Flow, session: Session, question: Question) -> tuple[int, int]:
    """Return the place of a question among those that everybody is asked, and how many they are, as in "3 of 7".

    What is asked besides, where it is worth it, counts for nothing: nobody knows beforehand how many these will be.
    """
    fitting = course(flow, session)
    ids = list(dict.fromkeys([*(one.id for one in fitting.core if not one.few), question.id]))
    return ids.index(question.id) + 1, len(ids) + len(fitting.perhaps.difference(ids))


def opened(
    flow: Flow, chat: Chat, now: datetime, *, about: str | None = None, known: Mapping[str, str] | None = None
) -> tuple[Chat, Session]:
    """Open a new session of a flow.

    Args:
        flow: the flow.
        chat: the chat; the session is not in it before something is asked.
        now: the moment.
        about: what the flow is about this time.
        known: answers that are known beforehand: a choice, or a value of the flow's own.
    """
    number = chat.owner.sessions + 1
    answers = {name: Answer(name, "known", choice, 0, now, choice) for name, choice in (known or {}).items()}
    session = Session(
        number, chat.owner.business, flow.name, started_at=now, touched_at=now, about=about, answers=answers
    )
    return replace(chat, owner=replace(chat.owner, sessions=number)), session


class Conflict(Struct, frozen=True):
    """Two answers that cannot both be right: a part that exceeds its total."""

    question: Question
    other: Question


def settle(flow: Flow, session: Session, answer: Answer) -> Session:
    """Store an answer; if it exceeds its total, keep it as ``proposed`` and ask which of the two is right.

    Answers to questions that no longer apply are dropped; a dependent number that is now too great becomes a proposal.
    So does one about nobody: "3 of the 0 talked with bought" is asked about, not changed to 0.
    """
    pending = session.proposed if session.proposed and session.proposed.question != answer.question else None
    question = flow[answer.question]
    if exceeds(flow, session, answer):
        return replace(session, proposed=answer, step="settle", asked=question.id)
    settled = replace(session.with_answer(answer), step="ask", returning_to=None)
    if answer.choice in question.again:
        settled = settled.without(frozenset(question.few))
    fitting = course(flow, settled)
    settled = carried(flow, settled)
    waiting = pending or _too_great(flow, settled)
    settled = settled.without(fitting.out)
    if waiting is None or waiting.question in course(flow, settled).elsewhere:
        return settled
    return settle(flow, settled.without(frozenset({waiting.question})), waiting)


def carried(flow: Flow, session: Session) -> Session:
    """Return a session without the answers that a choice skips; a number that is another question's then is kept for that one."""
    skipped = course(flow, session).elsewhere
    for question in flow.question:
        told = session.answers.get(question.formerly or "")
        if told is None or told.amount is None or question.formerly not in skipped or question.id in skipped:
            continue
        answers = {name: one.choice for name, one in session.answers.items()}
        fits = all(answers.get(name) in wanted for name, wanted in question.formerly_when.items())
        if fits and question.id not in session.answers:
            span = told.span or (SpanOfTime.of("week", AS_ASKED) if question.per else None)
            session = session.with_answer(replace(told, question=question.id, span=span))
    return session.without(skipped)


def conflict(flow: Flow, session: Session) -> Conflict | None:
    """Return the contradiction that the owner is asked about, if there is one."""
    if session.proposed is None or session.step != "settle":
        return None
    question = flow[session.proposed.question]
    other = next(_wholes(flow, session, question), None)
    return Conflict(question, other) if other else None


def drop_strangers(flow: Flow, session: Session) -> Session:
    """Keep the answers of an older release that this one still asks for; only the rest is asked again."""
    strangers = frozenset([name for name, answer in session.answers.items() if not _fits(flow, answer)])
    if session.proposed and not _fits(flow, session.proposed):
        session = replace(session, proposed=None, step="ask")
    if session.returning_to and session.returning_to not in flow:
        session = replace(session, returning_to=None, step="ask")
    return session.without(strangers)


def in_order(flow: Flow, answers: Iterable[Answer]) -> list[Answer]:
    """Sort answers as the questions stand in the flow."""
    by_id = {a.question: a for a in answers}
    return [by_id[q.id] for q in flow.question if q.id in by_id]


def _fits(flow: Flow, answer: Answer) -> bool:
    question = flow.get(answer.question)
    if question is None:
        return False
    if answer.state != "known" or question.kind == "text":
        return True
    return answer.choice in question.options if question.options else answer.choice is None


def most_of(flow: Flow, session: Session, question: Question) -> Amount | None:
    """Return the greatest possible number for a question: the smallest of the answered totals that it is a part of.

    It is for the stretch of time of the nearest of them.
    """
    wholes = [session.answers[whole.id] for whole in _wholes(flow, session, question)]
    return most(*(whole.within(weeks_of(wholes[0])) for whole in reversed(wholes)))


def weeks_of(answer: Answer) -> float:
    """Return how many weeks the number of an answer is for."""
    return answer.span.weeks if answer.span else AS_ASKED


def exceeds(flow: Flow, session: Session, answer: Answer) -> bool:
    """True if the number of an answer exceeds a total that it is a part of."""
    question = flow[answer.question]
    if answer.amount is None or question.at_most is None:
        return False
    nearest = next(_wholes(flow, session, question), None)
    greatest = most_of(flow, session, question)
    if greatest is None or nearest is None:
        return False
    told = answer.within(weeks_of(session.answers[nearest.id]))
    return told is not None and not possible(told, greatest)


def _wholes(flow: Flow, session: Session, question: Question) -> Iterator[Question]:
    """Yield the questions whose number is a total of this one, the nearest first.

    An answer without a number is passed over. What is still to be asked ends it: the two are compared once it is answered.
    """
    while question.at_most:
        question = flow[question.at_most]
        answer = session.answers.get(question.id)
        if answer is None and session.state != "done":
            return
        if answer and answer.amount:
            yield question


def _too_great(flow: Flow, session: Session) -> Answer | None:
    for question in flow.parts:
        answer = session.answers.get(question.id)
        if answer and exceeds(flow, session, answer):
            return answer
    return None
