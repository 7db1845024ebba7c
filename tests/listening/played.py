"""How the whole bot takes a message: what it stores, says, opens or asks, as acts like those of a label.

Each message is typed to the bot at the state that its label names, reached by a conversation of its own; what changed is
read from the answers that are stored and from the templates of the reply.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from msgspec.structs import replace

from bot.app import load_catalogue
from bot.core.events import Command, Event, Tap, Text
from bot.core.records import Chat
from bot.core.replies import Spoken
from bot.dialogue.context import Catalogue
from bot.language.templates import languages, noting, words
from bot.turn.decide import decide
from tests.listening.labels import Label
from tests.listening.train_matters import matter_of_kinds

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CORE = ("Trades, home services", "We talk first", "40", "36", "5", "15", "Swamped", "4", "8")
ALL = {
    "trade": "Trades, home services",
    "path": "We talk first",
    "people": "50",
    "talked": "45",
    "customers": "9",
    "room": "15",
    "busy": "About right",
}
REMARKED = ("topics/remarks", "topics/step_remarks", "topics/objections")
"""The templates whose blocks answer kinds of a matter."""

TOPICS = ("topics/words", "topics/bot", "topics/question", "topics/verdict")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SPANS = (1, 4, 4 / 4.35, 4 / 52, 4 / 13, 20, 24, 28, 2, 4 / 3, 4 / 26, 4 / 8.7, 7, 5, 6, 1 / 4.35, 1 / 52, 1 / 4)
NEAR = 0.08
SCREENS = {  # which wish a template answers
    "checkins/schedule": {"weekly", "pause", "stop", "snooze", "skipweek"},
    "weekly/": {"weekly", "pause"},
    "checkins/weeks": {"weeks"},
    "checkin/": {"checkin", "note"},
    "checkins/special:noted": {"note"},
    "checkins/zone": {"zone"},
    "checkins/reminder": {"snooze", "skipweek"},
    "data/export": {"export"},
    "data/settings": {"settings", "language", "zone", "currency", "business"},
    "data/business": {"business"},
    "data/delete": {"delete"},
    "data/import": {"import"},
    "topics/doubt:later": {"snooze", "skipweek"},
    "topics/doubt:unasked": {"snooze", "skipweek", "pause"},
    "topics/doubt:pausing": {"snooze", "pause"},
    "menu/help": {"help"},
}


FOREIGN = frozenset(
    "es pt ru id hi de fr it nl pl tr ar af sw yo ro uk zh ja vi el sv tl ur bn other_language".split()  # noqa: SIM905
)

EMAILS = {"en": "emails", "es": "correos", "pt-BR": "e-mails", "ru": "письма", "id": "email", "hi": "ईमेल"}
"""An activity that may be either, so that something is asked about it, in each language."""

HIDDEN = {"checkin": ("path", "step", "begun_by", "quarter"), "weekly": ("guess",)}
"""What the bot knows beforehand, by flow."""


DIFFERING = ("differ", "keeps_away", "wrong_ones", "no_hands", "uncounted", "profit", "two_kinds", "comes_from")
"""What answers who sees it differently: that plainly, or what they say is behind it."""

NEARER = {"settle": "flip", "why_flip": "flip"}
"""Questions that were told apart after the labels were written, by the label that they had."""


@dataclass
class Played:
    """What the bot did with a message: acts as labels, the labels of the buttons, and the reply.

    Attributes:
        proposed: those acts that are only asked about; they are stored once the owner says yes.
        written: the numbers in the message, in digits.
        options: what the buttons choose among.
        off: reminders that there were are off now, or pause.
    """

    acts: list[Label] = field(default_factory=list)
    proposed: list[Label] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: tuple[str, ...] = ()
    text: str = ""
    written: frozenset[float] = frozenset()
    options: frozenset[str] = frozenset()
    off: bool = False


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that the bot runs with."""
    return load_catalogue()


class Owner:
    """Somebody who talks to the bot, decided event by event."""

    def __init__(self, chat: Chat | None = None) -> None:
        self.chat, self.events, self.replies = chat, 0, ()

    def does(self, what: object) -> None:
        """Let something happen."""
        self.events += 1
        at = NOON + timedelta(minutes=self.events)
        event = Event(update_id=self.events, chat_id=1, user_id=1, at=at, what=what, chat_kind="private", language="en")
        self.chat, self.replies = decide(catalogue(), self.chat, event)

    def says(self, *texts: str) -> None:
        """Type some messages."""
        for text in texts:
            self.does(Command(text[1:], "", 1) if text[:1] == "/" else Text(text, 1))


