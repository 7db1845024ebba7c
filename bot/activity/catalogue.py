"""The catalogue of activities: facts from ``prompts/activities.toml``, phrases from ``prompts/LANGUAGE/activities.toml``."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.activity.patterns import PatternBook
from bot.activity.rule import ActivitySide, Contact, Interaction, Ruling, verdict_of
from bot.activity.stems import cut_of, spelled
from bot.activity.words_of import Stemmer
from bot.language.templates import PROMPTS, file_of
from bot.language.vocabulary import language_table


class Activity(Struct, frozen=True):
    """What is known about one activity, before the words around it are read."""

    id: str
    contact: Contact | None = None
    interaction: Interaction | None = None
    one_person: bool | None = None
    buyers: bool = True
    helps: ActivitySide | None = None
    mainly: ActivitySide | None = None
    leans: bool = False
    trade: bool = False
    vague: bool = False
    page: bool = False

    @property
    def ruling(self) -> Ruling:
        """Judge the activity as it stands in the catalogue."""
        return verdict_of(
            self.contact,
            self.interaction,
            one_person=self.one_person,
            addressed_to_buyers=self.buyers,
            mainly=self.mainly,
        )


class KnownActivities:
    """The activities, and how people say them in one language.

    Args:
        facts: groups of activities with their facts.
        words: how they are said, and how clauses are read.
        forms: how words are brought to one form (``activities`` of ``language.toml``).

    Raises:
        ValueError: the two files do not name the same activities, or a pattern is wrong.
        TypeError: an activity has a fact that is not known.
    """

    def __init__(
        self, facts: Mapping[str, Mapping[str, Any]], words: Mapping[str, Any], forms: Mapping[str, Any]
    ) -> None:
        said = {name: entry for group in words["phrases"].values() for name, entry in group.items()}
        known = {name: entry for group in facts.values() for name, entry in group.items()}
        if said.keys() != known.keys():
            raise ValueError(f"facts or words are missing for: {', '.join(sorted(said.keys() ^ known.keys()))}")
        self.activities = {name: Activity(name, **entry) for name, entry in known.items()}
        self.names: dict[str, str] = {name: entry["name"] for name, entry in said.items()}
        self.reasons: dict[str, str] = {name: entry["why"] for name, entry in said.items() if "why" in entry}
        self.reading = ClausePatterns(words["reading"], forms["short"])
        cut = spelled(forms.get("spelled", ()), cut_of(forms["stems"]))
        fillers = words["reading"]["fillers"].split()
        self.stemmer = Stemmer(words["forms"], fillers, cut)
        self.letters: str = forms["letters"]
        self.small = frozenset(self.stemmer.stems(words["reading"]["small"].split()))
        once = Stemmer(words["forms"], fillers, cache(cut))  # a word stands in ten patterns
        self.book = PatternBook(once.stems, words["classes"])
        for name, entry in said.items():
            for line in entry["say"]:
                self.book.add(name, line)
        self.book.stems = self.stemmer.stems


class ClausePatterns:
    """How the clauses of one language are taken apart: expressions from its file, compiled."""

    def __init__(self, words: Mapping[str, Any], short: Sequence[Sequence[str]]) -> None:
        side: str = words["side"]
        self.short = tuple((re.compile(pattern), full) for pattern, full in short)

        def expression(text: str) -> re.Pattern[str]:
            return re.compile(text.replace("{side}", side))

        self.side = re.compile(rf"\b{side}\b")
        self.joints = re.compile(
            r"\s*(?:[,;:!?/]|\.(?=\s|$)|\s[-–—]\s|[–—]|\b(?:" + "|".join(map(re.escape, words["joints"])) + r")\b)\s*"
        )
        negated = "|".join(map(re.escape, words["negations"]))
        self.negated = re.compile(words["before_negation"] + rf"(?:{negated})\b")
        self.no_negation = re.compile(words["no_negation"])
        self.openings = tuple(map(expression, words["openings"]))
        self.question_before = tuple(map(expression, words["question_before"]))
        self.question_after = tuple(map(expression, words["question_after"]))
        self.question_around = expression(words["question_around"])
        self.question_start = expression(words["question_start"])
        self.after_negation = expression(words["after_negation"])
        self.about = expression(words["about"])
        self.doing = expression(words["doing"])
        self.no_activity = expression(words["no_activity"])
        self.no_talk = expression(words["no_talk"])
        self.one_person = expression(words["one_person"])


@cache
def catalogue(language: str) -> KnownActivities:
    """Return the catalogue of a language, of its parent, or else the English one."""
    file = file_of(language, "activities.toml")
    return KnownActivities(_read(PROMPTS / "activities.toml"), _read(file), language_table(language)["activities"])


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
