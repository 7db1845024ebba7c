"""The command "what if": what the verdict would be, with a way to keep what is supposed and a way back."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from zlib import crc32

from msgspec.structs import replace

from bot.checkup.commands import opened_again, with_verdict
from bot.checkup.supposing import SUPPOSE, Supposer, facts_of, remembered, supposed_in, written
from bot.core.amount import Amount
from bot.core.digits import short_number
from bot.core.records import Chat, Session
from bot.core.replies import Button, Picture, Rows, Say
from bot.core.span import AS_ASKED, SpanOfTime
from bot.core.week_numbers import FIELDS
from bot.diagnosis import Answers
from bot.diagnosis.suppositions import Suppositions, at_same_rates, beyond
from bot.dialogue.answers import finish, take_many
from bot.dialogue.commands import command_rows
from bot.dialogue.context import CommandSpec, Context
from bot.dialogue.hear import Many
from bot.dialogue.prompting import with_button
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.week_names import names_beside
from bot.language.match import exact_match, fold, is_asked
from bot.language.templates import Words, begin

KEEP, BACK, PUT = "keep", "back", "put"
PARTS = re.compile(r"[,.;:!?\n।]")
PLAINLY = 0.35  # how sure the reading of a supposed number must be
DOUBTFUL = 0.6  # below this the noun beside it goes before the reading


class Supposing:
    """What is supposed of a check-up, at the moment of an event."""

    def __init__(self, context: Context, chat: Chat, session: Session, supposer: Supposer) -> None:
        self.context, self.chat, self.session, self.supposer = context, chat, session, supposer
        self.facts: Suppositions = supposed_in(session, context.event.at)
        self.span: SpanOfTime | None = None  # that counts were told for, where it is not the verdict's

    @cached_property
    def base(self) -> Answers:
        """Return the owner's own answers; this works out a verdict, so call it only where they are needed."""
        return self.supposer.base(self.chat.switch_to(self.session.business), self.session)

    @property
    def rows(self) -> Rows:
        """Return the ways out: to keep what is supposed, where it can be, and back."""
        words = self.context.words
        of_time = "" if self.span is None else f" {self.span.weeks:g} {self.span}"
        keep = Button(
            words.label(SUPPOSE, "keep"), f"/whatif {self.session.number} {KEEP} {digest(self.facts)}{of_time}"
        )
        back = Button(words.label(SUPPOSE, "back"), f"/whatif {self.session.number} {BACK}")
        return ((keep, back),) if self.kept else ((back,),)

    @property
    def kept(self) -> Suppositions:
        """Return what would be stored: without the counts, where they include the weeks since."""
        of_weeks = len(self.base.periods) != 1
        whole = at_same_rates(self.base, self.facts)
        return {name: value for name, value in whole.items() if not (of_weeks and name in FIELDS)}

    def heard(self, text: str, acts: Sequence[Act]) -> Suppositions:
        """Return what a message supposes beside what was supposed before."""
        so_far = self.supposer.supposed(self.base, self.facts)
        return self.supposer.heard(so_far, text, acts, self.context.event.at.date(), self.context.words)

    def beside(self, facts: Suppositions, *, block: str, under: Rows, **said: Any) -> Turned:
        """Say something of numbers that are not even supposed any further."""
        line = self.supposer.tell(self.base, facts, self.context.words, block=block, **said)
        return self._beside(self.chat, line, under)

    def told(
        self, facts: Suppositions, *, block: str = "verdict", span: SpanOfTime | None = None, **said: Any
    ) -> Turned:
        """Say what the verdict would be, with what was supposed before; nothing but the supposition is kept.

        Args:
            facts: what is supposed, counts for the verdict's stretch of time.
            block: the text.
            span: the time that they were told for and are kept for, where it is another.
            said: what the text says.
        """
        context, words = self.context, self.context.words
        if (too_much := beyond(self.base, at_same_rates(self.base, {**self.facts, **facts}))) is not None:
            whole, most = too_much
            line = words.say(SUPPOSE, "more_than", whole=whole, most=most)
            return self._beside(self.chat, line, self.rows if self.facts else command_rows(("whatif",), words))
        self.facts, self.span = {**self.facts, **facts}, span
        chat = self.chat.with_session(remembered(self.session, self.facts, context.event.at))
        return self._with_ways_out(chat, self.supposer.tell(self.base, self.facts, words, block=block, **said))

    def can_be(self, facts: Suppositions) -> bool:
        """True if no supposed part is more than its whole, with what was supposed before."""
        return beyond(self.base, at_same_rates(self.base, {**self.facts, **facts})) is None

    def own(self) -> Turned:
        """Forget what is supposed."""
        words = self.context.words
        chat = self.chat.with_session(remembered(self.session, {}, self.context.event.at))
        rows = command_rows(("whatif", "fix"), words)
        return self.context.aside(chat, self.supposer.tell_own(self.base, words), rows=rows)

    def put(self, facts: Suppositions) -> Turned:
        """Store what was told and tapped as answers, with the verdict that follows."""
        self.facts = facts
        return self._stored({name: value for name, value in self.kept.items() if name in facts})

    def made_true(self, span: SpanOfTime | None = None) -> Turned:
        """Store what is supposed as answers, with the verdict that follows.

        Args:
            span: the time for which its counts were told, where it is not that of the verdict.
        """
        return self._stored(self.kept, span)

    def _stored(self, kept: Suppositions, span: SpanOfTime | None = None) -> Turned:
        context = self.context
        if not kept:
            line = context.words.say(SUPPOSE, "of_weeks" if self.facts else "gone")
            return context.aside(self.chat, line, rows=command_rows(("weeks",), context.words))
        if (other := context.open(self.chat)) is not None:
            return context.ask(self.chat, other, context.words.say("menu/start", "first_this"))
        session = replace(self.session, about=None)
        scene = opened_again(context, self.chat.with_session(session), session)
        numbers = {name: _as_told(scene, name, value, self.base) for name, value in kept.items() if _is_number(value)}
        options = {name: value for name, value in kept.items() if isinstance(value, str)}
        spans = {name: answer.span for name, answer in session.answers.items() if answer.span and name in numbers}
        if span is not None:
            counts = {name: float(value) for name, value in kept.items() if name in FIELDS and _is_number(value)}
            told = {name: round(value * span.weeks / self.base.weeks) * 1.0 for name, value in counts.items()}
            numbers |= {name: Amount.exactly(value) for name, value in told.items()}
            spans |= dict.fromkeys(told, span)
        chat, replies = take_many(scene, Many(numbers, context.words.label(SUPPOSE, "keep"), options, spans=spans))
        asked = context.scene(chat)
        if asked is not None and asked.session.number == session.number and asked.session.step == "ask":
            return finish(asked)  # the verdict first: it says what else is worth asking
        return chat, replies

    def pictured(self) -> Turned | None:
        """Show the door with what is supposed; None where nothing is, or it cannot be drawn."""
        words = self.context.words
        door = self.supposer.door(self.base, self.facts, self.chat.business.name, words) if self.facts else None
        if door is None:
            return None
        line = words.say(SUPPOSE, "picture", supposed=self.supposer.phrases(self.facts, self.base, words))
        return self.context.pick_up(self.chat, (Picture(door, line, self.rows),))

    def proposed(self) -> Turned:
        """Offer the suppositions that would tell most."""
        proposals = self.supposer.proposals(self.base)
        return self.offered(self.context.words.say(SUPPOSE, "offer" if proposals else "open"), proposals)

    def offered(self, line: str, suppositions: Sequence[Suppositions], *, put: bool = False) -> Turned:
        """Offer some suppositions as buttons, or some answers to put right."""
        words = self.context.words
        said = [", ".join(self.supposer.phrases(facts, self.base, words)) for facts in suppositions]
        labels = [begin(one) if put else words.label(SUPPOSE, "proposal", said=one) for one in said]
        way = f"{PUT} " if put else ""
        data = [f"/whatif {self.session.number} {way}{written(facts)}" for facts in suppositions]
        rows = tuple((Button(*one),) for one in zip(labels, data, strict=True))
        return self._beside(self.chat, line, rows)

    def _with_ways_out(self, chat: Chat, line: str) -> Turned:
        return self._beside(chat, line, self.rows)

    def _beside(self, chat: Chat, line: str, rows: Rows) -> Turned:
        """Say a line with some buttons; where a question is open, it is asked again with these under it."""
        if self.context.open(chat) is None:
            return chat, (Say(line, rows),)
        chat, replies = self.context.aside(chat, line)
        for row in rows:
            for button in row:
                replies = with_button(replies, button)
        return chat, replies


