"""Two hundred owners, a year, and a bot that crashes: what the ledger and the chat must show at the end."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from bot.core.due import Again, DropSnooze, Expire, Send, Skip, Snooze, decide_due
from bot.core.schedule import Schedule, snooze, window_end
from bot.core.week import Week, weeks_between

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Africa/Cairo",
    "Pacific/Kiritimati",
    "America/Los_Angeles",
    "Etc/GMT+12",
]
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Owner:
    """What storage would hold of one owner, and what their chat shows."""

    schedule: Schedule
    started: datetime
    ledger: dict[Week, str] = field(default_factory=dict)
    numbers: set[Week] = field(default_factory=set)
    snoozed: Snooze | None = None
    messages: list[tuple[datetime, Week, str, Schedule, datetime | None]] = field(default_factory=list)
    catch_ups: list[tuple[Week, ...]] = field(default_factory=list)
    resumed: int = 0
    pauses: int = 0

    def decide(self, now):
        last = next(reversed(self.ledger), None)
        recent = list(self.ledger)[-12:]
        answered = self.numbers.intersection([*recent, *(last.later(ahead) for ahead in (1, 2, 3) if last is not None)])
        missed = []
        for week in reversed(recent):
            if week in answered:
                break
            if self.ledger[week] != "skipped":
                missed.append(week)
        return decide_due(
            self.schedule,
            now,
            last=last,
            started=self.started,
            answered=answered,
            missed=missed,
            snoozed=self.snoozed,
        )

    def write(self, decision, now):
        assert sum(isinstance(step, Send | Again) for step in decision.steps) <= 1
        for step in decision.steps:
            match step:
                case Send(due, resumed, catch_up):
                    assert due.week not in self.ledger
                    assert not self.schedule.is_paused_on(due.at.astimezone(ZoneInfo(self.schedule.zone)).date())
                    self.ledger[due.week] = "sent"
                    own = due.at if self.schedule.is_quiet else None
                    self.messages.append((now, due.week, "sent", self.schedule, own))
                    assert due.at <= now < window_end(self.schedule, due.at)
                    if resumed:
                        self.resumed += 1
                        self.schedule = self.schedule.resumed()
                    if catch_up:
                        self.catch_ups.append(catch_up)
                case Expire(due):
                    assert due.week not in self.ledger
                    self.ledger[due.week] = "expired"
                case Skip(week):
                    assert week not in self.ledger
                    self.ledger[week] = "skipped"
                case Again(week):
                    assert self.ledger[week] == "sent"
                    self.messages.append((now, week, "again", self.schedule, self.snoozed.at))
                    self.snoozed = None
                case DropSnooze():
                    self.snoozed = None

    def do_something(self, now, chance):
        """Answer, snooze, pause or change the day, as owners do."""
        sent = [week for week, outcome in self.ledger.items() if outcome == "sent"]
        match chance.choices(["answer", "snooze", "pause", "change", "ahead", "back"], [50, 20, 4, 4, 4, 1])[0]:
            case "answer" if sent:
                self.numbers.add(sent[-1])
            case "snooze" if sent and sent[-1] not in self.numbers:
                self.snoozed = Snooze(sent[-1], snooze(now, chance.choice(["hour", "tomorrow"]), self.schedule))
                clock = self.snoozed.at.astimezone(ZoneInfo(self.schedule.zone)).time()
                assert time(8) <= clock < time(21) or self.schedule.is_quiet
            case "pause":
                today = now.astimezone(ZoneInfo(self.schedule.zone)).date()
                self.schedule = replace(self.schedule, paused_until=today + chance.choice([14, 30]) * DAY)
                self.pauses += 1
            case "change":
                self.schedule = replace(
                    self.schedule,
                    weekday=chance.randrange(7),
                    hour=chance.choice(HOURS),
                    zone=chance.choice(ZONES),
                    since=now,
                )
            case "ahead" if self.ledger:
                self.numbers.add(max(self.ledger).later())


HOURS = [0, 2, 7, 8, 9, 9, 9, 12, 18, 20, 21, 23]


def live(owner, chance, downtimes):
    """Let a year pass for one owner."""
    now = owner.started
    wake = owner.decide(now).wake
    act = now + chance.random() * 8 * DAY
    while now < END:
        now = max(now, min(wake, act))
        now = next((until for since, until in downtimes if since <= now < until), now)
        if now >= act:  # also a tap that had to wait for the bot
            owner.do_something(now, chance)
            act = now + (0.05 + chance.random()) * 8 * DAY
        decision = owner.decide(now)
        if chance.random() < 0.1:  # killed before the commit: decided again by whoever comes next
            now += chance.random() * 3 * HOUR
            decision = owner.decide(now)
        owner.write(decision, now)
        again = owner.decide(now)  # a second process comes too late
        assert again.steps == ()
        assert again.wake > now
        wake = again.wake


@pytest.fixture(scope="module")
def year():
    chance = random.Random(6)
    starts = sorted(START + chance.random() * (END - START) for _ in range(40))
    downtimes = [(since, since + chance.choice([1, 5, 20, 60, 200, 600]) * HOUR) for since in starts]
    owners = []
    for _ in range(200):
        schedule = Schedule(chance.randrange(7), chance.choice(HOURS), chance.choice([0, 30]), chance.choice(ZONES))
        owner = Owner(schedule, START + chance.random() * 60 * DAY)
        live(owner, chance, downtimes)
        owners.append(owner)
    return owners


def test_each_week_from_the_first_to_the_last_is_in_the_ledger_once(year):
    outcomes = set()
    for owner in year:
        weeks = list(owner.ledger)
        assert weeks == list(weeks_between(weeks[0], weeks[-1]))
        assert weeks[-1] >= Week(2026, 51)
        outcomes |= set(owner.ledger.values())
    assert outcomes == {"sent", "skipped", "expired"}


def test_each_sent_week_is_one_message_and_nothing_else_is(year):
    for owner in year:
        asked = [week for _, week, kind, *_ in owner.messages if kind == "sent"]
        assert asked == [week for week, outcome in owner.ledger.items() if outcome == "sent"]


def test_nothing_comes_in_quiet_hours_but_what_the_owner_asked_for(year):
    in_the_night = 0
    for owner in year:
        for now, _, _, schedule, own in owner.messages:
            clock = now.astimezone(ZoneInfo(schedule.zone)).time()
            if clock >= time(21) or clock < time(8):
                in_the_night += 1
                moment = now.astimezone(ZoneInfo(schedule.zone)).replace(hour=schedule.hour, minute=schedule.minute)
                picked = any(timedelta() <= now - moment - day * DAY < HOUR for day in (0, -1))
                assert own is not None
                assert timedelta() <= now - own < HOUR or picked
    assert in_the_night > 100


def test_no_two_messages_come_at_once_whatever_the_downtime(year):
    for owner in year:
        moments = [now for now, *_ in owner.messages]
        assert len(set(moments)) == len(moments)
        assert moments == sorted(moments)


def test_every_pause_that_ended_was_followed_by_one_message_that_says_so(year):
    assert sum(owner.resumed for owner in year) > 100
    for owner in year:
        assert owner.resumed <= owner.pauses


def test_missed_weeks_are_offered_together_and_only_from_two_on(year):
    offered = [catch_up for owner in year for catch_up in owner.catch_ups]
    assert len(offered) > 100
    assert all(2 <= len(catch_up) <= 7 for catch_up in offered)
