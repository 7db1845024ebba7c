"""The step of the week, talked about: shown with its message, done, turned down; and the next best follows."""

from collections.abc import Collection, Sequence
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from bot import diagnosis
from bot.checkins.commands import of_business
from bot.checkins.follow import answers_since, checkup_of
from bot.checkins.next_step import ANOTHER, HOW, MESSAGE, SaidOfStep, next_after, words_of
from bot.checkins.session import step_given
from bot.checkins.setup import day_in, plan_in_short, weekday_name
from bot.checkins.step_answers import (
    LATER,
    STEP,
    UNSAID,
    Because,
    OnSteps,
    answer_of,
    counts_of,
    is_gone_on_with,
)
from bot.core.ledger import TRIED, StepSaid, StepWord
from bot.core.records import CHECKIN, Chat
from bot.core.replies import Button, Rows, Say
from bot.diagnosis import Advice, Answers, Trades
from bot.diagnosis.facts import missed_of
from bot.diagnosis.step_words import about_step, evidence_in_short, said
from bot.dialogue.commands import command_button
from bot.dialogue.context import CommandSpec, Context
from bot.dialogue.scene import Turned
from bot.language.listening.acts import Act
from bot.language.listening.common import nearness

DETAILS = {"how_which": "which", "how_ways": "ways", "how_if_not": "if_not"}
"""Questions about one detail of the step, by the part of it that answers them."""

BY_WEIGHT: tuple[StepWord, ...] = ("worked", "failed", "already", "cant", "done", "another")
"""What counts where several things are said of a step: "did it, brought nothing, give me another"."""

LAYOUT: tuple[tuple[str, ...], ...] = (("done", "another"), ("already", "cant"), (HOW, MESSAGE))
NEXT = "next"  # the button of the step that follows one that is to be gone on with
REPORTED: tuple[StepWord, ...] = ("worked", "failed")
AFTER: tuple[tuple[str, ...], ...] = (REPORTED,)
SURELY_NAMED = 1.0  # how much nearer a report must come to a former step than to the current one
TRIES = 9  # steps that are looked at for one that fits what was said


class StepBook(Struct, frozen=True):
    """Knows which step a chat is at, and which one follows."""

    trades: Trades

    def now(self, chat: Chat) -> Advice | None:
        """Return the step given last, as long as it was not done or turned down; else the best one now."""
        given = step_given(chat)
        settled = chat.book.done | chat.book.passed
        if given is not None and given[1] not in settled and (known := self.trades.action(given[1])):
            return known
        answers = self.answers(chat)
        return None if answers is None else diagnosis.diagnose(answers, self.trades).action

    def after(
        self, chat: Chat, one: StepSaid, side: str | None = None, said: SaidOfStep | None = None
    ) -> Advice | None:
        """Return the best step after something was said of one.

        Of a side, where that is asked for and has one left; and one that fits what was said, if one of the next does: of
        those the nearest to what is named instead. One that moves the number that is still to be moved goes before.
        """
        answers = self.answers(chat.with_book(chat.book.with_step(one)))
        if answers is None:
            return None
        others = {known.id for known in self.trades.actions if side is not None and known.side != side}
        if said is None:
            return self._next_best(answers, others, None)
        others |= {known.id for known in self.trades.actions if known.moves == said.moves_not}
        if said.moves:
            left_out = others | {known.id for known in self.trades.actions if known.moves != said.moves}
            best = self._next_best(answers, left_out, said)
            if said.fits(best) and best.id not in left_out | answers.passed:
                return best
        return self._next_best(answers, others, said)

    def _next_best(self, answers: Answers, others: Collection[str], said: SaidOfStep | None) -> Advice:
        """Return the best step but some others, which come last; of those turned down none, for they are no answer to a refusal."""
        found: list[Advice] = []
        while len(found) < TRIES:
            left_out = frozenset((*others, *(other.id for other in found)))
            next_best = diagnosis.diagnose(replace(answers, left_out=left_out), self.trades).action
            if found and next_best.id in (*answers.passed, *(other.id for other in found)):
                break
            found.append(next_best)
            if next_best.id not in answers.passed and (said is None or (said.fits(next_best) and said.liked is None)):
                return next_best
        found = [other for other in found if other.id not in answers.passed] or [
            next(one for one in self.trades.actions if one.repeats)
        ]
        fitting = [other for other in found if said is None or said.fits(other)] or found[:1]
        return max(fitting, key=said.liked) if said is not None and said.liked is not None else fitting[0]

    def trade(self, chat: Chat) -> str:
        """Return the trade whose words are used."""
        return self.trades[chat.business.trade or ""].id

    def answers(self, chat: Chat) -> Answers | None:
        """Return the answers of the newest check-up, with the weeks since; None before one."""
        checkup = checkup_of(chat)
        return None if checkup is None else answers_since(chat, checkup)


