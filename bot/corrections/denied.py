"""An answer that an owner denies is taken out at once, or put right: "Too dear? I never said that", "is 180 still in there?".

A message denies an answer that it names, by an option as the bot shows it or by the number, where it says that this was
never said, wants it out, finds it still there, or sets it back to open. What is left of the message is heard as ever.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.checkup.commands import opened_again, with_verdict
from bot.core.records import CHECKUP, Answer, Chat
from bot.core.span import SpanOfTime
from bot.corrections.denied_meant import denied_chosen
from bot.dialogue import engine, prompting
from bot.dialogue.actions import MENDED
from bot.dialogue.answers import answer_to, go_on
from bot.dialogue.context import Context
from bot.dialogue.corrections import line_of_change, reread, verdict_or_question
from bot.dialogue.hear import Number
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.writing import in_words
from bot.hearing.chosen_anew import disputed, option_read
from bot.hearing.earlier import Earlier
from bot.hearing.named_here import named_here
from bot.hearing.policy import SURELY
from bot.hearing.put_right import put_right
from bot.hearing.restated import restated
from bot.language.listening.acts import Act
from bot.language.listening.matters import all_matters
from bot.language.listening.passages import PassageWord, TextPassage, passages_of
from bot.language.match import fold
from bot.language.numbers.clean import clean
from bot.language.templates import Words
from bot.talk.wished import behind

HearsOn = Callable[[Context, Chat, Scene | None, str], Turned]

NEGATION, SAID, CLAIMS, TAKES, KEPT, LEFT = "negation", "said", "claims", "takes_out", "kept", "left_open"
MISREAD, PAIR = "misread", 2
FILLS = frozenset({NEGATION, "aside", "disagree", "mends", "slip"})
"""Kinds of word beside an option that is denied and nothing else: "but no, not both"."""

PATH, TALK, CUSTOMERS, ORDERS = "path", "talk", "customers", "orders"
ABOUT_ANSWERS = ("tell", "numbers", "differ", "social")
"""Matters of who speaks of answers that the verdict rests on; "social" is said by who is only cross about one."""

NEAR = 3  # words between a negation, a word such as "said", and what was not said
MOST_WORDS = 10  # of a part that wants an answer out
NOT_SAID = ("quiet",)
"""Reasons that are no words of customers: "they don't say a word, they go quiet" denies none."""


class Denied(Struct, frozen=True):
    """An answer that a message denies.

    Attributes:
        name: of the answer.
        parts: the passages that deny it.
        instead: the option that is told in its place.
        unnamed: it is only said that it was misread.
    """

    name: str
    parts: tuple[TextPassage, ...]
    instead: str = ""
    unnamed: bool = False


def taken_out(context: Context, chat: Chat, scene: Scene | None, text: str, again: HearsOn) -> Turned | None:
    """Take out the answer that a message denies, or put it right, and go on; None where none is denied.

    Args:
        context: what a decision works with.
        chat: the chat.
        scene: the open questions.
        text: the message.
        again: hears what is left of it.
    """
    session = scene.session if scene is not None else with_verdict(chat, "")
    if session is None or session.flow != CHECKUP or (scene is None and session.state != "done"):
        return None
    flow = context.catalogue.forms[CHECKUP].flow
    asked = scene.current.id if scene is not None and scene.current is not None and session.step == "ask" else ""
    earlier = Earlier.of(session, flow, asked, context.words.language)
    found = denied_in(text, earlier, context.words)
    if found is None:
        return None
    if session.proposed is not None and earlier.numbers.get(found.name) == session.proposed.amount:
        return None  # "2 became clients, not 6", where 6 has just been held against another answer
    right = put_right(text, earlier) or (restated(text, earlier) if scene is None else None)
    if right is not None and any(
        act.name == found.name and not _is_denied_too(act, text, earlier) for act in right.acts
    ):
        return None
    weighty = found.name in earlier.numbers or found.name == PATH
    if scene is None and weighty and not _is_about_answers(text, context.words.language):
        return None
    if scene is None:
        return _out_of_verdict(opened_again(context, chat, session), found, text)
    return _out_of_checkup(context, scene, found, text, again)


def _is_denied_too(act: Act, text: str, earlier: Earlier) -> bool:
    """True for a number that the message denies as well, and not for another time: the 3 of "3 meetings, not 3 people"."""
    denied = [value for one in passages_of(text, earlier.language) for value in one.denied]
    return act.told is not None and act.told.span is None and act.told.amount.value in denied


def _is_about_answers(text: str, language: str) -> bool:
    """True if a message after a verdict likely is about the owner's answers, and not a report on the step, say."""
    first = next(iter(all_matters(text, language)), ("", 0.0))[0]
    return first in ABOUT_ANSWERS


