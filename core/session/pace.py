"""The pace of a run that plays at a given speed: how many epochs are due by now."""

UNLIMITED = 1_000_000
MOST_BEHIND = 0.25
"""Seconds that a run may be late; it does not catch up with more."""


class Pace:
    """Epochs a second, counted from a time and an epoch on; None is as fast as possible. Times in seconds."""

    def __init__(self, speed: float | None) -> None:
        self.speed = speed
        self.start(0.0, 0)

    def start(self, now: float, epoch: int) -> None:
        """Count from this time and epoch on."""
        self._time, self._epoch = now, epoch

    def due(self, now: float, epoch: int) -> int:
        """Return how many epochs a run that has done `epoch` should do now."""
        if self.speed is None:
            return UNLIMITED
        if now - self._at(epoch + 1) > MOST_BEHIND:
            self.start(now - MOST_BEHIND, epoch)
        # The same sum as in `wait`: rounding must not give 0 seconds to wait and 0 epochs due.
        due = max(0, int((now - self._time) * self.speed) - (epoch - self._epoch))
        return due + (self._at(epoch + due + 1) <= now)

    def wait(self, now: float, epoch: int) -> float:
        """Return the seconds until the epoch after `epoch` is due."""
        return 0.0 if self.speed is None else max(0.0, self._at(epoch + 1) - now)

    def _at(self, epoch: int) -> float:
        assert self.speed is not None
        return self._time + (epoch - self._epoch) / self.speed
