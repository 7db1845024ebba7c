"""The one of several numbers that is the step that was asked for, where the others are told of steps beside it."""

from bot.language.listening.amounts import ToldAmount
from bot.language.listening.counted import CountQuestion
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.making import ANOTHER_STEP, BUYERS, COMING, WAYS, Made, made_as
from bot.language.listening.relations import is_left_undone
from bot.language.listening.said_numbers import SaidMessage, SaidNumber
from bot.language.numbers.clean import LONGEST, clean
from bot.language.numbers.pieces import Word

NEAR = 0.15  # of all, how far a number may lie from the share that it puts in figures
BETWEEN = 2  # words between a share and its number
TALKED, TRIED, SILENT, OFTEN = "talked", "trial", "silent", "so_often"
ANOTHERS = frozenset({*WAYS, *ANOTHER_STEP, "quote", "enquire", "unfit", "joint"})


def one_of_several(text: str, said: SaidMessage, question: CountQuestion) -> Made | None:
    """Return the number of the step that was asked for; None where none of the words says which."""
    often = [one for one in said.numbers if _is_often(text, one, said.language)]
    said = said.of([one for one in said.numbers if one not in often])
    if often and len(said.numbers) == 2 and said.numbers[1].value < said.numbers[0].value and question.fact in COMING:
        return made_as(said.numbers[0].told, question)  # "1100 rented, 300 of them twice"
    rules = (_share_in_figures, _talked_with_most, _bought_after_trying)
    return next((made for rule in rules if (made := rule(said, question)) is not None), None)


def _share_in_figures(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the 65 of "nearly all of them, 65 say. About 50 did the taster", which says the share in figures."""
    shares = [at for at, token in enumerate(said.tokens) if isinstance(token, ToldAmount) and token.share]
    if question.of is None or len(shares) != 1 or not said.numbers:
        return None
    (place,), of = shares, question.of.value
    share = said.tokens[place]
    one = next((one for one in said.numbers if one.at > place), None)
    if one is None or not isinstance(share, ToldAmount) or share.but or share.whole:
        return None
    between = [token for token in said.tokens[place + 1 : one.at] if isinstance(token, Word) and token.text.isalpha()]
    near = abs(share.amount.value * of - one.value) <= NEAR * of
    return made_as(one.told, question) if near and one.value <= of and len(between) <= BETWEEN else None


def _talked_with_most(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the 65 of "spoke to 65, 50 did the taster": more than the others, who did something else."""
    if question.fact != TALKED or question.of is None or len(said.numbers) < 2:
        return None
    talked = [one for one in said.numbers if one.has("talk", "reached") and not one.has("negation")]
    if len(talked) != 1 or is_left_undone(said.tokens, talked[0].at, said.language):
        return None
    others = [one for one in said.numbers if one is not talked[0]]
    apart = all(one.value <= talked[0].value and one.has(TRIED) and not one.has(*ANOTHERS - {TRIED}) for one in others)
    return made_as(talked[0].told, question) if apart and talked[0].value <= question.of.value else None


def _bought_after_trying(said: SaidMessage, question: CountQuestion) -> Made | None:
    """Take the 28 of "28 stayed for the term, 50 did the taster", and the 6 of "6 stayed, 3 came once and disappeared"."""
    if question.fact not in BUYERS or len(said.numbers) < 2:
        return None
    beside = [one for one in said.numbers if one.has(TRIED, SILENT)]
    ours = [one for one in said.numbers if one not in beside]
    if len(ours) != 1 or not beside or ours[0].has("pending", "refused", "dropped", "negation", "talk", "quote"):
        return None
    more = all(one.value >= ours[0].value for one in beside if one.has(TRIED))
    return made_as(ours[0].told, question) if more else None


def _is_often(text: str, one: SaidNumber, language: str) -> bool:
    """True for the "twice" of "300 of them twice", which counts no people."""
    word = clean(text[:LONGEST], language).text[slice(*one.told.place)]
    return one.told.span is None and OFTEN in kinds_of(language, COUNTING).of_word(word)
