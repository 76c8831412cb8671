"""The loss curve of a run, and its last epochs one by one, in bounded memory."""

from collections import deque

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Curve, LogLines
from perceptop.core.training.epoch_block import EpochBlock

MOST_BUCKETS = 1024
MOST_LINES = 200
MOST_LINE_VALUES = 64


class LossCurve:
    """Adds the loss of every epoch, its MSE and accuracy. When all buckets are full, neighbors join and each holds
    twice as many epochs.
    """

    def __init__(self) -> None:
        self._width = 1
        self._lows = np.full(MOST_BUCKETS, np.inf)
        self._highs = np.full(MOST_BUCKETS, -np.inf)
        self._first, self._last = (0, np.nan), (-1, np.nan)
        self._mse: LossCurve | None = None
        self._accuracy: LossCurve | None = None
        self._copy: Curve | None = None

    def add(self, first: int, losses: Array, mses: Array | None = None, accuracies: Array | None = None) -> None:
        """Add the losses of the epochs from `first` on; those of the same and later epochs are dropped first.

        `mses` are their mean squared errors: with all epochs of a run, or with none if they are the losses. So are
        `accuracies`, if they are kept.
        """
        if not len(losses):
            return
        if mses is not None:
            self._mse = self._mse or LossCurve()
            self._mse.add(first, mses)
        if accuracies is not None:
            self._accuracy = self._accuracy or LossCurve()
            self._accuracy.add(first, accuracies)
        self._copy = None
        if first < self._last[0]:
            self._drop(first)
        if self._last[0] < 0 or first <= self._first[0]:
            self._first = first, float(losses[0])
        end = first + len(losses)
        while end > self._width * MOST_BUCKETS:
            self._join()
        places = np.arange(first, end) // self._width
        # A loss that is not finite cannot be drawn.
        seen = np.isfinite(losses)
        np.minimum.at(self._lows, places[seen], losses[seen])
        np.maximum.at(self._highs, places[seen], losses[seen])
        self._last = end - 1, float(losses[-1])

    @property
    def newest(self) -> int:
        """The newest epoch of the curve, -1 before any."""
        return self._last[0]

    def until(self, epoch: int) -> "LossCurve":
        """Return a copy without the epochs after that one."""
        other = LossCurve()
        other._width, other._first, other._last = self._width, self._first, self._last
        other._lows, other._highs = self._lows.copy(), self._highs.copy()
        if epoch < self.newest:
            other._drop(epoch + 1)
            place = epoch // self._width
            other._last = epoch, float(self._lows[place])
        other._mse = self._mse.until(epoch) if self._mse else None
        other._accuracy = self._accuracy.until(epoch) if self._accuracy else None
        return other

    def curve(self) -> Curve:
        """Return a copy, the same one until epochs are added; buckets without a finite loss are left out."""
        if self._copy is None:
            known = np.flatnonzero(self._highs >= self._lows)
            epochs = (known * self._width).astype(float)
            mse = self._mse.curve() if self._mse else None
            right = self._accuracy.curve() if self._accuracy else None
            self._copy = Curve(epochs, self._lows[known], self._highs[known], self._first, self._last, mse, right)
        return self._copy

    def _drop(self, epoch: int) -> None:
        """Drop the epochs from `epoch` on; a bucket that holds earlier ones too is kept."""
        place = epoch // self._width
        first_gone = place if epoch % self._width == 0 else place + 1
        self._lows[first_gone:], self._highs[first_gone:] = np.inf, -np.inf

    def _join(self) -> None:
        half = MOST_BUCKETS // 2
        self._lows[:half] = self._lows.reshape(half, 2).min(axis=1)
        self._highs[:half] = self._highs.reshape(half, 2).max(axis=1)
        self._lows[half:], self._highs[half:] = np.inf, -np.inf
        self._width *= 2


class EpochLog:
    """The last epochs, each once: epoch, mean squared error, outputs."""

    def __init__(self) -> None:
        self._blocks: deque[EpochBlock] = deque()
        self._kept = 0
        self._copy: LogLines | None = None

    def add(self, block: EpochBlock) -> None:
        """Add the epochs of a block; lines of the same and later epochs are dropped first."""
        if not len(block):
            return
        self._copy = None
        while self._blocks and self._blocks[-1].end > block.first:
            newest = self._blocks.pop()
            self._kept -= len(newest)
            self._keep(newest.until(block.first - newest.first))
        examples = max(1, MOST_LINE_VALUES // block.outputs.shape[1])
        kept = block.kept(examples)
        if self._blocks and (
            self._blocks[-1].end != kept.first or self._blocks[-1].outputs.shape[1:] != kept.outputs.shape[1:]
        ):
            # The epochs between are unknown, and a log with a gap would look like one without; or it has other rows.
            self._blocks.clear()
            self._kept = 0
        self._keep(kept)
        while self._kept - len(self._blocks[0]) >= MOST_LINES:
            self._kept -= len(self._blocks.popleft())

    def until(self, epoch: int) -> "EpochLog":
        """Return a copy without the epochs after that one."""
        other = EpochLog()
        for block in self._blocks:
            other._keep(block.until(max(0, epoch + 1 - block.first)))
        return other

    def lines(self) -> LogLines:
        """Return a copy of the lines, the same one until epochs are added; oldest first, without gaps."""
        if self._copy is None:
            self._copy = self._lines()
        return self._copy

    def _lines(self) -> LogLines:
        if not self._kept:
            return LogLines(np.empty(0), np.empty(0), np.empty((0, 0, 0)))
        epochs = np.concatenate([np.arange(part.first, part.end, dtype=float) for part in self._blocks])
        mses = np.concatenate([part.mses for part in self._blocks])
        outputs = np.concatenate([part.outputs for part in self._blocks])
        last = slice(-MOST_LINES, None)
        return LogLines(epochs[last], mses[last], np.swapaxes(outputs[last], 1, 2))

    def _keep(self, block: EpochBlock) -> None:
        if len(block):
            self._blocks.append(block)
            self._kept += len(block)