def denied_in(text: str, earlier: Earlier, words: Words) -> Denied | None:
    """Return the one answer that a message denies; None if it denies none, or several."""
    passages = passages_of(text, earlier.language)
    found = [*_options(passages, earlier, words), *_numbers(passages, earlier), *_left_open(passages, earlier)]
    found = (
        found
        or [
            *_bare(passages, earlier, words),
            *_disputed(passages, earlier, words),
            *_said_no(passages, earlier),
        ]
        or _misread(passages, earlier)
    )
    if not found and not earlier.asked:
        found = [Denied(one.name, one.parts, one.instead) for one in denied_chosen(passages, earlier, words)]
    if len({one.name for one in found}) != 1:
        return None
    parts = tuple(dict.fromkeys(part for one in found for part in one.parts))
    others = [one for one in passages if one not in parts]
    instead = found[0].instead or _told_instead(found[0].name, others, earlier)
    return Denied(found[0].name, parts, instead, found[0].unnamed)


def _options(passages: Sequence[TextPassage], earlier: Earlier, words: Words) -> Iterator[Denied]:
    """Yield the chosen answers that are named and denied in a passage, or in an echo and the passage behind it."""
    for name, value in earlier.choices.items():
        for passage in passages:
            place = place_of_option(passage, name, value, words)
            if place is None or (name == PATH and (passage.numbers or passage.denied)):
                continue  # "I never said I talk with 100" denies the number
            said = _is_unsaid(passage, place, third=value not in NOT_SAID)
            if said or _is_kept(passage) or _wants_out(passage, place):
                yield Denied(name, (passage,))
        for echo, behind_it in pairwise(passages):
            echoed = len(echo.words) <= NEAR and place_of_option(echo, name, value, words) is not None
            if echoed and (_denies_having_said(behind_it) or MISREAD in behind_it.kinds):
                yield Denied(name, (echo, behind_it))


def _numbers(passages: Sequence[TextPassage], earlier: Earlier) -> Iterator[Denied]:
    """Yield the numbers that are denied: "I didn't say 1500", "not 180 people", "is 180 still in there"."""
    alone = not earlier.asked or not any(passage.numbers for passage in passages)
    alone = alone or any(MISREAD in passage.kinds for passage in passages)
    for passage in passages:
        for at, word in enumerate(passage.words):
            value = earlier.value_of(word.told) if word.told is not None else word.denied
            if not value or (name := _name_of(value, passage, earlier)) is None:
                continue
            plainly = _is_plainly_denied(passage, word) and (alone or _is_spoken_of(name, passage, earlier))
            if plainly or _is_unsaid(passage, (at, at + 1), third=False) or _is_kept(passage):
                yield Denied(name, (passage,))


def _name_of(value: float, passage: TextPassage, earlier: Earlier) -> str | None:
    """Name the answer that is a number: the one that is named beside it, or the only one."""
    found = [name for name, amount in earlier.numbers.items() if amount.value == value]
    named = named_here(passage, earlier)
    return named.name if named is not None and named.name in found else earlier.with_number(value)


def _is_plainly_denied(passage: TextPassage, word: PassageWord) -> bool:
    """True for the 180 of "no, not 180 people", where the passage says no more."""
    return word.denied is not None and len(passage.words) <= NEAR + 2 and not passage.numbers


def _is_spoken_of(name: str, passage: TextPassage, earlier: Earlier) -> bool:
    """True if a number is that of the last answer, or named in its passage; not for the 50 of "10 a week, not 50 like in summer"."""
    named = named_here(passage, earlier)
    return name == earlier.newest or (named is not None and named.name == name)


def _left_open(passages: Sequence[TextPassage], earlier: Earlier) -> Iterator[Denied]:
    """Yield the chosen answers that are set back to open, by what they are called: "put the usual no back to open"."""
    for passage in passages:
        if LEFT in passage.kinds:
            yield from (Denied(name, (passage,)) for name in earlier.choices if name in passage.kinds)


def _bare(passages: Sequence[TextPassage], earlier: Earlier, words: Words) -> Iterator[Denied]:
    """Yield what a passage denies by its name: alone, where the last reply said it back ("no, not both"), or for another option."""
    newest = max((answer.update_id for answer in earlier.answers.values()), default=0)
    for name, value in earlier.choices.items():
        said_back = 0 < earlier.answers[name].update_id == newest
        for passage in passages:
            place = place_of_option(passage, name, value, words)
            if place is None or not _denies(passage):
                continue
            rest = (*passage.words[: place[0]], *passage.words[place[1] :])
            alone = all(word.kinds & FILLS or _is_none(word) for word in rest)
            others = [one for one in passages if one is not passage]
            if (said_back and alone and place[0]) or _told_instead(name, others, earlier):
                yield Denied(name, (passage,))


