"""Back to any epoch, by any way: the same bits as the straight run. Changes, forks and walks included."""

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.changes import Change, Edit, Event
from perceptop.core.protocol.commands import (
    Back,
    Choose,
    Delete,
    Fork,
    GoTo,
    LastExample,
    Make,
    NextExample,
    NextPhase,
    Pause,
    Play,
    Restart,
    Step,
    Switch,
)
from perceptop.core.session.timeline.recording import MOST_BYTES, MOST_CHECKPOINTS, Recording
from perceptop.core.training.trainer import Trainer
from tests.core.sessions import do, run_out, session

WAYS = {
    "full batch": {},
    "momentum": {"learning_rate": 0.3, "momentum": 0.9},
    "L2 penalty": {"l2": 0.01, "learning_rate": 0.3},
    "adam": {"optimizer": "adam"},
    "irprop-": {"optimizer": "irprop-"},
    "each example": {"batch": 1, "learning_rate": 0.5},
    "shuffled batches": {"batch": 3, "learning_rate": 0.5},
    "adam in batches": {"batch": 2, "optimizer": "adam"},
}
FAR = {"epochs": 1_000_000, "target_loss": 0.0}


def straight(epochs, **overrides):
    """theta after every epoch of a run that nobody touched, `(epochs + 1, weights)`."""
    trainer = load_experiment("xor").override(Overrides(**(FAR | overrides))).trainer()
    thetas = [trainer.network.theta.copy()]
    for _ in range(epochs):
        trainer.run(epochs=1)
        thetas.append(trainer.network.theta.copy())
    return np.array(thetas)


@pytest.mark.slow
@pytest.mark.parametrize("overrides", WAYS.values(), ids=WAYS)
def test_random_walks_stand_where_the_straight_run_stood(overrides):
    expected = straight(700, **overrides)
    made = session(**(FAR | overrides))
    random = np.random.default_rng(5)
    for _ in range(400):
        reached = made.snapshot().progress.reached
        command = random.choice(
            [
                Step(int(random.integers(1, 30))),
                Back(int(random.integers(1, 12))),
                GoTo(int(random.integers(0, reached + 1))),
                GoTo(),
                NextExample(),
                NextPhase(),
                LastExample(),
                Choose(2),
            ]
        )
        if isinstance(command, Step) and made.trainer.epoch + command.epochs > 690:
            command = GoTo(3)
        do(made, command)
        assert made.trainer.epoch <= 700
        if made.trainer.batch == 0:
            np.testing.assert_array_equal(made.trainer.network.theta, expected[made.trainer.epoch])


@pytest.mark.parametrize("overrides", WAYS.values(), ids=WAYS)
def test_an_epoch_walked_by_example_has_the_bits_of_one_run(overrides):
    expected = straight(3, **overrides)
    made = session(**(FAR | overrides))
    for epoch in range(3):
        for example in range(4):
            assert made.trainer.epoch == epoch, example
            do(made, NextExample())
        np.testing.assert_array_equal(made.trainer.network.theta, expected[epoch + 1])


def test_walking_by_phase_goes_forward_back_and_updates():
    made = session()
    seen = [str(do(made, NextPhase()).walk.phase) for _ in range(6)]
    assert seen == [
        "forward, layer 1",
        "forward, layer 2",
        "error",
        "backward, layer 2",
        "backward, layer 1",
        "delta weights",
    ]
    for _ in range(18):
        snapshot = do(made, NextPhase())
    assert (snapshot.walk.place, snapshot.numbers.walked, snapshot.progress.epoch) == (3, 4, 0)
    snapshot = do(made, NextPhase())
    assert (snapshot.walk, snapshot.progress.epoch) == (None, 1)


def test_batch_delta_grows_by_what_each_example_asks():
    made = session(loss="mse")
    total = [np.zeros((3, 4)), np.zeros((5, 1))]
    for count in range(1, 4):
        numbers = do(made, NextExample()).numbers
        assert (numbers.walked, numbers.chosen) == (count, count - 1)
        total = [so_far + asked for so_far, asked in zip(total, numbers.example_delta, strict=True)]
        for summed, shown in zip(total, numbers.batch_delta, strict=True):
            np.testing.assert_allclose(shown, summed, atol=1e-15)


