"""A refused command leaves every bit as it was: compared with a session that never had it, and five epochs on."""

import dataclasses

import numpy as np
import pytest

from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import (
    Back,
    Delete,
    Explain,
    Fork,
    GoTo,
    LastExample,
    Make,
    NextExample,
    NextPhase,
    Pause,
    Play,
    Reseed,
    SetSpeed,
    Step,
    Switch,
    WantPictures,
    WatchFor,
)
from perceptop.core.protocol.explanation import Link
from perceptop.core.session.timeline.timeline import MOST_BRANCHES
from tests.core.sessions import do, run_out, session
from tests.grid import grid

METHODS = {
    "sgd": {"learning_rate": 0.3},
    "momentum": {"learning_rate": 0.3, "momentum": 0.9},
    "momentum in batches": {"batch": 3, "learning_rate": 0.3, "momentum": 0.5},
    "each example": {"batch": 1, "learning_rate": 0.5},
    "adam": {"optimizer": "adam"},
    "adam in batches": {"batch": 2, "optimizer": "adam"},
    "irprop-": {"optimizer": "irprop-"},
}
STATES = {
    "the beginning": [],
    "an epoch": [Step(3)],
    "mid-batch": [Step(3), NextExample(), NextExample()],
    "a walk": [Step(3), NextPhase(), NextPhase()],
    "all of a batch but its update": [Step(3), *[NextPhase()] * 24],
    "history": [Step(9), Back(4)],
    "a walk in history": [Step(9), Back(4), NextPhase()],
    "a fork": [Step(9), Back(4), Fork(), Make(Edit(0, 0, 0, 0.5)), Step(2)],
    "playing": [Step(3), SetSpeed(1e-3), Play()],
    "too many forks": [Step(2), *[Fork()] * (MOST_BRANCHES - 1)],
    "finished": [Make(Change("target_loss", 10.0)), Step(1), Back(1), GoTo()],
    "diverged": [Step(2), Make(Edit(1, 0, 0, 1e200)), Step(2)],
}
COMMANDS = {
    "a change of history": Make(Change("learning_rate", 0.25)),
    "a rate of irprop-": Make(Change("learning_rate", -1.0)),
    "momentum": Make(Change("momentum", 1.0)),
    "momentum of adam": Make(Change("momentum", 0.5)),
    "a batch within an epoch, or of irprop-": Make(Change("batch", 4 - 1)),
    "no batch": Make(Change("batch", 0)),
    "an optimizer for full batches": Make(Change("optimizer", "irprop-")),
    "no optimizer": Make(Change("optimizer", "newton")),
    "no target": Make(Change("target_loss", -1.0)),
    "no setting": Make(Change("color", 3)),
    "no layer": Make(Edit(2, 0, 0, 1.0)),
    "no synapse": Make(Edit(0, 9, 0, 1.0)),
    "no weight": Make(Edit(0, 0, 0, float("nan"))),
    "a fork": Fork(),
    "no branch to switch to": Switch(99),
    "no branch to delete": Delete(99),
    "the present branch": Delete(0),
    "no watchpoint": WatchFor(("flip", "nonsense")),
    "no synapse to explain": Explain(Link(SynapseAddress(0, 9, 0), 2)),
    "no picture": WantPictures(tuple(f"surface:1.{place}" for place in range(99))),
    "no example": NextExample(),
    "no phase": NextPhase(),
    "no example to undo": LastExample(),
}


def brought_to(commands, **overrides):
    made = session(**({"epochs": 1_000, "target_loss": 0.0, "activation": ("sigmoid", "linear")} | overrides))
    for command in commands:
        made.handle(command)
        if made.wait() == 0:
            run_out(made)
    return made


def bits(made):
    """All that the rest of a run depends on, as something that compares."""
    state = made.trainer.state()
    buffers = {name: array.tobytes() for name, array in sorted(state.optimizer.items())}
    place = state.epoch, state.batch, state.setup, state.diverged_at
    return place, state.theta.tobytes(), buffers, made.trainer.last_gradient[0].tobytes()


def told(made):
    """What a snapshot says, but for the notice."""
    snapshot = made.snapshot()
    progress = dataclasses.replace(snapshot.progress, acknowledged=0, notice="", notices=0, rate=0.0)
    branches = [(branch.name, branch.current, branch.reached) for branch in snapshot.branches]
    return (
        progress,
        snapshot.walk,
        snapshot.about,
        snapshot.events,
        snapshot.watching,
        branches,
        snapshot.numbers.walked,
    )


