"""What owners say, and what is read from it."""

import pytest

from bot.activity import judge
from bot.activity.asking import ANSWERS
from bot.activity.catalogue import catalogue
from bot.activity.rule import ruling_of_answers


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("flyers through letterboxes", "marketing"),
        ("cold calling", "both"),
        ("trade show stand", "both"),
        ("asking customers for referrals", "marketing"),
        ("newsletter to leads", "marketing"),
        ("abandoned cart emails", "marketing"),
        ("sending a proposal", "sales"),
        ("price list on the website", "marketing"),
        ("price list sent to one person who asked", "sales"),
        ("price list mailed to all leads", "marketing"),
        ("live chat with a person on the site", "sales"),
        ("automatic chat bot", "both"),
        ("recorded webinar", "marketing"),
        ("live webinar for strangers", "both"),
        ("free samples for passers-by", "marketing"),
        ("a free sample because someone asked for it", "sales"),
        ("retargeting ads", "marketing"),
        ("customer support", "neither"),
        ("upselling at the till", "sales"),
        ("automatic renewal", "marketing"),
        ("loyalty card", "marketing"),
        ("hiring a salesperson", "neither"),
        ("setting up a CRM", "neither"),
        ("market research", "neither"),
        ("branding", "marketing"),
        ("calling suppliers to get better terms", "neither"),
        ("interviewing job applicants", "neither"),
        ("answering a customer whose order is broken", "neither"),
        ("calling a regular to offer the new package", "sales"),
        ("newsletter to customers", "marketing"),
    ],
)
def test_the_borderline_activities_get_the_fair_answer(text, verdict):
    assert judge(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("we never talk to them, they just order on the site", "marketing"),
        ("not cold calls, only ringing back people who left a number", "sales"),
        ("instead of cold calling we send flyers to every house", "marketing"),
        ("people order on our website without talking to anyone", "marketing"),
        ("taping an estimate to a door where nobody asked for one", "marketing"),
        ("automated emails to all our leads", "marketing"),
    ],
)
def test_denials_and_twists_are_understood(text, verdict):
    assert judge(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("putting my prices on the website", "marketing"),
        ("following up on quotes", "sales"),
        ("buying a list of phone numbers", "neither"),
        ("a couple saw our poster and phoned, i told them the prices", "sales"),
        ("we dont knock doors, we only do flyers", "marketing"),
        ("i don't cold call, i only post on instagram", "marketing"),
        ("showing a buyer how the new mower starts", "neither"),
        ("posting a letter to a customer with the quote she asked for", "sales"),
        ("turn the old tins to the front of the shelf", "neither"),
    ],
)
def test_what_the_rules_alone_had_wrong_is_right(text, verdict):
    assert judge(text).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "anwsering the fone when new poeple ring",
        "ANSWERING THE PHONE WHEN NEW PEOPLE RING!!!",
        "answering the phone when new ppl ring",
        "Is answering the phone to a new caller marketing or sales?",
        "would you call answering the phone to new callers sales?",
    ],
)
def test_spelling_capitals_slang_and_the_question_around_change_nothing(text):
    assert judge(text).verdict == "sales"


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("catalogue with an order form", "catalog with an order form"),
        ("answering enquiries", "answering inquiries"),
        ("advertising to the neighbourhood", "advertizing to the neighborhood"),
        ("search engine optimisation", "search engine optimization"),
    ],
)
def test_british_and_american_spellings_are_judged_alike(british, american):
    assert judge(british).verdict == judge(american).verdict != "unclear"


class TestTheLetterWithAnOrderForm:
    def test_is_marketing(self):
        assert judge("A sales letter with an order form").verdict == "marketing"

    def test_the_phone_calls_it_brings_are_sales(self):
        judgement = judge("A sales letter with an order form, and some people ring us to order")
        assert judgement.verdict == "both"
        assert [part.verdict for part in judgement.parts] == ["marketing", "sales"]

    def test_the_reason_says_so_even_when_the_owner_does_not(self):
        assert "calls are sales" in catalogue("en").reasons["order_form_letter"]


class TestSeveralThingsAtOnce:
    def test_each_part_gets_its_label(self):
        judgement = judge("I post on Instagram and answer DMs")
        assert judgement.verdict == "both"
        assert judgement.rule == "several_parts"
        assert [(part.text, part.verdict) for part in judgement.parts] == [
            ("i post on instagram", "marketing"),
            ("answer dms", "sales"),
        ]

    def test_parts_on_one_side_need_no_labels(self):
        judgement = judge("flyers, posters and radio adverts")
        assert (judgement.verdict, judgement.parts) == ("marketing", ())

    def test_work_behind_the_door_does_not_turn_marketing_into_both(self):
        assert judge("I do the bookkeeping and post on Facebook").verdict == "marketing"

    def test_a_bare_channel_borrows_the_verb_before_it(self):
        assert judge("answering emails and calls").verdict == "sales"

    def test_what_can_only_be_both_is_not_asked_about(self):
        assert judge("flyers and calls").verdict == "both"

    def test_them_are_the_people_whom_the_first_part_brought(self):
        assert judge("facebook ads, then we ring them").verdict == "both"


