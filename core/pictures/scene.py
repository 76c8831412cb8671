"""What a picture is taken of: a trainer as it stands, and the way that it has come."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Scene:
    """`start` are the weights that the run began with, shaped like `theta`; `passed` epochs with their weights on the
    way from there. `chosen` is the example that is looked at.

    `seen` are the outputs of all examples, `(examples, outputs)`, where they were looked at a moment ago.
    """

    trainer: Trainer
    start: Array
    chosen: int = 0
    passed: Sequence[tuple[int, Array]] = ()
    seen: Array | None = None

    @property
    def outputs(self) -> Array:
        """What the network gives for all examples, `(examples, outputs)`."""
        return self.trainer.outputs if self.seen is None else self.seen

    @classmethod
    def of(cls, trainer: Trainer, chosen: int = 0) -> "Scene":
        """A trainer that has not been anywhere yet."""
        return cls(trainer, trainer.network.theta.copy(), chosen)

    def network_at_start(self) -> Network:
        """The network with the weights that the run began with."""
        network = self.trainer.network.copy()
        network.theta[:] = self.start
        return network

    def way(self, weights: Sequence[int], most: int) -> Array:
        """What some weights, by their places in `theta`, have been on the way to the present: `(places, weights)`.

        In the order of epochs, the present last, at most `most` of them.
        """
        kept = dict(self.passed)
        now = self.trainer.epoch, self.trainer.batch
        epochs = sorted(epoch for epoch in kept if (epoch, 0) < now)
        passed = [kept[epoch][list(weights)] for epoch in epochs]
        every = np.array([*passed, self.trainer.network.theta[list(weights)]], float)
        return every[-1:] if most < 2 else every[np.linspace(0, len(every) - 1, min(most, len(every))).astype(int)]
