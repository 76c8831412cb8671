"""A run under control against the textbook's loop: changes, forks, jumps and ends are where they would be by hand."""

import numpy as np
import pytest

from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Back, Fork, GoTo, Make, Pause, Play, Restart, Step, Switch
from tests.core.sessions import do, run_out, session
from tests.core.textbook import Textbook


def same(snapshot, book, epoch):
    """The snapshot stands at that epoch of the textbook's run."""
    assert snapshot.progress.epoch == epoch
    assert snapshot.numbers.loss == pytest.approx(book.losses[epoch], rel=1e-9)
    np.testing.assert_allclose(snapshot.numbers.outputs[:, 0], book.outputs[epoch], rtol=1e-9)
    for mine, theirs in zip(snapshot.numbers.weights, book.weights[epoch], strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-9)
    return True


def test_a_weight_set_by_hand_is_in_loss_and_outputs_at_once():
    made = session()
    do(made, Step(3))
    assert same(do(made, Make(Edit(0, 2, 1, 1.5))), Textbook(3, edits={3: (0, 2, 1, 1.5)}), 3)


def test_a_weight_set_on_a_trainer_is_in_its_loss_and_outputs():
    trainer = session().trainer
    assert trainer.loss == pytest.approx(Textbook(0).losses[0], rel=1e-12)
    trainer.set_weight(1, 4, 0, -1.25)
    book = Textbook(0, edits={0: (1, 4, 0, -1.25)})
    assert trainer.loss == pytest.approx(book.losses[0], rel=1e-12)
    np.testing.assert_allclose(trainer.outputs[:, 0], book.outputs[0], rtol=1e-12)


def test_changes_are_replayed_wherever_one_comes_from():
    made = session()
    do(made, Step(10), Make(Change("learning_rate", 0.25)), Step(10), Make(Edit(1, 0, 0, 2.0)), Step(10))
    book = Textbook(30, rates={10: 0.25}, edits={20: (1, 0, 0, 2.0)})
    for epoch in (30, 19, 20, 21, 9, 10, 11, 0, 29):
        assert same(do(made, GoTo(epoch)), book, epoch)
    assert same(do(made, GoTo(None)), book, 30)


def test_a_change_at_the_epoch_of_a_fork_is_in_the_fork():
    made = session()
    do(made, Step(10), Make(Change("learning_rate", 0.25)), Step(10), GoTo(10), Fork())
    assert same(do(made, Step(10)), Textbook(20, rates={10: 0.25}), 20)
    assert same(do(made, GoTo(0), GoTo(20)), Textbook(20, rates={10: 0.25}), 20)


def test_a_change_after_the_epoch_of_a_fork_is_not():
    made = session()
    do(made, Step(10), Make(Change("learning_rate", 0.25)), Step(10), GoTo(9), Fork())
    assert same(do(made, Step(11)), Textbook(20), 20)
    assert same(do(made, Switch(0)), Textbook(20, rates={10: 0.25}), 20)


def test_restart_is_the_beginning_without_changes():
    made = session()
    do(made, Step(5), Make(Change("learning_rate", 0.25)), Step(5), Restart())
    assert same(do(made, Step(10)), Textbook(10), 10)


@pytest.mark.parametrize("target", [0.02, 0.005])
def test_a_target_loss_that_is_changed_ends_the_run_on_its_first_epoch(target):
    made = session()
    book = Textbook(2000)
    end = next(epoch for epoch, loss in enumerate(book.losses) if loss <= target)
    do(made, Step(5), Make(Change("target_loss", target)), Play())
    snapshot = made.snapshot()
    assert (snapshot.progress.state, snapshot.progress.epoch) == ("finished", end)
    assert book.losses[end - 1] > target


def test_back_while_on_the_way_counts_from_where_it_goes_to():
    made = session(options={"at": 900})
    run_out(made)
    made.handle(GoTo(500))
    assert made.snapshot().progress.target == 500
    made.handle(Back(1))
    made.handle(Back(1))
    run_out(made)
    assert same(made.snapshot(), Textbook(500), 498)


def test_back_from_here_counts_from_here_and_stops_at_the_beginning():
    made = session()
    do(made, Step(7), Back(3))
    assert made.snapshot().progress.epoch == 4
    assert do(made, Back(10)).progress.epoch == 0


def test_steps_add_up_while_they_are_owed():
    made = session()
    for _ in range(3):
        made.handle(Step(4))
    run_out(made)
    assert same(made.snapshot(), Textbook(12), 12)


def test_a_pause_drops_what_is_owed():
    made = session()
    made.handle(Step(50))
    made.handle(Pause())
    run_out(made)
    assert (made.snapshot().progress.epoch, made.snapshot().progress.state) == (0, "paused")


def test_a_step_ends_playing_and_a_jump_too():
    for command in (Step(2), GoTo(0)):
        made = session(playing=True)
        made.handle(command)
        run_out(made)
        assert not made.snapshot().progress.busy


def test_the_curve_and_the_log_are_those_of_the_textbook():
    snapshot, book = do(session(), Step(300)), Textbook(300)
    assert snapshot.curve.epochs.tolist() == list(range(301))
    np.testing.assert_allclose(snapshot.curve.lows, book.losses, rtol=1e-9)
    np.testing.assert_allclose(snapshot.curve.highs, book.losses, rtol=1e-9)
    assert snapshot.log.epochs.tolist() == list(range(101, 301))
    np.testing.assert_allclose(snapshot.log.outputs[:, :, 0], book.outputs[101:], rtol=1e-9)
    np.testing.assert_allclose(snapshot.log.mses, np.array(book.losses[101:]) / 2, rtol=1e-9)


def test_a_plateau_is_found_where_the_textbook_has_it():
    from perceptop.core.training.stopping import Plateau, StopCheck, Stopping

    losses = np.array([1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4999, 0.4998, 0.4997, 0.4996, 0.4995])
    # Compared at 0, 3, 6, 9: 1.0, 0.7, 0.4999, 0.4996; the last fell by less than a hundredth.
    check = StopCheck(Stopping(plateau=Plateau(3, 0.01)))
    assert check.first(0, losses)[0] == 9
    check = StopCheck(Stopping(plateau=Plateau(3, 0.01)))
    pieces = [check.first(start, losses[start : start + 2]) for start in range(0, 10, 2)]
    assert [piece and piece[0] for piece in pieces] == [None, None, None, None, 1]


def test_of_two_ends_the_earlier_counts():
    from perceptop.core.training.stopping import StopCheck, Stopping

    losses = np.array([0.5, 0.4, 0.3, 0.2])
    assert StopCheck(Stopping(epochs=2, target_loss=0.2)).first(0, losses)[1].reason == "epochs"
    assert StopCheck(Stopping(epochs=9, target_loss=0.3)).first(0, losses)[0] == 2
    assert StopCheck(Stopping(epochs=3)).first(0, losses)[0] == 3
    assert StopCheck(Stopping(epochs=4)).first(0, losses) is None
    assert StopCheck(Stopping(epochs=4)).first(6, losses)[0] == 0
