"""The recipes of CONTRIBUTING.md hold: in a copy of the tree, two places are enough, and check names the one left out."""

import pytest

from tests.copied_tree import Copy, places

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

HANDLER = '''

def dance(context: Context, chat: Chat, argument: str) -> Turned:
    """Dance."""
    return context.aside(chat, context.words.say("commands/dance", "danced", steps=argument or "two"))


COMMANDS = (
    CommandSpec("dance", dance, takes_nothing, in_menu=True, in_groups=True, typed=True, named=True),
'''
DANCE = """{% block button %}Let's tango{% endblock %}
{% block menu %}Dance a little{% endblock %}
{% block also %}waltz with me, foxtrot{% endblock %}
{% block danced %}We dance {{ steps }} steps.{% endblock %}
"""
FIGURES = """[[trade]]
id = "pet_care"
usual = 0.30
weight = 1.2
grade = "none"
par = 4
lag = "days"
size = "small"

"""
PET_CARE = """{% block label %}Pets and their care{% endblock %}
{% block names %}dog walker, dog groomer, kennel{% endblock %}
{% block like %}in the care of pets{% endblock %}
{% block people %}For a kennel: everyone new who asked about a place.{% endblock %}
{% block talked %}You answered them and named a price.{% endblock %}
{% block customer %}Someone whose animal came.{% endblock %}
{% block buyer %}customer{% endblock %}
{% block buyers %}customers{% endblock %}
{% block asked %}a place{% endblock %}
{% block quote %}price{% endblock %}
{% block source %}our judgement; no usable figure was found{% endblock %}
"""
ACTION = """
[[action]]
id = "sweep_the_step"
kinds = ["marketing_volume"]
side = "marketing"
source = "oldroyd_2011"
minutes = 5
weight = "much"
moves = "people"
for = ["trades"]
sends = true
"""
ACTION_WORDS = """{% block name %}sweeping the step{% endblock %}
{% block do %}Sweep the step before your door.{% endblock %}
{% block how %}Take a broom.{% endblock %}
{% block which %}The step before your own door.{% endblock %}
{% block ways %}In the morning, by hand.{% endblock %}
{% block if_not %}If it rains, sweep tomorrow.{% endblock %}
{% block words %}The step is the stone before the door.{% endblock %}
{% block example %}At a baker’s: swept at six, before the first bread is out.{% endblock %}
{% block unfit %}Not for you if you have no step.{% endblock %}
{% block message %}Come in, {{ buyers }}, the step is clean.{% endblock %}
"""
IDLE = '{"trade": "trades", "path": "talk", "people": 6, "talked": 6, "customers": 4, "room": 10, "wanted": 3}'
SIGN = """
[[question]]
id = "sign"
kind = "choice"
options = ["big", "small"]
noted = true
"""
SIGN_WORDS = """{% block ask %}How large is the sign over your door?{% endblock %}
{% block why %}I am curious.{% endblock %}
{% block short %}Sign{% endblock %}
{% block option_big %}Big{% endblock %}
{% block option_small %}Small{% endblock %}
{% block review %}sign: {{ said.sign }}{% endblock %}
"""


def declare_command(copy: Copy) -> None:
    copy.put("bot/checkup/commands.py", "\n\nCOMMANDS = (\n", HANDLER)


def word_command(copy: Copy) -> None:
    copy.add("prompts/en/commands/dance.j2", DANCE)


def figure_trade(copy: Copy) -> None:
    copy.put("prompts/trades.toml", '[[trade]]\nid = "other"', f'{FIGURES}[[trade]]\nid = "other"')


def word_trade(copy: Copy) -> None:
    copy.add("prompts/en/trades/pet_care.j2", PET_CARE)


def declare_question(copy: Copy) -> None:
    copy.put("prompts/flows/checkup.toml", "\n# Asked only when", f"{SIGN}\n# Asked only when")


def word_question(copy: Copy) -> None:
    copy.add("prompts/en/checkup/sign.j2", SIGN_WORDS)


