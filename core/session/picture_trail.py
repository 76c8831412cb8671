"""The weights at the epochs that were shown: finer than the checkpoints of the recording."""

from perceptop.core.data.arrays import Array
from perceptop.core.session.timeline.recording import Recording
from perceptop.core.training.trainer import Trainer

MOST_PLACES = 64
MOST_BYTES = 4 * 1024**2


class WeightTrail:
    """The weights by epoch, of one recording at a time."""

    def __init__(self) -> None:
        self._places: dict[int, Array] = {}
        self._recording: Recording | None = None

    def note(self, trainer: Trainer, recording: Recording) -> None:
        """Keep the trainer's present weights. If there are too many, every other epoch is dropped."""
        if recording is not self._recording:
            self._recording, self._places = recording, {}
        if trainer.batch == 0:
            self._places[trainer.epoch] = trainer.network.theta.copy()
        most = max(2, min(MOST_PLACES, MOST_BYTES // max(1, trainer.network.theta.nbytes)))
        if len(self._places) > most:
            for epoch in sorted(self._places)[1::2]:
                del self._places[epoch]

    def places(self) -> tuple[tuple[int, Array], ...]:
        """Return epochs with their weights."""
        return tuple(self._places.items())
