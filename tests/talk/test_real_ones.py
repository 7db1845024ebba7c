"""How many were real, told with the wrong ones: the verdict without the others is supposed, and nothing is kept."""

import pytest

from tests.checkup.follow_ups import after_the_verdict, answer_to
from tests.checkup.test_what_if import labels, said


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("gym", "half of those 30 only wanted a day pass, they would never join", "15 people in touch, 14 talked with"),
        ("gym", "the other 16 were kids asking for a football club, they could never join", "14 people in touch, 14"),
        ("gym", "really only 20 of the 30 could ever join, the rest live two hours away", "20 people in touch, 14"),
        (
            "venue",
            "a third of the 60 were never real, they wanted a dinner and no wedding",
            "40 people in touch, 20 talked with",
        ),
        (
            "venue",
            "10 of the 20 I talked with were students for a school project, never real",
            "50 people in touch, 10",
        ),
    ],
)
def test_who_tells_how_many_were_real_is_told_the_verdict_with_these(name, text, told):
    owner, _ = answer_to(name, text)
    assert f"With {told}" in said(owner)
    assert "Nothing is changed" in said(owner)
    assert "Keep it" in labels(owner)
    assert owner.chat.business.checkup == after_the_verdict(name).business.checkup


@pytest.mark.parametrize(
    "text",
    [
        "Only 8 out of 10 right for me because two always ask for free advice",
        "8 of ten fit, the others are freeloaders who ask for free advice",
        "eight of the last ten were right, the rest just want free stuff and never pay",
    ],
)
def test_who_says_why_some_of_the_last_ten_are_wrong_is_told_how_to_have_fewer(text):
    owner, found = answer_to("fitter", text)
    assert "topics/remarks:fewer_wrong" in found
    assert "With " not in said(owner)


@pytest.mark.parametrize(
    "text",
    [
        "most of those 16 I missed were kids, not customers",
        "6 out of 14 looks bad, the others only wanted a free towel",
        "a lot of them are timewasters who could never join",
    ],
)
def test_how_many_were_real_is_asked_where_it_is_not_told(text):
    owner, _ = answer_to("gym", text)
    assert "people in touch, 14 talked with and" not in said(owner)


def test_a_sale_of_nothing_is_not_kept():
    owner, _ = answer_to("gym", "most ask what a month costs without a contract, and the answer is nothing")
    assert "an average sale" not in said(owner)
