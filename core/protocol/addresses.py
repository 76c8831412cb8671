"""Addresses: a neuron as 1.0 (layer.index), a synapse as 0.1-1.2, that of a bias as 0.b-1.2.

Layer 0 is the inputs, and indices count from 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol import record

BIAS = "b"


@dataclass(frozen=True, order=True)
class NeuronAddress:
    """A neuron, or in layer 0 an input."""

    layer: int
    index: int

    def __str__(self) -> str:
        return f"{self.layer}.{self.index}"


@record(frozen=True)
class SynapseAddress:
    """A synapse from `source` in `layer`, None for the bias, to `target` in the layer after it."""

    layer: int
    source: int | None
    target: int

    def row(self, layers: Sequence[int]) -> int:
        """Return its row in `weights[layer]`; its column is `target`."""
        return layers[self.layer] if self.source is None else self.source

    def place(self, layers: Sequence[int], bias: Sequence[bool]) -> int:
        """Return its place among all weights of the network, layer by layer and row by row."""
        before = sum(_sizes(layers, bias)[: self.layer])
        return before + self.row(layers) * layers[self.layer + 1] + self.target

    @classmethod
    def at_place(cls, layers: Sequence[int], bias: Sequence[bool], place: int) -> "SynapseAddress":
        """Return the address of the weight at that place."""
        for layer, size in enumerate(_sizes(layers, bias)):
            if place < size:
                return cls.at(layers, layer, *divmod(place, layers[layer + 1]))
            place -= size
        raise IndexError(place)

    @classmethod
    def at(cls, layers: Sequence[int], layer: int, row: int, column: int) -> "SynapseAddress":
        """Return the synapse of `weights[layer][row, column]`."""
        return cls(layer, None if row == layers[layer] else row, column)

    def __str__(self) -> str:
        source = BIAS if self.source is None else self.source
        return f"{self.layer}.{source}-{self.layer + 1}.{self.target}"


@record(frozen=True)
class LossAddress:
    """The loss over all examples."""

    def __str__(self) -> str:
        return "loss"


@record(frozen=True)
class GradientsAddress:
    """The gradients of all synapses, back-propagated beside those by finite differences."""

    def __str__(self) -> str:
        return "gradients"


Address = NeuronAddress | SynapseAddress | LossAddress | GradientsAddress


def parse_neuron(text: str, layers: Sequence[int], where: str = "--neuron") -> NeuronAddress:
    """Read `1.0` as neuron 0 of layer 1; `BadInput` if it is no such text, or there is no such neuron."""
    layer, _, index = text.partition(".")
    place = NeuronAddress(_whole(layer), _whole(index))
    if min(place.layer, place.index) < 0:
        refuse(where, text, "layer.index, layer 0 being the inputs: 1.0")
    _require(place, text, layers, where)
    return place


def parse_synapse(text: str, layers: Sequence[int], bias: Sequence[bool], where: str = "--synapse") -> SynapseAddress:
    """Read `0.1-1.2` as the synapse from 0.1 to 1.2, `0.b-1.2` as that of the bias; `BadInput` if there is none."""
    source, _, target = text.partition("-")
    layer, _, index = source.partition(".")
    begin = NeuronAddress(_whole(layer), 0 if index == BIAS else _whole(index))
    end = NeuronAddress(_whole(target.partition(".")[0]), _whole(target.partition(".")[2]))
    if min(begin.layer, begin.index, end.layer, end.index) < 0:
        refuse(where, text, "layer.index-layer.index, b for the bias: 0.1-1.2 or 0.b-1.2")
    _require(begin, text, layers, where)
    _require(end, text, layers, where)
    if end.layer != begin.layer + 1:
        refuse(where, text, f"a synapse to the next layer: {source}-{begin.layer + 1}.{end.index}")
    if index == BIAS and not bias[begin.layer]:
        refuse(where, text, f"a synapse from a neuron: layer {end.layer} has no bias")
    return SynapseAddress(begin.layer, None if index == BIAS else begin.index, end.index)


def parse_part(
    text: str, layers: Sequence[int], bias: Sequence[bool], neuron: str = "--neuron", synapse: str = "--synapse"
) -> NeuronAddress | SynapseAddress:
    """Read the place of a neuron or of a synapse; a `BadInput` begins with `neuron` or with `synapse`."""
    return parse_synapse(text, layers, bias, synapse) if "-" in text else parse_neuron(text, layers, neuron)


def _sizes(layers: Sequence[int], bias: Sequence[bool]) -> list[int]:
    """Return the number of weights into each layer after the inputs."""
    return [(inputs + has) * outputs for (inputs, outputs), has in zip(pairwise(layers), bias, strict=True)]


def _require(place: NeuronAddress, text: str, layers: Sequence[int], where: str) -> None:
    if place.layer >= len(layers):
        refuse(where, text, f"a layer from 0 (inputs) to {len(layers) - 1} (outputs)")
    if place.index >= layers[place.layer]:
        refuse(where, text, f"an index from 0 to {layers[place.layer] - 1} in layer {place.layer}")


def _whole(text: str) -> int:
    """Return the whole number, or -1 if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
