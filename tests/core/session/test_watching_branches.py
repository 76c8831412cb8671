"""Watchpoints across branches and restarts, and what a sentence is said of."""

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Fork, GoTo, Make, Pause, Play, Restart, Step, Switch
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.watchpoints import Saturate, Watch, parse_watchpoint
from tests.core.sessions import do, session
from tests.core.textbook import Textbook

FAR = {"epochs": 1_000_000, "target_loss": 0.0}


def test_a_neuron_that_stays_saturated_has_not_saturated_again():
    point, before = Saturate("saturate"), np.array([[0.4, 0.004]])
    assert point.fires(before, np.array([[0.005, 0.003]])).tolist() == [[True, False]]


def test_an_epoch_is_met_anew_after_a_new_start():
    watch = Watch(load_experiment("xor").trainer(), [parse_watchpoint("epoch=4")])
    nothing = np.zeros((1, 1, 1))
    block = EpochBlock(4, np.array([0.5]), nothing, nothing[0])
    assert (watch.halt(block), watch.halt(block)) == (0, None)
    watch.start_over()
    assert watch.halt(block) == 0


def test_a_restart_meets_the_epoch_at_which_it_stands_anew():
    made = session(options={"watch_for": ("epoch=0",)}, **FAR)
    assert do(made, Play()).progress.sentence == "stopped as asked, at epoch 0"
    assert do(made, Restart(), Play()).progress.sentence == "stopped as asked, at epoch 0"


def test_a_sentence_is_said_of_its_own_epoch_only():
    made = session(options={"watch_for": ("epoch=3",)}, **FAR)
    assert do(made, Step(10)).progress.sentence == "stopped as asked, at epoch 3"
    assert do(made, Step(2)).progress.sentence == ""
    assert do(made, Pause()).progress.epoch == 5


def test_a_change_where_a_branch_was_compared_is_compared_anew():
    made = session(**FAR)
    do(made, Step(10), Fork())
    assert made.snapshot().branches[0].seen.loss == pytest.approx(Textbook(10).losses[10], rel=1e-9)
    do(made, Switch(0), Make(Edit(0, 2, 1, 1.5)))
    seen = do(made, Switch(1)).branches[0].seen
    assert seen.loss == pytest.approx(Textbook(10, edits={10: (0, 2, 1, 1.5)}).losses[10], rel=1e-9)


def test_a_fork_where_a_target_was_set_has_that_target():
    made = session(epochs=None, target_loss=0.001)
    do(made, Step(10), Make(Change("target_loss", 0.1)), Step(5), GoTo(10), Fork())
    progress = do(made, Play()).progress
    assert progress.state == "finished"
    assert Textbook(progress.epoch).losses[-1] <= 0.1


def test_of_two_runs_that_came_as_far_the_first_stays():
    made = session(**FAR)
    snapshot = do(made, Step(5), Restart(), Step(5), Restart())
    assert [(branch.name, branch.reached) for branch in snapshot.branches] == [("main", 5), ("seed 7 #2", 0)]
