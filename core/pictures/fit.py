"""The fit of a network with one input and one output: target and output over the range of the data."""

import numpy as np

from perceptop.core.pictures.sampling import spread
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import FunctionFit, Unavailable

POINTS = 256
MOST_TARGETS = 512


def fit(scene: Scene, subject: str = "") -> FunctionFit | Unavailable:
    """Return target and output as curves."""
    network, data = scene.trainer.network, scene.trainer.dataset
    if network.layers[0] != 1 or network.layers[-1] != 1:
        return Unavailable("A fit needs one input and one output.")
    order = np.argsort(data.inputs[:, 0], kind="stable")
    rows = order[spread(len(data), MOST_TARGETS)]
    inputs = data.inputs[rows, 0]
    low, high = float(inputs[0]), float(inputs[-1])
    x = np.linspace(low, high, POINTS) if low < high else np.linspace(low - 1, high + 1, POINTS)
    return FunctionFit(x, network.predict(x[:, None])[:, 0].astype(float), inputs, data.targets[rows, 0], len(data))
