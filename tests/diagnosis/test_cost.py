"""What a diagnosis costs."""

import subprocess
import sys
from time import process_time

from bot.diagnosis import diagnose, flip, next_question


def test_importing_the_diagnosis_loads_no_numpy():
    code = "import sys, bot.diagnosis; sys.exit('numpy' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_verdict_and_what_would_change_it_cost_milliseconds(told, trades):
    answers = told(people=50, talked=45, customers=5, room=15, wanted=4, fit=8)
    for part in (diagnose, next_question, flip):
        part(answers, trades)
        started = process_time()
        for _ in range(10):
            part(answers, trades)
        # CPU time, and far above what it takes (0.4, 0.3 and 1 ms): only a change of order is caught.
        assert (process_time() - started) / 10 < 0.01
