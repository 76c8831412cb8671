"""The fit of a network with one input and one output: target and output over the range of the data."""

import numpy as np

from perceptop.core.pictures.sampling import spread
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import FunctionFit, Unavailable

POINTS = 256
MOST_TARGETS = 512


def fit(scene: Scene, subject: str = "") -> FunctionFit | Unavailable:
    """Return target and output as curves."""
    network, training, data = scene.trainer.network, scene.trainer.dataset, scene.data
    if training.axis_values.shape[1] != 1 or network.layers[-1] != 1:
        return Unavailable("A fit needs one input and one output.")
    values, reached = data.axis_values[:, 0], training.axis_values[:, 0]
    rows = np.argsort(values, kind="stable")[spread(len(data), MOST_TARGETS)]
    low, high = float(reached.min()), float(reached.max())
    x = np.linspace(low, high, POINTS) if low < high else np.linspace(low - 1, high + 1, POINTS)
    outputs = training.outputs_in_units(network.predict(training.inputs_at(x[:, None])))[:, 0].astype(float)
    return FunctionFit(x, outputs, values[rows], data.outputs_in_units(data.targets)[rows, 0], len(data))
