"""The start that is said to get stuck does, by the ordinary engine; where none does, nothing is said of it."""

from dataclasses import replace

import pytest

from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.stuck_start import OTHERWISE, StuckStart, find_stuck
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.changes import Edit
from perceptop.core.protocol.commands import Make, Reseed, Step
from tests.core.sessions import do, session

SMALL = RunOptions("xor", {"layers": (2, 2, 1)})


def solved_by(seed, epochs):
    """Whether all rows are right after some epoch of an ordinary run."""
    trainer = load_experiment("xor").override(Overrides(layers=(2, 2, 1))).trainer(seed=seed)
    wanted = trainer.dataset.targets > 0.5
    for _ in range(epochs):
        if ((trainer.outputs > 0.5) == wanted).all():
            return True
        trainer.run(epochs=1)
    return False


def test_it_is_the_first_one_that_the_ordinary_engine_does_not_solve_either():
    seed = find_stuck(SMALL, 8, 500)
    assert [solved_by(each, 500) for each in range(8, seed + 1)] == [True] * (seed - 8) + [False]


@pytest.mark.parametrize("options", [RunOptions("xor"), RunOptions("cubic"), RunOptions("spam-neuron")])
def test_where_none_gets_stuck_or_nothing_is_solved_there_is_none(options):
    assert find_stuck(options, 8, 500) is None


def at_once(search):
    search()


@pytest.mark.slow
def test_the_next_start_is_on_r_and_without_one_nothing_is_said_of_it():
    small = session("xor", layers=(2, 2, 1))
    found = StuckStart(SMALL, at_once)
    assert found.hint(small.snapshot()).startswith("Try m # 11 enter: a start that gets stuck, ")
    assert found.hint(do(small, Reseed(10))).startswith("Try R: the next start gets stuck, ")
    assert StuckStart(RunOptions("xor"), at_once).hint(session("xor").snapshot()) == OTHERWISE


def test_a_run_with_a_weight_set_by_hand_or_a_large_one_is_not_searched():
    searches = []
    changed = do(session("xor"), Step(1), Make(Edit(0, 0, 0, 0.5)))
    snapshot = session("xor").snapshot()
    large = replace(snapshot, about=replace(snapshot.about, examples=10_000))
    for each in (changed, large):
        assert StuckStart(RunOptions("xor"), searches.append).hint(each) == OTHERWISE
    assert searches == []
