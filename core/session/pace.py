"""How many epochs are due by now, for a run that plays at a given speed."""

AS_MANY_AS_CAN_BE = 1_000_000
MOST_BEHIND = 0.25
"""Seconds that a run may lag behind before it stops trying to catch up."""


class Pace:
    """Epochs a second from a moment and an epoch on; a speed of None is as fast as it goes. Times in seconds."""

    def __init__(self, speed: float | None) -> None:
        self.speed = speed
        self.start(0.0, 0)

    def start(self, now: float, epoch: int) -> None:
        """Count from here."""
        self._time, self._epoch = now, epoch

    def due(self, now: float, epoch: int) -> int:
        """How many epochs a run that has done `epoch` should do now."""
        if self.speed is None:
            return AS_MANY_AS_CAN_BE
        if now - self._at(epoch + 1) > MOST_BEHIND:
            self.start(now - MOST_BEHIND, epoch)
        # By the very sum that `wait` uses: rounding must not make it wait 0 seconds for 0 epochs.
        due = max(0, int((now - self._time) * self.speed) - (epoch - self._epoch))
        return due + (self._at(epoch + due + 1) <= now)

    def wait(self, now: float, epoch: int) -> float:
        """Seconds until the epoch after `epoch` is due."""
        return 0.0 if self.speed is None else max(0.0, self._at(epoch + 1) - now)

    def _at(self, epoch: int) -> float:
        assert self.speed is not None
        return self._time + (epoch - self._epoch) / self.speed
