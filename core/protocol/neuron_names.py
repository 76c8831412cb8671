"""Names of inputs, neurons and synapses: those of the data, and places for hidden neurons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perceptop.core.nn.networks.network import Network


@dataclass(frozen=True)
class NeuronNames:
    """The names of a network with these `layers`; `inputs` and `outputs` are given, or x1, x2, … and y1, …"""

    layers: tuple[int, ...]
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()

    @classmethod
    def of(cls, network: "Network", inputs: Sequence[str] = (), outputs: Sequence[str] = ()) -> "NeuronNames":
        """Return the names given, or else the network's labels."""
        labels = network.labels
        return cls(network.layers, tuple(inputs) or tuple(labels.inputs), tuple(outputs) or tuple(labels.outputs))

    def neuron(self, layer: int, index: int) -> str:
        """Return a neuron's name; hidden ones are h1, h2, …, with several hidden layers h1.1 to h2.3, …"""
        last = len(self.layers) - 1
        if layer in (0, last):
            names, letter = (self.inputs, "x") if layer == 0 else (self.outputs, "y")
            if names:
                return names[index]
            return letter if self.layers[layer] == 1 else f"{letter}{index + 1}"
        return f"h{index + 1}" if last == 2 else f"h{layer}.{index + 1}"

    def source(self, layer: int, row: int) -> str:
        """Return the name of the source of a row of `weights[layer]`: a neuron, or the bias."""
        return "bias" if row == self.layers[layer] else self.neuron(layer, row)
