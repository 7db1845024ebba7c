"""The trade or the way of buying said to be wrong after a verdict: "I'm a nail studio, not a plumber", "we talk first really".

A message has to deny the answer that is kept, by its name or by what it means, or to say that it was taken for something
else; and in a part of its own it tells another one. Where that is plain, the answer is changed and the verdict comes again;
where it is not, the likeliest are buttons.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.checkup.commands import opened_again, with_verdict
from bot.core.records import Chat, Session
from bot.dialogue.context import Context
from bot.dialogue.prompting import ask_among
from bot.dialogue.scene import Turned
from bot.language.listening.acts import Act
from bot.language.listening.lexicon import trades_named
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.match import fold, is_asked
from bot.language.templates import Words
from bot.turn.narrowed import says
from bot.turn.policy import STORING, SURELY
from bot.turn.taking import take_facts
from bot.turn.wished import do_command

TRADE, PATH = "trade", "path"
OTHER = "other"
NEGATION, DISAGREES, MENDS, OWNER = "negation", "disagree", "mends", "subject"
SLIPS = frozenset({DISAGREES, MENDS})
ECHO = 3  # words of a part that only takes up what was shown: "car dealer??"
NAMED = 0.5  # chance from which a part means an option
OFFERED = 2
PLAINLY = {TRADE: STORING, PATH: SURELY}
"""How surely another option must be told to be taken at once."""


class PutRight(Struct, frozen=True):
    """An answer that a message says is wrong.

    Attributes:
        name: of the answer.
        likely: the options that it may be instead, with their chances, the likeliest first.
    """

    name: str
    likely: tuple[tuple[str, float], ...]

    @property
    def plain(self) -> str:
        """Return the option that is told beyond doubt; nothing where none is."""
        return self.likely[0][0] if self.likely and self.likely[0][1] >= PLAINLY[self.name] else ""


def business_put_right(context: Context, chat: Chat, text: str) -> Turned | None:
    """Change the trade or the way of buying that a message says is wrong, or ask for it; None where it says so of neither."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done":
        return None
    wrong = said_wrong(text, session, context.words)
    told = [Act("corrects", one.name, one.plain, words=text) for one in wrong if one.plain]
    if told:
        return take_facts(opened_again(context, chat, session), text, told, context)
    return _asked_again(context, chat, wrong[0]) if wrong else None


def said_wrong(text: str, session: Session, words: Words) -> Sequence[PutRight]:
    """Return which of the two answers a message says are wrong: those it puts right plainly, or else the first."""
    parts = [part for part in passages_of(text, words.language) if any(map(str.isalpha, part.text))]
    if any(part.numbers and not _is_owners(part) for part in parts) or len(parts) == 0:
        return ()
    taken_for = says("taken_for", text, words)
    slipped = says("wrong_kind", text, words)
    found = []
    for name in (TRADE, PATH):
        answer = session.answers.get(name)
        if answer is None or not answer.choice:
            continue
        if (one := _wrong(name, answer.choice, parts, text, words, doubted=taken_for or slipped)) is not None:
            found.append(one)
    return [one for one in found if one.plain] or found[:1]


def _wrong(
    name: str, old: str, parts: Sequence[TextPassage], text: str, words: Words, *, doubted: bool
) -> PutRight | None:
    ...
