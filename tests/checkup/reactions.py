"""First reactions to a verdict, with what the bot replies: ``python -m tests.checkup.reactions [FILE] > replies.md``.

Messages by strangers who had each verdict before them (owner, text). Nobody who works on the bot reads those of
``sealed_reactions.tsv``; an adviser who has not seen the code grades each reply as good, partly, bad, or wrong about the
owner's numbers, and only the counts are looked at. ``opened_reactions.tsv`` was such a file, and is read.
"""

import sys
from html import unescape
from pathlib import Path

from bot.core.replies import File, Picture, Reply
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner

SEALED = Path(__file__).with_name("sealed_reactions.tsv")
TALKING = {"path": "we talk first", "busy": "about right"}
SENT: dict[type[Reply], str] = {Picture: "[the picture of the door] ", File: "[a file, as asked for] "}
REACTING = {
    "mechanic": {"trade": "car mechanic", "people": "50", "talked": "30", "customers": "20", "room": "20", "wanted": "12", "fit": "8"},
    "physio": {"trade": "physiotherapist", "people": "16", "talked": "15", "customers": "11", "room": "10", "wanted": "6", "fit": "9", "busy": "waiting for work"},
    "accountant": {"trade": "accountant", "people": "12", "talked": "11", "customers": "2", "room": "4", "wanted": "1", "fit": "7", "reason": "they go to somebody else"},
    "cleaner": {"trade": "cleaner", "people": "45", "talked": "18", "customers": "8", "room": "9", "wanted": "6", "fit": "7", "busy": "swamped"},
    "cafe": {"trade": "cafe", "people": "600", "talked": "560", "customers": "300", "room": "250", "wanted": "150", "fit": "8"},
    "band": {"trade": "wedding band", "people": "20", "talked": "19", "customers": "4", "room": "3", "wanted": "2", "fit": "8", "reason": "they find it too dear", "busy": "waiting for work"},
    "app": {"trade": "software, with a demo", "people": "30", "talked": "26", "customers": "3", "room": "12", "wanted": "3", "fit": "6"},
    "nails": {"trade": "nail salon", "people": "25", "talked": "24", "customers": "18", "room": "15", "wanted": "10", "fit": "9", "busy": "waiting for work"},
    "soap": {"trade": "online shop", "path": "they order without talking", "orders": "9", "visitors": "1200 a month", "wanted": "8"},
    "electrician": {"trade": "electrician", "people": "36", "talked": "34", "customers": "7", "room": "15", "wanted": "4", "fit": "8", "reason": "they never answer again"},
    "groomer": {"trade": "dog groomer", "people": "70", "talked": "65", "customers": "48", "room": "12", "wanted": "14", "fit": "9", "busy": "swamped"},
    "tutor": {"trade": "maths tutor", "people": "18", "talked": "17", "customers": "3", "room": "8", "wanted": "3", "fit": "3"},
    "agency": {"trade": "web design agency", "people": "14", "talked": "13", "customers": "3", "room": "5", "wanted": "2", "fit": "6", "reason": "they never answer again", "busy": "waiting for work"},
    "gym": {"trade": "gym, classes: people visit", "people": "40", "talked": "22", "customers": "9", "room": "25", "wanted": "8", "fit": "8"},
    "roofer": {"trade": "roofer", "people": "22", "talked": "20", "customers": "9", "room": "6", "wanted": "2", "fit": "7"},
    "therapist": {"trade": "counsellor", "people": "5", "talked": "5", "customers": "4", "room": "4", "wanted": "2", "fit": "9", "busy": "waiting for work"},
    "charity": {"trade": "a charity", "people": "80", "talked": "50", "customers": "12", "room": "40", "wanted": "6", "fit": "8"},
    "florist": {"trade": "florist", "people": "120", "talked": "115", "customers": "90", "room": "60", "wanted": "40", "fit": "9"},
    "course": {"trade": "online course", "path": "they order without talking", "orders": "14", "visitors": "600 a month", "wanted": "6"},
}  # fmt: skip


def plain(owner: Owner) -> str:
    """Return what was said last, without marks, with what was sent beside it, and the buttons beneath."""
    sent = "".join(SENT[type(reply)] for reply in owner.replies if type(reply) in SENT)
    return f"{sent}{unescape(said(owner))}\nBUTTONS: {', '.join(labels(owner))}"


def main(*given: str) -> None:
    """Print each owner's verdict, and each message of a file with its reply."""
    lines = Path(*given or (SEALED,)).read_text(encoding="utf-8").splitlines()
    reacting = {line.partition("\t")[0] for line in lines}
    for name, answers in REACTING.items():
        if name not in reacting:
            continue
        OWNERS[name] = answers if "path" in answers else {**TALKING, **answers}
        owner = Owner(after_the_verdict(name))
        owner.events = 1_000
        owner.says("show me the verdict again")
        print(f"## {name}\n{OWNERS[name]}\n{plain(owner)}\n")
    for number, line in enumerate(lines, 1):
        name, text = line.split("\t")
        print(f"### {number} [{name}]\nOWNER: {text}\nBOT: {plain(answer_to(name, text)[0])}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
