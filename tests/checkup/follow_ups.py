"""Owners with questions after their verdict: their answers, and the replies to their messages."""

from functools import cache

from msgspec.structs import replace

from bot.core.events import Tap
from bot.core.records import Chat
from bot.core.replies import Spoken
from bot.language.templates import noting
from tests.listening.played import Owner, at, names_of

OWNERS = {
    "gym": {
        "trade": "gym, classes: people visit",
        "path": "we talk first",
        "people": "30",
        "talked": "14",
        "customers": "6",
        "room": "12",
        "wanted": "4",
        "fit": "8",
        "busy": "about right",
    },
    "shop": {
        "trade": "online shop",
        "path": "they order without talking",
        "orders": "12",
        "visitors": "2000",
        "wanted": "20",
    },
    "photographer": {
        "trade": "wedding photographer",
        "path": "we talk first",
        "people": "9",
        "talked": "9",
        "customers": "4",
        "room": "3",
        "wanted": "2",
        "fit": "8",
        "busy": "waiting for work",
    },
    "coach": {
        "trade": "life coach",
        "path": "we talk first",
        "people": "30",
        "talked": "28",
        "customers": "2",
        "room": "12",
        "wanted": "5",
        "fit": "9",
        "reason": "they find it too dear",
        "busy": "about right",
    },
    "dentist": {
        "trade": "dentist",
        "path": "we talk first",
        "people": "40",
        "talked": "38",
        "customers": "26",
        "room": "12",
        "wanted": "6",
        "fit": "9",
        "busy": "about right",
    },
    "fitter": {
        "trade": "plumber",
        "path": "we talk first",
        "people": "40",
        "talked": "36",
        "customers": "5",
        "room": "15",
        "busy": "about right",
        "wanted": "4",
        "fit": "8",
    },
    "tutor": {
        "trade": "piano teacher",
        "path": "we talk first",
        "people": "4",
        "talked": "4",
        "customers": "3",
        "room": "5",
        "wanted": "2",
        "fit": "8",
        "busy": "waiting for work",
    },
    "venue": {
        "trade": "wedding venue",
        "path": "we talk first",
        "people": "60",
        "talked": "20",
        "customers": "8",
        "room": "20",
        "wanted": "5",
        "fit": "8",
        "busy": "about right",
    },
    "candles": {
        "trade": "candles from my website",
        "path": "they order without talking",
        "orders": "6",
        "visitors": "900 a month",
        "wanted": "10",
    },
    "salon": {
        "trade": "hair salon",
        "path": "we talk first",
        "people": "30",
        "talked": "30",
        "customers": "20",
        "room": "8",
        "wanted": "5",
        "fit": "9",
        "busy": "swamped",
    },
}
LEFT_OPEN = ("No, go on with these weeks", "Looks right", "Skip", "Don't know")
LONGEST = 25


def after_the_verdict(name: str) -> Chat:
    """Return the chat of an owner who has just read the verdict; "plumber" is the one that others play with."""
    return at("verdict") if name == "plumber" else _after(tuple(OWNERS[name].items()))


@cache
def _after(told: tuple[tuple[str, str], ...]) -> Chat:
    """Return the chat of who gave these answers; some tests have other owners of the same name."""
    owner, answers = Owner(), dict(told)
    owner.says("/start")
    asked = _asked(owner, "/checkup")
    for _ in range(LONGEST):
        if owner.chat is None or owner.chat.open is None:
            break
        asked = _asked(owner, answers.pop(asked, ""))
    assert owner.chat is not None
    assert owner.chat.business.checkup is not None
    return replace(owner.chat, books=owner.chat.books or {})


def _asked(owner: Owner, text: str) -> str:
    """Type an answer, or tap what leaves a question open; return the question that is asked next."""
    said = next((one for one in reversed(owner.replies) if isinstance(one, Spoken)), None)
    data = {button.label: button.data for row in said.rows for button in row} if said else {}
    with noting() as noted:
        label = next((one for one in LEFT_OPEN if one in data), None)
        tapped = next((one for one in data if one.lower() == text.lower()), label if not text else None)
        owner.does(Tap(data[tapped], "tap")) if tapped else owner.says(text)
    flow = "checkup/"
    return next(
        (name.removeprefix(flow) for name, block in reversed(noted) if name.startswith(flow) and block == "ask"), ""
    )


def answer_to(name: str, text: str) -> tuple[Owner, set[str]]:
    """Let an owner type a message after the verdict; return them with the templates that answered."""
    owner = Owner(after_the_verdict(name))
    owner.events = 1_000
    with noting() as noted:
        owner.says(text)
    assert owner.chat is not None
    return owner, names_of(noted, owner.chat)


def stored(name: str, text: str) -> dict[str, float]:
    """Return the numbers of the newest check-up that a message changed, as they are told."""
    before = after_the_verdict(name)
    owner, _ = answer_to(name, text)
    old, new = (chat.sessions[-1].answers for chat in (before, owner.chat))
    return {
        question: answer.amount.value / (answer.span.weeks if answer.span else 1)
        for question, answer in new.items()
        if answer.amount is not None and not answer.same_as(old.get(question))
    }