@cache
def at(state: str) -> Chat:
    """Return a chat at a state."""
    owner = Owner()
    owner.says("/start")
    match state:
        case "start":
            pass
        case "idle":
            owner.says("/ask", "a flyer")
        case "verdict" | "weekly" | "weekly_done" | "menu" | "zone":
            _after_verdict(owner, state)
        case "activity":
            owner.says("/ask", EMAILS["en"])
        case _:
            _at_question(owner, state.partition(":")[2])
    assert owner.chat is not None
    return owner.chat


def _after_verdict(owner: Owner, state: str) -> None:
    owner.says("/checkup", *CORE)
    for _ in range(12):
        said = next(reply for reply in reversed(owner.replies) if isinstance(reply, Spoken))
        data = {button.label: button.data for row in said.rows for button in row}
        label = next((one for one in ("Looks right", "Skip", "Don't know") if one in data), None)
        if label is None:
            break
        owner.does(Tap(data[label], "tap"))
    assert owner.chat is not None
    owner.chat = owner.chat if owner.chat.books is not None else replace(owner.chat, books={})
    if state.startswith("weekly"):
        owner.says("/weekly", "Monday", "09:00", "London")
    if state == "menu":
        owner.says("/settings")
    elif state == "zone":
        owner.says("/weekly", "Monday", "09:00")
    elif state.startswith("weekly"):
        owner.says("/checkin")
        if state == "weekly_done":
            owner.says("12, 9, 3")


def _at_question(owner: Owner, question: str) -> None:
    owner.says("/checkup")
    path = "Both" if question == "orders" else "We talk first"
    for name, answer in ALL.items():
        chat = owner.chat
        assert chat is not None
        assert chat.open is not None
        if name == question:
            return
        owner.says(path if name == "path" else answer)
    assert owner.chat is not None
    session = owner.chat.open
    assert session is not None
    if question == "wanted":
        return
    owner.chat = owner.chat.with_session(replace(session, step="ask", returning_to=question, asked=question))


@cache
def at_in(state: str, language: str) -> Chat:
    """Return a chat at a state, whose owner speaks some language from now on."""
    chat = at(state if state != "activity" else "start")
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    if state == "activity":
        owner.says("/ask", EMAILS[language])
    assert owner.chat is not None
    return owner.chat


def played(text: str, state: str, language: str = "en") -> Played:
    """Type a message at a state, and return what became of it."""
    before = at_in(state, language)
    owner = Owner(before)
    owner.events = 1_000
    with noting() as noted:
        owner.says(text) if text[:1] != "/" else owner.does(Text(text, 1))
    assert owner.chat is not None
    done = Played(names=names_of(noted, owner.chat))
    done.acts = [*_stored(before, owner.chat), *_said(noted)]
    done.proposed = [act for act in done.acts if (act.kind, act.name, act.value) in _proposed(owner.chat)]
    said = [reply for reply in owner.replies if isinstance(reply, Spoken)]
    buttons = [button for say in said for row in say.rows for button in row]
    done.buttons = tuple(button.label for button in buttons)
    done.options = frozenset((button.data or "").rpartition("=")[2] for button in buttons)
    done.written, done.off = numbers_in(text), _is_off(before, owner.chat)
    done.text = "\n".join(say.text for say in said)
    done.acts += [
        Label("foreign", code.partition("-")[0])
        for code in languages()
        if code != language and words(code).say("menu/language", "offer") in done.text
    ]
    return done


def names_of(noted: Sequence[tuple[str, str | None]], after: Chat) -> set[str]:
    """Return the templates that answered, and the question whether a thing is worth it: what kind it is says which answers."""
    asked = [word for word in (after.owner.awaits or "").split() if word.startswith("worth_it")]
    return {name if block is None else f"{name}:{block}" for name, block in noted} | {
        f"topics/verdict:{one}" for one in asked
    }


def _is_off(before: Chat, after: Chat) -> bool:
    """True if the weekly question was on, and was stopped or paused."""
    if before.books is None or after.books is None:
        return False
    was, now = before.book.plan, after.book.plan
    return was is not None and (now is None or now.schedule.paused_until != was.schedule.paused_until)


def numbers_in(text: str) -> frozenset[float]:
    """Return the numbers that stand in a text in digits."""
    return frozenset(float(digits.replace(",", "")) for digits in _NUMBER.findall(text))


