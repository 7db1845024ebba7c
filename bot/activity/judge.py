"""Reading the two facts from an owner's words, and judging by them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.activity.catalogue import Activity, Catalogue, catalogue
from bot.activity.clauses import Clauses, take_apart
from bot.activity.judgement import Ask, Judgement, Part
from bot.activity.patterns import Match, Stems
from bot.activity.rule import Contact, Interaction, Ruling, Sure, Verdict, verdict_of
from bot.activity.second_opinion import chances
from bot.activity.typos import mend
from bot.activity.words_of import has_letters, split_words

MOST_PARTS = 6
MOST_QUESTIONS = 2
ACROSS = 1.0  # points by which a pattern over the whole text must beat the best of its parts
CLOSE = 0.5  # points within which another verdict makes this one lean
THIN = 0.4  # under this share of the telling words explained, a verdict leans
FAINT = 0.2  # and under this one it would be a guess
WELL = 0.6  # from this share on, no second opinion is needed
DOUBT = 0.5  # a verdict that the second opinion finds less likely than this leans, and one that leans is asked about
ONE = "one"  # the word that stands in a pattern for "one person is meant"


@dataclass(frozen=True, slots=True)
class _Read:
    """A stretch of text with the activity that was recognised in it."""

    text: str
    words: int
    activity: Activity
    ruling: Ruling
    score: float
    explained: int
    understood: float

    @property
    def bare(self) -> bool:
        """Tell whether a channel is named and nothing else."""
        return self.activity.id in BARE and self.explained == self.words

    @property
    def decided(self) -> bool:
        return self.ruling.verdict != "unclear"


def judge(
    text: str,
    *,
    language: str = "en",
    contact: Contact | None = None,
    interaction: Interaction | None = None,
    one_person: bool | None = None,
) -> Judgement:
    """Say whether an activity is marketing or sales.

    Args:
        text: the activity in the owner's own words; anything at all is taken.
        language: the language of the text; English where there is no catalogue of it.
        contact: the owner's answer to "has that person already got in touch with you?".
        interaction: the owner's answer to "can they answer you right then?".
        one_person: the owner's answer to "is it made for one person who asked?".
    """
    book = catalogue(language)
    clauses = take_apart(text, book.reading)
    answers = _Answers(contact, interaction, one_person)
    if not has_letters(clauses.activity):
        return answers.judge_unknown(clauses.activity, ask=False)
    reader = _Reader(book, clauses)
    parts, whole = reader.read_parts(), reader.read_whole()
    if whole is None or (whole.decided and len(parts) > 1 and not _across(whole, parts)):
        whole = None
    if len(parts) > 1 and whole is None:
        return reader.doubted(_several(parts, answers, clauses), answers)
    single = whole or (parts[0] if parts else None)
    if single is None:
        if clauses.no_talk and answers.interaction is None:
            answers = replace(answers, interaction="one_way")
        return answers.judge_unknown(clauses.activity, ask=True)
    judgement = answers.judge_one(single, clauses)
    return judgement if single.understood >= WELL else reader.doubted(judgement, answers)


@dataclass(frozen=True, slots=True)
class _Answers:
    """The facts that the owner has been asked for."""

    contact: Contact | None
    interaction: Interaction | None
    one_person: bool | None

    @property
    def number(self) -> int:
        return sum(answer is not None for answer in (self.contact, self.interaction, self.one_person))

    def judge_unknown(self, text: str, *, ask: bool) -> Judgement:
        ruling = verdict_of(self.contact, self.interaction, one_person=self.one_person)
        facts = Activity("", self.contact, self.interaction, self.one_person)
        return Judgement(
            verdict=ruling.verdict,
            sure="leans",
            contact=self.contact,
            interaction=self.interaction,
            rule=ruling.rule,
            ask=self.next_question(facts) if ask and ruling.verdict == "unclear" else None,
            text=text,
        )

    def judge_one(self, read: _Read, clauses: Clauses) -> Judgement:
        activity = self.applied(read.activity)
        ruling = activity.ruling if self.number else read.ruling
        if ruling.verdict == "unclear" and self.number >= MOST_QUESTIONS:
            ruling = replace(activity, interaction=activity.interaction or "one_way").ruling
        return Judgement(
            verdict=ruling.verdict,
            sure="leans" if clauses.denied or self.number else ruling.sure,
            contact=activity.contact if activity.buyers else None,
            interaction=activity.interaction if activity.buyers else None,
            rule=ruling.rule,
            ask=self.next_question(activity) if ruling.verdict == "unclear" else None,
            activity=activity.id,
            helps=activity.helps,
            text=clauses.activity,
        )

    def applied(self, activity: Activity) -> Activity:
        if not self.number:
            return activity
        return replace(
            activity,
            contact=self.contact or activity.contact,
            interaction=self.interaction or activity.interaction,
            one_person=activity.one_person if self.one_person is None else self.one_person,
        )

    def next_question(self, activity: Activity) -> Ask | None:
        """Give the fact that decides most and is not known, unless two have been asked for."""
        if self.number >= MOST_QUESTIONS:
            return None
        if activity.contact is None:
            return "contact"
        if activity.interaction is None and activity.contact == "yes" and activity.id in WRITTEN:
            return "one_person"
        return "interaction" if activity.interaction is None else None


WRITTEN = frozenset({"written", "customer_written", "lead_written", "samples", "offers", "follow_ups"})
LIVE = frozenset({"calls", "meetings", "demos"})
THEM = frozenset({"them", "they"})
BARE = frozenset({"written", "calls", "meetings", "social"})


class _Reader:
    """Finds activities in the clauses of one text."""

    def __init__(self, book: Catalogue, clauses: Clauses) -> None:
        self._book = book
        self._clauses = clauses
        self._parts = [mend(split_words(part), book) for part in clauses.parts[:MOST_PARTS]]

    def read_whole(self) -> _Read | None:
        words = [word for part in self._parts for word in part]
        return self._read(words, " ".join(self._clauses.parts))

    def doubted(self, judgement: Judgement, answers: _Answers) -> Judgement:
        """Ask the second opinion, and the owner where it finds the verdict unlikely."""
        if judgement.verdict == "unclear" or answers.number:
            return judgement
        words = (word for part in self._parts for word in part)
        chance = chances(self._book.stemmer.stems(words))[judgement.verdict]
        if judgement.sure == "clear":
            return replace(judgement, sure="leans") if chance < DOUBT else judgement
        if chance >= DOUBT:
            return judgement
        return replace(judgement, verdict="unclear", rule="not_enough_said", ask="contact", parts=(), helps=None)

    def read_parts(self) -> list[_Read]:
        """Give what is recognised in each part; a bare channel borrows the verb or the object of its neighbour."""
        found: list[_Read] = []
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
        """Tell whether a part only names a further channel: "cold messages on Telegram, Instagram"."""
        before = place - 1
        while before > 0 and len(self._parts[before]) == 1:
            before -= 1
        if place == 0 or len(self._parts[before]) < 2:
            return False
        last = self._read(self._parts[before][-1:], "")
        return last is not None and last.bare

    def _with_pronoun(self, read: _Read, place: int, before: Sequence[_Read]) -> _Read:
        """Say who "them" is: people who have answered what came before, unless that was a list of strangers."""
        if read.activity.id not in LIVE or not before or not THEM.intersection(self._parts[place]):
            return read
        contact: Contact = "no" if before[-1].activity.id == "call_list" else "yes"
        activity = replace(read.activity, contact=contact)
        return replace(read, activity=activity, ruling=activity.ruling)

    def _with_neighbour(self, place: int, words: Sequence[str]) -> _Read | None:
        text = self._clauses.parts[place]
        for borrowed in (
            [*self._parts[place - 1][:1], *words] if place else [],
            [*words, *self._parts[place + 1][1:]] if place + 1 < len(self._parts) else [],
        ):
            read = self._read(borrowed, text) if borrowed else None
            if read is not None and read.decided and len(words) <= 3:
                return read
        return None

    def _read(self, words: Sequence[str], text: str) -> _Read | None:
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
        return _Read(
            text,
            len(stems),
            activity,
            replace(ruling, sure=self._sureness(activity, ruling, matches, understood)),
            best.score,
            len(best.words),
            understood,
        )

    def _understood(self, match: Match, stems: Stems) -> float:
        """Give the share of the telling words that a pattern explains."""
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


def _without_echoes(parts: list[_Read]) -> list[_Read]:
    """Keep one part for each activity."""
    seen: dict[str, _Read] = {}
    for part in parts:
        seen.setdefault(part.activity.id, part)
    return list(seen.values())


def _across(whole: _Read, parts: Sequence[_Read]) -> bool:
    """Tell whether the whole text says one thing that its parts do not say."""
    if len({part.ruling.verdict for part in parts}) == 1 and parts[0].decided:
        return (
            whole.ruling.verdict == parts[0].ruling.verdict or whole.score > max(part.score for part in parts) + ACROSS
        )
    return whole.score > max(part.score for part in parts) + ACROSS


def _several(reads: Sequence[_Read], answers: _Answers, clauses: Clauses) -> Judgement:
    """Judge activities that are named together."""
    settled = [read if read.decided else _settled(read, answers) for read in reads]
    open_part = next((read for read in settled if not read.decided), None)
    verdicts = {read.ruling.verdict for read in settled if read.decided}
    verdict: Verdict = _together(verdicts) if open_part is None else "unclear"
    first = settled[0]
    same = len(verdicts) == 1 and open_part is None
    contacts = {read.activity.contact for read in settled if read.activity.buyers and read.decided}
    interactions = {read.activity.interaction for read in settled if read.activity.buyers and read.decided}
    return Judgement(
        verdict=verdict,
        sure="clear" if all(read.ruling.sure == "clear" for read in settled) else "leans",
        contact=contacts.pop() if len(contacts) == 1 else "mixed" if contacts else None,
        interaction=interactions.pop() if len(interactions) == 1 else "mixed" if interactions else None,
        rule=first.ruling.rule if same else "several_parts" if open_part is None else "not_enough_said",
        parts=() if same else tuple(_part(read) for read in settled),
        ask=answers.next_question(open_part.activity) if open_part is not None else None,
        activity=first.activity.id if same else None,
        helps=first.activity.helps if same else None,
        text=clauses.activity,
    )


def _settled(read: _Read, answers: _Answers) -> _Read:
    activity = answers.applied(read.activity)
    ruling = activity.ruling
    if ruling.verdict == "unclear" and answers.number >= MOST_QUESTIONS:
        ruling = replace(activity, interaction=activity.interaction or "one_way").ruling
    return replace(read, activity=activity, ruling=ruling)


def _together(verdicts: set[Verdict]) -> Verdict:
    sides = verdicts - {"neither"}
    if len(sides) > 1:
        return "both"
    return next(iter(sides), "neither")


def _part(read: _Read) -> Part:
    return Part(
        text=read.text,
        verdict=read.ruling.verdict,
        contact=read.activity.contact,
        interaction=read.activity.interaction,
        rule=read.ruling.rule,
        activity=read.activity.id,
    )
