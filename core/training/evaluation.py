"""Evaluation of training and test rows: in pieces, so that a command can be executed in between."""

from collections.abc import Callable, Sequence

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.compiled import ForwardPlan
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import CallLists
from perceptop.core.training.epoch_block import EpochBlock

PIECE = 50_000_000
"""Multiplications of a piece: some milliseconds."""
LEAST_EXAMPLES = 64
"""Least examples of a piece: with fewer, each costs more."""


class Evaluation:
    """Forward plans over successive examples, used as one over all of them.

    `calls[slot]` makes the whole pass, `pieces` are those of the first slot piece by piece.
    """

    def __init__(self, plans: Sequence[ForwardPlan]) -> None:
        self._plans = plans
        self.pieces = [plan.calls[0] for plan in plans]
        self.calls = CallLists(lambda slot: [call for plan in plans for call in plan.calls[slot]], len(plans[0].calls))

    def outputs(self, count: int) -> Array:
        """Return the outputs in the first `count` slots, `(slots, outputs, examples)`."""
        return self._together(lambda plan: plan.outputs(count))

    def output_z(self, count: int) -> Array:
        """Return z of the output layer in the first `count` slots, `(slots, outputs, examples)`."""
        return self._together(lambda plan: plan.output_z(count))

    def activations(self, layer: int, count: int) -> Array:
        """Return the activations of a layer (from 0) in the first `count` slots, `(slots, neurons, examples)`."""
        return self._together(lambda plan: plan.layer(plan.a, layer, count))

    def _together(self, part: Callable[[ForwardPlan], Array]) -> Array:
        if len(self._plans) == 1:
            return part(self._plans[0])
        return np.concatenate([part(plan) for plan in self._plans], axis=2)


def in_pieces(network: Network, x: Array, slots: int) -> list[ForwardPlan]:
    """Make plans over the examples in `x`, `(inputs, examples)`, one for each piece."""
    size = max(LEAST_EXAMPLES, PIECE // network.theta.size)
    return [ForwardPlan(network, x[:, first : first + size], slots) for first in range(0, x.shape[1], size)]


class HeldOutRows:
    """The evaluation of a network's test rows, with as many slots as the training rows have.

    `calls[slot]` makes the whole pass, `pieces` are those of the first slot piece by piece.
    """

    def __init__(self, network: Network, rows: Dataset, loss: Loss, slots: int) -> None:
        dtype = network.theta.dtype
        inputs = rows.inputs.astype(dtype, copy=False)
        if network.bias[0]:
            inputs = np.hstack([inputs, np.ones((len(inputs), 1), dtype)])
        self._loss = loss
        self._targets = np.ascontiguousarray(rows.targets.T, dtype)
        self._evaluation = Evaluation(in_pieces(network, inputs.T, slots))
        self.pieces = self._evaluation.pieces
        self.calls = self._evaluation.calls

    def seen(self, first: int, count: int) -> EpochBlock:
        """Return the first `count` slots as the epochs from `first` on."""
        outputs = self._evaluation.outputs(count)
        with np.errstate(all="ignore"):
            losses = self._loss.values(self._evaluation.output_z(count), outputs, self._targets)
        return EpochBlock(first, losses, outputs, self._targets)
