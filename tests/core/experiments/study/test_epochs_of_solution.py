"""The epoch that counts as that of the solution: the first, by the study in one go and by the study under way."""

from perceptop import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.experiments.study.study_run import StudyRun


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
