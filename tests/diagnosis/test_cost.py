"""What a diagnosis costs."""

import subprocess
import sys
from time import process_time

import numpy as np
import pytest
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.memory import forget
from bot.diagnosis import assessment, diagnose, flip, next_question, proposals, question_before
from bot.diagnosis.case import read
from bot.diagnosis.draws import FLOAT, Source
from bot.diagnosis.model import simulate


def test_importing_the_diagnosis_loads_no_numpy():
    code = "import sys, bot.diagnosis; sys.exit('numpy' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.unmeasured
def test_a_verdict_and_what_would_change_it_cost_milliseconds(told, trades):
    answers = told(people=50, talked=45, customers=5, room=15, wanted=4, fit=8)
    for part in (diagnose, next_question, flip, _proposed):
        part(answers, trades)
        took = []
        for _ in range(10):
            started = process_time()
            part(answers, trades)
            took.append(process_time() - started)
        # CPU time of the quickest, and far above what it takes (1, 1, 2 and 6 ms): only a change of order is caught.
        assert min(took) < 0.02


def _proposed(answers, trades):
    return proposals(diagnose(answers, trades), trades)


def test_what_is_the_same_for_every_business_is_drawn_once(told, trades, monkeypatch):
    drawn = []
    spread = Source.spread
    diagnose(told(people=50, talked=45, customers=5), trades)
    monkeypatch.setattr(Source, "spread", lambda self, *args: drawn.append(args) or spread(self, *args))
    diagnose(told(people=30, talked=20, customers=9, year_customers=Amount.exactly(90.0)), trades)
    assert drawn == []


def test_the_next_question_and_the_verdict_begin_with_one_look(told, trades, monkeypatch):
    looked = []
    draw = assessment.simulate
    monkeypatch.setattr(assessment, "simulate", lambda case, source: looked.append(case) or draw(case, source))
    answers = told(people=50, talked=45, customers=5, room=15, wanted=4, fit=8)
    forget()
    question_before(answers, trades)
    diagnose(replace(answers, currency="EUR", done=frozenset({"diary"})), trades)
    assert len(looked) == 1
    forget()  # the event is over
    diagnose(answers, trades)
    assert len(looked) == 2


def test_a_verdict_and_its_nearest_change_are_worked_out_once_for_an_event(told, trades):
    answers = told(people=30, talked=20, customers=9)
    forget()
    verdict, nearest = diagnose(answers, trades), flip(answers, trades)
    assert diagnose(answers, trades) is verdict
    assert flip(answers, trades) is nearest
    forget()
    assert diagnose(answers, trades) is not verdict


def test_all_draws_have_one_width(told, trades):
    source = Source()
    known = told(people=30, talked=20, customers=9, orders=3, path="both", year_customers=Amount.exactly(90.0), room=5)
    for answers in (known, told(orders=9, visitors=50, path="order"), told(people=Amount.between(5, 10), path="both")):
        drawn = simulate(read(answers, trades["other"], source), source)
        arrays = {name: one.dtype for name, one in drawn.drawn._asdict().items() if isinstance(one, np.ndarray)}
        assert set(arrays.values()) == {np.dtype(FLOAT), np.dtype(np.int8)}, arrays


def test_a_figure_is_resampled_once_it_is_asked_for(told, trades):
    source = Source()
    drawn = simulate(read(told(people=30, talked=20, customers=9), trades["other"], source), source)
    assert vars(drawn) == {}
    assert drawn.people is drawn.people
    assert (drawn.people == drawn.drawn.people[drawn.chosen]).all()
    assert (drawn.state == drawn.drawn.state[drawn.chosen]).all()
