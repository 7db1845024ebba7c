"""Finds the one number that answers a question, with its stretch of time, among all that is said.

Nothing that changes a number is ignored: time, money or "not" left over beside it leads to a question, and so does a
number that surely counts something else.
"""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from msgspec.structs import replace

from bot.core.amount import Amount
from bot.core.looseness import greatest
from bot.language.listening.all_of_them import all_talked, is_remarked_on
from bot.language.listening.amounts import STOPS, TextPart, ToldAmount, tokens_in
from bot.language.listening.answer_first import says_nothing_else
from bot.language.listening.counted import CountQuestion, CountRead, Doubt, as_read
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.made_of import made_of
from bot.language.listening.made_of_times import span_of_one
from bot.language.listening.making import WISHED
from bot.language.listening.month_rows import by_month
from bot.language.listening.naming import kinds_among, parts_before, parts_behind, words_of
from bot.language.listening.other_years import beside_years
from bot.language.listening.plain_among import plain_rather
from bot.language.listening.relations import after_a_slip, change_in, clause_of, counts_in, is_left_undone
from bot.language.listening.said_before import without_said_before
from bot.language.listening.said_numbers import LAST_DAY, kinds_of_words, said_numbers
from bot.language.listening.several import NO_FACT, asked_for, related_counts, roles_in, words_among
from bot.language.listening.sold_online import sells_nothing_online
from bot.language.listening.span_text import SIGN, without
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.spans import find_spans
from bot.language.listening.things_named import MONEY
from bot.language.listening.time_words import time_words
from bot.language.listening.week_asides import is_left_to_another, noted_nothing
from bot.language.listening.words_between import words_between
from bot.language.numbers import Ambiguous, Invalid, Reading, Understood, Unknown, read
from bot.language.numbers.clean import LONGEST, Clean, clean
from bot.language.numbers.pieces import Mark, Word, is_a
from bot.language.numbers.pieces import at as piece_at
from bot.language.numbers.vocabulary import token_of
from bot.language.numbers.vocabulary import vocabulary as number_words
from bot.language.vocabulary import vocabulary

ANSWERED = "talked"  # what those are who were not left without an answer
LOOKING = "visitors"  # who only looks, which is said in any words
OTHERWISE = 0.5  # a number this likely to count something else is asked about
SURELY = 0.8  # a number this likely to count another fact is asked about
HARDLY = 0.1  # how likely a number must be to be the answer, though it counts nothing else for sure
HALF = 0.5
DENIED_WITHIN = 3  # words behind a share that are looked at for a "not"
BOUNDS = frozenset({"at_least", "at_most"})
SMALL = 3  # letters of an article or the like
NARROWING = frozenset({"ring", "write", "drop_in", "online", "in_person", "channel", "suit", "want", "message"})
"""Kinds of word by which it is said of whom of all who got in touch all are meant."""

CHECKUP = "q:"  # before the name of a question about weeks
LEAST_PLURAL = 4  # letters
FOLD = 2  # words behind a number that say "times more"
FEW_WORDS = 4  # of "no new client yet"
COUNTED = frozenset({"customer", "people", "enquire", "new"})
SHORTEST_QUESTION = 3  # words: "how about 12"


def read_count(text: str, question: CountQuestion) -> CountRead | Doubt | Reading:
    """Return the number that some words answer a question with, what is to be asked, or why there is none."""
    found = _read_count(without_said_before(text, question.language), question)
    if isinstance(found, CountRead) and found.span is not None and found.span.unclear:
        return Invalid("which_time")
    if isinstance(found, CountRead) and question.state.startswith(CHECKUP) and question.fact not in WISHED:
        found = _of_weeks_asked(found)
    if isinstance(found, CountRead) and _is_question(tokens_in(text, question.language), question.language):
        return Doubt("really", (found,))
    return found


def _of_weeks_asked(told: CountRead) -> CountRead:
    """Return a number of "this month" as one of the four weeks that were asked about: it is not over, and hardly another."""
    of_month = told.span is not None and told.span.running and told.span.unit == "month" and told.span.count == 1
    return replace(told, span=None) if of_month else told


