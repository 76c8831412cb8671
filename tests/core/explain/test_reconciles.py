"""Whatever arithmetic is printed gives the printed result, evaluated by a reader of its own."""

import itertools
import re
from decimal import Context, Decimal, localcontext

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.explain.dispatch import explain
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.neuron import explain_forward
from perceptop.core.explain.text import to_text
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.initializers import Uniform
from perceptop.core.nn.losses.functions import LOSSES, find_loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.optimizers import OPTIMIZERS
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.training.trainer import Trainer
from tests.grid import grid

PRECISION = Context(prec=80, Emax=999_999_999, Emin=-999_999_999, traps=[])
NUMBER = r"\d+(?:\.\d+)?(?:e-?\d+)?"
TRAINABLE = [name for name, it in ACTIVATIONS.items() if it.trainable]

SETTINGS = [
    {},
    {"momentum": 0.9},
    *({"optimizer": name, "learning_rate": None} for name in OPTIMIZERS if name != "sgd"),
    {"l2": 0.01},
    {"l2": 0.3, "batch": 2, "momentum": 0.5},
    {"l2": 0.02, "optimizer": "adam", "learning_rate": 0.01},
    {"batch": 1},
    {"batch": 2, "momentum": 0.5},
    {"batch": 3, "optimizer": "adam", "learning_rate": 0.02},
]


def evaluate(text):
    """The value of printed arithmetic. Python's own rules stand in for those of the page."""
    text = re.sub(r"… and [\d,]+ more ", "", text)
    text = re.sub(rf"(?<![\w.]){NUMBER}", lambda found: f"D('{found.group()}')", text)
    text = re.sub(r"\be\^", "E**", text)
    text = text.replace("×", "*").replace("²", "**2").replace("√", "sqrt")
    with localcontext(PRECISION):
        words = {
            "D": Decimal,
            "E": Decimal(1).exp(),
            "ln": Decimal.ln,
            "sqrt": Decimal.sqrt,
            "tanh": lambda x: (x.exp() - (-x).exp()) / (x.exp() + (-x).exp()),
            "max": max,
            "min": min,
        }
        return eval(text, {"__builtins__": {}}, words)


def require_truth(explanation):
    """Each printed equation; how many there were, and how many of them only say ≈."""
    seen = rough = 0
    for equation in explanation.equations:
        if not equation.expression:
            continue
        printed = equation.text
        seen += 1
        if equation.relation == "≈":
            rough += 1
            continue
        expression, result = printed.split(" = ")[-2:]
        exponent = Decimal(result).as_tuple().exponent
        exact = evaluate(expression)
        with localcontext(PRECISION):
            assert exact.quantize(Decimal(1).scaleb(exponent)) == Decimal(result), printed
        # And the result is what the engine has.
        assert abs(Decimal(result) - Decimal(equation.value)) <= Decimal(5).scaleb(exponent - 1), printed
    return seen, rough


def everything(trainer, example):
    """The explanation of all there is."""
    network = trainer.network
    for layer, size in enumerate(network.layers):
        for index in range(size):
            yield explain(trainer, Link(NeuronAddress(layer, index), example))
    for layer, (rows, columns) in enumerate(network.shapes):
        for row, column in itertools.product(range(rows), range(columns)):
            yield explain(trainer, Link(SynapseAddress.at(network.layers, layer, row, column), example))
    yield explain(trainer, Link(LossAddress()))
    yield explain_forward(ExamplePass.of_trainer(trainer, example))


def random_trainer(seed, activation="sigmoid", output="sigmoid", dtype="float64", width=2.0, **settings):
    random = np.random.default_rng(seed)
    layers = [int(size) for size in random.integers(1, 5, size=random.integers(2, 5))]
    if "softmax" in (activation, output):
        layers[1:] = [max(size, 2) for size in layers[1:]]
    targets = random.integers(0, 2, size=(5, layers[-1])).astype(float)
    if output == "softmax":
        targets = np.eye(layers[-1])[random.integers(0, layers[-1], size=5)]
    inputs = random.normal(size=(5, layers[0])).round(int(random.integers(0, 4)))
    names = [activation] * (len(layers) - 2) + [output]
    bias = [bool(choice) for choice in random.integers(0, 2, size=len(layers) - 1)]
    network = Network(layers, names, bias=bias, weights=Uniform(-width, width), seed=seed, dtype=dtype)
    return Trainer(network, Dataset(inputs, targets), **({"learning_rate": 0.3} | settings))