@pytest.mark.parametrize(("state", "method"), grid(STATES, METHODS))
def test_a_refused_command_leaves_every_bit_as_it_was(state, method):
    commands, overrides = STATES[state], METHODS[method]
    untouched, probe, refusals = brought_to(commands, **overrides), None, []
    before = bits(untouched), told(untouched)
    for name, command in COMMANDS.items():
        probe = probe or brought_to(commands, **overrides)
        notices = probe.snapshot().progress.notices
        probe.handle(command)
        if probe.snapshot().progress.notices == notices:
            probe = None  # here it can be done
            continue
        refusals.append(command)
        assert (bits(probe), told(probe)) == before, name
    assert len(refusals) >= 11
    refused = brought_to(commands, **overrides)
    for command in refusals:
        refused.handle(command)
    for made in (refused, untouched):
        made.handle(Pause())
        do(made, Step(5))
    assert bits(refused) == bits(untouched)
    for made in (refused, untouched):
        do(made, Back(2), GoTo(0), GoTo(4))
    assert bits(refused) == bits(untouched)


def test_a_refused_optimizer_keeps_momentum_and_the_way_back():
    made = session("letters")
    snapshot = do(made, Step(), Step(), Step(), Make(Change("optimizer", "irprop-")))
    assert "irprop- compares the signs of whole gradients" in snapshot.progress.notice
    assert do(made, Back(1)).progress.epoch == 2


@pytest.mark.parametrize("name", ["and-perceptron", "vertical-predefined", "letters-v1"])
def test_a_network_that_does_not_learn_stays_as_it_is(name):
    made = session(name)
    theta = made.trainer.network.theta.copy()
    for command in [
        Switch(0),
        Step(),
        Play(),
        Back(1),
        GoTo(0),
        GoTo(),
        Step(3),
        NextExample(),
        Make(Change("target_loss", 1e9)),
        Step(2),
        Fork(),
        Step(),
        Switch(0),
        Play(),
    ]:
        snapshot = do(made, command)
        assert (snapshot.progress.state, snapshot.progress.epoch) == ("finished", 0), command
    np.testing.assert_array_equal(made.trainer.network.theta, theta)


def test_a_refused_seed_leaves_the_run_and_its_walk():
    made = session("single-weight")
    do(made, NextPhase())
    before = told(made)
    made.handle(Reseed(3))
    assert made.snapshot().progress.notices == 1
    assert told(made) == before


@pytest.mark.parametrize("name", ["and-perceptron", "vertical-predefined"])
def test_settings_of_a_network_that_cannot_learn_are_refused_and_its_weights_may_be_set(name):
    made = session(name)
    notice = do(made, Make(Change("learning_rate", 0.1))).progress.notice
    assert notice.startswith("learning rate: found a network that cannot learn")
    snapshot = do(made, Make(Edit(0, 0, 0, 0.25)))
    assert (snapshot.progress.notices, snapshot.numbers.weights[0][0, 0]) == (1, 0.25)


@pytest.mark.parametrize("phases", [1, 5, 6, 23, 24])
def test_next_example_after_any_phase_ends_that_example_or_the_batch(phases):
    made = session()
    do(made, *[NextPhase()] * phases)
    snapshot = do(made, NextExample())
    if phases > 18:
        assert (snapshot.walk, snapshot.progress.epoch) == (None, 1)
    else:
        assert snapshot.numbers.walked == (phases + 6) // 6


def test_next_example_after_the_last_phase_of_a_batch_of_one_is_its_update():
    made = session("letters")
    snapshot = do(made, *[NextPhase()] * 6, NextExample())
    assert (snapshot.walk, snapshot.progress.batch) == (None, 1)


def test_a_run_that_ended_on_a_checkpoint_has_ended_there_again():
    made = session(epochs=128)
    do(made, Play(), GoTo(0))
    assert do(made, GoTo()).progress.state == "finished"
    made = session(epochs=128)
    do(made, Play(), Make(Change("learning_rate", 0.5)), Back(1))
    assert do(made, Step()).progress.state == "finished"


def test_steps_that_an_end_came_before_are_not_owed_any_more():
    made = session(epochs=3)
    assert do(made, Step(10)).progress.epoch == 3
    assert do(made, Step(1)).progress.epoch == 4


def test_a_diverged_run_whose_weights_are_set_right_goes_on():
    made = brought_to(STATES["diverged"])
    assert made.state == "diverged"
    assert do(made, Make(Change("learning_rate", 0.01))).progress.state == "diverged"
    for layer, (rows, columns) in enumerate(made.trainer.network.shapes):
        for row in range(rows):
            for column in range(columns):
                do(made, Make(Edit(layer, row, column, 0.1 * (row + 1))))
    snapshot = do(made, NextExample())
    assert (snapshot.progress.state, snapshot.numbers.walked) == ("paused", 1)
    reached = snapshot.progress.reached
    do(made, Step(3))
    theta = made.trainer.network.theta.copy()
    do(made, GoTo(0), GoTo(reached + 3))
    np.testing.assert_array_equal(made.trainer.network.theta, theta)
