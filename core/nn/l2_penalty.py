"""The L2 penalty, or weight decay: a cost of large weights.

    loss = loss of the data + l2 / 2 · Σ w²        gradient of a weight = gradient of the data + l2 · w

The sum is over all weights of the network but its biases. The gradient is that of `weight_decay` in torch.optim,
with biases in a group without one, for every optimizer: of Adam too, which AdamW decouples. The `alpha` of scikit-learn
(sklearn.neural_network.MLPClassifier) is divided by the rows of a batch: alpha = l2 · rows. Goodfellow, Bengio and
Courville, Deep Learning, 2016, section 7.1.1.
"""

from collections.abc import Sequence

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.numpy_calls import Call


class L2Penalty:
    """The penalty of flat weights `theta`, `(weights,)`, or `(weights, networks)` with an l2 for each network."""

    def __init__(self, shapes: Sequence[tuple[int, int]], bias: Sequence[bool], l2: float | Array, like: Array) -> None:
        """`shapes` of the weights of each layer, bias row included, if `bias` says so; of the dtype of `like`."""
        weights = np.ones(sum(rows * columns for rows, columns in shapes))
        end = 0
        for (rows, columns), has_bias in zip(shapes, bias, strict=True):
            end += rows * columns
            if has_bias:
                weights[end - columns : end] = 0
        factors = weights if np.ndim(l2) == 0 else weights[:, None]
        self.factors = (factors * l2).astype(like.dtype)
        """l2 for a weight, 0 for a bias, shaped like theta."""

    def value(self, theta: Array) -> Array:
        """Return l2 / 2 · Σ w²: one number, or `(networks,)`."""
        return np.asarray((self.factors * theta * theta).sum(axis=0) / 2)

    def value_calls(self, theta: Array, value: Array) -> list[Call]:
        """Return the calls that write the penalty to `value`, an array without dimensions."""
        terms = np.empty_like(theta)
        half = np.asarray(0.5, theta.dtype)
        return [
            (np.multiply, self.factors, theta, terms),
            (np.multiply, terms, theta, terms),
            (np.add.reduce, terms, 0, None, value),
            (np.multiply, value, half, value),
        ]

    def gradient(self, theta: Array) -> Array:
        """Return l2 · w of every weight, 0 of a bias, shaped like theta."""
        return self.factors * theta

    def gradient_calls(self, theta: Array, gradient: Array) -> list[Call]:
        """Return the calls that add it to the gradient of the data."""
        decay = np.empty_like(theta)
        return [(np.multiply, self.factors, theta, decay), (np.add, gradient, decay, gradient)]
