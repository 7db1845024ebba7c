"""A flow as data: its questions, their order, kinds and conditions, checked whole when it is loaded.

A condition is ``question = [options]``; there is no language of expressions. What a question says stands in
``prompts/LANGUAGE/FLOW/QUESTION.j2``.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, field
from msgspec.structs import force_setattr

from bot.language.faults import FilesError, load_table
from bot.language.tables import CheckedRow

QuestionKind = Literal["count", "choice", "money", "share", "yesno", "text"]
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
YES_NO = ("yes", "no")
Catalogues = Mapping[str, Collection[str]]


class FlowError(FilesError):
    """A flow cannot be used; each fault names the file and the key."""


class Question(CheckedRow, frozen=True, kw_only=True):
    """One question.

    Attributes:
        when: it applies only if these questions have one of these answers.
        few: it applies only if the first answered of these questions has a smaller number than this, told for no
            stretch of time of its own, and nothing behind it is answered yet.
        again: the options with which that number is asked for again.
        options: the ids of the options of a choice.
        up_to: the longest time that each option but the last stands for, in days, where options are lengths of time.
        begun: a year or a month is the length of time since then.
        options_of: the catalogue whose ids are the options, such as ``trades``, in its order.
        labels: the folder of templates that holds a label for each option; by default the question's own file does.
        shown: how many options are shown at first, the others after "More".
        required: it cannot be skipped.
        unknown: "Don't know" is offered.
        at_most: the question whose number this one cannot exceed.
        per: the number is for one week; "5 a day" and "100 a month" are turned into it.
        whole: only whole numbers make sense.
        most: it asks for the most that is possible, so that "up to 10" is 10.
        limit: the greatest number that makes sense.
        keypad: every whole number up to the limit is a button.
        quick: words for shares of the number of ``at_most``, offered as buttons.
        extra: it is asked only when the flow's own code finds it worth asking.
        concludes: its effect is said at once, without a review: it is asked when everything else is known.
        noted: no code uses it; its answer is kept, shown where answers are, and taken along, and that is all.
        hidden: it is never asked; what begins the flow answers it, for the conditions of others.
        formerly: a question that a later choice may skip, whose number is this one's then: who bought after a talk, where
            nobody talks.
        formerly_when: that is so only if these questions have one of these answers.
    """

    id: Id
    kind: QuestionKind
    when: dict[Id, tuple[str, ...]] = field(default_factory=dict)
    few: dict[Id, float] = field(default_factory=dict)
    again: tuple[Id, ...] = ()
    options: tuple[Id, ...] = ()
    up_to: tuple[float, ...] = ()
    begun: bool = False
    options_of: str | None = None
    labels: str | None = None
    shown: Annotated[int, Meta(ge=1)] | None = None
    columns: Annotated[int, Meta(ge=1, le=8)] = 2
    required: bool = True
    unknown: bool = False
    at_most: Id | None = None
    per: Literal["week"] | None = None
    whole: bool = True
    most: bool = False
    limit: Annotated[float, Meta(gt=0)] | None = None
    keypad: bool = False
    quick: tuple[Id, ...] = ()
    extra: bool = False
    concludes: bool = False
    noted: bool = False
    hidden: bool = False
    formerly: Id | None = None
    formerly_when: dict[Id, tuple[str, ...]] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Find a question by its id."""
        return hash(self.id)

    def __post_init__(self) -> None:
        """Put in the options of a yes or no, and check that the fields fit together.

        Raises:
            ValueError: they do not.
        """
        if self.kind == "yesno":
            force_setattr(self, "options", YES_NO)
        if (self.kind == "choice") != bool(self.options) and self.kind != "yesno":
            raise ValueError("options belong to a choice, and a choice has some")
        if not set(self.again) <= set(self.options):
            raise ValueError("again names what is no option")
        if self.up_to and len(self.up_to) != len(self.options) - 1:
            raise ValueError("up_to needs a length of time for each option but the last")
        if self.keypad and not self.limit:
            raise ValueError("a keypad needs a limit")
        if self.quick and not self.at_most:
            raise ValueError("quick words are shares of at_most, which is missing")


