"""The sayings that the judge learns from are enough, fit the rule, and are what the model was made from."""

from collections import Counter

import numpy as np
import pytest

from bot.activity.catalogue import catalogue
from bot.activity.learned import learned, model_path
from bot.activity.rule import verdict_of
from bot.activity.rules import vote
from bot.language.templates import languages
from tests.activity.sayings import FILES, as_typed, by_ear, drawn, folder, rows
from tests.activity.train import apart, fingerprint, kept

pytestmark = pytest.mark.long

EXAMPLES, UNSEEN, PATTERNS = (rows(folder("en") / name) for name in FILES)
HARD = (
    *("clauses", "negation", "existing", "staff", "referrals", "broadcasts", "ai", "live", "webinars"),
    *("retargeting", "loyalty", "till", "tenders", "reviews", "hiring", "lists", "quotes", "typos", "in_words"),
)


@pytest.fixture(scope="module")
def sayings():
    return [*EXAMPLES, *UNSEEN, *drawn(PATTERNS, EXAMPLES)]


def test_the_sayings_are_many(sayings):
    assert len(sayings) >= 3_500
    assert len({saying.text.lower() for saying in sayings}) > 0.97 * len(sayings)


def test_hard_kinds_have_forty_each(sayings):
    kinds = Counter(saying.kind for saying in sayings)
    assert {kind: kinds[kind] for kind in HARD if kinds[kind] < 40} == {}


def test_the_activities_of_the_catalogue_have_eight_sayings_each(sayings):
    book = catalogue("en")
    found: Counter[str] = Counter()
    for saying in sayings:
        activity = vote(book, apart(saying.text, "en")).activity
        found.update([activity.id] if activity else [])
    few = [name for name, activity in book.activities.items() if found[name] < 8 and not activity.vague]
    assert few == []


def test_a_verdict_follows_from_its_facts():
    assert [saying for saying in (*EXAMPLES, *UNSEEN, *PATTERNS) if saying.verdict not in possible(*saying[:2])] == []


def possible(contact: str, interaction: str) -> set[str]:
    if "open" in (contact, interaction):
        return {"either", "unknown"}
    if "none" in (contact, interaction):
        return {"neither"}
    return {
        verdict_of(contact, interaction, one_person=one, mainly=mainly).verdict
        for one in (True, False)
        for mainly in (None, "marketing", "sales")
    }


@pytest.mark.parametrize("language", languages())
def test_model_and_sayings_have_not_parted(language):
    with np.load(model_path(language)) as file:
        assert str(file["made_from"]) == fingerprint(language), f"run python -m tests.activity.train {language}"


@pytest.mark.unmeasured
def test_the_same_sayings_give_the_same_model(sayings):
    few = sayings[::160]
    assert kept(few, frozenset(), "en") == kept(few, frozenset(), "en")


def test_the_model_is_small():
    assert model_path("en").stat().st_size <= 500_000
    assert learned("en").head.weights.nbytes <= 1_500_000


@pytest.mark.parametrize("way", [as_typed, by_ear])
def test_a_text_as_it_might_be_typed_is_the_same_each_time(way):
    text = "Answering the phone when new people ring about a quotation"
    assert way(text) == way(text) != text.lower()