def step(context: Context, chat: Chat, argument: str) -> Turned:
    """Show the step with how to do it, or take what a button says of one: ``/step done reopen_quotes``."""
    word, _, name = argument.partition(" ")
    book = step_book(context)
    known = book.trades.action(name.strip())
    if word in get_args(StepWord):
        return _said_with_buttons(context, chat, word, known)  # type: ignore[arg-type]
    one = known or book.now(chat)
    if one is None:
        return context.aside(chat, context.words.say(STEP, "none"))
    if word == MESSAGE and one.sends:
        message = context.words.say(STEP, "message", text=said(one.id, "message", book.trade(chat), context.words))
        return context.pick_up(chat, (Say(message, stays=True),))
    return context.aside(
        chat,
        about_step(one, book.trade(chat), context.words, missed_of(book.answers(chat))),
        rows=_rows(context, chat, one, shown=True),
    )


def told_now(context: Context, chat: Chat) -> tuple[str, Rows] | None:
    """Return two lines about the owner's current step, with its buttons; None before any step was given."""
    book = step_book(context)
    one, words = book.now(chat), context.words
    if one is None:
        return None
    told = words.say(
        "topics/verdict",
        "do",
        do=said(one.id, "do", book.trade(chat), words, missed_of(book.answers(chat))),
        tag=words.label("diagnosis/tags", one.side),
        minutes=one.minutes,
        evidence=evidence_in_short(one, words),
    )
    return told, _rows(context, chat, one)


def told_plainly(context: Context, chat: Chat) -> str:
    """Return the owner's current step as one thing to do, and what to begin with; nothing before any was given."""
    book, words = step_book(context), context.words
    one = book.now(chat)
    if one is None:
        return ""
    missed = missed_of(book.answers(chat))
    do, how = (said(one.id, block, book.trade(chat), words, missed) for block in ("do", HOW))
    return words.say("topics/again", "one_job", do=do, how=how, minutes=one.minutes)


def id_now(context: Context, chat: Chat) -> str:
    """Return the id of the current step; nothing before any was given."""
    one = step_book(context).now(chat)
    return "" if one is None else one.id


def words_now(context: Context, chat: Chat) -> tuple[str, ...]:
    """Return what was said of the owner's current step: what it is, how it is done, and its message; nothing without one."""
    book, words = step_book(context), context.words
    one = book.now(chat)
    return () if one is None else words_of(one, book.trade(chat), words)


def asks_people(context: Context, chat: Chat) -> bool:
    """True if what comes of the owner's current step are answers of people, and no customers."""
    one = step_book(context).now(chat)
    return one is not None and one.asks


def moved_now(context: Context, chat: Chat) -> str:
    """Return the number that the owner's current step should move; nothing without one."""
    one = step_book(context).now(chat)
    return "" if one is None else one.moves


def words_for(context: Context, chat: Chat) -> str:
    """Name what the current step works by, where it has words to send; nothing where it has none."""
    now = step_book(context).now(chat)
    return next(iter(now.means), "") if now is not None and now.sends else ""


