"""What was heard after a verdict, weighed once more: its parts against one another, and against what the words say.

The reader hears each part of a message for itself. Here stands what follows from several of them, and what an owner says of
the step or of a sale in words that leave no doubt.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.steps import speaks_of_it
from bot.checkup.supposing import begins_supposing
from bot.core.ledger import TRIED, StepWord
from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.language.listening.acts import Act
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.week_told import names_beside
from bot.language.match import fold, is_asked
from bot.language.numbers.clean import clean
from bot.language.templates import Words
from bot.turn.disagreement import side_named
from bot.turn.narrowed import NARROW, SIDES, WORTH_IT, begins_with, narrowed, said_of
from bot.turn.policy import BESIDE, CHOOSING, STORING, SURELY, WORTH_A_BUTTON, Resolution
from bot.turn.topics import TOPICS

STEP_WORDS = ("step_later", "step_already", "step_cant", "step_another", "step_how")
"""What is said of the step in words of its own, what is looked for first."""

IN_PASSING = ("hello", "offtopic", "distress", "praise", "ok")
"""Small talk that is seldom meant beside something else."""

OF_THE_BOT = ("price", "how_long", "human", "can")
"""Questions about the bot whose words may as well be about the owner's business."""

ABOUT_MONEY = ("lost", "worth_it", "usual", "flip")
REFUSED = ("cant", "another")
SOON = 5  # words behind a count among which it is said what the counted did: "two of them said no"
OF_ITS_OWN = 0.1  # how likely a question of the bot must be one about the verdict: "is it me or the price"
LIKELY = 0.6  # a reading this likely is not set aside for words of the table


def weighed(context: Context, chat: Chat, text: str, heard: Resolution) -> Resolution:
    """Return what is to be done about a message after a verdict, with its parts and its words weighed."""
    words = context.words
    acts = list(heard.done)
    if worth := _worth_told(text, acts, heard, words):
        return Resolution((worth, *(act for act in acts if act.kind not in ("tells", "asks", "step"))))
    acts = [_of_the_verdict(act, text, words) for act in acts]
    acts = _without_passing(acts, text, words)
    if step := _of_step(text, acts, heard, words) or _told_of_step(context, chat, text, acts):
        return Resolution((step,))
    acts = _with_outcome(acts, text, words)
    if not acts and (asked := _in_place_of_an_activity(text, heard, words)):
        return Resolution((asked,))
    acts = _without_contradiction(context, text, acts)
    return Resolution(tuple(acts), heard.doubted)


def by_its_noun(act: Act, text: str, language: str) -> Act:
    """Return a doubtful correction as a sure one, where the noun beside the number says the same: "it was 50 we spoke to"."""
    if act.kind != "corrects" or act.told is None or not CHOOSING <= act.chance < STORING:
        return act
    named = act.name in names_beside(act.told, text, language)
    return replace(act, chance=STORING) if named else act


def _worth_told(text: str, acts: Sequence[Act], heard: Resolution, words: Words) -> Act | None:
    """Return the value of a sale that a message tells by its words, whatever its one amount seems to count."""
    if any(act.kind in ("supposes", "corrects") or (act.told and act.chance >= LIKELY) for act in acts):
        return None
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    told = [one for one in told if one.amount.value != 1 and not one.share]  # "one event is about 4000"
    if len(told) != 1 or told[0].whole or not said_of(("tells_worth",), text, words):
        return None
    asks = any(act.kind == "asks" and act.name not in ABOUT_MONEY for act in acts)
    return None if asks or heard.done != tuple(acts) else Act("tells", "value", "", told[0], 1.0, "", told[0].place)


