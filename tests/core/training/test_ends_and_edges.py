"""Stopping conditions, watchpoints and the trainer at their edges: equal values, both at once, within an epoch."""

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.stopping import Plateau, StopCheck, Stopping
from perceptop.core.training.watchpoints import Watch, parse_watchpoint
from tests.core.textbook import Textbook


def trainer(**overrides):
    return load_experiment("xor").override(Overrides(**overrides)).trainer()


def block(first, losses):
    nothing = np.zeros((len(losses), 1, 1))
    return EpochBlock(first, np.array(losses), nothing, nothing[0])


def test_a_target_loss_is_reached_where_it_is_equalled():
    place, stop = StopCheck(Stopping(target_loss=0.25)).first(0, np.array([0.5, 0.25, 0.1]))
    assert (place, stop.reason) == (1, "target_loss")


def test_a_loss_that_has_fallen_by_just_the_share_is_progress():
    assert StopCheck(Stopping(plateau=Plateau(1, 0.5))).first(0, np.array([1.0, 0.5, 0.25])) is None
    assert StopCheck(Stopping(plateau=Plateau(1, 0.5))).first(0, np.array([1.0, 0.5, 0.3]))[0] == 2


def test_a_plateau_needs_the_loss_of_the_epochs_before():
    check = StopCheck(Stopping(plateau=Plateau(5, 0.5)))
    assert check.first(0, np.array([1.0])) is None
    assert check.first(10, np.array([1.0])) is None
    assert check.first(15, np.array([1.0]))[1].reason == "plateau"


def test_a_watchpoint_on_the_epoch_of_the_end_leaves_the_end():
    made = trainer(epochs=20)
    made.loop.advance_until(StopCheck(made.stopping), 100, Watch(made, [parse_watchpoint("epoch=20")]).halt)
    assert (made.epoch, made.stopped.reason) == (20, "epochs")


def test_a_run_returns_how_many_epochs_it_went_on():
    made = trainer(epochs=20)
    assert (made.run(epochs=5), made.run(), made.run()) == (5, 15, 0)


def test_a_watchpoint_before_the_end_is_no_end():
    made = trainer(epochs=20)
    made.loop.advance_until(StopCheck(made.stopping), 100, Watch(made, [parse_watchpoint("epoch=19")]).halt)
    assert (made.epoch, made.stopped) == (19, None)


def test_of_two_watchpoints_at_one_epoch_the_first_speaks():
    made = trainer()
    watch = Watch(made, [parse_watchpoint("loss=0.4"), parse_watchpoint("rise")])
    assert watch.halt(block(0, [0.3, 0.5, 0.6])) == 1
    assert watch.sentence.startswith("the loss passed 0.4")


def test_epochs_with_others_between_are_not_compared():
    watch = Watch(trainer(), [parse_watchpoint("rise")])
    assert watch.halt(block(0, [0.5, 0.4])) is None
    assert watch.halt(block(9, [0.45])) is None
    assert watch.halt(block(10, [0.46])) == 0


def test_after_a_new_start_nothing_is_compared_with_what_was_before():
    watch = Watch(trainer(), [parse_watchpoint("rise")])
    watch.halt(block(0, [0.5, 0.4]))
    watch.start_over()
    assert watch.halt(block(2, [0.9])) is None


def test_the_rest_of_an_epoch_counts_as_the_first_of_those_asked_for():
    made, straight = trainer(batch=1), trainer(batch=1)
    made.loop.advance_batches(2)
    made.loop.advance(3)
    straight.loop.advance(3)
    assert (made.epoch, made.batch) == (3, 0)
    assert made.network.theta.tobytes() == straight.network.theta.tobytes()


def test_a_last_batch_that_is_smaller_is_a_batch():
    assert [trainer(batch=size).batches_per_epoch for size in (1, 2, 3, 4, 9)] == [4, 2, 2, 1, 1]


@pytest.mark.parametrize(("size", "shuffles"), [(1, False), (2, True), (3, True), (4, False)])
def test_only_batches_of_several_are_shuffled_unasked(size, shuffles):
    assert trainer(batch=size).shuffle is shuffles


def test_another_optimizer_begins_without_a_last_step():
    made = trainer()
    made.loop.advance(5)
    assert np.abs(made.last_step[0]).max() > 0
    made.set_up(trainer(optimizer="adam").setup)
    assert not any(step.any() for step in made.last_step)


def test_a_restored_state_is_evaluated_anew_and_diverged_if_it_was():
    made = trainer()
    start = made.state()
    made.loop.advance(10)
    assert made.loss == pytest.approx(Textbook(10).losses[10], rel=1e-9)
    made.restore(start)
    assert made.loss == pytest.approx(Textbook(0).losses[0], rel=1e-9)
    lost = load_experiment("linear").override(Overrides(learning_rate=10.0)).trainer()
    begin = lost.state()
    lost.run()
    end = lost.state()
    lost.restore(begin)
    assert lost.diverged_at is None
    lost.restore(end)
    assert lost.diverged_at == lost.epoch > 0


def test_the_weights_set_or_restored_are_not_evaluated_yet():
    made = trainer()
    start = made.state()
    for act in (lambda: made.set_weight(0, 0, 0, 0.5), lambda: made.restore(start)):
        made.present()
        assert made.loop.runner.known
        act()
        assert not made.loop.runner.known


def test_the_batch_is_not_changed_within_an_epoch():
    made = trainer(batch=1)
    made.loop.advance_batches(1)
    with pytest.raises(BadInput, match="a change between two epochs, not within one"):
        made.batch_size = 2
    assert made.batch_size == 1
