"""Plain answers that the words beside them make doubtful: they are asked about, and not taken."""

from bot.checkup.supposing import A_YEAR, BUYERS, OF_A_YEAR
from bot.dialogue.hear import Action, Choices, Heard, Missed, Number
from bot.dialogue.scene import Scene
from bot.hearing.policy import ANSWERS, SURELY, Guess, Resolution
from bot.language.match import is_asked

IN_A_QUESTION = 3  # words: "unos 40?" is a number all the same
ASIDE_FROM = 2  # words of a length of time that are no sentence: "2 minutes"
BACK = ("asks", "wants")
READ_AS_ANSWERS = (*ANSWERS, "foreign", "supposes", "nothing")


def as_surely_meant(scene: Scene, heard: Heard, meant: Resolution, text: str) -> Heard:
    """Return what was heard, or what is asked in its place where the words very likely say something else.

    As the 10 of "back in 10", the 2 of "can 2 of us use it?" and the hour of "ask me in an hour".
    """
    said = sum(any(map(str.isalpha, word)) for word in text.split())
    match heard:
        case Number() if said and _is_fewer_than_counted(scene, heard):
            return Choices((heard.counted,), text, "really")
        case Number(made=False) if said and (_is_aside(meant) or (said >= IN_A_QUESTION and _is_asked(meant, text))):
            return Choices((heard.counted,), text, "really")
        case Action() if _is_of_waiting(scene) and said > ASIDE_FROM and _is_aside(meant):
            return Missed("no_option", text)
    return heard


def _is_fewer_than_counted(scene: Scene, heard: Number) -> bool:
    """True for customers of twelve months that are fewer than those who were told for less: "most were fine, one wanted a puppy trained"."""
    counted = next((one for name in BUYERS if (one := scene.amount_of(name)) is not None), None)
    of_year = scene.current is not None and scene.current.id == OF_A_YEAR and scene.form.weeks < A_YEAR
    return of_year and counted is not None and heard.amount.high < counted.low


def _is_of_waiting(scene: Scene) -> bool:
    """True where a length of time answers, and none since something began."""
    return scene.current is not None and bool(scene.current.up_to) and not scene.current.begun


def _is_aside(meant: Resolution) -> bool:
    """True if no reading that is sure is an answer, nor is the likeliest of the others."""
    if any(act.kind not in BACK for act in meant.done) or any(_is_answer(one) for one in meant.doubted[:1]):
        return False
    return bool(meant.done or meant.doubted)


def _is_asked(meant: Resolution, text: str) -> bool:
    """True if some words end like a question, and tell no number for sure."""
    return is_asked(text) and not any(act.told is not None and act.chance >= SURELY for act in meant.done)


def _is_answer(reading: Guess) -> bool:
    return reading[0] in READ_AS_ANSWERS
