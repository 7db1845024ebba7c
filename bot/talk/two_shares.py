"""Two shares that an owner sets side by side after a verdict: "6 of 13 last year, 3 of 12 since the rise, was it a mistake?".

They are compared with luck in mind, and nothing is stored.
"""

from msgspec import Struct

from bot.checkins.chance import beta_below
from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import asks
from bot.hearing.taken_up import asks_somewhere
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.templates import Words
from bot.talk.answering import rows_under

DOUBT = "topics/doubt"
PAIR = 2
STEPS = 400  # of the sum over all rates that the first may have
PLAIN, PERHAPS = 0.95, 0.8
"""How likely the two rates differ in truth, the way they seem to, to be called more than luck, and perhaps more."""


class ShareOfWhole(Struct, frozen=True):
    """So many of a whole."""

    count: float
    of: float

    @property
    def rate(self) -> float:
        """Return what part of the whole it is."""
        return self.count / self.of


def shares_compared(context: Context, chat: Chat, text: str) -> Turned | None:
    """Compare the two shares that a question sets side by side; None where it sets none."""
    if chat.business.checkup is None or (two := two_shares(text, context.words)) is None:
        return None
    first, second = two
    sure = chance_of_difference(first, second)
    told = context.words.say(
        DOUBT, "two_shares",
        first=(first.count, first.of), second=(second.count, second.of),
        hundreds=(round(100 * first.rate), round(100 * second.rate)),
        differs="plain" if sure >= PLAIN else "perhaps" if sure >= PERHAPS else "luck",
        luck=max(round(10 * 2 * (1 - sure)), 1),
    )  # fmt: skip
    return context.aside(chat, told, rows=rows_under(context, chat, "bad"))


def two_shares(text: str, words: Words) -> tuple[ShareOfWhole, ShareOfWhole] | None:
    """Return the two shares of a question, the one not a part of what the other counts; None where it has not two."""
    if not (asks(text, words) or asks_somewhere(text, words)):
        return None
    told = [one for one in tokens_in(text, words.language) if isinstance(one, ToldAmount)]
    shares = [
        ShareOfWhole(one.amount.value * one.whole if one.share else one.amount.value, one.whole)
        for one in told
        if one.whole
    ]
    others = [one for one in told if not one.whole and not one.share and one.amount.value > 1]
    if len(shares) != PAIR or others or any(one.count > one.of or one.of <= 1 for one in shares):
        return None
    first, second = shares
    nested = second.of == first.count or first.of == second.count or first.of == second.of == 10
    return None if nested else (first, second)


def chance_of_difference(first: ShareOfWhole, second: ShareOfWhole) -> float:
    """Return how likely the larger share is larger in truth, where all rates were as likely before.

    Each rate then has a beta distribution (Gelman et al., Bayesian Data Analysis, 2013, section 2.4).
    """
    low, high = sorted((first, second), key=lambda one: one.rate)
    total = 0.0
    below = 0.0
    for step in range(1, STEPS + 1):
        at = step / STEPS
        now = beta_below(at, high.count + 1, high.of - high.count + 1)
        total += (now - below) * beta_below(at - 0.5 / STEPS, low.count + 1, low.of - low.count + 1)
        below = now
    return total
