"""Is it marketing or sales? From an owner's few numbers to a verdict that knows how sure it is.

Everything here is pure. A name is loaded when it is first used, so that importing this package costs nothing; NumPy comes
with the first diagnosis.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.diagnosis.advice import Advice
    from bot.diagnosis.answers import Answers, Best, ReportedPeriod
    from bot.diagnosis.asking import next_question, question_before
    from bot.diagnosis.judge import diagnose, wilson
    from bot.diagnosis.nearest_flip import flip
    from bot.diagnosis.supposing import proposals
    from bot.diagnosis.suppositions import supposed
    from bot.diagnosis.trades import Trade, Trades, load_trades
    from bot.diagnosis.verdict import Figures, Flip, MissingAnswer, Range, Rate, Usual, Verdict

_MODULES = {
    "advice": ("Advice",),
    "answers": ("Answers", "Best", "ReportedPeriod"),
    "asking": ("next_question", "question_before"),
    "judge": ("diagnose", "wilson"),
    "nearest_flip": ("flip",),
    "supposing": ("proposals",),
    "suppositions": ("supposed",),
    "trades": ("Trade", "Trades", "load_trades"),
    "verdict": ("Figures", "Flip", "MissingAnswer", "Range", "Rate", "Usual", "Verdict"),
}

__all__ = [
    "Advice",
    "Answers",
    "Best",
    "Figures",
    "Flip",
    "MissingAnswer",
    "Range",
    "Rate",
    "ReportedPeriod",
    "Trade",
    "Trades",
    "Usual",
    "Verdict",
    "diagnose",
    "flip",
    "load_trades",
    "next_question",
    "proposals",
    "question_before",
    "supposed",
    "wilson",
]


def __getattr__(name: str) -> Any:
    """Load a name from its module; code that diagnoses says ``diagnosis.diagnose`` where it does so."""
    for module, names in _MODULES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
