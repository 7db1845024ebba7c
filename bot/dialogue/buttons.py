"""The buttons of a question as data, prepared once in each language for whatever session asks it."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from bot.core.replies import Button
from bot.dialogue.flow import Flow, Question
from bot.dialogue.taps import without_session
from bot.language.templates import Words

SAID = "said"  # the block with what is said back of an option
ACTIONS = ("all", "back", "keep", "more", "none", "skip", "unknown", "why")


class PreparedButton(Struct, frozen=True):
    """A button that does not know yet which session it is for.

    Attributes:
        data: its callback data without the number of the session.
    """

    label: str
    data: str


class Buttons(Struct, frozen=True):
    """The buttons of a question, except those that depend on its answers.

    Attributes:
        options: of a choice, in their order.
        keypad: the whole numbers up to the limit, where each is a button.
        quick: the words for a share, by their ids.
        actions: what can be done at a question, by name.
    """

    options: tuple[PreparedButton, ...]
    keypad: tuple[PreparedButton, ...]
    quick: Mapping[str, PreparedButton]
    actions: Mapping[str, PreparedButton]


def buttons_of(flow: Flow, question: Question, words: Words) -> Buttons:
    """Prepare the buttons of a question in a language."""
    template = f"{flow.name}/{question.id}"
    keys = range(int(question.limit) + 1) if question.keypad and question.limit else ()
    return Buttons(
        options=tuple(
            prepared(question, option_label(flow, question, option, words), f"={option}") for option in question.options
        ),
        keypad=tuple(prepared(question, str(n), f"n{n}") for n in keys),
        quick={
            quick: prepared(question, words.label(template, f"quick_{quick}"), f"q{quick}") for quick in question.quick
        },
        actions={action: prepared(question, words.label("dialogue/buttons", action), action) for action in ACTIONS},
    )


def prepared(question: Question, label: str, action: str) -> PreparedButton:
    """Prepare a button of a question."""
    return PreparedButton(label, without_session(question.id, action))


def of_session(session: int, buttons: Iterable[PreparedButton]) -> list[Button]:
    """Return buttons as a session shows them, with its number put in."""
    return [Button(button.label, f"{session}/{button.data}") for button in buttons]


def option_label(flow: Flow, question: Question, option: str, words: Words) -> str:
    """Return the label of an option."""
    if question.kind == "yesno":
        return words.label("dialogue/buttons", option)
    if question.labels:
        return words.label(f"{question.labels}/{option}", "label")
    return words.label(f"{flow.name}/{question.id}", f"option_{option}")


def option_said(flow: Flow, question: Question, option: str, words: Words) -> str:
    """Return an option as it is said back: its label, where there are no better words once it is chosen."""
    template = f"{question.labels}/{option}"
    if question.labels and SAID in words.blocks(template):
        return words.label(template, SAID)
    return option_label(flow, question, option, words)
