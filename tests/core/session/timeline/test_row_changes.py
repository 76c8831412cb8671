"""Rows added, changed and removed on the way: the run goes on as one that is trained on those rows from there on."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.changes import AddRow, Change, Event, RemoveRow, SetRow
from perceptop.core.protocol.commands import (
    Back,
    Choose,
    Explain,
    GoTo,
    Make,
    MakeAll,
    NextExample,
    Rebuild,
    Reseed,
    Restart,
    Step,
    Switch,
    WantPictures,
    WatchFor,
)
from perceptop.core.protocol.explanation import Link
from perceptop.core.session.timeline.change_file import events_text, read_changes
from perceptop.core.training.trainer import Trainer
from tests.core.sessions import do, session

FAR = {"epochs": 1_000_000, "target_loss": 0.0}
ADD, SET, REMOVE = AddRow((0.5, 0.25), (1.0,)), SetRow(1, (0.0, 0.75), (1.0,)), RemoveRow(2)
SETUPS = [{}, {"batch": 3}, {"batch": 2, "optimizer": "adam"}, {"batch": 1, "momentum": 0.5}]
X = np.array([[1, 1], [1, 0], [0, 1], [0, 0]], float)
Y = np.array([[0], [1], [1], [0]], float)
ROWS = {
    ADD: (np.vstack([X, [0.5, 0.25]]), np.vstack([Y, [1.0]])),
    SET: (np.vstack([X[:1], [0.0, 0.75], X[2:]]), Y),
    REMOVE: (X[[0, 1, 3]], Y[[0, 1, 3]]),
}


def trained_on(rows, first, then, overrides):
    """Weights after `first` epochs on the sample's rows and `then` on others, by a trainer that begins with those."""
    before = load_experiment("xor").override(Overrides(**FAR, **overrides)).trainer()
    before.run(first)
    buffers = before.loop.copies()
    inputs, targets = rows
    after = Trainer(
        before.network,
        Dataset(inputs, targets),
        loss=before.loss_function.name,
        optimizer=before.optimizer,
        batch=overrides.get("batch", "full"),
        seed=before.seed,
    )
    after.loop.epoch = first
    after.loop.write_back(*buffers)
    after.run(then)
    return after.network.theta


@pytest.mark.parametrize("overrides", SETUPS, ids=str)
@pytest.mark.parametrize("change", ROWS, ids=str)
def test_it_is_the_run_of_a_trainer_that_has_these_rows_from_there_on(change, overrides):
    made = session(**FAR, **overrides)
    snapshot = do(made, Step(17), Make(change), Step(25))
    assert snapshot.progress.notice == ""
    np.testing.assert_array_equal(made.trainer.dataset.inputs, ROWS[change][0])
    np.testing.assert_array_equal(made.trainer.network.theta, trained_on(ROWS[change], 17, 25, overrides))
    assert snapshot.about.examples == len(ROWS[change][0])
    assert snapshot.events == (Event(17, 0, change),)


@pytest.mark.by_default(2)
@pytest.mark.parametrize("overrides", SETUPS, ids=str)
def test_any_way_to_an_epoch_gives_its_rows_and_its_bits(overrides):
    made = session(**FAR, **overrides)
    do(made, Step(150), Make(ADD), Step(150), Make(REMOVE), Make(Change("learning_rate", 0.3)), Step(100), Make(SET))
    do(made, Step(50))
    seen = {}
    for epoch in (0, 149, 150, 151, 299, 301, 399, 401, 450):
        do(made, GoTo(epoch))
        seen[epoch] = made.trainer.network.theta.copy(), len(made.trainer.dataset)
    for epoch in (401, 0, 301, 149, 450, 151, 399, 150, 299):
        snapshot = do(made, GoTo(epoch))
        theta, rows = seen[epoch]
        np.testing.assert_array_equal(made.trainer.network.theta, theta)
        assert len(made.trainer.dataset) == len(snapshot.numbers.inputs) == snapshot.about.examples == rows
    assert [seen[epoch][1] for epoch in (0, 149, 150, 299, 301, 450)] == [4, 4, 5, 5, 4, 4]


