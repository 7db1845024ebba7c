"""The recipes of CONTRIBUTING.md about the verdict hold: their places are enough, and check names the one left out."""

import json

import pytest

from tests.copied_tree import Copy, places

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

QUESTION = """
[[question]]
id = "quotes"
kind = "choice"
when = { path = ["talk", "both"] }
options = ["at_once", "days_later"]
required = false
"""
QUESTION_WORDS = """{% block ask %}How soon does a person hear your price?{% endblock %}
{% block why %}Whoever waits for a price goes on asking elsewhere.{% endblock %}
{% block short %}Price named{% endblock %}
{% block option_at_once %}In the talk{% endblock %}
{% block option_days_later %}Days later{% endblock %}
{% block review %}price named: {{ said.quotes or "left open" }}{% endblock %}
{% block unknown %}how soon a person hears your price{% endblock %}
{% block tells %}whether people give up waiting for it{% endblock %}
"""
KIND = """
[[verdict]]
id = "sales_price_named"
side = "sales"
actions = "sales_response"
colour = "#b93a0a"
tint = "#fbe3d6"
holds = ["sales"]
badges = ["sales"]
"""
KIND_WORDS = """{% extends "diagnosis/verdict.j2" %}
{% from "diagnosis/parts.j2" import gain %}
{% block head %}Most likely sales: the price comes too late.{% endblock %}
{% block door %}People come in, and go again before they hear a price.{% endblock %}
{% block gains %}If it was named in the talk, you could expect {{ gain(sales) }}.{% endblock %}

{% block side %}sales{% endblock %}
{% block called %}sales: the price comes too late{% endblock %}
{% block changed %}sales, a price that comes too late{% endblock %}
{% block short %}sales{% endblock %}

{% block headline %}Most likely: sales{% endblock %}
{% block reason %}The price comes too late.{% endblock %}
"""
COUNTS = {
    "trade": "trades",
    "path": "talk",
    "people": 50,
    "talked": 45,
    "customers": 5,
    "room": 15,
    "wanted": 4,
    "fit": 8,
}
TO_THE_LAST = (
    "/start",
    "find what's short",
    "Trades, home services",
    "we talk first",
    "50",
    "45",
    "5",
    "15",
    "swamped",
    "4",
)


def declare_question(copy: Copy) -> None:
    copy.add("prompts/flows/checkup.toml", QUESTION)


def word_question(copy: Copy) -> None:
    copy.add("prompts/en/checkup/quotes.j2", QUESTION_WORDS)


def take_answer(copy: Copy) -> None:
    copy.put(
        "bot/diagnosis/answers.py", "Season = Literal", 'Quotes = Literal["at_once", "days_later"]\nSeason = Literal'
    )
    copy.put(
        "bot/diagnosis/answers.py", "    season: Season |", "    quotes: Quotes | None = None\n    season: Season |"
    )


def use_answer(copy: Copy) -> None:
    late = 'answers.speed or ("later" if answers.quotes == "days_later" else None)'
    copy.put("bot/diagnosis/case.py", "speed=answers.speed", f"speed={late}")


QUESTION_PLACES = {
    "prompts/flows/checkup.toml": (
        declare_question,
        "prompts/flows/checkup.toml: has no question 'quotes', which bot/diagnosis/answers.py uses",
    ),
    "prompts/en/checkup/ID.j2": (word_question, "prompts/en/checkup/quotes.j2 is missing"),
    "bot/diagnosis/answers.py": (take_answer, "prompts/flows/checkup.toml: quotes is used by no code"),
    "bot/diagnosis/case.py": (use_answer, "bot/diagnosis/answers.py: quotes is used nowhere in bot/diagnosis"),
}


def declare_kind(copy: Copy) -> None:
    copy.add("prompts/verdicts.toml", KIND)


def word_kind(copy: Copy) -> None:
    copy.add("prompts/en/diagnosis/sales_price_named.j2", KIND_WORDS)


def work_kind_out(copy: Copy) -> None:
    copy.put("bot/diagnosis/kinds.py", '    "both",\n', '    "sales_price_named",\n    "both",\n')
    late = '        case "sales" if answers.reason is None:\n            return "sales_price_named"\n'
    copy.put("bot/diagnosis/kinds.py", '        case "sales":\n', f'{late}        case "sales":\n')


KIND_PLACES = {
    "prompts/verdicts.toml": (
        declare_kind,
        "bot/diagnosis/kinds.py: VerdictKind has 'sales_price_named', which prompts/verdicts.toml does not know",
    ),
    "prompts/en/diagnosis/ID.j2": (word_kind, "prompts/en/diagnosis/sales_price_named.j2 is missing"),
    "bot/diagnosis/kinds.py": (
        work_kind_out,
        "prompts/verdicts.toml: verdict has 'sales_price_named', which bot/diagnosis/kinds.py does not know",
    ),
}


def diagnosed(copy, **answers):
    """Return the verdict on some answers, as the copy works it out."""
    return json.loads(copy.python("-m", "bot", "inspect", "diagnose", lines=json.dumps({**COUNTS, **answers})))


def test_the_guide_names_these_places():
    assert places("A question that reaches the verdict") == list(QUESTION_PLACES)
    assert places("A kind of verdict") == list(KIND_PLACES)


def test_a_question_is_asked_and_its_answer_changes_the_verdict(copy):
    for follow, _ in QUESTION_PLACES.values():
        follow(copy)
    assert copy.check() == ["All is well."]
    *_, asked, reviewed = copy.plays(*TO_THE_LAST, "days later")
    assert "How soon does a person hear your price?" in asked
    assert "price named: Days later" in reviewed
    soon, late = (diagnosed(copy, quotes=quotes) for quotes in ("at_once", "days_later"))
    assert soon["parts"]["response"] < late["parts"]["response"]
    assert "quotes: 'never' is none of at_once, days_later" in diagnosed(copy, quotes="never")["error"]


@pytest.mark.parametrize("left_out", QUESTION_PLACES)
def test_a_place_of_a_question_that_is_left_out_is_named(copy, left_out):
    for place, (follow, _) in QUESTION_PLACES.items():
        if place != left_out:
            follow(copy)
    assert any(QUESTION_PLACES[left_out][1] in line for line in copy.check())


def test_a_kind_of_verdict_is_told_and_shown(copy):
    for follow, _ in KIND_PLACES.values():
        follow(copy)
    assert copy.check() == ["All is well."]
    assert diagnosed(copy)["kind"] == "sales_price_named"
    *_, told = copy.plays(*TO_THE_LAST, "skip", "8")
    assert "Most likely sales: the price comes too late." in told
    assert "This week: " in told
    drawn = "from bot.core.shown import Door; from bot.language.templates import words; from bot.pictures.door import draw_door"
    svg = copy.python("-c", f"{drawn}; print(draw_door(Door(None, 12, 11, 2, 1, 'sales_price_named'), words('en')))")
    assert svg.startswith("<svg")
    assert "The price comes too late." in svg


@pytest.mark.parametrize("left_out", KIND_PLACES)
def test_a_place_of_a_kind_that_is_left_out_is_named(copy, left_out):
    for place, (follow, _) in KIND_PLACES.items():
        if place != left_out:
            follow(copy)
    assert any(KIND_PLACES[left_out][1] in line for line in copy.check())
