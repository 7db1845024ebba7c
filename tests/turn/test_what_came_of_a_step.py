"""What owners say came of the step, with some who said no: a part of them isn't all of them."""

import re

import pytest

from bot.checkins.step_counts import StepCounts
from bot.diagnosis import load_trades
from bot.hearing.tally import counts_told
from bot.language.templates import PROMPTS, words
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain
from tests.checkup.test_what_if import said
from tests.listening.played import Owner

ASKING = {one.id for one in load_trades(PROMPTS / "trades.toml").actions if one.asks}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("tried it, two of five said no to the higher price", "worked"),
        ("did it. 2 out of 6 turned it down", "worked"),
        ("did it, four of ten declined", "worked"),
        ("rang all ten, 3 said no and 2 booked", "worked"),
        ("did it, five of five said no", "failed"),
        ("wrote to all nine, all nine said no thanks", "failed"),
        ("did it, all five said no", "failed"),
        ("tried it, they all said no", "failed"),
        ("did it, nobody said yes", "failed"),
        ("rang 10, six said no", "done"),
        ("called all 12, 9 said no and 3 didnt pick up", "done"),
        ("rang ten, six said no, two booked", "worked"),
    ],
)
def test_a_part_that_said_no_is_no_failure(text, answer):
    _, found = answer_to("salon", text)
    said = {one.removeprefix("topics/step:") for one in found if one.startswith("topics/step:")}
    assert answer in said
    assert not said & ({"worked", "failed"} - {answer})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sent the email nothing happened", "failed"),
        ("did it two weeks ago, nobody called", "failed"),
        ("done the listing last week and nothing, crickets", "failed"),
        ("did the follow up thing, nothing", "failed"),
        ("did it yesterday, nothing yet", "done"),
        ("just sent them all this morning, no replies so far", "done"),
    ],
)
def test_nothing_that_came_of_a_step_is_a_failure_unless_it_was_only_just_done(text, said):
    owner, _ = answer_to("gym", text)
    assert [step.said for step in owner.chat.book.steps.values()] == [said]


@pytest.mark.parametrize(
    ("name", "text", "counts"),
    [
        ("plumber", "rang nine of them, two want it done, one had gone with a mate, rest no answer", "2 9"),
        ("plumber", "rang all 6. two had already got one, three want one, one no answer", "3 6"),
        ("plumber", "called seven of them, 2 would like one, five no answer", "2 7"),
        ("plumber", "rang 9. four want one, two had gone elsewhere, three didn't pick up", "4 9"),
        ("salon", "told five of them 15.50 and all five paid", "5 5"),
        ("gym", "rang ten, half of them booked, the others no answer", "5 10"),
        (
            "plumber",
            "rang seventeen back. five had moved, four booked a visit, rest nothing. was that worth an hour?",
            "4 17",
        ),
    ],
)
def test_who_said_yes_is_said_of_those_who_were_tried_beside_the_share_before(name, text, counts):
    before, (owner, found) = after_the_verdict(name), answer_to(name, text)
    part, whole = counts.split()
    assert [step.said for step in owner.chat.book.steps.values()] == ["worked"]
    assert f"{part} of {whole} said yes" in plain(owner)
    assert owner.chat.business.checkup == before.business.checkup
    assert not [name for name in found if name.startswith("checkup/")]


def yes_of_tried(text, language):
    """Return how many said yes of those who were tried, as "2 9"; nothing where that isn't plain."""
    told = counts_told(text, words(language))
    return f"{told.yes} {told.tried}" if told and told.yes else ""


@pytest.mark.parametrize(
    ("text", "language", "counts"),
    [
        ("2 unsubscribes, 1 order", "en", ""),
        ("asked six, two didn't want it and 1 said yes", "en", "1 6"),
        ("sent twenty, none replied", "en", ""),
        ("two said yes and two booked", "en", ""),
        ("llamé a nueve, dos dijeron que sí, los demás nada", "es", "2 9"),
        ("liguei para nove, dois toparam, o resto nada", "pt-BR", "2 9"),
        ("позвонила девяти, двое согласились, остальные молчат", "ru", "2 9"),
        ("telepon 9 orang, 2 setuju, sisanya tidak ada jawaban", "id", "2 9"),
        ("9 लोगों को फ़ोन किया, 2 मान गए, बाकी चुप", "hi", "2 9"),
    ],
)
def test_yes_of_those_who_were_tried_is_told_plainly_or_not_at_all(text, language, counts):
    assert yes_of_tried(text, language) == counts


