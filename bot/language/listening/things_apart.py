"""Leaves out the numbers that count what nobody asked about: shops, years, what was spent, messages of the same people."""

from bot.language.listening.counted import CountQuestion
from bot.language.listening.making import ANOTHER_STEP, BUYERS, COMING, WAYS, WISHED
from bot.language.listening.said_numbers import SaidMessage, SaidNumber
from bot.language.listening.several import NO_FACT, roles_in
from bot.language.listening.things_named import (
    THINGS,
    is_earned,
    is_named,
    is_owned,
    is_price,
    is_sent,
    is_spent,
    is_told_them,
)
from bot.language.numbers.pieces import says

OTHERWISE = 0.5  # how likely a number must count nothing to be none
WITH_THINGS = ("people", "talked", *WISHED)
"""Questions at which nobody counts shops, chairs or staff as an answer."""

OF_ROOM = ("capacity", "want", "fresh", "customer", "people")
"""Kinds of word by one of which a number is surely the answer at room and wishes, where things are left out."""


def without_things(said: SaidMessage, question: CountQuestion) -> SaidMessage:
    """Leave out numbers that count what nobody asked about, as long as one is left: "3 branches, 12 years, and 70 wrote"."""
    persons = [one for one in said.numbers if one.near & {"people", "customer", "fresh"}]
    of_them = any(says(token, "of_them") for token in said.tokens)  # "12 sold, 3 of them to the same man"
    person = persons[0] if len(persons) == 1 and question.fact not in WISHED and not of_them else None
    left = [
        one
        for one in said.numbers
        if not _is_thing(one, said, question) and not _is_of_person(one, person, said, question)
    ]
    unnamed = left and len(left) < len(said.numbers) and not any(one.has(*OF_ROOM) for one in left)
    if unnamed and question.fact in WISHED:
        return said
    return said.of(left)


def counts_otherwise(one: SaidNumber, said: SaidMessage, question: CountQuestion) -> bool:
    """Return True if what is left counts nothing that is asked about either: "19 likes and 2 shares"."""
    role = roles_in(said.tokens, question)[one.at]
    return role.best in NO_FACT and role.chance >= OTHERWISE and not one.has("people", "customer", "enquire", *WAYS)


def _is_thing(one: SaidNumber, said: SaidMessage, question: CountQuestion) -> bool:
    counts_people = question.fact in (*COMING, "talked")
    if one.timed or (counts_people and (is_spent(one) or is_earned(one) or is_sent(one) or is_told_them(one))):
        return True
    if question.fact != "visitors" and ("looker" in one.near or is_price(one, said.numbers)):
        return True
    if question.fact == "people" and _only_visited(one, said):
        return True
    if question.fact in (*BUYERS, "talked") and "visitor" in one.near:
        return True
    if one.before and "clock" in one.before[-1].kinds:
        return True  # "jam 8"
    shared_out = question.fact in WISHED and "each" in said.kinds
    return question.fact in WITH_THINGS and not shared_out and (is_named(one, THINGS) or is_owned(one))


def _only_visited(one: SaidNumber, said: SaidMessage) -> bool:
    """True for those who saw a page, where fewer got in touch: "1200 hits on the site but 18 got in touch"."""
    asked = any(other.has("enquire", "people", *WAYS) for other in said.numbers if other.value < one.value)
    return "site_visit" in one.near and asked and not one.near & {"enquire", "people"}


def _is_of_person(one: SaidNumber, person: SaidNumber | None, said: SaidMessage, question: CountQuestion) -> bool:
    """True for a number of what one number of persons sent or bought: "80 messages but 28 people", "30 cakes to 11 customers"."""
    if person is None or one is person or one.value < person.value:
        return False
    if "message" in one.near and (person.has("turn") or one.has("turn")):
        return True
    sold = not said.kinds.isdisjoint({"sell", "message", "order"}) and not one.has("people", *ANOTHER_STEP)
    return question.fact == "customers" and sold
