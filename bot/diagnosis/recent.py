"""Which of the weeks told still stand: those since the share of the people who stay has plainly changed."""

from msgspec.structs import replace

from bot.diagnosis.answers import Answers
from bot.diagnosis.verdict import Before

PLAIN = 3.0  # spreads of chance by which two shares differ that nobody takes for luck
ENOUGH = 10.0  # people talked with on either side of a change


def since_change(answers: Answers) -> tuple[Answers, Before | None]:
    """Return the answers with the newer weeks alone, and what was before, where another share of the people stays by now.

    Of those that it returns itself, nothing is taken away any more.
    """
    talked = [period.talked.value if period.talked else None for period in answers.periods]
    won = [period.customers.value if period.customers else None for period in answers.periods]
    known = [(t, min(w, t)) for t, w in zip(talked, won, strict=True) if t is not None and w is not None]
    if len(known) < 2 or len(known) < len(answers.periods):
        return answers, None
    all_talked, all_won = (sum(column) for column in zip(*known, strict=True))
    if not 0 < all_won < all_talked:
        return answers, None
    best, plain = 0, PLAIN
    early = early_won = 0.0
    scatter = all_won / all_talked * (1 - all_won / all_talked)
    for place, (number, stayed) in enumerate(known[:-1], 1):
        early, early_won = early + number, early_won + stayed
        late = all_talked - early
        if min(early, late) < ENOUGH:
            continue
        apart = abs(early_won / early - (all_won - early_won) / late) / (scatter * (1 / early + 1 / late)) ** 0.5
        if apart >= plain:
            best, plain = place, apart
    if not best:
        return answers, None
    before = Before(sum(t for t, _ in known[:best]), sum(w for _, w in known[:best]))
    newer, later = since_change(replace(answers, periods=answers.periods[best:]))  # it may have changed again since
    return newer, later or before
