"""The rule as a function of the facts."""

import itertools

import pytest

from bot.activity import verdict_of

CONTACTS = ("yes", "no", "mixed", None)
INTERACTIONS = ("one_way", "two_way", "mixed", None)


@pytest.mark.parametrize(
    ("contact", "interaction", "one_person", "verdict", "rule", "sure"),
    [
        ("no", "one_way", None, "marketing", "one_way_before_contact", "clear"),
        ("yes", "two_way", None, "sales", "two_way_after_contact", "clear"),
        ("no", "two_way", None, "both", "split_at_the_door", "leans"),
        ("yes", "one_way", None, "marketing", "one_way_to_many", "leans"),
        ("yes", "one_way", False, "marketing", "one_way_to_many", "leans"),
        ("yes", "one_way", True, "sales", "answer_to_one", "leans"),
        ("no", "one_way", True, "marketing", "one_way_before_contact", "clear"),
        ("mixed", "two_way", None, "both", "two_stages", "leans"),
        ("mixed", "mixed", None, "both", "two_stages", "leans"),
        ("no", "mixed", None, "both", "two_stages", "leans"),
        ("mixed", "one_way", None, "marketing", "one_way_to_many", "leans"),
        (None, "one_way", None, "marketing", "one_way_to_many", "leans"),
        (None, "two_way", None, "unclear", "not_enough_said", "leans"),
        ("yes", None, None, "unclear", "not_enough_said", "leans"),
        ("no", None, None, "unclear", "not_enough_said", "leans"),
        ("yes", None, True, "sales", "answer_to_one", "leans"),
        ("yes", None, False, "marketing", "one_way_to_many", "leans"),
        (None, None, None, "unclear", "not_enough_said", "leans"),
    ],
)
def test_the_facts_decide(contact, interaction, one_person, verdict, rule, sure):
    ruling = verdict_of(contact, interaction, one_person=one_person)
    assert (ruling.verdict, ruling.rule, ruling.sure) == (verdict, rule, sure)


@pytest.mark.parametrize(("contact", "interaction"), [*itertools.product(CONTACTS, INTERACTIONS)])
def test_what_speaks_to_no_buyer_is_neither_whatever_else_is_known(contact, interaction):
    assert verdict_of(contact, interaction, addressed_to_buyers=False).verdict == "neither"


def test_the_weightier_side_of_a_mixed_activity_wins():
    assert verdict_of("no", "mixed", mainly="marketing").verdict == "marketing"
    assert verdict_of("yes", "mixed", mainly="sales").verdict == "sales"


@pytest.mark.parametrize(("contact", "interaction"), [*itertools.product(CONTACTS[:3], INTERACTIONS[:3])])
def test_known_facts_always_give_a_verdict(contact, interaction):
    assert verdict_of(contact, interaction).verdict != "unclear"
