"""What is said to turn a verdict: an owner who supposes it in own words reads the same side."""

import html
import random
import re
from datetime import date
from math import ceil, floor

import pytest
from msgspec.structs import replace

from bot import diagnosis
from bot.core.week_numbers import FIELDS
from bot.diagnosis import Answers
from bot.diagnosis.again import AGAIN
from bot.diagnosis.suppositions import at_same_rates
from bot.diagnosis.talk import tell_about
from bot.diagnosis.tell import tell
from bot.diagnosis.verdict import Flip
from bot.language.listening.reader import read_acts
from bot.language.templates import words
from tests.checkup.follow_ups import OWNERS, after_the_verdict
from tests.checkup.test_what_if import said, supposer
from tests.diagnosis.businesses import varied_businesses
from tests.diagnosis.conftest import business
from tests.listening.played import Owner

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

MANY, SEED, TODAY = 160, 31, date(2026, 11, 29)
A_MONTH = 4.348
ASKED = ("flip", f"flip {AGAIN}", "flip marketing", "flip sales", "differ marketing", "differ sales")
TURN = re.compile(r"(If (?:[^.]|\.(?=\d))*), I'd lean to ([^.]*)\.")
OWN = {"you'd": "I'd", "you had": "I had", "you could": "I could", "you wanted": "I wanted", "for you": "for me"}
SUPPOSED = re.compile(r"<b>(?:still )?(?:a lean to|most likely|clearly) (.*?) \(")


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def in_own_words(sentence: str) -> str:
    """Turn "If you had talked with 30 of them rather than 36" into "what if I had talked with 30 of them"."""
    text = re.sub(r"^If", "what if", re.sub(r" rather than .*", "", sentence))
    for theirs, own in OWN.items():
        text = text.replace(theirs, own)
    return text


def is_named(side: str, told: str) -> bool:
    """True if what is told of a supposition names a side, or that nothing is short."""
    found = SUPPOSED.search(html.unescape(told))
    named = found[1] if found else ""
    return named in {side, "nothing is short" if side == "nothing being short" else side}


def some_told_otherwise(chance: random.Random) -> list[Answers]:
    """Make businesses, some of which told their numbers by the quarter or in several weeks, so that they are no whole ones."""
    return [_told_otherwise(answers, chance) for answers in varied_businesses(supposer().trades, MANY, SEED)]


def _told_otherwise(answers: Answers, chance: random.Random) -> Answers:
    (period,) = answers.periods
    known = {name: given for name in FIELDS if (given := getattr(period, name)) is not None}
    parts = chance.choice(((1.0,), (1.0,), (4 / (3 * A_MONTH),), (0.2, 0.3, 0.5)))
    return replace(
        answers,
        periods=tuple(
            replace(period, weeks=period.weeks * part, **{name: given.times(part) for name, given in known.items()})
            for part in parts
        ),
    )


def test_a_change_that_is_said_to_turn_a_verdict_names_that_side_where_it_is_supposed():
    here, spoken = supposer(), words("en")
    heard = 0
    for answers in some_told_otherwise(random.Random(SEED)):
        verdict = diagnosis.diagnose(answers, here.trades)
        told = [tell_about(asked, verdict, spoken, here.trades) for asked in ASKED]
        told.append(tell(verdict, spoken, here.trades, most=4_000))
        for sentence, side in {turn for text in told for turn in TURN.findall(plain(text))}:
            text = in_own_words(sentence)
            facts = here.heard(verdict.answers, text, read_acts(text, "verdict", language="en"), TODAY, spoken)
            assert is_named(side, here.tell(verdict.answers, facts, spoken)), (sentence, side, facts)
            heard += 1
    assert heard > MANY


def slips(turn: Flip) -> list[float]:
    """Return the numbers between what was answered and the edge of owners' usual error: whole people, else 20 steps."""
    near, far = sorted((turn.before, turn.after))
    if turn.question in FIELDS:
        return [float(count) for count in range(floor(near) + 1, ceil(far))]
    return [near + (far - near) * part / 20 for part in range(1, 20)]