def means_now(context: Context, chat: Chat) -> tuple[str, ...]:
    """Name all that the current step works by; nothing without one."""
    now = step_book(context).now(chat)
    return () if now is None else tuple(now.means)


def studied_by(context: Context, chat: Chat) -> str:
    """Name who found what the owner's current step rests on; nothing for a rule, or without a step."""
    one = step_book(context).now(chat)
    return "" if one is None else one.study.name


def on_step(context: Context, chat: Chat, acts: Sequence[Act], side: str | None = None) -> Turned | None:
    """Take what an owner says about the step in words; None if they say nothing about it.

    Args:
        context: what the bot works with.
        chat: whose step it is.
        acts: what was heard.
        side: the side of which another step is asked for, if one was named.
    """
    names = {act.name for act in acts if act.kind == "step"}
    if not names or chat.business.checkup is None:
        return None
    for word in BY_WEIGHT:
        if word in names:
            because = _because(acts, word)
            return _said_with_buttons(context, chat, word, None, side if word == ANOTHER else None, because)
    if LATER in names and (one := step_book(context).now(chat)):
        because = _because(acts, LATER)
        rows = (*_rows(context, chat, one), *_weekly(context, chat, because.text))
        return context.aside(chat, _answer(context, chat, LATER, (one, one), because), rows=rows)
    return _detail(context, chat, names) or step(context, chat, HOW)


def _weekly(context: Context, chat: Chat, text: str) -> Rows:
    """Offer the weekly question to who wants to be reminded, on the day that they name, unless it is on."""
    if chat.book.plan is not None:
        return ()
    day = day_in(text, context.words)
    if day is None:
        return ((command_button("weekly", context.words),),)
    label = context.words.label(STEP, "button_on", day=weekday_name(str(day), context.words))
    return ((Button(label, f"/weekly {plan_in_short(text, context.words)}"),),)


def _detail(context: Context, chat: Chat, names: Collection[str]) -> Turned | None:
    """Tell the one detail of the current step that is asked about; None where it is another question, or several."""
    book, words = step_book(context), context.words
    asked, one = [DETAILS[name] for name in DETAILS if name in names], book.now(chat)
    if one is None or len(asked) != 1:
        return None
    name, detail = (said(one.id, block, book.trade(chat), words) for block in ("name", *asked))
    told = words.say(STEP, "detail", name=name, detail=detail)
    return context.aside(chat, told, rows=_rows(context, chat, one))


def noted(context: Context, chat: Chat, acts: Sequence[Act]) -> tuple[Chat, tuple[str, ...], tuple[str, ...]]:
    """Note what is said of the step beside other things; return what is answered, with the next step and without."""
    names = {act.name for act in acts if act.kind == "step"}
    word = next((one for one in BY_WEIGHT if one in names), None)
    if word is None or chat.business.checkup is None:
        return chat, (), ()
    because = _because(acts, word)
    one = _spoken_of(context, chat, word, because.text)
    after, _, text = _taken(context, chat, word, one, because=because)
    return after, (text,), (text if one is None else _answer(context, chat, word, (one, None), because),)


def _because(acts: Sequence[Act], word: str) -> Because:
    return next((Because(act.value, act.words) for act in acts if (act.kind, act.name) == ("step", word)), UNSAID)


def _said_with_buttons(
    context: Context,
    chat: Chat,
    word: StepWord,
    about: Advice | None,
    side: str | None = None,
    because: Because = UNSAID,
) -> Turned:
    one = about or _spoken_of(context, chat, word, because.text)
    chat, following, text = _taken(context, chat, word, one, side, because)
    if one is None or following is None:
        return context.aside(chat, text)
    if is_gone_on_with(chat.book.steps[one.id].said, one, because):
        return context.aside(chat, text, rows=((_button(context, NEXT, following.id, chat.business.number),),))
    return context.aside(chat, text, rows=_rows(context, chat, following, done=one.id if word == "done" else ""))


