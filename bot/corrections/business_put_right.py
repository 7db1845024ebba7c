"""The trade or the way of buying said to be wrong after a verdict: "I'm a nail studio, not a plumber", "we talk first really".

A message has to deny the answer that is kept, by its name or by what it means, or to say that it was taken for something
else; and in a part of its own it tells another one. Where that is plain, the answer is changed and the verdict comes again;
where it is not, the likeliest are buttons.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.checkup.commands import opened_again, with_verdict
from bot.core.records import Chat, Session
from bot.dialogue.context import Context
from bot.dialogue.prompting import ask_among
from bot.dialogue.scene import Turned
from bot.hearing.narrowed import says
from bot.hearing.policy import BESIDE, CHOOSING, JUDGING, SURELY
from bot.hearing.taking import take_facts
from bot.hearing.which_trade import OTHER, in_order
from bot.language.listening.acts import Act
from bot.language.listening.lexicon import own_trades, trades_named
from bot.language.listening.passages import TextPassage, denies_change, passages_of
from bot.language.listening.reader import read_acts
from bot.language.match import fold
from bot.language.templates import Words
from bot.talk.objections import is_surely_uneasy
from bot.talk.wished import behind, do_command

TRADE, PATH = "trade", "path"
NEGATION, OWNER = "negation", "subject"
MENDS = "mends"
SLIPS = frozenset({"disagree", MENDS})
ECHO = 3  # words of a part that only takes up what was shown: "car dealer??"
NAMED = 0.5  # chance from which a part means an option
DENIED = 0.3  # and from which the reader hears a correction
LEAST, OFFERED = 0.1, 2
PLAINLY = {TRADE: BESIDE, PATH: SURELY}
"""How surely another option must be told to be taken at once."""

FAR_BEFORE = 4.0  # times as likely as the next trade; what is taken is said, and easily changed
LONG = 5  # letters of a word by which a label is taken up: "what emergency?"


class AnswerSaidWrong(Struct, frozen=True):
    """An answer that a message says is wrong.

    Attributes:
        name: of the answer.
        likely: the options that it may be instead, with their chances, the likeliest first.
    """

    name: str
    likely: tuple[tuple[str, float], ...]

    @property
    def plain(self) -> str:
        """Return the option that is told beyond doubt, or for a trade far before all others; nothing where none is."""
        if not self.likely:
            return ""
        (option, chance), *others = self.likely
        far_before = self.name == TRADE and chance >= CHOOSING and all(chance >= FAR_BEFORE * one for _, one in others)
        return option if far_before or chance >= PLAINLY[self.name] else ""


class _SaidOfBusiness(Struct, frozen=True):
    """A message about the business: all of it, its parts, and the words of its language."""

    text: str
    parts: tuple[TextPassage, ...]
    words: Words


def business_put_right(context: Context, chat: Chat, text: str) -> Turned | None:
    """Change the trade or the way of buying that a message says is wrong, or ask for it; None where it says so of neither."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done" or is_surely_uneasy(text, context.words):
        return None  # "asking for money makes me sick, I'm a singer, not a fundraiser" is said of the step
    wrong = said_wrong(text, session, context.words)
    told = [Act("corrects", one.name, one.plain, words=text) for one in wrong if one.plain]
    if told:
        return take_facts(opened_again(context, chat, session), text, told, context)
    if not wrong:
        return None
    (one, *_) = wrong
    chat, replies = do_command(context, chat, "fix", f"{session.number} {one.name}")
    if one.name == PATH:
        return chat, behind([context.words.say("topics/doubt", "off")], replies)
    scene = context.scene(chat)
    if scene is None or (question := scene.current) is None or question.id != one.name or not one.likely:
        return chat, replies
    return ask_among(scene, question, in_order(question, [option for option, _ in one.likely[:OFFERED]]))


def said_wrong(text: str, session: Session, words: Words) -> Sequence[AnswerSaidWrong]:
    """Return which of the two answers a message says are wrong: those it puts right plainly, or else the first."""
    parts = tuple(part for part in passages_of(text, words.language) if any(map(str.isalpha, part.text)))
    if not parts or any(not told.share and told.amount.value > 1 for part in parts for told in part.numbers):
        return ()
    said = _SaidOfBusiness(text, parts, words)
    kept = {name: answer.choice for name in (TRADE, PATH) if (answer := session.answers.get(name)) and answer.choice}
    found = [one for name, old in kept.items() if (one := _wrong(name, old, said))]
    return [one for one in found if one.plain] or found[:1]


def _wrong(name: str, old: str, said: _SaidOfBusiness) -> AnswerSaidWrong | None:
    """Return what an answer may be instead of the option that is kept; None where nothing says that this is wrong."""
    denials = [part for part in said.parts if _denies(part, name, old, said)]
    others = [part for part in said.parts if part not in denials and not _is_no_telling(part, said.words)]
    chances = _meant(name, ", ".join(part.text for part in others), said.words.language) if others else {}
    pressed = name == PATH and bool(denials) and _is_said_wrong(said)  # "nobody orders online, I pressed the wrong one"
    if chances.get(old, 0.0) >= NAMED and not pressed:
        return None
    by_owner = name == PATH or any(_is_owners(part, said.words.language) for part in others)
    told = sorted(
        ((one, chance) for one, chance in chances.items() if by_owner and one != old), key=lambda one: -one[1]
    )
    found = AnswerSaidWrong(name, tuple((one, chance) for one, chance in told if chance >= LEAST))
    return found if (_is_wrong_path if name == PATH else _is_wrong_trade)(found, denials, said) else None


