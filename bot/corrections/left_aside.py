"""What stands beside a number and changes nothing of it is left aside: a question taken up, who is not counted, what is done with them."""

import re

from msgspec.structs import replace

from bot.core.span import SpanOfTime
from bot.corrections.on_top import added_to_now
from bot.corrections.worked_out import WorkedOut
from bot.dialogue import prompting
from bot.dialogue.flow import Question
from bot.dialogue.hear import Number
from bot.dialogue.scene import Scene
from bot.hearing.policy import SURELY
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.reader import read_acts
from bot.language.listening.time_words import time_words
from bot.language.listening.words_between import words_between
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Word

TAKEN_UP = re.compile(r"^[^?]*\?+\s+")
BESIDES, LEADING = "besides", 3  # words of a part among which it says that some are left out
WANTS = frozenset({"want"})
TALKING = frozenset({"talk", "reply"})
PATH, PEOPLE, ROOM, WEEK = "path", "people", "room", "week"
PAIR, FEWEST = 2, 5  # so few of "4 wk" may be weeks


def beside_the_rest(scene: Scene, question: Question, text: str) -> WorkedOut | None:
    """Return the answer that a message tells without what stands beside it; None where nothing is to be left aside."""
    if question.kind != "count" or question.limit is not None or not any(map(str.isalpha, text)):
        return None
    language = scene.words.language
    if (each := _each_week(text, language)) is not None:
        return WorkedOut(Number(each.amount, text, span=SpanOfTime.of("week", each=True), made=True), surely=True)
    if question.id == ROOM and (talked := _talking_rate(text, language)) is not None:
        span = None if talked.span is None else talked.span.told(scene.said.at.date())
        return WorkedOut(Number(talked.amount, text, span=span, made=True), surely=True)
    concluded = _concluded(text, language)
    if concluded and (made := added_to_now(scene, question, concluded)) is not None:
        return replace(made, heard=replace(made.heard, typed=text), surely=True)
    rest = _behind_taken_up(text, language)
    if question.id == PEOPLE:
        rest = _without_what_they_want(_without_left_out(rest, language), language)
    if not rest or rest == text:
        return None
    heard = prompting.listen(scene, rest)
    return WorkedOut(replace(heard, typed=text, made=True), surely=True) if isinstance(heard, Number) else None


def is_bare_rate(scene: Scene, text: str) -> bool:
    """Return True for a number with a time and nothing else where it is asked how people buy: "25 wk"."""
    question = scene.current
    if question is None or question.id != PATH or scene.session.step != "ask":
        return False
    return _each_week(text, scene.words.language) is not None


def _each_week(text: str, language: str) -> ToldAmount | None:
    """Return the number of "25 wk", which is so many a week."""
    tokens = tokens_in(text, language)
    if len(tokens) != PAIR or not isinstance(told := tokens[0], ToldAmount) or not isinstance(unit := tokens[1], Word):
        return None
    plain = told.span is None and not told.share and told.currency is None and told.amount.value >= FEWEST
    return told if plain and time_words(language).unit.get(unit.text) == WEEK else None


def _talking_rate(text: str, language: str) -> ToldAmount | None:
    """Return the one of two rates that is told of talking: "could do 10 a week talking, but only 3 gigs a weekend"."""
    parts = [part for part in passages_of(text, language) if part.numbers]
    rates = [told for part in parts for told in part.numbers if told.span is not None and told.span.rate]
    talking = [part for part in parts if part.kinds & TALKING]
    told = [one for part in talking for one in part.numbers if one in rates]
    return told[0] if len(parts) == len(talking) + 1 == PAIR and len(told) == 1 and told[0].span else None


def _concluded(text: str, language: str) -> str:
    """Return the last part of a message where it begins with a conclusion: "…, so say 6 extra a week on top of what we do now"."""
    result = words_between(language).result
    parts = [part for part in passages_of(text, language) if part.numbers]
    if len(parts) < PAIR or parts[-1].words[0].text not in result:
        return ""
    return clean(text[:LONGEST], language).text[parts[-1].words[0].place[0] :]


def _behind_taken_up(text: str, language: str) -> str:
    """Return what stands behind a question without a number that a message takes up: "what, with me quoting? 5 a week"."""
    found = TAKEN_UP.match(text)
    if found is None or any(part.numbers for part in passages_of(found[0], language)):
        return text
    if any(act.kind == "asks" and act.chance >= SURELY for act in read_acts(found[0], "q:room", language=language)):
        return text  # "do regulars count? 40"
    rest = text[found.end() :]
    first = next(iter(passages_of(rest, language)), TextPassage(()))
    return rest if first.numbers and first.words[0].told is first.numbers[0] else text


def _without_left_out(text: str, language: str) -> str:
    """Return a message without the part that says whom it leaves out: "40, not counting family"."""
    plain = clean(text[:LONGEST], language).text
    for part in passages_of(text, language):
        for at, word in enumerate(part.words):
            behind = part.words[at : at + LEADING]
            kinds = kinds_of(language, COUNTING).of_words([one.text for one in behind])
            left_out = bool(kinds) and BESIDES in kinds[0]
            if left_out and not any(one.numbers for one in passages_of(plain[word.place[0] :], language)):
                return plain[: word.place[0]].rstrip(" ,.;-(")
    return text


def _without_what_they_want(text: str, language: str) -> str:
    """Return a number of people without what they wanted: "25 last month wanting the truck for their thing"."""
    parts = passages_of(text, language)
    if not parts or len([told for part in parts for told in part.numbers]) != 1:
        return text
    words = parts[0].words
    at = next((at for at, word in enumerate(words) if word.told is not None), None)
    wants = next((word for word in words[at + 1 :] if word.kinds & WANTS), None) if at is not None else None
    known = time_words(language)
    between = words[at + 1 : words.index(wants)] if wants is not None and at is not None else ()
    timed = all(word.text in known.unit or not word.kinds for word in between)
    return clean(text[:LONGEST], language).text[: wants.place[0]].rstrip() if wants is not None and timed else text