def _stored(before: Chat, after: Chat) -> list[Label]:
    found = []
    if after.business.name != before.business.name:
        found.append(Label("tells", "name", after.business.name or ""))
    for session in after.sessions:
        old = next((one for one in before.sessions if one.number == session.number), None)
        if session.flow == "activity":
            if old is None and "what" in session.answers:
                found.append(Label("judge"))
            elif old is not None and (set(session.answers) - set(old.answers) or session.state != old.state == "open"):
                found.append(Label("yes"))
            continue
        answers = dict(session.answers)
        if session.proposed is not None and (old is None or session.proposed != old.proposed):
            answers[session.proposed.question] = session.proposed
        for name, answer in answers.items():
            known = old.answers.get(name) if old else None
            if (
                name in HIDDEN.get(session.flow, ())
                or known == answer
                or (known and old and name == "trade" and known.choice == answer.choice)
            ):
                continue
            if answer.state != "known" and answer.amount is None:
                found.append(
                    Label(
                        "unknown" if answer.state == "unknown" else "wants", "" if answer.state == "unknown" else "skip"
                    )
                )
            elif answer.amount is not None:
                found.append(Label("tells", name, f"{answer.amount.value:g}"))
            else:
                wish = session.flow == "weekly"
                found.append(
                    Label("wants", "weekly" if name != "zone" else "zone")
                    if wish
                    else Label("tells", name, answer.choice or answer.typed)
                )
    return found


def _proposed(chat: Chat) -> set[tuple[str, str, str]]:
    """Return the numbers that were read in a message and that the owner is asked about."""
    asked = [session.proposed for session in chat.sessions if session.proposed is not None]
    return {("tells", one.question, f"{one.amount.value:g}") for one in asked if one.amount is not None}


def _said(noted: list[tuple[str, str | None]]) -> list[Label]:
    found = []
    for name, block in noted:
        if name in TOPICS and block and block != "none":
            topic = next((one for one in ("counts", "worth_it") if block.startswith(f"{one}_")), block)
            topic = NEARER.get(topic, topic)
            found.append(Label("disagrees") if topic in DIFFERING else Label("asks", topic))
        elif name == "topics/counted" and block != "says_stored":
            found.append(Label("asks", "counts"))
        elif (name, block) == ("topics/again", "otherwise"):
            found.append(Label("asks", "mean"))
        elif name == "topics/worth":
            found.append(Label("asks", "worth_it"))
        elif (name, block) in (("checkup/show", "preview"), ("checkup/show", "no_picture")):
            found.append(Label("asks", "show"))
        elif name == "topics/social" and block:
            kind = "foreign" if block in FOREIGN else "social"
            found.append(Label("tells", "problem", block[8:]) if block.startswith("problem_") else Label(kind, block))
        elif name == "topics/step" and block:
            found.append(Label("step", "how" if block in ("shown", "detail") else block))
        elif name in REMARKED and block:
            found += _remarked(block)
        elif name == "topics/suppose" and block == "verdict":
            found.append(Label("supposes"))
        elif name == "menu/disagree":
            found.append(Label("disagrees"))
        elif name == "menu/start" and block in ("thanks", "hi", "here"):
            found.append(Label("social", {"thanks": "thanks"}.get(block, "hello")))
        elif block == "why":
            found.append(Label("asks", "why_ask"))
    return found


def _remarked(kind: str) -> list[Label]:
    """Return what the answer to a remark says that was heard."""
    matter = matter_of_kinds().get(kind, "cant")
    match matter:
        case "social":
            return [Label("social", "ok")]
        case "tell" | "want" | "judge":
            return []
        case "suppose":
            return [Label("supposes")]
        case "term":
            return [Label("asks", "counts")]
        case "how" | "later" | "done" | "another" | "cant":
            return [Label("step", matter)]
        case _ if matter in DIFFERING:
            return [Label("disagrees")]
        case _:
            return [Label("asks", NEARER.get(matter, matter))]


def same_amount(label: Label, got: Label) -> bool:
    """True if a stored number is what a label tells, over whatever stretch of time either of them is."""
    number = label.number
    value = float(got.value)
    if number is None:
        return False
    wholes = (1, 10, 36, 40, 45, 50) if label.is_share else (1,)
    if label.value.startswith("<"):
        wholes = (1, 0.5)  # "fewer than ten" is anything from none to ten, with five in the middle
    return any(abs(number * span * whole - value) <= NEAR * max(value, 0.3) for span in SPANS for whole in wholes)
