"""Telegram's limits, in passed-in seconds."""

from collections import deque

from bot.botapi.pace import CHAT_BURST, Pace


def send_all(pace: Pace, chats: list[int]) -> list[tuple[float, int]]:
    """Send one message to each chat of the list, each as early as the limits allow."""
    sent: list[tuple[float, int]] = []
    now = 0.0
    waiting = deque(chats)
    while waiting:
        ready = min(max(pace.chat_ready_at(chat, now), pace.all_ready_at(now)) for chat in waiting)
        now = max(now, ready)
        chat = next(c for c in waiting if max(pace.chat_ready_at(c, now), pace.all_ready_at(now)) <= now)
        waiting.remove(chat)
        pace.sent(chat, now)
        sent.append((now, chat))
    return sent


def most_in(sent: list[tuple[float, int]], seconds: float) -> int:
    times = [at for at, _ in sent]
    return max(sum(at <= other < at + seconds - 1e-9 for other in times) for at in times)


def test_at_most_30_a_second_in_all():
    sent = send_all(Pace(30), list(range(1, 301)))
    assert most_in(sent, 1.0) <= 30
    assert sent[-1][0] < 10.1


def test_one_a_second_in_a_chat_after_a_short_burst():
    sent = send_all(Pace(30), [1] * 20)
    assert most_in(sent, 1.0) <= CHAT_BURST + 1
    assert sent[-1][0] >= 20 - CHAT_BURST


def test_twenty_a_minute_in_a_group():
    sent = send_all(Pace(30), [-100] * 60)
    after = [(at, chat) for at, chat in sent if at > 60]
    assert most_in(after, 60.0) <= 20
    assert most_in(sent, 60.0) <= 23


def test_a_chat_that_telegram_asked_to_wait_waits_alone():
    pace = Pace(30)
    pace.pause(1, 40.0)
    assert pace.chat_ready_at(1, 0.0) == 40.0
    assert pace.chat_ready_at(2, 0.0) == 0.0


def test_without_limits_everything_may_go_at_once():
    assert {at for at, _ in send_all(Pace(0), [1] * 50)} == {0.0}


def test_two_processes_send_no_more_than_one():
    pace = Pace(30)
    pace.share(2)
    sent, now = 0, 0.0
    while now < 10:
        now = pace.all_ready_at(now)
        pace.sent(sent, now)
        sent += 1
    assert 148 <= sent <= 152


def test_who_pays_is_faster_and_pays_for_no_more_than_what_is_not_free():
    pace, paid, now = Pace(30, 1_000), 0, 0.0
    for chat in range(1, 5_001):
        now = pace.all_ready_at(now)
        paid += pace.sent(chat, now)
    assert 4.9 < now < 5.1
    assert 4_840 <= paid <= 4_860  # 30 a second are free


def test_who_would_pay_and_is_slow_pays_nothing():
    pace = Pace(30, 1_000)
    assert not any(pace.sent(chat, chat / 29) for chat in range(1, 200))


def test_where_telegram_takes_no_payment_the_free_pace_is_kept_for_an_hour():
    pace = Pace(30, 1_000)
    pace.stop_paying(0.0)
    sent = send_all(pace, list(range(1, 301)))
    assert most_in(sent, 1.0) <= 30
    assert [pace.sent(number, 3_601.0) for number in (301, 302)] == [False, True]


def test_what_comes_due_goes_as_fast_as_the_pace():
    assert (Pace(30).most_chats, Pace(30, 1_000).most_chats) == (100, 500)
    assert Pace(30).seconds_for(100) > 1.0
    assert Pace(30, 1_000).seconds_for(100) == 0.1
    shared = Pace(30, 1_000)
    shared.share(2)
    assert (shared.most_chats, shared.seconds_for(100)) == (250, 0.2)
