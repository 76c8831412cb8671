"""A study under way: the same outcomes as in one go, at every epoch, forward and back."""

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation


def study(epochs=120, starts=15, vary=()):
    chosen = load_experiment("xor").override(Overrides(layers=(2, 2, 1)))
    return Study(chosen, starts=starts, epochs=epochs, vary=[parse_variation(text) for text in vary])


def finished(run):
    while run.busy:
        run.advance(0)
    return run.snapshot()


def expected(made):
    return [[-1 if o.solved_at is None else o.solved_at for o in each.outcomes] for each in made.run().settings]


@pytest.mark.by_default(2)
@pytest.mark.parametrize("vary", [(), ("momentum=0|0.9",), ("layers=2,2,1|2,3,1",)])
def test_piece_by_piece_it_comes_to_the_outcomes_of_one_go(vary):
    made = study(vary=vary)
    snapshot = finished(StudyRun(made))
    assert snapshot.solved_at.tolist() == expected(made)
    assert (snapshot.reached, snapshot.epoch, snapshot.playing) == (120, 120, False)
    assert snapshot.checked == snapshot.solved_at.size


def test_each_epoch_shows_what_was_solved_by_then_forward_and_back():
    made = study()
    [solved_at] = np.array(expected(made))
    run = StudyRun(made)
    for epoch in (0, 1, 2, 40, 41, 120, 41, 0):
        run.go_to(epoch)
        snapshot = run.snapshot()
        assert snapshot.epoch == epoch
        assert snapshot.solved.tolist() == [((solved_at >= 0) & (solved_at <= epoch)).tolist()]
    assert run.snapshot().reached == 120


def test_steps_rest_and_stay_within_the_study():
    run = StudyRun(study(epochs=5))
    run.step(3)
    assert (run.snapshot().epoch, run.snapshot().playing) == (3, False)
    run.step(-9)
    assert run.snapshot().epoch == 0
    run.step(99)
    assert run.snapshot().epoch == 5
    run.go_to(2)
    run.play()
    assert finished(run).epoch == 5


def test_a_pause_rests_and_leaves_nothing_to_do():
    run = StudyRun(study())
    run.advance(0)
    run.pause()
    assert not run.busy
    assert run.snapshot().reached == 8


def test_outcomes_that_the_ordinary_engine_finds_others_are_marked_and_put_right(monkeypatch):
    made = study(epochs=60, starts=4)
    run = StudyRun(made)
    right = finished(StudyRun(made)).solved_at
    run.go_to(60)
    run._solved_at[0, 2] = 7 if right[0, 2] != 7 else 8
    snapshot = finished(run)
    assert snapshot.differed == 1
    assert snapshot.wrong.tolist() == [[False, False, True, False]]
    np.testing.assert_array_equal(snapshot.solved_at, right)
