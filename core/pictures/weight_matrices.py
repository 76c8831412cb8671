"""Weight matrices; a large one in blocks of weights, each shown by its largest weight."""

from typing import TYPE_CHECKING

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.pictures.sampling import greatest, round_above
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Matrices, Matrix

if TYPE_CHECKING:
    from perceptop.core.nn.networks.network import Network

MOST_ROWS = 96
MOST_COLUMNS = 96


def matrices(scene: Scene, subject: str = "") -> Matrices:
    """Return the weights of a layer such as `1`; by default of all layers."""
    network = scene.trainer.network
    count = len(network.weights)
    if subject and subject not in map(str, range(1, count + 1)):
        refuse("weights", subject, f"a layer from 1 to {count}")
    wanted = [int(subject)] if subject else range(1, count + 1)
    return Matrices(tuple(_matrix(network, layer) for layer in wanted))


def _matrix(network: "Network", layer: int) -> Matrix:
    weights, inputs = network.weights[layer - 1], network.layers[layer - 1]
    block = -(-inputs // MOST_ROWS), -(-weights.shape[1] // MOST_COLUMNS)
    parts = [largest_of_blocks(weights[:inputs], block)]
    if network.bias[layer - 1]:
        parts.append(largest_of_blocks(weights[inputs:], (1, block[1])))
    return Matrix(
        layer=layer,
        weights=np.vstack(parts).astype(np.float32),
        bias=network.bias[layer - 1],
        shape=(len(weights), weights.shape[1]),
        block=block,
        largest=round_above(greatest(weights)),
    )


def largest_of_blocks(values: Array, block: tuple[int, int]) -> Array:
    """Return the value of largest size in every block of rows and columns, with its sign."""
    if block == (1, 1):
        return values
    rows, columns = (-(-length // size) for length, size in zip(values.shape, block, strict=True))
    filled = np.zeros((rows * block[0], columns * block[1]), values.dtype)
    filled[: values.shape[0], : values.shape[1]] = values
    blocks = filled.reshape(rows, block[0], columns, block[1])
    low, high = blocks.min(axis=(1, 3)), blocks.max(axis=(1, 3))
    return np.where(-low > high, low, high)
