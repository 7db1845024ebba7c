"""A step in words: its template, with what the owner's trade calls things."""

from typing import Any, get_args

from markupsafe import Markup

from bot.diagnosis.advice import Advice, Side
from bot.diagnosis.facts import missed_of
from bot.diagnosis.kinds import VerdictKind
from bot.diagnosis.verdict import Verdict
from bot.language.nouns import called
from bot.language.templates import Words
from bot.language.verdicts import kinds

EVIDENCE = "diagnosis/evidence"


def said(action: str, block: str, trade: str, words: Words, missed: int | None = None) -> Markup:
    """Write one part of a step as Telegram HTML; ``missed``: how many of the owner's people have no answer, where that is told."""
    written = words.say(f"actions/{action}", block, **called(trade, words), missed=missed)
    return Markup(written)  # noqa: S704 -- rendered and escaped


PARTS = ("name", "how", "ways", "which", "if_not", "words", "example", "message")
"""What is told of a step where it is talked about; a message only of those that send one."""


def step_values(
    verdict: Verdict, trade: str, words: Words, given: Advice | None = None, *, whole: bool = False
) -> dict[str, Any]:
    """Return what a verdict says of its step, or of the one that was given and is not done yet; ``whole``: with its parts."""
    action = given or verdict.action
    parts = [part for part in PARTS if part != "message" or action.sends] if whole else []
    return {
        **dict.fromkeys(PARTS),
        **{part: said(action.id, part, trade, words) for part in parts},
        "do": said(action.id, "do", trade, words, missed_of(verdict.answers)),
        "minutes": action.minutes,
        "evidence": Markup(evidence_in_short(action, words)),  # noqa: S704 -- rendered and escaped
        "moves": action.moves,
        "proof": Markup(evidence(action, words)),  # noqa: S704 -- rendered and escaped
        "waiting": action.first and verdict.state != action.side,
        "tag": words.label("diagnosis/tags", side_of(action, verdict.kind)),
        "step_side": side_of(action, verdict.kind),
    }


def side_of(action: Advice, kind: VerdictKind) -> str:
    """Return the side that a step belongs to: that of the verdict it is given for, where it is for several."""
    side = kinds()[kind].side
    return side if kind in action.kinds and side in get_args(Side) else action.side


def evidence(action: Advice, words: Words) -> str:
    """Write how good the evidence for a step is, what was found, by whom and when."""
    found = words.label(EVIDENCE, action.source)
    return words.say(EVIDENCE, "told", grade=action.grade, found=found, close=action.indirect)


def evidence_in_short(action: Advice, words: Words) -> str:
    """Write how good the evidence for a step is, and who found it when."""
    study = action.study
    first, *others = study.name.split(", ")
    name = words.label(EVIDENCE, "and_others", name=first) if others else first
    return words.say(EVIDENCE, "short", grade=action.grade, name=name, year=study.year and str(study.year))


def about_step(action: Advice, trade: str, words: Words, missed: int | None = None) -> str:
    """Write how a step is done, how long it takes, what it should move, its evidence, and the message to send."""
    parts = {block: said(action.id, block, trade, words, missed) for block in ("do", "how", "unfit")}
    parts["evidence"] = Markup(evidence(action, words))  # noqa: S704 -- rendered and escaped
    message = said(action.id, "message", trade, words) if action.sends else None
    return words.say("topics/step", "shown", minutes=action.minutes, moves=action.moves, message=message, **parts)
