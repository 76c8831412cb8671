"""What inputs, neurons and synapses are called: by the data's names, and hidden neurons by their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perceptop.core.nn.networks.network import Network


@dataclass(frozen=True)
class NeuronNames:
    """The names of a network with these `layers`; `inputs` and `outputs` are called as told, or x1, x2, … and y1, …"""

    layers: tuple[int, ...]
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()

    @classmethod
    def of(cls, network: "Network", inputs: Sequence[str] = (), outputs: Sequence[str] = ()) -> "NeuronNames":
        """The names told, or else the network's own labels."""
        labels = network.labels
        return cls(network.layers, tuple(inputs) or tuple(labels.inputs), tuple(outputs) or tuple(labels.outputs))

    def neuron(self, layer: int, index: int) -> str:
        """Hidden neurons are h1, h2, …, with several hidden layers h1.1 to h2.3, …"""
        last = len(self.layers) - 1
        if layer in (0, last):
            names, letter = (self.inputs, "x") if layer == 0 else (self.outputs, "y")
            if names:
                return names[index]
            return letter if self.layers[layer] == 1 else f"{letter}{index + 1}"
        return f"h{index + 1}" if last == 2 else f"h{layer}.{index + 1}"

    def source(self, layer: int, row: int) -> str:
        """Where the synapses of a row of `weights[layer]` come from: a neuron, or the bias."""
        return "bias" if row == self.layers[layer] else self.neuron(layer, row)
