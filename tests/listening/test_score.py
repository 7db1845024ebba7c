"""The score of messages is strict where something is switched off, sent or stored that nobody meant."""

import pytest

from tests.listening import score
from tests.listening.labels import Message, labels_of
from tests.listening.played import Label, Played, numbers_in


def scored(monkeypatch, done: Played, state: str, text: str, *readings: str) -> str:
    done.written = numbers_in(text)
    monkeypatch.setattr(score, "played", lambda *_: done)
    return score.verdict(Message(state, text, tuple(tuple(labels_of(one)) for one in readings)))


@pytest.mark.parametrize(
    ("done", "state", "text", "reading", "how"),
    [
        (Played(names={"menu/start:thanks"}, off=True), "verdict", "leave it", "asks why", "harm"),
        (Played(names={"checkins/special:noted"}), "weekly", "ask me on mondays", "wants weekly mon", "harm"),
        (Played(names={"data/export:sent"}), "verdict", "rid of it all", "wants delete", "harm"),
        (Played([Label("tells", "people", "7")]), "q:people", "was 7 i mean 28", "tells people=28/month", "harm"),
        (Played([Label("asks", "person")]), "start", "can I ring somebody", "asks human", "right"),
        (Played([Label("social", "thanks")]), "verdict", "brilliant", "social praise", "right"),
        (Played(names={"checkup/people:ask"}), "q:people", "ta", "social thanks", "right"),
        (Played(names={"checkins/special:asked"}), "weekly", "shut, flood", "wants skipweek", "asked"),
        (
            Played(names={"dialogue/missed:which"}, options=frozenset({"shop", "beauty"})),
            "start",
            "wax bar",
            "tells trade=beauty",
            "asked",
        ),
    ],
)
def test_what_was_done_scores_as_it_should(monkeypatch, done, state, text, reading, how):
    assert scored(monkeypatch, done, state, text, reading) == how