@pytest.mark.parametrize(
    "text",
    [
        "rang eight of them. 3 booked in and the other five never picked up, so what do i do with those five",
        "rang six of em last night. two said yes, one had already got a lad and the other three never picked up, so what do i do with those three",
    ],
)
def test_a_question_behind_a_report_is_answered_before_the_next_step(text):
    owner, found = answer_to("plumber", text)
    told = plain(owner)
    assert {"topics/step:worked", "topics/step_remarks:silent_ones", "topics/verdict:do"} <= found
    assert told.index("said yes") < told.index("Silence") < told.index("This week:")
    assert "Beside it:" not in told


@pytest.mark.parametrize("text", ["40 rang, 5 booked, is that bad?", "is 5 of 40 bad?"])
def test_who_came_was_not_tried(text):
    owner, _ = answer_to("plumber", text)
    assert not owner.chat.book.steps


def test_the_next_step_is_said_once_to_who_reports_and_asks_what_now():
    owner, _ = answer_to("plumber", "rang nine, two said yes, rest no answer. now what?")
    assert plain(owner).count("Beside it:") + plain(owner).count("This week:") == 1


@pytest.mark.parametrize("text", ["wrote to ten, four said no thanks, one yes", "rang ten, six said no, two booked"])
def test_who_was_written_to_is_no_number_that_is_mended(text):
    owner, found = answer_to("plumber", text)
    assert "topics/step:worked" in found
    assert owner.chat.business.checkup == after_the_verdict("plumber").business.checkup
    assert not [name for name in found if name.startswith("checkup/")]


def test_a_number_that_is_mended_beside_a_report_is_taken():
    _, found = answer_to("plumber", "did it, two said yes. also customers were 12 not 5")
    assert "checkup/customers:review" in found


@pytest.fixture
def reacting(monkeypatch):
    for name in ("accountant", "band"):
        monkeypatch.setitem(OWNERS, name, {**TALKING, **REACTING[name]})


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "accountant",
            "asked all four of them, turns out in two cases the wife decides. one is coming in tuesday",
            "worked",
        ),
        ("band", "asked six people, five said budget and one said her uncle has a band. so what now", "done"),
    ],
)
def test_what_was_found_by_a_step_is_a_report_of_it(reacting, name, text, said):
    owner, _ = answer_to(name, text)
    assert [step.said for step in owner.chat.book.steps.values()] == [said]


def test_the_reason_that_most_named_is_noted_and_said_back(reacting):
    owner, found = answer_to("plumber", "asked all 8 of them, six find me too expensive")
    assert owner.chat.sessions[-1].answers["reason"].choice == "price"
    assert {"checkup/reason:review"} <= found


def test_a_reason_that_most_named_is_noted_without_a_word_on_the_step():
    owner, _ = answer_to("plumber", "asked all 8 of them, six said I'm too expensive")
    checkup = owner.chat.session(owner.chat.business.checkup)
    assert checkup.answers["reason"].choice == "price"


def test_no_reply_to_a_step_is_no_reason_for_a_no(reacting):
    owner, _ = answer_to("accountant", "sent 15 letters last month, no reply")
    assert owner.chat.sessions[-1].answers["reason"].choice == "rival"
    assert [step.said for step in owner.chat.book.steps.values()] == ["failed"]


@pytest.mark.parametrize(
    "text",
    [
        "wrote to all seven who went quiet. one booked, one told me they found somebody cheaper, five nothing",
        "tried the three prices with two couples. one took the middle one, 11.4k. other two still thinking",
        "only about 20 of the 36 were real jobs tbh, the others were people asking can i look at a boiler for free",
    ],
)
def test_who_was_asked_and_who_still_thinks_name_no_reason(text):
    before = after_the_verdict("plumber")
    owner, found = answer_to("plumber", text)
    assert "checkup/reason:review" not in found
    assert owner.chat.business.checkup == before.business.checkup


@pytest.mark.parametrize("text", ["ask me again in two weeks pls x", "leave me alone until january"])
def test_who_is_to_be_asked_at_a_time_is_not_told_that_the_question_is_off(text):
    _, found = answer_to("salon", text)
    assert {"topics/doubt:unasked", "topics/step:later", "topics/remarks:fewer_soon"} & found
    assert not [name for name in found if name.startswith("checkins/schedule")]


