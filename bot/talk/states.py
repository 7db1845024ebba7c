"""What an owner has before them when they write: an open question, a verdict, a week, or nothing yet."""

from bot.checkins.session import is_checkin
from bot.core.records import Chat, Session
from bot.dialogue.context import Context
from bot.dialogue.hear import read_as
from bot.dialogue.scene import Scene
from bot.talk.answering import waits_for_words


def state_of(context: Context, chat: Chat, scene: Scene | None) -> str:
    """Name what an owner has before them, as the reader knows it."""
    if scene is not None:
        match scene.session.flow:
            case "checkup":
                return f"q:{read_as(scene.current.id)}" if scene.current else "verdict"
            case "checkin":
                return "weekly"
            case "weekly":
                return "zone"
            case _:
                return "activity"
    if waits_for_words(context.awaited):
        return "menu"
    if chat.business.checkup is not None:
        return "weekly_done" if told_last(chat) is not None else "verdict"
    return "idle" if chat.owner.sessions else "start"


def tells_of_week(chat: Chat) -> bool:
    """True if the numbers of a week were told last, and nothing else ended after them."""
    return told_last(chat) is not None


def told_last(chat: Chat) -> Session | None:
    """Return the week whose numbers were told last; None if something else ended after it."""
    ended = [session for session in chat.sessions if session.ended_at is not None and session.state == "done"]
    newest = max(ended, key=lambda session: session.ended_at or session.touched_at, default=None)
    return newest if newest is not None and is_checkin(newest) else None
