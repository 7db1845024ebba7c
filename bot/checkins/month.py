"""The summary of a month: at the first check-in of the next, its four weeks beside the four before, as a picture too."""

from datetime import datetime
from html import unescape

from msgspec.structs import replace

from bot.checkins.picture import two_months
from bot.checkins.session import step_given
from bot.checkins.summary import SPAN, four_weeks
from bot.checkins.trends import streak
from bot.checkins.which_week import clock_of, last_day
from bot.checkup.answers import NO_TRADE
from bot.core.records import Chat
from bot.core.replies import Picture
from bot.core.schedule import local
from bot.core.week import Week
from bot.diagnosis.in_two import in_two
from bot.diagnosis.step_words import said
from bot.language.nouns import called
from bot.language.templates import Words
from bot.pictures.caption import illustrated

PROUD_FROM = 4  # weeks in a row


def is_first_of_month(chat: Chat, week: Week, now: datetime) -> bool:
    """True if the newest week is the first that is told in a month, and enough of the four before have numbers."""
    zone = clock_of(chat)
    this = local(now, zone)
    earlier = [
        local(kept.answered_at, zone) for other, kept in chat.book.weeks.items() if other != week and kept.answered_at
    ]
    if any((at.year, at.month) == (this.year, this.month) for at in earlier) or week != max(chat.book.numbers):
        return False
    return four_weeks(chat.book.compared, week).weeks >= SPAN - 1


def month_in_words(chat: Chat, week: Week, words: Words, now: datetime) -> list[str]:
    """Sum up four weeks at the first check-in of a month, where there are too few before to set beside them."""
    if not is_first_of_month(chat, week, now) or _has_month_before(chat, week):
        return []
    four, nouns = four_weeks(chat.book.compared, week), called(chat.business.trade, words)
    return [words.say("checkins/four_weeks", now=four, before=None, until=last_day(chat, week, now), **nouns)]


def month_in_a_picture(chat: Chat, week: Week, words: Words, now: datetime) -> tuple[Picture, ...]:
    """Set four weeks beside the four before, at the first check-in of a month."""
    if not is_first_of_month(chat, week, now) or not _has_month_before(chat, week):
        return ()
    months = two_months(chat.business, chat.book, week, words, step=_step(chat, words))
    if months is None:
        return ()
    picture, count = illustrated(months, words), streak(chat.book.outcomes)
    praise = words.say("checkins/month", "streak", streak=count) if count >= PROUD_FROM else ""
    head = words.say("checkins/month", "head")
    return (replace(picture, text="\n\n".join(filter(None, [head, picture.text, praise]))),)


def _has_month_before(chat: Chat, week: Week) -> bool:
    return four_weeks(chat.book.compared, week.later(-SPAN)).weeks >= SPAN - 1


def _step(chat: Chat, words: Words) -> str:
    """Return what there is to do now, as plain text."""
    given = step_given(chat)
    if given is None or given[1] in chat.book.done | chat.book.passed:
        return ""
    return unescape(str(in_two(said(given[1], "do", chat.business.trade or NO_TRADE, words))[0]))
