"""Answers to questions of a run, computed anew: a fresh trainer runs from epoch 0, and rows are judged one by one.

Of the question only its words and its link are read, as whoever sits before the screen does.
"""

import re

import numpy as np

from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.neuron_names import NeuronNames


def answer_of(question, experiment, seed, epoch):
    """The right choice of a question that was asked at that epoch."""
    return ANSWERS[question.kind](question, Future(experiment, seed, epoch))


class Future:
    """What a run gives at `epoch` and after."""

    def __init__(self, experiment, seed, epoch):
        self.experiment, self.seed, self.epoch = experiment, seed, epoch
        self.data = experiment.dataset

    def trainer(self, ahead=0, rate=1.0):
        trainer = self.experiment.trainer(self.seed if self.experiment.seeded else None)
        for _ in range(self.epoch if trainer.trainable else 0):
            trainer.run(1)
        if rate != 1.0:
            trainer.learning_rate = trainer.learning_rate * rate
        for _ in range(ahead if trainer.trainable else 0):
            trainer.run(1)
        return trainer

    def mse(self, ahead, rate=1.0):
        with np.errstate(all="ignore"):
            trainer = self.trainer(ahead, rate)
            if trainer.diverged_at is not None:
                return float("inf")
            outputs = trainer.network.predict(self.data.inputs)
            errors = np.abs(outputs - self.data.targets)
            if self.data.negative is not None:
                rows = self.data.negative
                errors[rows] = 1 - errors[rows]
            return float((errors**2).mean())

    def right_rows(self, ahead):
        """For the present epoch and each after it, which rows are right."""
        trainer, found = self.trainer(), []
        for place in range(ahead + 1):
            if place:
                trainer.run(1)
            outputs = trainer.network.predict(self.data.inputs)
            found.append([self._is_right(row, given) for row, given in enumerate(outputs)])
        return np.array(found)

    def _is_right(self, row, outputs):
        targets, words = self.data.targets[row], self.data.output_symbols
        if words is not None:
            hit = all(
                words.nearest(given) == words.nearest(wanted) for given, wanted in zip(outputs, targets, strict=True)
            )
        else:
            low = self.data.targets.min()
            middle = 0.0 if low < 0 else 0.5
            hit = all((given > middle) == (wanted > middle) for given, wanted in zip(outputs, targets, strict=True))
        return hit != (self.data.negative is not None and bool(self.data.negative[row]))


def weight(question, future):
    address = question.link.address
    assert isinstance(address, SynapseAddress)
    layers = future.experiment.network().layers
    place = address.row(layers), address.target
    names = NeuronNames(layers, future.data.input_names, future.data.output_names)
    name = f"{names.source(address.layer, place[0])}→{names.neuron(address.layer + 1, address.target)}"
    assert f"Weight {name} is" in question.text
    ahead = ahead_of(r"in the next (?:epoch|([\d,]+) epochs)", question.text)
    before, after = (future.trainer(epochs).network.weights[address.layer][place] for epochs in (0, ahead))
    return "up" if after > before else "down"


def loss(question, future):
    ahead = ahead_of(r"after (?:the next epoch|([\d,]+) more epochs)", question.text)
    return "higher" if future.mse(ahead) > future.mse(0) else "lower"


def right(question, future):
    *rows, none = question.choices
    end = ahead_of(r"none by epoch ([\d,]+)", none) - future.epoch
    found = future.right_rows(end)
    numbers = [ahead_of(r"row ([\d,]+)", row) - 1 for row in rows]
    assert not found[0, numbers].any()
    turned = [int(found[:, row].argmax()) if found[:, row].any() else end + 1 for row in numbers]
    assert len(turned) == 1 or min(turned) > end or sorted(turned)[1] > min(turned)
    return none if min(turned) > end else rows[int(np.argmin(turned))]


def solved(question, future):
    end = ahead_of(r"by epoch ([\d,]+)", question.text) - future.epoch
    found = future.right_rows(end).all(axis=1)
    assert not found[0]
    return "yes" if found.any() else "no"


def rate(question, future):
    end = ahead_of(r"at epoch ([\d,]+)", question.text) - future.epoch
    once, twice = future.mse(end), future.mse(end, 2.0)
    if not np.isfinite(twice):
        return "diverged"
    return "higher" if twice > once else "lower"


def carries(question, future):
    address, network = question.link.address, future.trainer().network
    row = ahead_of(r"carries row ([\d,]+)", question.text) - 1
    assert row == question.link.example
    values = np.asarray(future.data.inputs[row], float)
    for layer, weights in enumerate(network.weights[:-1]):
        with_bias = np.append(values, 1.0) if network.bias[layer] else values
        values = network.activations[layer].function(with_bias @ weights)
    names = NeuronNames(network.layers, future.data.input_names, future.data.output_names)
    sizes = {
        names.neuron(address.layer - 1, place): abs(value * network.weights[-1][place, address.index])
        for place, value in enumerate(values)
    }
    return max(question.choices, key=sizes.__getitem__)


def ahead_of(pattern, text):
    """The number in the text, 1 if the words have none."""
    found = re.search(pattern, text)
    assert found, text
    return int(found[1].replace(",", "")) if found[1] else 1


ANSWERS = {"weight": weight, "loss": loss, "right": right, "solved": solved, "rate": rate, "carries": carries}
