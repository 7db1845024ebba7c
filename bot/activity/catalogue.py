"""The catalogue of activities: facts from ``prompts/activities.toml``, phrases from ``prompts/LANGUAGE/activities.toml``."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.activity.patterns import PatternBook
from bot.activity.rule import ActivitySide, Contact, Interaction, Ruling, verdict_of
from bot.activity.words_of import Stemmer
from bot.language.templates import FALLBACK, PROMPTS, word_list


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
        real_words: words, one a line, that look like a typo of a known word and are none.

    Raises:
        ValueError: the two files do not name the same activities, or a pattern is wrong.
        TypeError: an activity has a fact that is not known.
    """

    def __init__(self, facts: Mapping[str, Mapping[str, Any]], words: Mapping[str, Any], real_words: str = "") -> None:
        said = {name: entry for group in words["phrases"].values() for name, entry in group.items()}
        known = {name: entry for group in facts.values() for name, entry in group.items()}
        if said.keys() != known.keys():
            raise ValueError(f"facts or words are missing for: {', '.join(sorted(said.keys() ^ known.keys()))}")
        self.activities = {name: Activity(name, **entry) for name, entry in known.items()}
        self.names: dict[str, str] = {name: entry["name"] for name, entry in said.items()}
        self.reasons: dict[str, str] = {name: entry["why"] for name, entry in said.items() if "why" in entry}
        self.reading = ClausePatterns(words["reading"])
        self.stemmer = Stemmer(words["forms"], words["reading"]["fillers"].split())
        self.small = frozenset(self.stemmer.stems(words["reading"]["small"].split()))
        self.book = PatternBook(self.stemmer.stems, words["classes"])
        for name, entry in said.items():
            for line in entry["say"]:
                self.book.add(name, line)
        self.real_words = word_list(real_words)

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Return every word that a pattern, a form or a filler knows: what a typo may have been meant for."""
        return tuple(sorted(word for word in self.book.vocabulary | self.stemmer.known if len(word) > 3))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of the vocabulary: what is no typo."""
        return frozenset(stem for word in self.vocabulary for stem in self.stemmer.stems([word]))

    @cached_property
    def long_stems(self) -> tuple[str, ...]:
        """Return the stems that are long enough for a typo to be told from another word."""
        return tuple(sorted(stem for stem in self.stems if len(stem) > 4))


class ClausePatterns:
    """How the clauses of one language are taken apart: expressions from its file, compiled."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        side: str = words["side"]

        def expression(text: str) -> re.Pattern[str]:
            return re.compile(text.replace("{side}", side))

        self.joints = re.compile(
            r"\s*(?:[,;:!?/]|\.(?=\s|$)|\s[-–—]\s|[–—]|\b(?:" + "|".join(map(re.escape, words["joints"])) + r")\b)\s*"
        )
        negated = "|".join(map(re.escape, words["negations"]))
        self.negated = re.compile(words["before_negation"] + rf"(?:{negated})\b")
        self.aside = re.compile(words["aside"])
        self.no_negation = re.compile(words["no_negation"])
        self.purposes = tuple(map(expression, words["purposes"]))
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
        self.not_in_touch = expression(words["not_in_touch"])
        self.one_person = expression(words["one_person"])


@cache
def catalogue(language: str) -> KnownActivities:
    """Return the catalogue of a language, or else the English one."""
    file = PROMPTS / language / "activities.toml"
    if not (language.isalpha() and file.is_file()):
        file = PROMPTS / FALLBACK / "activities.toml"
    real_words = file.with_name("activities.real_words.txt")
    return KnownActivities(
        _read(PROMPTS / "activities.toml"),
        _read(file),
        real_words.read_text(encoding="utf-8") if real_words.is_file() else "",
    )


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
