"""Activities that are asked about after a verdict: "is a knitting circle marketing or sales?", and once more, "so which is it?"."""

from datetime import timedelta

from bot.activity import commands as activity
from bot.activity.form import ACTIVITY
from bot.activity.judge import judge
from bot.core.records import Chat, Session
from bot.dialogue.context import Context
from bot.dialogue.scene import Scene, Turned
from bot.hearing.narrowed import SIDES, says_any, sides_named
from bot.hearing.of_a_thing import with_its_thing
from bot.hearing.policy import CHOOSING, JUDGING
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.matters import matters
from bot.language.listening.passages import passages_of
from bot.language.listening.reader import read_acts
from bot.language.listening.steps_told import SENTENCE
from bot.language.listening.words_between import words_between
from bot.language.match import fold, is_asked
from bot.talk.answering import about_verdict, having_asked, rows_under

JUDGE, STATE = "judge", "verdict"
OF_VERDICT = ("diagnosis", "why")
LATELY = timedelta(minutes=10)
DENYING = frozenset({"negation", "disagree", "turn"})
STEM = 4  # letters
LEAST = 3  # words of a reason
BARE = 4  # words of a question that names both sides and no more
LONGEST = 12  # words of a question which side the verdict names
WHICH_SIDE, WHY, PARTNER = "which_side", "why", "partner"
LIKE_THE_VERDICT = ("do", "why", "mean", JUDGE)
"""Matters that a question which side it is may seem to be."""

JUDGED = "topics/judged"
SHORT = 8  # words: "so which is it then, marketing or sales"


def judged(context: Context, chat: Chat, scene: Scene | None, text: str) -> Turned | None:
    """Judge an activity that a message asks about by name, whatever else is in it; None of the step, and of the verdict."""
    if scene is not None or chat.business.checkup is None:
        return None
    language = context.words.language
    sentence = activity.asks_which_side(text, language)
    if sentence and _is_of_an_activity(sentence, language):
        return _of_who_sends(context, chat, sentence, text) or activity.about(context, chat, sentence)
    if sentence:
        return _of_verdict(context, chat, text)
    last = _judged_lately(context, chat)
    if last is not None and _asks_again(text, language):
        return activity.shown_again(context, chat, last)
    if last is not None and (anew := _told_more(last, text, language)):
        return activity.about(context, chat, anew)
    named = _named_apart(text, language)
    return activity.about(context, chat, named) if named else _of_verdict(context, chat, text)


def _of_verdict(context: Context, chat: Chat, text: str) -> Turned | None:
    """Name the side of the verdict, and why, where a short question of both sides is about that: "so was it sales or marketing?"."""
    words = context.words
    first = next(iter(read_acts(text, STATE, language=words.language)), None)
    if first is None or (first.kind, first.name) != ("asks", "diagnosis") or first.chance < CHOOSING:
        return None
    (matter, _), *_ = matters(text, words.language)
    short = len(text.split()) <= LONGEST and not any(part.numbers for part in passages_of(text, words.language))
    if not short or matter not in LIKE_THE_VERDICT or len(sides_named(text, words)) != len(SIDES):
        return None
    line = f"{about_verdict(context, chat, WHICH_SIDE)} {about_verdict(context, chat, WHY)}"
    return context.aside(having_asked(context, chat, WHY), line, rows=rows_under(context, chat, WHY))


def _of_who_sends(context: Context, chat: Chat, sentence: str, text: str) -> Turned | None:
    """Judge who sends people, such as an agency, and say whether that pays where it is told what they keep; None of whatever else."""
    words = context.words
    if not says_any("names_sender", sentence, words) or says_any("hires_sender", sentence, words):
        return None
    judgement = judge(sentence, language=words.language)
    if judgement.verdict != "marketing" and judgement.sure == "clear":
        return None
    lines = [words.say(JUDGED, "sender")]
    told = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    if any(token.share or token.currency for token in told):
        lines.append(about_verdict(context, chat, with_its_thing(PARTNER, text, words)))
    return context.aside(chat, "\n\n".join(lines), rows=rows_under(context, chat, PARTNER))


