"""What the rules say of an activity: the pattern of words that explains most of it names an entry of the catalogue."""

from collections.abc import Sequence

from msgspec import Struct

from bot.activity.catalogue import Activity, KnownActivities
from bot.activity.clauses import Clauses
from bot.activity.patterns import Match, Stems
from bot.activity.rule import ActivityVerdict, Sure
from bot.activity.words_of import split_words

CLOSE = 0.5  # a verdict leans if another one comes within this many points
THIN = 0.4  # a verdict leans if less than this share of the telling words is explained
FAINT = 0.2  # and below this share it would be a guess
ONE = "one"  # the word that stands in a pattern for "one person is meant"


class Vote(Struct, frozen=True):
    """The verdict of the rules: ``unclear`` where the activity does not say enough, or none was recognised."""

    verdict: ActivityVerdict = "unclear"
    sure: Sure = "leans"
    activity: Activity | None = None


def vote(book: KnownActivities, clauses: Clauses) -> Vote:
    """Judge a text by the rules alone."""
    words = [word for part in clauses.parts for word in split_words(part)]
    stems = book.stemmer.stems(words)
    if book.reading.one_person.search(" ".join(words)):
        stems = (*stems, ONE)
    matches = book.book.matches(stems)
    if not matches or (understood := _understood(matches[0], stems, book)) < FAINT:
        return Vote()
    activity = book.activities[matches[0].activity]
    clear = understood >= THIN and not activity.leans and activity.ruling.sure == "clear" and not _rivals(matches, book)
    return Vote(activity.ruling.verdict, "clear" if clear else "leans", activity)


def together(verdicts: set[ActivityVerdict]) -> ActivityVerdict:
    """Return the verdict on activities that are named together: work behind the door changes nothing."""
    sides = verdicts - {"neither"}
    return "both" if len(sides) > 1 else next(iter(sides), "neither")


def _understood(match: Match, stems: Stems, book: KnownActivities) -> float:
    """Return the share of the telling words that a pattern explains."""
    telling = {place for place, stem in enumerate(stems) if stem not in book.small} | match.words
    return len(match.words) / len(telling)


def _rivals(matches: Sequence[Match], book: KnownActivities) -> bool:
    """True if another pattern explains nearly as much and says something else."""
    best = matches[0]
    said = (book.activities[best.activity].ruling.verdict, "unclear")
    close = (match for match in matches[1:] if match.score > best.score - CLOSE)
    return any(book.activities[match.activity].ruling.verdict not in said for match in close)
