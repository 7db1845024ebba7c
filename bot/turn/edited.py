"""New words for an old message: they correct the answer that came in it."""

from datetime import timedelta

from bot.checkup.commands import opened_again
from bot.core.events import Edited
from bot.core.records import Answer, Chat
from bot.dialogue import actions
from bot.dialogue.context import Context
from bot.dialogue.corrections import correct, reread
from bot.dialogue.scene import Turned

EDITED_WITHIN = timedelta(hours=72)  # Telegram lets a message be edited for 48 hours, and keeps an update for 24
CLOCKS_APART = timedelta(minutes=5)  # Telegram's and this machine's, at most


def on_edited(context: Context, chat: Chat, edited: Edited) -> Turned:
    """Take new words for an old message: they correct the answer that came in it."""
    scene = context.scene(chat)
    if scene is None:
        return _revised(context, chat, edited) or (chat, (context.menu("too_late", "dialogue/edited"),))
    flow, session = scene.form.flow, scene.session
    if context.event.at - edited.sent_at <= EDITED_WITHIN:
        answer = next((a for a in session.answers.values() if _came_in(a, edited)), None)
        if answer is not None and answer.question in flow:
            return correct(scene, flow[answer.question], edited.text)
        noted = any(_came_in(a, edited) for one in chat.sessions for a in one.answers.values())
        newest = max((a.message_id or 0 for a in session.answers.values()), default=0)
        if edited.message_id > newest and not noted:  # it was not understood before; perhaps it is now
            return actions.on_text(scene, edited.text)
    return context.aside(chat, context.words.say("dialogue/edited", "too_late"))


def _revised(context: Context, chat: Chat, edited: Edited) -> Turned | None:
    """Return the verdict again after an edited message changed one of its answers; None if it changed none."""
    done = chat.session(chat.business.checkup or 0)
    if done is None or context.event.at - edited.sent_at > EDITED_WITHIN:
        return None
    answer = next((one for one in done.answers.values() if _came_in(one, edited)), None)
    scene = opened_again(context, chat, done)
    if answer is None or answer.question not in scene.form.flow:
        return None
    return reread(scene, scene.form.flow[answer.question], edited.text)


def _came_in(answer: Answer, edited: Edited) -> bool:
    """True if an answer came in a message: of this number, and sent before it was noted.

    A number alone is not enough: a group that becomes a supergroup starts numbering its messages again.
    """
    return answer.message_id == edited.message_id and edited.sent_at <= answer.answered_at + CLOCKS_APART
