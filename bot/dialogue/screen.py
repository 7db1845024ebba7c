"""What the owner has before them: the buttons of the step that a session is at."""

from functools import lru_cache

from msgspec import Struct

from bot.core.amount import Amount
from bot.core.replies import Button, Rows, in_rows
from bot.dialogue import engine
from bot.dialogue.buttons import Buttons, PreparedButton, of_session, prepared
from bot.dialogue.commands import command_button
from bot.dialogue.flow import Question
from bot.dialogue.form import OwnKind
from bot.dialogue.hear import Choices
from bot.dialogue.scene import Scene, once_a_scene
from bot.dialogue.taps import FlowTap
from bot.dialogue.writing import in_all_or_each, range_label, settle_values, values_of, written
from bot.language.match import exact_match
from bot.language.numbers import Understood, read

REVIEW = "review"
KEYS_IN_A_ROW = 6


class Screen(Struct, frozen=True):
    """What the owner has before them.

    Attributes:
        rows: the buttons shown.
        hidden: the buttons behind "More", whose labels may be typed all the same.
        beside: buttons of commands, which are no replies to the question.
    """

    rows: Rows
    hidden: tuple[PreparedButton, ...] = ()
    beside: Rows = ()

    def labels(self) -> list[tuple[str, str]]:
        """List every button that a typed reply may stand for, as (label, data)."""
        shown = [(button.label, button.data) for row in self.rows for button in row]
        return [*shown, *((button.label, button.data) for button in self.hidden)]


@once_a_scene
def screen(scene: Scene) -> Screen:
    """Return what the owner has before them at the present step."""
    return _screen(scene)


def is_pressed(scene: Scene, typed: str) -> bool:
    """True if words are the label of a button of the present step, as it stands there."""
    return exact_match(typed, screen(scene).labels()) is not None


def screen_of_more(scene: Scene) -> Screen:
    """Return the same screen with the options behind "More" instead of the first ones."""
    return _screen(scene, more=True)


def quick_amount(quick: str, of: Amount | None) -> Amount | None:
    """Return the number that a quick word ("half") stands for; None where its total is unknown."""
    return _common_amount(quick, of) if of is None or of.is_common else _quick_amount(quick, of)


@lru_cache(maxsize=1_024)  # the same few come again; uncached, a screen takes twice as long
def _common_amount(quick: str, of: Amount | None) -> Amount | None:
    return _quick_amount(quick, of)


def _quick_amount(quick: str, of: Amount | None) -> Amount | None:
    reading = read(quick, "count", language="en", of=of)
    return reading.amount if isinstance(reading, Understood) else None


def _screen(scene: Scene, *, more: bool = False) -> Screen:
    question, step = scene.current, scene.session.step
    if question is None:
        return Screen(_answers_to_change(scene) if step == "choose" else _review(scene))
    if step == "range":
        return Screen(_ranges(scene, question))
    if step == "settle":
        return Screen(_which_is_right(scene, question))
    if step == "confirm" and scene.is_in_doubt:
        return Screen(_which_question(scene, question))
    if step == "confirm" and scene.choices:
        return _readings(scene, question, scene.choices)
    if step == "confirm" and (own := scene.form.own.get(question.id)):
        return Screen(_values(scene, question, own))
    rows, hidden = _replies(scene, question, more=more)
    beside = scene.form.beside(scene.session, scene.words)
    if (own := scene.form.own.get(question.id)) and own.place and scene.chat.owner.kind == "private":
        beside = ((command_button("place", scene.words),), *beside)
    return Screen((*rows, *_actions(scene, question)), hidden, beside)


def _button(scene: Scene, question: str, label: str, action: str) -> Button:
    return Button(label, FlowTap(scene.session.number, question, action).data())


def _back(scene: Scene, question: str) -> Button:
    return _button(scene, question, scene.words.label("dialogue/buttons", "back"), "back")


def _review(scene: Scene) -> Rows:
    actions = ("right", "change")
    return (tuple(_button(scene, REVIEW, scene.words.label("dialogue/buttons", one), one) for one in actions),)


def _answers_to_change(scene: Scene) -> Rows:
    answered = engine.in_order(scene.form.flow, scene.session.answers.values())
    shorts = [(answer.question, scene.words.label(scene.template(answer.question), "short")) for answer in answered]
    picks = [_button(scene, question, short, "change") for question, short in shorts]
    return (*in_rows(picks, 2), (_back(scene, REVIEW),))


def _ranges(scene: Scene, question: Question) -> Rows:
    ranges = enumerate(scene.form.ranges(question, scene.session))
    picks = [_button(scene, question.id, range_label(low, high, scene.words), f"range{n}") for n, (low, high) in ranges]
    actions = scene.form.buttons(question, scene.words).actions
    return (*in_rows(picks, 2), tuple(of_session(scene.session.number, (actions["none"], actions["back"]))))


