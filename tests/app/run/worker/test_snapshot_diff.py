"""Only what is new goes through the pipe, and what comes out is the whole snapshot."""

import dataclasses
import pickle

import numpy as np

from perceptop.app.run.worker.snapshot_diff import SnapshotDiff, difference, later
from perceptop.core.protocol.commands import Choose, Pause, SetSpeed, Step
from tests.core.sessions import do, session


def through_the_pipe(before, after):
    return later(before, pickle.loads(pickle.dumps(difference(before, after))))


def same(ours, theirs):
    if isinstance(ours, np.ndarray):
        return np.array_equal(ours, theirs, equal_nan=True)
    if isinstance(ours, tuple) and not hasattr(ours, "_fields"):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if dataclasses.is_dataclass(ours):
        return all(same(getattr(ours, field.name), getattr(theirs, field.name)) for field in dataclasses.fields(ours))
    return ours == theirs


def test_the_later_snapshot_is_whole():
    made = session()
    there = made.snapshot()
    for command in (Step(3), Choose(2), SetSpeed(5.0), Step(1), Pause()):
        after = do(made, command)
        there = through_the_pipe(there, after)
        assert same(there, after)


def test_of_a_run_at_rest_nothing_is_sent():
    made = session()
    made.snapshot()
    assert difference(made.snapshot(), made.snapshot()).fields == {}


def test_another_example_leaves_the_weights_where_they_are():
    made = session()
    before = made.snapshot()
    change = difference(before, do(made, Choose(2)))
    assert isinstance(change.fields["numbers"], SnapshotDiff)
    assert not {"weights", "last_step", "batch_delta", "loss"} & set(change.fields["numbers"].fields)
    assert "about" not in change.fields


def test_what_stays_is_the_very_same_object():
    made = session()
    before = made.snapshot()
    there = through_the_pipe(before, do(made, Choose(2)))
    for name in ("about", "curve", "log", "branches"):
        assert getattr(there, name) is getattr(before, name)
    assert there.numbers.weights is before.numbers.weights
    assert there.numbers.chosen == 2