class TestAnActivityWithTheAnswerInWords:
    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("calls, they filled in a form", "sales"),
            ("emails, to people who filled in a form", "sales"),
            ("phoning, not strangers, they asked us", "sales"),
            ("calls, never met them", "both"),
            ("calls, half and half", "both"),
            ("visits, they've never heard of us", "both"),
            ("emails, the same to all my customers", "marketing"),
            ("letters, strangers, nobody answers", "marketing"),
            ("emails, to one man who asked for the price", "sales"),
            ("calls, to my suppliers", "neither"),
        ],
    )
    def test_is_judged_by_both(self, text, verdict):
        assert judge(text).verdict == verdict

    @pytest.mark.parametrize("text", ["emails, not sure", "calls, dunno", "messages, it varies"])
    def test_is_asked_about_where_the_answer_says_nothing(self, text):
        assert judge(text).ask is not None


class TestAskingBack:
    @pytest.mark.parametrize("text", ["emails", "calls", "instagram", "follow up", "discounts", "WhatsApp", "texts"])
    def test_a_channel_alone_is_unclear_and_asked_about(self, text):
        judgement = judge(text)
        assert judgement.verdict == "unclear"
        assert judgement.ask is not None

    def test_calls_to_people_in_touch_are_sales_and_to_others_both(self):
        assert judge("calls").ask == "contact"
        assert judge("calls", contact="yes").verdict == "sales"
        assert judge("calls", contact="no").verdict == "both"

    def test_emails_depend_on_how_many_get_them(self):
        assert judge("emails").ask == "interaction"
        assert judge("emails", interaction="to_one").verdict == "sales"
        assert judge("emails", interaction="one_way").verdict == "marketing"

    def test_emails_that_are_answered_depend_on_who_began(self):
        assert judge("emails", interaction="two_way").ask == "contact"
        assert judge("emails", interaction="two_way", contact="yes").verdict == "sales"
        assert judge("emails", interaction="two_way", contact="no").verdict == "both"

    @pytest.mark.parametrize(
        "text",
        ["flurbing the snargles", "zorbling the quexes", "we drumble a gnosh", "asdf qwer", "gibberish", "hjkl hjkl"],
    )
    def test_nonsense_is_not_asked_about(self, text):
        judgement = judge(text)
        assert (judgement.verdict, judgement.ask, judgement.activity) == ("unclear", None, None)

    def test_of_what_is_asked_by_name_it_is_asked_who_it_is_for(self):
        assert judge("is a knitting circle marketing or sales?").ask == "contact"
        assert judge("is it marketing or sales?").ask is None

    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("Phone hardly rings dear. Is a sign on my van marketing or sales? I'm thinking of a big one", "marketing"),
            (
                "the meeting is tomorrow. would you call ringing people who asked for a price sales? I'd rather not",
                "sales",
            ),
        ],
    )
    def test_of_several_sentences_the_one_that_asks_is_judged(self, text, verdict):
        assert judge(text).verdict == verdict

    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("a poster about our wheelwrighting", "marketing"),
            ("somebody rang about scagliola and i gave her a price", "sales"),
            ("knocking on doors to sell gnomons to strangers", "both"),
        ],
    )
    def test_a_word_of_a_trade_that_nobody_knows_does_no_harm(self, text, verdict):
        assert judge(text).verdict == verdict

    @pytest.mark.parametrize("text", ["bannrs grond", "orderd frm suplier", "qoutes n vewings"])
    def test_words_with_a_slip_are_not_called_nonsense(self, text):
        assert judge(text).verdict != "unclear" or judge(text).ask is not None

    @pytest.mark.parametrize("text", ["emails", "calls", "instagram", "discounts", "events", "letters to customers"])
    def test_two_questions_are_enough(self, text):
        first = judge(text)
        assert first.ask is not None
        for answer in ANSWERS[first.ask]:
            second = judge(text, **{first.ask: answer})
            if second.ask is None:
                assert second.verdict != "unclear"
                continue
            assert second.ask != first.ask
            for other in ANSWERS[second.ask]:
                assert judge(text, **{first.ask: answer, second.ask: other}).verdict != "unclear"

    @pytest.mark.parametrize(
        "text", ["cold calls", "newsletter", "bookkeeping", "emails", "asdf", "i answer the phone"]
    )
    @pytest.mark.parametrize("contact", ["yes", "no", "mixed", "none"])
    @pytest.mark.parametrize("interaction", ["two_way", "one_way", "to_one", "mixed", "none"])
    def test_the_answers_decide_whatever_the_text_was_taken_for(self, text, contact, interaction):
        ruling = ruling_of_answers(contact, interaction)
        judgement = judge(text, contact=contact, interaction=interaction)
        assert (judgement.verdict, judgement.rule) == (ruling.verdict, ruling.rule)

    @pytest.mark.parametrize("text", ["cold calls", "calls", "a poster"])
    @pytest.mark.parametrize("asked", ["contact", "interaction"])
    def test_what_is_not_for_buyers_is_neither(self, text, asked):
        assert judge(text, **{asked: "none"}).verdict == "neither"

    def test_only_what_could_be_either_is_called_so(self):
        assert judge("emails").either
        assert not judge("asdf qwer").either


def test_a_language_without_a_catalogue_is_read_as_english():
    assert judge("flyers", language="xx") == judge("flyers")


def test_the_same_words_get_the_same_judgement():
    assert judge("I ring people who asked for a price") == judge("I ring people who asked for a price")
