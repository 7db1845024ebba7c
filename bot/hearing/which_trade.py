"""Reads what a business is from words that name no trade: takes it where it is plain, or asks with buttons."""

from collections.abc import Mapping, Sequence

from bot.dialogue.answers import answer_to, answered
from bot.dialogue.context import Context
from bot.dialogue.flow import Question
from bot.dialogue.prompting import ask_among
from bot.dialogue.scene import Scene, Turned
from bot.hearing.policy import BESIDE, CHOOSING, STORING, SURELY, WORTH_A_BUTTON
from bot.language.choices import is_name_alone
from bot.language.listening.acts import Act
from bot.language.listening.reader import read_acts
from bot.language.match import word_matches

LONG = 4  # words, from which a name that several trades share is told apart by what else is said
OTHER = "other"
OFFERED = 2  # the likeliest; behind them are all


def trade_told(context: Context, scene: Scene, text: str) -> Turned | None:
    """Take what was typed at the question for the trade, or offer the likeliest; None where it tells of no trade."""
    question = scene.current
    if question is None or question.labels != "trades" or not any(map(str.isalpha, text)):
        return None
    if is_name_alone(text, context.words.language):
        return None
    shared = word_matches(text, scene.form.names(question, context.words), context.words.language)
    acts = read_acts(text, f"q:{question.id}", language=context.words.language)
    likely = likely_trades(acts, question)
    told_more = len(text.split()) > LONG and max((likely.get(trade, 0.0) for trade in shared), default=0.0) >= SURELY
    if len(shared) > 1 and not told_more:
        return ask_among(scene, question, in_order(question, shared))
    if not likely or any(act.kind == "asks" for act in acts):
        return None
    best = max(likely, key=lambda trade: likely[trade])
    if any(act.kind == "tells" and act.name != "trade" and act.chance >= _enough(act) for act in acts):
        return None  # more was told, which is taken all together
    if likely[best] >= CHOOSING:
        return context.pick_up(*answered(scene, answer_to(scene, question, text.strip(), best)))
    offered = _worth_offering(likely)
    return ask_among(scene, question, offered) if offered else None


def with_trade_offered(context: Context, turned: Turned, text: str) -> Turned:
    """Return what is done about a first message; where it opens the check-up with a trade in doubt, the likeliest are offered."""
    scene = context.scene(turned[0])
    question = scene.current if scene is not None else None
    if scene is None or question is None or question.labels != "trades" or scene.session.answers:
        return turned
    offered = _worth_offering(likely_trades(read_acts(text, "start", language=context.words.language), question))
    return ask_among(scene, question, offered) if offered else turned


def _worth_offering(likely: Mapping[str, float]) -> Sequence[str]:
    """Return the likeliest trades; none where no trade is likely enough, or only something else."""
    found = sorted(likely, key=lambda trade: -likely[trade])[:OFFERED]
    return found if found and found != [OTHER] and likely[found[0]] >= WORTH_A_BUTTON else ()


def _enough(act: Act) -> float:
    return STORING if act.told is not None else BESIDE


def likely_trades(acts: Sequence[Act], question: Question) -> Mapping[str, float]:
    """Return how likely each trade is that a message may tell of."""
    found: dict[str, float] = {}
    for act in acts:
        if act.kind != "tells" or act.name != "trade":
            continue
        rivals = [(rival[2], rival[3]) for rival in act.rivals if rival[1] == "trade"]
        for trade, chance in [(act.value, act.chance), *rivals]:
            if trade in question.options:
                found[trade] = max(chance, found.get(trade, 0.0))
    return found


def in_order(question: Question, options: Sequence[str]) -> Sequence[str]:
    """Sort options: those shown at once first, then the others in the order of the question."""
    return sorted(options, key=question.options.index)
