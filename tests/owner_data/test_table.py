"""The table of check-ups and weeks: it reads back to the same rows, and no spreadsheet calculates anything in it."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.ledger import Book, KeptWeek, StepSaid, StepWord
from bot.core.records import Answer, Business, Chat, Owner, Session
from bot.core.span import SpanOfTime
from bot.core.week import Week
from bot.core.week_numbers import WeekNumbers
from bot.owner_data.cells import guard, unguard
from bot.owner_data.reading import Fault, TableContents
from bot.owner_data.rows import weeks_of
from bot.owner_data.table import COLUMNS, MOST_LINES, write_table
from bot.owner_data.table import read_table as read_table_at

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def read_table(content: bytes) -> TableContents | Fault:
    return read_table_at(content, NOW)


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
moments = st.integers(0, 10**9).map(lambda seconds: NOW - timedelta(seconds=seconds, milliseconds=seconds % 1000))
names = st.sampled_from(["people", "talked", "customers", "orders", "trade", "what"])
spans = st.one_of(
    st.builds(
        lambda unit, count, each: SpanOfTime.of(unit, float(count), each=each),
        st.sampled_from(["day", "week", "fortnight", "month", "quarter", "year"]),
        st.integers(1, 30),
        st.booleans(),
    ),
    st.dates(date(2020, 1, 1), date(2026, 11, 1)).map(lambda day: SpanOfTime.from_day(day, date(2026, 11, 23))),
)
amounts = st.one_of(
    st.floats(0, 1e9).map(Amount.exactly),
    st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)).map(lambda pair: Amount.between(*sorted(pair))),
)


@st.composite
def answers(draw, question):
    state = draw(st.sampled_from(["known", "unknown", "skipped"]))
    choice = draw(st.none() | st.sampled_from(["talk", "both"]))
    amount = draw(st.none() | amounts)
    return Answer(question, state, draw(texts), 0, draw(moments), choice, amount, span=draw(st.none() | spans))


@st.composite
def weeks(draw, week):
    """A week of the ledger, whatever became of it."""
    known = amounts | st.sampled_from(["unknown", "skipped"])
    fields = draw(st.dictionaries(st.sampled_from(["people", "talked", "customers", "orders"]), known))
    return KeptWeek(
        week,
        draw(st.sampled_from(["sent", "answered", "skipped", "expired"])),
        WeekNumbers(**fields) if fields else None,
        typed=draw(texts),
        due_at=draw(st.none() | moments),
        sent_at=draw(st.none() | moments),
        answered_at=draw(st.none() | moments),
        step=draw(st.none() | st.just("clear_the_queue")),
        done=draw(st.none() | st.booleans()),
        kind=draw(st.none() | st.sampled_from(["neither", "cant_tell"])),
        word=draw(st.none() | st.just("clearly")),
        action=draw(st.none() | st.just("clear_the_queue")),
        announced=draw(st.none() | st.just("sales_skill")),
        note=draw(texts.map(str.strip)),
        apart=draw(st.booleans()),
    )


@st.composite
def books(draw):
    ago = draw(st.sets(st.integers(0, 900), max_size=4))
    words = st.sampled_from(get_args(StepWord))
    named = draw(st.dictionaries(st.sampled_from(["clear_the_queue", "ask_for_reviews", "never_ring_out"]), words))
    following = st.none() | st.just("smallest_job")
    return Book(
        weeks={week: draw(weeks(week)) for week in (Week(2026, 47).later(-n) for n in ago)},
        steps={name: StepSaid(name, word, draw(moments), draw(following)) for name, word in named.items()},
    )


@st.composite
def chats(draw):
    numbers = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True))
    businesses = [
        Business(
            number,
            NOW,
            name=draw(st.none() | texts.map(str.strip).filter(bool)),
            time_zone=draw(st.sampled_from([None, "Europe/Berlin", "Etc/GMT-2"])),
            currency=draw(st.sampled_from([None, "EUR", "INR"])),
        )
        for number in numbers
    ]
    sessions = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        questions = draw(st.lists(names, unique=True, max_size=4))
        state = draw(st.sampled_from(["open", "kept", "done"]))
        sessions.append(
            Session(
                number,
                draw(st.sampled_from(numbers)),
                "checkup",
                started_at=draw(moments),
                touched_at=NOW,
                state=state,
                ended_at=draw(moments) if state == "done" else None,
                answers=MappingProxyType({q: draw(answers(q)) for q in questions}),
            )
        )
    ledgers = {number: draw(books()) for number in numbers}
    owner = Owner(1, 1, "private", "en", NOW, NOW, business=numbers[0], sessions=len(sessions))
    return Chat(owner, businesses[0], tuple(sessions), others=tuple(businesses[1:]), books=ledgers)


def said_of(session: Session) -> tuple:
    return (
        session.number, session.business, session.flow, session.state, session.started_at, session.ended_at,
        dict(session.answers),
    )  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(chats())
def test_the_table_reads_back_to_the_same_rows(chat):
    table = read_table(write_table(chat, NOW))
    assert isinstance(table, TableContents), table
    assert [said_of(s) for s in table.sessions] == [said_of(s) for s in chat.sessions]
    assert {(b.number, b.name, b.time_zone, b.currency) for b in table.businesses} == {
        (b.number, b.name, b.time_zone, b.currency) for b in chat.businesses
    }
    assert {(number, kept.week): kept for number, ledger in table.weeks.items() for kept in ledger} == {
        (number, week): kept for number, book in chat.books.items() for week, kept in book.weeks.items()
    }
    assert {(number, said) for number, steps in table.steps.items() for said in steps} == {
        (number, said) for number, book in chat.books.items() for said in book.steps.values()
    }


@settings(deadline=None, max_examples=50)
@given(chats())
def test_no_cell_begins_a_formula(chat):
    content = write_table(chat, NOW)
    assert content.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        assert len(row) == len(COLUMNS)
        assert not any(cell.lstrip(" ").startswith(DANGEROUS) for cell in row)


@settings(deadline=None)
@given(st.text())
def test_guarding_a_cell_loses_nothing(text):
    assert unguard(guard(text)) == text


def one(typed: str = "50", **more) -> Chat:
    answer = Answer("people", "known", typed, 7, NOW, amount=Amount.exactly(50.0))
    session = Session(
        1, 1, "checkup", NOW, NOW, state="done", ended_at=NOW, answers=MappingProxyType({"people": answer})
    )
    owner = Owner(1, 1, "private", "en", NOW, NOW, sessions=1)
    return Chat(owner, Business(1, NOW, **more), (session,))


def test_weeks_are_written_as_iso_8601_does():
    chat = one()
    assert weeks_of(chat.sessions[0], chat.business) == ("2026-W44", "2026-W47")
    new_year = replace(chat.sessions[0], started_at=datetime(2027, 1, 5, tzinfo=UTC))
    assert weeks_of(new_year, chat.business) == ("2026-W50", "2026-W53")


def mangled(change) -> bytes:
    return change(write_table(one(), NOW).decode("utf-8-sig")).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('","', '";"'),
        lambda text: text.replace('"', ""),
        lambda text: text.replace('","', '"\t"'),
        lambda text: text.replace("\r\n", "\n") + "\n\n",
        lambda text: text.replace('"question"', '"Question"'),
    ],
    ids=["semicolons", "no quotes", "tabs", "other line ends", "capitals"],
)
def test_a_table_is_read_as_a_spreadsheet_saves_it(change):
    table = read_table(mangled(change))
    assert isinstance(table, TableContents), table
    assert table.sessions[0].answers["people"].amount == Amount.exactly(50.0)


def test_a_table_in_utf_16_is_read():
    assert isinstance(read_table(write_table(one(), NOW).decode("utf-8-sig").encode("utf-16")), TableContents)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_table"),
        (b"\xff\xfe\xff", "no_table"),
        (b"%PDF-1.4 \x00\x01", "no_table"),
        (b"name,price\nshoe,3\n", "no_table"),
        (",".join(COLUMNS).encode(), "empty"),
        (mangled(lambda text: text.replace('"50","50"', '"fifty","50"', 1)), "wrong_cell"),
        (mangled(lambda text: text.replace('"50","50"', '"-3","50"', 1)), "wrong_cell"),
        (mangled(lambda text: text.replace('"50","50"', '"inf","50"', 1)), "wrong_cell"),
        (mangled(lambda text: text.replace('"50","50"', '"51","50"', 1)), "wrong_cell"),
        (mangled(lambda text: text.replace('"known"', '"perhaps"')), "wrong_cell"),
        (mangled(lambda text: text.replace('"done"', '"dropped"')), "wrong_cell"),
        (mangled(lambda text: text.replace('"2026-11-23T', '"23.11.2026 ')), "wrong_cell"),
        (mangled(lambda text: text.replace('"people"', '"drop table"')), "wrong_cell"),
        (mangled(lambda text: text + text.splitlines()[1]), "twice"),
        (mangled(lambda text: text + text.splitlines()[1].replace('"done"', '"kept"')), "differs"),
        (mangled(lambda text: text + (text.splitlines()[1] + "\n") * (MOST_LINES + 1)), "twice"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_told_from_a_right_one(content, reason):
    fault = read_table(content)
    assert isinstance(fault, Fault)
    assert fault.reason == reason


def test_a_wrong_cell_is_named():
    fault = read_table(mangled(lambda text: text.replace('"50","50"', '"fifty","50"', 1)))
    assert (fault.line, fault.column) == (2, "value")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    assert isinstance(read_table(content), TableContents | Fault)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_cells_are_read_or_refused(cells):
    assert isinstance(read_table((",".join(COLUMNS) + "\n" + cells).encode("utf-8", "replace")), TableContents | Fault)
