"""What was special about a week, typed beside its numbers or instead of them."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.checkins.commands import checkin
from bot.checkins.session import is_checkin
from bot.checkins.special import is_over, note_week, noted_line, special_in, told_lately, week_meant, with_note
from bot.core.records import Chat
from bot.core.replies import Spoken
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned

OnWords = Callable[[Context, Chat, Scene | None, str], Turned]


def special_week(context: Context, chat: Chat, scene: Scene | None, text: str, on_words: OnWords) -> Turned | None:
    """Note what was special about a week, and take the numbers beside it; None where nothing of that is said."""
    language = context.words.language
    if scene is not None and not is_checkin(scene.session):
        return None
    if scene is None and not (_has_weeks(chat) and (is_over(text, language) or told_lately(context, chat))):
        return None
    note, rest = special_in(text, language)
    if not note:
        return None
    if not rest:
        return note_week(context, chat, note)
    week = week_meant(context, chat)
    if scene is None:
        if week in chat.book.numbers:
            return None  # whether they are new ones is asked about
        chat, _ = checkin(context, chat, str(week))
    chat = with_note(chat, week, note)
    chat, (first, *others) = on_words(context, chat, context.scene(chat), rest)
    if isinstance(first, Spoken):
        first = replace(first, text=f"{noted_line(context, week, note)}\n\n{first.text}")
    return chat, (first, *others)


def _has_weeks(chat: Chat) -> bool:
    """True if an owner is asked every week, or told of weeks before."""
    return chat.books is not None and (chat.book.plan is not None or bool(chat.book.numbers))