class Flow(CheckedRow, frozen=True, kw_only=True):
    """A guided conversation.

    Attributes:
        review: there is a summary of the answers, shown where one is to be changed.
        progress: each question shows its place, as in "3 of 7".
    """

    name: Id
    review: bool = True
    progress: bool = True
    question: Annotated[tuple[Question, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        """Check that each question is there once, and refers to those before it.

        Raises:
            ValueError: it is not so.
        """
        before: dict[str, Question] = {}
        for question in self.question:
            if question.id in before:
                raise ValueError(f"question {question.id!r} is there twice")
            for name, answers in question.when.items():
                if name not in before:
                    raise ValueError(f"{question.id}.when names {name!r}, which is not asked before it")
                if strange := set(answers) - set(before[name].options):
                    raise ValueError(f"{question.id}.when: {name!r} has no option {sorted(strange)}")
            if strange_ := [name for name in question.few if name not in {one.id for one in self.question}]:
                raise ValueError(f"{question.id}.few names {strange_}, which are not asked")
            if question.at_most and question.at_most not in before:
                raise ValueError(f"{question.id}.at_most names {question.at_most!r}, which is not asked before it")
            before[question.id] = question

    def __hash__(self) -> int:
        """Find a flow by its name."""
        return hash(self.name)

    @cached_property
    def core(self) -> tuple[Question, ...]:
        """List the questions that are asked of everybody to whom they apply."""
        return tuple(question for question in self.question if not question.extra and not question.hidden)

    @cached_property
    def extras(self) -> tuple[Question, ...]:
        """List the questions that are asked only where it is worth it."""
        return tuple(question for question in self.question if question.extra)

    @cached_property
    def parts(self) -> tuple[Question, ...]:
        """List the questions whose number is a part of another's."""
        return tuple(question for question in self.question if question.at_most)

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Name the questions whose options decide whether others apply."""
        return tuple(dict.fromkeys(name for question in self.question for name in question.when))

    @cached_property
    def sizing(self) -> tuple[Question, ...]:
        """List the questions that are asked only after a small number."""
        return tuple(question for question in self.question if question.few)

    @cached_property
    def few_of(self) -> Mapping[str, tuple[str, ...]]:
        """Name, for each of these, the questions whose number it is that may be few, in their order."""
        return {
            one.id: tuple(question.id for question in self.question if question.id in one.few) for one in self.sizing
        }

    @cached_property
    def behind_few(self) -> Mapping[str, tuple[str, ...]]:
        """Name, for each of these, the questions behind it beside them: it stays unasked once one of them has an answer."""
        ids = [question.id for question in self.question]
        return {
            one.id: tuple(name for name in ids[ids.index(one.id) + 1 :] if name not in one.few) for one in self.sizing
        }

    @cached_property
    def counting(self) -> tuple[str, ...]:
        """Name the questions whose number decides whether others apply: after a zero, its parts are not asked for."""
        return tuple(dict.fromkeys(question.at_most for question in self.question if question.at_most))

    @cached_property
    def unanswered(self) -> Mapping[str, None]:
        """Name every question, without an answer."""
        return dict.fromkeys(question.id for question in self.question)

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.question}

    def __getitem__(self, name: str) -> Question:
        """Return a question by its id; KeyError when there is none."""
        return self._by_id[name]

    def get(self, name: str) -> Question | None:
        """Return a question by its id; None when there is none."""
        return self._by_id.get(name)

    def __contains__(self, name: object) -> bool:
        """True if there is a question of that id."""
        return name in self._by_id


def load_flow(path: Path, catalogues: Catalogues | None = None) -> Flow:
    """Read a flow and check it.

    Args:
        path: where it stands.
        catalogues: the ids of the catalogues from which questions may take their options.

    Raises:
        FlowError: naming the file and every key that is wrong.
    """
    faults: list[str] = []
    flow = load_table(path, Flow, faults, lambda table: _take_options(table, catalogues or {}))
    if flow is None:
        raise FlowError(faults)
    return flow


def _take_options(flow: dict[str, Any], catalogues: Catalogues) -> Iterator[str]:
    """Put in the options that are the ids of a catalogue; say where that cannot be."""
    rows = flow.get("question")
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict) or "options_of" not in row:
            continue
        where = f"question.{row.get('id')}"
        if "options" in row:
            yield f"{where}: options and options_of cannot both be there"
        elif (ids := catalogues.get(row["options_of"])) is None:
            there = ", ".join(sorted(catalogues))
            yield f"{where}: options_of names {row['options_of']!r}, but there is only {there}"
        else:
            row["options"] = list(ids)
