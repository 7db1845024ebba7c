"""Owners with a check-up each, one for every kind of verdict: what they call their business, and what they answer."""

from bot.core.events import Command, Tap
from bot.core.replies import Picture, Spoken
from tests.listening.played import Owner

WAYS_ON = ("Skip", "No, go on with these weeks", "Don't know", "Really no idea")
OWNERS = {
    "sales_skill": (
        "Miller Plumbing",
        {
            "trade": "plumber",
            "path": "we talk first",
            "people": "50",
            "talked": "45",
            "customers": "5",
            "room": "15",
            "busy": "swamped",
            "wanted": "4",
            "fit": "8",
            "reason": "went quiet",
        },
    ),
    "marketing_volume": (
        "Hill Street Dental",
        {
            "trade": "dentist",
            "path": "we talk first",
            "people": "16",
            "talked": "16",
            "customers": "6",
            "room": "20",
            "busy": "mostly waiting",
            "wanted": "6",
            "fit": "9",
        },
    ),
    "sales_response": (
        "Fast Glass Repair",
        {
            "trade": "plumber",
            "path": "we talk first",
            "people": "120",
            "talked": "40",
            "customers": "16",
            "room": "10",
            "busy": "swamped",
            "wanted": "14",
            "fit": "8",
        },
    ),
    "marketing_quality": (
        "Nadia's Garden Design",
        {
            "trade": "gardener",
            "path": "we talk first",
            "people": "120",
            "talked": "108",
            "customers": "10",
            "room": "33",
            "busy": "about right",
            "wanted": "8",
            "fit": "2",
            "reason": "not the right people",
        },
    ),
    "both": (
        "Yoga am See",
        {
            "trade": "coach",
            "path": "we talk first",
            "people": "35",
            "talked": "20",
            "customers": "5",
            "room": "800",
            "busy": "swamped",
            "wanted": "2",
            "fit": "8",
            "age": "longer",
            "year_customers": "25",
            "reason": "went quiet",
        },
    ),
    "offer": (
        "Brass & Bell Lamps",
        {
            "trade": "plumber",
            "path": "we talk first",
            "people": "240",
            "talked": "232",
            "customers": "9",
            "room": "66",
            "busy": "about right",
            "wanted": "20",
            "fit": "9",
            "reason": "too dear",
        },
    ),
    "neither": (
        "Chez Odile",
        {
            "trade": "plumber",
            "path": "we talk first",
            "people": "200",
            "talked": "190",
            "customers": "80",
            "room": "55",
            "busy": "about right",
            "wanted": "12",
            "fit": "8",
        },
    ),
    "cant_tell": (
        "New Leaf Cleaning",
        {
            "trade": "plumber",
            "path": "we talk first",
            "people": "40",
            "talked": "36",
            "customers": "16",
            "room": "15",
            "wanted": "4",
        },
    ),
    "marketing_reach": (
        "Paper & Post",
        {"trade": "online shop", "path": "they order without talking", "orders": "3", "visitors": "42", "wanted": "6"},
    ),
    "marketing_page": (
        "Paper & Post",
        {
            "trade": "online shop",
            "path": "they order without talking",
            "orders": "30",
            "visitors": "4000",
            "wanted": "40",
        },
    ),
}


WORTH = {"sales_skill": "450 euros"}
"""The value of a sale for the owners who told it after their verdict."""


def verdict_of(kind: str) -> Picture:
    """Play the check-up of an owner, and return the verdict at its end; with the value of a sale, the one after that."""
    name, answers = OWNERS[kind]
    owner = Owner()
    owner.does(Command("settings", f"name {name}", 1))
    owner.says("/checkup")
    for _ in range(30):
        said = next(reply for reply in reversed(owner.replies) if isinstance(reply, Spoken))
        if isinstance(said, Picture) and kind in WORTH and not said.shown.worth:
            owner.says("/money", WORTH[kind], "/verdict")
            continue
        if isinstance(said, Picture):
            return said
        asked = owner.chat.open.asked if owner.chat and owner.chat.open else None
        if asked in answers:
            owner.says(answers[asked])
        else:
            data = {button.label: button.data for row in said.rows for button in row}
            owner.does(Tap(next(data[label] for label in WAYS_ON if label in data), "tap"))
    raise AssertionError(f"{kind}: the check-up has no end")