def test_a_command_is_added_in_two_places(copy):
    assert places("A command") == ["bot/FEATURE/commands.py", "prompts/en/commands/NAME.j2"]
    declare_command(copy)
    word_command(copy)
    assert copy.check() == ["All is well."]
    menus = copy.python(
        "-c", "from bot.talk.commands import GROUP_MENU, MENU; print('dance' in MENU, 'dance' in GROUP_MENU)"
    )
    assert menus == "True True\n"
    told, *danced = copy.plays("/help", "/dance", "/dance 12", "let's tango", "dance", "Foxtrot", "waltz with m")
    assert "\n│ /dance · Dance a little\n" in told
    assert [
        f"We dance {steps} steps." in answer for steps, answer in zip(["two", "12", *["two"] * 4], danced, strict=True)
    ] == ([True] * 6), danced


def test_a_command_under_another_answer_can_be_tapped(copy):
    declare_command(copy)
    word_command(copy)
    copy.put("bot/checkup/commands.py", "takes_nothing, in_menu=True", "takes_nothing, opening=True, in_menu=True")
    offered, danced = copy.plays("/cancel", "[Let's tango]")
    assert "[Let's tango]" in offered
    assert "We dance two steps." in danced


def test_a_trade_is_added_in_two_places(copy):
    assert places("A trade") == ["prompts/trades.toml", "prompts/en/trades/ID.j2"]
    figure_trade(copy)
    word_trade(copy)
    assert copy.check() == ["All is well."]
    _, more, tapped, again, typed = copy.plays("/checkup", "more", "[Pets and their care]", "back", "dog walkers")
    assert "[Pets and their care]\n[Something else]" in more
    assert "2 of 8" in tapped
    assert "1 of 8" in again
    assert "2 of 8" in typed


def test_an_action_is_added_in_two_places(copy):
    assert places("An action") == [
        "prompts/actions.toml",
        "prompts/en/actions/ID.j2",
        "tests/diagnosis/test_steps.py",
    ]
    copy.put("prompts/actions.toml", "\n[[action]]", f"{ACTION}\n[[action]]")
    assert any("sweep_the_step" in line for line in copy.check())
    copy.add("prompts/en/actions/sweep_the_step.j2", ACTION_WORDS)
    assert copy.check() == ["All is well."]
    code = f"from bot.diagnosis.inspect import diagnose_lines; print(*diagnose_lines(['{IDLE}']))"
    assert '"id":"sweep_the_step"' in copy.python("-c", code)


def test_a_question_that_does_not_reach_the_verdict_is_added_in_two_places(copy):
    assert places("A question") == ["prompts/flows/FLOW.toml", "prompts/en/FLOW/ID.j2"]
    declare_question(copy)
    word_question(copy)
    assert copy.check() == ["All is well."]
    lines = (
        "/checkup",
        "shop",
        "we talk first",
        "50",
        "45",
        "5",
        "15",
        "swamped",
        "4",
        "[Small]",
        "8",
        "went quiet",
    )
    told = copy.plays(*lines)
    assert any("9 of 9 · How large is the sign over your door?" in said for said in told)
    assert "This week:" in told[-1]
    assert "sign: Small" in told[-1]


@pytest.mark.parametrize(
    ("done", "named"),
    [
        (declare_command, "prompts/en/commands/dance.j2 is missing"),
        (word_command, "prompts/en/commands/dance.j2: no COMMANDS has /dance"),
        (figure_trade, "prompts/en/trades/pet_care.j2 is missing"),
        (word_trade, "prompts/en/trades/pet_care.j2 is used nowhere"),
        (declare_question, "prompts/en/checkup/sign.j2 is missing"),
        (word_question, "prompts/en/checkup/sign.j2 is used nowhere"),
    ],
)
def test_the_place_that_is_left_out_is_named(copy, done, named):
    done(copy)
    found = copy.check()
    assert named in found, found
