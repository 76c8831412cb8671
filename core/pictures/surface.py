"""Decision surfaces: the activation of a neuron at every point of the plane of two inputs."""

from typing import TYPE_CHECKING

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.pictures.class_marks import marks_of
from perceptop.core.pictures.sampling import greatest, round_above, spread, widened
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.addresses import NeuronAddress, parse_neuron
from perceptop.core.protocol.picture import ColorScale, DecisionSurface, NeuronSurfaces, Range, Unavailable

if TYPE_CHECKING:
    from perceptop.core.nn.activations.base import Activation

POINTS = 48
SMALL_POINTS = 16
MOST_POINTS = 256
MARGIN = 0.25
"""Margin of the plane around the data, as a share of their extent."""
MOST_NEURONS = 12
"""Most neurons of a layer that are shown small."""


NOT_TWO = Unavailable("A surface needs two inputs: one to the right, one up.")


def surface(scene: Scene, subject: str = "") -> DecisionSurface | Unavailable:
    """Return the surface of a neuron such as `2.0`; by default of the output, or of the largest at each point."""
    network, training, data = scene.trainer.network, scene.trainer.dataset, scene.data
    if training.axis_values.shape[1] != 2:
        return NOT_TWO
    last = len(network.layers) - 1
    neuron = parse_neuron(subject, network.layers, "surface") if subject else NeuronAddress(last, 0)
    x, y = plane(training)
    forward = network.forward(training.inputs_at(_grid(x, y, POINTS)))
    layer = forward.activations[neuron.layer]
    if neuron.layer == last:
        layer = data.outputs_in_units(layer)
    winners = None
    if subject or network.layers[-1] == 1:
        values = layer[:, neuron.index]
    else:
        winners = layer.argmax(axis=1).astype(np.int8).reshape(POINTS, POINTS)
        values = layer.max(axis=1)
    rows = spread(len(data), MOST_POINTS)
    output = neuron.index if neuron.layer == last else 0
    activation = network.activations[neuron.layer - 1] if neuron.layer else None
    targets = training.outputs_in_units(training.targets)[:, output] if neuron.layer == last else None
    return DecisionSurface(
        neuron=neuron,
        x=x,
        y=y,
        values=values.reshape(POINTS, POINTS).astype(np.float32),
        winners=winners,
        scale=_scale(activation, values, targets),
        points=data.axis_values[rows].astype(np.float32),
        marks=marks_of(data, rows, output, training),
        examples=len(data),
    )


def neuron_surfaces(scene: Scene, subject: str = "") -> NeuronSurfaces | Unavailable:
    """Return small surfaces of all neurons after the inputs."""
    network, training = scene.trainer.network, scene.trainer.dataset
    if training.axis_values.shape[1] != 2:
        return NOT_TWO
    x, y = plane(training)
    forward = network.forward(training.inputs_at(_grid(x, y, SMALL_POINTS)))
    layers = [values[:, :MOST_NEURONS].T for values in forward.activations[1:]]
    return NeuronSurfaces(
        x=x,
        y=y,
        layers=tuple(values.reshape(-1, SMALL_POINTS, SMALL_POINTS).astype(np.float32) for values in layers),
        scales=tuple(
            _scale(activation, values, None) for activation, values in zip(network.activations, layers, strict=True)
        ),
        sizes=network.layers[1:],
    )


def plane(data: Dataset) -> tuple[Range, Range]:
    """Return the part of the plane around the data that is shown, in the units of the file."""
    values = data.axis_values
    return widened(values[:, 0], MARGIN), widened(values[:, 1], MARGIN)


def _grid(x: Range, y: Range, points: int) -> Array:
    columns, rows = np.meshgrid(np.linspace(*x, points), np.linspace(*y, points))
    return np.stack([columns.ravel(), rows.ravel()], axis=1)


def _scale(activation: "Activation | None", values: Array, targets: Array | None) -> ColorScale:
    """Return the range of an activation; if it has no limits, that of the targets, or else of its values."""
    if activation is not None and np.isfinite(activation.lowest) and np.isfinite(activation.highest):
        return ColorScale(activation.lowest, (activation.lowest + activation.highest) / 2, activation.highest)
    if targets is not None and targets.min() < targets.max():
        low, high = float(targets.min()), float(targets.max())
        return ColorScale(low, (low + high) / 2, high)
    most = round_above(greatest(values))
    return ColorScale(-most, 0.0, most)
