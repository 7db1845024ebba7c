"""An answer that is worked out of a message and what was answered before, said back with what it was made of."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.core.records import Chat
from bot.core.replies import Spoken
from bot.dialogue.hear import Many, Number
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.span_words import TimeSpan
from bot.talk.wished import behind


class WorkedOut(Struct, frozen=True):
    """An answer that the words of a message make with what was answered before.

    Attributes:
        heard: the answer.
        line: says what it was made of; empty where the owner said so.
        surely: the numbers of the message settle it between them, and tell nothing else.
        beside: that answer with another one, where they tell that too.
    """

    heard: Number
    line: str = ""
    surely: bool = False
    beside: Many | None = None

    def told_in(self, acts: Sequence[Act], asked: str) -> tuple[Act, ...]:
        """Return the acts of the message with that answer instead of the number that was heard."""
        number = self.heard
        told = ToldAmount(number.amount, span=TimeSpan("week", rate=True) if number.span is not None else None)
        return tuple(
            replace(act, told=replace(told, place=act.told.place)) if act.name == asked and act.told else act
            for act in acts
        )

    def said_in(self, turned: Turned, scene: Scene) -> Turned:
        """Say what it was made of, where that answer was taken."""
        chat, (first, *others) = turned
        said = isinstance(first, Spoken) and self.line in first.text
        if not self.line or said or not self._is_taken(chat, scene):
            return turned
        return chat, behind([self.line], (first, *others))

    def _is_taken(self, chat: Chat, scene: Scene) -> bool:
        session = chat.session(scene.session.number)
        if session is None or scene.current is None:
            return False
        taken = session.answers.get(scene.current.id)
        return taken is not None and taken.amount == self.heard.amount
