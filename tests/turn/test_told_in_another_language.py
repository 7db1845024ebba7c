"""What is told in another language that is offered is taken, in the middle of a conversation in English."""

import pytest
from msgspec.structs import replace

from tests.listening.played import Owner, played

TOLD = [
    (
        "start",
        "Tengo una peluquería en Málaga. El mes pasado me escribieron 40 personas, hablé con 35 y 12 reservaron",
        {"trade": "beauty", "path": "talk", "people": "40", "talked": "35", "customers": "12"},
        "español",
    ),
    (
        "start",
        "soy fontanero, me llaman 30 al mes y 8 contratan",
        {"trade": "trades", "people": "30", "customers": "8"},
        "español",
    ),
    (
        "idle",
        "vendo ropa por internet, 200 visitas y 15 pedidos al mes",
        {"trade": "online_shop", "path": "order", "orders": "15", "visitors": "200"},
        "español",
    ),
    ("q:people", "fueron 40 y atendí a 30", {"people": "40", "talked": "30"}, "español"),
    ("q:busy", "estoy hasta arriba de trabajo", {"busy": "swamped"}, "español"),
    ("q:reason", "dicen que es caro", {"reason": "price"}, "español"),
    (
        "start",
        "sou eletricista em Recife, 25 pedidos de orçamento por mês, 6 fecham",
        {"trade": "trades", "people": "25", "customers": "6"},
        "português",
    ),
    ("weekly", "semana passada 12 contatos, 3 vendas", {"people": "12", "customers": "3"}, "português"),
]


@pytest.mark.parametrize(("state", "text", "told", "language"), TOLD)
def test_what_is_told_is_taken_and_the_language_offered(state, text, told, language):
    done = played(text, state)
    assert {act.name: act.value for act in done.acts if act.kind == "tells"} == told
    assert language in done.text


def test_a_question_in_another_language_stores_nothing():
    done = played("hola, ¿hablas español?", "start")
    assert {act.kind for act in done.acts} == {"foreign"}
    assert "español" in done.text


@pytest.mark.parametrize("words", ["по-русски", "чужим людям", "не знаю"])
def test_an_activity_that_is_plain_in_the_other_language_needs_no_more_questions(words):
    owner = Owner()
    owner.says("/start", "/ask", "emails")
    owner.chat = replace(owner.chat, owner=replace(owner.chat.owner, language="ru"))
    owner.says(words)
    assert all(session.state == "done" for session in owner.chat.sessions)


def test_going_over_to_another_language_in_an_activity_leaves_nobody_without_a_reply():
    for language in ("на русском", "en español", "em português", "bahasa indonesia"):
        owner = Owner()
        owner.says("/start", "/ask", "emails", language)
        assert owner.replies
        owner.says("?")
        assert owner.replies


@pytest.mark.parametrize(
    "text", ["and in hindi-english please", "give me the words in hindi english", "spanish or portuguese please"]
)
def test_two_languages_that_are_named_are_asked_about(text):
    assert not any(act.name == "language" and act.value for act in played(text, "verdict").acts)
    assert "data/settings:changed" not in played(text, "verdict").names


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("q:reason", "They choose somebody else, the one who promises the highest price. Dishonest, but it works."),
        ("verdict", "so 5 a week isnt right for november, first two weeks it was 15 then only 7. last wk 2"),
        ("verdict", "last wk it was only 2, the wk before that 5"),
    ],
)
def test_an_english_sentence_is_answered_in_english_whatever_one_of_its_words_looks_like(state, text):
    done = played(text, state)
    assert "foreign" not in {act.kind for act in done.acts}
    assert "français" not in done.text
    assert "рус" not in done.text
