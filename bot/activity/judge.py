"""Is it marketing or sales? The learned model decides, the rules have a vote, and the owner has the last word."""

from collections.abc import Sequence
from math import exp, log

from msgspec import Struct
from msgspec.structs import replace

from bot.activity.asking import by_verdict, deciding, likeliest, possible
from bot.activity.catalogue import Activity, catalogue
from bot.activity.clauses import SEVERAL, Clauses, take_apart
from bot.activity.judgement import Ask, Judgement, Part
from bot.activity.learned import OPEN, Cell, Chances, Learned, Untaught, Weights, learned
from bot.activity.rule import (
    ActivityVerdict,
    Contact,
    ContactAnswer,
    Interaction,
    InteractionAnswer,
    Ruling,
    ruling_of_answers,
    verdict_of,
)
from bot.activity.rules import Vote, together, vote
from bot.activity.words_of import has_letters
from bot.core.memory import for_one_event
from bot.language.listening.words_between import words_between

ANSWERED = 0.62  # a verdict at least this likely is given without asking
CLEAR = 0.95  # and at least this likely, it is called clear
SETTLED = 0.9  # after an answer: with a verdict at least this likely, nothing more is asked
OF_A_PART = 0.6  # the verdict on one part counts if it is at least this likely
MOST_PARTS = 6
LEAST = 1e-3
UNKNOWN = "unknown"
EITHER = "either"
BY_LETTERS = 0.9  # a text of unknown words alone needs a verdict at least this likely
NOTHING: Chances = {Cell(OPEN, OPEN, UNKNOWN): 1.0}


class Weighed(Struct, frozen=True):
    """A text with the chance of each cell, all votes counted.

    Attributes:
        clauses: the text, taken apart.
        chances: the chance of each cell.
        vote: what the rules say.
        parts: its parts with a cell each, where they are sure.
    """

    clauses: Clauses
    chances: Chances
    vote: Vote
    parts: tuple[tuple[str, Cell], ...]


def judge(
    text: str,
    *,
    language: str = "en",
    contact: ContactAnswer | None = None,
    interaction: InteractionAnswer | None = None,
) -> Judgement:
    """Say whether an activity is marketing or sales.

    Args:
        text: the activity in the owner's own words; anything at all is taken.
        language: the language of the text; English where there is no catalogue of it.
        contact: the owner's answer to "has that person already got in touch with you?".
        interaction: the owner's answer to "can they answer you right then?".
    """
    weighed = weigh(text, language)
    if contact is None and interaction is None:
        return _outright(_by_its_head(weighed, language))
    return _answered(weighed, contact, interaction)


@for_one_event  # asked again after each answer
def weigh(text: str, language: str) -> Weighed:
    """Count the votes on a text."""
    book = catalogue(language)
    clauses = take_apart(text, book.reading)
    if not has_letters(clauses.activity):
        return Weighed(clauses, NOTHING, Vote(), ())
    model = learned(language)
    ruled = vote(book, clauses)
    chances = _with_facts(counted(model.chances(clauses, language), model.weights, ruled), ruled)
    cell, chance = likeliest(chances)
    if (cell.verdict == EITHER or chance < BY_LETTERS) and not model.knows_a_word(clauses, language):
        return Weighed(clauses, NOTHING, ruled, ())
    return Weighed(clauses, chances, ruled, _parts(clauses, model, language))


def _by_its_head(weighed: Weighed, language: str) -> Weighed:
    """Return the weights of what stands before a clause, where the whole is in doubt and that is clear.

    "Yard signs where we finish a job" are yard signs, and so is what a post on LinkedIn is about.
    """
    cell, chance = likeliest(weighed.chances)
    if chance >= CLEAR or cell.verdict == UNKNOWN or (cell.verdict != "neither" and chance >= ANSWERED):
        return weighed
    words = weighed.clauses.activity.split()
    asking = words_between(language).asking
    end = next((at for at, word in enumerate(words) if at >= SEVERAL and word in asking), None)
    if end is None:
        return weighed
    head = weigh(" ".join(words[:end]), language)
    of_head, clear = likeliest(head.chances)
    if clear < CLEAR or of_head.verdict in (EITHER, UNKNOWN):
        return weighed
    return replace(weighed, chances=head.chances, vote=head.vote, parts=())


