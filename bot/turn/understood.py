"""Does what was understood: answers what was asked, takes what was told, and goes on with what is open."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.activity import commands as activity
from bot.checkins.setup import WEEKLY
from bot.checkins.special import told_lately
from bot.checkins.steps import noted, on_step, words_now
from bot.checkup.commands import opened_again
from bot.checkup.whatif import supposes
from bot.core.records import CHECKIN, CHECKUP, Chat
from bot.core.replies import Rows
from bot.core.week_numbers import FIELDS
from bot.corrections.second_thoughts import mended_answers, taken_back
from bot.corrections.side_remarks import without_announced, without_asked_ending, without_chatter, without_remarks
from bot.corrections.supposed import as_careful_answer, more_supposed, supposed, supposed_at_question
from bot.corrections.working_out import worked_out
from bot.dialogue.context import ASIDES, Context
from bot.dialogue.scene import Scene, Turned
from bot.hearing.after_verdict import is_for_longer, is_known, is_one_of_its_numbers, is_surely_told, mends
from bot.hearing.at_this_question import as_rate_asked, without_change_made
from bot.hearing.by_its_label import told_by_its_label
from bot.hearing.by_phrase import is_denied_way, told_by_phrase, worth_apart
from bot.hearing.by_value import WISH, corrected_by_value
from bot.hearing.echoed import told_instead_of_echo
from bot.hearing.finding import finding_told
from bot.hearing.lengths import as_asked, by_length, with_age, without_counted_time
from bot.hearing.named_options import with_named_options
from bot.hearing.not_owners import is_wish_of_others, without_others
from bot.hearing.numbers_told import (
    as_counted_there,
    by_its_noun,
    only_supposed,
    without_denied,
    without_mentioned,
    without_spoken_of,
)
from bot.hearing.of_several_times import of_several_times
from bot.hearing.of_the_year import of_the_year
from bot.hearing.options_meant import with_options_meant
from bot.hearing.outcomes import answers_told, most_named, told_by_a_part
from bot.hearing.plainly import are_plain, named_by_words, told_of_the_door, without_known
from bot.hearing.policy import (
    JUDGING,
    LEAVES,
    OPENING,
    STORING,
    SURELY,
    TOLD,
    Resolution,
    leaving,
    resolve,
    without_pleasantries,
)
from bot.hearing.reasons import answer_to_known, without_false_reason, without_one_case, without_unasked
from bot.hearing.several_steps import told_at_a_question, told_first
from bot.hearing.taken_up import asks_somewhere, taken_up
from bot.hearing.taking import OPENING_FACTS, take_facts
from bot.hearing.told_anew import all_told_anew
from bot.hearing.which_trade import with_trade_offered
from bot.language.choices import is_name_alone
from bot.language.listening.acts import Act
from bot.language.listening.matters import all_matters
from bot.language.listening.reader import read_acts
from bot.language.listening.said_before import without_said_before
from bot.owner_data.business import named_beside
from bot.talk.answering import answered, asks_worth_of_sale, having_asked, rows_under, with_the_step
from bot.talk.disagreement import side_named
from bot.talk.distress import with_care
from bot.talk.doubted import LISTENING, in_doubt, likeliest_topic, may_be_an_activity
from bot.talk.in_passing import changed_in_passing, may_be
from bot.talk.languages import read_in_their_own
from bot.talk.left_open import answer_left_open
from bot.talk.numbers_after import is_of_else, without_numbers_of_else
from bot.talk.objections import afraid, against_missed, perhaps_objecting, without_beside
from bot.talk.other_readings import likely_matter
from bot.talk.own_way import closer_than_remark, told_once, weighed_with_ways
from bot.talk.paid_back import sum_of_cost
from bot.talk.puzzled import number_off
from bot.talk.real_ones import real_ones
from bot.talk.remarks import OUTSIDE, as_words_wanted, is_outside, remark_in, remarked, with_its_answer
from bot.talk.states import state_of, told_last
from bot.talk.step_plainly import and_the_step, only_plain
from bot.talk.topics import line_for, particular
from bot.talk.typed import is_no
from bot.talk.unheard import said_so, whose_numbers
from bot.talk.weighed import NO_HANDS, said_before
from bot.talk.wished import behind, do_command, done, is_set

NAME, ABUSE, VALUE = "name", "abuse", "value"
OPENING_STATES = ("start", "idle", "q:trade")
AFTER_VERDICT = ("verdict", "weekly_done")
AGREED = Act("social", "ok")
"""What a yes is where nothing was asked."""

AGREEING = ("ok", "thanks", "praise")
KEEPING_NOTHING = (CHECKIN, *ASIDES)
"""Flows that are left without a loss: the week is asked for again, an activity is soon told again."""

FEWER_SOON = "fewer_soon"
"""The remark of who will serve fewer, which asks for a supposition where it tells no number."""

ASKED_RATHER = ("asks", "step", "judge", "disagrees")
"""What is answered instead of a number in the same message that may be told only by the way."""

BESIDE_PLAN = ("back", "skip", "stop", "later", "help", "language", "delete", "export")
"""Wishes that are done while the weekly question is set up."""

TAKING_STEPS = ("ask", "review", "choose")
"""Steps at which what is told is taken; numbers are as well where two contradict each other, which they settle."""

OF_TIMES = ("weekly", "snooze", "pause")
"""Wishes whose numbers are hours and days."""

LEAVING_PLAN = ("stop", "later")
"""Wishes by which the plan is left as it is, which harms nothing."""


def understood(context: Context, chat: Chat, scene: Scene | None, text: str) -> Resolution:
    """Read a message, and sort out what is to be done about it."""
    language, state = context.words.language, state_of(context, chat, scene)
    flow = scene.session.flow if scene is not None else None
    acts = read_in_their_own(read_acts(text, state, language=language), text, state, language)
    asked = scene.current.id if scene is not None and scene.current is not None else ""
    acts = of_several_times(acts, text, asked, language)
    acts = without_announced([act for act in acts if not is_denied_way(act, context.words)])
    acts = without_spoken_of(without_asked_ending(acts, language), text, language, asked=asked, idle=scene is None)
    acts = without_one_case(acts, text, context.words) if scene is None else acts
    if state in AFTER_VERDICT:
        acts = without_others(acts, text, context.words)
        acts = tuple(without_numbers_of_else(acts, text, language))
    if flow in LISTENING and (answer := as_careful_answer(text, acts, asked, context.words)):
        acts = answer
    elif scene is not None and (supposing := supposed_at_question(text, acts, context.words)):
        return supposing
    if anew := all_told_anew(context, chat, scene, text, acts):
        return anew
    others = state in AFTER_VERDICT and is_wish_of_others(text, context.words)
    if not others and (named := named_correction(context, chat, scene, text)):
        return named
    if (scene is None or scene.session.flow == CHECKUP) and is_name_alone(text, language):
        return Resolution((Act("tells", NAME),))
    checkup, today = context.catalogue.forms[CHECKUP].flow, context.event.at.date()
    current = scene.current if scene is not None else None
    if scene is not None:
        acts = tuple(without_false_reason(act, current, text, language) for act in acts)
    if scene is not None or chat.business.checkup is None:
        acts = without_unasked(acts, asked, text, language)
        heard = acts
        acts = with_named_options(acts, checkup, asked, text, context.words)
        acts = with_options_meant(acts, heard, asked, state, text, language)
    text = without_said_before(text, language)  # in which acts have their places
    acts = as_asked(as_rate_asked(acts, current, text, language), current, text, language, today)
    acts = without_change_made(acts, asked)
    acts = without_remarks(acts, asked, state, text, context.words)
    if state in OPENING_STATES:
        acts = told_first(text, without_chatter(acts), language)
        acts = with_age(acts, checkup, text, language, today)
    acts = without_counted_time(acts, asked, text, language, today)
    acts = tuple(by_length(act, checkup, text, language, today) for act in acts)
    acts = of_the_year(acts, scene, text)
    if scene is not None and (made := worked_out(scene, text)):
        acts = made.told_in(acts, asked)
    if scene is None:
        acts = tuple(by_its_noun(as_counted_there(act, chat), text, language) for act in acts)
    harmless = LEAVING_PLAN if flow == WEEKLY else LEAVES if flow in (None, *KEEPING_NOTHING) else ()
    heard_so = resolve(acts, harmless=harmless, about_activity=flow in ASIDES)
    return with_care(heard_so, text, acts, context.words, weighed=state in AFTER_VERDICT)


def named_correction(context: Context, chat: Chat, scene: Scene | None, text: str) -> Resolution | None:
    """Return the correction of an earlier answer that a message names, by its old number or by what it counts."""
    session = scene.session if scene is not None else told_last(chat) or chat.session(chat.business.checkup or 0)
    if session is None:
        return None
    language = context.words.language
    acts = of_several_times(read_acts(text, state_of(context, chat, scene), language=language), text, "", language)
    flow = context.catalogue.forms[session.flow].flow
    if acts and all(act.kind == "wants" and act.name in OF_TIMES and act.chance >= SURELY for act in acts):
        return None  # "ask at lunchtime instead, 12.30 fridays"
    asked = scene.current if scene is not None and scene.session.flow == CHECKUP else None
    if asked is not None and (several := told_at_a_question(text, acts, session, asked.id, language)):
        return several
    if scene is None and is_of_else(text, language):
        return None
    unreal = scene is None and supposes(context, chat)
    if scene is None and not unreal:
        anew = told_by_its_label(text, session, flow, context.words) or told_instead_of_echo(text, session, language)
        if anew is not None:
            return Resolution((anew,), plain=True)
    if scene is None or scene.session.flow in LISTENING:
        if right := mended_answers(text, acts, session, flow, scene, language, supposing=unreal):
            return right
        if back := taken_back(text, asked=scene is not None, language=language):
            return back
    mended = corrected_by_value(acts, text, session, flow, language)
    return Resolution((mended,)) if mended is not None else None


def do(context: Context, chat: Chat, scene: Scene | None, text: str, heard: Resolution) -> Turned | None:
    """Do what a message says; None where nothing was understood that can be done."""
    if scene is not None and scene.session.flow == WEEKLY:
        heard = Resolution(tuple(act for act in heard.done if _is_beside_plan(act)))
    after_verdict = scene is None and chat.business.checkup is not None
    if after_verdict and not heard.plain and (objects := against_missed(context, chat, text)):
        heard = Resolution((objects,), plain=True)
    if after_verdict and not heard.plain and (answers := answers_told(context, chat, text)):
        heard = Resolution((answers,), plain=True)
    if after_verdict and not heard.plain:
        acts = as_words_wanted(without_beside(heard.done, text, context.words), text, context.words)
        heard = replace(heard, done=without_denied(acts, text, context.words))
    if scene is None and not heard.plain:
        left_open = answer_left_open(context, chat, text, heard) if after_verdict else None
        sets = is_set(context, chat, heard.done)
        if after_verdict and left_open is None and not sets and (turned := _remarked(context, chat, text, heard)):
            return turned
        if after_verdict and left_open is None and (asked := taken_up(context, chat, text, heard.done)):
            return answered(context, chat, asked)
        heard = Resolution(tuple(AGREED if act.kind == "yes" else act for act in heard.done), heard.doubted)
        text, heard = more_supposed(context, chat, text, heard)
        if after_verdict:
            if (verdict := chat.session(chat.business.checkup or 0)) is not None:
                heard = replace(heard, done=without_known(heard.done, text, verdict, context.words.language))
            heard = left_open or (heard if sets else weighed_with_ways(context, chat, text, heard))
            if verdict is not None and (asked := answer_to_known(heard.done, verdict)):
                return answered(context, chat, asked)
            told = only_supposed(heard.done, text, context.words.language)
            heard = replace(heard, done=without_mentioned(told, text, context.words.language))
    if not heard.plain:
        heard = replace(heard, done=only_plain(context, chat, text, heard.done))
    heard = without_pleasantries(heard, asks=after_verdict and scene is None and asks_somewhere(text, context.words))
    if scene is not None and scene.session.flow == CHECKUP:
        heard = leaving(heard, text)
    if not heard.done:
        likely = likeliest_topic(heard.doubted, text) if scene is None else None
        if likely and (asked := particular(context, chat, scene, likely, text)):
            return answered(context, chat, asked)
        if may_be_an_activity(context, chat, text, heard):
            return activity.about(context, chat, text)  # the catalogue knows it too
        return in_doubt(context, chat, scene, text, heard.doubted)
    if after_verdict and (turned := real_ones(context, chat, text, heard.done)):
        return turned
    if any(act.kind == "supposes" for act in heard.done) and (turned := supposed(context, chat, text, heard)):
        return turned
    if any(act.name in (NO_HANDS, "number") for act in heard.done) and (
        turned := changed_in_passing(context, chat, text, heard.done)
    ):
        return turned
    if all(act.kind in ("step", "social") for act in heard.done) and (
        turned := on_step(context, chat, heard.done, side_named(context, text))
    ):
        found = finding_told(context, chat, heard.done, text)
        return told_once(context, chat, heard.done, (turned[0], behind(found, turned[1])))
    before, (chat, of_step, in_short) = chat, noted(context, chat, heard.done)
    alone = scene is None and len(heard.done) == 1  # which is done below
    if not alone and any(act.name == NAME and (len(heard.done) > 1 or act.chance >= SURELY) for act in heard.done):
        chat, named = named_beside(context, chat, text)
        of_step = (*named, *of_step)
    if scene is not None and chat is not before:
        scene = context.scene(chat)
    silent = (
        ("ok", ABUSE) if any(act.kind in TOLD and act.told for act in heard.done) else ("ok",)
    )  # "won 3 of 12, that's crap" is said of the numbers
    spoken = [
        act for act in heard.done if act.name not in silent or len(heard.done) == 1
    ]  # beside more it says nothing
    lines = [*of_step, *(line for act in spoken if (line := line_for(context, chat, scene, act, text)))]
    turned = _taken(context, chat, scene, text, heard.done) or done(context, chat, scene, text, heard.done)
    if turned is None:
        topics = [particular(context, chat, scene, act.name, text) for act in heard.done if act.kind == "asks"]
        asked = next(filter(None, topics), None)
        rows = rows_under(context, chat, asked)
        rows = (*_perhaps_told(context, chat, heard.done), *rows) if rows is not None else None
        agreed = scene is None and asked is None and all(act.name in AGREEING for act in heard.done)
        if agreed and lines and (in_view := with_the_step(context, chat, " ".join(dict.fromkeys(lines)))):
            return in_view
        chat = having_asked(context, chat, asked) if asked else chat
        beside = [*in_short, *lines[len(of_step) :]] if in_short and len(lines) > len(of_step) else []
        if beside and (with_next := and_the_step(context, chat, beside)):
            lines, rows = with_next
        if not lines and scene is None and (likely := likely_matter(context, chat, text)):
            return answered(context, chat, likely)
        return context.aside(chat, *dict.fromkeys(lines), rows=rows) if lines else None
    lines += sum_of_cost(context, before, turned[0])
    turned = with_trade_offered(context, turned, text) if scene is None else turned
    if len(turned[0].verdicts) > len(chat.verdicts):  # it brings a step of its own
        lines = [*in_short, *lines[len(of_step) :]]
    return turned[0], behind(lines, turned[1])


def _perhaps_told(context: Context, chat: Chat, acts: Sequence[Act]) -> Rows:
    """Return a button for an answer that a message about something else may tell as well."""
    options = [rival for act in acts if act.kind == "asks" for rival in act.rivals if rival[0] in TOLD]
    new = [Act("tells", name, value, chance=chance) for _, name, value, chance in options[:1]]
    done = chat.session(chat.business.checkup or 0)
    return may_be(context, chat, [act for act in new if done is not None and not is_known(act, done)])


def _remarked(context: Context, chat: Chat, text: str, heard: Resolution) -> Turned | None:
    """Answer a remark or a likely objection, unless the message surely mends a number, or is the answer to what was asked."""
    mends = any(act.kind == "corrects" and act.chance >= JUDGING for act in heard.done)
    if mends and remark_in(text, context.words, SURELY) is None:
        return None
    if fear := afraid(context, chat, text):
        return fear
    if told_by_a_part(all_matters(text, context.words.language), text, context.words):
        return None
    if (
        asks_worth_of_sale(context.awaited)
        or most_named(text, context.words)
        or _goes_first(context, chat, text, heard)
    ):
        return None
    if is_outside(text, context.words):
        return answered(context, chat, with_its_answer(context, chat, OUTSIDE, text))
    remark = remark_in(text, context.words)
    if remark == FEWER_SOON and (turned := changed_in_passing(context, chat, text, heard.done, soon=True)):
        return turned  # "my partner retires in June, then there's room for 12"
    if remark and (asked := closer_than_remark(context, chat, text, heard.done, remark)):
        return answered(context, chat, asked)
    return remarked(context, chat, text) or perhaps_objecting(context, chat, text)


def _goes_first(context: Context, chat: Chat, text: str, heard: Resolution) -> bool:
    """True if a message supposes a number, disagrees by naming a side or tells the usual no, whatever it remarks.

    A wish beside the one before is a number that is supposed, too: "I'd be glad with half of that". One that is told is stored:
    "one wedding a week would do us".
    """
    acts = heard.done
    if any(act.kind == "supposes" and act.told is not None and act.chance >= STORING for act in acts):
        return True
    if any(act.kind == "disagrees" for act in acts) and side_named(context, text) is not None:
        return True
    wish = told_by_phrase(text, heard, context.words, said_before(context, chat))
    if wish is not None and (
        wish.kind == "supposes" or wish.name == WISH or (wish.told and wish.told in worth_apart(text, context.words))
    ):
        return True
    return any((act.kind, act.name) == ("tells", "reason") and act.chance >= JUDGING for act in acts)


def puzzle_answered(context: Context, chat: Chat, text: str, heard: Resolution) -> Turned | None:
    """Mend the one of two numbers that the owner says is off, or ask for it again."""
    off = number_off(context, chat, text, heard)
    if off is None:
        return None
    if off.told is not None and (turned := _taken(context, chat, None, text, (off.told,))):
        return turned
    chat, replies = do_command(context, chat, "fix", f"{chat.business.checkup} {off.question}")
    return chat, behind([context.words.say("topics/doubt", "off")], replies)


def _is_beside_plan(act: Act) -> bool:
    """True unless an act may be an answer to the questions about day, hour and place, as wishes for them are."""
    if act.kind == "wants":
        return act.name in BESIDE_PLAN and act.chance >= (OPENING if act.name in LEAVING_PLAN else SURELY)
    return act.kind in ("asks", "social", "foreign", "unknown")


def _taken(context: Context, chat: Chat, scene: Scene | None, text: str, acts: Sequence[Act]) -> Turned | None:
    """Take what was told or corrected: of the open questions, of the newest verdict, or to begin a check-up with."""
    facts = [act for act in acts if act.kind in TOLD and act.name not in ("problem", NAME)]
    if scene is None and any(act.kind == "asks" for act in acts) and chat.business.checkup is None:
        facts = [
            act for act in facts if act.told is not None or act.name in OPENING_FACTS or act.chance >= JUDGING
        ]  # what else is said explains
    if not facts:
        return None
    if scene is not None:
        now, numbers = scene.session.step, any(act.told is not None for act in facts)
        listens = scene.session.flow in LISTENING and (now in TAKING_STEPS or (now == "settle" and numbers))
        return take_facts(scene, text, facts, context) if listens else None
    done, week = chat.session(chat.business.checkup or 0), told_lately(context, chat)
    week = week if week == told_last(chat) else None
    if done is not None:
        facts = told_of_the_door(facts, acts, text)
        facts = [named_by_words(act, text, done, context.words.language) for act in facts]
        facts = [act for act in facts if act.name != VALUE or (act.told and act.told.amount.value)]
        sure = list(filter(is_surely_told, facts))
        facts = [act for act in facts if (week is not None and act in sure) or not is_known(act, done)]
        if sure and not facts:  # "it was 41 we spoke to", where that is what stands
            return said_so(context, chat)
    if done is not None and any(act.kind == "asks" for act in acts):  # "12 orders from 2000, how bad is that"
        today = context.event.at.date()
        facts = [act for act in facts if is_surely_told(act) or not is_one_of_its_numbers(act, done, today)]
        facts = [act for act in facts if act.told is not None or act.chance >= SURELY]
    if not facts or (done is not None and is_no(context, text) and all(act.kind == "tells" for act in facts)):
        return None  # "no, I think it's the price" disagrees, and changes nothing
    if done is None:
        return take_facts(context.opened(chat, CHECKUP), text, facts, context)
    if week is not None:
        of_week = [act for act in facts if act.told is not None and act.name in FIELDS and act.chance >= STORING]
        of_week = [act for act in of_week if not is_for_longer(act, context.event.at.date())]
        if of_week and (turned := take_facts(context.reopened(chat, week), text, of_week, context)):
            return turned
    step = words_now(context, chat) if any(act.told is not None for act in facts) else ()
    if not are_plain(facts, text, done, context.words, step):
        if any(act.kind in ASKED_RATHER for act in acts):
            return None
        return whose_numbers(context, chat, text, facts)
    # "two in high season" beside it
    facts = [act for act in facts if mends(act, done) or act.told is not None] or facts
    if all(mends(act, done) for act in facts) and (
        turned := take_facts(opened_again(context, chat, done), text, facts, context)
    ):
        return turned
    return whose_numbers(context, chat, text, facts)