def test_a_number_that_is_no_length_of_time_tells_no_option():
    before = after_the_verdict("plumber")
    owner, _ = answer_to("plumber", "I had 14 kitchens in the last year, last year before that 17")
    assert owner.chat.business.checkup == before.business.checkup


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "so it's been 10 days, I've done three goes at each of them. Got 3 jobs out of it, about £2,100. what next",
            "worked",
        ),
        ("done the google thing, took me an hr and a half, they want to send me a postcard??", "done"),
        ("did five. All five picked the cheapest. now im making less than before, cheers", "failed"),
        ("9 days on, 2 unsubscribes and 1 order, from my aunt", "failed"),
    ],
)
def test_a_report_is_one_whatever_is_asked_or_told_beside_it(text, said):
    owner, found = answer_to("gym", text)
    assert [step.said for step in owner.chat.book.steps.values()] == [said]
    assert "checkup/reason:review" not in found
    assert "said yes" not in plain(owner)


def test_who_counts_is_answered_beside_a_report():
    _owner, found = answer_to("salon", "Seven calls made, three introductions. Do I count those three as new people?")
    assert any(
        name.startswith(("topics/words", "topics/verdict:term", "topics/question", "topics/remarks:count"))
        for name in found
    )


@pytest.mark.parametrize(
    "text",
    [
        "asked 14 people. 9 said they smelt the coffee / walked past, 3 tripadvisor, 2 the fish shop sent them",
        "asked 14. 9 said they walked past",
    ],
)
def test_what_people_answered_is_no_failure_of_a_step_that_asks_them(text):
    owner = Owner(after_the_verdict("shop"))
    owner.events = 60
    while owner.chat.verdicts[-1].action not in ASKING and id_of_step(owner) not in ASKING:
        owner.says("another one please")
    step = id_of_step(owner)
    owner.says(text)
    assert owner.chat.book.steps[step].said == "done"
    assert said(owner).startswith("Thank you, answers are what it was for. 9 of 14 say the same")


def id_of_step(owner):
    """Return the step that was given last."""
    given = [step.following for step in owner.chat.book.steps.values()]
    return given[-1] if given else owner.chat.verdicts[-1].action


def test_of_another_step_counts_are_what_came_of_it():
    owner, _ = answer_to("salon", "asked 14 people, 9 said yes")
    assert "answers are what it was for" not in said(owner)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "texted 9 folks who went quiet. 3 said too high, 1 wants to start next week, rest nothin",
            "3 named the same: “3 said too high”",
        ),
        (
            "We messaged 31 people, 12 replied, 5 said timing after office not available, 3 asked for less, 2 booked again",
            "5 named the same: “5 said timing after office not available”",
        ),
        (
            "called 8 people yesterday, 2 told me they had lost my number, 3 booked",
            "2 named the same: “2 told me they had lost my number”",
        ),
    ],
)
def test_what_most_of_those_named_who_were_asked_is_said_back_first(text, finding):
    owner, _ = answer_to("fitter", text)
    assert said(owner).startswith(finding)
    assert list(owner.chat.book.steps)


