"""Recognising activities in the clauses of a text."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.activity.catalogue import Activity, KnownActivities
from bot.activity.clauses import Clauses
from bot.activity.patterns import Match, Stems
from bot.activity.rule import Contact, Ruling, Sure
from bot.activity.typos import mend
from bot.activity.words_of import split_words

MOST_PARTS = 6
LONGEST_REST = 3  # words that may borrow from their neighbour
CLOSE = 0.5  # points within which another verdict makes this one lean
THIN = 0.4  # under this share of the telling words explained, a verdict leans
FAINT = 0.2  # and under this one it would be a guess
ONE = "one"  # the word that stands in a pattern for "one person is meant"
LIVE = frozenset({"calls", "meetings", "demos"})
BARE = frozenset({"written", "calls", "meetings", "social"})
THEM = frozenset({"them", "they"})


class FoundActivity(Struct, frozen=True):
    """A stretch of text with the activity that was recognised in it."""

    text: str
    stems: Stems
    activity: Activity
    ruling: Ruling
    score: float
    explained: int
    understood: float

    @property
    def bare(self) -> bool:
        """True if a channel is named and nothing else."""
        return self.activity.id in BARE and self.explained == len(self.stems)

    @property
    def decided(self) -> bool:
        return self.ruling.verdict != "unclear"


class Reader:
    """Finds activities in the clauses of one text."""

    def __init__(self, book: KnownActivities, clauses: Clauses) -> None:
        self._book = book
        self._clauses = clauses
        self._parts = [mend(split_words(part), book) for part in clauses.parts[:MOST_PARTS]]

    def read_whole(self) -> FoundActivity | None:
        words = [word for part in self._parts for word in part]
        return self._read(words, " ".join(self._clauses.parts))

    def read_parts(self) -> list[FoundActivity]:
        """Return what is recognised in each part; a bare channel borrows the verb or the object of its neighbour."""
        found: list[FoundActivity] = []
        for place, words in enumerate(self._parts):
            read = self._read(words, self._clauses.parts[place])
            if read is None or not read.decided:
                read = self._with_neighbour(place, words) or read
            if read is not None and not read.decided:
                read = self._with_pronoun(read, place, found)
            if read is not None and (read.decided or (read.bare and not self._continues_list(place))):
                found.append(read)
        return _without_echoes(found)

    def _continues_list(self, place: int) -> bool:
        """True if a part only names a further channel: "cold messages on Telegram, Instagram"."""
        before = place - 1
        while before > 0 and len(self._parts[before]) == 1:
            before -= 1
        if place == 0 or len(self._parts[before]) < 2:
            return False
        last = self._read(self._parts[before][-1:], "")
        return last is not None and last.bare

    def _with_pronoun(self, read: FoundActivity, place: int, before: Sequence[FoundActivity]) -> FoundActivity:
        """Say who "them" is: people who have answered what came before, unless that was a list of strangers."""
        if read.activity.id not in LIVE or not before or not THEM.intersection(self._parts[place]):
            return read
        contact: Contact = "no" if before[-1].activity.id == "call_list" else "yes"
        activity = replace(read.activity, contact=contact)
        return replace(read, activity=activity, ruling=activity.ruling)

    def _with_neighbour(self, place: int, words: Sequence[str]) -> FoundActivity | None:
        """Read a few words with the verb before them ("answer emails and *calls*") or the object after them."""
        if len(words) > LONGEST_REST:
            return None
        text = self._clauses.parts[place]
        for neighbour, borrowed in (
            (place - 1, [*self._parts[place - 1][:1], *words]),
            (place + 1, [*words, *self._parts[place + 1][1:]] if place + 1 < len(self._parts) else []),
        ):
            if not 0 <= neighbour < len(self._parts):
                continue
            read, verb = self._read(borrowed, text), self._read(self._parts[neighbour][:1], "")
            if read is not None and read.decided and (verb is None or verb.activity.id != read.activity.id):
                return read
        return None

    def _read(self, words: Sequence[str], text: str) -> FoundActivity | None:
        stems = self._book.stemmer.stems(words)
        if self._book.reading.one_person.search(" ".join(words)):
            stems = (*stems, ONE)
        matches = self._book.book.matches(stems)
        if not matches:
            return None
        best = matches[0]
        understood = self._understood(best, stems)
        if understood < FAINT:
            return None
        activity = self._with_signals(self._book.activities[best.activity])
        ruling = activity.ruling
        return FoundActivity(
            text,
            stems,
            activity,
            replace(ruling, sure=self._sureness(activity, ruling, matches, understood)),
            best.score,
            len(best.words),
            understood,
        )

    def _understood(self, match: Match, stems: Stems) -> float:
        """Return the share of the telling words that a pattern explains."""
        telling = {place for place, stem in enumerate(stems) if stem not in self._book.small} | match.words
        return len(match.words) / len(telling)

    def _with_signals(self, activity: Activity) -> Activity:
        """Let plain statements overrule what the catalogue takes for granted."""
        if not activity.buyers:
            return activity
        if self._clauses.no_talk and activity.interaction != "one_way":
            activity = replace(activity, interaction="one_way", one_person=False, contact=activity.contact or "no")
        if self._clauses.not_in_touch and activity.contact in (None, "yes"):
            activity = replace(activity, contact="no")
        return activity

    def _sureness(self, activity: Activity, ruling: Ruling, matches: Sequence[Match], understood: float) -> Sure:
        if activity.leans or ruling.sure == "leans":
            return "leans"
        best = matches[0]
        rivals = (match for match in matches[1:] if match.score > best.score - CLOSE)
        if any(
            self._book.activities[rival.activity].ruling.verdict not in (ruling.verdict, "unclear") for rival in rivals
        ):
            return "leans"
        return "leans" if understood < THIN else "clear"


def _without_echoes(parts: list[FoundActivity]) -> list[FoundActivity]:
    """Keep one part for each activity."""
    seen: dict[str, FoundActivity] = {}
    for part in parts:
        seen.setdefault(part.activity.id, part)
    return list(seen.values())
