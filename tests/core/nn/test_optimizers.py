"""Optimizers: their steps against the same formulas written one weight at a time."""

import math

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.numpy_calls import run
from perceptop.core.nn.optimizers import Adam, IRpropMinus, Sgd, make_optimizer

GRADIENTS = [[0.5, -0.2, 0.0], [0.3, 0.4, -1e-200], [-0.1, 0.4, -1e-200], [0.2, -0.3, 2.0]]


def walk(optimizer):
    """theta after each of the gradients, from [1, -1, 0.5]."""
    theta, gradient, step = np.array([1.0, -1.0, 0.5]), np.empty(3), np.zeros(3)
    calls = optimizer.calls(theta, gradient, step)
    path = []
    for values in GRADIENTS:
        gradient[:] = values
        run(calls)
        path.append(theta.copy())
    return np.array(path)


def each_weight(update):
    """The same walk with `update(gradient, memory) -> step`, one weight at a time."""
    columns = []
    for start, gradients in zip([1.0, -1.0, 0.5], zip(*GRADIENTS, strict=True), strict=True):
        w, memory, column = start, {}, []
        for gradient in gradients:
            w += update(gradient, memory)
            column.append(w)
        columns.append(column)
    return np.array(columns).T


def test_sgd():
    np.testing.assert_allclose(walk(Sgd(0.1)), each_weight(lambda g, _: -0.1 * g), rtol=1e-15)


def test_sgd_with_momentum():
    def update(gradient, memory):
        memory["step"] = 0.9 * memory.get("step", 0.0) - 0.1 * gradient
        return memory["step"]

    np.testing.assert_allclose(walk(Sgd(0.1, momentum=0.9)), each_weight(update), rtol=1e-14)


def test_adam():
    def update(gradient, memory):
        t = memory["t"] = memory.get("t", 0) + 1
        m = memory["m"] = 0.9 * memory.get("m", 0.0) + 0.1 * gradient
        v = memory["v"] = 0.999 * memory.get("v", 0.0) + 0.001 * gradient**2
        return -0.01 * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)

    np.testing.assert_allclose(walk(Adam(0.01)), each_weight(update), rtol=1e-12)


def test_irprop_minus():
    def sign(value):
        return (value > 0) - (value < 0)

    def update(gradient, memory):
        size, last = memory.get("size", 0.1), memory.get("last", 0)
        turned = sign(gradient) * last
        size = min(size * 1.2, 50) if turned > 0 else max(size * 0.5, 1e-9) if turned < 0 else size
        memory["size"], memory["last"] = size, 0 if turned < 0 else sign(gradient)
        return -memory["last"] * size

    np.testing.assert_allclose(walk(IRpropMinus()), each_weight(update), rtol=1e-14)


def test_a_changed_learning_rate_holds_for_calls_made_before():
    optimizer = Sgd(0.5)
    theta, gradient, step = np.zeros(1), np.ones(1), np.zeros(1)
    calls = optimizer.calls(theta, gradient, step)
    optimizer.change(learning_rate=0.25)
    run(calls)
    assert theta[0] == -0.25


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("sdg", {}, "optimizer: found sdg, expected one of sgd, adam, "),
        ("irprop-", {"learning_rate": 0.1}, "irprop- has no learning rate"),
        ("adam", {"momentum": 0.9}, "adam has no momentum"),
    ],
)
def test_what_a_method_does_not_have_is_refused(name, settings, message):
    with pytest.raises(BadInput, match=message):
        make_optimizer(name, **settings)