def test_a_small_slip_that_is_said_to_tip_a_verdict_does_so():
    trades, close = supposer().trades, 0
    for answers in varied_businesses(trades, MANY, SEED):
        turn = diagnosis.flip(answers, trades)
        if turn is None or not turn.close:
            continue
        changed = (diagnosis.supposed(answers, {turn.question: slip}) for slip in slips(turn))
        assert turn.state in {diagnosis.diagnose(one, trades).named for one in changed}, turn
        close += 1
    assert close > 5


@pytest.mark.parametrize("name", sorted(OWNERS))
def test_an_owner_who_types_it_reads_the_same_side(name):
    owner = Owner(after_the_verdict(name))
    owner.events = 1_000
    owner.says("what would change it")
    told = html.unescape(said(owner))
    turned = TURN.search(told)
    if turned is None:
        assert "already tip it" in told or "No small change of one number would change it" in told
        return
    sentence, side = turned.groups()
    owner.says(in_own_words(sentence))
    assert is_named(side, "\n".join(reply.text for reply in owner.replies)), (told, said(owner))


ECHOED = [
    ("es", "y si se hubieran quedado 17 de esas 36", "customers", 17),
    ("es", "y si de las diez últimas hubieran encajado conmigo 4", "fit", 4),
    ("es", "y si me conformara con 2 a la semana", "wanted", 2),
    ("es", "y si pudiera atender a 20 personas nuevas a la semana", "room", 20),
    ("pt-BR", "e se só tivessem ficado 3 dessas 36", "customers", 3),
    ("pt-BR", "e se 4 das dez últimas tivessem combinado comigo", "fit", 4),
    ("pt-BR", "e se eu quisesse só 2 por semana", "wanted", 2),
    ("pt-BR", "e se eu conseguisse atender 20 pessoas novas por semana", "room", 20),
    ("ru", "а что если бы осталось 17 из этих 36", "customers", 17),
    ("ru", "а что если бы мне подходили 4 из последних десяти", "fit", 4),
    ("ru", "а что если бы я хотел 2 в неделю", "wanted", 2),
    ("ru", "а что если бы я мог принять в неделю 20 новых человек", "room", 20),
    ("id", "bagaimana kalau hanya 3 dari 36 orang itu yang jadi beli", "customers", 3),
    ("id", "bagaimana kalau ada 4 dari sepuluh orang terakhir yang cocok", "fit", 4),
    ("id", "bagaimana kalau saya hanya ingin 2 per minggu", "wanted", 2),
    ("id", "bagaimana kalau saya sanggup melayani 20 orang baru per minggu", "room", 20),
    ("hi", "अगर उन 36 में से सिर्फ़ 3 रुक जाते तो", "customers", 3),
    ("hi", "अगर पिछले दस में से 4 मेरे काम के होते तो", "fit", 4),
    ("hi", "अगर मुझे हफ़्ते में 2 ही काफ़ी होते तो", "wanted", 2),
    ("hi", "अगर हफ़्ते में 20 नए लोगों को सँभालने की जगह होती तो", "room", 20),
    ("es", "y si me hubieran contactado 20 personas", "people", 20),
    ("pt-BR", "e se tivessem me procurado 20 pessoas", "people", 20),
    ("ru", "а что если бы обратилось 20 человек", "people", 20),
    ("id", "bagaimana kalau yang menghubungi 20 orang", "people", 20),
    ("hi", "अगर 20 लोगों ने संपर्क किया होता तो", "people", 20),
    ("es", "y si hubiera hablado con 20", "talked", 20),
    ("pt-BR", "e se eu tivesse conversado com 20", "talked", 20),
    ("ru", "а если бы разговоров было 20", "talked", 20),
    ("id", "bagaimana kalau 20 dari mereka saya ajak bicara", "talked", 20),
    ("hi", "अगर उनमें से 20 से बात हुई होती तो", "talked", 20),
]


@pytest.mark.parametrize(("language", "text", "question", "number"), ECHOED)
def test_the_sentence_is_heard_in_every_language(language, text, question, number):
    base = business(40, 36, 5, room=15, wanted=4, fit=8)
    facts = supposer().heard(base, text, read_acts(text, "verdict", language=language), TODAY, words(language))
    assert at_same_rates(base, facts)[question] == number
    assert len(facts) == 1
