"""A few starts side by side are the ordinary runs of their seeds, at any epoch, forward and back."""

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.comparison import KEPT_EVERY, MOST_COMPARED, Comparison
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.variation import parse_variation

EPOCHS = 2 * KEPT_EVERY + 20


def study(name="xor", starts=3, epochs=EPOCHS, vary=(), solved="right", **overrides):
    chosen = load_experiment(name).override(Overrides(**overrides))
    varied = [parse_variation(text) for text in vary]
    return Study(chosen, starts=starts, first_seed=4, epochs=epochs, vary=varied, solved=solved)


def ordinary(made, place, start, epochs):
    """Losses of the epochs from 0, and outputs at the last, of the run that `watch` shows."""
    setting = made.settings[place]
    trainer = setting.experiment.trainer(made.seeds(setting)[start])
    losses = [trainer.loss]
    for _ in range(epochs):
        trainer.run(epochs=1)
        losses.append(trainer.loss)
    return losses, trainer


def test_each_start_begins_before_its_first_epoch():
    made = study()
    [start] = Comparison(made, [(0, 1)]).starts
    assert (start.epoch, start.losses.tolist()) == (0, ordinary(made, 0, 1, 0)[0])


def test_each_start_is_the_ordinary_run_of_its_setting_and_seed():
    made = study(vary=["learning_rate=0.5|2"])
    comparison = Comparison(made, [(1, 2), (0, 0)])
    comparison.go_to(EPOCHS)
    for start, (place, number) in zip(comparison.starts, [(1, 2), (0, 0)], strict=True):
        losses, _ = ordinary(made, place, number, EPOCHS)
        assert start.losses.tolist() == losses
        assert (start.values, start.seed) == ({"learning_rate": (0.5, 2.0)[place]}, 4 + number)


@pytest.mark.parametrize("back", [0, 1, KEPT_EVERY - 1, KEPT_EVERY, KEPT_EVERY + 7, 2 * KEPT_EVERY])
def test_back_and_forward_again_are_the_same_bits(back):
    made = study(starts=1)
    straight, turned = (Comparison(made, [(0, 0)]) for _ in range(2))
    turned.go_to(EPOCHS)
    turned.go_to(back)
    straight.go_to(back)
    assert turned.starts[0].losses.tolist() == straight.starts[0].losses.tolist()
    assert (turned.starts[0].surface.values == straight.starts[0].surface.values).all()
    turned.go_to(EPOCHS)
    straight.go_to(EPOCHS)
    assert turned.starts[0].losses.tolist() == straight.starts[0].losses.tolist()
    assert (turned.starts[0].surface.values == straight.starts[0].surface.values).all()


def test_what_became_of_a_start_is_what_the_study_finds_and_not_known_before():
    made = study(starts=8, epochs=300, layers=(2, 2, 1))
    [result] = made.run(1).settings
    comparison = Comparison(made, [(0, start) for start in range(8)])
    comparison.go_to(300)
    states = {start.state for start in comparison.starts}
    assert states == {"solved", "stuck"}
    for start, outcome in zip(comparison.starts, result.outcomes, strict=True):
        assert (start.state, start.solved_at, start.loss) == (outcome.state, outcome.solved_at, outcome.loss)
    solved = next(start for start in comparison.starts if start.solved_at)
    at = solved.solved_at
    solved.go_to(at - 1)
    assert (solved.state, solved.solved_at) == ("not solved yet", None)
    solved.go_to(at)
    assert (solved.state, solved.solved_at) == ("solved", at)


def test_a_start_that_diverges_says_so_from_there_on_and_can_be_turned_back():
    made = study("linear", starts=1, epochs=200, solved="mse=0.1", learning_rate=9.0)
    [start] = Comparison(made, [(0, 0)]).starts
    start.go_to(200)
    assert start.state == "diverged"
    at = int(np.isfinite(start.losses).sum())
    assert 0 < at < 200
    start.go_to(at - 1)
    assert start.state != "diverged"
    start.go_to(at)
    assert start.state == "diverged"


def test_epochs_stay_within_the_study():
    comparison = Comparison(study(starts=1), [(0, 0)])
    comparison.go_to(-5)
    assert (comparison.epoch, comparison.starts[0].epoch) == (0, 0)
    comparison.go_to(EPOCHS + 5)
    assert (comparison.epoch, len(comparison.starts[0].losses)) == (EPOCHS, EPOCHS + 1)


def test_there_is_a_surface_of_two_inputs_only_and_at_most_eight_starts():
    comparison = Comparison(study(starts=9), [(0, start) for start in range(9)])
    assert len(comparison.starts) == MOST_COMPARED == 8
    surface = comparison.starts[0].surface
    assert surface is not None
    assert 0 < surface.values.min() < surface.values.max() < 1
    assert Comparison(study("iris", batch="full"), [(0, 0)]).starts[0].surface is None
