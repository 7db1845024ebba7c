"""What owners say after a verdict that is no question about it: a remark on their business, on a number, or on the step.

A remark is a kind of a matter (``matters.py``) whose name is that of a block in ``topics/remarks`` or ``topics/step_remarks``,
which answers it. Nothing of it is stored.
"""

import re
from collections.abc import Sequence

from bot.core.records import Chat
from bot.diagnosis.talk import REMARKS, STEP_REMARKS, template_of
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.listening.matters import KIND, Matter, kinds_of_matter
from bot.language.templates import Words
from bot.turn.answering import answered
from bot.turn.policy import CHOOSING, SAYING

PERHAPS = 0.25
"""With this chance a remark is answered where nothing else can be made of a message."""

BY_FAR = 2.0  # times as likely as what comes next
PAGE = "page"
_ADDRESS = re.compile(r"https?://|\bwww\.|(?<!\S)@\w{3,}")


def remarked(context: Context, chat: Chat, text: str, *, least: float = SAYING) -> Turned | None:
    """Answer a remark; None where a message is likelier something else, or less likely a remark than asked for."""
    remark = PAGE if _ADDRESS.search(text) else remark_in(text, context.words, least)
    return answered(context, chat, remark) if remark else None


def remark_in(text: str, words: Words, least: float = SAYING) -> str | None:
    """Return the remark that a message makes, as ``/about`` takes it; None if that is less likely than asked for.

    A sure one has to be the likeliest of all that the message may be about, by far where it is not likelier than not; of
    others the likeliest remark is taken.
    """
    if not any(map(str.isalpha, text)):
        return None  # a bare number
    found = kinds_of_matter(text, words.language)
    if least >= SAYING:
        found = found[:1] if _stands_out(found) else ()
    remarks = (name.partition(KIND)[2] for name, chance in found if chance >= least)
    return next((one for one in remarks if template_of(one, words) in (REMARKS, STEP_REMARKS)), None)


def _stands_out(found: Sequence[Matter]) -> bool:
    """True if the likeliest kind is likelier than not, or by far the likeliest."""
    first, second = ([chance for _, chance in found] + [0.0, 0.0])[:2]
    return first >= CHOOSING or first >= BY_FAR * second
