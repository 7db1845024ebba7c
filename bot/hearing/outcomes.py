"""What came of a step that was tried, by the words and the counts of a message: all said no, or nothing came of it."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.step_answers import LATER, TOO_LATE
from bot.checkins.step_counts import StepCounts
from bot.checkins.steps import asks_people, words_now
from bot.core.ledger import TRIED
from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.hearing.counted_parts import DENIED, MOST, counting_parts, counts_some
from bot.hearing.counted_step import counted_told
from bot.hearing.narrowed import asks, said_of, says
from bot.hearing.policy import BEYOND_DOUBT, CHOOSING, JUDGING, SAYING, SURELY, WORTH_A_BUTTON
from bot.hearing.reasons import QUIET
from bot.hearing.tally import ASKED, CLAIMS, REPLIED, TWO, counts_told, some_bought, tally_in, tried_told
from bot.language.listening.acts import Act
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.common import nearness
from bot.language.listening.features import wording_of
from bot.language.listening.matters import STATE, Matter, all_matters, matters
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.reader import read_acts
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Mark
from bot.language.templates import Words

AS_TRIED = ("worked", "failed", "done", "waiting")
"""Matters in which an owner reports that the step was tried."""

SEEMING = ("already", "failed", "done")
"""What somebody seems to say of a step of which something came: "two reviews came in already"."""

REPORTS = ("worked", "done")
COMES_FROM = "comes_from"
NO_REPORT = ("tell", "suppose", "cant", "already", LATER, "another", "stands", "differ", "want", COMES_FROM)
"""Matters beside which what was done explains something else."""

CAME = ("worked", "failed")
MAY_BE = 0.1
"""How likely putting the step off is of all of a message, at least, where a part surely asks for that."""

WISHED = "want"  # to be asked at a time is a wish, too
REMINDING = ("weekly", "checkin", "midweek")
CHANNEL, SUBJECT = "channel", "subject"
NEAR = 2.0  # how near its words must come to those of the step
SOON = 5  # words behind a count among which it is said what the counted did: "two of them said no"

_PARTS = re.compile(r"[,.;:!?\n]+")
_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")


def with_outcome(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Return a step that was tried with what came of it.

    It is done where most of those who were asked said no, or named one reason for it, which is an answer. It worked where
    fewer of those who are counted said no, and failed where all did or nothing came of it, unless it was only just done.
    Counts are kept as what came of it: "rang six, two picked up".
    """
    if any(act.name == "already" for act in acts) and said_of(("nothing_came",), text, words):
        acts = [replace(act, name="failed") if act.kind == "step" and act.name == "already" else act for act in acts]
    if _some_answered(text, words):
        acts = [replace(act, name="worked") if act.kind == "step" and act.name in SEEMING else act for act in acts]
    if says("not_yet", text, words) and not _counted(text, words):
        acts = [replace(act, name=LATER) if act.kind == "step" and act.name in TRIED else act for act in acts]
    if not any(map(_is_tried, acts)):
        return _with_reason(acts, text, words)
    acts = [act for act in acts if act.kind != "wants" or act.name not in REMINDING or _is_wished(act, text, words)]
    acts = [replace(act, words=text) if _is_tried(act) else act for act in acts]
    worse = says("worse", text, words)
    told = None if worse else counts_told(text, words)
    if (told or _is_part_of_whole(text, words)) and not (
        _brought_nothing(text, words) or said_of(("refused",), text, words)
    ):
        acts = [_reached(act, told) for act in acts]
    counts = told.value if told is not None and told.succeeded else ""
    reason = "" if worse else most_named(text, words)
    if reason and not (counts and reason == QUIET):  # the counts are those of the report
        kept = [act for act in acts if act.kind in ("step", "asks")]
        kept = [replace(act, name="done") if act.name == "worked" else act for act in kept]
        return [*kept, Act("tells", "reason", reason)]
    if counts:  # "rest no answer" says nothing of a no
        kept = [act for act in acts if (act.kind, act.name) != ("tells", "reason")]
        return [replace(act, name="worked", value=counts) if _is_tried(act) else act for act in kept]
    outcome = _outcome(text, words)
    if outcome is None and any(map(_is_failed, acts)):
        outcome = "failed"
    if outcome is None:
        won = any(_surely_came(part, words) for part in passages_of(text, words.language)[1:])
        acts = [replace(act, name="worked") if won and act.name == "done" and _is_tried(act) else act for act in acts]
        yes = StepCounts(0, won=True).value if some_bought(text, words) else ""
        return [
            replace(act, value=act.value or yes) if _is_tried(act) and act.name == "worked" else act for act in acts
        ]
    if outcome == "failed":  # "sent 12 letters, no reply" says nothing of those who say no
        acts = [act for act in acts if (act.kind, act.name) != ("tells", "reason")]
    tried = tried_told(text, words) if outcome == "failed" and not worse else None
    late = TOO_LATE if outcome == "failed" and says("taken", text, words) else tried.value if tried else ""
    return [replace(act, name=outcome, value=act.value or late) if _is_tried(act) else act for act in acts]