def test_an_example_walked_through_can_be_undone():
    made = session()
    do(made, NextExample(), NextExample(), LastExample())
    assert made.snapshot().numbers.walked == 1
    do(made, LastExample())
    assert made.snapshot().walk is None
    do(made, Step(5), LastExample())
    snapshot = made.snapshot()
    assert (snapshot.progress.epoch, snapshot.numbers.walked, snapshot.numbers.chosen) == (4, 3, 2)
    np.testing.assert_array_equal(made.trainer.network.theta, straight(4)[4])


def test_at_the_beginning_there_is_no_example_to_undo():
    snapshot = do(session(), LastExample())
    assert "found the beginning of the run" in snapshot.progress.notice


def test_history_is_said_and_played_on_to_the_newest_and_beyond():
    made = session(**FAR)
    do(made, Step(100), GoTo(40))
    progress = made.snapshot().progress
    assert (progress.state, progress.epoch, progress.reached) == ("history", 40, 100)
    made.handle(Play())
    while made.trainer.epoch <= 150:
        made.advance(1e-6)
    made.handle(Pause())
    progress = made.snapshot().progress
    assert progress.state == "paused"
    assert progress.reached == progress.epoch > 150
    np.testing.assert_array_equal(made.trainer.network.theta, straight(progress.epoch)[-1])


def test_the_loss_curve_keeps_its_future_while_history_is_looked_at():
    made = session()
    before = do(made, Step(100)).curve
    after = do(made, GoTo(40)).curve
    np.testing.assert_array_equal(before.epochs, after.epochs)
    np.testing.assert_array_equal(before.lows, after.lows)


def test_a_finished_run_is_finished_again_at_its_end():
    made = session(epochs=50)
    do(made, Play(), Back(3))
    assert made.snapshot().progress.state == "history"
    assert do(made, GoTo()).progress.state == "finished"
    assert do(made, Back(1), Step(1)).progress.state == "finished"


def test_the_past_cannot_be_changed_but_forked():
    made = session()
    do(made, Step(10), GoTo(5))
    refused = do(made, Make(Change("learning_rate", 0.1)))
    assert "history cannot be changed" in refused.progress.notice
    assert refused.events == ()
    snapshot = do(made, Fork(), Make(Change("learning_rate", 0.1)), Step(5))
    assert snapshot.progress.notices == 1
    assert [(branch.name, branch.current, branch.reached) for branch in snapshot.branches] == [
        ("main", False, 10),
        ("fork 1", True, 10),
    ]
    np.testing.assert_array_equal(do(made, Switch(0)).numbers.weights[0].ravel(), straight(10)[10][:12])


CHANGES = [
    Change("learning_rate", 0.3),
    Change("momentum", 0.8),
    Change("l2", 0.01),
    Change("batch", 2),
    Change("optimizer", "adam"),
    Change("learning_rate", 0.02),
    Edit(0, 1, 2, -0.5),
    Change("batch", "full"),
    Change("optimizer", "irprop-"),
    Edit(1, 4, 0, 2.0),
    Change("optimizer", "sgd"),
]


@pytest.mark.slow
def test_changes_are_replayed_exactly():
    made = session(**FAR)
    thetas = {}
    for change in CHANGES:
        do(made, Make(change))
        for _ in range(40):
            thetas[made.trainer.epoch] = made.trainer.network.theta.copy()
            do(made, Step())
    random = np.random.default_rng(2)
    for epoch in random.integers(0, 400, 200):
        do(made, GoTo(int(epoch)))
        np.testing.assert_array_equal(made.trainer.network.theta, thetas[int(epoch)])
    assert made.snapshot().progress.notices == 0


def test_a_run_with_its_events_is_made_again_from_its_command():
    made = session(**FAR)
    for change in CHANGES:
        do(made, Make(change), Step(37))
    events = made.snapshot().events
    again = session(options={"events": events, "at": 123}, **FAR)
    run_out(again)
    do(made, GoTo(123))
    assert again.snapshot().progress.epoch == 123
    np.testing.assert_array_equal(again.trainer.network.theta, made.trainer.network.theta)
    do(made, GoTo(333))
    do(again, GoTo(333))
    np.testing.assert_array_equal(again.trainer.network.theta, made.trainer.network.theta)