def _taken(
    context: Context,
    chat: Chat,
    word: StepWord,
    one: Advice | None,
    side: str | None = None,
    because: Because = UNSAID,
) -> tuple[Chat, Advice | None, str]:
    """Keep what is said of a step, and say what follows."""
    words, book = context.words, step_book(context)
    if one is None:
        return chat, None, words.say(STEP, "none")
    won = word == "worked" and bool((counts := counts_of(word, because)) and counts.succeeded)
    word = "done" if one.asks and word in REPORTED and not won else word  # answers are no failure
    before = chat.book.steps.get(one.id)
    since = before.at if before and before.said in TRIED and word in TRIED else context.event.at
    now = StepSaid(one.id, word, since)
    following = book.after(chat, now, side, next_after(word, one, because, book.trade(chat), words))
    if before is not None and before.said in TRIED and word in TRIED and before.following:
        following = book.trades.action(before.following) or following  # it was given already
    chat = chat.with_book(chat.book.with_step(replace(now, following=following.id if following else None)))
    return chat, following, _answer(context, chat, word, (one, following), because)


def _answer(
    context: Context, chat: Chat, word: str, steps: tuple[Advice, Advice | None], because: Because = UNSAID
) -> str:
    """Answer a word about a step, with the next step, if there is one."""
    book = step_book(context)
    return answer_of(context, chat, word, OnSteps(*steps, book.trade(chat), book.answers(chat), because))


def _spoken_of(context: Context, chat: Chat, word: StepWord, text: str = "") -> Advice | None:
    """Return the step that is meant: one given before that a report names, for how one went the one done last, or the current one."""
    book = step_book(context)
    if word in TRIED and text and (named := _former_named(context, chat, text)):
        return named
    if word in ("worked", "failed"):
        done = [said for said in chat.book.steps.values() if said.said == "done"]
        if done and (known := book.trades.action(max(done, key=lambda one: one.at).action)):
            return known
    return book.now(chat)


def _former_named(context: Context, chat: Chat, text: str) -> Advice | None:
    """Return a step given before that was not done, where a message names it and hardly the current one."""
    book, words = step_book(context), context.words
    now, trade = id_now(context, chat), book.trade(chat)
    given = [told.action for told in chat.verdicts if told.action] + list(chat.book.steps)
    known = [one for name in {*given, now} - chat.book.done if (one := book.trades.action(name))]
    near = {one.id: nearness(text, words_of(one, trade, words), words.language) for one in known}
    best = max(near, key=lambda name: (near[name], name == now), default="")
    return book.trades.action(best) if near.get(best, 0.0) > SURELY_NAMED + near.get(now, 0.0) else None


def _rows(context: Context, chat: Chat, one: Advice, *, done: str = "", shown: bool = False) -> Rows:
    """Lay out the buttons of a step, below those about the one that was just done."""
    number = chat.business.number
    rows = [[_button(context, name, done, number) for name in row] for row in AFTER if done]
    for row in LAYOUT:
        names = [name for name in row if not (name == HOW and shown) and (name != MESSAGE or one.sends)]
        rows.append([_button(context, name, one.id, number) for name in names])
    return tuple(tuple(row) for row in rows if row)


def _button(context: Context, name: str, of: str, number: int) -> Button:
    return Button(context.words.label(STEP, f"button_{name}"), f"/step {HOW if name == NEXT else name} {of} #{number}")


def step_book(context: Context) -> StepBook:
    """Return what knows which step a chat is at."""
    book = context.form_of(CHECKIN).steps
    if not isinstance(book, StepBook):
        raise TypeError("the check-ins know no steps")
    return book


def _takes(argument: str) -> bool:
    return argument.partition(" ")[0] in get_args(StepWord)


COMMANDS = (CommandSpec("step", of_business(step), _takes, typed=True),)
