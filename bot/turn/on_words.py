"""Words that are typed: an answer, the label of a button, something told, asked or wished for, or none of these."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from bot.activity.in_words import told_in_words
from bot.checkup.supposing_words import put_plainly
from bot.checkup.whatif import way_out
from bot.core.records import CHECKUP, Chat
from bot.core.replies import Say
from bot.corrections.business_put_right import business_put_right
from bot.corrections.denied import taken_out
from bot.corrections.denied_meant import denied_unchosen
from bot.corrections.denied_trade import denied_trade
from bot.corrections.is_stored import whether_stored
from bot.corrections.left_aside import is_bare_rate
from bot.corrections.left_question import left_question
from bot.corrections.other_time import time_put_right
from bot.corrections.said_off import number_said_off
from bot.corrections.worked_out import WorkedOut
from bot.corrections.working_out import worked_out
from bot.dialogue import actions, prompting
from bot.dialogue.answers import finish, is_at_an_end
from bot.dialogue.context import ASIDES, Context
from bot.dialogue.hear import Action, Choices, FreeText, Heard, Many, Mend, Missed, Number
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.screen import is_pressed
from bot.hearing.by_turns import one_or_ask, options_by_turns
from bot.hearing.counted_step import counted_told
from bot.hearing.deciders import deciders_asked
from bot.hearing.mixed import mixed_choice
from bot.hearing.no_number import is_way_of_speaking
from bot.hearing.policy import (
    CHOOSING,
    JUDGING,
    STORING,
    TOLD,
    Resolution,
    is_foreign_word,
    is_question_back,
    is_something_else,
    leaves_question,
    wants_too,
)
from bot.hearing.unsure import as_surely_meant
from bot.hearing.which_trade import trade_told
from bot.hearing.wished_beside import wish_beside
from bot.language.choices import is_name_alone
from bot.language.listening.answer_first import answers_and_asks
from bot.language.listening.relations import tells_change, tells_days
from bot.language.match import exact_match, is_asked
from bot.talk.all_reached import all_reached
from bot.talk.answering import with_the_step
from bot.talk.beside import holds_no_number, said_beside, says_more, with_the_answer
from bot.talk.beside_the_week import beside_the_week
from bot.talk.disagreement import disagreed
from bot.talk.doubted import LISTENING, in_doubt
from bot.talk.judged import judged
from bot.talk.languages import switched
from bot.talk.left_open import answer_left_open
from bot.talk.not_fine import called_fine
from bot.talk.numbers_after import (
    is_doubtful,
    is_of_else,
    is_surely_later,
    is_surely_more,
    may_be_answers,
    may_be_cost,
    numbers_after,
)
from bot.talk.objections import against_missed, refused_for_another
from bot.talk.on_money import money_reckoned, sum_reckoned
from bot.talk.other_readings import with_other_readings
from bot.talk.real_ones import real_ones
from bot.talk.reason_beside import reason_beside
from bot.talk.states import tells_of_week
from bot.talk.step_beside import outcome_of_step
from bot.talk.step_plainly import wanted_back
from bot.talk.told_afresh import told_afresh
from bot.talk.two_shares import shares_compared
from bot.talk.typed import (
    answer_to_no,
    answer_to_yes_or_no,
    button_meant,
    button_nearly_meant,
    is_no,
    is_one_of,
)
from bot.talk.unanswered import of_the_unanswered, regained_told
from bot.talk.unheard import unheard
from bot.talk.weighed import is_of_step
from bot.talk.wished import behind
from bot.turn.answer_and_question import answer_and_question, stored_up_to_now, taken_at_once
from bot.turn.giving_way import gives_way
from bot.turn.understood import do, named_correction, puzzle_answered, understood

OnData = Callable[[Context, Chat, str], Turned]

LAUGHED_AT = 3  # words of a bare answer with a laugh beside it


def on_words(context: Context, chat: Chat, scene: Scene | None, text: str, on_data: OnData) -> Turned:
    """Take words typed in a scene; None without an open session.

    Args:
        context: what a decision works with.
        chat: the chat.
        scene: the open questions.
        text: the words.
        on_data: does what a button says whose label was typed.
    """
    if scene is not None and (turned := _as_number_alone(context, chat, scene, text)):
        return turned
    made = worked_out(scene, text) if scene is not None else None
    turned = _on_words(context, chat, scene, text, on_data, made)
    return made.said_in(turned, scene) if made is not None and scene is not None else turned


def _on_words(
    context: Context, chat: Chat, scene: Scene | None, text: str, on_data: OnData, made: WorkedOut | None
) -> Turned:
    """Take words in the order in which they are tried.

    What is said exactly comes first: a button, a command, the answer that the question waits for. Then what the words
    mean, as they are read in the place where they are said; and last what they may mean with a typo or by half.
    """
    if spoken := switched(context, chat, text):
        return spoken
    if scene is not None and (stored := stored_up_to_now(context, chat, scene, text)):
        return stored
    if scene is not None and made is not None and made.surely:
        return taken_at_once(context, chat, scene, text, made)
    hears_on = partial(on_words, on_data=on_data)
    if beside := beside_the_week(context, chat, scene, text, hears_on):
        return beside
    if asked := judged(context, chat, scene, text):
        return asked
    if scene is None and tells_of_week(chat) and (asked := deciders_asked(context, chat, text)):
        return asked
    if scene is not None and is_at_an_end(scene):
        return finish(scene)
    if scene is None and (stored := whether_stored(context, chat, text, hears_on)):
        return stored
    if scene is None and (reasoned := reason_beside(context, chat, text, hears_on)):
        return reasoned
    if scene is None and (objected := called_fine(context, chat, text) or time_put_right(context, chat, text)):
        return objected
    if scene is None and (turned := _of_the_step(context, chat, text)):
        return turned
    if denied := taken_out(context, chat, scene, text, hears_on):
        return denied
    if scene is None and (denied := denied_unchosen(context, chat, text)):
        return denied
    if scene is not None and (trade := denied_trade(context, chat, scene, text, hears_on)):
        return trade
    if scene is None and (turned := _set_beside(context, chat, text)):
        return turned
    if scene is not None and (left := left_question(context, chat, scene, text, hears_on)):
        return left
    if back := wanted_back(context, chat, scene, text):
        return back
    if scene is None and (reached := all_reached(context, chat, text)):
        return reached
    heard: Heard = Missed("no_option", text)
    if scene is not None and is_bare_rate(scene, text):
        return actions.on_heard(scene, Missed("no_option", text))
    if scene is not None and (options := options_by_turns(scene, text)):
        return context.pick_up(*one_or_ask(scene, options, text))
    if scene is not None and (option := mixed_choice(scene, text)):
        return context.pick_up(*actions.on_heard(scene, Action(f"={option}", text)))
    if scene is not None:
        heard = prompting.listen(scene, text)
        if context.event.after_repeat and prompting.is_repeat(scene, text):
            return prompting.ask(scene.changed(misses=1), context.words.say("dialogue/again", "repeated", typed=text))
        if made is None and (both := answer_and_question(context, chat, scene, text)):
            return both
        if isinstance(heard, Missed) and gives_way(context, chat, scene, text):
            return hears_on(context, context.without_asides(chat), None, text)
        if turned := _answered(context, chat, scene, text, made.heard if made else heard):
            return turned
    data = button_meant(context, chat, text, idle=scene is None)
    greeting = is_one_of(context, text, "menu/greetings")
    thanks = scene is None and is_one_of(context, text, "menu/thanks")
    if data is None and scene is None:
        if out := way_out(context, chat, text, no=is_no(context, text)):
            return on_data(context, chat, out)
        of_step = is_of_step(text, context.words.language) or against_missed(context, chat, text) is not None
        no = is_no(context, text) and not (of_step or is_surely_later(text, context.words.language))
        no_alone = no and not wants_too(understood(context, chat, None, text))
        if no_alone and (turned := disagreed(context, chat, text)):
            return turned
        if said := answer_to_yes_or_no(context, chat, text):
            return chat, (said,)
        if not (greeting or thanks):  # "vale" is no "valor" with a typo
            data = button_nearly_meant(context, chat, text)
    if data:
        return on_data(context, chat, data)
    if scene is not None and (turned := trade_told(context, scene, text)) is not None:
        return turned
    if scene is not None and greeting:
        return context.aside(chat, context.words.say("menu/start", "here"))
    if greeting:
        return chat, (context.menu("hi"),)
    if thanks:
        agreed = any(act.name == "ok" for act in understood(context, chat, None, text).done)
        line = context.words.say("topics/social", "ok" if agreed else "thanks")
        alone = context.aside(chat, line) if agreed else (chat, (context.menu("thanks"),))
        return with_the_step(context, chat, line) or alone
    text = put_plainly(text, context.words) if scene is None else text
    meant = understood(context, chat, scene, text)
    if scene is None and (
        turned := puzzle_answered(context, chat, text, meant) or number_said_off(context, chat, text, meant)
    ):
        return turned
    if (
        scene is None
        and _is_left_to_numbers(context, chat, text, meant)
        and (told := numbers_after(context, chat, text))
    ):
        return told
    bare = scene is None and any(map(str.isdecimal, text)) and not any(map(str.isalpha, text))
    bare = bare or holds_no_number(scene, heard, meant, context)
    if not bare and (turned := _done_with_wish(context, chat, scene, text, meant)):
        return turned if scene is not None else with_other_readings(context, chat, turned, text)
    if scene is not None:
        if isinstance(heard, Missed) and (turned := told_in_words(context, scene, text)):
            return turned
        return _on_answer_below(context, scene, text) or actions.on_heard(scene, heard)
    if is_no(context, text):
        return chat, (answer_to_no(context, chat),)
    return with_other_readings(context, chat, unheard(context, chat, text, meant), text, unheard=True)


def _of_the_step(context: Context, chat: Chat, text: str) -> Turned | None:
    """Take what is surely said of the step or of those it is for, before anything else is read in it."""
    return (
        of_the_unanswered(context, chat, text)
        or regained_told(context, chat, text)
        or refused_for_another(context, chat, text)
    )


def _as_number_alone(context: Context, chat: Chat, scene: Scene, text: str) -> Turned | None:
    """Take digits and nothing else as the answer to the open question of a check-up, which they can only be; None where they are none."""
    asked = scene.session.flow == CHECKUP and scene.session.step == "ask" and not is_at_an_end(scene)
    if not asked or not text.strip().isdecimal() or context.event.after_repeat:
        return None
    return _answered(context, chat, scene, text, prompting.listen(scene, text))


def _is_left_to_numbers(context: Context, chat: Chat, text: str, meant: Resolution) -> bool:
    """True unless the numbers of a message after a verdict are supposed, read by a rule, or answer what was left open."""
    if not may_be_answers(text, context.words.language):
        return False
    later = is_surely_later(text, context.words.language)
    of_step = any(act.kind == "step" and act.chance >= CHOOSING for act in meant.done) and not later
    supposed = any(act.kind == "supposes" and act.told and act.chance >= STORING for act in meant.done)
    on_top = is_surely_more(text, context.words.language)
    if (supposed and not on_top) or of_step:
        return False
    ruled = named_correction(context, chat, None, text)
    if meant.plain or ruled is not None:
        doubted = ruled is not None and not ruled.plain and not meant.plain
        return doubted and (later or is_doubtful(chat, text, context.words.language, meant.done))
    others = (
        answer_left_open(context, chat, text, meant),
        real_ones(context, chat, text, meant.done),
        not on_top and counted_told(context, chat, text),
    )
    return not any(others)


def _set_beside(context: Context, chat: Chat, text: str) -> Turned | None:
    """Answer what is told beside a verdict: that it is about the wrong business, what came of a cost, or numbers to compare with its own."""
    language = context.words.language
    if wrong := business_put_right(context, chat, text):
        return wrong
    if summed := sum_reckoned(context, chat, text):
        return summed
    if may_be_cost(text, language) and (turned := money_reckoned(context, chat, text)):
        return turned
    if compared := shares_compared(context, chat, text):
        return compared
    return None if is_of_else(text, language) else told_afresh(context, chat, text)


def _answered(context: Context, chat: Chat, scene: Scene, text: str, heard: Heard) -> Turned | None:
    """Take words as the answer that the question waits for; None where they are none, or mean something else."""
    if isinstance(heard, Action) and is_pressed(scene, text):
        return context.pick_up(*actions.on_heard(scene, heard))
    shown = exact_match(text, chat.owner.offered)  # a button beside the question may read like a number
    if isinstance(heard, Missed) or shown:
        return None
    if isinstance(heard, Action) and is_name_alone(text, context.words.language):
        return None  # "Workshop Sun" is what it is called
    worded = scene.session.flow in (*LISTENING, *ASIDES) and any(sign.isalpha() for sign in text)
    if worded:
        mended = (
            named_correction(context, chat, scene, text)
            if isinstance(heard, Mend | Number | Choices | Action)
            else None
        )
        if mended and (turned := do(context, chat, scene, text, mended)):
            return turned
        if isinstance(heard, Mend):
            return context.pick_up(*actions.on_heard(scene, heard))
        meant = understood(context, chat, scene, text)
        if isinstance(heard, FreeText) and leaves_question(meant) and (turned := do(context, chat, scene, text, meant)):
            return turned
        if isinstance(heard, Many) and (of_step := outcome_of_step(scene, meant, text, context.words.language)):
            return do(context, chat, scene, text, of_step)
        named = isinstance(heard, Many) and all(act.kind == "social" for act in meant.done)  # "week was ok. signed 2"
        named = named or _is_laughed_at(heard, meant)
        named = named or (isinstance(heard, Number) and heard.span is not None and not (meant.done or meant.doubted))
        named = named or tells_days(text, context.words.language)  # "mon 3 tue 2 thu 4" sets no day for a question
        asked = is_asked(text) or any(act.kind == "asks" and act.chance >= JUDGING for act in meant.done)
        made = isinstance(heard, Number | Choices) and heard.made and not asked  # "200 likes but only 8 wrote"
        if isinstance(heard, Number) and answers_and_asks(text, context.words.language):
            heard, made = replace(heard, made=True), True
        if isinstance(heard, Number) and not named and is_way_of_speaking(text, context.words):
            turned = do(context, chat, scene, text, meant) if not _tells_a_number(meant) else None
            return turned or context.pick_up(*actions.on_heard(scene, Choices((heard.counted,), text, "really")))
        if isinstance(heard, Number | Many | Choices) and not (named or made) and is_something_else(meant):
            return do(context, chat, scene, text, meant) or actions.on_heard(scene, Missed("no_number", text))
        compares = tells_change(text, context.words.language) and not is_asked(text)  # "3 more than last week"
        if is_question_back(meant) and not isinstance(heard, Many) and not (compares or made):
            return None
        if isinstance(heard, Number) and is_foreign_word(meant, text):
            return None
        if not tells_days(text, context.words.language):  # "mon 1, tue 4" wants nothing on a Monday
            heard = as_surely_meant(scene, heard, meant, text)
        if isinstance(heard, Missed):
            return in_doubt(context, chat, scene, text, meant.doubted) or actions.on_heard(scene, heard)
        meant = with_the_answer(scene, heard, meant, text, context.words.language)
        if says_more(scene, heard, meant, context):
            return _done_with_wish(context, chat, scene, text, meant)
        lines, wish = said_beside(context, scene, heard, meant, text), wish_beside(context, scene, meant, text)
        chat, replies = context.pick_up(*actions.on_heard(wish.scene, heard))
        return chat, wish.under(behind([*lines, *wish.lines], replies))
    return context.pick_up(*actions.on_heard(scene, heard))


def _tells_a_number(meant: Resolution) -> bool:
    """True if a reading that is sure tells a number, or that there is none."""
    return any(act.told is not None or act.kind == "none" for act in meant.done)


def _is_laughed_at(heard: Heard, meant: Resolution) -> bool:
    """True for a bare answer with a laugh beside it: "nobody haha"."""
    bare = isinstance(heard, Number) and len(heard.typed.split()) <= LAUGHED_AT
    return bare and bool(meant.done) and all(act.name == "joke" for act in meant.done)


def _done_with_wish(context: Context, chat: Chat, scene: Scene | None, text: str, meant: Resolution) -> Turned | None:
    """Do what was meant; at a check-in also what is wished for beside the numbers."""
    if scene is None or not any(act.kind in TOLD for act in meant.done):
        return do(context, chat, scene, text, meant)
    wish = wish_beside(context, scene, meant, text)
    turned = do(context, wish.scene.chat, wish.scene, text, meant)
    return None if turned is None else (turned[0], wish.under(behind(wish.lines, turned[1])))


def _on_answer_below(context: Context, scene: Scene, text: str) -> Turned | None:
    """Take what answers nothing in an activity question as the answer to the check-up beneath it, if it is one."""
    if scene.session.flow not in ASIDES:
        return None
    below = context.scene(context.without_asides(scene.chat))
    if below is None:
        return None
    heard = prompting.listen(below, text)
    if isinstance(heard, Missed):
        return None
    chat, (first, *others) = actions.on_heard(below, heard)
    if isinstance(first, Say):
        first = replace(first, text=f"{context.words.say('menu/start', 'left_that')}\n\n{first.text}")
    return chat, (first, *others)
