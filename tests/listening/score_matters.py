"""How well a message after a verdict is understood: ``python -m tests.listening.score_matters FILE [LANGUAGE] [--fine]``.

A line of FILE is a matter, or several that a sensible adviser would accept with bars between, and a text. Each text is typed
to the whole bot right after a verdict; it is right when what the bot answers, stores or opens is one of these matters.
"""

import sys
from collections import Counter
from pathlib import Path

from tests.listening.played import REMARKED, Played, played
from tests.listening.train_matters import matter_of_kinds

OF_TEMPLATE = {
    "topics/suppose": "suppose",
    "topics/words": "term",
    "topics/phrases": "term",
    "topics/bot": "bot",
    "topics/social": "social",
    "checkup/show": "show",
    "menu/disagree": "differ",
    "menu/help": "want",
}
OF_FOLDER = {
    "checkins": "want",
    "weekly": "want",
    "data": "want",
    "checkin": "want",
    "commands": "want",
    "activity": "judge",
}
OF_PART = {
    "topics/step:shown": "how",
    "topics/step:message": "how",
    "topics/step:detail": "how",
    "topics/again:otherwise": "mean",
    "topics/suppose:offer": "unsure",
    "topics/phrases:counted": "numbers",
    "topics/phrases:aim": "numbers",
    "topics/phrases:study": "source",
    "topics/doubt:numbers": "tell",
    "topics/doubt:changed": "tell",
    "topics/doubt:told": "tell",
    "topics/doubt:same": "tell",
    "topics/doubt:off": "tell",
    "topics/doubt:later": "want",
    "topics/doubt:unasked": "want",
    "topics/doubt:pausing": "want",
    "menu/start:thanks": "social",
    "menu/start:hi": "social",
}
OF_ACT = {"tells": "tell", "judge": "judge", "wants": "want"}
AS_GOOD = {"done": "waiting"}
"""What answers another matter as well: who has done the step hears that the numbers will tell."""


def matters_in(done: Played) -> set[str]:
    """Return the matters that a reply is about."""
    found = {OF_ACT[act.kind] for act in done.acts if act.kind in OF_ACT and act.name != "problem"}
    for name in done.names:
        template, _, block = name.partition(":")
        if name in OF_PART:
            found.add(OF_PART[name])
        elif template in REMARKED and block in (known := matter_of_kinds()):
            found.add(known[block])
        elif template in ("topics/verdict", "topics/step"):
            found.add(block)
        elif template.startswith("checkup/") and block == "review":
            found.add("show")  # the verdict with its answers
        elif template in OF_TEMPLATE:
            found.add(OF_TEMPLATE[template])
        elif (folder := template.partition("/")[0]) in OF_FOLDER:
            found.add(OF_FOLDER[folder])
    return found | {AS_GOOD[one] for one in found if one in AS_GOOD}


def main(path: str, *options: str) -> None:
    """Print how many of the texts in a file are right, and with ``--fine`` by the first matter of their label."""
    language = next((one for one in options if not one.startswith("-")), "en")
    right, of = Counter[str](), Counter[str]()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        label, text = line.split("\t")
        wanted = [one.partition(".")[0] for one in label.split("|")]
        of[wanted[0]] += 1
        right[wanted[0]] += bool(matters_in(played(text, "verdict", language)) & set(wanted))
    if "--fine" in options:
        for matter in sorted(of):
            print(f"{matter}: {right[matter]} of {of[matter]}")
    print(f"right {right.total()} of {of.total()} ({100 * right.total() / of.total():.1f} %)")


if __name__ == "__main__":
    main(*sys.argv[1:])
