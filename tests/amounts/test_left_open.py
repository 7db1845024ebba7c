"""Numbers of which nothing says what they count: they are asked about, and never taken or left out in silence."""

import pytest

from tests.amounts.score import play

pytestmark = pytest.mark.unmeasured  # it reaches what others reach


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("en", "ads 12, referrals 8, walk ins 4", "24"),
        ("en", "7 in the first week, 9 in the second, 6 and 8", "30"),
        ("en", "6 on the monthly plan and 2 yearly", "8"),
        ("es", "4 bodas y 2 bautizos", "6"),
        ("es", "primera semana 5 segunda 8 tercera 4 cuarta 6", "23"),
        ("pt-BR", "6 plano mensal e 2 anual", "8"),
        ("pt-BR", "30 no site e 45 no mercado livre", "75"),
        ("ru", "авито 12, директ 8, сарафан 4", "24"),
        ("id", "5 les inggris, 4 matematika, 2 fisika", "11"),
        ("hi", "विज्ञापन से 12, रेफ़रल 8, राह चलते 4", "24"),
    ],
)
def test_named_parts_are_a_sum_that_is_offered(language: str, text: str, first: str) -> None:
    done = play(text, "q:people", language)
    taken = done.answers.get("people")
    assert (f"{taken.amount.value:.0f}" if taken else done.buttons[0]) == first


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "18 new out of 30 in total"),
        ("en", "12 on weekdays 7 at weekends"),
        ("es", "2 al dia y los sabados 6"),
        ("pt-BR", "semana passada 12, essa 9"),
        ("ru", "за прошлую неделю 12, за эту 9"),
        ("hi", "पिछले हफ़्ते 12, इस हफ़्ते 9"),
        ("hi", "मेले से 15 और पर्चे से 9"),
    ],
)
def test_a_second_number_that_nothing_names_is_asked_about(language: str, text: str) -> None:
    done = play(text, "q:people", language)
    assert not done.answers
    assert len(done.buttons) >= 3


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "40 messages, 6 bought"),
        ("ru", "40 сообщений, 6 купили"),
        ("es", "40 mensajes, 6 compraron"),
        ("pt-BR", "40 mensagens, 6 compraram"),
        ("id", "40 chat, 6 beli"),
        ("hi", "40 मैसेज, 6 ने ख़रीदा"),
    ],
)
def test_a_second_number_is_another_fact_that_a_word_names(language: str, text: str) -> None:
    told = {name: answer.amount.value for name, answer in play(text, "q:people", language).answers.items()}
    assert told == {"people": 40, "customers": 6}


def test_staff_beside_the_answer_are_no_second_number() -> None:
    assert play("we are 5 staff and 40 people got in touch", "q:people").answers["people"].amount.value == 40


def test_two_weeks_are_added_up_over_both() -> None:
    assert "21 in the last 2 weeks" in play("12 this week, 9 last week", "q:people").buttons


def test_a_number_that_may_be_told_again_does_not_change_an_earlier_answer() -> None:
    done = play("rang 6 of them, got 2 jobs", "q:busy")
    assert "customers" not in done.answers


def test_a_part_is_not_taken_for_an_earlier_answer() -> None:
    done = play("respondi os 30 do zap e os 10 do insta", "q:talked", "pt-BR")
    taken = done.answers.get("talked")
    assert "people" not in done.answers
    assert taken.amount.value == 40 if taken else any("40" in button for button in done.buttons)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12 enquiries, 4 from regulars"),
        ("es", "12 consultas, 4 de clientes antiguos"),
        ("pt-BR", "12 contatos, 4 clientes antigos"),
        ("ru", "12 обращений, 4 от постоянных клиентов"),
        ("id", "12 chat, 4 pelanggan lama"),
        ("hi", "12 पूछताछ, 4 पुराने ग्राहक"),
    ],
)
def test_those_who_were_customers_before_are_not_won(language: str, text: str) -> None:
    done = play(text, "weekly", language)
    assert not done.answers
    assert done.buttons[:2] == ("8", "12")


def test_parts_that_come_in_a_way_each_are_no_total() -> None:
    assert play("2 emails 3 calls 1 walk in", "q:people").answers["people"].amount.value == 6
