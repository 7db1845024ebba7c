"""What an event does: a pure function from what is known of a chat to what is known afterwards, and the replies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.dialogue import engine, show, talk
from bot.dialogue.form import Form
from bot.dialogue.hear import Action
from bot.dialogue.match import exact_match, near_match
from bot.dialogue.talk import Said, Turned
from bot.dialogue.taps import FlowTap, read_tap
from bot.events import Blocked, Command, Content, Edited, Event, Place, Tap, Text, Unblocked
from bot.menu import OPENING, TYPED, command_button, command_rows
from bot.records import Business, Chat, Owner, Session
from bot.say import Button, Reply, Say, Toast
from bot.words import Words, words

DRAFT_KEPT = timedelta(days=7)
SEEN_STEP = timedelta(hours=1)  # how finely it is noted when an owner was last seen
DOUBLE_TAP = timedelta(seconds=20)
CHECKUP = "checkup"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything loaded at start that a decision may look into."""

    forms: Mapping[str, Form]


def newcomer(event: Event) -> Chat:
    """Make the records of somebody who writes for the first time."""
    owner = Owner(event.chat_id, event.user_id, event.chat_kind, event.language, event.at, event.at)
    return Chat(owner, Business(1, event.at))


def decide(catalogue: Catalogue, chat: Chat | None, event: Event) -> Turned:
    """Decide what an event does to a chat and what is replied.

    Args:
        catalogue: the flows and catalogues.
        chat: what is known of the chat; None at first contact.
        event: what happened.
    """
    chat = _seen(chat or newcomer(event), event)
    spoken = words(chat.owner.language)
    desk = _Desk(catalogue, spoken, event)
    match event.what:
        case Blocked():
            return replace(chat, owner=replace(chat.owner, blocked_at=event.at)), ()
        case Unblocked():
            return chat, ()
        case Command(name=name, argument=argument):
            return desk.command(chat, name, argument)
        case Tap() as tap:
            chat, replies = desk.tap(chat, tap)
            if not any(isinstance(reply, Toast) for reply in replies):
                replies = (Toast(tap.callback_id), *replies)
            return chat, replies
        case Text(text=text):
            return desk.text(chat, text)
        case Edited(text=text, message_id=message_id):
            return desk.edited(chat, text, message_id)
        case Place():
            return desk.unreadable(chat, "location")
        case Content(kind=kind):
            return desk.unreadable(chat, kind)


def _seen(chat: Chat, event: Event) -> Chat:
    owner = chat.owner
    blocked_at = owner.blocked_at if isinstance(event.what, Blocked) else None
    if event.at - owner.seen_at < SEEN_STEP and blocked_at == owner.blocked_at:
        return chat
    return replace(chat, owner=replace(owner, seen_at=event.at, blocked_at=blocked_at))