def _is_failed(act: Act) -> bool:
    return act.kind == "step" and act.name == "failed"


def _surely_came(part: TextPassage, words: Words) -> bool:
    """True if a part surely says that somebody took what is sold, or came: "one lady took the savings plan"."""
    found = matters(part.text, words.language)[:1]
    return bool(part.numbers or _begins_with_one(part, words)) and any(
        matter == "worked" and chance >= SURELY for matter, chance in found
    )


def _begins_with_one(part: TextPassage, words: Words) -> bool:
    first = next(iter(tokens_in(part.text, words.language)), None)
    return isinstance(first, ToldAmount) and first.amount.value == 1


def _is_tried(act: Act) -> bool:
    """True for the step as one that was tried."""
    return act.kind == "step" and act.name in TRIED


def _with_reason(acts: Sequence[Act], text: str, words: Words) -> list[Act]:
    """Return what was told with the reason for a no that most named, where that is what is told: "of eight, six said too dear"."""
    if "?" in text or asks(text, words) or any(act.kind in ("step", "supposes") for act in acts):
        return list(acts)
    reason = most_named(text, words)
    beside = (act for act in acts if act.kind in ("wants", "social"))
    return [Act("tells", "reason", reason), *beside] if reason else list(acts)


def _outcome(text: str, words: Words) -> str | None:
    refused = share_refused(text, words)
    if says("worse", text, words):
        return "failed"
    if refused is None or refused == 1:
        return "failed" if refused or _brought_nothing(text, words) else None
    return "worked" if refused * TWO < 1 or _a_part_came(text, words) else "done"


def _is_wished(act: Act, text: str, words: Words) -> bool:
    """True for a wish beside a report that is beyond doubt, or that the message is about: a day is named in many a report."""
    return act.chance >= BEYOND_DOUBT or dict(all_matters(text, words.language)).get(WISHED, 0.0) >= WORTH_A_BUTTON


def _reached(act: Act, told: StepCounts | None) -> Act:
    """Return a step with how many answered; a failed one as one that was done: some were reached, which is no failure yet."""
    if not _is_tried(act):
        return act
    return replace(act, name="done" if act.name == "failed" else act.name, value=told.value if told else "")


def _some_answered(text: str, words: Words) -> bool:
    """True if a part of a text counts some who answered, came or bought: "one said yes, the others forgot me"."""
    if asks(text, words) or said_of(("nothing_came", "refused"), text, words):
        return False
    return _a_part_came(text, words)


def _a_part_came(text: str, words: Words) -> bool:
    return any(_came(part, words) for part in _PARTS.split(text))


def _came(part: str, words: Words) -> bool:
    if not says("came", part, words) or says("taken", part, words) or denies(part, words):
        return False
    return any(count.amount.value > 0 and not count.share for count, _ in _counted(part, words))


