"""A decision that needs what is not loaded asks for it, and is made again; nothing else is guessed beforehand."""

import csv
import io

import pytest

from bot.core.events import Event, Text
from bot.core.ledger import Book, KeptWeek, Plan
from bot.core.loading import NotLoadedError
from bot.core.records import Business, Chat, Owner
from bot.core.schedule import Schedule
from bot.core.week import Week
from bot.diagnosis import question_before
from bot.language.templates import words
from bot.talk.typed import typed_names
from bot.turn.decide import decide
from bot.turn.gathering import only_weeks_are_missing
from tests.check_ups import SHORTEST
from tests.conftest import MONDAY

SAID = sorted({said for said, _ in typed_names(words("en"))})
OLDEST, OLDER = Week.parse("2026-W10"), Week.parse("2026-W09")
BOOK = Book(weeks={OLDEST: KeptWeek(OLDEST, "sent")}, oldest=OLDEST)
CHAT = Chat(Owner(1, 1, "private", "en", MONDAY, MONDAY), Business(1, MONDAY))


@pytest.mark.parametrize("said", SAID)
async def test_a_command_named_in_the_middle_of_a_check_up_is_done(house, alice, said, caplog):
    await alice.says("/checkup", "shop", said)
    assert "went wrong" not in alice.text
    assert "LookupError" not in caplog.text


@pytest.mark.parametrize(
    ("asks", "part"),
    [
        (lambda: CHAT.book, "weeks"),
        (CHAT.whole, "everything"),
        (lambda: BOOK.find(OLDER), "every week"),
        (lambda: BOOK.numbers_of(OLDER), "every week"),
        (lambda: BOOK.with_week(KeptWeek(OLDER, "skipped")), "every week"),
        (
            lambda: Book(Plan(Schedule(0, 9, 0, "Etc/UTC"), MONDAY), oldest=Week.of(MONDAY.date()).later()).last,
            "every week",
        ),
    ],
)
def test_what_is_not_loaded_is_asked_for(asks, part):
    with pytest.raises(NotLoadedError) as asked:
        asks()
    assert asked.value.part == part


def test_of_a_week_that_is_loaded_nothing_is_asked():
    assert BOOK.find(OLDEST) == KeptWeek(OLDEST, "sent")
    assert BOOK.numbers_of(OLDEST.later()) is None
    assert Book().find(OLDER) is None
    assert BOOK.last is None


@pytest.mark.parametrize(
    ("chats", "asked", "alone"),
    [
        ((1, 2), {1: "weeks", 2: "weeks"}, True),
        ((1, 2), {1: "weeks"}, False),  # the other waits because it was erased, or has all its rows
        ((1, 2), {1: "weeks", 2: "everything"}, False),
        ((1,), {1: "every week"}, False),
    ],
)
def test_chats_are_read_afresh_unless_only_weeks_are_missing(chats, asked, alone):
    events = [Event(0, chat, "private", chat, "en", MONDAY, Text("", 0)) for chat in chats]
    assert only_weeks_are_missing(events, asked) is alone


@pytest.mark.both_engines
async def test_two_events_of_one_turn_that_ask_for_different_parts_both_hold(house, alice):
    """The first changes the weeks, the second asks for every row: it finds what the first one wrote."""
    await alice.says(*SHORTEST)
    alice.person.types("/checkin")
    alice.person.types("12 10 3")
    alice.person.types("/export")
    await house.settle()
    assert await house.rows("select people, talked, customers from week") == [(12, 10, 3)]
    (table,) = [one.document for one in alice.sent if one.document and one.document.filename.endswith("csv")]
    rows = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
    assert [row["value"] for row in rows if row["flow"] == "checkin" and row["question"] == "people"] == ["12"]


async def test_nothing_is_judged_before_a_check_up_asks_for_the_weeks(house, alice, monkeypatch):
    judged, late = [], []

    def judging(*given):
        judged.append(given)
        return question_before(*given)

    def deciding(*given):
        before = len(judged)
        try:
            return decide(*given)
        except NotLoadedError:
            late.append(len(judged) - before)
            raise

    monkeypatch.setattr("bot.diagnosis.question_before", judging)
    monkeypatch.setattr("bot.turn.turns.decide", deciding)
    await alice.says(*SHORTEST)
    assert judged
    assert late
    assert not any(late)