@dataclass(frozen=True, slots=True)
class _Desk:
    """One event with what is needed to answer it."""

    catalogue: Catalogue
    words: Words
    event: Event

    @property
    def said(self) -> Said:
        what = self.event.what
        message_id = what.message_id if isinstance(what, Text | Edited | Command) else None
        return Said(self.event.update_id, self.event.at, message_id)

    # Commands

    def command(self, chat: Chat, name: str, argument: str) -> Turned:
        session = self.open(chat)
        match name:
            case "start":
                return self._start(chat, session, argument)
            case "checkup":
                return self._checkup(chat, session)
            case "help":
                return self.aside(chat, self.words.say("menu/help"))
            case "cancel":
                return self._cancel(chat, session)
            case "resume":
                return self._resume(chat, session)
            case "restart":
                return self._begin(self._drop(chat))
            case "how":
                return self._how(chat, argument)
            case "fix":
                return self._fix(chat, argument)
            case "discard":
                return self._drop(chat), (self._menu("deleted"),)
            case _:
                return self.aside(chat, self.words.say("menu/start", "unknown_command", command=f"/{name}"))

    def _start(self, chat: Chat, session: Session | None, argument: str) -> Turned:
        if argument == "checkup":
            return self._checkup(chat, session)
        if session is not None:
            return chat, (self._go_on_or_start_over("in_session"),)
        return chat, (self._menu("hello"),)

    def _checkup(self, chat: Chat, session: Session | None) -> Turned:
        if session is not None:
            return chat, (self._go_on_or_start_over("in_session"),)
        if kept := self._draft(chat):
            return chat, (self._go_on_or_start_over("kept", answers=len(kept.answers)),)
        return self._begin(chat)

    def _begin(self, chat: Chat) -> Turned:
        return talk.begin(self.catalogue.forms[CHECKUP], chat, self.words, self.event.at)

    def _cancel(self, chat: Chat, session: Session | None) -> Turned:
        if session is None:
            return chat, (self._menu("nothing_open"),)
        kept = replace(session, state="kept", touched_at=self.event.at, misses=0)
        rows = command_rows(("resume", "restart", "discard"), self.words)
        return chat.having(kept), (Say(self.words.say("menu/start", "put_aside"), rows),)

    def _resume(self, chat: Chat, session: Session | None) -> Turned:
        if session is None and (draft := self._draft(chat)):
            session = replace(draft, state="open", touched_at=self.event.at)
        if session is None:
            return chat, (self._menu("expired"),)
        return talk.ask(self._form(session), chat, session, self.words)

    def _how(self, chat: Chat, argument: str) -> Turned:
        """Explain how a verdict was worked out; by default the newest."""
        session = self._finished(chat, argument)
        if session is None:
            return self.aside(chat, self.words.say("menu/start", "no_verdict"))
        return self.aside(chat, self._form(session).explain(chat, session, self.words))

    def _fix(self, chat: Chat, argument: str) -> Turned:
        """Open a finished check-up again, to change an answer."""
        session = self._finished(chat, argument)
        if session is None:
            return self.aside(chat, self.words.say("menu/start", "no_verdict"))
        if session.state == "done":
            if (other := self.open(chat)) is not None:
                return talk.ask(self._form(other), chat, other, self.words, self.words.say("menu/start", "first_this"))
            session = replace(session, state="open", touched_at=self.event.at)
        form = self._form(session)
        return talk.ask(form, chat, replace(session, step="choose", returning_to=None), self.words)

    def _finished(self, chat: Chat, argument: str) -> Session | None:
        """Give the session of a verdict: the one with that number, or the newest."""
        if argument.isascii() and argument.isdigit() and len(argument) < 10:
            session = chat.session(int(argument))
        else:
            session = chat.session(chat.business.checkup or 0)
        has_verdict = session is not None and any(given.session == session.number for given in chat.verdicts)
        return session if has_verdict else None

    def _drop(self, chat: Chat) -> Chat:
        for session in chat.sessions:
            if session.state in ("open", "kept"):
                dropped = session.without(frozenset(session.answers))
                chat = chat.having(replace(dropped, state="dropped", proposed=None, ended_at=self.event.at))
        return chat

    # Taps

    def tap(self, chat: Chat, tap: Tap) -> Turned:
        if tap.data.startswith("/"):
            name, _, argument = tap.data[1:].partition(" ")
            return self.command(chat, name, argument)
        flow_tap = read_tap(tap.data)
        if flow_tap is None:
            return self.aside(chat, self.words.say("dialogue/stale", "other"))
        session = self.open(chat)
        if session is None or session.number != flow_tap.session:
            return self._tap_on_another(chat, flow_tap)
        form = self._form(session)
        question = show.on_table(form, session)
        here = question.id if question else show.REVIEW
        if flow_tap.action == "change" and flow_tap.question in session.answers:
            return talk.change(form, chat, session, flow_tap.question, self.words)
        if flow_tap.question == here:
            return talk.act(form, chat, session, Action(flow_tap.action), self.said, self.words)
        return self._stale(form, chat, session, flow_tap, tap)

    def _tap_on_another(self, chat: Chat, flow_tap: FlowTap) -> Turned:
        session = chat.session(flow_tap.session)
        if session is not None and session.state == "done" and flow_tap.action == "right" and self._just(session):
            return chat, (Toast(self._callback, self.words.label("dialogue/stale", "noted")),)
        return self.aside(chat, self.words.say("dialogue/stale", "over"))

    def _stale(self, form: Form, chat: Chat, session: Session, flow_tap: FlowTap, tap: Tap) -> Turned:
        given = session.answers.get(flow_tap.question)
        if given is None or flow_tap.question not in form.flow:
            return self.aside(chat, self.words.say("dialogue/stale", "other"))
        question = form.flow[flow_tap.question]
        picked = flow_tap.action == f"={given.choice}" or flow_tap.action in ("skip", "unknown", "keep")
        newest = max(session.answers.values(), key=lambda a: (a.answered_at, a.update_id))
        twice = given is newest and self.event.at - given.answered_at <= DOUBLE_TAP
        if twice and (picked or given.amount is not None):
            return chat, (Toast(tap.callback_id, self.words.label("dialogue/stale", "noted")),)
        line = self.words.say(
            "dialogue/stale",
            "answered",
            short=self.words.label(f"{form.flow.name}/{question.id}", "short"),
            now=show.said(form, question, given, self.words),
        )
        chat, replies = talk.ask(form, chat, session, self.words, line)
        return chat, _with_row(
            replies,
            Button(
                self.words.label("dialogue/buttons", "change_this"),
                FlowTap(session.number, question.id, "change").data(),
            ),
        )

    def _just(self, session: Session) -> bool:
        return session.ended_at is not None and self.event.at - session.ended_at <= DOUBLE_TAP

    @property
    def _callback(self) -> str:
        what = self.event.what
        return what.callback_id if isinstance(what, Tap) else ""

    # Messages

    def text(self, chat: Chat, text: str) -> Turned:
        session = self.open(chat)
        labels = [(b.label, b.data) for b in (command_button(name, self.words) for name in TYPED)]
        meant = exact_match(text, labels) or (near_match(text, labels) if session is None else None)
        if session is not None:
            form = self._form(session)
            if meant and isinstance(talk.listen(form, session, text, self.words), Action):
                meant = None  # the buttons on the table come first
            if not meant:
                return talk.on_text(form, chat, session, text, self.said, self.words)
        if meant:
            return self.command(chat, meant.removeprefix("/"), "")
        greeting = exact_match(text, [(g, g) for g in self.words.label("menu/greetings").splitlines()])
        return chat, (self._menu("hi" if greeting else "unread"),)

    def edited(self, chat: Chat, text: str, message_id: int) -> Turned:
        session = self.open(chat)
        if session is None:
            return chat, (self._menu("too_late", "dialogue/edited"),)
        form = self._form(session)
        answer = next((a for a in session.answers.values() if a.message_id == message_id), None)
        if answer is not None:
            return talk.correct(form, chat, session, form.flow[answer.question], text, self.said, self.words)
        newest = max((a.message_id or 0 for a in session.answers.values()), default=0)
        if message_id > newest:  # it was not understood before; perhaps it is now
            return talk.on_text(form, chat, session, text, self.said, self.words)
        return self.aside(chat, self.words.say("dialogue/edited", "too_late"))

    def unreadable(self, chat: Chat, kind: str) -> Turned:
        known = kind if kind in self.words.blocks("dialogue/content") else "other"
        what = self.words.label("dialogue/content", known)
        return self.aside(chat, self.words.say("dialogue/missed", "content", what=what))

    # What they share

    def open(self, chat: Chat) -> Session | None:
        """Give the open session as this release of its flow understands it."""
        session = chat.open
        if session is None or session.flow not in self.catalogue.forms:
            return None
        return engine.drop_strangers(self._form(session).flow, session)

    def aside(self, chat: Chat, *lines: str) -> Turned:
        """Say something, and pick up the thread: the open question again, or else the menu."""
        session = self.open(chat)
        if session is not None:
            return talk.ask(self._form(session), chat, session, self.words, *lines)
        return chat, (Say("\n\n".join(lines), command_rows(OPENING, self.words)),)

    def _form(self, session: Session) -> Form:
        return self.catalogue.forms[session.flow]

    def _draft(self, chat: Chat) -> Session | None:
        draft = chat.kept(CHECKUP)
        return draft if draft and self.event.at - draft.touched_at <= DRAFT_KEPT else None

    def _menu(self, block: str, name: str = "menu/start") -> Say:
        return Say(self.words.say(name, block), command_rows(OPENING, self.words))

    def _go_on_or_start_over(self, block: str, **values: int) -> Say:
        rows = command_rows(("resume", "restart"), self.words)
        return Say(self.words.say("menu/start", block, **values), rows)


def _with_row(replies: tuple[Reply, ...], button: Button) -> tuple[Reply, ...]:
    *others, last = replies
    return (*others, replace(last, rows=(*last.rows, (button,)))) if isinstance(last, Say) else replies


def apology(event: Event, error_id: str) -> tuple[Reply, ...]:
    """Say that something went wrong on the bot's side and that nothing was changed."""
    spoken = words(event.language)
    reply = Say(spoken.say("menu/error", error_id=error_id), command_rows(("resume",), spoken))
    return (Toast(event.what.callback_id), reply) if isinstance(event.what, Tap) else (reply,)
