"""Words with a number in them that mean something else, and corrections that name the old number."""

import pytest

from tests.listening.played import Owner, at, played


@pytest.mark.parametrize(
    "text",
    [
        "skip this one",
        "whats the point nothing changes",
        "cant now on a roof ask me at 6",
        "let me look in the diary, 1 min",
    ],
)
def test_a_sentence_that_tells_no_number_stores_none(text: str) -> None:
    assert not [act for act in played(text, "weekly").acts if act.kind == "tells"]


@pytest.mark.parametrize(
    ("state", "text", "name", "number"),
    [
        ("verdict", "i said 40 but it was more like 60", "people", 60),
        ("verdict", "it was 60 not 40", "people", 60),
        ("verdict", "right for me was 5 out of ten, not 8, i clicked wrong", "fit", 5),
        ("q:wanted", "change the number i gave before, 15 was too high should be 12", "room", 12),
    ],
)
def test_a_correction_that_names_the_old_number_mends_that_answer(
    state: str, text: str, name: str, number: float
) -> None:
    told = {act.name: act.value for act in played(text, state).acts if act.kind == "tells"}
    assert {name: f"{number:g}"} == {fact: value for fact, value in told.items() if fact == name}


@pytest.mark.parametrize(
    ("state", "text", "language"),
    [
        ("weekly_done", "ask at lunchtime instead, 12.30 fridays", "en"),
        ("weekly", "does it include bank holiday monday", "en"),
        ("weekly", "at a trade show, can i do it monday", "en"),
        ("menu", "la hora del aviso", "es"),
        ("weekly", "se cuenta el q me paró por la calle?", "es"),
        ("q:people", "mas vale so quem ligou?", "pt-BR"),
        ("q:talked", "а кто перезвонил сам тоже сюда?", "ru"),
        ("q:customers", "yang baru dp gimana?", "id"),
    ],
)
def test_a_question_or_a_wish_stores_nothing(state: str, text: str, language: str) -> None:
    done = played(text, state, language)
    assert not [act for act in done.acts if act.kind in ("tells", "unknown")]
    assert done.names.isdisjoint(("checkins/special:noted", "data/settings:changed", "dialogue/range:ask"))


def test_a_word_right_behind_a_number_is_of_that_number() -> None:
    assert [(act.name, act.value) for act in played("sepuluh pas", "q:customers", "id").acts] == [("customers", "10")]


@pytest.mark.parametrize(
    ("state", "text", "language", "told"),
    [
        ("start", "garment unit in Tirupur, buyers asking samples and no order", "en", {"trade": "manufacturing"}),
        ("q:people", "31 q eu lembre", "pt-BR", {"people": "31"}),
        ("q:customers", "5, cada tatuagem em média 900", "pt-BR", {"customers": "5", "value": "900"}),
        ("start", "abrí la óptica hace un mes", "es", {"trade": "shop", "age": "weeks"}),
    ],
)
def test_what_stands_beside_is_taken_and_what_is_denied_is_not(
    state: str, text: str, language: str, told: dict[str, str]
) -> None:
    assert {act.name: act.value for act in played(text, state, language).acts if act.kind == "tells"} == told


@pytest.mark.parametrize(
    ("state", "text", "language"),
    [
        ("q:room", "can two people use it at once?", "en"),
        ("weekly", "vuelvo en 10", "es"),
        ("q:people", "lo podemos usar 2?", "es"),
        ("q:customers", "é 0 se ninguém?", "pt-BR"),
        ("weekly", "на один назад", "ru"),
        ("q:people", "isi 0 kalo ga ada?", "id"),
    ],
)
def test_a_doubtful_number_is_asked_about(state: str, text: str, language: str) -> None:
    done = played(text, state, language)
    assert [act for act in done.acts if act.kind == "tells"] == done.proposed != []


def test_an_hour_to_ask_again_in_is_no_length() -> None:
    assert not [act for act in played("ask me in an hour", "q:lag").acts if act.kind == "tells"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("y a ti q más te da a quién", "es"), ("да без разницы, дальше давай", "ru"), ("udah ah, ke yg sebelumnya", "id")],
)
def test_what_says_nothing_of_an_activity_judges_none(text: str, language: str) -> None:
    assert "activity/reply" not in played(text, "activity", language).names


def test_a_setting_is_set_whatever_else_its_words_may_be() -> None:
    assert "data/settings:changed" in played("clocks wrong, im in dubai these days", "menu").names


def test_both_ways_beside_one_of_them_are_both() -> None:
    told = played("os 2, bolo simples pede no app, casamento vem conversar", "q:path", "pt-BR").acts
    assert ("path", "both") in [(act.name, act.value) for act in told]


def test_nothing_in_a_menu_is_no_number() -> None:
    assert not [act for act in played("nothing, was just looking", "menu").acts if act.kind == "tells"]


def test_what_was_left_open_is_taken_after_the_verdict() -> None:
    assert ("reason", "price") in [(act.name, act.value) for act in played("they all find us too dear", "verdict").acts]


@pytest.mark.parametrize("text", ["our name is Bright Spark Electrical", "call us Bright Spark Electrical"])
def test_a_name_is_taken_in_words(text: str) -> None:
    owner = Owner(at("menu"))
    owner.says(text)
    assert owner.chat is not None
    assert owner.chat.business.name == "Bright Spark Electrical"


def test_the_weekly_question_may_be_called_off_while_it_is_set_up() -> None:
    assert "checkins/schedule:off" in played("actually i dont want a weekly question", "zone").names


@pytest.mark.parametrize(
    ("state", "text"),
    [("zone", "why do u need my location"), ("activity", "why does it matter"), ("weekly", "why every week")],
)
def test_every_question_says_why_it_is_asked(state: str, text: str) -> None:
    assert any(name.endswith(":why") for name in played(text, state).names)


@pytest.mark.parametrize(
    ("text", "name", "number"), [("sorry 14 not 12", "people", 14), ("8 talked, not 9", "talked", 8)]
)
def test_what_is_told_after_a_week_is_of_that_week(text: str, name: str, number: int) -> None:
    owner = Owner(at("weekly_done"))
    owner.says(text)
    assert owner.chat is not None
    week = next(session for session in owner.chat.sessions if session.flow == "checkin")
    answer = week.answers[name]
    assert answer.amount is not None
    assert answer.amount.value == number


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("q:people", "what about folks who ring twice"),
        ("q:customers", "should I count the 3 that haven't paid yet?"),
        ("q:people", "does that include the 20 who only liked a post"),
        ("q:talked", "do the 6 who hung up count"),
        ("q:customers", "1 minute, somebody's at the door"),
    ],
)
def test_a_number_in_a_question_about_the_question_is_no_answer(state: str, text: str) -> None:
    assert not [act for act in played(text, state).acts if act.kind == "tells"]


@pytest.mark.parametrize(
    ("state", "text", "number"),
    [
        ("q:people", "26 if repeat buyers count, do they?", "26"),
        ("weekly", "so 14, do returning ones count", "14"),
        ("q:people", "about 30, does that include emails?", "30"),
        ("weekly", "9... is that bad?", "9"),
    ],
)
def test_a_number_before_a_question_is_an_answer(state: str, text: str, number: str) -> None:
    acts = played(text, state).acts
    assert ("people", number) in [(act.name, act.value) for act in acts]
    assert [act for act in acts if act.kind == "asks"]
