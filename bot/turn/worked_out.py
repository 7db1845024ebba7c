"""An answer that is worked out of a message and what was answered before, said back with what it was made of."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.core.records import Chat
from bot.core.replies import Spoken
from bot.dialogue.hear import Choices, Number
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.span_words import TimeSpan
from bot.turn.wished import behind


class WorkedOut(Struct, frozen=True):
    """An answer that the words of a message make with what was answered before.

    Attributes:
        heard: the answer, or what is asked about it.
        line: says what it was made of; empty where the owner said so.
    """

    heard: Number | Choices
    line: str = ""

    def told_in(self, acts: Sequence[Act], asked: str) -> tuple[Act, ...]:
        """Return the acts of the message with that answer in the place of the number that was heard."""
        number = self.heard
        if not isinstance(number, Number):
            return tuple(acts)
        told = ToldAmount(number.amount, span=TimeSpan("week", rate=True) if number.span is not None else None)
        return tuple(
            replace(act, told=replace(told, place=act.told.place)) if act.name == asked and act.told else act
            for act in acts
        )

    def said_in(self, turned: Turned, scene: Scene) -> Turned:
        """Say what it was made of, where that answer was taken or is asked about."""
        chat, (first, *others) = turned
        said = isinstance(first, Spoken) and self.line in first.text
        if not self.line or said or not self._is_taken(chat, scene):
            return turned
        return chat, behind([self.line], (first, *others))

    def _is_taken(self, chat: Chat, scene: Scene) -> bool:
        session = chat.session(scene.session.number)
        if session is None or scene.current is None:
            return False
        taken = session.proposed or session.answers.get(scene.current.id)
        amounts = [self.heard.amount] if isinstance(self.heard, Number) else [one.amount for one in self.heard.numbers]
        return taken is not None and taken.amount in amounts