def counted(chances: Chances, weights: Weights, ruled: Vote) -> dict[Cell, float]:
    """Return the chances of the cells after the vote of the rules."""
    sums: dict[str, float] = {}
    for cell, chance in chances.items():
        sums[cell.verdict] = sums.get(cell.verdict, 0.0) + chance
    scores = {verdict: weights.model * log(chance + LEAST) for verdict, chance in sums.items()}
    named = EITHER if ruled.verdict == "unclear" and ruled.activity else ruled.verdict
    if named in scores:
        scores[named] += weights.rules + weights.clear * (ruled.sure == "clear")
    highest = max(scores.values())
    shares = {verdict: exp(score - highest) for verdict, score in scores.items()}
    total = sum(shares.values())
    return {cell: chance / sums[cell.verdict] * shares[cell.verdict] / total for cell, chance in chances.items()}


def _with_facts(chances: Chances, ruled: Vote) -> Chances:
    """Add the fact that the words of an open text tell: in "calls", they can answer."""
    if ruled.activity is None or ruled.verdict != "unclear":
        return chances
    told = Cell(ruled.activity.contact or OPEN, ruled.activity.interaction or OPEN, EITHER)
    others = {cell: chance for cell, chance in chances.items() if cell.verdict != EITHER}
    return {**others, told: 1.0 - sum(others.values())}


def _parts(clauses: Clauses, model: Learned | Untaught, language: str) -> tuple[tuple[str, Cell], ...]:
    """Judge each part of a text by itself; what is not clear alone says nothing."""
    if len(clauses.parts) < 2:
        return ()
    found = []
    for text in clauses.parts[:MOST_PARTS]:
        part = clauses.part(text)
        ruled = vote(catalogue(language), part)
        cell, chance = likeliest(counted(model.chances(part, language), model.weights, ruled))
        if chance >= OF_A_PART and cell.verdict not in (EITHER, UNKNOWN):
            found.append((text, cell))
    return tuple(found)


def _outright(weighed: Weighed) -> Judgement:
    """Judge by the text alone, or say what to ask."""
    cell, chance = likeliest(weighed.chances)
    if cell.verdict == UNKNOWN:
        return _unclear(weighed, "contact" if weighed.clauses.names_one else None)
    if cell.verdict == EITHER or chance < ANSWERED:
        left = possible(weighed.chances, None, None)
        return _unclear(weighed, deciding(left, frozenset()), either=_may_be_either(weighed.chances))
    several = _sides(weighed, cell.verdict)
    if several:
        return _of_several(weighed, several, chance)
    doubtful = cell.verdict == "neither" and chance < CLEAR and weighed.clauses.asked  # nobody asks that of the books
    if doubtful and (known := _of_buyers(weighed)) is not None:
        facts = (known.contact, known.interaction)
        return _judgement(weighed, known.ruling, 0.0, facts, activity=known.id, helps=known.helps)
    return _single(weighed, cell, chance)


def _of_buyers(weighed: Weighed) -> Activity | None:
    """Return the activity of the catalogue that a text names, if it speaks to people who may buy and is on one side, or both."""
    known = weighed.vote.activity
    return known if known is not None and known.buyers and known.ruling.verdict != "unclear" else None


def _single(weighed: Weighed, cell: Cell, chance: float) -> Judgement:
    """Judge one activity; its facts are those of the catalogue, where it says the same."""
    known = weighed.vote.activity
    if known is not None and known.ruling.verdict == cell.verdict:
        facts = (known.contact, known.interaction) if known.buyers else (None, None)
        return _judgement(weighed, known.ruling, chance, facts, activity=known.id, helps=known.helps)
    contact, interaction, ruling = ruling_of(cell)
    return _judgement(weighed, ruling, chance, (contact, interaction))