def _is_part_of_whole(text: str, words: Words) -> bool:
    """True if a report has just two counts, a part and its whole: "rang six, two picked up"."""
    counts = [count for count, _ in _counted(text, words) if count.span is None and count.currency is None]
    match [count.amount.value for count in counts], [count.whole for count in counts]:
        case [part], [float(whole)]:
            return not counts[0].share and 0 < part < whole
        case [whole, part], [None, None]:
            return 0 < part < whole <= MOST and _was_done_to(counts, text, words)
        case _:
            return False


def _yes_told(text: str, words: Words) -> float:
    """Return how likely a message tells that some of those who were tried said yes; 0 where that isn't plain.

    Of "40 rang, 5 booked" the first were not tried, as what they did stands behind them: they came.
    """
    found = tally_in(text, words)
    if found is None or found.yes is None or found.tried.words[0].told is not None:
        return 0.0
    tried = sum(chance for matter, chance in all_matters(found.tried.text, words.language) if matter in AS_TRIED)
    yes = dict(all_matters(found.yes.text, words.language)).get("worked", 0.0)
    return yes if tried >= SAYING and yes >= CHOOSING else 0.0


def answers_told(context: Context, chat: Chat, text: str) -> Act | None:
    """Return the step as done, with how many gave the commonest answer, where it asks people: "asked 14. 9 walked past, 3 saw the map".

    Of a step that is to count, it has the two numbers.
    None of another step, or where the parts are more than all. Of "asked ten, seven replied" the seven are all.
    """
    if not asks_people(context, chat):
        return counted_told(context, chat, text)
    tally = tally_in(text, context.words)
    told = [] if tally and tally.by_words else _asked_and_answered(text, context.words)
    if len(told) < TWO or any(one.share for _, one in told):
        return None
    whole, *parts = (int(one.amount.value) for _, one in told)
    if sum(parts) > whole or max(parts) >= whole:
        return None
    most = max(parts)
    alone = parts.count(most) == 1
    said = _named_in(*told[1 + parts.index(most)], clean(text, context.words.language).text) if alone else ""
    return Act("step", "done", StepCounts(whole, part=most if alone else 0, said=said).value)


def _named_in(part: TextPassage, told: ToldAmount, text: str) -> str:
    """Return what a part says of those it counts, as it stands in the clean text: of "6 said the sign", "the sign"."""
    behind = part.words[part.place_of(told) + 1 :]
    said = behind[1:] if behind and CLAIMS in behind[0].kinds else behind
    return TextPassage(said).within(text)


def _asked_and_answered(text: str, words: Words) -> list[tuple[TextPassage, ToldAmount]]:
    """Return how many answered, and how many gave each answer, as a message tells before it asks anything of the bot."""
    sentences = [one for one in _SENTENCES.split(text) if not asks(one, words)]
    parts = counting_parts(" ".join(sentences), words)
    if not parts or parts[0].kinds.isdisjoint(ASKED):
        return []
    if len(parts) >= TWO and REPLIED in parts[1].kinds and DENIED not in parts[1].kinds:
        parts = parts[1:]
    answers = (part for at, part in enumerate(parts) if not at or DENIED not in part.kinds)
    return [(part, next(filter(counts_some, part.numbers))) for part in answers]


def _was_done_to(counts: Sequence[ToldAmount], text: str, words: Words) -> bool:
    """True if the first of two counts is of people to whom the step was done, so that the other is a part of it.

    Of "2 unsubscribes, 1 order" both came of it; of "rang six, two picked up" that is in doubt, and a verb stands before the six.
    """
    parts = [part for part in passages_of(text, words.language) if part.holds(counts[0])]
    found = [(part.words[0].told is not None, one) for part in parts for one in matters(part.text, words.language)[:1]]
    came = any(matter in CAME and (first or chance >= CHOOSING) for first, (matter, chance) in found)
    together = any(part.holds(counts[1]) for part in parts)
    return not any(count.share for count in counts) and (together or not came)


