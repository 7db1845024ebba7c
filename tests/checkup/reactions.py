"""First reactions to a verdict, with what the bot replies: ``python -m tests.checkup.reactions > replies.md``.

Nine owners and 150 messages by a stranger who had each verdict before them (``sealed_reactions.tsv``: owner, text). Nobody who
works on the bot reads them; an adviser who has not seen the code grades each reply as good, partly, bad, or wrong about the
owner's numbers, and only the counts are looked at.
"""

from html import unescape
from pathlib import Path

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner

TEXTS = Path(__file__).with_name("sealed_reactions.tsv")
TALKING = {"path": "we talk first", "busy": "about right"}
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
}  # fmt: skip


def plain(owner: Owner) -> str:
    """Return what was said last, without marks, and the buttons beneath."""
    return f"{unescape(said(owner))}\nBUTTONS: {', '.join(labels(owner))}"


def main() -> None:
    """Print each owner's verdict, and each message with its reply."""
    for name, answers in REACTING.items():
        OWNERS[name] = answers if "path" in answers else {**TALKING, **answers}
        owner = Owner(after_the_verdict(name))
        owner.events = 1_000
        owner.says("show me the verdict again")
        print(f"## {name}\n{OWNERS[name]}\n{plain(owner)}\n")
    for number, line in enumerate(TEXTS.read_text(encoding="utf-8").splitlines(), 1):
        name, text = line.split("\t")
        print(f"### {number} [{name}]\nOWNER: {text}\nBOT: {plain(answer_to(name, text)[0])}\n")


if __name__ == "__main__":
    main()
