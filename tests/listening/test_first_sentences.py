"""Twenty owners who tell it in one sentence: what is said back, and how many messages of theirs lead to the verdict."""

from statistics import median

import pytest

from bot.core.events import Tap
from bot.core.records import Answer
from tests.listening.played import Owner, played

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

FIRST = [
    (
        "hi plumber here, about 40 rang last month, i called most of them back and won 5",
        "15 easily, and I'd like 4 jobs a week",
    ),
    (
        "I'm a hairdresser, around 30 new people message me a month, I talk with nearly all of them and 12 book",
        "could do 10 a week and want 4 a week",
    ),
    (
        "We run a small gym. 60 enquiries last month, 40 came for a tour, 15 joined",
        "room for 25 a week, I'd like 6 a week",
    ),
    ("web design agency, 10 leads a month, we talk to all of them, 2 sign", "we could handle 5 a week, want 1 a week"),
    (
        "I sell candles on my own website, 80 orders last month, nobody talks to us first",
        "room for 60 a week, want 40 a week",
    ),
    (
        "bookkeeper, 6 people asked last month, spoke with 6, 4 became clients",
        "I could do 4 a week and would like 2 a week",
    ),
    ("wedding photographer, 109 enquiries a year, met 50, booked 20", "room for 5 a week, want 1 a week"),
    (
        "electrician in cork. 50 calls a month, I miss half of them, 10 jobs",
        "20 a week would be fine, I want 8 jobs a week",
    ),
    ("dog groomer, 20 new callers in the last 4 weeks, answered all, 14 booked", "8 a week, I'd like 5 a week"),
    (
        "we have a dental practice, 70 new patients rang last month, talked with 60, 45 came",
        "could take 30 a week, want 15 a week",
    ),
    (
        "maths tutor. 12 parents wrote in october, I answered 12 and 3 started",
        "6 a week possible, I would like 2 a week",
    ),
    (
        "estate agent, 25 valuations a month by referral, 20 talked, 6 instructed",
        "room for 12 a week and want 3 a week",
    ),
    ("I'm a coach, 8 discovery calls last month, 1 client", "10 a week possible, would like 2 a week"),
    ("catering company, 30 requests a month, quoted 25, won 6", "15 a week, want 3 a week"),
    ("builder, 15 enquiries a month, visit 10 and win 3", "8 a week possible and 2 a week wanted"),
    ("locksmith, 3 calls a day, I get to 2 of them and most buy", "30 a week, want 20 a week"),
    (
        "shoe shop, about 100 new people walk in a week, staff talk with 60, 20 buy",
        "room for 200 a week, want 40 a week",
    ),
    ("we sell payroll software, demo first. 26 demos last quarter, 19 showed up, 5 signed", "10 a week, want 1 a week"),
    ("solicitor, 20 new enquiries a month, spoke to 18, 9 instructed us", "12 a week, would like 4 a week"),
    ("tailor, 80 new people rang, no sorry, 60, I talked to 50 and 18 ordered a suit", "30 a week, want 6 a week"),
    (
        "cleaning business, 35 messages last month, replied to 30, got 8 regulars",
        "20 a week, I'd like 5 new ones a week",
    ),
]
PLAIN = {
    "trade": "Something else", "path": "We talk first", "people": "40", "talked": "All of them", "customers": "9",
    "orders": "10", "room": "15", "busy": "About right", "wanted": "4", "fit": "8", "period": "No, go on with these weeks",
    "reason": "Went quiet", "speed": "The same day", "lag": "Some days", "age": "Longer", "season": "Usual",
    "visitors": "2000", "year_customers": "40",
}  # fmt: skip
"""A short answer to each question."""

MOST = 14


def to_the_verdict(first: str, second: str) -> tuple[Owner, list[str]]:
    """Tell it in one sentence, room and wish in another, and answer shortly what is asked besides."""
    owner = Owner()
    owner.says("/start", first)
    asked: list[str] = []
    told = False
    while owner.chat is not None and (session := owner.chat.open) is not None and len(asked) < MOST:
        asked.append(session.asked or "")
        if asked[-1] in ("room", "wanted") and not told:
            owner.says(second)
            told = True
        else:
            owner.says(PLAIN.get(asked[-1], "skip"))
    return owner, asked


@pytest.mark.parametrize(("first", "second"), FIRST)
def test_a_sentence_leads_to_a_verdict_and_nothing_is_asked_twice(first: str, second: str) -> None:
    owner, asked = to_the_verdict(first, second)
    assert owner.chat is not None
    assert owner.chat.verdicts
    assert len(asked) == len(set(asked))


def test_few_messages_lead_from_a_sentence_to_the_verdict() -> None:
    counts = [1 + len(to_the_verdict(*said)[1]) for said in FIRST]
    assert median(counts) <= 5


def told_again(answer: Answer) -> str:
    """Write a number as it would be typed, for the stretch of time that it was told for."""
    number = f"{answer.amount.value:g}" if answer.amount is not None else ""
    if answer.span is None or answer.span.unit == "day" or answer.span.count != 1:
        return number
    return f"{number} a {answer.span.unit}"


def tapped(first: str, second: str) -> int:
    """Return how many answers lead to the verdict where the same business is told by buttons and plain numbers."""
    told, _ = to_the_verdict(first, second)
    assert told.chat is not None
    answers = told.chat.session(told.chat.verdicts[-1].session).answers
    owner = Owner()
    owner.says("/checkup")
    count = 0
    while owner.chat is not None and (session := owner.chat.open) is not None and count < MOST:
        answer = answers.get(session.asked or "")
        if answer is not None and answer.amount is not None:
            owner.says(told_again(answer))
        elif answer is not None and answer.choice is not None:
            buttons = [button for reply in owner.replies for row in getattr(reply, "rows", ()) for button in row]
            data = [button.data for button in buttons if button.data.endswith(f"/={answer.choice}")]
            owner.does(Tap(data[0], "tap")) if data else owner.says(PLAIN[answer.question])
        else:
            owner.says(PLAIN.get(session.asked or "", "skip"))
        count += 1
    assert owner.chat is not None
    assert owner.chat.verdicts
    return count


def test_few_taps_lead_to_the_verdict() -> None:
    assert median(tapped(*said) for said in FIRST) <= 10


def test_who_counts_talks_is_not_asked_how_people_buy() -> None:
    _, asked = to_the_verdict(*FIRST[0])
    assert "path" not in asked


@pytest.mark.parametrize(
    ("text", "counts"), [("1 in 4 buys", {}), ("35 calls, 1 in 5 buys", {"people": 35, "customers": 7})]
)
def test_one_in_a_few_is_a_share_and_no_count(text, counts):
    stored = {act.name: float(act.value) for act in played(text, "start").acts if act.name in ("people", "customers")}
    assert stored == counts
