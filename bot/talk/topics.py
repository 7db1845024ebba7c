"""What is answered in words alone: questions about the verdict, the question, the words and the bot, and small talk."""

from bot.activity import commands as activity
from bot.checkins.steps import words_now
from bot.checkup.showing import can_show
from bot.core.records import CHECKIN, CHECKUP, Chat, Session
from bot.core.span import scaled
from bot.diagnosis.talk import ANSWERING, DETAIL, VERDICT, template_of
from bot.dialogue.context import Context
from bot.dialogue.flow import Question
from bot.dialogue.scene import Scene
from bot.hearing.after_verdict import counts_of
from bot.hearing.narrowed import narrowed, part_of
from bot.hearing.of_a_thing import with_its_thing
from bot.hearing.plainly import named_around
from bot.hearing.policy import CHOOSING
from bot.hearing.said_to_count import whether_counted
from bot.hearing.taken_up import is_chance
from bot.hearing.what_counts import NOTHING, counted_in
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.common import nearness
from bot.language.listening.matters import matters
from bot.language.listening.reader import read_acts
from bot.language.templates import languages
from bot.owner_data.settings import language_name
from bot.talk.answering import about_verdict
from bot.talk.languages import offer
from bot.talk.remarks import with_its_answer

TOPICS = {
    "topics/words": frozenset({"marketing", "sales", "difference", "door", "term"}),
    "topics/bot": frozenset({"maker", "person", "price", "how_long", "privacy", "languages", "human", "can"}),
    "topics/question": frozenset({"counts", "period", "guess", "is_good"}),
    VERDICT: frozenset(
        {"why", "why_not", "sure", "usual", "bad", "flip", "lost", "worth_it", "do", "show", "numbers", "worked_out"}
    ),
}
"""What may be asked about, by the template that answers it."""

COUNTS, DIAGNOSIS = "counts", "diagnosis"
SAME_TOPIC = {"is_good": "bad", "counts": "term"}
"""What gets the same answer where it is asked about the verdict."""

WHY_STEP, PUT = "why_step", slice(1, 3)  # among the words of the step, what to do and how
WISHES = ("wanted", "customers", "orders")
FAR_FROM_WISH = 20  # times as many as are wished for
ASKED_OF = {"people": "enough", "missed": "answered", "visitors": "usual_people"}
"""What is asked by "is 40 good", by what there are 40 of."""

PARTS = (("customers", "talked"), ("talked", "people"), ("customers", "people"), ("orders", "visitors"))
"""Counts of a whole that are usual or not."""

OF_A_PART = ("answered", "usual", "enough", "well")
"""Questions that are about a count of a whole where they name one of the owner's own."""

UNKNOWN_FIGURE = "unknown_figure"  # a remark: no usual one is known

WHENCE = ("source", "numbers")
"""Where a number comes from: one that is not the owner's, and one that is."""


def line_for(context: Context, chat: Chat, scene: Scene | None, act: Act, text: str) -> str | None:
    """Write what answers an act of a message, where words alone answer it."""
    say = context.words.say
    match act.kind:
        case "asks":
            return _asked(context, chat, scene, act.name, text)
        case "foreign" if (offered := offer(act.name, context.words.language)) is not None:
            return offered
        case "social" | "foreign" if act.name in context.words.blocks("topics/social"):
            return say("topics/social", act.name, languages=_spoken(context))
        case "foreign":
            return say("topics/social", "other_language", languages=_spoken(context))
        case "tells" if act.name == "problem" and (scene is not None or chat.business.checkup is None):
            return say("topics/social", f"problem_{act.value}")
        case _:
            return None


