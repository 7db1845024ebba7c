"""The activity question as a form: the owner's words, at most two questions back, and the verdict."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any

from bot.activity.judge import judge
from bot.activity.judgement import Judgement
from bot.activity.tell import tell
from bot.core.records import Chat, Session
from bot.core.replies import Reply, Say
from bot.dialogue.commands import command_button
from bot.dialogue.flow import Flow
from bot.dialogue.form import Form
from bot.language.templates import FALLBACK, Words
from bot.language.verdicts import kinds

ACTIVITY = "activity"
MOST_ASKED = 2
FACTS = ("contact", "interaction")


@cache
def activity_form(flow: Flow, language: str = FALLBACK) -> Form:
    """Put the activity question together from its flow; what it asks back depends on the language it reads."""
    return Form(
        flow=flow,
        weeks=1,
        values=values,
        finish=finish,
        extra=partial(extra, language=language),
        in_language=partial(activity_form, flow),
    )


def judgement_of(session: Session, language: str) -> Judgement:
    """Judge what the owner wrote, with the facts that were asked for."""
    facts = {name: _fact(session, name) for name in FACTS}
    what = session.answers.get("what")
    return judge(what.typed if what else "", language=language, **facts)


def extra(session: Session, language: str) -> str | None:
    """Name the fact to ask for, at most two in all; the language is that of the owner's words."""
    if "what" not in session.answers or sum(name in session.answers for name in FACTS) >= MOST_ASKED:
        return None
    missing = judgement_of(session, language).ask
    return missing if missing not in session.answers else None


def finish(chat: Chat, session: Session, words: Words, _now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
    """Return the verdict on the activity."""
    judgement = judgement_of(session, words.language)
    told = tell(judgement, words, short_side=short_side(chat), asked=any(name in session.answers for name in FACTS))
    if judgement.verdict == "unclear":
        return chat, (Say(told),)
    return chat, (Say(told, ((command_button("differ", words, str(session.number)),),)),)


def short_side(chat: Chat) -> Any:
    """Return the side that the newest check-up found short: marketing or sales; None when neither or not known."""
    sides = [kinds()[given.kind].side for given in chat.verdicts if given.session == chat.business.checkup]
    return sides[-1] if sides and sides[-1] in ("marketing", "sales") else None


def _fact(session: Session, name: str) -> Any:
    answer = session.answers.get(name)
    return answer.choice if answer else None


def values(_chat: Chat, session: Session, words: Words) -> Mapping[str, Any]:
    """Return what the questions say beside the answers: whether the text itself could mean either side."""
    first = "what" in session.answers and not any(name in session.answers for name in FACTS)
    return {"first": first, "either": first and judgement_of(session, words.language).either}
