"""One example going through one network: the numbers that an explanation puts into its formulas."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from perceptop.core.data.arrays import Array
from perceptop.core.data.table_encoding import TableEncoding
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.losses.functions import OwnLoss
from perceptop.core.nn.networks.layers import ForwardPass
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import Address, NeuronAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.neuron_names import NeuronNames
from perceptop.core.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Learning:
    """What one example contributes to learning: its `targets` `(1, outputs)` and δ of every neuron, `(1, neurons)` per
    layer.

    `loss` is that of this example, `output_gradient` its dLoss/da `(outputs,)`; `examples` is the size of the batch
    whose loss these are derivatives of.
    """

    loss: Loss
    targets: Array
    deltas: list[Array]
    output_gradient: Array
    examples: int


@dataclass(frozen=True, eq=False)
class ExamplePass:
    """The forward and backward pass of one row. `example` is its number from 0, `of` the count of rows; None for a row
    of your own.

    `encoding` is that of a table, and `sources` `(columns,)` what features are computed from.
    `learning` is None without targets, with given weights, or with an activation that has no slope.
    """

    network: Network
    names: NeuronNames
    forward: ForwardPass
    example: int | None = None
    of: int = 0
    targets: Array | None = None
    learning: Learning | None = None
    encoding: TableEncoding | None = None
    sources: Array | None = None
    row: Array = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row", self.forward.activations[0][0])

    @classmethod
    def of_inputs(cls, network: Network, inputs: ArrayLike, sources: Array | None = None) -> "ExamplePass":
        """Pass a row `(inputs,)` of your own, without targets; `BadInput` if its length is not the number of inputs.

        If inputs are features, `sources` `(columns,)` are what they were computed from.
        """
        row = np.asarray(inputs, float)
        if row.shape != (network.layers[0],):
            refuse("inputs", f"{row.size} values", f"{network.layers[0]}, one for each input")
        with np.errstate(all="ignore"):
            forward = network.forward(row[None])
        return cls(network, NeuronNames.of(network), forward, encoding=network.labels.encoding, sources=sources)

    @classmethod
    def of_trainer(cls, trainer: Trainer, example: int) -> "ExamplePass":
        """Pass an example of the trainer's data at its present weights; δ is that of the next update.

        `BadInput` if there is no such example.
        """
        network, data = trainer.network, trainer.dataset
        if not 0 <= example < len(data):
            refuse("example", example + 1, f"a row from 1 to {len(data)}")
        names = NeuronNames.of(network, data.input_names, data.output_names)
        targets = data.targets[example : example + 1]
        with np.errstate(all="ignore"):
            forward = network.forward(data.inputs[example : example + 1])
            learning = _learning(trainer, example, forward) if learns(trainer) else None
        sources = None if data.sources is None else data.sources[example]
        return cls(network, names, forward, example, len(data), targets, learning, data.encoding, sources)

    def a(self, layer: int, index: int) -> float:
        """Return the activation of a neuron; in layer 0 an input."""
        return float(self.forward.activations[layer][0, index])

    def z(self, layer: int, index: int) -> float:
        """Return the pre-activation of a neuron, in layer 1 or above."""
        return float(self.forward.z[layer - 1][0, index])

    def delta(self, layer: int, index: int) -> float:
        """Return δ of a neuron."""
        assert self.learning is not None
        return float(self.learning.deltas[layer - 1][0, index])

    def link(self, address: Address) -> Link:
        """Return the link to that address for the same example."""
        return Link(address, self.example)

    def neuron(self, layer: int, index: int) -> Link:
        """Return the link to that neuron for the same example."""
        return self.link(NeuronAddress(layer, index))

    def name(self, layer: int, index: int) -> str:
        """Return the neuron's name and address: h1 (1.0)."""
        return f"{self.names.neuron(layer, index)} ({layer}.{index})"


def learns(trainer: Trainer) -> bool:
    """Return whether the run trains: every activation has a slope, and the weights are not given."""
    return trainer.trainable and not trainer.stopping.idle


def _learning(trainer: Trainer, example: int, forward: ForwardPass) -> Learning:
    network, batch = trainer.network, trainer.present_batch()
    here = np.array([example])
    loss = trainer.loss_function.for_examples(here)
    targets = trainer.dataset.targets[here]
    if isinstance(loss, OwnLoss) and example in batch:
        # A function of the user's own need not be a sum over rows: it takes the whole batch.
        whole, wanted = network.forward(trainer.dataset.inputs[batch]), trainer.dataset.targets[batch]
        place = int(np.flatnonzero(batch == example)[0])
        deltas = [delta[place : place + 1] for delta in network.deltas(whole, wanted, loss)]
        return Learning(loss, targets, deltas, loss.gradient(whole.outputs, wanted)[place], len(batch))
    # δ of one row alone, and a mean over one row is not a mean over the batch's.
    outputs = network.layers[-1]
    share = loss.scale(len(batch), outputs) / loss.scale(1, outputs)
    deltas = [delta * share for delta in network.deltas(forward, targets, loss)]
    return Learning(loss, targets, deltas, loss.gradient(forward.outputs, targets)[0] * share, len(batch))
