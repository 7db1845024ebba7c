"""The figures by trade and the actions."""

import itertools
import tomllib

import pytest

from bot.diagnosis import Trades, diagnose, load_trades
from bot.language.templates import PROMPTS, words

WORTH = {"sales_skill": 3.0, "sales_response": 2.0, "marketing_volume": 1.0, "marketing_quality": 0.5, "offer": 0.0}


def tables():
    return (
        tomllib.loads((PROMPTS / "trades.toml").read_text("utf-8")),
        tomllib.loads((PROMPTS / "actions.toml").read_text("utf-8")),
    )


def test_every_trade_has_its_words(trades):
    assert len(trades.by_id) >= 22
    for trade in trades.by_id:
        assert {"label", "names", "like", "people", "talked", "customer"} <= words("en").blocks(f"trades/{trade}")
        assert 0 < len(words("en").label(f"trades/{trade}", "label")) <= 30


def test_a_name_belongs_to_one_trade_or_to_two_that_are_asked_about(trades):
    labels, names = [], []
    for trade in trades.by_id:
        labels += [words("en").label(f"trades/{trade}", "label").lower()]
        own = [name.strip() for name in words("en").label(f"trades/{trade}", "names").split(",")]
        assert len(own) == len(set(own)), trade
        names += own
    assert len(labels) == len(set(labels))
    assert not set(labels) & set(names)
    assert max(names.count(name) for name in names) <= 2


def test_no_words_belong_to_no_trade_or_action(trades):
    names = set(words("en").names())
    assert {name for name in names if name.startswith("trades/")} == {f"trades/{one}" for one in trades.by_id}
    assert {name for name in names if name.startswith("actions/")} == {f"actions/{one.id}" for one in trades.actions}


def test_a_trade_that_is_not_known_counts_as_other(trades):
    assert trades["space travel"] is trades["other"]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda t, a: t["trade"][0].update(usual=1.4), "usual"),
        (lambda t, a: t["trade"][0].update(colour="red"), "colour"),
        (lambda t, a: t["trade"][1].update(id="trades"), "more than one trades"),
        (lambda t, a: t["trade"][0].update(size="giant"), "giant"),
        (lambda t, a: t["trade"][0].update(lag="never"), "lag"),
        (lambda t, a: t["sizes"]["small"].update(people=[5, 4, 40]), "rise"),
        (lambda t, a: t["sizes"]["small"].pop("room"), "room"),
        (lambda t, a: t.update(trade=[one for one in t["trade"] if one["id"] != "other"]), "other"),
        (lambda t, a: a["action"][0].update(kinds=["luck"]), "kinds"),
        (lambda t, a: a.update(action=[one for one in a["action"] if "neither" not in one["kinds"]]), "repeats"),
        (
            lambda t, a: a.update(action=[one for one in a["action"] if "cant_tell" not in one["kinds"]]),
            "no action for cant_tell",
        ),
        (lambda t, a: a["action"][0].update(source="hearsay"), "hearsay"),
        (lambda t, a: a["action"][0].update({"for": ["bakers"]}), "no trade 'bakers'"),
        (lambda t, a: a["groups"].update(bakers=["baker"]), "no trade 'baker'"),
        (lambda t, a: a["action"][0].update(needs=["luck"]), "needs"),
        (lambda t, a: a["action"][0].update(moves="mountains"), "moves"),
        (lambda t, a: a["sources"].update(spare={"grade": "C", "where": "somewhere else"}), "spare"),
        (lambda t, a: a["sources"]["luca_2011"].pop("year"), "a name and a year"),
    ],
)
def test_a_wrong_catalogue_is_refused_and_says_where(spoil, says):
    trades, actions = tables()
    spoil(trades, actions)
    with pytest.raises(ValueError, match=says):
        Trades.of(trades, actions)


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "trades.toml").write_text("trade = 3", "utf-8")
    (tmp_path / "actions.toml").write_text("", "utf-8")
    with pytest.raises(ValueError, match=r"trades\.toml"):
        load_trades(tmp_path / "trades.toml")


def test_ranges_after_dont_know_are_four_and_leave_no_gap(trades):
    for trade in trades.by_id.values():
        for question in ("people", "orders", "room", "wanted", "fit"):
            ranges = trade.brackets(question)
            assert len(ranges) == 4, (trade.id, question)
            assert ranges[0].low == 0
            assert all(left.high == right.low for left, right in itertools.pairwise(ranges))
    talked = trades["trades"].brackets("talked", of=50)
    assert talked[-1].high == 50
    customers = trades["trades"].brackets("customers", of=45)
    assert customers[-1].high == 45
    assert customers[1].low < 0.35 * 45 <= customers[1].high + 1
    assert trades["trades"].brackets("path") == ()


def test_a_verdict_brings_an_action_of_its_side(told, trades):
    verdict = diagnose(told(people=50, talked=45, customers=5, room=15, wanted=4, fit=8, reason="quiet"), trades)
    assert verdict.action.side == "sales"
    assert verdict.action.id == "reopen_quotes"


@pytest.mark.parametrize(
    ("trade", "usual", "grade"),
    [
        ("photographer", 0.50, "B"),
        ("venue", 0.25, "C"),
        ("fitness", 0.30, "C"),
        ("fitness_visit", 0.53, "C"),
        ("emergency", 0.42, "B"),
        ("restaurant", 0.50, "none"),
        ("software_self", 0.16, "C"),
        ("charity", 0.35, "C"),
    ],
)
def test_what_is_usual(trades, trade, usual, grade):
    assert (trades.by_id[trade].usual, trades.by_id[trade].grade) == (usual, grade)


def test_every_trade_that_is_heard_can_be_picked(trades):
    lines = [line for path in PROMPTS.glob("*/listening/trades*.tsv") for line in path.read_text("utf-8").splitlines()]
    heard = {line.split("\t")[1] for line in lines if line and not line.startswith("#")}
    assert heard <= trades.by_id.keys()