def all_true(trainer, example=1):
    counts = [require_truth(explanation) for explanation in everything(trainer, example)]
    return sum(seen for seen, _ in counts), sum(rough for _, rough in counts)


@pytest.mark.parametrize(("activation", "loss"), grid(TRAINABLE, LOSSES))
def test_every_activation_with_every_loss(activation, loss):
    output = ACTIVATIONS[activation]
    if find_loss(loss, output).probabilities and not (output.lowest >= 0 and output.highest <= 1):
        output = ACTIVATIONS["sigmoid"]
    trainer = random_trainer(TRAINABLE.index(activation), activation, output.name, loss=loss)
    trainer.run(epochs=3)
    seen, rough = all_true(trainer)
    assert seen > 10
    assert rough == 0


@pytest.mark.parametrize(("settings", "seed"), grid(SETTINGS, range(4)))
def test_every_optimizer_on_random_networks(settings, seed):
    trainer = random_trainer(seed, "tanh", loss="half_sse", **settings)
    trainer.run(epochs=seed * 4)
    if "batch" in settings:
        trainer.loop.advance_batches(1)
    seen, rough = all_true(trainer, example=seed % 5)
    assert seen > 5
    assert rough == 0


@pytest.mark.parametrize("seed", range(4))
def test_single_precision(seed):
    trainer = random_trainer(seed, dtype="float32", loss="mse")
    trainer.run(epochs=10)
    seen, rough = all_true(trainer)
    # What cancels in single precision may have no digit left that is true.
    assert rough <= seen * 0.02


@pytest.mark.parametrize(
    ("activation", "width"), grid(["sigmoid", "tanh", "softplus", "gaussian", "relu"], [1e-6, 40.0, 900.0])
)
def test_weights_that_are_tiny_or_saturate(activation, width):
    trainer = random_trainer(TRAINABLE.index(activation), activation, loss="cross_entropy", width=width)
    seen, rough = all_true(trainer)
    assert rough <= seen * 0.05


def test_negative_examples():
    random = np.random.default_rng(2)
    data = Dataset(random.normal(size=(5, 2)), random.uniform(size=(5, 2)), negative=[True, False, True, False, True])
    for loss in ("mse", "half_mse", "sse", "half_sse"):
        trainer = Trainer(Network([2, 3, 2], seed=3), data, loss=loss, batch=2, learning_rate=0.2)
        trainer.run(epochs=4)
        assert all_true(trainer, example=0)[1] == 0


def test_a_run_that_has_diverged_claims_nothing():
    trainer = random_trainer(3, "relu", "linear", loss="sse", learning_rate=1e6)
    trainer.run(epochs=200)
    assert trainer.diverged_at is not None
    for explanation in everything(trainer, 0):
        require_truth(explanation)
        assert to_text(explanation)


def test_a_wide_layer_is_summed_up_and_still_adds_up():
    random = np.random.default_rng(5)
    data = Dataset(random.uniform(size=(300, 200)), np.eye(15)[random.integers(0, 15, size=300)])
    trainer = Trainer(Network([200, 30, 15], ["tanh", "softmax"], seed=1), data, loss="cross_entropy")
    trainer.run(epochs=2)
    for address in (NeuronAddress(1, 3), NeuronAddress(2, 7), SynapseAddress(0, 5, 3), SynapseAddress(1, None, 2)):
        explanation = explain(trainer, Link(address, 299))
        assert require_truth(explanation)[1] == 0
        assert len(to_text(explanation)) < 6000
    assert "… and 189 more (" in to_text(explain(trainer, Link(NeuronAddress(1, 3), 299)))
    assert require_truth(explain(trainer, Link(LossAddress()))) == (10, 0)
