"""The rows that are held out of training, put through the weights of every epoch: looked at, never learned from."""

import numpy as np

from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import Call
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.evaluation import Evaluation, in_pieces


class HeldOutRows:
    """Laid down for a network and its test rows, with as many slots as the training rows have.

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
        self.calls: list[list[Call]] = self._evaluation.calls

    def seen(self, first: int, count: int) -> EpochBlock:
        """What stands in the first `count` slots, as the epochs from `first` on."""
        outputs = self._evaluation.outputs(count)
        with np.errstate(all="ignore"):
            losses = self._loss.values(self._evaluation.output_z(count), outputs, self._targets)
        return EpochBlock(first, losses, outputs, self._targets)
