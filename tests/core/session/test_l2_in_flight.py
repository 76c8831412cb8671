"""The L2 penalty given, taken back and walked through in a session: numbers on the screen are those of its loss."""

import numpy as np
import pytest

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import GoTo, Make, Step
from perceptop.core.session.capture import Capture
from tests.core.sessions import do, run_out, session

FAR = {"epochs": 1_000_000, "target_loss": 0.0}


def weights_squared(numbers):
    return sum(float((layer[:-1] ** 2).sum()) for layer in numbers.weights)


def test_given_in_flight_it_is_in_the_loss_and_not_in_the_mse_and_history_knows_when():
    made = session(**FAR)
    do(made, Step(5))
    run_out(made)
    before = made.snapshot()
    do(made, Make(Change("l2", 0.02)))
    run_out(made)
    after = made.snapshot()
    assert (before.about.loss, after.about.loss) == ("half_sse", "half_sse + L2")
    assert dict(after.about.settings)["l2"] == 0.02
    assert after.numbers.mse == before.numbers.mse
    added = after.numbers.loss - before.numbers.loss
    assert added == pytest.approx(0.01 * weights_squared(after.numbers), rel=1e-12)
    do(made, Step(5))
    run_out(made)
    there = made.snapshot().numbers
    twin = load_experiment("xor").override(Overrides(**FAR)).trainer()
    twin.run(epochs=5)
    twin.l2 = 0.02
    twin.run(epochs=5)
    for mine, theirs in zip(there.weights, twin.network.weights, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    assert there.loss == twin.loss
    do(made, GoTo(3))
    run_out(made)
    assert made.snapshot().about.loss == "half_sse"
    do(made, GoTo(10))
    run_out(made)
    assert made.snapshot().numbers.loss == there.loss


def test_batch_delta_has_the_penalty_once_and_part_of_a_batch_has_none():
    trainer = load_experiment("xor").override(Overrides(l2=0.5, learning_rate=0.1, **FAR)).trainer()
    plain = load_experiment("xor").override(Overrides(learning_rate=0.1, **FAR)).trainer()
    whole, without = (Capture.of(each).numbers(0).batch_delta for each in (trainer, plain))
    for mine, theirs, weights in zip(whole, without, trainer.network.weights, strict=True):
        expected = theirs.copy()
        expected[:-1] -= 0.1 * 0.5 * weights[:-1]
        np.testing.assert_allclose(mine, expected, rtol=1e-12, atol=1e-15)
    part, other = (Capture.of(each, walked=2).numbers(0).batch_delta for each in (trainer, plain))
    for mine, theirs in zip(part, other, strict=True):
        np.testing.assert_array_equal(mine, theirs)
