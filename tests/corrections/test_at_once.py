"""What the numbers of one message settle between them is taken at once."""

import pytest

from tests.listening.played import Owner, at


@pytest.fixture
def before() -> Owner:
    """Return an owner who was asked how many got in touch."""
    return Owner(at("q:people"))


def stored(owner: Owner, question: str) -> float | None:
    """Return the number that is stored as an answer."""
    session = owner.chat.open if owner.chat is not None else None
    answer = session.answers.get(question) if session is not None else None
    return answer.amount.value if answer is not None and answer.amount is not None else None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Perhaps 9 who rang or wrote. No wait, one of those was my sister-in-law. 8.", 8),
        ("30 I'd say. Actually no, two were salesmen. 28.", 28),
        ("Eleven. Hang on, one was a wrong number. Ten.", 10),
        ("17 emails. Oh wait, three of them are old clients. So 14 then", 14),
        ("Let me see... 19. Sorry, I counted my accountant. 18.", 18),
    ],
)
def test_a_second_thought_takes_some_out(before: Owner, text: str, people: float) -> None:
    """The last number stands, where it is the first without those between."""
    before.says(text)
    assert stored(before, "people") == people


@pytest.mark.parametrize(
    ("people", "text", "talked"),
    [
        ("14", "12 had a discovery call. No, wait, one of those was only an email exchange, so 11.", 11),
        ("22", "All but two. One mother never picked up again, and once I was in hospital and forgot.", 20),
        ("30", "everyone bar 4, two of them at night", 26),
        ("25", "like 20, the other 5 i forgot to text back oops", 20),
    ],
)
def test_those_talked_with_among_the_known(before: Owner, people: str, text: str, talked: float) -> None:
    """Who got in touch stays as it was told, and no part is taken for all."""
    before.says(people, text)
    assert (stored(before, "people"), stored(before, "talked")) == (float(people), talked)


@pytest.mark.parametrize(
    ("text", "people", "talked"),
    [
        ("4 weeks, dunno, maybe 25 calls. 6 of them I never rang back because I was up a ladder", 25, 19),
        ("40 messages, 5 of which I haven't replied to", 40, 35),
        ("about 45, ten of those I forgot to answer", 45, 35),
    ],
)
def test_those_left_are_the_next_answer(before: Owner, text: str, people: float, talked: float) -> None:
    """How many were never rung back answers the next question, too."""
    before.says(text)
    assert (stored(before, "people"), stored(before, "talked")) == (people, talked)


def test_a_question_behind_is_answered(before: Owner) -> None:
    """A question beside what is settled is not passed over."""
    before.says("Nine. No wait, one was a supplier. 8. Do they count?")
    assert stored(before, "people") == 8
    assert "count" in before.replies[0].text.lower() or "once each" in before.replies[0].text


def test_room_is_settled_between_two_seasons() -> None:
    """What is settled on between two numbers goes before both."""
    owner = Owner(at("q:room"))
    owner.says("In spring we're stretched, maybe 3 a week, now in autumn 5 a week. Say 4.")
    assert stored(owner, "room") == 4