def test_a_fork_has_its_own_rows():
    made = session(**FAR)
    do(made, Step(20), Make(ADD), Step(20), Back(30), Make(REMOVE, in_fork=True), Step(40))
    assert len(made.trainer.dataset) == 3
    assert len(do(made, Switch(0), GoTo(30)).numbers.inputs) == 5
    snapshot = do(made, Switch(1), GoTo(30))
    assert len(snapshot.numbers.inputs) == 3
    assert len(snapshot.branches[0].seen.outputs) == 5


@pytest.mark.parametrize("again", [Restart(), Reseed(), Rebuild((("layers", (2, 3, 1)),))], ids=str)
def test_a_run_that_begins_again_begins_with_the_rows_as_they_are(again):
    made = session(**FAR)
    do(made, Step(20), Make(ADD), Make(Change("learning_rate", 0.3)), Step(5), Make(SET), Back(2))
    snapshot = do(made, again, Step(10), Back(5))
    assert snapshot.events == (Event(0, 0, ADD),)
    assert len(snapshot.numbers.inputs) == 5
    assert len(do(made, Switch(0)).numbers.inputs) == 5


def test_data_that_is_read_again_has_the_rows_of_its_source():
    made = session("moons")
    do(made, Step(2), Make(RemoveRow(0)), Rebuild((("noise", 0.3),)), Step(2))
    assert (made.snapshot().events, len(made.trainer.dataset)) == ((), 240)


def test_all_that_is_shown_follows_the_rows():
    made = session("moons", **FAR)
    question = Explain(Link(NeuronAddress(1, 3)))
    watch = WatchFor(("flip", "saturate", "rise", "accuracy=0.999", "test-accuracy=0.999"))
    rows = len(made.trainer.dataset)
    do(made, watch, WantPictures(("surface", "confusion")), Choose(rows - 1), question, Step(5))
    for _ in range(3):
        do(made, Make(RemoveRow(rows - 1)), Step(1), NextExample())
        rows = len(made.trainer.dataset)
        assert do(made, Choose(rows), Step(1)).numbers.chosen == rows - 1
    do(made, *(Make(AddRow((1.0, 0.5), (1.0,))) for _ in range(20)), Step(3), GoTo(0), GoTo(8), Back(3))
    assert made.snapshot().progress.notice == ""


BAD = {
    "no such row": (RemoveRow(4), "row: found 5, expected one of 1 to 4"),
    "few inputs": (AddRow((0.5,), (1.0,)), "row: found 1 inputs, expected 2"),
    "many targets": (AddRow((0.5, 0.5), (1.0, 0.0)), "row: found 2 targets, expected 1"),
    "not a number": (SetRow(0, (0.5, float("nan")), (1.0,)), "input: found nan, expected a finite number"),
    "infinite": (SetRow(0, (0.5, 0.5), (float("inf"),)), "target: found inf, expected a finite number"),
}


@pytest.mark.parametrize(("change", "words"), BAD.values(), ids=BAD)
def test_what_no_row_can_be_changes_nothing(change, words):
    made = session(**FAR)
    before = do(made, Step(3))
    after = do(made, MakeAll((SET, change)))
    assert after.progress.notice.startswith(words)
    assert (after.events, after.about, len(made.trainer.dataset)) == ((), before.about, 4)


def test_the_last_row_stays():
    made = session(**FAR)
    do(made, *[Make(RemoveRow(0))] * 4, Step(2))
    assert len(made.trainer.dataset) == 1
    assert made.snapshot().progress.notice.startswith("row: found the only one, expected another")


def test_a_loss_of_probabilities_wants_targets_from_0_to_1():
    made = session(loss="binary_cross_entropy", **FAR)
    assert "targets" in do(made, Make(AddRow((1.0, 1.0), (2.0,)))).progress.notice


def test_within_an_epoch_rows_change_and_their_number_does_not():
    made = session(batch=2, **FAR)
    do(made, Step(1), NextExample(), NextExample())
    assert made.trainer.batch == 1
    assert "a change of their number between two epochs" in do(made, Make(ADD)).progress.notice
    do(made, Make(SET), Step(3), Back(3), GoTo(4))
    assert made.trainer.dataset.inputs[1].tolist() == [0.0, 0.75]


