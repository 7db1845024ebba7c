"""Answers how to do a thing of the owner's own, where the message would be answered by the step or by a rule for anything."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkins.next_step import HOW
from bot.checkins.steps import DETAILS, means_now
from bot.core.records import Chat
from bot.diagnosis.things import PAGE, WORTH_IT, thing_in
from bot.diagnosis.ways import FORM, OTHER, WAY
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import says
from bot.hearing.own_ways import own_way
from bot.hearing.policy import JUDGING, Resolution
from bot.hearing.quiet_times import ANSWERS, quiet_time
from bot.hearing.taken_up import asks_somewhere, whence
from bot.language.listening.acts import Act
from bot.talk.answering import TOLD, answered, asks_about
from bot.talk.topics import UNKNOWN_FIGURE, by_its_name
from bot.talk.weighed import weighed

OF_THE_STEP = (HOW, *DETAILS)
STEP_IN_WORDS = ("message", "often", "hour", "many", "mine", "other_way", "other_case", "instead", "where", "step_word")
"""Remarks that are answered by the step."""

OF_ANYTHING = ("do", WORTH_IT, "which_of_two", "way_of_work", "gain", "when", "unknown_figure", "tips", "own_money")
"""Questions that are answered without knowing what the thing is."""

WHETHER = ("trial", "content", "event", "partner", "platform", "keep_price", "loyal", "deposit")
"""Questions whether a thing would be worth it, which tell little about how it is done."""

DOING = ("say", "often", "much", "who", "when", "how", "fear")
BY_THE_STEP = ("say", "often", "much", "who", "how")
"""Ways of asking that the step answers where the thing is its own."""

AS_STEP = {
    "chasing": ("undecided",),
    "calls": ("missed",),
    "introduce": ("introductions", "partners"),
    "reviews": ("reviews",),
    "bad_review": ("answering_reviews",),
    "listing": ("listing",),
    "photos": ("listing",),
    "keep": ("past_buyers",),
}
"""Things that are the step's own where it works by these means; it tells best how they are done."""

TAKEN_FOR = (
    ("after", "trial"),
    ("waitlist", "deposit"),
    ("show", "partner"),
    ("pace", "bad"),
    ("introduce", "usual"),
    ("price", "sounds"),
    ("price", "backfire"),
    ("show", "trial"),
    ("quiet", "season"),
    ("lost", "why"),
    ("half", "why"),
)
"""Things that seem to be another one, about which there is a rule."""

UNEVEN_ROOM = "uneven_room"
FOR_QUIET = (
    "season",
    UNEVEN_ROOM,
    "fine_or_not",
    "well",
    f"{WORTH_IT}_price",
    f"{WORTH_IT}_offer",
    "differ",
)
"""What is heard of those who ask what to do about quiet times, beside the step and a rule for anything."""

WHENCE = ("turning_whence", "whose", "study_fits")
"""Remarks that ask where something is from, which is told more closely where its number or its name is known."""

WITH_WORDS = ("thinking", "lost")
"""Things whose answer holds the words to say."""

VALUE = "value"


def weighed_with_ways(context: Context, chat: Chat, text: str, heard: Resolution) -> Resolution:
    """Return what is to be done about a message after a verdict: a thing of the owner's own that it asks about goes before the step."""
    found = weighed(context, chat, text, heard)
    if not _may_be_of_a_thing(found.done):
        return found
    way = way_instead(context, chat, text, [act.name for act in found.done if act.kind in ("asks", "step")])
    return found if way is None else replace(found, done=(Act("asks", way),))


def closer_than_remark(context: Context, chat: Chat, text: str, acts: Sequence[Act], remark: str) -> str | None:
    """Return the question that a message asks more closely than a remark tells, as ``/about`` takes it; None where it asks none."""
    asked = None
    if remark == UNKNOWN_FIGURE:  # "is 2000 visitors bad" of the owner's own 2,000
        asked = by_its_name(chat, text, context.words.language)
    elif remark in WHENCE:  # "how did you arrive at 13"
        asked = whence(context, chat, text, acts, remark)
    return asked or way_instead(context, chat, text, [remark])


def way_instead(context: Context, chat: Chat, text: str, names: Sequence[str]) -> str | None:
    """Return the question about a thing of the owner's own that is answered instead of some others; None where those go before."""
    asked = asks_somewhere(text, context.words)
    of_quiet = all(_is_of_quiet(name.split()[0], asked=asked) for name in names)
    if of_quiet and (quiet := quiet_time(text, context.words)):
        return f"{ANSWERS}_{quiet}"
    way = own_way(text, context.words, _before(context))
    if way is None:
        return None
    if any(len(thing_in(name.split()).works) > 1 for name in names):
        return None  # of two things it is known where each works
    topic, form = way.split()[0].removeprefix(WAY), way.partition(FORM)[2]
    if form in BY_THE_STEP and not set(AS_STEP.get(topic, ())).isdisjoint(means_now(context, chat)):
        return None
    again = says("asked_you", text, context.words)  # "no, I asked about the practice sheet"
    return way if again or all(_gives_way(name.split()[0], form, topic) for name in names) else None


def told_once(context: Context, chat: Chat, acts: Sequence[Act], turned: Turned) -> Turned:
    """Return what is said of the step, or that it was said just now, where the same part of it would be told again."""
    name = next((act.name for act in acts if act.name in OF_THE_STEP), None)
    if name is None:
        return turned
    if context.awaited == f"{TOLD} {name}":
        return answered(context, chat, OTHER)
    return turned[0].awaiting(f"{TOLD} {name}"), turned[1]


def _before(context: Context) -> str:
    """Return the thing of the owner's own that was answered just before, which "and who first?" goes on about."""
    asked = (context.awaited or "").split(" ", 2)[-1]
    return asked.split()[0] if asks_about(context.awaited) and asked.startswith(WAY) else ""


def _may_be_of_a_thing(acts: Sequence[Act]) -> bool:
    """True unless a message tells a number of the door, supposes one, says what became of the step, or wants something."""
    for act in acts:
        if act.kind in ("tells", "corrects", "supposes") and act.name != VALUE and act.chance >= JUDGING:
            return False
        if act.kind == "step" and act.name not in OF_THE_STEP:
            return False
        if act.kind in ("wants", "judge", "foreign", "disagrees"):
            return False
    return True


def _is_of_quiet(name: str, *, asked: bool) -> bool:
    """True if a question is one that those seem to ask who want quiet times filled; who only tells of them corrects the room."""
    return name in (*OF_THE_STEP, *STEP_IN_WORDS, *OF_ANYTHING, *FOR_QUIET) and (asked or name != UNEVEN_ROOM)


def _gives_way(name: str, form: str, topic: str) -> bool:
    """True if a question is answered by the step or by a rule for anything, where the thing itself is known."""
    if topic == "dear" and name == "message":
        return False  # there are words ready for a price
    if name == "silent_ones":
        return topic != "chasing" or form in ("when", "either")
    if name in (*OF_THE_STEP, *STEP_IN_WORDS, *OF_ANYTHING):
        return True
    if (topic, name) in TAKEN_FOR or (topic in WITH_WORDS and name.startswith("message_")):
        return True
    if name in WHETHER or name.startswith(f"{WORTH_IT}_"):
        return form in DOING
    return name == PAGE and form in DOING
