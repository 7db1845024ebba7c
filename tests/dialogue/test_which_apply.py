"""Which questions make sense after some answers, against the definition question by question."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.app import load_catalogue
from bot.core.amount import Amount
from bot.core.records import Answer, Session
from bot.dialogue.engine import course
from bot.dialogue.flow import Flow, Question

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FLOWS = [form.flow for form in load_catalogue().forms.values()]
AMOUNTS = (Amount.exactly(0), Amount.between(0, 0), Amount.between(0, 5), Amount.exactly(7))


def answer_to(question: Question) -> st.SearchStrategy[Answer]:
    """Return any answer to a question: skipped, not known, an option, or a number."""
    bare = st.sampled_from(("skipped", "unknown")).map(lambda state: (state, None, None))
    given_ones = [("known", option, None) for option in question.options] or [("known", None, a) for a in AMOUNTS]
    told = bare | st.sampled_from(given_ones) | st.just(("unknown", None, AMOUNTS[2]))
    return told.map(lambda told: Answer(question.id, told[0], "", 1, NOW, told[1], told[2]))


@st.composite
def half_answered(draw: st.DrawFn) -> tuple[Flow, Session]:
    flow = draw(st.sampled_from(FLOWS))
    asked = draw(st.lists(st.sampled_from(flow.question), unique_by=lambda question: question.id))
    answers = {question.id: draw(answer_to(question)) for question in asked}
    return flow, Session(1, 1, flow.name, NOW, NOW, answers=answers)


def is_nobody(flow: Flow, name: str | None, session: Session) -> bool:
    if name is None:
        return False
    answer = session.answers.get(name)
    if answer and answer.amount:
        return answer.amount.high == 0
    return is_nobody(flow, flow[name].at_most, session)


def applies(flow: Flow, question: Question, session: Session, *, first: bool, perhaps: bool = False) -> bool:
    """True if a question makes sense; with ``first``, what is not answered counts as its first option."""
    chosen = {name: answer.choice for name, answer in session.answers.items()}
    if first:
        chosen = {name: flow[name].options[0] for name in question.when} | chosen
    met = all(
        chosen.get(name) in wanted or (perhaps and name not in session.answers)
        for name, wanted in question.when.items()
    )
    return met and few_enough(flow, question, session) and not is_nobody(flow, question.at_most, session)


def few_enough(flow: Flow, question: Question, session: Session) -> bool:
    """True if a question that follows a small number was reached with one, or is answered already."""
    answers = session.answers
    if not question.few or question.id in answers:
        return True
    ids = [one.id for one in flow.question]
    behind = set(ids[ids.index(question.id) + 1 :]) - question.few.keys()
    first = next((answers[one] for one in ids if one in question.few and one in answers), None)
    if first is None or behind & answers.keys() or first.amount is None or first.state != "known":
        return False
    return first.span is None and 0 < first.amount.value < question.few[first.question]


@given(half_answered())
def test_the_questions_that_apply_are_those_whose_conditions_are_met(told):
    flow, session = told
    found = course(flow, session)
    met = [question for question in flow.question if applies(flow, question, session, first=False)]
    assert list(found.core) == [q for q in met if not q.extra and not q.hidden]
    assert found.out == {q.id for q in flow.question if not applies(flow, q, session, first=False, perhaps=True)}


@given(half_answered())
def test_those_that_may_come_are_those_that_would_after_first_options(told):
    flow, session = told
    core = [question for question in flow.question if not question.extra and not question.hidden]
    later = [question for question in core if applies(flow, question, session, first=True)]
    assert course(flow, session).perhaps == {q.id for q in later if not applies(flow, q, session, first=False)}