def _which_is_right(scene: Scene, question: Question) -> Rows:
    """Offer to mend either of two numbers that contradict each other."""
    name, values = scene.template(question.id), {**values_of(scene), **settle_values(scene)}
    fixes = [(fix, scene.words.label(name, f"settle_{fix}", **values)) for fix in ("this", "other")]
    return (*((_button(scene, question.id, label, fix),) for fix, label in fixes), (_back(scene, question.id),))


def _which_question(scene: Scene, question: Question) -> Rows:
    """Name the two questions that a number may be for: the one before, and the current one."""
    rows: Rows = ()
    proposed, words = scene.session.proposed, scene.words
    if proposed is not None and proposed.amount is not None:
        for action, one in (("that", scene.form.flow[proposed.question]), ("this", question)):
            short, number = words.label(scene.template(one.id), "short"), written(one, proposed.amount, words)
            label = words.label("dialogue/correction", "choice", short=short, number=number)
            rows = (*rows, (_button(scene, question.id, label, action),))
    return (*rows, (_back(scene, question.id),))


def _readings(scene: Scene, question: Question, choices: Choices) -> Screen:
    """Offer the numbers that may have been meant."""
    hidden: tuple[PreparedButton, ...] = ()
    readings = [in_all_or_each(scene, question, told) for told in choices.numbers]
    if choices.days:  # "5" answers how many days, not how many people
        hidden = tuple(prepared(question, str(days), f"reading{n}") for n, days in enumerate(choices.a_week))
        readings = [
            scene.words.label("dialogue/confirm", "reading", number=number, days=days)
            for number, days in zip(readings, choices.a_week, strict=True)
        ]
    if choices.asks in ("in_all", "really"):
        readings[0] = scene.words.label("dialogue/confirm", f"{choices.asks}_reading", number=readings[0])
    picks = [_button(scene, question.id, label, f"reading{n}") for n, label in enumerate(readings)]
    return Screen((*in_rows(picks, 1 if choices.days else 3), (_back(scene, question.id),)), hidden)


def _values(scene: Scene, question: Question, own: OwnKind) -> Rows:
    """Offer the values of the form's own kind that may have been meant."""
    typed = scene.session.proposed.typed if scene.session.proposed else ""
    values = own.read(typed, scene.session, scene.words)
    labels = [
        own.choice(value, scene.session, scene.words) if own.choice else own.show(value, scene.words)
        for value in values
    ]
    picks = [_button(scene, question.id, label, f"={value}") for label, value in zip(labels, values, strict=True)]
    return (*in_rows(picks, 2), (_back(scene, question.id),))


def _replies(scene: Scene, question: Question, *, more: bool) -> tuple[Rows, tuple[PreparedButton, ...]]:
    """Lay the buttons that answer a question, and those behind "More"."""
    session, buttons = scene.session, scene.form.buttons(question, scene.words)
    if question.options:
        return _options(question, buttons, session.number, more=more)
    if buttons.keypad:
        return in_rows(of_session(session.number, buttons.keypad), KEYS_IN_A_ROW), ()
    if (of := scene.amount_of(question.at_most)) is not None:
        quick = [button for word, button in buttons.quick.items() if quick_amount(word, of) is not None]
        return in_rows(of_session(session.number, quick), question.columns), ()
    if own := scene.form.own.get(question.id):
        offered = own.offer(session, scene.words)
        picks = [_button(scene, question.id, own.show(value, scene.words), f"={value}") for value in offered]
        return in_rows(picks, question.columns), ()
    return (), ()


def _options(
    question: Question, buttons: Buttons, session: int, *, more: bool
) -> tuple[Rows, tuple[PreparedButton, ...]]:
    options = buttons.options
    first, rest = options[: question.shown], options[question.shown :] if question.shown else ()
    if more:
        return in_rows(of_session(session, rest), question.columns), first
    shown = (*first, buttons.actions["more"]) if rest else first
    return in_rows(of_session(session, shown), question.columns), rest


def _actions(scene: Scene, question: Question) -> Rows:
    """Lay what else can be done at a question, beside answering it."""
    session, actions = scene.session, scene.form.buttons(question, scene.words).actions
    others = []
    if question.id in session.answers:
        others.append(actions["keep"])
    if question.unknown:
        others.append(actions["unknown"])
    if not question.required:
        others.append(actions["skip"])
    last = [actions["why"]] if scene.previous is None else [actions["back"], actions["why"]]
    return tuple(tuple(of_session(session.number, row)) for row in (others, last) if row)
