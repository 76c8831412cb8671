"""Where the weights have been whenever somebody looked: finer than the tape's checkpoints where that is seen best."""

from perceptop.core.data.arrays import Array
from perceptop.core.session.timeline.recording import Recording
from perceptop.core.training.trainer import Trainer

MOST_PLACES = 64
MOST_BYTES = 4 * 1024**2


class WeightTrail:
    """The weights by epoch, of one run: those of another tape are forgotten."""

    def __init__(self) -> None:
        self._places: dict[int, Array] = {}
        self._tape: Recording | None = None

    def note(self, trainer: Trainer, tape: Recording) -> None:
        """Keep the trainer's present weights. Where there are too many, every other place is dropped."""
        if tape is not self._tape:
            self._tape, self._places = tape, {}
        if trainer.batch == 0:
            self._places[trainer.epoch] = trainer.network.theta.copy()
        most = max(2, min(MOST_PLACES, MOST_BYTES // max(1, trainer.network.theta.nbytes)))
        if len(self._places) > most:
            for epoch in sorted(self._places)[1::2]:
                del self._places[epoch]

    def places(self) -> tuple[tuple[int, Array], ...]:
        """Epochs with their weights."""
        return tuple(self._places.items())
