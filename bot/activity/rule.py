"""The house rule: marketing or sales, from two facts about an activity.

The first test is the stage: has the person who may buy made contact yet? The second is the interaction: can they
answer right then, or are they only told something? Where both point to one side, that is the verdict. Where they
part, the order below decides, and what it decides is said to lean.
"""

from typing import Literal

from msgspec import Struct

Contact = Literal["yes", "no", "mixed"]
Interaction = Literal["one_way", "two_way", "mixed"]
ContactAnswer = Literal["yes", "no", "mixed", "none"]  # none: it isn't for people who may buy
InteractionAnswer = Literal["two_way", "one_way", "to_one", "mixed", "none"]  # to_one: sent to one person who asked
ActivityVerdict = Literal["marketing", "sales", "both", "neither", "unclear"]
ActivitySide = Literal["marketing", "sales"]
Sure = Literal["clear", "leans"]
RuleId = Literal[
    "not_buyers",  # speaks to nobody who may buy
    "one_way_before_contact",  # both tests say marketing
    "two_way_after_contact",  # both tests say sales
    "answer_to_one",  # one-way, but made for one person who asked: part of a conversation
    "one_way_to_many",  # the tests part and the activity is one-way: interaction wins
    "split_at_the_door",  # not in contact, but a live talk: the rule gives no tie-break
    "two_stages",  # some of it before contact or one-way, some after or two-way
    "several_parts",  # more than one activity, on different sides
    "not_enough_said",  # a fact is missing
]


class Ruling(Struct, frozen=True):
    """What the rule says, which test decided, and whether sensible people could argue."""

    verdict: ActivityVerdict
    rule: RuleId
    sure: Sure


def verdict_of(
    contact: Contact | None,
    interaction: Interaction | None,
    *,
    one_person: bool | None = None,
    addressed_to_buyers: bool = True,
    mainly: ActivitySide | None = None,
) -> Ruling:
    """Judge an activity by its facts.

    Args:
        contact: whether the person who may buy has made contact; None when unknown.
        interaction: whether that person can answer right then; None when unknown.
        one_person: whether it is made for one person who asked, rather than the same for many.
        addressed_to_buyers: False for bookkeeping, hiring, suppliers and the like.
        mainly: the side that outweighs where a fact is mixed.
    """
    if not addressed_to_buyers:
        return Ruling("neither", "not_buyers", "clear")
    if interaction == "one_way":
        return _one_way(contact, one_person)
    if contact is None or interaction is None:
        return _half_known(contact, interaction, one_person)
    if contact == "yes" and interaction == "two_way":
        return Ruling("sales", "two_way_after_contact", "clear")
    if mainly is not None:
        return Ruling(mainly, "two_stages", "leans")
    if contact == "no" and interaction == "two_way":
        return Ruling("both", "split_at_the_door", "leans")
    return Ruling("both", "two_stages", "leans")


def _one_way(contact: Contact | None, one_person: bool | None) -> Ruling:
    if contact == "no":
        return Ruling("marketing", "one_way_before_contact", "clear")
    if contact == "yes" and one_person:
        return Ruling("sales", "answer_to_one", "leans")
    if contact is None and one_person:
        return Ruling("unclear", "not_enough_said", "leans")
    return Ruling("marketing", "one_way_to_many", "leans")


def _half_known(contact: Contact | None, interaction: Interaction | None, one_person: bool | None) -> Ruling:
    """Judge where the fact that is missing would change nothing, and say so where it would."""
    if contact == "yes" and interaction is None and one_person is not None:
        return (
            Ruling("sales", "answer_to_one", "leans") if one_person else Ruling("marketing", "one_way_to_many", "leans")
        )
    return Ruling("unclear", "not_enough_said", "leans")


def ruling_of_answers(contact: ContactAnswer | None, interaction: InteractionAnswer | None) -> Ruling | None:
    """Judge by what an owner answered; None where one of the answers is not known and would change the verdict."""
    if "none" in (contact, interaction):
        return verdict_of(None, None, addressed_to_buyers=False)
    if interaction == "to_one":
        return verdict_of("yes", "one_way", one_person=True)
    if interaction == "one_way":
        return verdict_of(None if contact == "none" else contact, "one_way", one_person=False)
    if contact is None or interaction is None or contact == "none" or interaction == "none":
        return None
    return verdict_of(contact, interaction)
