"""What to do with what was heard: answer what was asked, take what was told, then go on.

Each act needs a chance that fits the harm of being wrong about it. What is not sure enough becomes a question with the
likeliest readings as buttons; what would take something away is never done on words that only may mean it.
"""

from collections.abc import Collection, Sequence

from msgspec import Struct

from bot.language.listening.acts import Act

SAYING = 0.3  # saying something harms nothing
CARING = 0.66  # saying where somebody in distress finds help, to whom else it is out of place
OPENING = 0.55  # opening or showing something; where it would take something away, it asks first
CHOOSING = 0.5  # taking an option, which is echoed and is one of a few
STORING = 0.6  # taking a number, which is echoed with a way to change it
BESIDE = 0.72  # taking an option that nobody asked for
LEAVING = 0.7  # leaving a question, which can be gone on with, or offering to take something away
JUDGING = 0.9  # judging an activity that nobody asked about
BEYOND_DOUBT = 0.95  # what goes before all else that a message may be about
CERTAIN = 0.99  # doing at once what takes something away for a while
WORTH_A_BUTTON = 0.2
MOST_BUTTONS = 3
A_NUMBER = "#"  # stands for each in the words that an act rests on
SURELY = 0.8  # chance that overrules the plain reading of words

TOLD = ("tells", "corrects")
LEAVES = ("later", "restart")
GOES_ON = ("skip", "back", "later")
TAKING = (*LEAVES, "stop", "pause", "delete", "skipweek")

ENDING = ("stop", "pause")  # beside a question they have to be plain: "nah forget the message. do I drop my price"
PLEASANTRIES = ("ok", "hello", "thanks")
ANSWERS = ("tells", "corrects", "filler", "yes", "no", "none")

Guess = tuple[str, str, str, float]
"""One way to read some words: kind, name, value and chance."""


class Resolution(Struct, frozen=True):
    """What is to be done about a message.

    Attributes:
        done: the acts that are sure enough, in their order.
        doubted: the likeliest readings where none is sure enough, best first.
        plain: it was read by the structure of the message, so that nothing is left to weigh.
    """

    done: tuple[Act, ...] = ()
    doubted: tuple[Guess, ...] = ()
    plain: bool = False


def is_doubtful_option(act: Act, least: float) -> bool:
    """True for an option that is told less surely than it has to be."""
    return act.kind in TOLD and act.told is None and bool(act.value) and act.chance < least


def resolve(acts: Sequence[Act], *, harmless: Collection[str] = (), about_activity: bool = False) -> Resolution:
    """Sort what was heard into what is done and what is asked about.

    Args:
        acts: what was heard.
        harmless: wishes by which nothing is lost here, such as to leave a question whose answers are asked for again.
        about_activity: an activity is what is talked about.
    """
    done: list[Act] = []
    doubted: list[Guess] = []
    for act in acts:
        enough = OPENING if act.kind == "wants" and act.name in harmless else needed(act)
        enough = OPENING if about_activity and act.kind == "judge" else enough
        if act.chance >= enough:
            done.append(act)
        else:
            doubted += readings_of(act)
    if any(act.kind == "asks" for act in done) and not about_activity:
        done = [act for act in done if act.kind != "judge"]  # "we're offered radio ads, are they worth it?"
        done = [act for act in done if (act.kind, act.name) != ("wants", "later")]  # "hang on, isn't that normal?"
        done = [act for act in done if act.name not in ENDING or act.kind != "wants" or act.chance >= JUDGING]
    if any(act.kind != "social" for act in done):
        return Resolution(tuple(done))
    best = sorted(doubted, key=lambda reading: -reading[3])
    return Resolution(tuple(done), tuple(reading for reading in best if reading[0] != "nothing")[:MOST_BUTTONS])


def needed(act: Act) -> float:
    """Return the chance that an act needs, by the harm of being wrong about it."""
    match act.kind:
        case "tells" if act.name == "problem":
            return SAYING
        case "tells" if act.name == "value" and act.told is not None and act.told.currency:
            return SAYING  # money is meant, and the verdict counts people
        case "tells" | "corrects" if act.told is not None or act.name == "number":
            return STORING
        case "tells" | "corrects":
            return CHOOSING
        case "social" if act.name == "distress":
            return CARING
        case "wants" if act.name == "delete":
            return STORING  # it asks before anything is deleted
        case "wants" if act.name in TAKING:
            return LEAVING
        case "wants":
            return OPENING
        case "step" if act.name == "cant":
            return CHOOSING  # another step follows, and this one is not given again
        case "judge":
            return JUDGING
        case _:
            return SAYING


