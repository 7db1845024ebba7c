"""What owners say after a verdict beside its questions: their circumstances, jokes about their numbers, shares and wholes."""

import pytest

from tests.checkup.follow_ups import after_the_verdict, answer_to, stored
from tests.checkup.test_what_if import labels, said
from tests.listening.played import played

ON_STEP = ["Done", "Another one", "I do that already", "I can't", "Change an answer"]


def reply(name: str, text: str) -> str:
    owner, _ = answer_to(name, text)
    return said(owner).replace("&#39;", "'")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shop", "we redid the packaging in may"),
    ],
)
def test_what_is_told_without_a_number_may_be_about_the_step_or_an_answer(name, text):
    owner, found = answer_to(name, text)
    assert "topics/doubt:told" in found
    assert set(labels(owner)) >= set(ON_STEP)
    assert not owner.chat.book.steps


def test_a_question_that_was_not_understood_gets_those_that_are_asked_most(monkeypatch):
    monkeypatch.setattr(
        "bot.hearing.taken_up.all_matters", lambda *_: ()
    )  # as in a language that is not taught what they are about
    owner, found = answer_to("gym", "whose uncle was it again")
    assert "topics/doubt:ask" in found
    assert {"Why this verdict?", "What shall I do?"} <= set(labels(owner))


@pytest.mark.parametrize("text", ["\N{SHRUG}", "\N{LOUDLY CRYING FACE}", "?!", "..."])
def test_signs_without_a_word_are_answered(text):
    assert reply("gym", text)


def test_what_means_nothing_is_not_taken_for_something_told():
    for text in ("asdf jklö qwer", "...", "k"):
        _, found = answer_to("gym", text)
        assert "topics/doubt:told" not in found


def test_who_tells_how_fast_they_answer_reads_how_many_were_answered():
    text = reply("venue", "we answer everybody within the hour you know")
    assert "40 of 60" in text
    assert "words went both ways" in text


@pytest.mark.parametrize(
    "text", ["12 out of 2000, that's poor", "is 12 of 2000 bad", "12 of 2000, embarrassing isnt it"]
)
def test_orders_of_visitors_are_judged_by_what_is_usual_among_visitors(text):
    found = reply("shop", text)
    assert "12 of 8,000 who saw it" in found
    assert "about 144 would be usual" in found


def test_other_orders_of_visitors_are_judged_by_it_too():
    text = reply("shop", "is 20 of 1000 bad")
    assert text.startswith("20 of 1,000 would be about what is usual: of 1,000 who see it about 18 would usually order")


def test_visitors_beside_the_known_number_are_supposed_for_the_same_time():
    assert reply("shop", "what if 9000 came instead of 2000").startswith("With 9,000 visitors a week")


def test_how_many_of_ten_are_right_is_corrected_by_the_old_share():
    owner, _ = answer_to("fitter", "8 of 10 was just a good week, normally 5")
    assert owner.chat.session(owner.chat.business.checkup).answers["fit"].amount.value == 5


@pytest.mark.parametrize("text", ["should I do 25% off", "would 10 percent off in january be smart"])
def test_a_percentage_to_spend_is_about_the_price(text):
    _, found = answer_to("candles", text)
    assert "topics/verdict:worth_it_price" in found


@pytest.mark.parametrize(
    "text", ["how many more calls do we need for 3 a week", "how many more calls do we need to win 3 a week"]
)
def test_how_many_it_takes_is_answered_whatever_is_counted(text):
    assert "To win 3 a week at today's rate" in reply("fitter", text)


def test_more_hands_may_help_where_more_come_than_there_is_room_for():
    text = reply("salon", "what if I had room for 3")
    assert "room for 3" in text
    kept, _ = answer_to("salon", "room is really 3 a week, not 8")
    kept.says("should I hire another stylist")
    assert said(kept).startswith("It may be: about 7.5 people come a week and you have room for 3")


def test_what_came_of_an_activity_is_not_asked_about_as_one():
    _, found = answer_to("tutor", "asked all my pupils to bring a friend like you said, got two")
    assert not any(one.startswith("activity/reply") for one in found)


def test_it_is_too_early_to_call_a_step_failed_that_was_just_done():
    _, found = answer_to("plumber", "rang them all, nothing yet")
    assert "topics/step:done" in found


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("venue", "is missing 40 normal", "40 left without a talk"),
        ("venue", "is 60 a lot", "60 people in 4 weeks is about 15 a week"),
        ("shop", "is 2000 visitors bad", "8,000 saw it in 4 weeks; more would bring"),
        ("shop", "is 2000 visitors any good", "8,000 saw it in 4 weeks; more would bring"),
        ("shop", "what is a normal number of orders for 2000", "about 144 would usually order"),
        ("fitter", "is 5 bad", "5 of 36 is low"),
        ("venue", "two thirds of them i never got round to?", "40 left without a talk"),
    ],
)
def test_what_is_asked_of_a_number_follows_from_what_it_counts(name, text, answer):
    assert answer in reply(name, text)