def test_a_change_within_an_epoch_is_replayed_at_its_batch():
    made = session(batch=1, **FAR)
    do(made, Step(3), NextExample(), NextExample(), Make(Change("learning_rate", 0.1)), Make(Edit(0, 0, 0, 1.5)))
    assert made.trainer.batch == 2
    do(made, Step(5))
    expected = made.trainer.network.theta.copy()
    do(made, GoTo(1), GoTo(8))
    np.testing.assert_array_equal(made.trainer.network.theta, expected)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change("learning_rate", -1.0), "learning rate: found -1.0, expected a number above 0"),
        (Change("momentum", 1.0), "momentum: found 1.0"),
        (Change("batch", 0), "batch: found 0"),
        (Change("optimizer", "newton"), "optimizer: found newton"),
        (Change("color", 3), "setting: found color"),
        (Edit(2, 0, 0, 1.0), "layer: found 2"),
        (Edit(0, 9, 0, 1.0), "synapse: found 9 to 0"),
        (Edit(0, 0, 0, float("nan")), "weight: found nan"),
    ],
)
def test_a_change_that_cannot_be_leaves_everything_as_it_is(change, message):
    made = session()
    before = do(made, Step(2))
    after = do(made, Make(change))
    assert message in after.progress.notice
    assert after.events == ()
    assert after.about == before.about
    np.testing.assert_array_equal(after.numbers.weights[0], before.numbers.weights[0])


def test_forks_are_compared_at_the_epoch_looked_at():
    made = session(**FAR)
    do(made, Step(60), GoTo(20), Fork(), Make(Change("learning_rate", 3.0)), Step(100))
    main = made.snapshot().branches[0]
    assert (main.seen.epoch, main.forked_at, main.reached) == (60, 0, 60)
    main = do(made, GoTo(50)).branches[0]
    judge = load_experiment("xor").trainer()
    judge.run(epochs=50)
    assert main.seen.epoch == 50
    assert main.seen.loss == judge.loss
    np.testing.assert_array_equal(main.seen.outputs, judge.outputs)


def test_many_forks_keep_their_own_futures():
    made = session(**FAR)
    do(made, Step(30))
    ends = {}
    for place, rate in enumerate([0.1, 0.5, 2.0, 5.0], 1):
        do(made, GoTo(place * 5), Fork(), Make(Change("learning_rate", rate)), Step(40))
        ends[place] = made.trainer.epoch, made.trainer.network.theta.copy()
    for place, (epoch, theta) in ends.items():
        do(made, Switch(place), GoTo())
        assert made.trainer.epoch == epoch
        np.testing.assert_array_equal(made.trainer.network.theta, theta)
    assert len(do(made, Switch(0), Delete(2)).branches) == 4
    assert "found the present one" in do(made, Delete(0)).progress.notice


def test_restart_begins_without_changes():
    made = session()
    do(made, Step(10), Make(Change("learning_rate", 0.1)), Fork(), Step(5), Restart())
    snapshot = made.snapshot()
    assert (snapshot.events, snapshot.progress.epoch) == ((), 0)
    assert snapshot.about.settings[0] == ("learning_rate", 1.0)


def test_a_jump_under_way_can_be_cancelled():
    made = session(**FAR)
    do(made, Step(20_000))
    made.handle(GoTo(19_000))
    assert made.snapshot().progress.target == 19_000
    made.advance(1e-9)
    made.handle(Pause())
    progress = made.snapshot().progress
    assert (progress.target, progress.busy, progress.state) == (None, False, "history")
    assert do(made, GoTo()).progress.epoch == 20_000


def test_the_memory_of_a_tape_is_bounded():
    trainer = load_experiment("xor").override(Overrides(**FAR)).trainer()
    recording = Recording.of(trainer)
    for epoch in range(0, 10_000_000, 1):
        if epoch > 200_000:
            break
        trainer.loop.epoch = epoch
        recording.note(trainer, 0)
    assert len(recording.checkpoints) <= MOST_CHECKPOINTS
    assert recording.size < MOST_BYTES
    assert recording.checkpoints[0].state.epoch == 0


def test_events_are_told_with_their_place():
    made = session()
    do(made, Step(12), Make(Edit(0, 2, 1, 0.25)))
    assert made.snapshot().events == (Event(12, 0, Edit(0, 2, 1, 0.25)),)
    assert str(made.snapshot().events[0].change) == "weight 0.2-1.1 = 0.25"


def test_a_network_with_given_weights_has_no_history():
    snapshot = do(session("and-perceptron"), Step(3), Back(1), NextExample())
    assert (snapshot.progress.epoch, snapshot.progress.state) == (0, "finished")
    assert isinstance(session("and-perceptron").trainer, Trainer)
