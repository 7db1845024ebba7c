"""Whether an answer was put right is asked: "is it saved?", "did you put the 8 in?". The answer that stands is said."""

from bot.checkup.commands import opened_again, with_verdict
from bot.checkup.whatif import is_supposing, supposing_of
from bot.core.records import Chat
from bot.core.replies import Say
from bot.corrections.denied import HearsOn
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.dialogue.writing import summary_of
from bot.hearing.earlier import Earlier
from bot.hearing.narrowed import asks, said_of
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.steps_told import SENTENCE
from bot.language.listening.words_between import words_between
from bot.language.match import fold
from bot.talk.answering import to_correct
from bot.talk.wished import behind

DOUBT = "topics/doubt"
SHORT = 8  # words: "and did you put the 8 in then?"


def whether_stored(context: Context, chat: Chat, text: str, again: HearsOn) -> Turned | None:
    """Say whether an answer stands as it was told, where a sentence asks that, and go on with the others; None where none does."""
    session, words = with_verdict(chat, ""), context.words
    sentences = SENTENCE.split(text.strip())
    asked = next((one for one in sentences if _asks_it(context, one)), None)
    if asked is None or session is None or session.state != "done":
        return None
    scene = opened_again(context, chat, session)
    earlier = Earlier.of(session, scene.form.flow, "", words.language)
    told = [one for one in tokens_in(asked, words.language) if isinstance(one, ToldAmount) and one.span is None]
    names = [
        name for one in told[:1] for name, known in earlier.numbers.items() if known.value == earlier.value_of(one)
    ]
    here = supposing_of(context, chat, session) if is_supposing(chat) else None
    if here is not None and not names:
        line, rows = words.say(DOUBT, "stored_supposed"), here.rows
    elif told and not names:
        line, rows = words.say(DOUBT, "stored_not", n=told[0].amount.value), to_correct(context, chat, session)
    else:
        names = names or [name for name in (earlier.newest,) if name is not None]
        line = words.say(DOUBT, "stored", told=summary_of(scene, names))
        rows = command_rows(("whatif", "fix"), words)
    if rest := " ".join(one for one in sentences if one is not asked):
        turned = again(context, chat, None, rest)
        return turned[0], behind([line], turned[1])
    return chat, (Say(line, rows),)


def _asks_it(context: Context, sentence: str) -> bool:
    """True for a short question whether something was stored, and not for "what does it say with 2?"."""
    said = fold(sentence).split()
    short = len(said) <= SHORT and words_between(context.words.language).asking.isdisjoint(said)
    return short and asks(sentence, context.words) and said_of(("asks_stored",), sentence, context.words) is not None
