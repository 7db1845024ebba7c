"""What owners say after a verdict that is no question about it: a remark on their business, on a number, or on the step.

A remark is a kind of a matter (``matters.py``) whose name is that of a block in ``topics/remarks`` or ``topics/step_remarks``,
which answers it. Nothing of it is stored.
"""

import re

from bot.core.records import Chat
from bot.diagnosis.talk import REMARKS, STEP_REMARKS, template_of
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.listening.matters import KIND, kinds_of_matter
from bot.language.templates import Words
from bot.turn.answering import answered
from bot.turn.policy import SAYING

PERHAPS = 0.25
"""With this chance a remark is answered where nothing else can be made of a message."""

PAGE = "page"
_ADDRESS = re.compile(r"https?://|\bwww\.|(?<!\S)@\w{3,}")


def remarked(context: Context, chat: Chat, text: str, *, least: float = SAYING) -> Turned | None:
    """Answer a remark; None where a message is likelier something else, or less likely a remark than asked for."""
    remark = PAGE if _ADDRESS.search(text) else remark_in(text, context.words, least)
    return answered(context, chat, remark) if remark else None


def remark_in(text: str, words: Words, least: float = SAYING) -> str | None:
    """Return the remark that a message makes, as ``/about`` takes it; None if that is less likely than asked for.

    A sure one has to be the likeliest of all that the message may be about; of others the likeliest remark is taken.
    """
    found = kinds_of_matter(text, words.language)
    for name, chance in found[:1] if least >= SAYING else found:
        remark = name.partition(KIND)[2]
        if chance >= least and template_of(remark, words) in (REMARKS, STEP_REMARKS):
            return remark
    return None
