"""The kinds of pictures: name, help, and the problems each suits."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from perceptop.core.errors.bad_input import refuse
from perceptop.core.pictures.confusion import confusion
from perceptop.core.pictures.fit import fit
from perceptop.core.pictures.hidden_space import hidden_space, pairs
from perceptop.core.pictures.histogram import histograms
from perceptop.core.pictures.images import images
from perceptop.core.pictures.loss_surface import loss_surface
from perceptop.core.pictures.scene import Scene
from perceptop.core.pictures.surface import neuron_surfaces, surface
from perceptop.core.pictures.weight_matrices import matrices
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.picture import Content
from perceptop.core.protocol.snapshot import About

MOST_SUBJECTS = 64
"""Most subjects that a key goes through; any other can be named."""


@dataclass(frozen=True)
class PictureKind:
    """A kind of picture: `take` makes it from a scene and a subject, which may be empty; `subjects` lists the others.
    With `tests` it can be of test rows in place of training rows.

    `help` is a sentence. `BadInput` for a subject that does not exist.
    """

    name: str
    title: str
    help: str
    take: Callable[[Scene, str], Content]
    suits: Callable[[About], bool]
    subjects: Callable[[About], tuple[str, ...]] = lambda about: ()
    tests: bool = False


def _neurons(about: About) -> tuple[str, ...]:
    """Return the outputs if there are several, then the hidden neurons."""
    last = len(about.layers) - 1
    layers = [last, *range(1, last)] if about.layers[-1] > 1 else range(1, last)
    places = (str(NeuronAddress(layer, index)) for layer in layers for index in range(about.layers[layer]))
    return tuple(islice(places, MOST_SUBJECTS))


def _layers(about: About) -> tuple[str, ...]:
    return tuple(map(str, range(1, len(about.layers)))) if len(about.layers) > 2 else ()


def _weight_pairs(about: About) -> tuple[str, ...]:
    """Return the first two weights into each neuron."""
    found = []
    for layer, (inputs, outputs) in enumerate(zip(about.layers, about.layers[1:], strict=False)):
        if inputs + about.bias[layer] > 1:
            for index in range(min(outputs, MOST_SUBJECTS)):
                two = (SynapseAddress.at(about.layers, layer, row, index) for row in (0, 1))
                found.append(",".join(map(str, two)))
    return tuple(found[:MOST_SUBJECTS])


def _several_weights(about: About) -> bool:
    layers = zip(about.layers, about.layers[1:], about.bias, strict=False)
    return sum((inputs + has_bias) * outputs for inputs, outputs, has_bias in layers) > 1


def _axes(about: About) -> int:
    """Return how many columns inputs are computed from, or else how many inputs there are."""
    return len(about.source_names) or about.layers[0]


def _two_inputs(about: About) -> bool:
    return _axes(about) == 2


KINDS = {
    kind.name: kind
    for kind in (
        PictureKind(
            "surface",
            "Decision surface",
            "The network's output at every point of the plane of its two inputs.",
            surface,
            _two_inputs,
            _neurons,
            tests=True,
        ),
        PictureKind(
            "fit",
            "Function fit",
            "The target curve, and the network's output.",
            fit,
            lambda about: _axes(about) == about.layers[-1] == 1 and about.examples > 1,
            tests=True,
        ),
        PictureKind(
            "images",
            "Images",
            "The inputs as images, with the class expected and the class recognized.",
            images,
            lambda about: about.image is not None,
        ),
        PictureKind(
            "confusion",
            "Confusion table",
            "How often each class is recognized as which: right answers are on the diagonal.",
            confusion,
            lambda about: bool(about.classes),
            tests=True,
        ),
        PictureKind(
            "hidden-space",
            "Hidden space",
            "The examples by the activations of two hidden neurons, at the start and now: what the next layer gets.",
            hidden_space,
            lambda about: any(size > 1 for size in about.layers[1:-1]),
            lambda about: pairs(about.layers, MOST_SUBJECTS),
        ),
        PictureKind(
            "neurons",
            "Neuron by neuron",
            "The surface of every single neuron: how the layers put the decision together.",
            neuron_surfaces,
            lambda about: _two_inputs(about) and len(about.layers) > 2,
        ),
        PictureKind(
            "loss-surface",
            "Loss surface",
            "The loss at other values of two weights, and the path downhill that training has taken.",
            loss_surface,
            _several_weights,
            _weight_pairs,
        ),
        PictureKind(
            "weights",
            "Weight matrices",
            "Every weight as a shade: which neuron gets its input from which, and how strongly.",
            matrices,
            lambda about: True,
            _layers,
        ),
        PictureKind(
            "histograms",
            "Histograms",
            "How large the weights and their gradients are in each layer: all near 0 means that nothing is learned.",
            histograms,
            _several_weights,
        ),
    )
}
"""The kinds by name, the best for a problem that several suit first."""


def applicable(about: About) -> tuple[str, ...]:
    """Return the names of the kinds that suit a problem, best first."""
    return tuple(kind.name for kind in KINDS.values() if kind.suits(about))


def split(text: str) -> tuple[str, str]:
    """Split a kind's name from a subject after a colon: `surface`, `surface:1.2`. `BadInput` for an unknown kind."""
    name, _, subject = text.partition(":")
    if name not in KINDS:
        refuse("picture", name, "one of " + ", ".join(KINDS))
    return name, subject