def _asked(context: Context, chat: Chat, scene: Scene | None, topic: str, text: str) -> str | None:
    say = context.words.say
    if topic == "show" and scene is None and can_show(context, chat):
        return None  # it is shown
    counting = scene is not None and scene.session.flow in (CHECKUP, CHECKIN)
    if counting and scene is not None and topic in TOPICS["topics/question"]:
        return _about_question(scene, topic, text)
    if scene is not None and scene.current is not None and topic == "why_ask":
        template = scene.template(scene.current.id)
        values = scene.form.values(chat, scene.session, context.words)
        return say(template, "why", **values) if "why" in context.words.blocks(template) else None
    if (asked := particular(context, chat, scene, topic, text)) is not None:
        return about_verdict(context, chat, asked)
    if topic == "why_ask":
        return say("topics/question", topic)
    if topic in TOPICS["topics/question"] and chat.business.checkup is None:
        if topic == COUNTS and (known := whether_counted(text, NOTHING, context.words)) is not None:
            return known
        named = f"{topic}_{counted_in(text, NOTHING, context.words.language)}" if topic == COUNTS else topic
        block = named if named in context.words.blocks("topics/question") else topic
        return say("topics/question", block, start=None, end=None)
    if scene is not None and scene.session.flow == CHECKUP and topic in (DIAGNOSIS, *TOPICS[VERDICT]):
        judged = topic == DIAGNOSIS and activity.asks_which_side(text, context.words.language)
        return None if judged else say("topics/question", "not_yet")
    if topic not in TOPICS["topics/words"] | TOPICS["topics/bot"]:
        topic = SAME_TOPIC.get(topic, topic)
    if topic in TOPICS["topics/words"]:
        return say("topics/words", topic)
    if topic in TOPICS["topics/bot"]:
        operator = context.catalogue.operator
        return say("topics/bot", topic, operator=operator.name, contact=operator.contact, languages=_spoken(context))
    return about_verdict(context, chat, topic) if topic in TOPICS[VERDICT] else None


def particular(context: Context, chat: Chat, scene: Scene | None, topic: str, text: str) -> str | None:
    """Return the question about the verdict that a message asks, as ``/about`` takes it; None if it is about none."""
    if chat.business.checkup is None or (scene is not None and scene.session.flow == CHECKUP):
        return None
    topic = "why" if topic == "why_ask" and scene is None else SAME_TOPIC.get(topic, topic)
    if scene is not None:
        found = [matter for matter, chance in matters(text, context.words.language)[:1] if chance >= CHOOSING]
        topic = next((matter for matter in found if matter in context.words.blocks(VERDICT)), topic)
    if topic == "need":
        return need_of(context, text, chat.session(chat.business.checkup or 0))
    if topic == WHY_STEP and nearness(text, words_now(context, chat)[PUT], context.words.language) > 0:
        return f"{WHY_STEP} {DETAIL}"
    topic = _by_its_numbers(context, chat, topic, text)
    asked = with_its_thing(narrowed(topic, text, context.words), text, context.words)
    counted = by_its_number(chat, text, context.words.language) if asked in ("bad", "usual") else None
    if asked == UNKNOWN_FIGURE:
        counted = by_its_name(chat, text, context.words.language)
    if counted and (asked != "usual" or counted == "answered"):  # "a normal number of orders for 60" asks of those
        asked = counted
    asked = with_its_answer(context, chat, asked, text)
    return asked if template_of(asked, context.words) in ANSWERING else None


def _by_its_numbers(context: Context, chat: Chat, topic: str, text: str) -> str:
    """Return what is asked about the numbers that a message names, by what they are.

    Whether a count of a whole is bad, where both are the owner's own, or how sure the verdict is; and where a number
    comes from.
    """
    words, session = context.words, chat.session(chat.business.checkup or 0)
    known = counts_of(session) if session is not None else {}
    part = part_of(text, words)
    if topic == "bad" and part and session is not None and part[0] != known.get("fit"):
        shown = context.form(session).shows(chat, session, words)
        topic = "sure" if is_chance(part, shown) else topic
    if topic in OF_A_PART and part in [(known.get(one), known.get(whole)) for one, whole in PARTS]:
        return "bad"
    named = [token for token in tokens_in(text, words.language) if isinstance(token, ToldAmount)]
    if topic in WHENCE and len(named) == 1:
        return WHENCE[named[0].amount.value in known.values()]
    return topic


