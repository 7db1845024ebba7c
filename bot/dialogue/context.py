"""What every feature needs to answer one event: the catalogues, the words, the event, and the thread to pick up."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from bot.core.events import Command, Edited, Event, Tap, Text
from bot.core.operator import Operator
from bot.core.records import Chat, Session
from bot.core.replies import Reply, Rows, Say
from bot.dialogue import engine
from bot.dialogue.answers import finish, is_at_an_end
from bot.dialogue.commands import command_rows
from bot.dialogue.form import Form
from bot.dialogue.prompting import ask
from bot.dialogue.scene import Said, Scene, Turned
from bot.language.templates import Words

ASIDES = ("activity",)  # flows in between others; they are not kept when they are left
DRAFT_KEPT = timedelta(days=7)


class Catalogue(Struct, frozen=True):
    """Everything loaded at start that a decision may look into.

    Attributes:
        forms: the flows with what is done in them, by name.
        commands: every command by its name, in the order of the menu; the features that declare them stand above.
    """

    forms: Mapping[str, Form]
    commands: Mapping[str, "CommandSpec"]
    operator: Operator = field(default_factory=Operator)


class Context(Struct, frozen=True):
    """One event with what is needed to answer it.

    Attributes:
        catalogue: the flows and catalogues.
        words: of the owner's language.
        event: what happened.
        awaited: the command that waited for words when it happened.
    """

    catalogue: Catalogue
    words: Words
    event: Event
    awaited: str | None = None

    @property
    def said(self) -> Said:
        """Return what an answer to this event is stored with."""
        what = self.event.what
        message_id = what.message_id if isinstance(what, Text | Edited | Command) else None
        return Said(self.event.update_id, self.event.at, message_id)

    @property
    def callback_id(self) -> str:
        """Return the id of the tap; empty when the event is none."""
        what = self.event.what
        return what.callback_id if isinstance(what, Tap) else ""

    @property
    def opening(self) -> tuple[str, ...]:
        """Name the commands that are offered when nothing is open."""
        return tuple(name for name, command in self.catalogue.commands.items() if command.opening)

    @property
    def in_group(self) -> bool:
        """True if others can read what is said here."""
        return self.event.chat_kind == "group"

    def form(self, session: Session) -> Form:
        """Return the form of a session."""
        return self.form_of(session.flow)

    def form_of(self, flow: str) -> Form:
        """Return the form of a flow, as it works in the owner's language."""
        form = self.catalogue.forms[flow]
        return form.in_language(self.words.language) if form.in_language else form

    def open(self, chat: Chat) -> Session | None:
        """Return the open session as this release of its flow understands it."""
        session = chat.open
        if session is None or session.flow not in self.catalogue.forms:
            return None
        return engine.drop_strangers(self.form(session).flow, session)

    def scene(self, chat: Chat) -> Scene | None:
        """Return the scene of the open session; None if none is open."""
        session = self.open(chat)
        return None if session is None else self.scene_of(chat, session)

    def scene_of(self, chat: Chat, session: Session) -> Scene:
        """Return the scene of a session, whose business becomes the current one."""
        return Scene(self.form(session), chat.switch_to(session.business), session, self.words, self.said)

    def reopened(self, chat: Chat, session: Session) -> Scene:
        """Return the scene of a finished session that is open again, as it was before its end."""
        return self.scene_of(chat, replace(session, state="open", step="ask", touched_at=self.event.at))

    def opened(
        self, chat: Chat, flow: str, *, about: str | None = None, known: Mapping[str, str] | None = None
    ) -> Scene:
        """Return the scene of a new session of a flow, before its first question is asked.

        Args:
            chat: the chat; the session is not in it before something is asked.
            flow: the id of the flow.
            about: what the flow is about this time.
            known: answers that are known beforehand: a choice, or a value of the flow's own.
        """
        chat, session = engine.opened(self.form_of(flow).flow, chat, self.event.at, about=about, known=known)
        return self.scene_of(chat, session)

    def draft(self, chat: Chat, flow: str) -> Session | None:
        """Return the draft of a flow that was put aside and is still kept."""
        draft = chat.kept(flow)
        return draft if draft and self.event.at - draft.touched_at <= DRAFT_KEPT else None

    def drop(self, chat: Chat, flow: str) -> Chat:
        """Drop the open and kept sessions of a flow, with their answers."""
        for session in chat.sessions:
            here = session.business == chat.business.number
            if here and session.flow == flow and session.state in ("open", "kept"):
                dropped = session.without(frozenset(session.answers))
                chat = chat.with_session(replace(dropped, state="dropped", proposed=None, ended_at=self.event.at))
        return chat

    def ask(self, chat: Chat, session: Session, *lines: str) -> Turned:
        """Ask what a session is at; its business becomes the current one. What has nothing left to ask ends."""
        scene = self.scene_of(chat, session)
        return finish(scene) if is_at_an_end(scene) else ask(scene, *lines)

    def aside(self, chat: Chat, *lines: str, rows: Rows | None = None) -> Turned:
        """Say something, and pick up the thread: the open question again, or else some buttons (by default the menu)."""
        session = self.open(chat)
        if session is not None:
            return self.ask(chat, session, *lines)
        return chat, (Say("\n\n".join(lines), command_rows(self.opening, self.words) if rows is None else rows),)

    def pick_up(self, chat: Chat, replies: tuple[Reply, ...]) -> Turned:
        """Pick up the thread after something that came in between: ask what is open, unless that was just asked."""
        last = replies[-1] if replies else None
        if (isinstance(last, Say) and last.asks) or (session := self.open(chat)) is None:
            return chat, replies
        chat, asked = self.ask(chat, session, self.words.say("activity/differ", "back"))
        return chat, (*replies, *asked)

    def without_asides(self, chat: Chat) -> Chat:
        """Drop the questions that came in between and were left open."""
        for flow in ASIDES:
            chat = self.drop(chat, flow)
        return chat

    def menu(self, block: str, name: str = "menu/start") -> Say:
        """Say something with the menu under it."""
        return Say(self.words.say(name, block), command_rows(self.opening, self.words))

    def go_on_or_start_over(self, block: str, **values: Any) -> Say:
        """Ask whether to go on or to start over."""
        return Say(self.words.say("menu/start", block, **values), command_rows(("resume", "restart"), self.words))