def _of_the_verdict(act: Act, text: str, words: Words) -> Act:
    """Return as a question about the verdict what is one by its form.

    A question about the bot or a disagreement that is in doubt, and an activity with a question mark: "google ads?".
    """
    asks = is_asked(act.words or text)
    if act.kind == "judge" and _asks_whether_worth_it(act.words or text, words):
        return replace(act, kind="asks", name="worth_it", value="")
    if act.kind == "disagrees" and act.chance < SURELY and _asks_for_judgement(text, words):
        return replace(act, kind="asks", name="bad")
    of_bot = act.kind == "asks" and act.name in OF_THE_BOT and act.chance < SURELY
    if not of_bot and not (act.kind == "disagrees" and act.chance < LIKELY and asks):
        return act
    rivals = (one for one in act.rivals if one[0] == "asks" and one[1] in TOPICS["topics/verdict"])
    rival = next((one for one in rivals if one[3] >= (OF_ITS_OWN if of_bot else WORTH_A_BUTTON)), None)
    return act if rival is None else replace(act, kind="asks", name=rival[1])


def _asks_for_judgement(text: str, words: Words) -> bool:
    """True if a text asks whether something is good, even behind a "but": "but is my shop itself ok"."""
    first, _, rest = fold(text).partition(" ")
    asked = rest if first in words.listed(NARROW, "objects_first") else text
    return begins_with("is_it", asked, words) and said_of(("judged",), text, words) is not None


def _asks_whether_worth_it(text: str, words: Words) -> bool:
    """True if a question names something to spend on, and none of the sides that it could be."""
    sides = (words.label("diagnosis/tags", side).lower() for side in SIDES)
    asks = is_asked(text) or said_of(("asks_about",), text, words) is not None
    return (
        asks
        and said_of(WORTH_IT, text, words) is not None
        and not any(f" {side} " in f" {fold(text)} " for side in sides)
    )


