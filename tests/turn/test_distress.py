"""Who is in distress always reads where to find help; who is only afraid of the step reads how to begin."""

import pytest

from tests.listening.played import played

HELP = "topics/social:distress"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'm so scared I can't sleep"),
        ("en", "i'm scared of losing the house"),
        ("en", "didn't do it. I'm scared I'll lose everything"),
        ("en", "put it off again. I can't get out of bed, I don't see the point of living"),
        ("en", "I haven't done it, my husband died and I can't cope"),
        ("en", "I'm desperate, nobody comes and I don't know how to feed my kids"),
        ("es", "ya no puedo más, no quiero seguir viviendo"),
        ("es", "estoy desesperado, voy a perder la casa"),
        ("pt-BR", "não aguento mais, não quero mais viver"),
        ("pt-BR", "não fiz, estou em depressão e não vejo saída"),
        ("ru", "я больше не могу так жить"),
        ("ru", "не сделал, жить не хочется"),
        ("id", "saya tidak kuat lagi, rasanya mau mati saja"),
        ("id", "belum saya lakukan, saya sudah putus asa dan tidak mau hidup lagi"),
        ("hi", "अब जीने का मन नहीं करता"),
    ],
)
def test_distress_is_answered_whatever_is_said_of_the_step_beside_it(language, text):
    done = played(text, "verdict", language)
    assert HELP in done.names
    assert not [name for name in done.names if name.startswith("topics/step")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "put it off twice. I think I'm scared of it tbh"),
        ("en", "honestly it scares me"),
        ("es", "me da miedo llamar"),
        ("pt-BR", "tenho medo de ligar"),
        ("ru", "боюсь звонить"),
        ("id", "takut nelpon mereka"),
        ("hi", "फोन करने से डर लगता है"),
    ],
)
def test_fear_of_the_step_is_answered_by_how_to_begin_and_nothing_is_kept(language, text):
    done = played(text, "verdict", language)
    assert "topics/objections:afraid" in done.names
    assert HELP not in done.names
    assert not [name for name in done.names if name.startswith("topics/step:")]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "it makes me feel desperate"), ("pt-BR", "isso me faz parecer desesperado")]
)
def test_a_step_that_feels_wrong_is_left_without_a_helpline(language, text):
    done = played(text, "verdict", language)
    assert "topics/objections:uneasy" in done.names
    assert HELP not in done.names
