"""Count how well activities are judged: ``python -m tests.activity.score [FILE [LANGUAGE]]``; prints counts, never a text.

The file holds ``text, contact, interaction, verdict, kind``; the contact ``existing`` is somebody who has bought before;
files of other languages hold ``text, verdict`` alone, several verdicts apart by " | " where each will do, and are not asked back. A verdict
``either`` is right when it is asked back, ``unknown`` when it is said not to be understood. Then every text is asked about, with an owner who answers by the facts.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.activity import Judgement, judge
from bot.activity.asking import by_verdict
from bot.activity.judge import weigh

SEALED = Path(__file__).with_name("sealed_acts.tsv")
OPEN = ("either", "unknown")
SEVERAL = "clauses"
IN_TOUCH = {"existing": "yes"}  # past customers have been in touch
WHOLE = ("text", "contact", "interaction", "verdict", "kind")
PLAIN = ("text", "verdict")
ASKED_BACK = {"depends": "either", "unclear": "either"}  # other words of those who labelled
MOST = 2
SHARES = (0.6, 0.7, 0.8, 0.88, 0.95, 1.0)


class Case(NamedTuple):
    """A labelled text."""

    text: str
    contact: str
    interaction: str
    verdict: str
    kind: str
    others: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if there is nothing to be right about."""
        return self.verdict in OPEN

    def fits(self, verdict: str) -> bool:
        """True if a verdict is right."""
        return verdict in (self.verdict, *self.others)


class Score(NamedTuple):
    """Shares of texts.

    Attributes:
        right: of those answered outright.
        answered: of those that have a verdict.
        wrong_and_sure: of all texts.
        open_right: of those without a verdict, asked back or said not to be understood.
    """

    right: float
    answered: float
    wrong_and_sure: float
    open_right: float


class After(NamedTuple):
    """What questions bring: shares of the texts that were asked about, and the average number of questions."""

    asked: int
    right: float
    questions: float


def cases(path: Path = SEALED) -> list[Case]:
    """Read a file of labelled texts."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [_case(line) for line in lines if line[0] != "text" and len(line) in (len(PLAIN), len(WHOLE))]
    return [case._replace(contact=IN_TOUCH.get(case.contact, case.contact)) for case in found]


def _case(line: Sequence[str]) -> Case:
    if len(line) == len(WHOLE):
        return Case(*line)  # type: ignore[arg-type]  # five columns
    first, *others = (ASKED_BACK.get(one, one) for one in line[1].split(" | "))
    return Case(line[0], "", "", first, "all", tuple(others))


def score(found: Sequence[tuple[Case, Judgement]]) -> Score:
    """Compare judgements with labels."""
    known = [(case, one) for case, one in found if not case.is_open]
    outright = [(case, one) for case, one in found if one.verdict != "unclear"]
    right = sum(case.fits(one.verdict) for case, one in outright)
    sure = sum(not case.fits(one.verdict) and one.sure == "clear" for case, one in outright)
    others = [(case, one) for case, one in found if case.is_open]
    return Score(
        right / max(1, len(outright)),
        sum(one.verdict != "unclear" for _, one in known) / max(1, len(known)),
        sure / max(1, len(found)),
        sum(one.verdict == "unclear" and (one.ask is None) == (case.verdict == "unknown") for case, one in others)
        / max(1, len(others)),
    )


def asked_back(case: Case, first: Judgement) -> tuple[str, int]:
    """Return the verdict after the questions, answered by the labelled facts, and how many there were."""
    answers: dict[str, str] = {}
    judgement = first
    while judgement.ask is not None and len(answers) < MOST:
        answers[judgement.ask] = _answer(case, judgement.ask)
        judgement = judge(case.text, **answers)  # type: ignore[arg-type]
    return judgement.verdict, len(answers)


def _answer(case: Case, ask: str) -> str:
    if case.verdict == "neither":
        return "none"
    if case.verdict == "both" and case.kind == SEVERAL:
        return "mixed"  # the labelled facts are those of one of its parts
    if ask == "interaction" and case.interaction == "one_way" and case.verdict == "sales":
        return "to_one"
    return case.contact if ask == "contact" else case.interaction


def after(found: Sequence[tuple[Case, Judgement]]) -> After:
    """Answer every question that is asked about a text with a verdict."""
    asked = [(case, one) for case, one in found if one.ask is not None and not case.is_open and case.contact]
    ends = [(case, *asked_back(case, one)) for case, one in asked]
    number = max(1, len(ends))
    right = sum(verdict == case.verdict for case, verdict, _ in ends)
    return After(len(ends), right / number, sum(questions for *_, questions in ends) / number)


def curve(texts: Sequence[Case], language: str = "en") -> list[tuple[float, float, float]]:
    """Return how many are right of the share that is judged most surely, and the chance of the last of them."""
    best = [(by_verdict(weigh(case.text, language).chances), case) for case in texts if not case.is_open]
    best.sort(key=lambda pair: -pair[0][1])
    taken = [best[: round(share * len(best))] for share in SHARES]
    return [
        (share, sum(case.fits(verdict) for (verdict, _), case in some) / max(1, len(some)), some[-1][0][1])
        for share, some in zip(SHARES, taken, strict=True)
        if some
    ]


def main(path: str = str(SEALED), language: str = "en") -> None:
    """Print the counts."""
    found = [(case, judge(case.text, language=language)) for case in cases(Path(path))]
    _print("all", found)
    for kind in sorted({case.kind for case, _ in found}):
        _print(kind, [(case, one) for case, one in found if case.kind == kind])
    print(
        *(
            f"{share:.0%} of them: {right:.1%} (from {chance:.2f})"
            for share, right, chance in curve([case for case, _ in found], language)
        ),
        sep="\n",
    )
    print(Counter((case.verdict, one.verdict) for case, one in found))


def _print(name: str, found: Sequence[tuple[Case, Judgement]]) -> None:
    one, end = score(found), after(found)
    print(
        f"{name:24.24} {len(found):4}  right {one.right:6.1%}  answered {one.answered:6.1%}  wrong and sure "
        f"{one.wrong_and_sure:5.1%}  open right {one.open_right:6.1%}  asked {end.asked:3}, then right {end.right:6.1%} "
        f"with {end.questions:.2f} questions"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
