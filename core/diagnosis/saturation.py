"""Saturated and dead neurons: their activation is flat at every example, so that no δ passes back through them.

Both are reported only if a snapshot shows all examples; a snapshot of large data holds a few neighbors, which may be
alike.
"""

from collections.abc import Callable

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.diagnosis.remaining_error import learning, unsolved
from perceptop.core.diagnosis.rule import Rule, named, several
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.activations.functions import ACTIVATIONS, find_activation
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

Flatness = Callable[[Activation, Array, Array], Array]

FLAT = 1e-4
"""Part of the steepest slope of an activation below which it counts as flat; from 1/100 neurons recover."""


def _steepest(activation: Activation) -> float:
    z = np.linspace(-3, 3, 601)
    return float(activation.slope(z, activation.function(z)).max())


STEEPEST = {
    name: _steepest(activation)
    for name, activation in ACTIVATIONS.items()
    if activation.elementwise and activation.trainable and np.isfinite([activation.lowest, activation.highest]).all()
}
"""The steepest slope of each activation that levels off on both sides."""


def find_saturated(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return one finding for all saturated neurons, while anything is left to learn."""
    if not (learning(snapshot) and unsolved(snapshot)):
        return ()
    neurons = _where(snapshot, _saturated)
    if not neurons:
        return ()
    names, count = named(snapshot, neurons), len(neurons)
    sentence = (
        f"{names} {several(count, 'is', 'are')} saturated: {several(count, 'its', 'their')} curve is flat at every "
        f"example, so {several(count, 'it hardly learns', 'they hardly learn')} any more."
    )
    advice = "Begin with smaller weights, scale the inputs to about 1, or lower the learning rate."
    return (Finding("saturated", sentence, advice, neurons),)


def find_dead(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return one finding for all dead neurons."""
    neurons = _where(snapshot, _dead) if learning(snapshot) else ()
    if not neurons:
        return ()
    names, count = named(snapshot, neurons), len(neurons)
    sentence = (
        f"{names} {several(count, 'is', 'are')} dead: z is below 0 at every example, "
        f"so {several(count, 'it gives 0 and learns', 'they give 0 and learn')} nothing."
    )
    return (Finding("dead", sentence, "Try leaky_relu, a lower learning rate, or another seed.", neurons),)


def _where(snapshot: Snapshot, flat: Flatness) -> tuple[NeuronAddress, ...]:
    about, numbers = snapshot.about, snapshot.numbers
    if len(numbers.inputs) < about.examples:
        return ()
    found: list[NeuronAddress] = []
    for layer, name in enumerate(about.activations, 1):
        z, a = numbers.z[layer - 1], numbers.activations[layer]
        with np.errstate(all="ignore"):
            everywhere = flat(find_activation(name), z, a).all(axis=0) & np.isfinite(z).all(axis=0)
        found += [NeuronAddress(layer, int(index)) for index in np.flatnonzero(everywhere)]
    return tuple(found)


def _saturated(activation: Activation, z: Array, a: Array) -> Array:
    if activation.name not in STEEPEST:
        return np.zeros(z.shape, bool)
    flat = np.abs(activation.slope(z, a)) < FLAT * STEEPEST[activation.name]
    # The top of the bell is flat too, but a neuron does not stay there.
    return np.asarray(flat & (np.abs(z) > 1), bool)


def _dead(activation: Activation, z: Array, a: Array) -> Array:
    return np.asarray(activation.slope(z, a) == 0) if activation.kinks else np.zeros(z.shape, bool)


SATURATED = Rule(
    "saturated",
    "|slope| < 1/10,000 of the steepest slope of an activation that levels off on both sides (sigmoid, tanh, "
    "gaussian), at all examples (64 at most), while √MSE > 0.05 · spread of targets",
    find_saturated,
)
DEAD = Rule("dead", "z ≤ 0 at all examples (64 at most), in a layer of relu", find_dead)
