"""Names of a run and its neurons on the screen."""

from perceptop.core.protocol.neuron_names import NeuronNames
from perceptop.core.protocol.snapshot import About


def names_of(about: About) -> NeuronNames:
    """The names of the network's neurons."""
    return NeuronNames(about.layers, about.input_names, about.output_names)


def method_line(about: About) -> str:
    """Layers and activations: 2-4-1 sigmoid; 1-8-1 sigmoid, linear."""
    names = list(about.activations)
    sizes = "-".join(map(str, about.layers))
    return f"{sizes} {names[0] if len(set(names)) == 1 else ', '.join(names)}"
