"""How well activities are judged that the judge was not made with: bounds under what is measured."""

from tests.bench.activity_held_out import Row, held_out, labelled, score


def half(held: bool) -> list[Row]:
    return [row for row in labelled() if held_out(row.text) is held]


def test_the_labelled_activities_are_many_and_mostly_from_others():
    rows = labelled()
    assert len({row.text for row in rows}) == len(rows) >= 400
    assert sum(row.source != "own" for row in rows) > len(rows) / 2
    assert sum(row.style == "typed" for row in rows) >= len(rows) / 3


def test_the_held_out_half_is_judged_well():
    found = score(half(held=True))
    assert found.right >= 0.93
    assert found.answered >= 0.83
    assert found.wrong_and_sure <= 0.03


def test_channels_alone_are_left_open():
    rows = [row for row in half(held=True) if row.verdict == "unclear"]
    found = score(rows)
    assert found.table["unclear", "unclear"] >= 0.9 * len(rows)
