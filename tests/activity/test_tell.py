"""The reply, the question back and the card."""

import json
import re

import pytest

from bot.activity import judge
from bot.activity.inspect import judge_lines
from bot.activity.tell import card, tell
from bot.language.templates import words

ENGLISH = words("en")
ACTIVITIES = [
    "flyers",
    "cold calls",
    "answering the phone to new callers",
    "newsletter to leads",
    "price list sent to one person who asked",
    "webinar",
    "speaking at a conference",
    "tender",
    "invoices",
    "hiring a salesperson",
    "I post on Instagram and answer DMs",
    "I do the bookkeeping and post on Facebook",
    "emails",
    "flyers and calls",
    "flyers, posters and radio adverts",
    "zzz",
    "",
]


@pytest.mark.parametrize("text", ACTIVITIES)
@pytest.mark.parametrize("short_side", [None, "marketing", "sales"])
def test_every_reply_is_short_and_whole(text, short_side):
    said = tell(judge(text), ENGLISH, short_side=short_side)
    assert said == said.strip()
    assert "{" not in said
    assert "\n\n\n" not in said
    sentences = re.findall(r"[.?!](?:\s|$)", re.sub(r"<[^>]+>|•.*", "", said))
    assert 1 <= len(sentences) <= 8


def test_the_verdict_comes_first_and_the_test_is_quoted():
    said = tell(judge("is a flyer marketing or sales?"), ENGLISH)
    assert said.startswith("<b>Marketing.</b>")
    assert "The test:" in said
    assert "that talk is sales" in said


@pytest.mark.parametrize(
    "text", ["ringing back people who left their number", "a banner on the bridge", "beermats with our logo"]
)
def test_nothing_is_mostly_where_both_tests_agree(text):
    assert "mostly" not in tell(judge(text), ENGLISH)


@pytest.mark.parametrize(
    "text", ["hiring a salesperson", "we need a new driver so i put an ad out", "paying suppliers"]
)
def test_of_what_no_buyer_hears_no_talk_about_buying_is_foretold(text):
    said = tell(judge(text), ENGLISH)
    assert said.startswith("<b>Neither.</b>")
    assert "that talk is sales" not in said


def test_the_test_is_quoted_without_an_entry_of_the_catalogue():
    judgement = judge("beermats with our logo in twelve pubs")
    assert judgement.verdict == "marketing"
    assert "The test:" in tell(judgement, ENGLISH)


@pytest.mark.parametrize(
    "text", ["a banner on the bridge", "ringing back leads", "paying suppliers", "hiring a salesperson"]
)
@pytest.mark.parametrize("side", ["marketing", "sales"])
def test_one_sentence_says_what_it_means_for_the_short_side(text, side):
    assert "short" in tell(judge(text), ENGLISH, short_side=side).splitlines()[-1]


def test_a_leaning_verdict_says_so():
    assert tell(judge("newsletter to leads"), ENGLISH).startswith("<b>Marketing, mostly.</b>")


def test_parts_are_listed_with_their_labels():
    said = tell(judge("I post on Instagram and answer DMs"), ENGLISH)
    assert "• I post on instagram: <b>marketing</b>\n• Answer dms: <b>sales</b>" in said


def test_the_short_side_is_named_only_when_it_is_known():
    flyers = judge("flyers")
    assert "short" not in tell(flyers, ENGLISH)
    assert "feeds the side that is short" in tell(flyers, ENGLISH, short_side="marketing")
    assert "Your short side is sales" in tell(flyers, ENGLISH, short_side="sales")


def test_a_reason_is_kept_back_when_the_owner_has_said_otherwise():
    assert "haven" not in tell(judge("cold calls", contact="yes"), ENGLISH).split("The test")[0]


def test_markup_from_the_owner_is_escaped():
    said = tell(judge('post on <b>"A&B"</b> & answer DMs <script>'), ENGLISH)
    assert "<script>" not in said
    assert "&amp;B" in said or "a&amp;b" in said or "&b" not in said
    shown = card(judge("flyers & posters for A<B"), ENGLISH)
    assert "<B" not in shown.text.replace("<b>", "").replace("</b>", "")


@pytest.mark.parametrize("text", ACTIVITIES)
def test_a_card_has_all_it_needs(text):
    shown = card(judge(text), ENGLISH)
    assert shown.title
    assert shown.description
    assert shown.text
    assert len(shown.title) < 100


def test_each_line_is_judged_as_a_line_of_json():
    found = [
        json.loads(line) for line in judge_lines(["flyers\n", "emails\n", "\n", "I post on Instagram and answer DMs"])
    ]
    assert [line["verdict"] for line in found] == ["marketing", "unclear", "unclear", "both"]
    assert found[1]["ask"] == "interaction"
    assert found[3]["parts"][1]["verdict"] == "sales"
    assert {"given", "verdict", "contact", "interaction", "parts", "rule", "sure", "ask", "activity"} <= found[0].keys()