def _read_count(text: str, question: CountQuestion) -> CountRead | Doubt | Reading:
    cleaned = clean(text, question.language) if len(text) <= LONGEST else Clean("")
    plain = cleaned.text
    if cleaned.language != question.language:
        question = replace(question, language=cleaned.language)
    if _is_so_much_more(tokens_in(plain, question.language), question.language) or _is_multiple(text, question):
        return Invalid("vague")
    if (bare := _nobody_yet(text, question)) is not None:
        return bare
    if question.state.startswith(CHECKUP) and (row := by_month(text, question)) is not None:
        return row
    if question.state.startswith(CHECKUP) and (apart := beside_years(plain, question)) is not None:
        return apart
    if (made := all_talked(text, question) or plain_rather(text, question, made_of(text, question))) is not None:
        return made
    spans = [
        span for span in find_spans(plain, question.language) if not _is_of_a_break(plain, span, question.language)
    ]
    rest = without(plain, spans, question.language).replace(SIGN, " ") if spans else text
    unclear = any(span.unclear for span in spans) and not any(span.rate for span in spans)
    if unclear and any(map(str.isalnum, rest)):
        return Invalid("which_time")
    span = span_of_one(plain, spans, question.language)
    reading = read(rest, "count", language=question.language, of=question.of, whole=question.whole and span is None)
    match reading:
        case Understood(amount=amount, share=float()):
            tokens = tokens_in(plain, question.language)
            excepts = any(isinstance(token, ToldAmount) and token.but for token in tokens)
            return _checked_share(tokens, CountRead(amount, span, excepts), question)
        case Understood(amount=amount):
            amount = _without_far_bound(plain, amount, question.language)
            amount = greatest(amount) if question.most else amount
            return _checked(plain, CountRead(amount, span), question)
        case Ambiguous(readings=readings) if span is not None:
            return Doubt("which", tuple(CountRead(amount, span) for amount in readings))
        case Invalid(reason="two_numbers"):
            if (last := after_a_slip(text, question.language)) != text:
                return _read_count(last, question)
            return (
                related_counts(text, question) or _only_share(tokens_in(text, question.language), question) or reading
            )
        case Invalid(reason="ordinal"):  # "since the 9th, 14 got in touch"
            tokens = tokens_in(text, question.language)
            told = asked_for(tokens, question, roles_in(tokens, question))
            return reading if told is None else as_read(told, question)
        case Invalid() if noted_nothing(tokens_in(text, question.language), question.language):
            return Unknown()
        case Invalid(reason="no_number") if _is_none_of(tokens_in(text, question.language), question.language):
            return CountRead(Amount.exactly(0.0), made=True)
        case Invalid() if question.fact == "orders" and sells_nothing_online(text, question.language):
            return CountRead(Amount.exactly(0.0), made=True)
        case Invalid() if is_left_to_another(text, question.language):
            return Unknown()
    return reading


def _only_share(tokens: Sequence[TextPart], question: CountQuestion) -> CountRead | None:
    """Return the one share of a text whose other numbers are hours and the like: "all but seven, who rang at 6 am"."""
    told = [token for token in tokens if isinstance(token, ToldAmount)]
    if len(told) != 1 or not told[0].share or question.of is None:
        return None
    (share,) = told
    if share.but:
        rest = question.of.value - share.amount.value
        return CountRead(Amount.exactly(rest), made=True) if rest >= 0 else None
    return CountRead(question.of.times(share.amount.value), made=True)


def _is_so_much_more(tokens: Sequence[TextPart], language: str) -> bool:
    """True for "50% more than now" and "в два раза больше", which say no number by themselves."""
    amounts = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    if len(amounts) != 1 or not isinstance(told := tokens[amounts[0]], ToldAmount):
        return False
    words, (first, second) = words_between(language), (piece_at(tokens, amounts[0] + step) for step in (1, 2))
    times = getattr(first, "text", "") in words.times
    said = second if times else first
    if times and _is_bound(said):
        return True
    text = getattr(said, "text", "")
    more = (is_a(said, "more") or text in words.up | words.down) and not is_a(said, "and") and not _is_bound(said)
    return (told.share or times) and (more or (is_a(said, "than") and _is_bound(said)))


def _is_multiple(text: str, question: CountQuestion) -> bool:
    """True for "two times more", "2 kali lipat" and "2 गुना", which say no number by themselves."""
    match said_numbers(text, question.language).numbers:
        case (one,):
            return "fold" in kinds_of_words(one.behind[:FOLD])
    return False


