"""One example going through one network: the numbers that an explanation puts into its formulas."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from perceptop.core.data.arrays import Array
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
    """What an example asks for: its `targets` `(1, outputs)` and the δ of every neuron, `(1, neurons)` a layer.

    `loss` is that of this example, `output_gradient` its dLoss/da `(outputs,)`; `examples` are in the batch whose loss
    these are derivatives of.
    """

    loss: Loss
    targets: Array
    deltas: list[Array]
    output_gradient: Array
    examples: int


@dataclass(frozen=True, eq=False)
class ExamplePass:
    """One row through the network. `example` is its number, counted from 0, `of` so many; None for a row of your own.

    `learning` is None if there is nothing to learn: no targets, given weights, or an activation without a slope.
    """

    network: Network
    names: NeuronNames
    forward: ForwardPass
    example: int | None = None
    of: int = 0
    targets: Array | None = None
    learning: Learning | None = None
    row: Array = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row", self.forward.activations[0][0])

    @classmethod
    def of_inputs(cls, network: Network, inputs: ArrayLike) -> "ExamplePass":
        """A row `(inputs,)` of your own, without targets; `BadInput` if it is not as long as the network wants."""
        row = np.asarray(inputs, float)
        if row.shape != (network.layers[0],):
            refuse("inputs", f"{row.size} values", f"{network.layers[0]}, one for each input")
        with np.errstate(all="ignore"):
            return cls(network, NeuronNames.of(network), network.forward(row[None]))

    @classmethod
    def of_trainer(cls, trainer: Trainer, example: int) -> "ExamplePass":
        """An example of the trainer's, at its present weights; its δ is what the next update would take.

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
        return cls(network, names, forward, example, len(data), targets, learning)

    def a(self, layer: int, index: int) -> float:
        """The activation of a neuron; in layer 0 an input."""
        return float(self.forward.activations[layer][0, index])

    def z(self, layer: int, index: int) -> float:
        """The pre-activation of a neuron, layer 1 being the first that has any."""
        return float(self.forward.z[layer - 1][0, index])

    def delta(self, layer: int, index: int) -> float:
        """The δ of a neuron."""
        assert self.learning is not None
        return float(self.learning.deltas[layer - 1][0, index])

    def link(self, address: Address) -> Link:
        """The explanation of that address for the same example."""
        return Link(address, self.example)

    def neuron(self, layer: int, index: int) -> Link:
        """The explanation of that neuron for the same example."""
        return self.link(NeuronAddress(layer, index))

    def name(self, layer: int, index: int) -> str:
        """The neuron by name and address: h1 (1.0)."""
        return f"{self.names.neuron(layer, index)} ({layer}.{index})"


def learns(trainer: Trainer) -> bool:
    """Return whether there will ever be an update: every activation has a slope, and the weights are not just given."""
    return trainer.trainable and trainer.stopping.epochs != 0


def _learning(trainer: Trainer, example: int, forward: ForwardPass) -> Learning:
    network, batch = trainer.network, trainer.present_batch()
    here = np.array([example])
    loss = trainer.loss_function.for_examples(here)
    targets = trainer.dataset.targets[here]
    if isinstance(loss, OwnLoss) and example in batch:
        # Nothing is known of how such a loss goes together from its rows: the whole batch must be asked.
        whole, wanted = network.forward(trainer.dataset.inputs[batch]), trainer.dataset.targets[batch]
        place = int(np.flatnonzero(batch == example)[0])
        deltas = [delta[place : place + 1] for delta in network.deltas(whole, wanted, loss)]
        return Learning(loss, targets, deltas, loss.gradient(whole.outputs, wanted)[place], len(batch))
    # δ of one row alone, and a mean over one row is not a mean over the batch's.
    outputs = network.layers[-1]
    share = loss.scale(len(batch), outputs) / loss.scale(1, outputs)
    deltas = [delta * share for delta in network.deltas(forward, targets, loss)]
    return Learning(loss, targets, deltas, loss.gradient(forward.outputs, targets)[0] * share, len(batch))
