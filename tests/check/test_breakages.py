"""Faults that once were silent: each is one readable line now, at every start where it is marked so."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.app import load_tables
from bot.check import prompt_faults, start_faults, unfinished
from bot.check.commands import command_faults
from bot.check.sources import KEPT, kept, named_in, written
from bot.dialogue.commands import descriptions
from bot.language.faults import FilesError
from bot.language.scan import held
from bot.language.templates import PROMPTS, languages, words
from bot.talk.commands import COMMANDS, FEATURES, MENU
from tests.copied_tree import UNFINISHED as NO_LEFTOVERS
from tests.copied_tree import Lender, but_english

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

AT_START, IN_CHECK = True, False


class Prompts:
    """A copy of the files under ``prompts/`` to break."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, file: str, old: str, new: str) -> None:
        """Change every place where something stands in a file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, file: str, text: str) -> None:
        with (self.root / file).open("a", encoding="utf-8") as out:
            out.write(text)

    def remove(self, file: str) -> None:
        (self.root / file).unlink()

    def drop_block(self, file: str, block: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        rest = re.sub(rf"{{% block {block} %}}.*?{{% endblock %}}\n?", "", text, flags=re.DOTALL)
        assert rest != text, f"{file} has no block {block!r}"
        path.write_text(rest, encoding="utf-8")


@pytest.fixture(scope="module")
def lender(tmp_path_factory) -> Lender:
    return Lender(tmp_path_factory.mktemp("prompts") / "shelf", [PROMPTS])


@pytest.fixture
def prompts(lender, tmp_path) -> Iterator[Prompts]:
    with lender.lent(tmp_path / "copy") as root:
        yield Prompts(root / "prompts")


@pytest.fixture(scope="module")
def lender_of_two(tmp_path_factory) -> Lender:
    folder = tmp_path_factory.mktemp("two languages") / "prompts"
    shutil.copytree(PROMPTS, folder, ignore=but_english)
    shutil.copytree(folder / "en", folder / "es")
    return Lender(tmp_path_factory.mktemp("two languages") / "shelf", [folder], ignored=NO_LEFTOVERS)


@pytest.fixture
def in_two(lender_of_two, tmp_path) -> Iterator[Prompts]:
    """A copy in which all that is in English is there once more, as Spanish."""
    with lender_of_two.lent(tmp_path / "copy") as root:
        yield Prompts(root / "prompts")


def test_all_is_well():
    assert start_faults() == []
    assert prompt_faults() == []
    assert unfinished() == []


def option_renamed(prompts):
    prompts.put("flows/checkup.toml", '"quieter"', '"calmer"')
    prompts.put("en/checkup/season.j2", "option_quieter", "option_calmer")


def trade_with_words_alone(prompts):
    shutil.copy(prompts.root / "en/trades/shop.j2", prompts.root / "en/trades/pet_care.j2")


def trade_with_figures_alone(prompts):
    row = re.search(r'\[\[trade\]\]\nid = "shop".*?\n\n', (prompts.root / "trades.toml").read_text(), re.DOTALL)
    prompts.add("trades.toml", "\n" + row[0].replace('"shop"', '"pet_care"'))


def kind_without_arithmetic(prompts):
    row = re.search(r'\[\[verdict\]\]\nid = "offer".*?\n\n', (prompts.root / "verdicts.toml").read_text(), re.DOTALL)
    prompts.add("verdicts.toml", "\n" + row[0].replace('id = "offer"', 'id = "price"\nactions = "offer"'))


def kind_without_row(prompts):
    text = (prompts.root / "verdicts.toml").read_text()
    row = re.search(r'\[\[verdict\]\]\nid = "both".*?\n\n', text, re.DOTALL)
    (prompts.root / "verdicts.toml").write_text(text.replace(row[0], ""))


def not_toml(prompts):
    prompts.add("flows/weekly.toml", "\nthis is = = nothing\n")


BROKEN = [
    # the change, the line, and whether the start says it too
    (option_renamed, "prompts/flows/checkup.toml: season.options has 'calmer', which bot/diagnosis/answers.py", AT_START),
    (option_renamed, "bot/diagnosis/answers.py: season has 'quieter', which prompts/flows/checkup.toml", AT_START),
    (lambda p: p.put("flows/checkin.toml", '"given"', '"gave"'), "step.options has 'gave', which bot/checkins", AT_START),
    (lambda p: p.put("flows/activity.toml", '"two_way"', '"both_ways"'), "interaction.options has 'both_ways'", AT_START),
    (lambda p: p.put("flows/checkup.toml", '"year"', '"years"'), "age.options has 'years', which bot/checkup", AT_START),
    (lambda p: p.put("flows/checkup.toml", 'id = "value"', 'id = "worth"'), "has no question 'value'", AT_START),
    (lambda p: p.put("flows/checkup.toml", 'id = "value"', 'id = "worth"'), "worth is used by no code", AT_START),
    (lambda p: p.put("flows/checkup.toml", 'id = "value"', 'id = "value"\nnoted = true'), "value is noted, but bot/", AT_START),
    (lambda p: p.put("flows/checkup.toml", 'path = ["talk", "both"]', 'path = ["chat"]'), "'path' has no option", AT_START),
    (lambda p: p.put("flows/checkup.toml", "whole = false", "hole = false"), "flows/checkup.toml: question.wanted.hole: ", AT_START),
    (not_toml, "prompts/flows/weekly.toml: ", AT_START),
    (lambda p: p.remove("flows/activity.toml"), "prompts/flows/activity.toml is missing", AT_START),
    (lambda p: p.remove("en/menu/help.j2"), "prompts/en/menu/help.j2 is missing", AT_START),
    (lambda p: p.remove("en/checkup/people.j2"), "prompts/en/checkup/people.j2 is missing", AT_START),
    (lambda p: p.remove("en/checkins/counted.j2"), "prompts/en/checkins/counted.j2 is missing", AT_START),
    (lambda p: p.remove("en/commands/weeks.j2"), "prompts/en/commands/weeks.j2 is missing", AT_START),
    (lambda p: p.remove("en/menu/thanks.j2"), "prompts/en/menu/thanks.j2 is missing", AT_START),
    (lambda p: p.remove("en/actions/keep_the_diary.j2"), "prompts/en/actions/keep_the_diary.j2 is missing", AT_START),
    (lambda p: p.drop_block("en/actions/keep_the_diary.j2", "how"), "keep_the_diary.j2 has no block 'how'", AT_START),
    (lambda p: p.drop_block("en/checkup/people.j2", "why"), "prompts/en/checkup/people.j2 has no block 'why'", AT_START),
    (lambda p: p.drop_block("en/menu/start.j2", "put_aside"), "menu/start.j2 has no block 'put_aside'", AT_START),
    (lambda p: p.drop_block("en/data/settings.j2", "ask_zone"), "data/settings.j2 has no block 'ask_zone'", AT_START),
    (lambda p: p.drop_block("en/pictures/door.j2", "legend"), "pictures/door.j2 has no block 'legend'", AT_START),
    (lambda p: p.drop_block("en/diagnosis/offer.j2", "changed"), "diagnosis/offer.j2 has no block 'changed'", AT_START),
    (lambda p: p.drop_block("en/diagnosis/offer.j2", "called"), "diagnosis/offer.j2 has no block 'called'", AT_START),
    (lambda p: p.drop_block("en/diagnosis/neither.j2", "close"), "diagnosis/neither.j2 has no block 'close'", AT_START),
    (lambda p: p.drop_block("en/diagnosis/sales_skill.j2", "lies"), "diagnosis/sales_skill.j2 has no block 'lies'", AT_START),
    (lambda p: p.remove("en/diagnosis/both.j2"), "prompts/en/diagnosis/both.j2 is missing", AT_START),
    (lambda p: p.remove("verdicts.toml"), "prompts/verdicts.toml is missing", AT_START),
    (lambda p: p.put("verdicts.toml", "#1d4ed8", "blue"), "prompts/verdicts.toml: verdict.marketing_volume.colour: ", AT_START),
    (kind_without_arithmetic, "prompts/verdicts.toml: verdict has 'price', which bot/diagnosis/kinds.py does not", AT_START),
    (kind_without_row, "bot/diagnosis/kinds.py: VerdictKind has 'both', which prompts/verdicts.toml", AT_START),
    (lambda p: p.put("verdicts.toml", 'side = "offer"', 'side = "price"'), "offer.side has 'price', which bot/diagnosis/kinds.py", AT_START),
    (lambda p: p.put("verdicts.toml", 'id = "both"\n', 'id = "both"\nactions = "none"\n'), "both.actions: there is no verdict 'none'", AT_START),
    (lambda p: p.put("actions.toml", "repeats = true", "repeats = false"), "actions.toml: no action repeats and fits always", AT_START),
    (lambda p: p.put("actions.toml", 'walk_in = ["shop"', 'walk_in = ["stall"'), "actions.toml: groups.walk_in: there is no trade 'stall'", AT_START),
    (lambda p: p.drop_block("en/checkup/speed.j2", "unknown"), "checkup/speed.j2 has no block 'unknown'", AT_START),
    (lambda p: p.drop_block("en/checkup/visitors.j2", "tells"), "checkup/visitors.j2 has no block 'tells'", AT_START),
    (lambda p: p.drop_block("en/checkup/room.j2", "flip"), "checkup/room.j2 has no block 'flip'", AT_START),
    (lambda p: p.put("flows/checkup.toml", 'id = "season"', 'id = "weather"'), "has no question 'season', which bot/diagnosis/answers", AT_START),
    (lambda p: p.drop_block("en/diagnosis/notes.j2", "tiny_numbers"), "diagnosis/notes.j2 has no block 'tiny_numbers'", AT_START),
    (lambda p: p.drop_block("en/diagnosis/tags.j2", "neither"), "diagnosis/tags.j2 has no block 'neither'", AT_START),
    (lambda p: p.drop_block("en/numbers/invalid.j2", "phone"), "numbers/invalid.j2 has no block 'phone'", AT_START),
    (lambda p: p.drop_block("en/activity/side.j2", "unclear"), "activity/side.j2 has no block 'unclear'", AT_START),
    (lambda p: p.drop_block("en/commands/how.j2", "button"), "commands/how.j2 has no block 'button'", AT_START),
    (lambda p: p.put("trades.toml", "usual = 0.18", "usual = 1.8"), "prompts/trades.toml: trade.car_dealer.usual: ", AT_START),
    (lambda p: p.put("trades.toml", 'lag = "same_day"', 'lag = "today"'), "prompts/trades.toml: trade.emergency.lag: ", AT_START),
    (lambda p: p.put("en/diagnosis/parts.j2", ', other="people")', ")"), "diagnosis/parts.j2:2: plural(...) lacks other=", IN_CHECK),
    (lambda p: p.put("en/diagnosis/parts.j2", 'one="person"', 'ones="person"'), "parts.j2:2: plural(...) lacks one=", IN_CHECK),
    (lambda p: p.put("en/diagnosis/parts.j2", 'one="person"', 'ones="person"'), "has ones=, which is no form", IN_CHECK),
    (lambda p: p.put("en/language.toml", "clock =", "watch ="), "prompts/en/language.toml: dates.clock: ", IN_CHECK),
    (trade_with_words_alone, "prompts/en/trades/pet_care.j2 is used nowhere", IN_CHECK),
    (lambda p: p.put("flows/checkup.toml", '"trades"\nlab', '"tradez"\nlab'), "trade: options_of names 'tradez', but there is", AT_START),
    (lambda p: p.put("flows/checkup.toml", 'labels = "trades"', "options = []"), "options and options_of cannot both", AT_START),
    (trade_with_figures_alone, "prompts/en/trades/pet_care.j2 is missing", AT_START),
    (lambda p: p.remove("en/trades/shop.j2"), "prompts/en/trades/shop.j2 is missing", AT_START),
    (lambda p: p.drop_block("en/trades/shop.j2", "like"), "prompts/en/trades/shop.j2 has no block 'like'", AT_START),
    (lambda p: p.put("actions.toml", 'busy = ["swamped"]', 'busy = ["drowned"]'), "unless.busy has 'drowned', which bot/diagnosis", AT_START),
    (lambda p: p.remove("en/checkup/mentioned.toml"), "prompts/en/checkup/mentioned.toml is missing", IN_CHECK),
    (lambda p: p.put("actions.toml", 'note = ["fit_unknown"]', 'note = ["page_bad"]'), "when.note has 'page_bad'", AT_START),
    (lambda p: p.put("actions.toml", "speed = [", "pace = ["), "when has 'pace', which bot/diagnosis/actions.py", AT_START),
    (lambda p: p.put("actions.toml", 'grade = "none"', 'grade = "D"'), "prompts/actions.toml: sources.judgement.grade: ", AT_START),
    (lambda p: p.add("en/commands/dance.j2", "{% block menu %}Dance{% endblock %}"), "commands/dance.j2: no COMMANDS has /dance", AT_START),
    (lambda p: p.drop_block("en/commands/weeks.j2", "menu"), "prompts/en/commands/weeks.j2 has no block 'menu'", AT_START),
    (lambda p: p.drop_block("en/commands/differ.j2", "button"), "commands/differ.j2 has no block 'button'", AT_START),
    (lambda p: p.put("en/menu/start.j2", "{% block hello %}", "{% block hello %}{% if %}"), "prompts/en/menu/start.j2:", IN_CHECK),
    (lambda p: p.put("en/checkup/wanted.j2", "{% block ask %}", "{% block ask %}{{ 1 | dance }}"), "No filter named 'dance'", IN_CHECK),
    (lambda p: p.put("pictures/door.svg.j2", "{%", "{% dance %}{%"), "prompts/pictures/door.svg.j2:", IN_CHECK),
    (lambda p: p.put("en/checkins/week.j2", "import listed", "import lists"), "takes 'lists' from checkins/counted.j2", IN_CHECK),
    (lambda p: p.put("en/diagnosis/offer.j2", ">what you offer<".strip("<>"), ""), "offer.j2: block 'changed' says nothing", IN_CHECK),
    (lambda p: p.add("en/menu/bye.j2", "Bye"), "prompts/en/menu/bye.j2 is used nowhere", IN_CHECK),
    (lambda p: p.add("en/dialogue/waking.j2", "{% block bye %}Bye{% endblock %}"), "nothing says its block 'bye'", IN_CHECK),
    (lambda p: p.put("en/numbers/words.toml", "nothing_more", "nothing_mor"), "words.toml: nothing_more: Field required", IN_CHECK),
    (lambda p: p.put("en/numbers/words.toml", "low = 1,", "low = -1,"), "words.toml: few.couple.low: ", IN_CHECK),
    (lambda p: p.put("en/checkins/when.toml", "surely_to", "truly_to"), "when.toml: clock.surely_to: ", IN_CHECK),
    (lambda p: p.put("en/checkins/when.toml", '"12:00"', '"25:00"'), "when.toml: times.noon: ", IN_CHECK),
    (lambda p: p.put("en/activities.toml", "[phrases.behind.stock]", "[phrases.behind.stocks]"), "missing for: stock, stocks", IN_CHECK),
    (lambda p: p.put("en/activities.toml", "no_talk = '", "no_talk = '("), "activities.toml: reading.no_talk: ", IN_CHECK),
    (lambda p: p.put("activities.toml", 'contact = "no"', 'contact = "nope"'), "activities.toml: advertising.tv_radio.contact: ", IN_CHECK),
    (lambda p: p.put("activities.toml", "trade = true", "trades = true"), "activities.toml: advertising.online_shop.trades: ", IN_CHECK),
    (lambda p: p.put("zones.toml", '"Asia/Tehran"', '"Asia/Teheran"'), "zones.toml: offsets.+03:30: ", IN_CHECK),
    (lambda p: p.remove("zones.toml"), "prompts/zones.toml is missing", IN_CHECK),
    (lambda p: p.add("en/commands/how.j2", "{% block menu %}How{% endblock %}"), "nothing says its block 'menu'", IN_CHECK),
    (lambda p: p.add("en/commands/ask.j2", "{% block also %}Help, me{% endblock %}"), "'Help' may be typed for both /help and /ask", IN_CHECK),
    (lambda p: p.add("en/spare.toml", "a = 1"), "prompts/en/spare.toml is read by nobody", IN_CHECK),
]  # fmt: skip


@pytest.mark.parametrize(("break_it", "said", "at_start"), BROKEN, ids=[said for _, said, _ in BROKEN])
def test_what_is_broken_is_named_in_one_line(prompts, break_it, said, at_start):
    break_it(prompts)
    found = start_faults(prompts.root) if at_start else prompt_faults(prompts.root)
    naming = [line for line in found if said in line]
    assert len(naming) >= 1, found
    assert all("\n" not in line for line in found), found


DANCE = replace(COMMANDS["help"], name="dance")


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        ((replace(DANCE, name="help"),), "bot/talk/opening.py: /help is declared already, in bot/checkins/commands.py"),
        ((DANCE, DANCE), "bot/checkins/commands.py: /dance is declared already, in bot/checkins/commands.py"),
        ((replace(DANCE, typed=False),), "bot/checkins/commands.py: /dance is in_menu, and so must be typed"),
        ((replace(DANCE, in_menu=False, in_groups=True),), "/dance is in_groups, and so must be in_menu"),
        ((replace(DANCE, in_groups=True, private=True),), "/dance is private, and so cannot be in_groups"),
    ],
)
def test_a_command_is_declared_once_and_as_what_can_be(commands, said):
    found = command_faults(held(PROMPTS / "en"), {**FEATURES, "bot/checkins/commands.py": commands})
    assert any(said in line for line in found), found


def test_every_command_of_the_menu_stands_in_help():
    said = words("en").label("menu/help", commands=descriptions(MENU, words("en")), in_group=False)
    assert [line.split()[0] for line in said.splitlines() if line.startswith("/")] == [f"/{name}" for name in MENU]


def test_the_kept_list_is_what_the_code_names(update_said):
    named = named_in(PROMPTS / "en")
    if update_said:
        KEPT.write_text(written(named), encoding="utf-8")
    assert kept() == named, "UPDATE_SAID=1 python -m pytest tests/check renews it"


def test_a_name_is_followed_through_constants_and_choices_of_two():
    named = named_in(PROMPTS / "en")
    assert {"left_checkin", "left_that"} <= named["menu/start"]  # one of two names
    assert len(named["checkins/trend"]) > 3  # the values of a table
    assert "done" in named["data/delete"]  # a constant of the module
    assert named["commands/resume"] >= {"button"}


def test_every_table_that_is_wrong_is_named_at_once(prompts):
    prompts.remove("trades.toml")
    prompts.put("flows/weekly.toml", 'kind = "text"', 'kind = "texts"')
    with pytest.raises(FilesError) as error:
        load_tables(prompts.root)
    assert error.value.faults[0].startswith("prompts/flows/weekly.toml: question.guess.kind: ")
    assert "prompts/trades.toml is missing" in error.value.faults


def half_filled(prompts):
    for file in sorted((prompts.root / "es").rglob("*.j2"))[:20]:
        file.unlink()


UNFINISHED = [
    (half_filled, 20, "is missing"),
    (lambda p: p.drop_block("es/menu/start.j2", "hello"), 1, "prompts/es/menu/start.j2 has no block 'hello'"),
    (lambda p: p.put("es/menu/error.j2", "error_id", "fallo"), 1, "menu/error.j2: text uses 'fallo'"),
    (lambda p: p.put("es/data/import.j2", "{{ column", "{{ columna"), None, "uses 'columna'"),
    (lambda p: p.put("es/checkins/sums.j2", "macro span(weeks)", "macro span(semanas)"), None, "does not take 'weeks'"),
    (lambda p: p.put("es/checkins/sums.j2", "macro span", "macro tramo"), 1, "sums.j2 has no macro 'span'"),
    (lambda p: p.put("es/menu/start.j2", "{% block hello %}", "{% block hello %}{% if %}"), 1, "prompts/es/menu/start.j2:"),
    (lambda p: p.remove("es/numbers/words.toml"), 1, "prompts/es/numbers/words.toml is missing"),
    (lambda p: p.remove("es/checkins/vocabulary.toml"), 1, "prompts/es/checkins/vocabulary.toml is missing"),
    (lambda p: p.put("es/numbers/words.toml", "plus_minus", "mas_menos"), 2, "prompts/es/numbers/words.toml: "),
    (lambda p: p.put("es/activities.toml", "[phrases.behind.stock]", "[phrases.behind.existencias]"), 2, "prompts/es/activities.toml"),
    (lambda p: p.put("es/diagnosis/parts.j2", ', other="people"', ""), 1, "es/diagnosis/parts.j2:2: plural(...) lacks other="),
    (lambda p: p.remove("es/language.toml"), 1, "prompts/es/language.toml is missing"),
    (lambda p: p.add("es/menu/adios.j2", "Adiós"), 1, "prompts/es/menu/adios.j2 is used nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("break_it", "how_many", "said"), UNFINISHED, ids=[said for _, _, said in UNFINISHED])
def test_a_language_that_is_not_whole_is_named_file_by_file_and_not_offered(in_two, break_it, how_many, said):
    break_it(in_two)
    found = prompt_faults(in_two.root)
    assert any(said in line for line in found), found
    assert all(line.startswith("prompts/es/") for line in found), found
    assert how_many is None or len(found) == how_many, found
    assert (languages(in_two.root), unfinished(in_two.root)) == (("en",), ["es"])
    assert start_faults(in_two.root) == []


def test_a_whole_language_is_offered(in_two):
    assert prompt_faults(in_two.root) == []
    assert languages(in_two.root) == ("en", "es")


def test_what_operators_read_stays_english(in_two):
    shutil.rmtree(in_two.root / "es/admin")
    shutil.rmtree(in_two.root / "es/terminal")
    assert languages(in_two.root) == ("en", "es")


def test_a_language_may_have_helpers_of_its_own(in_two):
    """Macros for the cases of a noun, say, and a macro that takes the case beside what the English one takes."""
    in_two.add("es/cases.j2", "{% macro after(noun, number) %}{{ noun }}{% endmacro %}")
    in_two.put("es/diagnosis/parts.j2", "macro people(n)", "macro people(n, case='of')")
    in_two.put("es/diagnosis/parts.j2", "{# Phrases", '{% from "cases.j2" import after %}{# Phrases')
    assert prompt_faults(in_two.root) == []
    assert languages(in_two.root) == ("en", "es")


@pytest.mark.parametrize("forms", ['one="клиент", other="клиента"', 'one="клиент", few="клиента", other="клиента"'])
def test_a_language_gives_all_the_forms_that_it_has(prompts, forms):
    shutil.copytree(prompts.root / "en", prompts.root / "ru")
    (prompts.root / "ru/menu/stop.j2").write_text(f"{{{{ 3|plural({forms}) }}}}", encoding="utf-8")
    assert "prompts/ru/menu/stop.j2:1: plural(...) lacks many=" in prompt_faults(prompts.root)
    assert languages(prompts.root) == ("en",)


@pytest.mark.parametrize("language", ["flows", "pictures", "xx", "", "../en", "de-AT"])
def test_words_of_no_language_are_english_ones(language):
    assert words(language).language == "en"
