"""From one neuron or synapse of the diagram to the next, as arrow keys go."""

from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.snapshot import About

CuePlace = NeuronAddress | SynapseAddress


def first_place(about: About) -> NeuronAddress:
    """Where to begin: the first output."""
    return NeuronAddress(len(about.layers) - 1, 0)


def across(about: About, place: CuePlace, step: int) -> CuePlace:
    """From a neuron to the layer before or after it, at about its height; from a synapse to one of its ends."""
    if isinstance(place, SynapseAddress):
        if step > 0:
            return NeuronAddress(place.layer + 1, place.target)
        return place if place.source is None else NeuronAddress(place.layer, place.source)
    layer = min(max(place.layer + step, 0), len(about.layers) - 1)
    share = (place.index + 0.5) / about.layers[place.layer]
    return place if layer == place.layer else NeuronAddress(layer, int(share * about.layers[layer]))


def down(about: About, place: CuePlace, step: int) -> CuePlace:
    """From a neuron to the one above or below it; from a synapse to the one beside it into the same neuron."""
    if isinstance(place, SynapseAddress):
        return along(about, place, step)
    return NeuronAddress(place.layer, min(max(place.index + step, 0), about.layers[place.layer] - 1))


def along(about: About, place: CuePlace, step: int) -> CuePlace:
    """The synapses into a neuron one after the other, the bias last; before and after them the neuron itself."""
    layer = place.layer if isinstance(place, SynapseAddress) else place.layer - 1
    if layer < 0:
        return place
    rows = about.layers[layer] + about.bias[layer]
    if isinstance(place, SynapseAddress):
        row, target = place.row(about.layers) + step, place.target
    else:
        row, target = 0 if step > 0 else rows - 1, place.index
    if 0 <= row < rows:
        return SynapseAddress.at(about.layers, layer, row, target)
    return NeuronAddress(layer + 1, target)
