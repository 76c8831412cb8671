"""A study known by its result: what it shows at each epoch, and which experiment it takes to open its starts."""

from dataclasses import replace

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.comparison import Comparison
from perceptop.core.experiments.study.finished_run import FinishedRun, FinishedStudy
from perceptop.core.experiments.study.result import merge_results, result_from_json
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation

EXPERIMENT = load_experiment("xor").override(Overrides(layers=(2, 2, 1)))


def study(starts, first_seed=0, epochs=150):
    vary = [parse_variation("momentum=0|0.9")]
    return Study(EXPERIMENT, starts=starts, first_seed=first_seed, epochs=epochs, vary=vary)


def merged(epochs=150):
    shards = [(str(first), result_from_json(study(3, first, epochs).run(1).to_json(), "x")) for first in (0, 3)]
    return merge_results(shards)


def finished(result=None, **options):
    result = result or merged()
    return FinishedRun(FinishedStudy(result, **options), result)


def test_it_shows_at_every_epoch_what_one_run_shows():
    there, here = finished(), StudyRun(study(6))
    here.pause()
    here.go_to(150)
    while here.busy:
        here.advance(1.0)
    for epoch in (0, 40, 149, 150):
        there.go_to(epoch)
        here.go_to(epoch)
        found, expected = there.snapshot(), here.snapshot()
        assert (found.solved == expected.solved).all()
        assert (found.epoch, found.epochs, found.reached) == (epoch, 150, 150)
    assert (found.solved_at == expected.solved_at).all()
    assert 0 < found.solved.sum() < 12


def test_it_plays_in_a_hundred_pictures_pauses_steps_and_is_turned_back():
    run = finished()
    run.advance(0.0)
    assert run.snapshot().epoch == 1
    run.step(-5)
    assert (run.snapshot().epoch, run.busy) == (0, False)
    run.go_to(149)
    run.advance(0.0)
    assert run.snapshot().epoch == 149
    run.play()
    assert run.snapshot().playing
    run.advance(0.0)
    assert (run.snapshot().epoch, run.snapshot().playing) == (150, False)


def test_seeds_are_those_of_the_files_with_gaps_too():
    result = merged()
    part = replace(result, settings=tuple(replace(s, outcomes=s.outcomes[::2]) for s in result.settings))
    made = FinishedStudy(part)
    assert [list(made.seeds(setting)) for setting in made.settings] == [[0, 2, 4]] * 2
    assert (len(made), made.starts, made.name) == (6, 3, "xor")


def test_a_start_that_diverged_is_shown_as_that_from_its_epoch_on():
    result = merged()
    first = result.settings[0]
    diverged = replace(first.outcomes[1], solved_at=None, loss=float("nan"), diverged_at=30)
    changed = replace(result, settings=(replace(first, outcomes=(first.outcomes[0], diverged)),))
    run = finished(changed)
    marks = []
    for epoch in (29, 30, 150):
        run.go_to(epoch)
        marks.append(run.snapshot().diverged.tolist())
    assert marks == [[[False, False]], [[False, True]], [[False, True]]]
    assert run.snapshot().differed == result.differed


def test_settings_with_other_numbers_of_starts_are_refused():
    result = merged()
    uneven = replace(result, settings=(result.settings[0], replace(result.settings[1], outcomes=())))
    with pytest.raises(BadInput, match="--merge: found 0 and 6 starts, expected as many with each setting"):
        FinishedStudy(uneven)


def test_with_its_experiment_starts_can_be_trained_again():
    made = FinishedStudy(merged(), EXPERIMENT)
    assert [setting.shape for setting in made.settings] == ["2-2-1"] * 2
    [start] = Comparison(made, [(1, 4)]).starts
    start.go_to(150)
    outcome = merged().settings[1].outcomes[4]
    assert (start.seed, start.solved_at, start.loss) == (4, outcome.solved_at, outcome.loss)
    assert start.values == {"momentum": 0.9}


def test_without_it_they_cannot():
    made = FinishedStudy(merged())
    with pytest.raises(BadInput, match="--merge: found outcomes alone, expected the experiment too"):
        Comparison(made, [(0, 0)])


@pytest.mark.parametrize(
    ("experiment", "solved", "message"),
    [
        ("xor3", "mse=0.1", "results of xor, solved: every output on the right side of the middle, expected xor3"),
        ("xor", "mse=0.1", "expected xor, solved: mse ≤ 0.1"),
    ],
)
def test_another_experiment_or_condition_is_refused(experiment, solved, message):
    with pytest.raises(BadInput, match=message):
        FinishedStudy(merged(), load_experiment(experiment), solved)


def test_other_overrides_are_found_out_by_the_first_start():
    result = merged()
    first = result.settings[0].outcomes[0]
    with pytest.raises(BadInput, match=f"found seed 0 with loss {first.loss:.6g}, and 0.* by xor as it is given here"):
        FinishedStudy(result, EXPERIMENT.override(Overrides(learning_rate=0.9)))


def test_results_that_were_not_checked_are_not_held_to_the_ordinary_engine():
    result = replace(merged(), checked=False)
    assert len(FinishedStudy(result, EXPERIMENT.override(Overrides(learning_rate=0.9)))) == 12


def test_no_epochs_at_all_are_shown_as_well():
    run = finished(merged(epochs=0))
    assert not run.busy
    assert np.array_equal(run.snapshot().solved_at, [[-1] * 6] * 2)
