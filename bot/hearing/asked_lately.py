"""Numbers that answer a weekly question which could not open a check-in: others were open, or several weeks were missing."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.checkins.putting_off import how_told
from bot.checkins.reminding import wake_kind
from bot.checkins.session import begin_week, is_checkin, weeks_about
from bot.core.records import Chat
from bot.core.week import Week
from bot.dialogue import prompting
from bot.dialogue.context import Context
from bot.dialogue.hear import Heard, Many, Number
from bot.dialogue.scene import Scene, Turned

OnWords = Callable[[Context, Chat, Scene | None, str], Turned]
LATELY = timedelta(days=2)
SEVERAL = 2  # numbers that are plainly those of a week


def week_told(context: Context, chat: Chat, scene: Scene | None, text: str, on_words: OnWords) -> Turned | None:
    """Take numbers as those of the week that was asked about lately; None where they may be anything else."""
    if scene is not None and is_checkin(scene.session):
        return None
    later = scene is None and how_told(text, context.words.language) is not None
    if not later and not any(map(str.isdecimal, text)):
        return None
    asked_about = _asked_about(context, chat)
    if asked_about is None or (scene is not None and isinstance(prompting.listen(scene, text), Number | Many)):
        return None
    number, week = asked_about
    left = any(
        is_checkin(session) and session.business == number and weeks_about(session)[0] == week
        for session in chat.sessions
    )
    opened, _ = begin_week(context, chat.switch_to(number), week, hint=True)
    asked = context.scene(opened)
    if asked is None:
        return None
    heard = prompting.listen(asked, text)
    if (later and not left) or _is_week(heard) or (scene is None and not left and isinstance(heard, Number)):
        return on_words(context, opened, asked, text)
    return None


def _is_week(heard: Heard) -> bool:
    return isinstance(heard, Many) and len(heard.given) >= SEVERAL


def _asked_about(context: Context, chat: Chat) -> tuple[int, Week] | None:
    """Return the week asked about last, in the last days, that has no numbers yet, and the number of its business."""
    asked: list[tuple[datetime, int, Week]] = []
    for business in chat.businesses:
        one = chat.switch_to(business.number)
        if wake_kind(one) not in chat.wakes or (week := one.book.last) is None:
            continue
        kept = one.book.weeks[week]
        if kept.numbers is None and kept.outcome == "sent" and kept.sent_at is not None:
            asked.append((kept.sent_at, business.number, week))
    at, number, week = max(asked, default=(context.event.at - 2 * LATELY, 0, Week(1, 1)))
    return (number, week) if context.event.at - at <= LATELY else None
