"""Stopping conditions: epochs reached, target loss reached, or no progress."""

import math
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array


@dataclass(frozen=True)
class Plateau:
    """No progress: over `epochs` epochs the loss has not fallen by the share `share` of itself."""

    epochs: int = 1000
    share: float = 1e-3


@dataclass(frozen=True)
class Stopping:
    """The stopping conditions, each off if None. `idle` is why there is nothing to train; then `epochs` is 0."""

    epochs: int | None = None
    target_loss: float | None = None
    plateau: Plateau | None = None
    idle: str = ""


@dataclass(frozen=True)
class Stop:
    """The condition that was met: `reason` in a word, and a sentence."""

    reason: str
    sentence: str


class StopCheck:
    """Looks at the loss of every epoch, in order, for the first that meets a condition.

    `before` is the epoch, and its loss, that a plateau is measured from; None before the first of them.
    """

    def __init__(self, stopping: Stopping, before: tuple[int, float] | None = None) -> None:
        self.stopping, self.before = stopping, before

    def first(self, epoch: int, losses: Array) -> tuple[int, Stop] | None:
        """The place in `losses`, the first of which is that of `epoch`, where a run should end, and why."""
        if self.stopping.epochs == 0:
            # This comes before any other condition that given weights may meet.
            return self._epochs(epoch, losses)
        found = [
            hit for hit in (self._target(losses), self._plateau(epoch, losses), self._epochs(epoch, losses)) if hit
        ]
        return min(found, key=lambda hit: hit[0], default=None)

    def _target(self, losses: Array) -> tuple[int, Stop] | None:
        target = self.stopping.target_loss
        if target is None or not (reached := losses <= target).any():
            return None
        place = int(reached.argmax())
        return place, Stop("target_loss", f"loss {losses[place]:.4g}: the target of {target:g} is reached")

    def _epochs(self, epoch: int, losses: Array) -> tuple[int, Stop] | None:
        limit = self.stopping.epochs
        if limit is None or epoch + len(losses) <= limit:
            return None
        if limit == 0:
            asked = "0 epochs are asked for: nothing is trained"
            return 0, Stop("inference", self.stopping.idle) if self.stopping.idle else Stop("epochs", asked)
        return max(limit - epoch, 0), Stop("epochs", f"all {limit:,} epochs are done")

    def _plateau(self, epoch: int, losses: Array) -> tuple[int, Stop] | None:
        """Looks at every `plateau.epochs`-th epoch only, and compares with the one before."""
        plateau = self.stopping.plateau
        if plateau is None:
            return None
        for place in range(-epoch % plateau.epochs, len(losses), plateau.epochs):
            at, loss = epoch + place, float(losses[place])
            before, self.before = self.before, (at, loss)
            if before and at == before[0] + plateau.epochs and loss > before[1] * (1 - plateau.share):
                sentence = (
                    f"a plateau: the loss fell by less than {plateau.share:.3g} of itself in {plateau.epochs:,} epochs"
                )
                return place, Stop("plateau", sentence)
        return None


def first_not_finite(losses: Array) -> int | None:
    """The place of the first loss that is infinite or not a number."""
    if math.isfinite(losses.sum()):
        return None
    finite = np.isfinite(losses)
    return None if finite.all() else int((~finite).argmax())
