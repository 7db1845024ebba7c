"""What the buttons of a flow bring back: which session, which question, and what was chosen.

Written as ``12/people/=half`` (an option) or ``12/people/back`` (an action), so that any button ever sent carries its
own meaning. Data that begin with a slash are commands.
"""

from msgspec import Struct

from bot.core.digits import short_number

LIMIT = 64


class FlowTap(Struct, frozen=True):
    """A tap on a button of a flow.

    Attributes:
        action: ``=OPTION`` for an option, or one of the words of :mod:`bot.dialogue.hear`.
    """

    session: int
    question: str
    action: str

    def data(self) -> str:
        """Write it as callback data."""
        return f"{self.session}/{without_session(self.question, self.action)}"


def without_session(question: str, action: str) -> str:
    """Write callback data without the number of the session, which comes first, before a slash."""
    return f"{question}/{action}"


def read_tap(data: str) -> FlowTap | None:
    """Read callback data; None if they are of no flow."""
    session, _, rest = data.partition("/")
    question, _, action = rest.partition("/")
    number = short_number(session)
    return FlowTap(number, question, action) if number is not None and question and action else None


def session_of(data: str) -> int | None:
    """Return the number of the session that callback data are about, of a flow or as the argument of a command."""
    if tap := read_tap(data):
        return tap.session
    if not data.startswith("/"):
        return None
    return short_number(data.partition(" ")[2].partition(" ")[0])
