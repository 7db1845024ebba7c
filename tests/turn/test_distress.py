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


GIVING_UP = "topics/social:giving_up"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "i'm thinking of packing it in"),
        ("en", "honestly I might just shut up shop"),
        ("en", "I feel like throwing in the towel"),
        ("en", "what would you do if you were me, i'm thinking of packing it in"),
        ("es", "estoy por tirar la toalla"),
        ("pt-BR", "estou pensando em fechar a loja"),
        ("ru", "думаю закрыть бизнес"),
        ("id", "rasanya mau tutup usaha saja"),
        ("hi", "sochta hoon dukaan band kar doon"),
    ],
)
def test_who_would_give_up_the_business_reads_a_humane_word_and_no_helpline(language, text):
    done = played(text, "verdict", language)
    assert GIVING_UP in done.names
    assert HELP not in done.names
    assert "topics/step:cant" not in done.names


@pytest.mark.parametrize(
    "text",
    [
        "does it matter that i turn away 23 people a month? feels like money down the drain",
        "these ads are money down the drain",
        "that flyer was a waste of money",
    ],
)
def test_wasted_money_is_no_distress(text):
    assert HELP not in played(text, "verdict").names


@pytest.mark.parametrize(
    "text",
    ["I'm desperate, might as well pack it in", "i'm packing it in, no point living", "I'll lose the house, I give up"],
)
def test_who_gives_up_more_than_the_business_reads_where_to_find_help(text):
    assert HELP in played(text, "verdict").names


@pytest.mark.parametrize(
    ("state", "text", "told"),
    [
        ("q:talked", "20, honestly i'm thinking of packing it in", {"talked": "20"}),
        ("q:busy", "waiting. sometimes I think of closing the shop", {"busy": "waiting"}),
        ("q:people", "throwing in the towel soon", {}),
    ],
)
def test_the_check_up_goes_on_with_a_humane_word(state, text, told):
    done = played(text, state)
    assert GIVING_UP in done.names
    assert {act.name: act.value for act in done.acts if act.kind == "tells"} == told


@pytest.mark.parametrize(
    "text", ["I can't ring them at 5, I close the shop then", "they said they'd shut up shop at 6"]
)
def test_closing_for_the_day_gives_up_nothing(text):
    assert GIVING_UP not in played(text, "verdict").names
