"""A "one", "nothing" or "all" that is a way of speaking and no answer."""

import pytest

from tests.listening.played import played

WAYS_OF_SPEAKING = [
    ("en", "this is one big joke"),
    ("en", "I've had it with all of this"),
    ("en", "none of it makes sense to me"),
    ("es", "esto es una tontería"),
    ("es", "tengo un problema con la pregunta"),
    ("pt-BR", "estou cansado de tudo isso"),
    ("ru", "надоело всё"),
    ("ru", "ничего страшного"),
    ("id", "semua kacau di sini"),
    ("hi", "sab bekar hai"),
]
ANSWERS = [
    ("en", "one lady from church", 1),
    ("en", "not a single one", 0),
    ("en", "zero so far", 0),
    ("es", "solo una señora", 1),
    ("es", "no llamó nadie", 0),
    ("pt-BR", "só um casal", 1),
    ("ru", "никто не звонил", 0),
    ("ru", "одна женщина", 1),
    ("id", "satu orang saja", 1),
    ("hi", "ek", 1),
    ("hi", "kisi ne nahi pucha", 0),
]


@pytest.mark.parametrize("question", ["people", "talked"])
@pytest.mark.parametrize(("language", "text"), WAYS_OF_SPEAKING)
def test_a_way_of_speaking_is_not_stored_as_a_number(language, text, question):
    done = played(text, f"q:{question}", language)
    assert not [act for act in done.acts if act.kind == "tells" and act.name == question and act not in done.proposed]


@pytest.mark.parametrize(("language", "text", "number"), ANSWERS)
def test_a_small_word_that_answers_is_taken(language, text, number):
    done = played(text, "q:people", language)
    assert [act.value for act in done.acts if act.name == "people" and act not in done.proposed] == [str(number)]