def test_a_number_that_is_known_is_not_asked_about_as_a_new_one():
    _, found = answer_to("venue", "the 40 got nothing because the heating was broken")
    assert "topics/doubt:numbers" not in found


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("that's wrong. I want to export my numbers", "data/export"),
        ("no, that's wrong. delete all my data", "data/delete"),
        ("no. open the settings please", "data/settings"),
        ("no way. what do others get", "topics/verdict:usual"),
    ],
)
def test_what_is_wanted_behind_a_no_is_done(text, answer):
    _, found = answer_to("plumber", text)
    assert any(one.startswith(answer) for one in found)


def test_who_says_where_it_hurts_reads_why_or_what_would_have_to_be_true():
    assert reply("fitter", "I get plenty of calls but hardly anybody buys").startswith("Because enough people come")
    other = reply("fitter", "the phone just doesn't ring")
    assert "Let's see whether the numbers agree" not in other


def test_a_vague_word_beside_a_known_number_corrects_nothing():
    owner, _ = answer_to("shop", "2000 a week, is that few")
    assert owner.chat.session(owner.chat.business.checkup).answers["visitors"].amount.value == 2000


def test_more_orders_than_people_see_it_are_people_who_see_it():
    assert "visitors a week" in reply("shop", "if 9000 looked every week").partition(":")[0]


def test_who_asks_whether_the_shop_is_good_reads_how_many_order():
    assert "few of those who see it order (12 of 8,000)" in reply("shop", "is the shop itself good")


@pytest.mark.parametrize("language", ["en", "es", "pt-BR", "ru", "hi"])
def test_are_you_sure_is_a_question_and_no_denial(language):
    asked = {"en": "are you sure?", "es": "¿estás seguro?", "pt-BR": "tem certeza?", "ru": "вы уверены?", "hi": "पक्का?"}
    done = played(asked[language], "verdict", language)
    assert "topics/verdict:sure" in done.names


def test_a_wish_for_the_weekly_question_is_more_than_a_later():
    wish = played("the weekly question, wednesday 10am please", "verdict")
    assert any(act.kind == "wants" and act.name == "weekly" for act in wish.acts)
    assert "topics/step:later" in played("remind me next week", "verdict").names


def test_corrected_numbers_are_stored_though_the_message_may_suppose_them(monkeypatch):
    monkeypatch.setattr("bot.hearing.taken_up.all_matters", lambda *_: (("suppose", 0.7), ("tell", 0.3)))
    done = played("correction: 52 people, 31 talked with, 9 customers", "verdict")
    stored = {act.name: act.value for act in done.acts if act.kind == "tells"}
    assert stored == {"people": "52", "talked": "31", "customers": "9"}


def test_a_label_with_a_number_behind_it_is_no_button():
    done = played("thats wrong, 11 called", "weekly_done")
    assert "checkup/review:choose" not in done.names


def test_a_number_that_was_for_another_time_is_corrected():
    assert stored("shop", "sorry I typed it wrong, 2000 is per month not per week") == {
        "visitors": pytest.approx(2000 / (52.1786 / 12), rel=0.01)
    }
    assert stored("shop", "is 2000 a month any good?") == {}


def test_the_noun_says_what_a_corrected_number_counts_though_another_answer_has_that_number():
    changed = stored("fitter", "sorry it was about 20 quotes we gave, not 36")
    assert changed == {"talked": 20}
    assert stored("tutor", "actually it was 6 that contacted me, I forgot two who messaged on facebook") == {
        "people": 6
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("coach", "why 3.6 and not 5 like i said"),
        ("tutor", "I think it's my rates, two mums told me £45 an hour is steep"),
        ("candles", "if 15 ordered instead of 6 would you still say the same"),
        ("dentist", "ok but I'd like more than 6, let's say 10 a week"),
    ],
)
def test_what_is_asked_supposed_or_money_corrects_no_count(name, text):
    assert stored(name, text) == {}


@pytest.mark.parametrize(
    ("name", "text", "said_first"),
    [
        ("candles", "if 15 ordered instead of 6 would you still say the same", "With 15 orders"),
        ("dentist", "ok but I'd like more than 6, let's say 10 a week", "With 10 a week wanted"),
    ],
)
def test_a_number_is_supposed_of_the_answer_whose_number_stands_beside_it(name, text, said_first):
    assert reply(name, text).startswith(said_first)


def test_the_week_is_asked_about_only_where_weeks_are_told():
    assert "topics/doubt:numbers" not in answer_to("salon", "19 i think")[1]


