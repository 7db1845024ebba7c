"""What is said and heard in a guided conversation: a question is asked, a reply listened to, a bad one asked again."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.core.replies import Button, Reply, Say
from bot.dialogue.buttons import of_session
from bot.dialogue.commands import command_button
from bot.dialogue.flow import Question
from bot.dialogue.form import OwnKind
from bot.dialogue.hear import Action, Choices, Heard, Missed, Number, Several, Value, hear, on_days_open
from bot.dialogue.mending import aside_for, mended
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.screen import REVIEW, screen, screen_of_more
from bot.dialogue.synonyms import in_place, other_names
from bot.dialogue.taps import read_tap
from bot.dialogue.writing import text, values_of
from bot.language.choices import length_told, option_of_length, place_told
from bot.language.listening.days_open import days_open
from bot.language.match import exact_match, fold
from bot.language.nouns import called

HELPS = ("first", "second", "third")


def ask(scene: Scene, *lines: str, more: bool = False) -> Turned:
    """Say some lines and then what is asked at the present step, in one message.

    Args:
        scene: the scene.
        lines: what to say before.
        more: show the options behind "More" instead of the first ones.
    """
    shown = screen_of_more(scene) if more else screen(scene)
    spoken = "\n\n".join([*lines, text(scene)])
    session, question = scene.session, scene.current
    if question is not None:
        session = replace(session, asked=question.id)
    else:
        session = replace(session, asked=REVIEW, step="choose" if session.step == "choose" else "review")
    return scene.chat.with_session(session), (Say(spoken, (*shown.rows, *shown.beside), asks=True),)


def ask_among(scene: Scene, question: Question, options: Sequence[str]) -> Turned:
    """Ask which of a few options of the present question was meant, with a way to all of them."""
    prepared = scene.form.buttons(question, scene.words)
    few = [next(button for button in prepared.options if button.data.endswith(f"/={option}")) for option in options]
    if "all" in prepared.actions:
        few.append(prepared.actions["all"])
    rows = [(button,) for button in of_session(scene.session.number, few)]
    chat = scene.chat.with_session(replace(scene.session, asked=question.id))
    own = scene.template(question.id)
    which = (own, "which") if "which" in scene.words.blocks(own) else ("dialogue/missed", "which")
    return chat, (Say(scene.words.say(*which), tuple(rows), asks=True),)


def listen(scene: Scene, typed: str) -> Heard:
    """Return what a typed reply means at the present step, changing nothing."""
    form, session, words, question = scene.form, scene.session, scene.words, scene.current
    labels = screen(scene).labels()
    pressed = exact_match(typed, labels)
    if pressed is None and (reading := _days_told(scene, typed)) is not None:
        return reading
    if pressed is None and (mend := mended(scene, typed)) is not None:
        aside = listen(aside_for(scene, mend.question), mend.typed)
        if isinstance(aside, Number):
            return replace(mend, told=aside.counted)
    if pressed is None and (line := form.line(question, session, typed, words)) is not None:
        return line
    if pressed is None and question is not None and (option := _told_otherwise(scene, question, typed)) is not None:
        return Action(f"={option}", typed)
    also = [] if question is None else [(name, f"={option}") for name, option in form.names(question, words)]
    heard = hear(typed, scene.asked, [*labels, *other_names(scene)], also=also)
    if pressed is None and question is not None and (own := form.own.get(question.id)):
        return _read_own(scene, own, typed, heard)
    if isinstance(heard, Choices) and heard.days:
        return on_days_open(heard, scene.days_picked(), sure=True)
    return heard


def _days_told(scene: Scene, typed: str) -> Action | Number | None:
    """Return the reading for so many days a week, where it was asked how many they are: "6 days, closed on Sundays"."""
    choices = scene.choices if scene.session.step == "confirm" else None
    if choices is None or not choices.days:
        return None
    days = days_open(typed, scene.words.language, asked=True)
    if days in choices.a_week:
        return Action(f"reading{choices.a_week.index(days)}", typed)
    told = on_days_open(choices, days, sure=True)
    return told if isinstance(told, Number) else None


def _told_otherwise(scene: Scene, question: Question, typed: str) -> str | None:
    """Return the option that words tell by its place among the buttons, or by a length of time."""
    if question.kind != "choice" or scene.session.step != "ask":
        return None
    language = scene.words.language
    if question.up_to:
        length = length_told(typed, language, today=scene.said.at.date(), begun=question.begun)
        return None if length is None else question.options[option_of_length(length, question.up_to)]
    if (place := place_told(typed, language)) is None:
        return None
    shown = [tap.action[1:] for _, data in screen(scene).labels() if (tap := read_tap(data)) and tap.action[:1] == "="]
    return shown[place] if place < len(shown) else None


def _read_own(scene: Scene, own: OwnKind, typed: str, heard: Heard) -> Heard:
    """Read a value that only the flow knows; anything else may still be a button with a typo."""
    values = own.read(typed, scene.session, scene.words)
    if not values:
        template, block = own.unread
        return heard if isinstance(heard, Action | Missed) else Missed(block, typed, template)
    return Value(values[0], typed) if len(values) == 1 else Several(typed)


def is_repeat(scene: Scene, typed: str) -> bool:
    """True if an answer says once more what the newest one said, to the question before; typed yet again, it counts."""
    question, session = scene.current, scene.session
    newest = max(session.answers.values(), key=lambda answer: answer.update_id, default=None)
    if question is None or newest is None or session.misses:
        return False
    other = newest.question != question.id and newest.update_id not in (0, scene.said.update_id)
    return other and fold(newest.typed) == fold(typed)


def miss(scene: Scene, missed: Missed) -> Turned:
    """Say what was wrong with a reply, more helpfully each time, and ask the same again."""
    words, question = scene.words, scene.current
    misses = scene.session.misses + 1
    missed = in_place(scene, missed)
    template = "numbers/invalid" if missed.reason in words.blocks("numbers/invalid") else "dialogue/missed"
    why = ""
    if question is not None and missed.reason in ("required", "must_know"):
        why = words.say(scene.template(question.id), "why", **values_of(scene))
    kind = question.kind if question else "review"
    reason = words.say(
        missed.template or template,
        missed.reason,
        typed=missed.typed,
        kind=kind,
        piece=missed.typed,
        **called(scene.chat.business.trade, words),
        why=why,
        limit=question.limit if question else None,
    )
    level = HELPS[min(misses, len(HELPS)) - 1]
    lines = [reason]
    if level != "first":
        lines.append(words.say("dialogue/again", level, kind=kind))
    chat, replies = ask(scene.changed(misses=misses), "\n".join(lines))
    return (chat, with_button(replies, command_button("cancel", words))) if level == "third" else (chat, replies)


def with_button(replies: tuple[Reply, ...], button: Button) -> tuple[Reply, ...]:
    """Put one more button under the last message."""
    *others, last = replies
    if not isinstance(last, Say):
        return replies
    return (*others, replace(last, rows=(*last.rows, (button,))))
