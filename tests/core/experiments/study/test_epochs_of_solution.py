"""The epoch that counts as that of the solution: the first, by the study in one go and by the study under way."""

import pytest

from perceptop import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.result import merge_results
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun
from perceptop.core.experiments.study.variation import parse_variation


def study(solved="right", starts=20, epochs=300):
    chosen = load_experiment("xor").override(Overrides(layers=(2, 2, 1)))
    return Study(chosen, starts=starts, epochs=epochs, solved=solved)


def test_a_study_under_way_finds_the_epochs_that_one_in_one_go_does():
    run = StudyRun(study())
    for epoch in (1, 7, 120, 300):
        run.go_to(epoch)
    [result] = study().run(1, check=False).settings
    found = [outcome.solved_at if outcome.solved_at is not None else -1 for outcome in result.outcomes]
    assert 0 < sum(at >= 0 for at in found) < 20
    assert run.snapshot().solved_at[0].tolist() == found


def test_what_is_solved_by_its_first_weights_stays_solved_at_epoch_0():
    run = StudyRun(study("mse=1", 3, 5))
    run.go_to(5)
    assert run.snapshot().solved_at.tolist() == [[0, 0, 0]]
    [result] = study("mse=1", 3, 5).run(1, check=False).settings
    assert result.epochs_to_solution == (0, 0, 0)


def test_a_merged_result_is_checked_only_if_every_shard_is():
    chosen = load_experiment("xor")
    shards = [
        (str(seed), Study(chosen, starts=1, first_seed=seed, epochs=1).run(1, check=seed == 0)) for seed in (0, 1)
    ]
    assert not merge_results(shards).checked


def test_an_l2_penalty_of_some_networks_alone_counts():
    varied = Study(load_experiment("xor"), starts=2, epochs=50, vary=[parse_variation("l2=0|0.1")])
    for setting, result in zip(varied.settings, varied.run(1, check=False).settings, strict=True):
        alone = Study(setting.experiment, starts=2, epochs=50).run(1, check=False).settings[0]
        assert [o.loss for o in result.outcomes] == pytest.approx([o.loss for o in alone.outcomes], rel=1e-12)
