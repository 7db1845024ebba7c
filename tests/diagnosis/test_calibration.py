"""How often the diagnosis is right on made-up businesses; the whole measurement is tests/bench/diagnosis_simulation.py."""

import pytest

from tests.bench.diagnosis_simulation import Outcome, calibration_error, naive, play
from tests.bench.diagnosis_worlds import WORLDS

SIZES = ((12, 4), (20, 4))


@pytest.fixture(scope="module")
def plain(trades) -> list[Outcome]:
    return play("plain", 200, trades, seed=5, sizes=SIZES)


@pytest.fixture(scope="module")
def elsewhere(trades) -> list[Outcome]:
    return play("elsewhere", 200, trades, seed=6, sizes=SIZES)


def share_right(outcomes):
    return sum(one.right for one in outcomes) / len(outcomes)


def test_most_businesses_get_a_verdict_and_nearly_all_of_these_are_right(plain):
    answered = [one for one in plain if one.answered]
    assert len(answered) / len(plain) > 0.55
    assert share_right(answered) > 0.92


def test_what_is_called_clear_is_hardly_ever_wrong(plain, elsewhere):
    everything = plain + elsewhere
    wrong = [one for one in everything if one.verdict.word == "clearly" and not one.right]
    assert len(wrong) / len(everything) < 0.02


def test_it_is_as_sure_as_it_is_right_where_it_was_not_fitted(elsewhere):
    assert calibration_error(elsewhere) < 0.09


def test_it_beats_every_rule_of_thumb(trades, elsewhere):
    best = share_right(elsewhere)
    for rule in ("biggest drop-off", "rate below usual", "load below 0.85"):
        assert best > 0.15 + sum(naive(one.answers, trades)[rule] == WORLDS[one.world] for one in elsewhere) / len(
            elsewhere
        )