def _is_wrong_path(found: AnswerSaidWrong, denials: Sequence[TextPassage], said: _SaidOfBusiness) -> bool:
    if denials:
        return bool(found.plain) or any(SLIPS & part.kinds for part in denials) or _is_said_wrong(said)
    slipped = any(SLIPS & part.kinds for part in said.parts)
    return slipped and bool(found.likely) and found.likely[0][1] >= JUDGING


def _is_said_wrong(said: _SaidOfBusiness) -> bool:
    """True if a part says that something is wrong: "I pressed the wrong button", and not "how do I change that"."""
    return any(part.kinds >= SLIPS for part in said.parts)


def _is_wrong_trade(found: AnswerSaidWrong, denials: Sequence[TextPassage], said: _SaidOfBusiness) -> bool:
    if says("wrong_trade", said.text, said.words):
        return True
    mended = any(MENDS in part.kinds for part in said.parts) and any(map(_is_negated, said.parts))
    taken = bool(denials) or says("taken_for", said.text, said.words)
    if found.plain:
        return (
            taken or mended or (found.likely[0][1] >= JUDGING and any(_denies_a_trade(one, said) for one in said.parts))
        )
    likely = bool(found.likely) and found.likely[0][1] >= NAMED
    return (taken and likely) or (bool(denials) and _is_corrected(said))


def _denies_a_trade(part: TextPassage, said: _SaidOfBusiness) -> bool:
    """True if a part denies any trade by its name, be it not the one that is kept."""
    return _is_negated(part) and bool(trades_named([word.text for word in part.words], said.words.language))


def _is_corrected(said: _SaidOfBusiness) -> bool:
    """True if the reader hears that the trade is corrected."""
    acts = read_acts(said.text, "verdict", language=said.words.language)
    return any(act.chance >= DENIED and (act.kind, act.name) == ("corrects", TRADE) for act in acts)


def _is_negated(part: TextPassage) -> bool:
    return NEGATION in part.kinds or any(not told.amount.high for told in part.numbers)


def _is_no_telling(part: TextPassage, words: Words) -> bool:
    """True for a part that tells no option: it says what is not so, or what the bot is thought to think."""
    return _is_negated(part) or says("taken_for", part.text, words)


def _denies(part: TextPassage, name: str, old: str, said: _SaidOfBusiness) -> bool:
    """True if a part names the option that is kept, and denies it, takes it up as it was shown, or says that the bot thinks so."""
    first = part is said.parts[0] and len(said.parts) > 1
    if name == TRADE and first and _is_asked_in(said.text) and _buyers_of(old, part, said.words):
        return True
    echoes = first and len(part.words) <= ECHO and _is_asked_in(said.text)
    if name == PATH and denies_change(part):
        return False
    if not _is_negated(part) and not echoes and not says("taken_for", part.text, said.words):
        return False
    return _names(part, name, old, said.words)


def _is_asked_in(text: str) -> bool:
    """True if a part of a text is a question by its mark."""
    return "?" in text


def _names(part: TextPassage, name: str, old: str, words: Words) -> bool:
    """True if a part means an option, or names it as the bot shows it."""
    said = f" {fold(part.text)} "
    if name == PATH:
        listed = any(f" {fold(one)} " in said for one in words.listed("checkup/path", f"names_{old}"))
        return listed or _meant(name, part.text, words.language).get(old, 0.0) >= NAMED
    shown = (fold(piece) for piece in words.label(f"trades/{old}", "label").split(","))
    if any(f" {piece.strip()} " in said for piece in shown if piece):
        return True
    if len(part.words) <= ECHO + _is_negated(part) and _is_taken_up(said, fold(words.label(f"trades/{old}", "label"))):
        return True
    spelt = [word.text for word in part.words]
    named = {one.trade for one in trades_named(spelt, words.language)}
    return old in named or _meant(name, part.text, words.language).get(old, 0.0) >= NAMED


def _is_taken_up(said: str, label: str) -> bool:
    """True if a few words hold a long one of a label, or begin with it: the "trades" of "tradesman"."""
    return any(f" {word.strip(',')}" in said for word in label.split() if len(word.strip(",")) >= LONG)


def _buyers_of(trade: str, part: TextPassage, words: Words) -> bool:
    """True if a part holds what the buyers of a trade are called, where that is a word of its own: "patients?"."""
    usual = fold(words.label(f"trades/{OTHER}", "buyers"))
    called = fold(words.label(f"trades/{trade}", "buyers"))
    return called != usual and f" {called} " in f" {fold(part.text)} "


def _is_owners(part: TextPassage, language: str) -> bool:
    return OWNER in part.kinds or bool(own_trades([word.text for word in part.words], language))


def _meant(name: str, text: str, language: str) -> Mapping[str, float]:
    """Return how likely each option is told; the encoder is loaded with the first message that needs it."""
    from bot.language.listening.told_meant import options_meant, trades_meant

    return (
        trades_meant(text, f"q:{name}", language) if name == TRADE else options_meant(text, f"q:{name}").get(name, {})
    )
