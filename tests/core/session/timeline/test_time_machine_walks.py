"""Long random walks through a run that is stepped, turned back, changed and forked: every place has one set of bits."""

import numpy as np
import pytest

from perceptop.core.protocol.changes import Change, Edit
from perceptop.core.protocol.commands import Back, Fork, GoTo, LastExample, Make, NextExample, NextPhase, Step, Switch
from tests.core.session.timeline.test_time_machine import FAR, WAYS
from tests.core.sessions import do, run_out, session

pytestmark = pytest.mark.slow

STEPS = 200


def change(random, about):
    """Some change that this run can take."""
    kind = random.integers(0, 4)
    if kind == 0 and about.optimizer == "sgd":
        return Change("momentum", float(random.choice([0.0, 0.5, 0.9])))
    if kind == 1 and about.optimizer != "irprop-":
        return Change("batch", random.choice(["full", 1, 3]) if random.random() < 0.5 else 2)
    if kind == 2 and about.optimizer != "irprop-":
        return Change("learning_rate", float(random.uniform(0.01, 0.5)))
    return Edit(0, int(random.integers(0, 3)), int(random.integers(0, 4)), float(random.normal()))


def command(random, snapshot):
    reached = snapshot.progress.reached
    at_newest = snapshot.progress.state != "history"
    draw = random.random()
    if draw < 0.3:
        return Step(int(random.integers(1, 8)))
    if draw < 0.5:
        return GoTo(int(random.integers(0, reached + 1)))
    if draw < 0.6:
        return Back(int(random.integers(1, 5)))
    if draw < 0.7:
        return GoTo()
    if draw < 0.8:
        return random.choice([NextExample(), NextExample(), NextPhase(), LastExample()])
    if draw < 0.9 and at_newest:
        chosen = change(random, snapshot.about)
        if isinstance(chosen, Change) and isinstance(chosen.value, np.generic):
            chosen = Change(chosen.setting, chosen.value.item())
        return Make(chosen)
    if draw < 0.95 and len(snapshot.branches) < 5:
        return Fork()
    return Switch(int(random.integers(0, len(snapshot.branches))))


@pytest.mark.parametrize("overrides", WAYS.values(), ids=WAYS)
def test_every_place_of_every_branch_has_one_set_of_bits(overrides):
    made = session(**(FAR | overrides))
    random = np.random.default_rng(11)
    seen = {}
    for _ in range(STEPS):
        snapshot = do(made, command(random, made.snapshot()))
        branch = next(place for place, view in enumerate(snapshot.branches) if view.current)
        place = branch, snapshot.progress.epoch, snapshot.progress.batch, _applied(snapshot)
        bits = made.trainer.network.theta.tobytes()
        assert seen.setdefault(place, bits) == bits, place
    assert len(seen) > STEPS / 4
    for place in range(len(made.snapshot().branches)):
        snapshot = do(made, Switch(place), GoTo())
        again = session(options={"events": snapshot.events, "at": snapshot.progress.epoch}, **(FAR | overrides))
        run_out(again)
        do(again, GoTo())
        if snapshot.progress.batch == 0:
            np.testing.assert_array_equal(again.trainer.network.theta, made.trainer.network.theta)


def _applied(snapshot):
    """How many changes had been made at the place that is looked at: one and the same place can have had fewer."""
    return sum(event.position <= (snapshot.progress.epoch, snapshot.progress.batch) for event in snapshot.events)