def _said_no(passages: Sequence[TextPassage], earlier: Earlier) -> Iterator[Denied]:
    """Yield the way of buying that the last reply said back, for a bare "no" and another: "no. we talk. 10 rent"."""
    first, *others = passages or (TextPassage(()),)
    newest = max((answer.update_id for answer in earlier.answers.values()), default=0)
    known = earlier.answers.get(PATH)
    alone = bool(first.words) and all(word.kinds & FILLS or _is_none(word) for word in first.words) and _denies(first)
    if alone and known is not None and 0 < known.update_id == newest:
        for one in others:
            if not one.numbers and (instead := _told_instead(PATH, [one], earlier)):
                yield Denied(PATH, (first, one), instead)


def _disputed(passages: Sequence[TextPassage], earlier: Earlier, words: Words) -> Iterator[Denied]:
    """Yield the chosen answer that is denied in words of the owner's own: "I never said they were late"."""
    if (found := disputed(passages, earlier)) is not None:
        parts = [
            one for one in passages if SAID in one.kinds or place_of_option(one, found.name, "", words) is not None
        ]
        yield Denied(found.name, tuple(parts), found.value)


def _misread(passages: Sequence[TextPassage], earlier: Earlier) -> list[Denied]:
    """Return the one answer that the last message told, where a short passage says that it was misread and names none.

    Of two it is the second, which was told beside the answer to what was asked.
    """
    said = [one for one in passages if MISREAD in one.kinds and len(one.words) <= MOST_WORDS / 2 and not one.numbers]
    newest = max((answer.update_id for answer in earlier.answers.values()), default=0)
    last = [name for name, answer in earlier.answers.items() if 0 < answer.update_id == newest]
    plain = said and earlier.asked and 0 < len(last) <= PAIR
    return [Denied(last[-1], tuple(said), unnamed=True)] if plain else []


def _is_unsaid(passage: TextPassage, place: tuple[int, int], *, third: bool) -> bool:
    """True if a passage says that something was never said: by the owner, or by those whom the answer is about."""
    of_owner = SAID in passage.kinds
    if not of_owner and (not third or CLAIMS not in passage.kinds):
        return False
    denials = [at for at, word in enumerate(passage.words) if NEGATION in word.kinds or _is_none(word)]
    says = [at for at, word in enumerate(passage.words) if CLAIMS in word.kinds or SAID in word.kinds]
    start, end = place
    for at in says:
        between = range(at + 1, start) if at < start else range(end, at)
        near = len(between) <= NEAR and not any(one in between for one in denials)
        if near and any(abs(at - one) <= NEAR and not start <= one < end for one in denials):
            return True
    return False


def _wants_out(passage: TextPassage, place: tuple[int, int]) -> bool:
    """True for "take that too dear bit out", and not for an option that takes something itself: "I can't take any more"."""
    others = TextPassage((*passage.words[: place[0]], *passage.words[place[1] :]))
    return TAKES in others.kinds and not _denies(passage) and len(passage.words) <= MOST_WORDS


def _denies_having_said(passage: TextPassage) -> bool:
    """True for "I never said that", with nothing that was said."""
    return _denies(passage) and SAID in passage.kinds and not passage.numbers and len(passage.words) <= MOST_WORDS / 2


def _denies(passage: TextPassage) -> bool:
    return NEGATION in passage.kinds or any(map(_is_none, passage.words))


def _is_none(word: PassageWord) -> bool:
    """True for words that are read as the number none: the "no one" of "no one has said that"."""
    return word.told is not None and not word.told.amount.high and not any(map(str.isdecimal, word.text))


def _is_kept(passage: TextPassage) -> bool:
    return KEPT in passage.kinds and "unreal" not in passage.kinds


def place_of_option(passage: TextPassage, name: str, value: str, words: Words) -> tuple[int, int] | None:
    """Return where a passage names an option as the bot shows it, or by an idiom for it."""
    said = [fold(word.text) for word in passage.words]
    for parts in _names(name, value, words):
        for at in range(len(said) - len(parts) + 1):
            if said[at : at + len(parts)] == parts:
                return at, at + len(parts)
    return None


@cache
def _names(name: str, value: str, words: Words) -> Sequence[list[str]]:
    """Return the words of each name of an option; once, for each message asks for those of all answers that were chosen."""
    template, blocks = f"checkup/{name}", words.blocks(f"checkup/{name}")
    shown = [words.label(template, f"option_{value}")] if f"option_{value}" in blocks else []
    listed = words.listed(template, f"names_{value}") if f"names_{value}" in blocks else ()
    parts = (fold(clean(phrase, words.language).text).split() for phrase in (*shown, *listed))
    return [part for part in parts if part]


