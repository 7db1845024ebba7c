"""A number is put right by what was counted wrongly: the sum is taken where it is told, and supposed where it is worked out."""

import pytest
from msgspec.structs import replace

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to, stored
from tests.checkup.reactions import TALKING
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner

CATERER = {**TALKING, "trade": "caterer", "people": "40", "talked": "33", "customers": "9", "room": "9", "wanted": "6", "fit": "6", "reason": "they go to somebody else"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    monkeypatch.setitem(OWNERS, "caterer", CATERER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I put 40 but four of those were my own repeat office lunches, so 36", {"people": 36}),
        ("I said 33 but two of those were my mum asking about a cake, so 31 really", {"talked": 31}),
        ("33 was wrong because 5 were spam. So it's 28", {"talked": 28}),
        ("33 was wrong, it was more like 38", {"talked": 38}),
        ("6 was wrong, only about 4 in 10 are any good, rest want one cake cut in half", {"fit": 4}),
        (
            "The 33 isn't right, Sandra also spoke to four who walked in, so 37. Does that alter matters?",
            {"talked": 37},
        ),
        ("three of those 40 were sales calls, so it's 37", {"people": 37}),
        ("correction: two of the 9 cancelled so that's 7. does that change anything?", {"customers": 7}),
    ],
)
def test_a_new_number_that_is_told_with_its_reason_is_taken(text, expected):
    assert stored("caterer", text) == expected


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("33 is wrong, that's only the ones who got through to me. My sister spoke to another 3", "With 36 talked with"),
        ("The 33 isn't right, Sandra also spoke to four who walked in, so should that be 37?", "With 37 talked with"),
        ("I think 40 is wrong, some only asked for the price list so take 8 off and take the same 8 off the talked ones", "With 32 people in touch and 25 talked with"),
        ("40 was wrong, 5 more came by the van", "With 45 people in touch"),
    ],
)  # fmt: skip
def test_a_sum_that_is_worked_out_or_asked_about_is_supposed_and_can_be_kept(text, supposed):
    owner, _ = answer_to("caterer", text)
    assert said(owner).startswith(supposed)
    assert labels(owner) == ["Keep it", "Back to my numbers"]
    assert stored("caterer", text) == {}


def test_a_sum_that_is_more_than_its_whole_is_asked_about():
    owner, _ = answer_to("caterer", "33 is wrong, I left out another 12 who rang back")
    assert "That would be 45 talked with, but only 40 got in touch." in said(owner)


@pytest.mark.parametrize(
    "text", ["rang 6 of those 40 and 2 booked, so 34 to go", "of the 40, four booked, so 36 said no"]
)
def test_what_came_of_the_step_is_no_sum(text):
    assert stored("caterer", text) == {}
    assert "Keep it" not in labels(answer_to("caterer", text)[0])


@pytest.mark.parametrize(
    ("language", "told", "supposed"),
    [
        ("es", "puse 33 pero dos eran clientes de siempre, así que 31", "el 33 está mal, quita 2"),
        ("pt-BR", "coloquei 33 mas dois eram clientes antigos, então 31", "o 33 está errado, tira 2"),
        ("ru", "я написал 33, но двое из них старые клиенты, значит 31", "33 — это ошибка, убери 2"),
        ("id", "saya tulis 33 tapi dua di antaranya pelanggan lama, jadi 31", "33 itu salah, kurangi 2"),
        ("hi", "मैंने 33 लिखा था पर दो पुराने ग्राहक थे, तो 31", "33 ग़लत है, उसमें से 2 हटा दो"),
    ],
)
def test_sums_are_understood_in_every_language(language, told, supposed):
    chat = after_the_verdict("caterer")
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(told)
    assert owner.chat.sessions[-1].answers["talked"].amount.value == 31
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(supposed)
    assert "31" in said(owner)
    assert owner.chat.sessions[-1].answers["talked"].amount.value == 33
    assert any(data.startswith("/whatif") and "keep" in data for _, data in owner.chat.owner.offered)


@pytest.mark.parametrize(
    "text",
    [
        "two of the ones that were thinking said yes, so that's eleven now",
        "another two came back and booked so thats 11 of the 33",
        "2 more paid their deposit today, which makes it 11 out of the 33 now",
    ],
)
def test_who_decided_since_is_counted_where_the_new_total_is_told(text):
    assert stored("caterer", text) == {"customers": 11}


@pytest.mark.parametrize("text", ["rang 5 and 2 want a date, so 3 to go", "two said yes, that's eleven now, right?"])
def test_a_sum_that_does_not_come_out_or_is_asked_changes_nothing(text):
    assert stored("caterer", text) == {}