def without_pleasantries(heard: Resolution, *, asks: bool = False) -> Resolution:
    """Leave out an "ok" or a "hello" where something else was said that is in doubt, or one in doubt where anything is asked."""
    doubtful = asks and all(act.chance < CHOOSING for act in heard.done)
    if not (heard.doubted or doubtful) or any(act.name not in PLEASANTRIES for act in heard.done):
        return heard
    return Resolution((), heard.doubted)


def leaving(heard: Resolution, text: str) -> Resolution:
    """Return what is done about a message at a question by which its owner leaves, which loses nothing.

    Who says why and goodbye leaves ("boss wants me, talk soon"), and what is said beside it is no answer: "kettle's on, another
    day". After a bare "bye" the question stays.
    """
    if any(act.told is not None or act.kind == "corrects" for act in heard.done):
        return heard
    said = len(text.split())
    leaves = [
        act
        for act in heard.done
        if act.chance >= SURELY and (act.name == "later" or (act.name == "bye" and len(act.words.split()) < said))
    ]
    surer = [act for act in heard.done if act not in leaves and leaves and act.chance > leaves[0].chance]
    if not leaves or surer:
        return heard
    bye = (act for act in leaves if act.kind == "social")
    return Resolution((*bye, Act("wants", "later", chance=leaves[0].chance, words=leaves[0].words)))


def is_question_back(heard: Resolution) -> bool:
    """True if words that could be read as an answer are surely a question: "is 5 a good number?", "what if 100 came"."""
    sure = {"asks": SURELY, "supposes": STORING}
    return any(act.kind in sure and act.chance >= sure[act.kind] for act in heard.done)


def is_foreign_word(heard: Resolution, text: str) -> bool:
    """True if a number without digits is a word of another language: the "once" of "fueron once" is eleven."""
    sure = any(act.kind == "foreign" and act.chance >= SURELY for act in heard.done)
    return sure and not any(map(str.isdecimal, text))


def is_something_else(heard: Resolution) -> bool:
    """True if words with a number in them very likely tell none: "skip this one", "ask me at 6", "nothing changes"."""
    if not heard.done:
        hardly = bool(heard.doubted) and heard.doubted[0][3] < SAYING  # "all of them, it's word of mouth"
        return not hardly and not any(kind in ANSWERS for kind, *_ in heard.doubted)
    if all(act.name in ("thanks", "praise", "abuse") for act in heard.done):
        return False  # "damn it, most", "cheers. so 30"
    if all(act.kind == "unknown" and A_NUMBER not in act.words for act in heard.done):
        return False  # "31, as far as I remember"
    if all(act.kind == "supposes" and act.chance >= SURELY for act in heard.done):
        return True
    if any(act.kind in (*ANSWERS, "foreign") or act.told is not None for act in heard.done):
        return False  # a number is one in any language
    return all(act.chance >= STORING and not any(_is_answer(rival) for rival in act.rivals) for act in heard.done)


def leaves_question(heard: Resolution) -> bool:
    """True if any words would answer a question, and these surely go on, back or away from it: "never mind, next one"."""
    wished = any(act.kind == "wants" and act.name in GOES_ON and act.chance >= SURELY for act in heard.done)
    return wished and all(act.kind in ("wants", "yes", "no", "social", "unknown") for act in heard.done)


def wants_too(heard: Resolution) -> bool:
    """True if words that begin with a no surely want, ask or mend something besides: "no way. what do others get"."""
    if any(act.kind == "corrects" and act.told is not None and act.chance >= JUDGING for act in heard.done):
        return True  # "no I wanted 4 a week, not 14"
    besides = [act for act in heard.done if act.kind in ("wants", "asks") and act.name not in LEAVES]
    return any(act.chance >= (JUDGING if act.kind == "asks" else SURELY) for act in besides)


def _is_answer(rival: Guess) -> bool:
    return rival[0] in ANSWERS and rival[3] >= WORTH_A_BUTTON


def readings_of(act: Act) -> list[Guess]:
    """Return the ways to read an act, its rivals among them."""
    own: Guess = (act.kind, act.name, act.value, act.chance)
    return [own, *(rival for rival in act.rivals if rival[3] >= WORTH_A_BUTTON)]