def _named_apart(text: str, language: str) -> str:
    """Return the activity that stands apart from the question which side it is on; nothing where none does.

    Before it: "Weavers are late. Is that marketing or sales?" Or behind it: "so is that sales then, ringing back?"
    """
    if activity.asks_a_side(text, language) and _is_of_an_activity(text, language):
        return text
    if not is_asked(text):
        return ""
    *before, asked = SENTENCE.split(text.strip())
    if before and _asks_no_more(asked, language):
        told = judge(before[-1], language=language)
        return before[-1] if told.verdict not in ("neither", "unclear") else ""
    if any(act.kind != JUDGE for act in read_acts(asked, STATE, language=language)):
        return ""
    passages = passages_of(asked, language)
    parts = [part for part in passages if not activity.names_side(part.text, language)]
    match [part for part in parts if len(part.words) > 1]:
        case [named] if len(parts) < len(passages) and named.words[0].text not in words_between(language).asking:
            return named.text if activity.is_known(named.text, language) else ""
        case _:
            return ""


def _asks_no_more(sentence: str, language: str) -> bool:
    """True for a sentence that names both sides and nothing else: "marketing or sales?"."""
    parts = passages_of(sentence, language)
    return (
        bool(parts)
        and len(sentence.split()) <= BARE
        and all(activity.names_side(part.text, language) for part in parts)
    )


def _told_more(last: Session, text: str, language: str) -> str:
    """Return an activity with what is held against its judgement; nothing where a message says nothing against that.

    As "no man the signs have my number on em so neighbors driving by call me. thats marketing aint it": it names a side, or
    denies and takes up a word of the activity, and tells something.
    """
    what = last.answers["what"].typed
    passages = passages_of(text, language)
    told = [part for part in passages if not activity.names_side(part.text, language)]
    of_side = [part for part in passages if part not in told]
    own = words_between(language).possessing  # "my sales are fine, I close nearly all"
    names_side = bool(of_side) and not any(word.text in own for part in of_side for word in part.words)
    of_it = {word for word in fold(what).split() if len(word) >= STEM}
    takes_up = any(word.text[:STEM] in {one[:STEM] for one in of_it} for part in told for word in part.words)
    denies = any(word.kinds & DENYING for word in passages[0].words[:2]) if passages else False
    reason = ", ".join(part.text for part in told if len(part.words) >= LEAST)
    if not reason or not (names_side or (denies and takes_up)) or any(part.numbers for part in told):
        return ""
    return f"{_without_question(what, language)}, {reason}"


def _without_question(what: str, language: str) -> str:
    """Return an activity without the question that stands behind it: "yard signs, is that marketing?"."""
    parts = [part.text for part in passages_of(what, language) if not activity.names_side(part.text, language)]
    return ", ".join(parts) or what


def _is_of_an_activity(sentence: str, language: str) -> bool:
    """True if a sentence that names a side is likelier about an activity than about the step or the verdict."""
    acts = read_acts(sentence, STATE, language=language)
    (matter, chance), *_ = matters(sentence, language)
    if any(act.kind == "asks" and act.name in OF_VERDICT and act.chance >= chance for act in acts):
        return False
    surely = any(act.kind == JUDGE and act.chance >= JUDGING for act in acts)
    return matter == JUDGE or (surely and chance < JUDGING)


def _asks_again(text: str, language: str) -> bool:
    """True for a short question which of both sides it is, that names nothing."""
    return len(text.split()) <= SHORT and activity.asks_a_side(text, language)


def _judged_lately(context: Context, chat: Chat) -> Session | None:
    """Return the activity that was judged last, if nothing else ended since, and not long ago."""
    ended = [session for session in chat.sessions if session.ended_at is not None]
    newest = max(ended, key=lambda one: (one.ended_at or one.started_at, one.number), default=None)
    if newest is None or newest.flow != ACTIVITY or newest.state != "done" or newest.ended_at is None:
        return None
    return newest if context.event.at - newest.ended_at <= LATELY else None
