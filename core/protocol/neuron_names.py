"""Names of inputs, neurons and synapses: those of the data, and places for hidden neurons."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perceptop.core.protocol import record

if TYPE_CHECKING:
    from perceptop.core.nn.networks.network import Network


@record(frozen=True)
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

    def synapse(self, layer: int, row: int, column: int, arrow: str = "→") -> str:
        """Return the name of a synapse, `x2→h3`; with `-` as arrow, as it is typed."""
        return f"{self.source(layer, row)}{arrow}{self.neuron(layer + 1, column)}"

    def find_neuron(self, text: str) -> tuple[int, int] | None:
        """Return layer and index of the neuron of that name, an output before an input; None if there is none."""
        for wanted in (str, str.casefold):
            for layer in reversed(range(len(self.layers))):
                for index in range(self.layers[layer]):
                    if wanted(self.neuron(layer, index)) == wanted(text.strip()):
                        return layer, index
        return None

    def find_synapse(self, text: str) -> tuple[int, int, int] | None:
        """Return layer, row and column of the synapse that is written `x2-h3` or `bias-y`; None if there is none.

        Names may hold a `-` themselves. Upper and lower case count only if a name is there in both.
        """
        ends = [(text[:place].strip(), text[place + 1 :].strip()) for place, sign in enumerate(text) if sign in "-→"]
        for wanted in (str, str.casefold):
            for layer in range(len(self.layers) - 1):
                sources = {wanted(self.source(layer, row)): row for row in reversed(range(self.layers[layer] + 1))}
                targets = {wanted(self.neuron(layer + 1, place)): place for place in range(self.layers[layer + 1])}
                for source, target in ends:
                    if wanted(source) in sources and wanted(target) in targets:
                        return layer, sources[wanted(source)], targets[wanted(target)]
        return None
