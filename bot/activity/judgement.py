"""What is said about an activity."""

from typing import Literal

from msgspec import Struct

from bot.activity.rule import ActivitySide, ActivityVerdict, Contact, Interaction, RuleId, Sure

Ask = Literal["contact", "interaction"]


class Part(Struct, frozen=True):
    """One of several activities named in one text."""

    text: str
    verdict: ActivityVerdict
    contact: Contact | None
    interaction: Interaction | None
    rule: RuleId
    activity: str | None = None


class Judgement(Struct, frozen=True):
    """Whether an activity is marketing or sales, and why.

    Attributes:
        verdict: the answer; ``unclear`` when a fact is missing that would change it.
        sure: ``leans`` where sensible people could argue.
        contact: whether the person who may buy has made contact; None when the text doesn't say.
        interaction: whether that person can answer right then; None when the text doesn't say.
        rule: the test that decided.
        parts: the single activities, when there are several that fall on different sides.
        ask: the fact to ask the owner for, as the keyword of :func:`bot.activity.judge` that takes the answer.
        activity: the entry of the catalogue that was recognised.
        helps: for ``neither``, the side that is helped all the same.
        text: what was judged, without the question around it.
        either: for ``unclear``, whether the words could mean either side.
    """

    verdict: ActivityVerdict
    sure: Sure
    contact: Contact | None
    interaction: Interaction | None
    rule: RuleId
    parts: tuple[Part, ...] = ()
    ask: Ask | None = None
    activity: str | None = None
    helps: ActivitySide | None = None
    text: str = ""
    either: bool = False