@pytest.mark.parametrize(
    "text", ["my shop's on etsy so I can't change the checkout", "i sell on etsy so i can't edit the checkout"]
)
def test_what_cannot_be_changed_changes_no_way_of_buying(text):
    owner, _ = answer_to("candles", text)
    assert owner.chat.sessions[-1].answers["path"].choice == "order"


def test_a_wish_that_is_lowered_in_passing_is_supposed():
    assert reply("candles", "ten was just a dream number lol say 4 a week").startswith("With 4 a week wanted")


def test_a_number_for_another_time_is_not_that_of_an_answer_that_its_words_do_not_name():
    assert stored("photographer", "we could do more: room for 4 a week") == {"room": 4}


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("gym", "two members a week is fine by me tbh", 2),
        ("dentist", "3 new patients a week is plenty", 3),
        ("photographer", "one wedding a week would do us", 1),
        ("photographer", "one wedding a week would be enough", 1),
    ],
)
def test_so_many_as_are_said_to_be_enough_are_wanted(name, text, wanted):
    assert stored(name, text) == {"wanted": wanted}


@pytest.mark.parametrize("text", ["is 2 a week enough for me?", "are 3 a week plenty", "would 2 a week do"])
def test_who_asks_whether_so_many_are_enough_wishes_for_nothing(text):
    assert stored("gym", text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "im not waiting for people, fri and sat are full, its mon to wed thats dead",
        "evenings we're swamped but the daytime is empty",
        "mornings are rammed, afternoons dead",
    ],
)
def test_who_is_full_at_some_times_and_empty_at_others_reads_that_the_empty_ones_are_the_room(text):
    assert stored("salon", text) == {}
    assert "Only what stays empty is room" in reply("salon", text)


@pytest.mark.parametrize(
    "text", ["I'm fully booked, nobody else can help me", "is it normal to be full on sat and dead on mon?"]
)
def test_who_is_only_full_or_asks_is_answered_otherwise(text):
    assert "stays empty" not in reply("salon", text)


@pytest.mark.parametrize("text", ["ok", "thanks", "thank you, I go try am"])
def test_who_agrees_or_thanks_has_the_step_in_view(text):
    owner, found = answer_to("gym", text)
    assert "topics/verdict:do" in found
    assert labels(owner)[:2] == ["Done", "Another one"]
    owner.says(text)
    assert "This week" not in said(owner), "once is enough"
    assert labels(owner)[:2] == ["Done", "Another one"]


def test_who_thanks_after_something_else_gets_the_menu():
    owner, _ = answer_to("gym", "/settings")
    owner.says("thanks")
    assert "Done" not in labels(owner)


@pytest.mark.parametrize("text", ["i will do it next week, remind me", "remind me on friday"])
def test_who_puts_the_step_off_reads_what_can_be_done_about_it(text):
    owner, found = answer_to("venue", text)
    assert "topics/step:later" in found
    assert "I can ask after it every week" in said(owner)
    assert {"Ask me every week", "Every week: Friday"} & set(labels(owner))


def test_who_wants_to_be_asked_in_a_month_reads_what_can_be_done_about_it():
    owner, _ = answer_to("gym", "Ask me again in a month please")
    assert "Ask me every week" in labels(owner)
    owner.says("/weekly", "Monday", "09:00", "London", "could you ask me once a month instead")
    assert "Pause 2 weeks" in labels(owner)


def test_an_activity_with_the_question_behind_it_is_judged():
    _, found = answer_to("tutor", "I play in the town hall on sundays for free. Is this marketing or sales?")
    assert "the verdict" not in found
    assert any(one.startswith("activity/") for one in found), sorted(one for one in found if "/" in one)


def test_the_numbers_of_the_verdict_are_no_activity():
    _, found = answer_to("shop", "5 to 12 more is a pretty wide range, which is it")
    assert not any(one.startswith("activity/") for one in found)


def test_the_number_that_is_known_is_no_correction():
    owner, found = answer_to("fitter", "only 5 customers, that's too small to conclude anything no?")
    assert "topics/verdict:few" in found, sorted(one for one in found if "/" in one)
    assert len(owner.chat.verdicts) == len(after_the_verdict("fitter").verdicts)


def test_a_number_that_is_said_once_more_changes_nothing():
    owner, found = answer_to("fitter", "room for 15 a week is right, theres 3 of us with a van each")
    assert "topics/doubt:same" in found
    assert "This week:" in said(owner), "the step stays in view"
    assert stored("fitter", "room for 15 a week is right, theres 3 of us with a van each") == {}


def test_a_reason_that_is_known_is_answered_as_the_question_it_is():
    _, found = answer_to("coach", "they say we're too dear, isn't it just the price?")
    assert any(one.startswith(("topics/verdict:", "topics/remarks:real_reason")) for one in found), sorted(
        one for one in found if "/" in one
    )
