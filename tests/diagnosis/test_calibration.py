"""How often the diagnosis is right on made-up businesses; the whole measurement is tests/bench/diagnosis_yardstick.py."""

import numpy as np
import pytest

from bot.diagnosis.kinds import STATES
from tests.bench.diagnosis_mixed import EXTRAS, as_asked, core, mixed, partly
from tests.bench.diagnosis_simulation import naive, play
from tests.bench.diagnosis_worlds import WORLDS
from tests.bench.diagnosis_yardstick import Scored, product

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

SIZES = ((12, 4), (20, 4))


@pytest.fixture(scope="module")
def made(trades):
    """Businesses in which everything varies."""
    return mixed(1200, trades, seed=5)


@pytest.fixture(scope="module")
def asked(made, trades):
    """Their answers to what the bot asks."""
    return [as_asked(one, trades) for one in made]


@pytest.fixture(scope="module")
def seen(made, asked, trades) -> dict[str, Scored]:
    """What is told with all, half and none of the further questions answered, and with those that the bot asks."""
    rng = np.random.default_rng(4)
    truth = [one.state for one in made]
    views = {
        "all": [one.answers for one in made],
        "half": [partly(one, rng) for one in made],
        "core": [core(one) for one in made],
        "asked": asked,
    }
    return {name: product(cases, truth, trades) for name, cases in views.items()}


@pytest.fixture(scope="module")
def everything(seen) -> Scored:
    return Scored(*(np.concatenate(parts) for parts in zip(*seen.values(), strict=True)))


def test_where_everything_varies_it_is_as_sure_as_it_is_right(everything):
    assert everything.calibration_error() < 0.03


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.7), (0.7, 0.9), (0.9, 1.0)])
def test_each_band_of_words_keeps_its_word(everything, low, high):
    band = (everything.sure >= low) & (everything.sure < high)
    assert abs(everything.sure[band].mean() - everything.right[band].mean()) < 0.05


def test_what_is_called_clear_is_hardly_ever_wrong(everything):
    assert ((everything.sure >= 0.9) & ~everything.right).mean() < 0.01


def test_most_get_more_than_a_guess(seen):
    assert (seen["half"].sure >= 0.5).mean() >= 0.6
    assert (seen["asked"].sure >= 0.5).mean() >= 0.64, "what the bot asks is asked before the verdict"


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.7), (0.7, 0.9), (0.9, 1.0)])
def test_each_band_keeps_its_word_once_the_bot_has_asked(seen, low, high):
    asked = seen["asked"]
    band = (asked.sure >= low) & (asked.sure < high)
    assert abs(asked.sure[band].mean() - asked.right[band].mean()) < 0.04


def test_each_further_question_is_asked_of_somebody(asked):
    questions = {question for answers in asked for question in answers.asked}
    assert set(EXTRAS) <= questions


def test_an_offer_to_blame_and_both_sides_are_told_at_times(seen):
    told = seen["all"].chance.argmax(axis=1)[seen["all"].sure >= 0.5]
    assert {STATES.index("offer"), STATES.index("both")} <= set(told.tolist())


@pytest.fixture(scope="module")
def elsewhere(trades):
    """Businesses with one fault each, drawn from other laws."""
    return play("elsewhere", 200, trades, seed=6, sizes=SIZES)


def test_one_fault_alone_is_told_and_nearly_always_the_right_one(elsewhere):
    told = [one for one in elsewhere if one.answered]
    assert len(told) / len(elsewhere) > 0.5
    assert sum(one.right for one in told) / len(told) > 0.9


def test_it_beats_every_rule_of_thumb(trades, elsewhere):
    best = sum(one.right for one in elsewhere) / len(elsewhere)
    for rule in ("biggest drop-off", "rate below usual", "load below 0.85"):
        assert best > 0.15 + sum(naive(one.answers, trades)[rule] == WORLDS[one.world] for one in elsewhere) / len(
            elsewhere
        )
