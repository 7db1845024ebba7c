"""The usual no that is told beside a question after a verdict: "most say I'm too dear, should I lower the price?"."""

from bot.checkup.commands import opened_again, with_verdict
from bot.core.records import Chat
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.dialogue.writing import in_words
from bot.hearing.asked_lately import OnWords
from bot.hearing.policy import JUDGING
from bot.hearing.taken_up import asks_somewhere
from bot.hearing.taking import take_facts
from bot.language.listening.reader import read_acts
from bot.talk.wished import behind

REASON = "reason"


def reason_beside(context: Context, chat: Chat, text: str, again: OnWords) -> Turned | None:
    """Keep the usual no that a question tells beside it, and answer the question; None where it tells none that is new.

    Where the verdict is another one with it, that is said instead.
    """
    session, words = with_verdict(chat, ""), context.words
    if session is None or session.state != "done" or not asks_somewhere(text, words):
        return None
    acts = read_acts(text, "verdict", language=words.language)
    told = [act for act in acts if (act.kind, act.name) == ("tells", REASON) and act.value and act.chance >= JUDGING]
    known = session.answers.get(REASON)
    if len(told) != 1 or (known is not None and known.choice == told[0].value):
        return None
    turned = take_facts(opened_again(context, chat, session), text, told, context)
    if turned is None or context.scene(turned[0]) is not None or len(turned[0].verdicts) <= len(chat.verdicts):
        return turned
    after, kept = turned[0], turned[0].sessions[-1].answers.get(REASON)
    if kept is None or after.verdicts[-1].kind != chat.verdicts[-1].kind:
        return turned
    scene = opened_again(context, after, after.sessions[-1])
    question = scene.form.flow[REASON]
    short, said = words.label(scene.template(REASON), "short"), in_words(scene, question, kept)
    chat, replies = again(context, after, None, text)
    return chat, behind([words.say("dialogue/noted", "implied", short=short, said=said)], replies)