def most_named(text: str, words: Words) -> str:
    """Return the reason for a no that most of those named who were asked: "asked six, five said budget".

    Who was asked is the whole, and says nothing of it: "wrote to all seven who went quiet"; nor do the others, in another part:
    "20 of the 36 were real jobs, the others wanted it for free".
    """
    counts = [(count, behind) for count, behind in _counted(text, words) if not count.share and _counts_people(count)]
    whole = max((count.whole or count.amount.value for count, _ in counts), default=0.0)
    asked = next((count for count, _ in counts if count.whole is None and count.amount.value == whole), None)
    for count, behind in counts if len(counts) >= TWO else ():
        said = next(filter(str.strip, _PARTS.split(behind)), "")
        if count is not asked and count.amount.value * TWO > whole and (reason := _reason_in(said, words)):
            return reason
    return ""


def _counts_people(count: ToldAmount) -> bool:
    return count.currency is None and count.amount.value <= MOST


def _reason_in(text: str, words: Words) -> str:
    """Return the reason for a no that some words surely give, where they may be one unasked, too.

    "Still thinking" is none, nor is "picked the cheapest" of those who bought.
    """
    if says("came", text, words):
        return ""
    acts = read_acts(text, "q:reason", language=words.language)
    sure = [act for act in acts if (act.kind, act.name) == ("tells", "reason") and act.chance >= SURELY]
    unasked = (act.name for act in read_acts(text, STATE, language=words.language))
    return sure[0].value if sure and "reason" in unasked else ""


def some_are_silent(text: str, words: Words) -> bool:
    """True if a part of a text surely says that some did not answer: "the other five never picked up"."""
    return any(_reason_in(part.text, words) == QUIET for part in passages_of(text, words.language))


def as_report(found: tuple[Matter, ...], acts: Sequence[Act]) -> tuple[Matter, ...]:
    """Return what a message may be about: the step, where it surely was tried and only what came of it is in doubt."""
    tried = sum(chance for matter, chance in found if matter in AS_TRIED)
    heard = any(act.kind == "step" and act.name in TRIED for act in acts)
    if heard or not found or found[0][0] not in AS_TRIED or found[0][1] >= CHOOSING or tried < SURELY:
        return found
    name = "done" if found[0][0] == "failed" else found[0][0]  # what is taken to have failed is not given again
    return ((name, tried), *(one for one in found if one[0] not in AS_TRIED))


def of_a_source(context: Context, chat: Chat, found: tuple[Matter, ...], text: str) -> tuple[Matter, ...]:
    """Return what a message may be about: not what came of the step, where it counts what a channel brought, which is another thing.

    As in "of the 8 referrals 6 signed, so the ads gave me 3".
    """
    if not found or found[0][0] not in CAME or _nearness_to_step(context, chat, text) >= NEAR:
        return found
    parts = passages_of(text, context.words.language)
    brought = any(CHANNEL in part.kinds and part.numbers and SUBJECT not in part.kinds for part in parts)
    return ((COMES_FROM, found[0][1]), *found[1:]) if brought else found


def put_off_by_a_part(found: tuple[Matter, ...], text: str, words: Words) -> tuple[Matter, ...]:
    """Return what a message may be about: putting the step off, where a part surely asks for that and all of it may.

    What is said beside it is why: "the busy time begins soon, ask me at the end of the month". Whoever wishes to be asked at a time
    puts it off by that: "ask me again in a month".
    """
    later = dict(found).get(LATER, 0.0)
    parts = passages_of(text, words.language)
    if later < MAY_BE or found[0][0] == LATER:
        return found
    told = [dict(all_matters(part.text, words.language)) for part in parts if len(part.words) >= TWO]
    likely = [chances for chances in told if chances.get(LATER, 0.0) >= SAYING]
    surely = max((chances[LATER] + chances.get(WISHED, 0.0) for chances in likely), default=0.0)
    return ((LATER, surely), *(one for one in found if one[0] != LATER)) if surely >= SURELY else found