@pytest.mark.parametrize(
    "text",
    [
        "rang 12, 4 said yes",
        "rang 12, 4 said no thanks, 2 booked",
        "rang nine, two want it, one had gone with somebody else",
        "rang 6 of em back tuesday night, 2 didnt answer, one had got somebody else in, one wants a bathroom quote",
        "12 rang this week, 3 said they saw the van",
        "put it to 40 for new ones, asked 5, 4 said yeah and one said shes shopping around",
        "filled it in. that was 9 days ago and two people said they found us on maps",
        "asked 12 old ones to come back, 5 did, and 2 new people said they saw us on the map",
    ],
)
def test_no_reason_is_found_where_none_is_named(text):
    owner, _ = answer_to("fitter", text)
    assert "named the same" not in said(owner)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("wrote to nine people, four replied and one joined", "1 9"),
        ("messaged 14 of them. 5 answered, 2 booked, the other three want to think", "2 14"),
        ("rang 12 old customers. got sworn at twice, but one lady wants a date tomorrow", "1 12"),
        ("answered all 20 messages, sold a lamp to a man who had asked three times", ""),
        ("rang 30. 4 said call after the holidays, one signed", "1 30"),
        ("put ten new photos up, 3 people called", ""),
        ("visited 8 schools, six went with somebody else", ""),
    ],
)
def test_who_only_replied_or_is_no_person_did_not_say_yes(text, counts):
    assert yes_of_tried(text, "en") == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("wrote to 31 people. 6 replies", "6 31"),
        ("messaged 12 of them, 4 wrote back", "4 12"),
        ("I messaged 14 people, 3 replied n 1 signed", "3 14"),
        ("wrote to 20 last nite, 5 answered n 2 joined", "5 20"),
        ("called 12 people, 5 picked up n one booked", "5 12"),
        ("rang eight, two didn't answer", ""),
        ("put 8 signs up, 3 answers", ""),
    ],
)
def test_who_only_answered_is_told_as_that(text, counts):
    told = counts_told(text, words("en"))
    assert (f"{told.answered} {told.tried}" if told and told.answered else "") == counts


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plumber", "rang nine, two want it done, the rest no answer"),
        ("salon", "told five of them 15.50 and all five paid"),
        ("gym", "got one! booked for tuesday, my first in weeks"),
    ],
)
def test_what_worked_is_gone_on_with_and_the_next_step_is_a_tap(name, text):
    owner, found = answer_to(name, text)
    told, labels = said(owner), [button.label for reply in owner.replies for row in reply.rows for button in row]
    assert "topics/step:worked" in found
    assert "keep at it" in told
    assert "(About" not in told
    assert labels == ["The next step"]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing. Wrote to them all, got a lot of thanks but no thanks",
        "Nothing. Rang every one of them twice",
        "none. I asked them all, they had bought elsewhere",
    ],
)
def test_a_report_that_begins_with_nothing_is_no_success(text):
    owner, found = answer_to("gym", text)
    assert "topics/step:worked" not in found
    assert not [step for step in owner.chat.book.steps.values() if step.said == "worked"]


def test_a_report_that_names_a_day_does_not_set_the_weekly_question():
    _, found = answer_to(
        "fitter", "Did the photos, twelve of them, took most of Sunday with the rain. 200 views and two calls"
    )
    assert any(name.startswith("topics/step:") for name in found)
    assert not [name for name in found if name.startswith("weekly/")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Asked ten, seven replied. 4 found me on the map, 2 through a friend", "4 of 7 say the same"),
        ("Asked the last ten. 6 said a group online, 2 a friend. So do I post in that group?", "6 of 10 say the same"),
        ("asked 12 of them, 5 couldn't remember, 4 saw the van", "4 of 12 say the same"),
    ],
)
def test_what_people_answered_is_counted_of_those_who_answered(text, told):
    owner = Owner(after_the_verdict("shop"))
    owner.events = 60
    while owner.chat.verdicts[-1].action not in ASKING and id_of_step(owner) not in ASKING:
        owner.says("another one please")
    owner.says(text)
    assert told in said(owner)
    assert "(About" not in said(owner)


@pytest.mark.parametrize(
    "text", ["Auto answer set. Done.", "the automatic answer is set up now, done", "done, set the automatic answer up"]
)
def test_a_report_is_of_the_step_that_it_names(text):
    owner = Owner(after_the_verdict("venue"))
    owner.events = 1_000
    owner.says("another one please")
    while id_of_step(owner) != "automatic_reply":
        owner.says("another one please")
    owner.says("another one please")
    owner.says(text)
    assert owner.chat.book.steps["automatic_reply"].said in ("done", "worked")
    assert "utomatic" not in said(owner)


@pytest.mark.parametrize(
    "text",
    [
        "Of the 8 referrals, 6 signed. So the ads gave me 3 contracts for 1,800 euros.",
        "facebook gave me 5 leads last month, 1 signed",
        "the flyers brought in 4 and 2 of them signed",
    ],
)
def test_what_a_channel_brought_is_no_result_of_the_step(text):
    _, found = answer_to("fitter", text)
    assert not any(one.startswith("topics/step:") for one in found)


