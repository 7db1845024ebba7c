"""The templates and blocks that ids need: those of questions, options, trades, actions, verdicts and notes."""

from collections.abc import Iterator, Mapping
from typing import get_args

from bot.activity.rule import ActivityVerdict
from bot.checkins.step_answers import OBJECTIONS
from bot.core.records import CHECKUP
from bot.core.week_numbers import FIELDS
from bot.diagnosis.advice import Side
from bot.diagnosis.answers import CHOICES, NUMBERS
from bot.diagnosis.notes import ASIDES, Note
from bot.diagnosis.step_words import EVIDENCE
from bot.diagnosis.talk import REMARKS, STEP_REMARKS
from bot.diagnosis.tell import RESTS
from bot.diagnosis.trades import Trades
from bot.diagnosis.verdict import TURNING
from bot.dialogue.buttons import SAID
from bot.dialogue.flow import Flow, Question
from bot.language.listening.closer import ready_answers
from bot.language.listening.matters import taught_kinds
from bot.language.numbers.reading import Period, Reason
from bot.language.templates import FALLBACK, words
from bot.language.verdicts import NO_SIDE, Kinds

OF_A_TRADE = ("label", "names", "like", "people", "talked", "customer", "buyer", "buyers", "asked", "quote", "source")
OF_AN_ACTION = ("name", "do", "how", "which", "ways", "if_not", "words", "example", "unfit")
OF_A_VERDICT = ("changed", "short", "headline", "reason")
OF_NEWS = ("head", "door", "gains", "called")
NEVER_WEIGHED = ("trade", "path", "value")  # questions without a sentence about what they would tell
ASKED = {
    (CHECKUP, name): name for name in ("trade", "age", *FIELDS, *CHOICES, *NUMBERS)
}  # which the verdict is made from
REFUSED = "cant"  # the matter whose kinds are objections
Named = Mapping[str, frozenset[str]]


def needs(flows: Mapping[str, Flow], trades: Trades, *, taught: bool = False) -> Named:
    """Return each template that an id needs, with its blocks.

    Args:
        flows: what is asked.
        trades: the trades there are.
        taught: also what the taught kinds of remark need; the network that knows them is loaded, and NumPy with it.
    """
    found: dict[str, set[str]] = {}
    of_all = (*_of_flows(flows), *_of_trades(trades), *_of_verdicts(trades.kinds), *_of_reading())
    for template, *blocks in (*of_all, *(_of_remarks() if taught else ())):
        found.setdefault(template, set()).update(blocks)
    return {template: frozenset(blocks) for template, blocks in found.items()}


def _of_flows(flows: Mapping[str, Flow]) -> Iterator[tuple[str, ...]]:
    for flow in flows.values():
        if flow.review:
            yield f"{flow.name}/review", "choose", "review"
        for question in flow.question:
            if not question.hidden:
                yield from _of_question(flow, question)


def _of_remarks() -> Iterator[tuple[str, ...]]:
    """Name the answer of each kind of remark that is taught; of one that none answers yet, where it is looked for first."""
    first = words(FALLBACK)
    for remark, answers in ready_answers().items():
        template = STEP_REMARKS if remark in first.blocks(STEP_REMARKS) else REMARKS
        yield template, *(f"{remark}_{answer}" for answer in answers)
    for matter, kind in taught_kinds():
        of_step = kind in first.blocks(STEP_REMARKS)
        yield OBJECTIONS if matter == REFUSED else STEP_REMARKS if of_step else REMARKS, kind


def _of_question(flow: Flow, question: Question) -> Iterator[tuple[str, ...]]:
    name = f"{flow.name}/{question.id}"
    yield name, "ask", "why", "short"
    if flow.review:
        yield name, "review"
    if (flow.name, question.id) in ASKED:
        yield name, *_of_an_answer(ASKED[flow.name, question.id])
    if question.at_most:
        yield name, "settle", "settle_this", "settle_other"
    yield name, *(f"quick_{quick}" for quick in question.quick)
    if question.labels:
        yield name, "which"
        yield from ((f"{question.labels}/{option}", "label") for option in question.options)
    elif question.kind == "choice":
        yield name, *(f"option_{option}" for option in question.options)
    elif question.kind == "yesno":
        yield "dialogue/buttons", *question.options


def _of_an_answer(name: str) -> Iterator[str]:
    """Name what is said of an answer that the verdict is made from: while it is missing, and once it is known."""
    yield "unknown"
    if name not in NEVER_WEIGHED:
        yield "tells"
    if name in TURNING:
        yield "flip"


def _of_trades(trades: Trades) -> Iterator[tuple[str, ...]]:
    for trade in trades.by_id:
        yield f"trades/{trade}", *OF_A_TRADE
    yield "trades/other", SAID
    for action in trades.actions:
        yield f"actions/{action.id}", *OF_AN_ACTION, *(("message",) if action.sends else ())
        yield EVIDENCE, action.source


def _of_verdicts(kinds: Kinds) -> Iterator[tuple[str, ...]]:
    for kind in kinds.values():
        blocks = [*OF_A_VERDICT, *(OF_NEWS if kind.announced else ("told",))]
        blocks += [
            name
            for name, said in (("side", kind.side != NO_SIDE), ("lies", kind.part), ("close", not kind.gain))
            if said
        ]
        yield f"diagnosis/{kind.id}", *blocks
    yield "diagnosis/rests", *RESTS
    yield "diagnosis/settle", "close", "longer"
    yield "diagnosis/tags", *get_args(Side)
    yield "diagnosis/notes", *ASIDES, *(note for note in get_args(Note) if note.startswith("contradiction_"))


def _of_reading() -> Iterator[tuple[str, ...]]:
    yield "activity/side", *get_args(ActivityVerdict)
    yield "numbers/invalid", *get_args(Reason)
    yield "numbers/amount", *get_args(Period)
