"""The catalogue fits together."""

import pytest

from bot.activity import judge
from bot.activity.catalogue import KnownActivities, catalogue
from bot.activity.patterns import PatternBook
from bot.activity.stems import spelled, stem
from bot.activity.words_of import Stemmer

ENGLISH = catalogue("en")
NAMED = [name for name, activity in ENGLISH.activities.items() if not activity.vague]


@pytest.mark.parametrize("name", NAMED)
def test_every_activity_says_why(name):
    assert ENGLISH.reasons.get(name) or ENGLISH.activities[name].ruling.verdict == "unclear"


def test_nearly_every_activity_is_judged_as_itself_by_its_own_name():
    missed = [
        name
        for name in NAMED
        if judge(ENGLISH.names[name]).verdict not in (ENGLISH.activities[name].ruling.verdict, "unclear")
    ]
    assert len(missed) <= len(NAMED) // 20, missed


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        ("call calls called calling", "call"),
        ("give gives giving", "give"),
        ("chase chases chased chasing", "chas"),
        ("reply replies replied replying", "reply"),
        ("stop stops stopped stopping", "stop"),
        ("sell selling", "sell"),
        ("oversee oversees overseeing", "overse"),
        ("need needs", "need"),
        ("ring rings", "ring"),
    ],
)
def test_forms_of_a_word_come_out_alike(forms, root):
    assert {stem(word) for word in forms.split()} == {root}


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        ("पर्चा पर्चे पर्चों parcha parche pamphlet पैम्फ़लेट", "parcha"),
        ("फ़ोन phone fon कॉल call", "fone"),
        ("पूछा पूछते poocha puchhte pucha", "puchna"),
        ("ग्राहकों grahako customer कस्टमर", "grahak"),
        ("मीटिंग meeting miting", "miting"),
    ],
)
def test_a_word_of_two_scripts_is_one_word(forms, root):
    assert {catalogue("hi").stemmer.stems([form])[0] for form in forms.split()} == {root}


def test_signs_are_written_between_the_rules_before_and_behind_them():
    assert spelled([["k(?=a)", "x"], ["x", "c"], ["c", "g"], ["g$", "!"]], str)("kag") == "ca!"


class TestPatterns:
    @staticmethod
    def book(*lines, classes=None):
        book = PatternBook(Stemmer({}, ["the"], stem).stems, classes or {"ring": "call phone"})
        for number, line in enumerate(lines):
            book.add(str(number), line)
        return book

    def found(self, book, text):
        return [match.activity for match in book.matches(book.stems(text.split()))]

    def test_all_items_have_to_be_there_in_any_order(self):
        assert self.found(self.book("<ring> back"), "back call") == ["0"]
        assert self.found(self.book("<ring> back"), "call them") == []

    def test_an_ordered_pattern_minds_the_order(self):
        assert self.found(self.book("0> people <ring>"), "people call") == ["0"]
        assert self.found(self.book("0> people <ring>"), "call people") == []

    def test_a_forbidden_word_rules_a_pattern_out(self):
        assert self.found(self.book("<ring> -cold"), "cold call") == []

    def test_one_word_does_not_serve_for_two_items(self):
        assert self.found(self.book("<ring> <ring>"), "call me") == []
        assert self.found(self.book("<ring> <ring>"), "call phone") == ["0"]

    def test_a_phrase_beats_its_words(self):
        assert self.found(self.book("open day", "open_day"), "open day") == ["1", "0"]

    def test_words_that_stand_together_beat_words_apart(self):
        book = self.book("shop window", "shop fix")
        assert self.found(book, "shop fix me and that one window") == ["1", "0"]

    def test_an_unknown_class_is_refused(self):
        with pytest.raises(ValueError, match="unknown class <rung>"):
            self.book("<rung>")

    def test_a_phrase_of_which_too_little_is_left_is_refused(self):
        with pytest.raises(ValueError, match="too little is left of 'the_shop'"):
            self.book("the_shop")


def test_activities_without_words_are_refused():
    words = {"phrases": {"a": {"flyers": {"name": "flyers", "say": ["flyer"]}}}}
    with pytest.raises(ValueError, match="posters"):
        KnownActivities({"a": {"flyers": {}, "posters": {}}}, words, {})
