"""Which one option a message of several parts tells: "some days I'm swamped, mostly ok", "waiting on Mondays, then it's chocka"."""

from collections.abc import Sequence

from bot.dialogue.flow import Question
from bot.dialogue.scene import Scene
from bot.hearing.chosen_anew import option_read
from bot.hearing.earlier import TOPICS
from bot.hearing.named_options import idioms_in, option_named
from bot.hearing.policy import CHOOSING, SURELY
from bot.language.listening.kin import kinds_of
from bot.language.listening.passages import ASIDE, MENDING, TextPassage, passages_of
from bot.language.listening.words_between import words_between

MOSTLY, SOMETIMES = "mostly", "sometimes"
BUSY, RIGHT, EXTREMES = "busy", "right", frozenset({"waiting", "swamped"})
OF_A_TIME = frozenset({"weekday", "some", "day", "week", SOMETIMES})
"""Kinds of word by which a part is about some time alone: "swamped on a friday"."""

SEVERAL = 2
NEGATION = "negation"
WORDS_OF_BUSY = frozenset({"swamped", "slack", "balanced"})
TURNS = frozenset({"mends", "slip"})
LEADING = 3  # words of a part among which it takes back what was said before
THAN = "than"
FEW = 4  # words of what only denies: "not with donors"


def mixed_choice(scene: Scene, text: str) -> str | None:
    """Return the option of the open question that a message tells beside others; None where it tells one, or leaves it open.

    What is so mostly goes before what is so at times, and weeks that are too quiet and too busy in turn are about right.
    """
    question, language = scene.current, scene.words.language
    if question is None or question.id not in TOPICS or scene.session.step != "ask":
        return None
    passages = passages_of(text, language)
    counts = any(told.span is not None for part in passages for told in part.numbers)
    if len(passages) < SEVERAL or counts or any(map(str.isdecimal, text)):
        return None
    if (last := _on_second_thought(question, passages, scene)) is not None:
        return last
    told = [(_option_of(question, part, scene), part) for part in passages]
    if question.id == BUSY and any(option == RIGHT for _, option in idioms_in(question, text, scene.words)):
        mostly = _told_as(told, MOSTLY, language)
        return _concluded(question, passages, scene) or (mostly.pop() if len(mostly) == 1 else RIGHT)
    if question.id == BUSY and {option for option, part in told if NEGATION in part.kinds} >= EXTREMES:
        return RIGHT  # "not swamped, not dead"
    found = {option for option, _ in told if option is not None}
    if len(found) < SEVERAL:
        return found.pop() if found and found == _told_as(told[:1], MOSTLY, language) else None
    if (mostly := _told_as(told, MOSTLY, language)) and len(mostly) == 1:
        return mostly.pop()
    if question.id == BUSY and len(plain := _plainly(told, scene)) == 1:
        return plain.pop()
    if question.id == BUSY and found >= EXTREMES:
        surely = {option for option, part in told if option and _is_sure(question.id, option, part, scene)}
        if surely >= EXTREMES:
            return RIGHT if any(option in EXTREMES and part.kinds & OF_A_TIME for option, part in told) else None
        return surely.pop() if len(surely) == 1 else None
    steady = found - _told_as(told, SOMETIMES, language)
    return steady.pop() if len(steady) == 1 else None


def _on_second_thought(question: Question, passages: Sequence[TextPassage], scene: Scene) -> str | None:
    """Return what is told behind an "actually no" in place of what was told before it: "they order online. Actually no, most ring"."""
    turns = [at for at, part in enumerate(passages) if at and _takes_back(part)]
    if not turns:
        return None
    before, behind = (
        {one for part in parts if (one := _option_of(question, part, scene)) is not None}
        for parts in (passages[: turns[-1]], passages[turns[-1] :])
    )
    return behind.pop() if len(behind) == 1 and before - behind else None


def _takes_back(part: TextPassage) -> bool:
    return any(word.kinds & TURNS for word in part.words[:LEADING])


def _concluded(question: Question, passages: Sequence[TextPassage], scene: Scene) -> str | None:
    """Return what is concluded of weeks of all kinds: "up and down, so I guess waiting more than buried"."""
    result = words_between(scene.words.language).result
    for part in passages[:0:-1]:
        than = next((at for at, word in enumerate(part.words) if THAN in word.kinds), len(part.words))
        said = TextPassage(part.words[1:than])
        if part.words[0].text in result and (option := _option_of(question, said, scene)):
            return option
        if ASIDE in part.words[0].kinds and part.kinds.isdisjoint(OF_A_TIME) and said.words:
            others = any(_tells_extreme(question, one, scene) for one in passages if one is not part)
            option = None if others else _option_of(question, said, scene)
            return option if option and _is_sure(question.id, option, said, scene) else None
    return None


def _tells_extreme(question: Question, part: TextPassage, scene: Scene) -> bool:
    option = _option_of(question, part, scene)
    return option in EXTREMES and _is_sure(question.id, option or "", part, scene)


def _option_of(question: Question, part: TextPassage, scene: Scene) -> str | None:
    return option_named(question, part.text, scene.words) or _read(question.id, part, scene.words.language)


def _told_as(told: Sequence[tuple[str | None, TextPassage]], kind: str, language: str) -> set[str]:
    """Return the options that are said to be so mostly, or at times: in their part, or in a word alone behind it."""
    found = set()
    for at, (option, part) in enumerate(told):
        if kind in _kinds(part, language):
            found.add(told[at - 1][0] if at and len(part.words) == 1 else option)
    return {option for option in found if option is not None}


def _plainly(told: Sequence[tuple[str | None, TextPassage]], scene: Scene) -> set[str]:
    """Return the options that are surely told and not denied, nor said of something else: "swamped with furniture, not with donors"."""
    found = set()
    for at, (option, part) in enumerate(told):
        behind = told[at + 1][1] if at + 1 < len(told) else TextPassage(())
        elsewhere = NEGATION in behind.kinds and behind.kinds.isdisjoint(WORDS_OF_BUSY | OF_A_TIME)
        denied = NEGATION in part.kinds or (elsewhere and len(behind.words) <= FEW)
        if option is not None and not denied and _is_sure(BUSY, option, part, scene):
            found.add(option)
    return found


def _kinds(part: TextPassage, language: str) -> frozenset[str]:
    """Return what the words of a part may say, those that are read as a share among them: "mostly"."""
    shares = (word.text for word in part.words if word.told is not None)
    return part.kinds.union(*(kinds_of(language, MENDING).of_word(word) for word in shares))


def _read(question: str, part: TextPassage, language: str) -> str | None:
    return option_read(question, part.text, language, CHOOSING)


def _is_sure(question: str, option: str, part: TextPassage, scene: Scene) -> bool:
    """True for an option that its part surely tells, by an idiom or as it is read."""
    named = option_named(scene.form.flow[question], part.text, scene.words)
    return (
        named == option
        or option_read(question, part.text, scene.words.language, SURELY) == option
        or option in part.kinds
    )