def supposing_of(context: Context, chat: Chat, session: Session | None) -> Supposing | None:
    """Return what is supposed of a finished check-up; None of any other session."""
    if session is None or session.state != "done":
        return None
    supposer = context.form(session).suppose
    return Supposing(context, chat, session, supposer) if isinstance(supposer, Supposer) else None


def suppose(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> Turned | None:
    """Say what the newest verdict would be with what a message supposes; None where there is no verdict."""
    here = supposing_of(context, chat, with_verdict(chat, ""))
    if here is None:
        return None
    acts = [_by_its_noun(act, text, context.words.language) for act in acts]
    facts = here.heard(text, acts)
    readings = [one for act in _readings(acts) if (one := here.heard(text, [act]))]
    if len(readings) > 1:
        if _is_unsure(acts):
            return here.offered(context.words.say(SUPPOSE, "which"), readings)
        facts = next((one for one in readings if here.can_be(one)), facts)
    return here.told(facts) if facts else here.proposed()


def _readings(acts: Sequence[Act]) -> list[Act]:
    """Return the ways to read a single number that may count several things."""
    told = [act for act in acts if act.kind == "supposes" and act.told is not None]
    if len(told) != 1:
        return []
    return [told[0], *(replace(told[0], name=name) for kind, name, *_ in told[0].rivals[:2] if kind == "supposes")]


def _by_its_noun(act: Act, text: str, language: str) -> Act:
    """Return what a doubtful number counts by the noun beside it: "one more enquiry" is one more who gets in touch."""
    if act.kind != "supposes" or act.told is None or act.chance >= DOUBTFUL:
        return act
    named = names_beside(act.told, text, language)
    likely = any(rival[:2] == ("supposes", name) for rival in act.rivals for name in named)
    return replace(act, name=named[0], chance=DOUBTFUL, rivals=()) if likely else act


def _is_unsure(acts: Sequence[Act]) -> bool:
    return any(act.kind == "supposes" and act.told is not None and act.chance < PLAINLY for act in acts)


def pictured(context: Context, chat: Chat) -> Turned | None:
    """Show the door of the newest verdict with what is supposed; None where nothing is."""
    here = supposing_of(context, chat, with_verdict(chat, ""))
    return None if here is None else here.pictured()


def supposes(context: Context, chat: Chat) -> bool:
    """True if something is supposed of the newest verdict."""
    here = supposing_of(context, chat, with_verdict(chat, ""))
    return here is not None and bool(here.facts)


def way_out(context: Context, chat: Chat, text: str, *, no: bool) -> str | None:
    """Return the data of the button that some words stand for, while something is supposed.

    Args:
        context: the event.
        chat: the chat.
        text: the words.
        no: whether they are a "no", which after a supposition does not mean the verdict.
    """
    here = supposing_of(context, chat, with_verdict(chat, ""))
    if here is None or not here.facts:
        return None
    shown = (data for _, data in chat.owner.offered if data.startswith("/whatif") and f" {KEEP} " in data)
    keep, back = next(shown, f"/whatif {KEEP}"), f"/whatif {BACK}"
    for block, data in (("says_keep", keep), ("says_back", back)):
        if exact_match(text, [(one, data) for one in context.words.listed(SUPPOSE, block)]):
            return data
    if is_supposing(chat) and (_keeps(text, context.words) or _is_real(text, here, context.words)):
        return keep
    no = no and not any(map(str.isdecimal, text))  # "no, 30 calls" supposes another number
    return back if is_supposing(chat) and (no or _ends(text, context.words)) else None


def _keeps(text: str, words: Words) -> bool:
    """True if a part of some words without a number keeps what is supposed: "no, that's real. keep it"."""
    if any(map(str.isdecimal, text)) or is_asked(text):
        return False
    keeping = {fold(one) for block in ("says_keep", "says_real") for one in words.listed(SUPPOSE, block)}
    real = [f" {fold(one)} " for one in words.listed(SUPPOSE, "says_real")]
    parts = [fold(part) for part in PARTS.split(text)]
    return any(part in keeping for part in parts) or any(f" {parts[0]} ".endswith(one) for one in real)


def _is_real(text: str, here: "Supposing", words: Words) -> bool:
    """True if a part of a message says that what is supposed is real, and no other number is told than those, and money."""
    real = [f" {fold(one)} " for one in words.listed(SUPPOSE, "says_real")]
    parts = [f" {fold(part)} " for part in PARTS.split(text)]
    known = {value for value in here.facts.values() if isinstance(value, float | int)}
    known |= {one.amount.value for one in here.session.answers.values() if one.amount is not None}
    told = [one for one in tokens_in(text, words.language) if isinstance(one, ToldAmount)]
    return any(one in part for one in real for part in parts) and all(
        one.currency is not None or one.amount.value in known for one in told
    )


def _ends(text: str, words: Words) -> bool:
    """True if some words without a number end what is supposed, wherever they say so: "hm, go back to what I really have"."""
    said = f" {fold(text)} "
    plain = not any(map(str.isdecimal, said)) and not is_asked(text)
    return plain and any(f" {phrase} " in said for phrase in words.listed(SUPPOSE, "ends"))


def is_supposing(chat: Chat) -> bool:
    """True if the newest buttons are those of a supposition."""
    return any(data.startswith("/whatif") and data.endswith(f" {BACK}") for _, data in chat.owner.offered)


def whatif(context: Context, chat: Chat, argument: str) -> Turned:
    """Propose suppositions, weigh one that a button names, keep what is supposed, or go back."""
    first, _, rest = argument.partition(" ")
    if short_number(first) is None:
        first, rest = "", argument
    session = with_verdict(chat, first)
    here = supposing_of(context, chat, session)
    if here is None:
        block = "no_verdict" if session is None else "first_this"
        return context.aside(chat, context.words.say("menu/start", block))
    what, _, known = rest.partition(" ")
    if what == BACK:
        return here.own()
    if what == KEEP:
        known, _, of_time = known.partition(" ")
        if not here.facts or (known and known != digest(here.facts)):
            return context.aside(chat, context.words.say(SUPPOSE, "gone"))
        return here.made_true(_span_of(of_time))
    if what == PUT and (told := facts_of(known)):
        return here.put(told)
    facts = facts_of(rest)
    return here.told(facts) if facts else here.proposed()


def _span_of(written: str) -> SpanOfTime | None:
    """Read the time of a button that keeps what was told for a different time from the verdict's; None where it says none."""
    weeks, _, span = written.partition(" ")
    try:
        return SpanOfTime.parse(span, float(weeks)) if span else None
    except ValueError:
        return None


def digest(facts: Suppositions) -> str:
    """Return a short hash of what is supposed, so that a button of an earlier supposition is recognised."""
    return f"{crc32(written(facts).encode()):08x}"


def takes_kept(argument: str) -> bool:
    """True if what is supposed or told becomes an answer."""
    return not {KEEP, PUT}.isdisjoint(argument.split())


def _is_number(value: float | str) -> bool:
    return not isinstance(value, str)


def _as_told(scene: Scene, name: str, value: float | str, base: Answers) -> Amount:
    """Return a number as one for the stretch of time of the answer that it takes the place of."""
    number = float(value)
    if name not in FIELDS:
        return Amount.exactly(number)
    former = scene.session.answers.get(name)
    span = former.span if former else scene.form.span and scene.form.span(scene.form.flow[name], scene.session)
    return Amount.exactly(number * (span.weeks if span else AS_ASKED) / base.weeks)


COMMANDS = (CommandSpec("whatif", whatif, takes_kept, typed=True),)
