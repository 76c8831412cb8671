"""Whether a terminal keeps up with what is written to it."""

CAPACITY = 20_480
"""Bytes that a pseudo-terminal of Linux holds between writer and reader (measured). There is no way to ask how many are
in it; only that it is full can be seen."""
ENOUGH_BYTES, ENOUGH_SECONDS = 2_000, 0.05
"""What a full terminal must have taken, and how long that must have lasted, until it is known how fast it reads."""
SAME = 0.1
"""Seconds within which a terminal that is full once more has been full all the time."""
CAREFUL = 0.75
"""How much of what a terminal seems to read is counted on: what it lags behind cannot be seen until it is full."""
LONGEST = 2.0
"""Seconds that the next frame is put off at most."""
TRIAL = 30.0
"""Seconds until a terminal that was slow is tried at full speed: it may be quick by now."""


class WriteBacklog:
    """Learns how fast a terminal reads while it is full, and tells when it has read everything.

    A frame that is written earlier waits in the terminal's buffer, and whatever comes of a key waits behind it. All
    times in seconds of one clock.
    """

    def __init__(self) -> None:
        self._rate: float | None = None  # bytes a second; None: quicker than anything here is written
        self._empty_at = 0.0
        self._full_since, self._full_until = 0.0, float("-inf")
        self._taken = 0
        self._trial_at = float("inf")

    def wrote(self, size: int, now: float) -> None:
        """Take note of `size` bytes that the terminal has taken."""
        self._taken += size
        if self._rate is not None:
            self._empty_at = min(max(self._empty_at, now) + size / self._rate, now + LONGEST)

    def note_full(self, now: float) -> None:
        """Take note of a terminal that takes nothing at this moment."""
        if now - self._full_until > SAME:
            self._full_since, self._taken = now, 0
        self._full_until = now
        seconds = now - self._full_since
        if self._taken >= ENOUGH_BYTES and seconds >= ENOUGH_SECONDS:
            # It was as full when this began: so much it has read meanwhile.
            self._rate = CAREFUL * self._taken / seconds
            self._empty_at = now + min(CAPACITY / self._rate, LONGEST)
            self._trial_at = now + TRIAL

    def is_behind(self, now: float) -> bool:
        """Return whether something that was written is still to be read."""
        if now >= self._trial_at:
            self._rate, self._empty_at, self._trial_at = None, 0.0, float("inf")
        return now < self._empty_at
