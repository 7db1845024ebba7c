"""Who leaves, puts off or wishes for a screen gets that, whatever else the words may tell; nothing is stored of it."""

import pytest

from tests.listening.played import played


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("q:reason", "boss wants me, talk soon"),
        ("q:lag", "the kettle's boiled and so have I, another day"),
        ("q:people", "customer just walked in"),
    ],
)
def test_who_leaves_a_question_may_go_on_later_and_answers_nothing(state: str, text: str) -> None:
    done = played(text, state)
    assert "menu/start:put_aside" in done.names
    assert [act for act in done.acts if act.kind == "tells"] == []


def test_who_leaves_beside_a_number_is_offered_to_stop_there() -> None:
    done = played("30. got to go, patient waiting", "q:people")
    assert [act.value for act in done.acts] == ["30"]
    assert "Stop here" in done.buttons


def test_a_wish_to_be_asked_later_is_no_note_of_the_week() -> None:
    done = played("kids off sick, remind me on thursday", "weekly")
    assert "topics/doubt:later" in done.names
    assert not any(name.startswith("checkins/special") for name in done.names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i wish i could see how the weeks went", "checkins/weeks"),
        ("quiet season now, ask me again in march", "topics/doubt:unasked"),
        ("delete my figures, i dont want you holding them", "data/delete"),
        ("where can i change my town and currency", "data/settings"),
    ],
)
def test_a_sure_wish_after_a_verdict_goes_before_what_the_words_may_be_about(text: str, name: str) -> None:
    done = played(text, "verdict")
    assert any(one.startswith(name) for one in done.names), done.names
    assert done.acts == [] or {act.kind for act in done.acts} <= {"wants", "asks"}