@pytest.mark.parametrize("text", ["I rang 6 back and 2 signed", "put the ad up like you said, 3 rang and 1 booked"])
def test_what_the_owner_did_is_still_one(text):
    _, found = answer_to("fitter", text)
    assert any(one.startswith("topics/step:") for one in found)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "wrote to 18 of them, 6 answered, 2 booked for July, the other four want to ask their husbands",
            StepCounts(18, yes=2, answered=6, later=4, by="write"),
        ),
        (
            "rang 15 old ones. 7 picked up, two needed a new boiler, both booked",
            StepCounts(15, yes=2, answered=7, by="ring"),
        ),
        ("emailed 24, 5 wrote back. Sold a sofa off the back of it", StepCounts(24, answered=5, won=True, by="write")),
        ("texted 12 people, 3 said after Easter, one signed up", StepCounts(12, yes=1, later=3, by="write")),
        (
            "called ten, 3 booked, one had gone elsewhere, the rest no answer",
            StepCounts(10, yes=3, gone=1, silent=6, by="ring"),
        ),
        ("messaged 20, 12 took a date, 5 of them paid already", StepCounts(20, yes=12, by="write")),
        ("escribí a 20, 5 contestaron y 2 reservaron", StepCounts(20, yes=2, answered=5, by="write")),
        ("написала двадцати, 6 ответили, двое записались", StepCounts(20, yes=2, answered=6, by="write")),
    ],
)
def test_each_count_of_a_report_is_what_became_of_those_who_were_tried(text, counts):
    language = "es" if "escribí" in text else "ru" if "написала" in text else "en"
    assert counts_told(text, words(language)) == counts


@pytest.mark.parametrize(
    ("text", "told", "never"),
    [
        (
            "wrote to 22 of them. 8 answered, 3 booked for June",
            ("8 of 22 answered, and 3 said yes", "the other 5 who answered", "the 14 silent ones"),
            ("no yes",),
        ),
        (
            "messaged 19 that went quiet. 5 said come back after the holidays, one signed",
            ("1 of 19 said yes", "the 5 still undecided"),
            ("named the same", "silent"),
        ),
        (
            "rang both the ones with a quote and 6 more, 8 in all. 2 booked, the rest had moved",
            ("That's a result",),
            (),
        ),
        (
            "rang 14 back. 6 answered. Sold a car off the back of it",
            ("6 of 14 answered, and it brought you a yes",),
            (),
        ),
        ("got one! booked for tuesday", ("That's a result",), ("silent", "undecided", "who answered")),
    ],
)
def test_a_report_is_said_back_with_its_counts_and_only_what_fits_them(text, told, never):
    owner, _ = answer_to("plumber", text)
    assert all(one in said(owner) for one in told)
    assert not any(one in said(owner) for one in never)


@pytest.mark.parametrize(
    "text",
    [
        "nothing. rang all of them back, they had already hired somebody",
        "wrote to everyone, nothing. most said they found someone else",
        "Called the five from last week. All had gone with somebody by then",
    ],
)
def test_who_had_somebody_by_then_was_answered_too_late(text):
    owner, _ = answer_to("gym", text)
    assert [step.said for step in owner.chat.book.steps.values()] == ["failed"]
    assert "it came too late" in said(owner)


def test_of_some_who_had_somebody_and_some_who_booked_the_step_worked():
    owner, _ = answer_to("gym", "rang nine. four had already hired somebody, two booked, the rest no answer")
    assert "2 of 9 said yes" in said(owner)
    assert "too late" not in said(owner)


@pytest.mark.parametrize(
    "text",
    [
        "the monday one signed up. what do i do now, same again?",
        "rang nine, two said yes, rest no answer. now what?",
        "friday lady booked. what do i do this week, the same again?",
    ],
)
def test_behind_what_worked_the_next_step_is_said_once(text):
    owner, _ = answer_to("plumber", text)
    said_of_step = re.findall(r"(?:This week|Beside it)[^:]*: (.*?[.!?])", plain(owner))
    assert len(said_of_step) == len(set(said_of_step)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "nine buyers of 14 is pretty good I thought? so why am I mending that end",
        "eight of the 14 bought, and that's bad? why should I fix that",
        "5 out of 6 paid, isn't that fine? so why sales",
    ],
)
def test_a_question_about_those_who_bought_gives_no_reason_for_a_no(text):
    _, found = answer_to("gym", text)
    assert "checkup/reason:review" not in found


@pytest.mark.parametrize(
    "text",
    [
        "texted both. one said no and the other is starting tuesday, four hours a week at 45!",
        "she begins monday, 4 hours a week, 60 in all",
    ],
)
def test_hours_a_week_are_no_wish_for_customers(text):
    owner, _ = answer_to("gym", text)
    assert "you'd like" not in said(owner)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Did the five minute calls. 6 this week, 3 said yes on the spot, two want to see a sample first", (6, 3, 2)),
        ("Answered all open chats on Sunday, was 7. One guy bought the lot", (7, 1, 0)),
        ("two new ones asked this week. One said fine, no bother, the other is waiting for her boss", (2, 1, 0)),
        ("rang eight like you said. one said aye come on Monday, three hadn't decided", (8, 1, 3)),
    ],
)
def test_who_was_tried_and_said_yes_is_counted_in_everyday_words(text, counts):
    told = counts_told(text, words("en"))
    assert (told.tried, told.yes, told.later) == counts


