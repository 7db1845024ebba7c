"""An answer that is worked out of a message and what was answered before: so many more than now, so many of the few who came."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.core.records import CHECKUP, Chat
from bot.core.replies import Spoken
from bot.dialogue.hear import Choices, Number
from bot.dialogue.scene import Scene, Turned
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.made_of_steps import of_few
from bot.language.listening.span_words import TimeSpan
from bot.turn.wished import behind

FIT, PEOPLE = "fit", "people"


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


def of_the_few_who_came(scene: Scene, text: str) -> WorkedOut | None:
    """Return how many were right where fewer came than the question asks about: "2 of the 4" are 5 of 10."""
    question, session = scene.current, scene.session
    if question is None or session.flow != CHECKUP or session.step != "ask" or question.id != FIT:
        return None
    people, limit = session.answers.get(PEOPLE), question.limit
    there = people.within(scene.form.weeks) if people is not None and people.span and people.span.each else None
    there = there or scene.amount_of(PEOPLE)
    if there is None or limit is None or not 0 < round(there.value) < limit:
        return None
    right = of_few(text, scene.words.language, round(there.value), limit)
    if right is None:
        return None
    line = scene.words.say("checkup/fit", "of_few", there=round(there.value), right=round(right.value))
    return WorkedOut(Number(right, text, made=True), line)