def _nobody_yet(text: str, question: CountQuestion) -> CountRead | Unknown | None:
    """Read "nobody, I opened on the 14th" as none, and "18 years in the trade and never counted" as not known."""
    said = said_numbers(text, question.language)
    none = [one for one in said.numbers if one.in_words and not one.value]
    others = [one for one in said.numbers if one not in none]
    unknown = any(isinstance(token, Mark) and "unknown" in token.says for token in said.tokens)
    if said.numbers and unknown and all(one.timed for one in others):
        return Unknown()
    dated = all(one.dated or (one.value <= LAST_DAY and "opened" in kinds_of_words(one.before)) for one in others)
    if none == [*said.numbers[:1]] and dated and "opened" in said.kinds:
        return CountRead(Amount.exactly(0.0), made=True)
    return None


def _is_none_of(tokens: Sequence[TextPart], language: str) -> bool:
    """True for "no client yet", in which the noun for one of them stands behind the denial, and little else."""
    words = words_of(tokens)
    kinds = kinds_of(language).of_words(words)
    denied = len(words) in range(2, FEW_WORDS + 1) and "negation" in kinds[0]
    return denied and not COUNTED.isdisjoint(kinds[1]) and "yet" in kinds_among(words, language, COUNTING)


def _is_of_a_break(plain: str, span: TimeSpan, language: str) -> bool:
    """True for the two weeks of "35, we were shut for 2 weeks", where the number stands apart."""
    tokens = tokens_in(plain, language)
    place = next((at for at, token in enumerate(tokens) if token == span), None)
    clause = [] if place is None or span.rate else clause_of(tokens, place)
    if not clause or any(isinstance(token, ToldAmount) for token in clause):
        return False
    return "closed" in kinds_among(words_of(clause), language, COUNTING)