@pytest.mark.parametrize(
    ("text", "asks_why"),
    [
        ("tuesday lady signed up, first one in a month!", True),
        ("answered them all on sunday. sold a lamp and a table", True),
        ("great, the lady from leeds booked, first this month", True),
        ("it worked, three people rang since", False),
        ("the new photos are up and it worked", False),
    ],
)
def test_who_bought_is_to_be_asked_what_decided_it(text, asks_why):
    owner, found = answer_to("gym", text)
    assert "topics/step:worked" in found
    assert ("what decided it" in said(owner)) is asks_why


@pytest.mark.parametrize(
    "text",
    [
        "rang round on Monday. 31 parents got a date, 9 said they had found somebody, the rest voicemail",
        "Emailed all 6 who waited plus 9 that ghosted us. 5 opened it, 2 replied",
        "put ten photos up, 2 said they saw them, nobody signed up",
    ],
)
def test_counts_that_fit_no_report_are_not_put_together(text):
    assert counts_told(text, words("en")) is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("wrote to 40 site managers who never got an answer, 11 came back, 4 want a guard", (40, 11, 4)),
        (
            "rang 22 over two evenings. 14 picked up, 6 were already sorted elsewhere, 3 sent me their papers",
            (22, 14, 0),
        ),
        ("gave dates to seven of them on the phone. 3 booked, two never read it", (7, 0, 3)),
    ],
)
def test_who_came_back_to_the_owner_has_answered(text, counts):
    told = counts_told(text, words("en"))
    assert (told.tried, told.answered, told.yes) == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "emailed back 14 old enquiries like u said. 3 booked, 2 no thx, nine havent said a word",
            StepCounts(14, yes=3, gone=2, silent=9, by="write"),
        ),
        (
            "A dozen on my list: five booked in, 4 had been somewhere else by then, three never picked up",
            StepCounts(12, yes=5, gone=4, silent=3),
        ),
        ("Chased 31 old quotes. 6 going ahead, 11 no, 14 nowt", StepCounts(31, yes=6, gone=11, silent=14)),
        ("went round 8 campsites, 5 took the leaflets, 2 told me to hop it, 1 was shut", StepCounts(8, yes=5, gone=3)),
        (
            "phoned 20 we had missed: 6 giving, 4 no, rest voicemail",
            StepCounts(20, yes=6, gone=4, silent=10, by="ring"),
        ),
        (
            "25 numbers rung. 3 are wrong, 9 did not pick up, 13 talk with us and 4 from them come for a test",
            StepCounts(25, yes=4, answered=13, gone=3, silent=9, by="ring"),
        ),
        (
            "messaged 14 venues. One coffee date, one put me on the list, twelve ghosted me",
            StepCounts(14, yes=2, silent=12, by="write"),
        ),
        ("74 mails sent, 40 opened, eleven came back and ordered", StepCounts(74, yes=11, by="write")),
        ("I only managed three of the ten calls. One wants a visit Thursday at 4", StepCounts(3, yes=1, by="ring")),
        ("wrote to 15 old clients, one name came back", StepCounts(15, yes=1, by="write")),
        ("emailed 6. Two will refer. rest quiet", StepCounts(6, yes=2, silent=4, by="write")),
        ("called 4 got 1 job 900 quid", StepCounts(4, yes=1, by="ring")),
        ("rang 35. 12 booked in. 8 had gone to a chain. 15 no answer", StepCounts(35, yes=12, silent=15, by="ring")),
    ],
)
def test_what_became_of_people_is_told_by_what_the_words_mean(text, counts):
    assert counts_told(text, words("en")) == counts


@pytest.mark.parametrize(
    ("text", "told", "never"),
    [
        (
            "emailed back 14 old ones. 3 booked, 2 no thx, nine havent said a word",
            "3 of 14 said yes, which is good",
            "named",
        ),
        ("did the calls all month. rang 20, one booked, the rest no answer", "1 of 20 said yes", "One week"),
        ("phoned five. zero. waste of my morning", "None of 5 said yes: too few to tell", "one try proves little"),
    ],
)
def test_a_report_is_answered_by_how_good_its_counts_are(text, told, never):
    owner, _ = answer_to("plumber", text)
    assert told in said(owner)
    assert never not in said(owner)
