"""What is remembered of a run in bounded memory: the loss curve, and the last epochs one by one."""

from collections import deque

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Curve, LogLines
from perceptop.core.training.epoch_block import EpochBlock

MOST_BUCKETS = 1024
MOST_LINES = 200
MOST_LINE_VALUES = 64


class LossCurve:
    """Takes the loss of every epoch. When all buckets are full, neighbours join and each holds twice as many epochs."""

    def __init__(self) -> None:
        self._width = 1
        self._lows = np.full(MOST_BUCKETS, np.inf)
        self._highs = np.full(MOST_BUCKETS, -np.inf)
        self._first, self._last = (0, np.nan), (-1, np.nan)
        self._copy: Curve | None = None

    def add(self, first: int, losses: Array) -> None:
        """The losses of the epochs from `first` on. What was known of those epochs and later ones is forgotten."""
        if not len(losses):
            return
        self._copy = None
        if first < self._last[0]:
            self._forget(first)
        if self._last[0] < 0 or first <= self._first[0]:
            self._first = first, float(losses[0])
        end = first + len(losses)
        while end > self._width * MOST_BUCKETS:
            self._join()
        places = np.arange(first, end) // self._width
        # A loss that is not finite has no place on a curve.
        seen = np.isfinite(losses)
        np.minimum.at(self._lows, places[seen], losses[seen])
        np.maximum.at(self._highs, places[seen], losses[seen])
        self._last = end - 1, float(losses[-1])

    @property
    def newest(self) -> int:
        """The newest epoch that it knows, -1 before any."""
        return self._last[0]

    def until(self, epoch: int) -> "LossCurve":
        """A copy that knows no epoch after that one."""
        other = LossCurve()
        other._width, other._first, other._last = self._width, self._first, self._last
        other._lows, other._highs = self._lows.copy(), self._highs.copy()
        if epoch < self.newest:
            other._forget(epoch + 1)
            place = epoch // self._width
            other._last = epoch, float(self._lows[place])
        return other

    def curve(self) -> Curve:
        """A copy of what is remembered, the same one until more is; buckets without any finite loss are left out."""
        if self._copy is None:
            known = np.flatnonzero(self._highs >= self._lows)
            epochs = (known * self._width).astype(float)
            self._copy = Curve(epochs, self._lows[known], self._highs[known], self._first, self._last)
        return self._copy

    def _forget(self, epoch: int) -> None:
        """The bucket that holds `epoch` stays: it may hold earlier ones."""
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
    """Keeps the last epochs, each once: epoch, mean squared error, outputs."""

    def __init__(self) -> None:
        self._stretches: deque[EpochBlock] = deque()
        self._kept = 0
        self._copy: LogLines | None = None

    def add(self, stretch: EpochBlock) -> None:
        """The epochs of a stretch. Lines of those epochs and later ones are taken back first."""
        if not len(stretch):
            return
        self._copy = None
        while self._stretches and self._stretches[-1].end > stretch.first:
            newest = self._stretches.pop()
            self._kept -= len(newest)
            self._keep(newest.until(stretch.first - newest.first))
        if self._stretches and self._stretches[-1].end != stretch.first:
            # What was passed over is not known: a log with a gap would look like one without.
            self._stretches.clear()
            self._kept = 0
        examples = max(1, MOST_LINE_VALUES // stretch.outputs.shape[1])
        self._keep(stretch.kept(examples))
        while self._kept - len(self._stretches[0]) >= MOST_LINES:
            self._kept -= len(self._stretches.popleft())

    def until(self, epoch: int) -> "EpochLog":
        """A copy that knows no epoch after that one."""
        other = EpochLog()
        for stretch in self._stretches:
            other._keep(stretch.until(max(0, epoch + 1 - stretch.first)))
        return other

    def lines(self) -> LogLines:
        """A copy of what is remembered, the same one until more is; oldest first, without gaps."""
        if self._copy is None:
            self._copy = self._lines()
        return self._copy

    def _lines(self) -> LogLines:
        if not self._kept:
            return LogLines(np.empty(0), np.empty(0), np.empty((0, 0, 0)))
        epochs = np.concatenate([np.arange(part.first, part.end, dtype=float) for part in self._stretches])
        mses = np.concatenate([part.mses for part in self._stretches])
        outputs = np.concatenate([part.outputs for part in self._stretches])
        last = slice(-MOST_LINES, None)
        return LogLines(epochs[last], mses[last], np.swapaxes(outputs[last], 1, 2))

    def _keep(self, stretch: EpochBlock) -> None:
        if len(stretch):
            self._stretches.append(stretch)
            self._kept += len(stretch)
