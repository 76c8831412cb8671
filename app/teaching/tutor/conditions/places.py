"""Neurons and synapses by the names that are on the screen: h3, x1-h3, bias-y; or by place: 1.2, 0.0-1.2."""

from collections.abc import Iterator

from perceptop.app.teaching.tutor.conditions.bad_condition import BadCondition
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.addresses import (
    Address,
    GradientsAddress,
    LossAddress,
    NeuronAddress,
    SynapseAddress,
    parse_part,
)
from perceptop.core.protocol.neuron_names import NeuronNames
from perceptop.core.protocol.snapshot import About

NAMED: dict[str, Address] = {"loss": LossAddress(), "gradients": GradientsAddress()}
ARROWS = ("→", "->", "-")
MOST_NAMES = 100_000
"""Synapses that are looked through for a name; those of a larger network have places only."""


def find_address(text: str, about: About) -> Address:
    """Return the neuron, synapse or other part of that name; `BadCondition` if there is none."""
    return NAMED.get(text) or find_part(text, about)


def find_part(text: str, about: About) -> NeuronAddress | SynapseAddress:
    """Return the neuron or the synapse of that name."""
    if text[:1].isdigit():
        try:
            return parse_part(text, about.layers, about.bias)
        except BadInput:
            pass
    names = about.names
    for address in _neurons(about):
        if names.neuron(address.layer, address.index) == text:
            return address
    for arrow in ARROWS:
        source, found, target = text.partition(arrow)
        if found and (synapse := _synapse(source.strip(), target.strip(), about, names)):
            return synapse
    raise BadCondition(text or "nothing", f"a neuron such as {_example(about)}, a synapse such as {_synapses(about)}")


def find_neuron(text: str, about: About) -> NeuronAddress:
    """Return the neuron of that name."""
    found = find_part(text, about)
    if not isinstance(found, NeuronAddress):
        raise BadCondition(text, f"a neuron such as {_example(about)}")
    return found


def find_synapse(text: str, about: About) -> SynapseAddress:
    """Return the synapse of that name."""
    found = find_part(text, about)
    if not isinstance(found, SynapseAddress):
        raise BadCondition(text, f"a synapse such as {_synapses(about)}")
    return found


def _synapse(source: str, target: str, about: About, names: NeuronNames) -> SynapseAddress | None:
    for layer in range(len(about.layers) - 1):
        rows = about.layers[layer] + about.bias[layer]
        if rows * about.layers[layer + 1] > MOST_NAMES:
            continue
        for row in range(rows):
            if names.source(layer, row) != source:
                continue
            for index in range(about.layers[layer + 1]):
                if names.neuron(layer + 1, index) == target:
                    return SynapseAddress.at(about.layers, layer, row, index)
    return None


def _neurons(about: About) -> Iterator[NeuronAddress]:
    for layer, size in enumerate(about.layers):
        for index in range(min(size, MOST_NAMES)):
            yield NeuronAddress(layer, index)


def _example(about: About) -> str:
    return f'"{about.names.neuron(1, 0)}"'


def _synapses(about: About) -> str:
    return f'"{about.names.source(0, 0)}-{about.names.neuron(1, 0)}"'
