"""A random owner does anything at all, and finds no exception, no silence and no answer changed that was not meant."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.app import load_catalogue
from bot.botapi.ticker import look
from bot.core.week_numbers import FIELDS
from tests.conftest import House
from tests.listening.labels import messages

CHECKUP_QUESTIONS = tuple(question.id for question in load_catalogue().forms["checkup"].flow.question)
TEXTS = [
    "plumber", "shop", "we talk first", "Both", "they order without talking", "50", "45", "5", "0", "none", "about 30",
    "10-15", "a dozen", "1.200", "5 a day", "100 a month", "don't know", "skip", "back", "why do you ask?", "keep it",
    "all", "most", "half", "abc", "-3", "12 people, 3 bought", "change something", "more", "go on",
    "start over", "stop here", "really no idea", "hi", "8", "99999999999", "<b>&", "is a flyer marketing?", "💥",
    "mostly waiting for people", "some days", "went quiet", "too dear", "2", "20", "how did you work that out",
    "12 10 3 1", "12, ?, 3", "monday", "9am", "22:00", "Berlin", "usa", "in an hour", "tomorrow", "skip this week",
    "change or stop", "pause until…", "24 dec", "stop asking", "yes, stop asking", "all 3 weeks", "start fresh", "no",
    "what do you mean?", "do emails count?", "yes", "no, nobody", "stop", "ok", "thanks", "8 of 10", "5 days", "most, i think",
    "emails", "newsletter", "we run facebook ads", "No, not yet", "we ring people back", "settings", "help", "go back",
]  # fmt: skip
SAID = [
    (message.text, frozenset(label.kind for label in message.readings[0]))
    for message in list(messages(Path(__file__).parents[2] / "prompts" / "en" / "listening" / "examples.tsv"))[::37]
]
"""Some of the sentences from which the reader has learned, and what they are."""

COMMANDS = [
    "/start",
    "/start checkup",
    "/checkup",
    "/help",
    "/cancel",
    "/resume",
    "/restart",
    "/discard",
    "/how",
    "/fix",
    "/nonsense",
    "/weekly",
    "/checkin",
    "/weeks",
    "/ask",
    "/ask emails",
    "/ask is a flyer marketing or sales?",
    "/settings",
    "/settings currency",
    "/settings zone",
    "/business",
    "/privacy",
]
CONTENT = ["sticker", "photo", "voice", "video", "poll", "contact", "document"]

# No app sends what is empty once the signs that cannot be seen are gone.
ANYTHING = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn"]), max_size=40).filter(
    lambda text: text.strip() and not text.lstrip().startswith("/")
)


class RandomOwner(RuleBasedStateMachine):
    """Alice, who taps old and new buttons, types, edits, sends stickers, repeats herself and sees restarts."""

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.house = self.run(self._begin())
        self.alice = self.house.person(1)
        self.run(self.alice.says("/checkup"))

    async def _begin(self) -> House:
        house = House(self.folder)
        await house.start()
        return house

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.run(self.house.stop())
            self.loop.close()
            shutil.rmtree(self.folder)
            assert self.house.emulator.faults == []

    def run(self, work):
        return self.loop.run_until_complete(work)

    def answers(self) -> dict[tuple, tuple]:
        rows = self.run(
            self.house.rows(
                "select session, question, state, choice, value, low, high from answer where standing = 'settled' and update_id > 0"
            )
        )
        return {row[:2]: row[2:] for row in rows}

    def sessions(self) -> set[int]:
        return {row[0] for row in self.run(self.house.rows("select number from session"))}

    def open_sessions(self) -> list[tuple]:
        """Return number, asked question, flow and proposed question of each open session, the one on top first."""
        return self.run(
            self.house.rows(
                "select s.number, s.asked, s.flow, (select question from answer a where a.session = s.number and standing = 'proposed')"
                " from session s where state = 'open' order by number desc"
            )
        )

    def act(self, does, *, may_change, silent: bool = False) -> None:
        """Do something, and check that a reply came and that nothing else changed."""
        before, sessions = self.answers(), self.sessions()
        heard = len(self.alice.sent) + len(self.alice.person.toasts)
        does()
        self.run(self.house.settle())
        assert silent or len(self.alice.sent) + len(self.alice.person.toasts) > heard, "silence"
        assert "Something went wrong" not in self.alice.text, self.alice.text
        after = self.answers()
        changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
        changed |= {
            key for key in after.keys() - before.keys() if key[0] in sessions
        }  # a new session may know something beforehand
        assert changed <= may_change, f"changed {changed - may_change}, which was not meant"

    def on_the_table(self) -> set[tuple]:
        meant = set()
        for number, asked, flow, proposed in self.open_sessions():
            meant |= {(number, asked), (number, proposed)}
            if flow in ("checkin", "checkup"):  # one message may fill a whole week, or most of a check-up
                meant |= {(number, field) for field in ((*FIELDS, "path") if flow == "checkin" else CHECKUP_QUESTIONS)}
            if flow != "activity":  # what answers nothing in an activity question may answer the one beneath
                break
        return meant

    @rule(text=st.sampled_from(TEXTS))
    def types(self, text: str) -> None:
        self.act(lambda: self.alice.person.types(text), may_change=self.on_the_table())

    @rule(said=st.sampled_from(SAID))
    def says_as_owners_do(self, said: tuple[str, frozenset[str]]) -> None:
        text, kinds = said
        told = not kinds.isdisjoint({"tells", "corrects"})
        self.act(
            lambda: self.alice.person.types(text), may_change=self.on_the_table() | (self.kept() if told else set())
        )

    def kept(self) -> set[tuple]:
        """Return every answer: what is told or corrected after a verdict may belong to any of them."""
        return set(self.answers()) | {(number, name) for number in self.sessions() for name in CHECKUP_QUESTIONS}

    @rule(command=st.sampled_from(COMMANDS))
    def commands(self, command: str) -> None:
        self.act(lambda: self.alice.person.types(command), may_change=set())

    @rule(number=st.integers(1, 12))
    def taps_a_new_button(self, number: int) -> None:
        message = self.alice.last
        if message.buttons:
            button = message.buttons[(number - 1) % len(message.buttons)]
            self.act(lambda: self.alice.person.presses(button.label, message=message), may_change=self.on_the_table())

    @rule(back=st.integers(2, 12), number=st.integers(0, 12))
    def taps_an_old_button(self, back: int, number: int) -> None:
        messages = [message for message in self.alice.sent[:-1][-back:] if message.buttons]
        if messages:
            button = messages[0].buttons[number % len(messages[0].buttons)]
            question = button.data.split("/")[1] if button.data and not button.data.startswith("/") else None
            meant = {key for key in self.on_the_table() if key[1] == question}
            self.act(lambda: self.alice.person.presses(button.label, message=messages[0]), may_change=meant)

    @rule(back=st.integers(1, 8), text=st.sampled_from(TEXTS))
    def edits(self, back: int, text: str) -> None:
        typed = [message for message in self.alice.person.typed if not message.content.get("text", "/").startswith("/")]
        if typed:
            message = typed[-back:][0]
            rows = self.run(
                self.house.rows("select session, question from answer where message_id = :id", id=message.id)
            )
            meant = {tuple(row) for row in rows} or self.on_the_table()
            self.act(lambda: self.alice.person.edits(message, text), may_change=meant | self.dependent(meant))

    def dependent(self, meant: set[tuple]) -> set[tuple]:
        """Return the proposal that an edit may settle."""
        return {key for key in self.on_the_table() if key[0] in {number for number, _ in meant}}

    @rule(latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
    def shares_a_location(self, latitude: float, longitude: float) -> None:
        asked_where = {key for key in self.on_the_table() if key[1] == "zone"}  # there a place is the answer
        self.act(lambda: self.alice.person.sends_location(latitude, longitude), may_change=asked_where)

    @rule(name=st.sampled_from(["Second", 'A<b & "C"', "🚪"]))
    def opens_another_business(self, name: str) -> None:
        self.act(lambda: self.alice.person.types(f"/business add {name}"), may_change=set())

    @rule(text=ANYTHING)
    def types_anything(self, text: str) -> None:
        self.act(lambda: self.alice.person.types(text), may_change=self.on_the_table())

    @rule(content=st.sampled_from(CONTENT))
    def sends(self, content: str) -> None:
        self.act(getattr(self.alice.person, f"sends_{content}"), may_change=set())

    @rule()
    def repeats(self) -> None:
        """Telegram delivers the last update once more."""
        update_id = self.run(self.house.rows("select max(update_id) from seen"))[0][0]
        if update_id is not None:  # after two days it is forgotten, and Telegram repeats nothing that old
            self.act(lambda: self.house.emulator.redeliver(update_id), may_change=set(), silent=True)

    @rule()
    def restarts(self) -> None:
        self.run(self.house.restart())

    @rule(hours=st.sampled_from([0.001, 0.1, 5, 30, 200]))
    def waits(self, hours: float) -> None:
        """Time passes, and the bot looks for what is due."""
        self.house.clock.pass_time(hours=hours)
        app = self.house.app
        self.run(look(app.database, app.turns, app.outbox, app.clock))
        self.run(self.house.settle())
        assert not self.alice.sent or "Something went wrong" not in self.alice.text


TestRandomOwner = RandomOwner.TestCase
TestRandomOwner.settings = settings(
    max_examples=int(os.environ.get("RANDOM_OWNERS", "12")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