def _without_passing(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Leave out small talk that is not sure, beside something else or where the words ask about the verdict."""
    sure = [act for act in acts if not (act.kind == "social" and act.name in IN_PASSING and act.chance < SURELY)]
    return sure if any(act.kind != "social" for act in sure) or (not sure and narrowed("", text, words)) else list(acts)


def _of_step(text: str, acts: Sequence[Act], heard: Resolution, words: Words) -> Act | None:
    """Return what the words say of the step, where nothing surer was heard."""
    if did := _did(text, acts, words):
        return did
    said = said_of(STEP_WORDS, text, words)
    if said is None or begins_supposing(text, words):
        return None
    name = said.removeprefix("step_")
    if name == "later" and all(act.kind == "step" and act.name == "cant" for act in acts):
        return Act("step", name) if acts else None
    surer = [act for act in acts if act.kind != "social" and act.chance >= LIKELY]
    if surer or any(act.told is not None for act in acts):
        return None
    if name in ("cant", "another", "how"):
        return Act("step", name) if not narrowed("", text, words) else None
    unsure = not acts and any(kind in ("judge", "step") for kind, *_ in heard.doubted)
    return Act("step", name) if name == "already" and unsure else None


def _did(text: str, acts: Sequence[Act], words: Words) -> Act | None:
    """Return that the step was done, where words say so beside numbers that are what came of it: "sent it, 3 replied"."""
    if any(act.kind not in ("tells", "yes", "social") for act in acts) or is_asked(text):
        return None
    if not said_of(("step_did",), text, words) or begins_supposing(text, words):
        return None
    return Act("step", _outcome(text, words) or "done")


def _told_of_step(context: Context, chat: Chat, text: str, acts: Sequence[Act]) -> Act | None:
    """Return what came of the step, where a statement names something of it as past: "the listing is up now"."""
    doubtful = {"step": LIKELY, "disagrees": SURELY}
    beside = ("tells", "yes", "social")
    other = any(act.kind not in beside and act.chance >= doubtful.get(act.kind, 0.0) for act in acts)
    other = other or any(act.kind == "step" and act.name in REFUSED for act in acts)  # "I've not got time to ring them"
    if other or is_asked(text) or begins_supposing(text, context.words):
        return None
    if not said_of(("step_past",), text, context.words) or not speaks_of_it(context, chat, text):
        return None
    return Act("step", _outcome(text, context.words) or "done")


def _outcome(text: str, words: Words) -> StepWord | None:
    """Return what came of a step that was done, by the words; None where they don't say."""
    brought = said_of(("step_brought",), text, words) is not None
    if (others := _others_than_refused(text, words)) is not None:
        return "worked" if others or brought else "failed"
    if said_of(("step_waiting",), text, words):
        return "worked" if brought else None
    if said_of(("step_nothing",), text, words):
        return "failed"
    return "worked" if brought else None


def _others_than_refused(text: str, words: Words) -> bool | None:
    """True if not everybody said no of those who are counted: "two of five said no"; None where no count is told."""
    plain, told = clean(text[:LONGEST], words.language).text, tokens_in(text, words.language)
    counts = [token for token in told if isinstance(token, ToldAmount)]
    ends = [*(count.place[0] for count in counts[1:]), len(plain)]
    for count, end in zip(counts, ends, strict=False):
        if said_of(("refused",), " ".join(plain[count.place[1] : end].split()[:SOON]), words):
            whole = count.whole or max(other.amount.value for other in counts)
            return (count.amount.value * whole if count.share else count.amount.value) < whole
    return None


def _with_outcome(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Return a step that was done with what came of it, where the words say so, and a doubtful outcome as they say it."""
    if _others_than_refused(text, words):
        return [replace(act, name="worked") if act.kind == "step" and act.name in TRIED else act for act in acts]
    if said_of(("step_waiting",), text, words):  # "rang them all, nothing yet"
        return [replace(act, name="done") if act.kind == "step" and act.name == "failed" else act for act in acts]
    outcome = _outcome(text, words)
    steps = [act for act in acts if act.kind == "step"]
    if outcome is None or len(steps) != 1:
        return list(acts)
    (step,) = steps
    failed = any(rival[1] == "failed" and rival[3] >= WORTH_A_BUTTON for rival in step.rivals)
    fits = {
        "worked": step.name == "done" or (step.name == "failed" and step.chance < SURELY),
        "failed": step.chance < LIKELY and (step.name in ("worked", "failed") or failed),
    }
    return [replace(act, name=outcome) if act is step and fits[outcome] else act for act in acts]


def _in_place_of_an_activity(text: str, heard: Resolution, words: Words) -> Act | None:
    """Return what is meant by words that may be an activity: a question whether it is worth it, or an objection.

    As "google ads?", or "we've hardly any traffic, though".
    """
    may_judge = any(kind == "judge" for kind, *_ in heard.doubted)
    if may_judge and _asks_whether_worth_it(text, words):
        return Act("asks", "worth_it", chance=SURELY)
    first, *others = fold(text).split() or [""]
    last = others[-1] if may_judge and others else ""
    objects = first in words.listed(NARROW, "objects_first") and not is_asked(text)
    if objects or last in words.listed(NARROW, "objects_last"):
        return Act("disagrees", chance=SURELY)
    return None


def says_of_step(text: str, words: Words) -> bool:
    """True if words that begin with a no are about the step: "that's not my thing, something else please"."""
    return said_of(("step_cant", "step_another"), text, words) is not None


def _is_option(act: Act) -> bool:
    return act.kind == "tells" and act.told is None and act.name != "trade"


def _without_contradiction(context: Context, text: str, acts: Sequence[Act]) -> list[Act]:
    """Leave out what does not go together.

    Who disagrees and says why beside it changes no answer by that, nor by a word about the step; a question is answered
    instead of a disagreement that names no side; and of "why" and "why not the other" one is answered.
    """
    asked = {act.name for act in acts if act.kind == "asks"}
    steps = [act for act in acts if act.kind == "step" and act.name != "how"]
    kept = list(acts)
    if any(act.kind == "disagrees" for act in acts):
        kept = [act for act in kept if not _is_option(act)]
        if steps or (asked and side_named(context, text) is None):
            kept = [act for act in kept if act.kind != "disagrees"]
    if asked:
        kept = [act for act in kept if act not in steps or act.chance >= LIKELY]
    if steps:  # "done, we set up an automatic reply" says how it was done, "too much work" why it isn't
        kept = [act for act in kept if act.kind != "judge"]
        refused = any(act.name in REFUSED for act in steps)
        kept = [act for act in kept if not (_is_option(act) and (act.chance < BESIDE or refused))]
    if {"why", "why_not"} <= asked:
        kept = [act for act in kept if not (act.kind == "asks" and act.name == "why")]
    return kept