def ruling_of(cell: Cell) -> tuple[Contact | None, Interaction | None, Ruling]:
    """Return the facts of a cell and what the rule makes of them."""
    if cell.verdict == "neither":
        return None, None, verdict_of(None, None, addressed_to_buyers=False)
    contact: Contact = cell.contact  # type: ignore[assignment]
    interaction: Interaction = cell.interaction  # type: ignore[assignment]
    mainly = cell.verdict if cell.verdict in ("marketing", "sales") else None
    ruling = verdict_of(contact, interaction, one_person=cell.verdict == "sales", mainly=mainly)  # type: ignore[arg-type]
    return contact, interaction, ruling


def _judgement(
    weighed: Weighed,
    ruling: Ruling,
    chance: float,
    facts: tuple[Contact | None, Interaction | None],
    **others: object,
) -> Judgement:
    return Judgement(
        verdict=ruling.verdict,
        sure="clear" if ruling.sure == "clear" and chance >= CLEAR else "leans",
        contact=facts[0],
        interaction=facts[1],
        rule=ruling.rule,
        text=weighed.clauses.activity,
        **others,  # type: ignore[arg-type]
    )


def _sides(weighed: Weighed, verdict: str) -> tuple[tuple[str, Cell], ...]:
    """Return the parts, where they fall on different sides and come to the verdict."""
    found: set[ActivityVerdict] = {cell.verdict for _, cell in weighed.parts}  # type: ignore[misc]
    return weighed.parts if len(found) > 1 and together(found) == verdict else ()


def _of_several(weighed: Weighed, parts: Sequence[tuple[str, Cell]], chance: float) -> Judgement:
    told = []
    for text, cell in parts:
        contact, interaction, ruling = ruling_of(cell)
        told.append(Part(text, ruling.verdict, contact, interaction, ruling.rule))
    spoken = [part for part in told if part.verdict != "neither"]
    verdict: ActivityVerdict = together({part.verdict for part in told})
    contacts, interactions = {part.contact for part in spoken}, {part.interaction for part in spoken}
    return Judgement(
        verdict=verdict,
        sure="clear" if chance >= CLEAR else "leans",
        contact=contacts.pop() if len(contacts) == 1 else "mixed",
        interaction=interactions.pop() if len(interactions) == 1 else "mixed",
        rule="several_parts",
        parts=tuple(told),
        text=weighed.clauses.activity,
    )


def _answered(weighed: Weighed, contact: ContactAnswer | None, interaction: InteractionAnswer | None) -> Judgement:
    """Judge by what the owner answered; what was supposed before counts only for the fact that was not asked."""
    ruling = ruling_of_answers(contact, interaction)
    if ruling is None:
        left = possible(weighed.chances, contact, interaction)
        cell, chance = likeliest(left)
        asked: frozenset[Ask] = frozenset({"contact"} if contact else {"interaction"})
        if chance < SETTLED:
            return _unclear(weighed, deciding(left, asked))
        facts = ruling_of(cell)
        return _judgement(weighed, facts[2], 0.0, facts[:2])
    if ruling.verdict == "neither":
        return _judgement(weighed, ruling, 0.0, (None, None))
    known = "yes" if interaction == "to_one" else contact
    told = "one_way" if interaction == "to_one" else interaction
    return _judgement(weighed, ruling, 0.0, (known, told))  # type: ignore[arg-type]


def _unclear(weighed: Weighed, ask: Ask | None, *, either: bool = False) -> Judgement:
    return Judgement(
        verdict="unclear",
        sure="leans",
        contact=None,
        interaction=None,
        rule="not_enough_said",
        ask=ask,
        text=weighed.clauses.activity,
        either=either,
    )


def _may_be_either(chances: Chances) -> bool:
    return by_verdict(chances)[0] == EITHER