def test_a_table_takes_units_and_classes_and_keeps_the_bits_of_what_is_not_changed():
    made = session("iris", **FAR)
    data = made.trainer.dataset
    units = data.axis_values[3]
    do(made, Step(1), Make(SetRow(3, (6.5, *units[1:].tolist()), (0.0, 0.0, 1.0))))
    changed = made.trainer.dataset
    column = data.encoding.inputs[0]
    assert changed.inputs[3, 0] == (6.5 - column.mean) / column.deviation
    np.testing.assert_array_equal(changed.inputs[3, 1:], data.inputs[3, 1:])
    np.testing.assert_array_equal(changed.inputs[4], data.inputs[4])
    assert changed.targets[3].tolist() == [0.0, 0.0, 1.0]
    refused = do(made, Make(SetRow(3, tuple(units.tolist()), (0.5, 0.5, 0.0))))
    assert refused.progress.notice.startswith("target: found 0.5, 0.5, 0, expected one of the classes setosa, ")


def test_a_row_without_inputs_keeps_them():
    made = session("moons", features=("x1", "x1*x2"), **FAR)
    data = made.trainer.dataset
    do(made, Make(SetRow(2, (), (1 - data.targets[2, 0],))))
    np.testing.assert_array_equal(made.trainer.dataset.inputs, data.inputs)
    np.testing.assert_array_equal(made.trainer.dataset.sources, data.sources)
    assert made.trainer.dataset.targets[2, 0] == 1 - data.targets[2, 0]


def test_features_are_computed_of_the_columns_of_a_row():
    made = session("moons", features=("x1", "x1*x2", "log(x2+9)"), **FAR)
    do(made, Step(1), Make(AddRow((2.0, 3.0), (1.0,))), Step(1))
    encoding, row = made.trainer.dataset.encoding, made.trainer.dataset.inputs[-1]
    wanted = [
        (value - each.mean) / each.deviation for value, each in zip((2, 6, np.log(12)), encoding.features, strict=True)
    ]
    np.testing.assert_allclose(row, wanted, rtol=1e-14)
    assert made.trainer.dataset.sources[-1].tolist() == [2.0, 3.0]
    refused = do(made, Make(AddRow((2.0, -9.0), (1.0,)))).progress.notice
    assert refused.startswith("log(x2+9): found no finite value at these numbers")


def test_negative_rows_keep_their_marks():
    made = session("letters", epochs=1_000_000)
    data = made.trainer.dataset
    if data.negative is None:
        data = data.with_rows(data.inputs, data.targets, np.arange(len(data)) == 1)
        made.trainer.set_data(data)
    marked = np.flatnonzero(data.negative).tolist()
    row = tuple(data.inputs[0].tolist()), tuple(data.targets[0].tolist())
    do(made, Make(AddRow(*row)), Make(RemoveRow(0)), Step(2))
    assert np.flatnonzero(made.trainer.dataset.negative).tolist() == [place - 1 for place in marked if place]


def test_changes_of_rows_are_written_and_read():
    events = [Event(3, 0, ADD), Event(3, 1, SET), Event(7, 0, REMOVE), Event(9, 0, AddRow((0.1, 1e-300), (1 / 3,)))]
    text = events_text(events, (2, 4, 1))
    assert "set_row = 2\ninputs = [0.0, 0.75]\ntargets = [1.0]" in text


def test_a_file_of_them_is_read_back(tmp_path):
    events = [Event(3, 0, ADD), Event(3, 1, SET), Event(7, 0, REMOVE), Event(9, 0, AddRow((0.1, 1e-300), (1 / 3,)))]
    events.append(Event(9, 1, SetRow(0, (), (0.5,))))
    path = tmp_path / "changes.toml"
    path.write_text(events_text(events, (2, 4, 1)))
    assert read_changes(path, (2, 4, 1), (True, True)) == events
