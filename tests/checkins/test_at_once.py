"""What is seen at once of a week's message: what matters most, as much as a phone shows, and the rest on a tap."""

from bot.checkins.at_once import AS_BEFORE, IN_SHORT, LETTERS, NEWS, REMARK, SEEN, Saying, at_once

NUMBERS = Saying("12 in touch.")


def long(name, lines):
    return f"{name} " + "m" * (lines * LETTERS - len(name) - 1)


def seen_and_behind(*sayings, more=()):
    first, _, rest = at_once(sayings, more).partition("\n<blockquote expandable>")
    return first.split("\n"), rest.removesuffix("</blockquote>").split("\n") if rest else []


def test_what_fits_is_all_seen():
    sayings = NUMBERS, Saying("A sentence.", REMARK), Saying("The same.", AS_BEFORE), Saying("The step.", apart=True)
    seen = ["12 in touch.", "A sentence.", "The same.", "", "The step."]
    assert seen_and_behind(*sayings) == (seen, [])
    assert seen_and_behind(*sayings, more=["The week before."]) == (seen, ["The week before."])


def test_what_is_as_before_makes_room_first_then_the_step_is_seen_in_short_and_then_a_remark_goes():
    step = Saying(long("Step", 4), IN_SHORT, apart=True, short="Step in short.", rest="Its rest.")
    same, remark = Saying(long("Same", 4), AS_BEFORE), Saying(long("Remark", 4), REMARK)
    assert seen_and_behind(NUMBERS, remark, same, step)[0] == [NUMBERS.text, remark.text, "", step.text]
    news = Saying(long("News", 5), NEWS)
    first, rest = seen_and_behind(NUMBERS, remark, news, same, step)
    assert first == [NUMBERS.text, remark.text, news.text, "", "Step in short."][: len(first)]
    assert rest == ["Its rest.", same.text]
    longer = Saying(long("News", 9), NEWS)
    first, rest = seen_and_behind(NUMBERS, remark, longer, same, step, more=["More."])
    assert first == [NUMBERS.text, longer.text, "", "Step in short."]
    assert rest == [remark.text, "Its rest.", same.text, "More."]


def test_what_stays_is_never_put_on_a_tap():
    alarm = Saying(long("Alarm", 2 * SEEN))
    assert seen_and_behind(NUMBERS, alarm) == ([NUMBERS.text, alarm.text], [])