def by_its_number(chat: Chat, text: str, language: str) -> str | None:
    """Return the question whether a number is good or usual, by what the only number of a message counts here."""
    session = chat.session(chat.business.checkup or 0)
    told = [token for token in tokens_in(text, language) if isinstance(token, ToldAmount) and not token.share]
    if session is None or len(told) != 1:
        return None
    counted = counts_of(session)
    same = {name for name, value in counted.items() if value == told[0].amount.value}
    return next((ASKED_OF[name] for name in ASKED_OF if name in same), None) if "customers" not in same else None


def by_its_name(chat: Chat, text: str, language: str) -> str | None:
    """Return the question whether one of the owner's numbers is good, where the words beside it name what it counts as well.

    "is 2000 visitors bad", and not "is 30 no-shows a month bad" of 30 people.
    """
    session = chat.session(chat.business.checkup or 0)
    known = counts_of(session) if session is not None else {}
    told = [token for token in tokens_in(text, language) if isinstance(token, ToldAmount) and not token.share]
    if len(told) != 1:
        return None
    named = {name for name in named_around(told[0], text, language) if known.get(name) == told[0].amount.value}
    return next((ASKED_OF[name] for name in ASKED_OF if name in named), None)


def need_of(context: Context, text: str, session: Session | None = None) -> str:
    """Return the question how many people it takes, for the customers a week that are named in it, if any.

    A number that nothing names and that is far from the one wished for counts none: "the teacher's salary of 18000".
    """
    acts = read_acts(text, "verdict", language=context.words.language)
    told = [act for act in acts if act.told is not None and act.name in WISHES]
    named = min(told, key=lambda act: WISHES.index(act.name), default=None)
    counted = [token for token in tokens_in(text, context.words.language) if isinstance(token, ToldAmount)]
    bare = counted[0] if len(counted) == 1 and not counted[0].share and counted[0].currency is None else None
    known = session.answers.get("wanted") if session is not None else None
    if bare is not None and known is not None and known.amount is not None:
        bare = bare if bare.amount.value <= FAR_FROM_WISH * max(known.amount.value, 1.0) else None
    wish = named.told if named is not None else bare
    if wish is None:
        return "need"
    span = None if wish.span is None else wish.span.told(context.event.at.date())
    amount = wish.amount
    return f"need {amount.value if span is None else scaled(amount, span, 1.0).value:.6g}"


def _spoken(context: Context) -> str:
    return ", ".join(language_name(name, context.words) for name in languages())


def _about_question(scene: Scene, topic: str, text: str) -> str:
    """Say what counts at a question, and the like, in words of its own where there are some."""
    question = scene.current
    values = scene.form.values(scene.chat, scene.session, scene.words)
    asked = _meant(question, COUNTS, text, scene.words.language) if question is not None else ""
    if topic in (COUNTS, "period") and (known := whether_counted(text, asked, scene.words)) is not None:
        return known
    choice = question is not None and bool(question.options)
    closer = "counts" if topic == "period" and choice else topic  # "from when?" where options are lengths of time
    own = f"{closer}_{_meant(question, topic, text, scene.words.language)}" if question is not None else closer
    block = own if own in scene.words.blocks("topics/question") else topic
    weekly = question is None or question.per == "week"
    start, end = (None, None) if weekly else (values.get("start"), values.get("end"))
    return scene.words.say("topics/question", block, start=start, end=end)


def _meant(question: Question, topic: str, text: str, language: str) -> str:
    """Name the question that a message asks about, which may be another than the one that is open."""
    return counted_in(text, question.id, language) if topic == COUNTS else question.id