def _told_instead(name: str, others: Sequence[TextPassage], earlier: Earlier) -> str:
    """Return the one other option of a denied answer that the rest of a message tells, and does not deny."""
    if name not in earlier.choices:
        return ""
    plain = [one for one in others if not one.numbers and not one.denied and not _denies(one)]
    told = {option_read(name, one.text, earlier.language, SURELY) for one in plain}
    found = sorted(one for one in told if one and one != earlier.choices[name])
    return found[0] if len(found) == 1 else ""


def _out_of_checkup(context: Context, scene: Scene, found: Denied, text: str, again: HearsOn) -> Turned:
    """Take an answer out while other questions are open, and hear what else was said."""
    line, after = _without(scene, found)
    after = after.changed(step="ask", proposed=None, asked=None, misses=0)
    rest = _rest(text, found, context.words.language)
    if not any(map(str.isalnum, rest)):
        return go_on(after, line)
    if not found.unnamed and (turned := _number_instead(after, found, rest, _span_of(scene, found))):
        return turned
    if found.instead and (turned := _bought_instead(scene, after, text, line)):
        return turned
    chat, replies = again(context, after.chat.with_session(after.session), after, rest)
    if chat.open is None or chat.open.number != after.session.number:
        return chat, behind([line], replies)
    before, now = scene.session.answers[found.name], chat.open.answers.get(found.name)
    if chat.open.misses or (now is not None and now.same_as(before)):
        return go_on(after, line)
    return chat, behind([line], replies)


def _out_of_verdict(scene: Scene, found: Denied, text: str) -> Turned:
    """Take out what a verdict rests on: it is asked for, unless it may be left open or another one was told; then the verdict."""
    line, after = _without(scene, found)
    question = scene.form.flow[found.name]
    rest = _rest(text, found, scene.words.language)
    if turned := _number_instead(after, found, rest, _span_of(scene, found)):
        return turned
    if found.name not in after.session.answers and not question.required:
        skipped = answer_to(after, question, text, state="skipped")
        after = after.with_session(engine.settle(scene.form.flow, after.session, skipped))
    chat, replies = verdict_or_question(after)
    return chat, behind([line], replies)


def _without(scene: Scene, found: Denied) -> tuple[str, Scene]:
    """Return the scene without a denied answer, or with the option that was told instead, and the line that says so."""
    form, session, words = scene.form, scene.session, scene.words
    question, before = form.flow[found.name], session.answers[found.name]
    if found.instead:
        answer: Answer = answer_to(scene, question, found.instead, found.instead)
        after = scene.with_session(engine.settle(form.flow, session, answer))
        return line_of_change(scene, question, answer, template=MENDED), after
    short = words.label(scene.template(question.id), "short")
    after = scene.with_session(replace(session.without(frozenset({question.id})), returning_to=None))
    return words.say("dialogue/correction", "taken_out", short=short, was=in_words(scene, question, before)), after


def _span_of(scene: Scene, found: Denied) -> SpanOfTime | None:
    return scene.session.answers[found.name].span


def _bought_instead(scene: Scene, after: Scene, text: str, line: str) -> Turned | None:
    """Keep how many bought where the way of buying turns to talking at that question: "no. we talk. 10 rent"."""
    question = after.form.flow[CUSTOMERS]
    asked = scene.current.id if scene.current is not None else ""
    heard = prompting.listen(scene, text) if asked == ORDERS and scene.session.step == "ask" else None
    way = after.session.answers.get(PATH)
    if not isinstance(heard, Number) or way is None or way.choice != TALK or CUSTOMERS in after.session.answers:
        return None
    answer = answer_to(after, question, text, heard.counted)
    after = after.with_session(engine.settle(after.form.flow, after.session, answer))
    return go_on(after, line, line_of_change(after, question, answer, template=MENDED))


def _number_instead(scene: Scene, found: Denied, rest: str, span: SpanOfTime | None) -> Turned | None:
    """Take the one number that is told instead of the denied one, for the same time: "You still have 180 in there. It's 15"."""
    question = scene.form.flow[found.name]
    if question.kind != "count" or found.name in scene.session.answers:
        return None
    for passage in passages_of(rest, scene.words.language):
        if passage.numbers and ("is" in passage.kinds or len(passage.words) == 1):
            return reread(scene, question, passage.text, template=MENDED, span=span)
    return None


def _rest(text: str, found: Denied, language: str) -> str:
    """Return a message without the passages that deny an answer."""
    kept = [one.text for one in passages_of(text, language) if one not in found.parts]
    return ", ".join(kept)