Takes = Callable[[str], bool]
"""Whether a command, by what was typed after it, takes something away or changes what is kept."""


def takes_always(_argument: str) -> bool:
    """Take something away, or change it, whatever is typed after the command."""
    return True


def takes_nothing(_argument: str) -> bool:
    """Only show or ask something."""
    return False


Unfolds = Callable[[str], bool]
"""Whether a button of a command, by what follows the command, opens, changes or closes the list that it is in."""


def unfolds_never(_argument: str) -> bool:
    """Have no such list."""
    return False


Handler = Callable[[Context, Chat, str], Turned]
"""What a command does: the context, the chat and what was typed after the command in, the changed chat and replies out."""


TakesWords = Callable[[Context, Chat, str, str], Turned | None]
"""What takes the words that a command waits for: what follows the command, and the words. None if they are not for it."""


class CommandSpec(Struct, frozen=True):
    """One command, declared once: what it does, and where it stands.

    Its words stand in ``prompts/LANGUAGE/commands/NAME.j2``: block ``button`` if it is typed, block ``menu`` if it is in
    the menu, and in ``also`` what else is typed for it (``also_stop``: for ``/NAME stop``).

    Attributes:
        name: without the slash.
        handler: what it does.
        takes: whether it takes something away or changes what is kept; then it is reached by its full names alone.
        in_menu: it is in Telegram's own menu, and in /help.
        in_groups: it is in the menu of groups.
        typed: the label of its button may be typed, and so it has one.
        named: its bare name may be typed too.
        private: it is not done in a group, where everybody reads along.
        opening: it is offered when nothing is open.
        by_link: a link with ``?start=NAME`` gives it.
        unfolds: whether its answer replaces the message whose button was tapped.
        takes_words: what takes the words that it waits for, if it waits for any.
        question_first: what follows its name in ``awaits`` where an open question is asked again below, and so is
            answered first.
    """

    name: str
    handler: Handler
    takes: Takes
    in_menu: bool = False
    in_groups: bool = False
    typed: bool = False
    named: bool = False
    private: bool = False
    opening: bool = False
    by_link: bool = False
    unfolds: Unfolds = unfolds_never
    takes_words: TakesWords | None = None
    question_first: tuple[str, ...] = ()
