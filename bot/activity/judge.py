"""Is it marketing or sales? From what was recognised, and what the owner answered, to the judgement."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.activity.catalogue import Activity, catalogue
from bot.activity.clauses import Clauses, take_apart
from bot.activity.judgement import Ask, Judgement, Part
from bot.activity.reader import FoundActivity, Reader
from bot.activity.rule import ActivityVerdict, Contact, Interaction, verdict_of
from bot.activity.words_of import has_letters

MOST_QUESTIONS = 2
ACROSS = 1.0  # points by which a pattern over the whole text must beat the best of its parts
WELL = 0.6  # share of the telling words explained from which on no second opinion is needed
DOUBT = 0.6  # a verdict that the second opinion finds less likely than this leans, and one that leans is asked about
WRITTEN = frozenset({"written", "customer_written", "lead_written", "samples", "offers", "follow_ups"})


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
    reader = Reader(book, clauses)
    parts, whole = reader.read_parts(), reader.read_whole()
    if whole is None or (whole.decided and len(parts) > 1 and not _across(whole, parts)):
        whole = None
    if len(parts) > 1 and whole is None:
        judgement = _several(parts, answers, clauses)
        return _doubted(judgement) if not answers.number and any(map(_in_doubt, parts)) else judgement
    single = whole or (parts[0] if parts else None)
    if single is None:
        if clauses.no_talk and answers.interaction is None:
            answers = replace(answers, interaction="one_way")
        return answers.judge_unknown(clauses.activity, ask=True)
    judgement = answers.judge_one(single, clauses)
    return _doubted(judgement) if not answers.number and _in_doubt(single) else judgement


class _Answers(Struct, frozen=True):
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

    def judge_one(self, read: FoundActivity, clauses: Clauses) -> Judgement:
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
        """Return the fact that decides most and is not known, unless two have been asked for."""
        if self.number >= MOST_QUESTIONS:
            return None
        if activity.contact is None:
            return "contact"
        if activity.interaction is None and activity.contact == "yes" and activity.id in WRITTEN:
            return "one_person"
        return "interaction" if activity.interaction is None else None


def _in_doubt(read: FoundActivity) -> bool:
    """True if the second opinion finds a verdict unlikely that stands on few of the words."""
    from bot.activity.second_opinion import chances

    return read.decided and read.understood < WELL and chances(read.stems).get(read.ruling.verdict, 0.0) < DOUBT


def _doubted(judgement: Judgement) -> Judgement:
    """Let a verdict in doubt lean, and ask about one that leaned already."""
    if judgement.verdict == "unclear":
        return judgement
    if judgement.sure == "clear":
        return replace(judgement, sure="leans")
    return replace(judgement, verdict="unclear", rule="not_enough_said", ask="contact", parts=(), helps=None)


def _across(whole: FoundActivity, parts: Sequence[FoundActivity]) -> bool:
    """True if the whole text says one thing that its parts do not say."""
    if len({part.ruling.verdict for part in parts}) == 1 and parts[0].decided:
        return (
            whole.ruling.verdict == parts[0].ruling.verdict or whole.score > max(part.score for part in parts) + ACROSS
        )
    return whole.score > max(part.score for part in parts) + ACROSS


def _several(reads: Sequence[FoundActivity], answers: _Answers, clauses: Clauses) -> Judgement:
    """Judge activities that are named together."""
    settled = [read if read.decided else _settled(read, answers) for read in reads]
    open_part = next((read for read in settled if not read.decided), None)
    verdicts = {read.ruling.verdict for read in settled if read.decided}
    verdict: ActivityVerdict = _together(verdicts) if open_part is None else "unclear"
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


def _settled(read: FoundActivity, answers: _Answers) -> FoundActivity:
    activity = answers.applied(read.activity)
    ruling = activity.ruling
    if ruling.verdict == "unclear" and answers.number >= MOST_QUESTIONS:
        ruling = replace(activity, interaction=activity.interaction or "one_way").ruling
    return replace(read, activity=activity, ruling=ruling)


def _together(verdicts: set[ActivityVerdict]) -> ActivityVerdict:
    sides = verdicts - {"neither"}
    if len(sides) > 1:
        return "both"
    return next(iter(sides), "neither")


def _part(read: FoundActivity) -> Part:
    return Part(
        text=read.text,
        verdict=read.ruling.verdict,
        contact=read.activity.contact,
        interaction=read.activity.interaction,
        rule=read.ruling.rule,
        activity=read.activity.id,
    )
