"""What is told in one breath: nouns beside numbers are weighed, and things and what is over count nothing."""

import pytest

from tests.listening.played import played

pytestmark = pytest.mark.unmeasured  # it reaches what others reach


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "event hall, 200 capacity, 60 inquiries, 9 paid a deposit", {"people": "60", "customers": "9"}),
        ("es", "salón de eventos, 200 aforo, 60 consultas, 9 reservaron", {"people": "60", "customers": "9"}),
        ("pt-BR", "salão de festas, 200 lotação, 60 mensagens, 9 fecharam", {"people": "60", "customers": "9"}),
        ("ru", "банкетный зал, 300 листовок, 60 звонков, 9 купили", {"people": "60", "customers": "9"}),
        ("id", "gedung acara, 300 brosur, 60 orang chat, 9 beli", {"people": "60", "customers": "9"}),
        ("hi", "हॉल, 300 पर्चे, 60 फ़ोन आए, 9 ने ख़रीदा", {"people": "60", "customers": "9"}),
        ("en", "my father's sweet shop, before Diwali 300 people per day and now 60", {"people": "60"}),
        ("es", "peluquería, antes 60 clientes al mes, ahora 25", {"customers": "25"}),
        ("ru", "парикмахерская, раньше 60 звонков в месяц, сейчас 25", {"people": "25"}),
        ("en", "plumber, 40 rang last month, 5 booked", {"people": "40", "customers": "5"}),
        ("en", "my numbers: 40 17 3", {"people": "40", "talked": "17", "customers": "3"}),
    ],
)
def test_what_a_number_is_called_says_what_it_counts(language, text, told):
    acts = played(text, "start", language).acts
    assert {act.name: act.value for act in acts if act.value[:1].isdecimal()} == told


@pytest.mark.parametrize(
    ("language", "state", "text", "told"),
    [
        ("en", "q:people", "only got 3 customers", {"customers": "3"}),
        ("en", "q:people", "i answered 18", {"talked": "18"}),
        ("en", "q:people", "I sent 60 quotes", {"talked": "60"}),
        ("en", "q:talked", "8 customers came out of it", {"customers": "8"}),
        ("en", "weekly", "we spoke to 8 people, 3 from before, 5 new", {"talked": "8"}),
        ("en", "q:people", "15 replied to my ad", {"people": "15"}),
        ("en", "q:people", "20 quote requests", {"people": "20"}),
        ("en", "idle", "no enquiries from the web form since may. phone ok, 12 a week", {"people": "12"}),
        ("en", "idle", "3 out of ten said yes", {}),
        ("en", "verdict", "I want five a week though, not two", {"wanted": "5"}),
        ("en", "verdict", "no I wanted 4 a week, not 14", {"wanted": "4"}),
        ("en", "idle", "the average order went from 300 to 420 since we bundled", {"value": "420"}),
        ("en", "weekly", "went from 9 to 14 people, and from 2 to 3 sold", {"people": "14", "customers": "3"}),
        ("es", "q:people", "subió de 20 a 30", {"people": "30"}),
        ("ru", "q:people", "упало с 30 до 20", {"people": "20"}),
        ("pt-BR", "q:people", "caiu de 30 para 20", {"people": "20"}),
        ("es", "q:people", "contesté 18", {"talked": "18"}),
        ("es", "q:talked", "salieron 8 clientes", {"customers": "8"}),
        ("pt-BR", "q:people", "respondi 18", {"talked": "18"}),
        ("pt-BR", "q:people", "só tive 3 clientes", {"customers": "3"}),
        ("ru", "q:people", "купили 12", {"customers": "12"}),
        ("ru", "q:talked", "8 купили", {"customers": "8"}),
        ("id", "q:people", "saya balas 18", {"talked": "18"}),
        ("id", "q:people", "12 yang beli", {"customers": "12"}),
        ("hi", "q:people", "मैंने 18 को जवाब दिया", {"talked": "18"}),
        ("hi", "q:people", "सिर्फ़ 3 ग्राहक मिले", {"customers": "3"}),
    ],
)
def test_a_number_that_says_what_it_counts_is_not_the_answer_to_another_question(language, state, text, told):
    done = played(text, state, language)
    assert not done.proposed
    assert {act.name: act.value for act in done.acts if act.value[:1].isdecimal()} == told


@pytest.mark.parametrize(
    ("state", "text", "told"),
    [
        ("q:fit", "8, although only 3 bought", {"fit": "8"}),
        ("q:fit", "i get 10 a day so hard to say. six", {"fit": "6"}),
        ("q:fit", "I've 3 employees who'd know better, I'd say 5", {"fit": "5"}),
        ("q:fit", "all of them, it's word of mouth so they know what they're getting", {"fit": "10"}),
        ("q:room", "fifteen cars a week fit in the yard, currently 9 come", {"room": "15"}),
        ("q:people", "in a normal month 60, but this is our slow month so 20", {"people": "20", "season": "quieter"}),
        ("q:customers", "eight out of the 30, rest went to my cousin's shop", {"customers": "8", "reason": "rival"}),
        ("q:talked", "35 out of the 50, and 9 said yes", {"talked": "35", "customers": "9"}),
        ("q:customers", "twelve families joined, twenty kids", {"customers": "12"}),
    ],
)
def test_of_several_numbers_the_one_that_was_asked_for_is_taken(state, text, told):
    assert {act.name: act.value for act in played(text, state).acts} == told


def test_numbers_of_several_steps_are_no_word_about_the_step():
    done = played("60 asked, 3 bought", "menu")
    assert not done.acts
    assert "topics/doubt:changed" in done.names


def test_numbers_of_several_steps_after_a_verdict_are_only_supposed():
    done = played("so 60 people asked us and 3 bought", "verdict")
    assert [act.kind for act in done.acts] == ["supposes"]
    assert any(option.startswith("/whatif") for option in done.options)


def test_a_reason_at_the_start_is_noted_and_the_questions_begin():
    done = played("those who said no mostly wanted something we don't do, like leather repair", "idle")
    assert [(act.name, act.value) for act in done.acts] == [("reason", "other_thing")]
    assert "checkup/trade:ask" in done.names
