"""How full the house is: people at the door for each one there is room for."""

from bot.diagnosis.answers import Answers

TURNED_AWAY = 0.85  # "crowded" if at most this share of the people were answered


def load(answers: Answers) -> float | None:
    """Return the people a week for each one there is room for; None where either is unknown."""
    people = answers.total("people")
    if people is None or answers.room is None or not answers.weeks:
        return None
    weekly = people.value / answers.weeks
    return weekly / answers.room.value if answers.room.value > 0 else (2.0 if weekly else 0.0)


def crowded(answers: Answers) -> bool:
    """True if more people come than can be served.

    An owner who answers nearly everybody has room for them, whatever was said about room.
    """
    people, talked, full = answers.total("people"), answers.total("talked"), load(answers)
    if full is None or full <= 1:
        return False
    return talked is None or not people or talked.value < TURNED_AWAY * people.value


def doubtful_room(answers: Answers) -> bool:
    """True if far more people were talked with than there was said to be room for."""
    talked = answers.total("talked")
    if talked is None or answers.room is None or not answers.weeks:
        return False
    return talked.value / answers.weeks > 1.5 * answers.room.value