def told_by_a_part(found: tuple[Matter, ...], text: str, words: Words) -> Matter | None:
    """Return the step as done or worked, where a part of a message surely says so and all of it is in doubt, or asks besides.

    As in "seven calls made, three introductions. do I count those three?".
    """
    if not found:
        return None
    if not asks(text, words) and (tally := tally_in(text, words)) and tally.whole:
        return ("worked" if tally.counts.yes else "done", SURELY)
    if found[0][0] in NO_REPORT:
        return None
    if plainly := _yes_told(text, words):
        return ("worked", plainly)
    if found[0][1] >= (CHOOSING if found[0][0] in AS_TRIED else SURELY):
        return None
    parts = [part.text for part in passages_of(text, words.language) if len(part.words) >= TWO]
    enough = SURELY if found[0][0] in AS_TRIED else JUDGING
    told = [first for part in parts for first in matters(part, words.language)[:1] if first[0] in REPORTS]
    sure = dict(sorted(one for one in told if one[1] >= enough))
    return next(((name, sure[name]) for name in REPORTS if name in sure), None) if len(parts) >= TWO else None


def lacks_what_it_needs(context: Context, chat: Chat, text: str) -> bool:
    """True if a message denies in the step's own words what it needs: "nobody else has a say, it's just them"."""
    words = context.words
    return not asks(text, words) and denies(text, words) and _nearness_to_step(context, chat, text) >= NEAR


def denies(text: str, words: Words) -> bool:
    """True if a text says no, or that nobody or none did: their number is zero."""
    tokens = tokens_in(text, words.language)
    zero = any(isinstance(one, ToldAmount) and not one.amount.value for one in tokens)
    return zero or any("negation" in kinds for kinds in wording_of(tokens, words.language).kinds)


def _nearness_to_step(context: Context, chat: Chat, text: str) -> float:
    return nearness(text, words_now(context, chat), context.words.language)


def _brought_nothing(text: str, words: Words) -> bool:
    first, *others = _PARTS.split(text)
    if _is_nought(first, words) and not says("came", text, words):
        return True  # "Nothing. Answered them all, got a lot of thanks"
    nothing = said_of(("nothing_came",), text, words) or any(_is_nought(part, words) for part in others)
    return bool(nothing) and not said_of(("just_done",), text, words) and not _some_came(text, words)


def _some_came(text: str, words: Words) -> bool:
    """True if several are counted in a text, some of whom may have come: "2 booked, no reply from the other six"."""
    return sum(count.amount.value > 0 for count, _ in _counted(text, words)) >= TWO


def _is_nought(part: str, words: Words) -> bool:
    """True if a part of a text says "nothing" alone."""
    match tokens_in(part, words.language):
        case [ToldAmount(amount=amount)]:
            return not amount.value
        case _:
            return False


def _counted(text: str, words: Words) -> list[tuple[ToldAmount, str]]:
    """Return the counts of a text, each with the words behind it, up to the next one; the 5 of "5 days" is none."""
    plain, told = clean(text[:LONGEST], words.language).text, tokens_in(text, words.language)
    behind = zip(told, (*told[1:], None), strict=False)  # of no words there is nothing to say
    counts = [one for one, mark in behind if isinstance(one, ToldAmount) and not _is_time(mark)]
    ends = [*(count.place[0] for count in counts[1:]), len(plain)]
    return [(count, plain[count.place[1] : end]) for count, end in zip(counts, ends, strict=True)] if counts else []


def _is_time(behind: object) -> bool:
    """True if what stands behind a number makes it a length of time."""
    return isinstance(behind, Mark) and "duration" in behind.says


def share_refused(text: str, words: Words) -> float | None:
    """Return the share of those who are counted that said no, from 0 to 1: "two of five said no"; None where none is told."""
    counts = _counted(text, words)
    for count, behind in counts:
        if said_of(("refused",), " ".join(behind.split()[:SOON]), words):
            whole = count.whole or max(other.amount.value for other, _ in counts)
            return min(1.0, count.amount.value if count.share else count.amount.value / whole) if whole else None
    return None