def _without_far_bound(plain: str, amount: Amount, language: str) -> Amount:
    """Return a number without the "under" or "over" that stands behind it among other words.

    As in "30. we're snowed under", and "45 over the till".
    """
    tokens = tokens_in(plain, language)
    places = [place for place, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    if len(places) != 1:
        return amount
    (place,) = places
    told, bounds = tokens[place], [at for at, token in enumerate(tokens) if _is_bound(token)]
    if not isinstance(told, ToldAmount) or told.share or not bounds or min(bounds) < place:
        return amount
    apart = any(isinstance(token, Word) for token in tokens[place + 1 : bounds[0]])
    leads_on = is_a(tokens[bounds[0]], "preposition") and isinstance(piece_at(tokens, bounds[0] + 1), Word)
    return told.amount if apart or leads_on else amount


def _is_bound(token: TextPart | None) -> bool:
    return isinstance(token, Mark) and not BOUNDS.isdisjoint(token.says)


def _checked(plain: str, told: CountRead, question: CountQuestion) -> CountRead | Doubt | Invalid:
    """Ask about a number where something beside it may change it."""
    if not any(map(str.isalpha, plain)):
        return told
    if told.span is None and told.amount.value and (unit := _unit_left(plain, question.language)) is not None:
        return Doubt("in_all", (told, CountRead(told.amount, unit)))
    tokens = tokens_in(plain, question.language)
    if not told.amount.value and not any(isinstance(token, ToldAmount) for token in tokens):
        return Invalid("no_number")  # "nobody ever books"
    if question.fact == ANSWERED and question.of is not None and (rest := _but(tokens, told, question, question.of)):
        return rest
    compared = change_in(tokens, question.language) is not None
    if compared or any(_is_compared(tokens, place) or _is_number_left(token) for place, token in enumerate(tokens)):
        return Doubt("really", (told,))
    amounts = [token for token in tokens if isinstance(token, ToldAmount)]
    if told.amount.value == 1 and len(amounts) == 1 and _is_article(plain, tokens, amounts[0], question.language):
        return Doubt("really", (told,), made=True)
    if len(amounts) == 1 and words_among(tokens) and _counts_otherwise(tokens, question, told.span):
        return Doubt("really", (told,))
    return told


def _is_article(plain: str, tokens: Sequence[TextPart], one: ToldAmount, language: str) -> bool:
    """True for the "un" of "un montonazo", before a noun that no kind of word knows, and the "одна" of "одна толпа"."""
    behind = piece_at(tokens, tokens.index(one) + 1)
    article = "article" in number_words(language).kinds_of(plain[slice(*one.place)])
    if article and isinstance(behind, Mark):
        return "vague" in behind.says and not is_a(behind, "more")
    noun = behind.text if article and isinstance(behind, Word) else ""
    return noun[:1].isalpha() and not (kinds_of(language).of_word(noun) or kinds_of(language, COUNTING).of_word(noun))


def _but(tokens: Sequence[TextPart], told: CountRead, question: CountQuestion, of: Amount) -> CountRead | Doubt | None:
    """Return all but so many where the owner says that these were not answered: "os 8 eu não atendi"; None elsewhere.

    Of a bare "except 8" it is asked whether that is what is meant.
    """
    match counts_in(tokens):
        case [(place, _)] if told.amount.value <= of.value:
            rest = CountRead(Amount.exactly(of.value - told.amount.value), made=True)
        case _:
            return None
    if is_left_undone(tokens, place, question.language):
        return rest
    excepted = any(isinstance(token, Mark) and "except" in token.says for token in tokens[max(place - 2, 0) : place])
    return Doubt("which", (rest, told)) if excepted else None


def _checked_share(tokens: Sequence[TextPart], told: CountRead, question: CountQuestion) -> CountRead | Doubt | Invalid:
    """Ask about a share that surely is one of something else: "still waiting on most", "few, most only ask the price"."""
    one = sum(isinstance(token, ToldAmount) for token in tokens) == 1
    parts = [token for token in tokens if isinstance(token, ToldAmount) and token.share and 0 < token.amount.value < 1]
    if len(parts) > 1:
        return Doubt("really", (told,))  # "half on the phone and half by email"
    if one and _is_denied_share(tokens, question.language):
        return Invalid("vague")
    if not one or not words_among(tokens):
        return told
    if _begins_with_few(tokens, question.language):
        return Doubt("really", (told,))
    if _is_of_some_only(tokens, question.language):
        return Doubt("really", (told,), made=True)
    if _stands_alone(tokens) or (question.fact == ANSWERED and is_remarked_on(tokens, question.language)):
        return replace(told, made=True)
    (ranking,) = roles_in(tokens, question).values()
    return Doubt("really", (told,)) if ranking.best == "other" and ranking.chance >= SURELY else told


def _is_of_some_only(tokens: Sequence[TextPart], language: str) -> bool:
    """True for all of a narrower group: "all the phone ones", "everyone who emailed", where only these are known."""
    place, told = next((at, token) for at, token in enumerate(tokens) if isinstance(token, ToldAmount))
    if told.but or told.amount.value < 1:
        return False
    behind = words_of(parts_behind(tokens, place))
    said = kinds_of(language, COUNTING).of_words(behind)
    ones = next((at for at, of_word in enumerate(said) if "ones" in of_word), len(said))
    who = next((at for at, of_word in enumerate(said) if "who" in of_word), len(said))
    which = kinds_among(behind[who + 1 :], language) | {kind for of_word in said[who + 1 :] for kind in of_word}
    before = [word for word in behind[:ones] if len(word) > SMALL]
    return (ones < len(said) and bool(before)) or not which.isdisjoint(NARROWING)


def _stands_alone(tokens: Sequence[TextPart]) -> bool:
    """True if no word stands beside a share before the next sign, so that what follows is only a remark: "a third. tough market"."""
    place = next(at for at, token in enumerate(tokens) if isinstance(token, ToldAmount))
    beside = [*parts_before(tokens, place), *parts_behind(tokens, place)]
    return not any(isinstance(token, Word | TimeSpan) and getattr(token, "text", "x")[:1].isalnum() for token in beside)


def _is_denied_share(tokens: Sequence[TextPart], language: str) -> bool:
    """True if a share is one of those who did not: "most didn't"; half of them leave as many."""
    place = next(at for at, token in enumerate(tokens) if isinstance(token, ToldAmount))
    behind = takewhile(lambda token: getattr(token, "text", "") not in STOPS, tokens[place + 1 :])
    kinds = kinds_of(language).of_words(words_of(list(behind))[:DENIED_WITHIN])
    share = tokens[place]
    return isinstance(share, ToldAmount) and share.amount.value != HALF and any("negation" in one for one in kinds)


def _begins_with_few(tokens: Sequence[TextPart], language: str) -> bool:
    """True if it is said before a share that they were few, so that the share is one of the others."""
    before = list(takewhile(lambda token: not isinstance(token, ToldAmount), tokens))
    kinds = kinds_of(language, COUNTING).of_words(words_of(before))
    return any("scant" in of_word for of_word in kinds)


def _is_compared(tokens: Sequence[TextPart], place: int) -> bool:
    """True for the "more than" of "5 more than now", which makes 5 no number of its own."""
    mark, before = tokens[place], tokens[place - 1] if place else None
    than = is_a(mark, "than") and _is_bound(mark)
    return than and isinstance(before, ToldAmount) and not isinstance(piece_at(tokens, place + 1), ToldAmount)


def _is_question(tokens: Sequence[TextPart], language: str) -> bool:
    """True for words that ask as "what about the 10 I never quoted" does.

    "How about 12?" is an answer said with care, and "what? I answered all of them" one with an exclamation before it.
    """
    first, words = piece_at(tokens, 0), [token for token in tokens if getattr(token, "text", "") not in STOPS]
    asks = isinstance(first, Word) and first.text in words_between(language).asking and words[:2] == list(tokens[:2])
    return asks and not (len(words) <= SHORTEST_QUESTION and isinstance(words[-1], ToldAmount))


def _is_number_left(token: TextPart) -> bool:
    """True for a number that belongs to none that was read: the 10 of "4x10"."""
    return isinstance(token, Word) and token.text.isdecimal()


def _unit_left(plain: str, language: str) -> TimeSpan | None:
    """Return a unit of time that makes no stretch of time, as in "12 good week"."""
    units = time_words(language).unit
    for match in token_of(language).finditer(plain):
        if (unit := units.get(match[0])) is not None and len(match[0]) > 2:
            return None if unit == "quarter" else TimeSpan(unit, rate=True)
    return None


def _counts_otherwise(tokens: Sequence[TextPart], question: CountQuestion, span: TimeSpan | None) -> bool:
    """True if the one number of a text likely counts something that nobody asked about."""
    (place,) = (place for place, token in enumerate(tokens) if isinstance(token, ToldAmount))
    before, behind = tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None
    if isinstance(before, Mark) and "label" in before.says and not isinstance(behind, Word):
        return True
    rate = question.fact in WISHED and span is not None and span.rate  # "3 kitchens a month" are as many customers
    small = isinstance(told := tokens[place], ToldAmount) and told.amount.value < MONEY
    if rate and small and not _is_staff(behind, question.language):
        return False
    if isinstance(behind, Word) and _is_unknown_plural(behind.text, question.language):
        return True
    if (isinstance(before, Mark) and "correction" in before.says) or says_nothing_else(tokens, question.language):
        return False
    if getattr(behind, "text", "") in STOPS and not any(isinstance(token, Word) for token in tokens[:place]):
        return False  # "150, it was diwali"
    (ranking,) = roles_in(tokens, question).values()
    if isinstance(behind, Word) and "fresh" in kinds_of(question.language, COUNTING).of_word(behind.text):
        return False  # "25 new, the rest came before"
    if question.fact == LOOKING and ranking.best != "value":
        return False  # "2,000 walk past"
    if ranking.best in NO_FACT:
        return ranking.chance >= OTHERWISE
    if sum(chance for role, chance in ranking.ranked if role in (question.fact, "people")) < HARDLY:
        return True  # "the 5 I missed were spam anyway"
    if ranking.best == "people" and question.most and span is None:
        return ranking.chance >= SURELY  # "leads: 52" is no room for 52
    return ranking.best not in (question.fact, "people") and ranking.chance >= SURELY


def _is_staff(behind: TextPart | None, language: str) -> bool:
    """True if a number is one of those who work, or of hours."""
    return not {"staff", "hour", "minute"}.isdisjoint(kinds_of(language).of_word(getattr(behind, "text", "")))


def _is_unknown_plural(word: str, language: str) -> bool:
    """True for a plural noun that the reader does not know, such as the bedrooms of "2 bedrooms"."""
    words = number_words(language)
    ending = words.several_ending
    plural = bool(ending) and len(word) >= LEAST_PLURAL and word.endswith(ending)
    return (
        plural
        and not word.endswith(words.not_several)
        and word.isalpha()
        and not kinds_of(language).of_word(word)
        and word not in _counted_words(language)
    )


@cache
def _counted_words(language: str) -> frozenset[str]:
    """Return the words that name what is counted every week."""
    return frozenset(
        word for phrases in vocabulary(language)["fields"].values() for phrase in phrases for word in phrase.split()
    )
