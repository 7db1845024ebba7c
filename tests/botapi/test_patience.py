"""How long a reply is tried (bot.botapi.patience): a bad message is told from a network that is down."""

import pytest

from bot.botapi.patience import FEW, PATIENCE, Patience, Traffic


class World:
    """One reply that fails at every try, and what the others do meanwhile."""

    def __init__(self, method="sendMessage", meanwhile=lambda traffic: None, *, answers=True):
        self.traffic = Traffic()
        self.patience = Patience(self.traffic, method, lambda: 0.0)
        self.method = method
        self.meanwhile = meanwhile
        self.answers = answers  # whether Telegram says who the bot is
        self.asked = 0

    def tried_for(self, most=36_000.0):
        """Return the seconds after which it is given up; None if it is not in ten hours."""
        seconds = 0.0
        while seconds < most:
            self.traffic.failed[self.method] += 1
            self.patience.failed(0.2)
            seconds += 0.2
            if self.patience.quiet:
                self.asked += 1
                if self.answers:
                    self.traffic.came_through("getMe")
                else:
                    self.traffic.failed["getMe"] += 1
            self.patience.look()
            if self.patience.over:
                return seconds
            seconds += self.patience.wait
            self.patience.waited(self.patience.wait)
            self.meanwhile(self.traffic)
        return None


def sends(method, through=0, failed=0):
    def meanwhile(traffic):
        traffic.through[method] += through
        traffic.failed[method] += failed

    return meanwhile


def several(*others):
    def meanwhile(traffic):
        for other in others:
            other(traffic)

    return meanwhile


FAILS_ALONE = {
    "nobody else writes, and Telegram answers": ("sendMessage", lambda _: None, True),
    "the words of others come through": ("sendMessage", sends("sendMessage", through=3), False),
    "the words of most others come through": ("sendMessage", sends("sendMessage", through=5, failed=2), False),
    "pictures fail too, and Telegram answers": ("sendMessage", sends("sendPhoto", failed=9), True),
    "a picture, and words come through": ("sendPhoto", sends("sendMessage", through=1), False),
    "a picture like every other": ("sendPhoto", several(sends("sendPhoto", failed=9), sends("sendMessage", 1)), False),
    "a document, and nobody else writes": ("sendDocument", lambda _: None, True),
    "a picture, and others come through": ("sendPhoto", sends("sendPhoto", through=1), False),
}
THE_WAY_IS_DOWN = {
    "nobody else writes, and Telegram does not answer": ("sendMessage", lambda _: None),
    "everything fails": ("sendMessage", several(sends("sendMessage", failed=3), sends("getMe", failed=1))),
    "nine in ten fail": ("sendMessage", sends("sendMessage", through=1, failed=9)),
    "a picture, and words fail": ("sendPhoto", sends("sendMessage", failed=1)),
    "a picture, and most words fail": ("sendPhoto", sends("sendMessage", through=1, failed=2)),
}


@pytest.mark.parametrize("case", FAILS_ALONE)
def test_what_fails_alone_is_given_up_within_a_minute(case):
    method, meanwhile, answers = FAILS_ALONE[case]
    seconds = World(method, meanwhile, answers=answers).tried_for()
    assert seconds is not None
    assert PATIENCE / 2 < seconds <= PATIENCE


@pytest.mark.parametrize("case", THE_WAY_IS_DOWN)
def test_while_the_way_is_down_nothing_is_given_up(case):
    method, meanwhile = THE_WAY_IS_DOWN[case]
    assert World(method, meanwhile, answers=False).tried_for() is None


def test_words_that_fail_in_many_chats_are_kept_though_telegram_answers():
    world = World()
    others = [Patience(world.traffic, "sendMessage", lambda: 0.0) for _ in range(FEW)]
    for other in others:
        other.failed(0.1)
    assert world.tried_for() is None
    assert world.asked == 0
    for other in others:
        other.end()
    assert world.tried_for() is not None


def test_the_minute_counts_only_while_the_way_is_open():
    world = World(answers=False)
    assert world.tried_for(3_600) is None
    world.answers = True
    seconds = world.tried_for()
    assert PATIENCE / 2 < seconds <= PATIENCE


def test_after_a_picture_was_given_up_the_next_is_not_tried_for_long_until_one_comes_through():
    world = World("sendPhoto")
    world.tried_for()
    world.patience = Patience(world.traffic, "sendPhoto", lambda: 0.0)
    assert world.tried_for() < 1
    world.traffic.came_through("sendPhoto")
    world.patience = Patience(world.traffic, "sendPhoto", lambda: 0.0)
    assert world.tried_for() > PATIENCE / 2


def test_what_was_sent_in_the_end_is_in_nobodys_way():
    world = World()
    world.patience.failed(0.1)
    assert world.traffic.failing
    world.patience.end()
    assert not world.traffic.failing
