"""The numbers that are shown, captured no oftener than needed.

Evaluating all examples takes as long as a part of an epoch. While a long epoch is under way, its beginning is shown;
a command is answered at once, and the position at which it makes the run rest is evaluated afterwards.
"""

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.commands import (
    AskQuestion,
    Choose,
    Command,
    Fork,
    NextExample,
    NextPhase,
    Pause,
    Play,
    SaveLossHistory,
    SaveModel,
    SaveRun,
    SetSpeed,
    ShowTest,
    Step,
    WantPictures,
    WatchFor,
)
from perceptop.core.protocol.held_out import HeldOutWindow
from perceptop.core.protocol.snapshot import Numbers
from perceptop.core.session.capture import Capture
from perceptop.core.session.timeline.timeline import Timeline

KEEPS_POSITION = (
    Choose | ShowTest | SetSpeed | WatchFor | WantPictures | Play | Pause | Step | Fork | NextExample | NextPhase
    | AskQuestion | SaveModel | SaveLossHistory | SaveRun
)  # fmt: skip
"""Commands that leave the run at its position, or let it go on from there."""


class SnapshotCache:
    """The last capture of the trainer, and its numbers for the chosen example."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._capture: Capture | None = None
        self._numbers: Numbers | None = None

    @property
    def outputs(self) -> Array | None:
        """The captured outputs of all examples, `(examples, outputs)`; None without a capture."""
        return self._capture.outputs if self._capture else None

    def capture(self, walked: int | None) -> None:
        """Capture the trainer, of whose batch so many examples have been walked through."""
        self._capture, self._numbers = Capture.of(self._timeline.trainer, walked), None

    def drop(self) -> None:
        """Drop the capture."""
        self._capture = self._numbers = None

    def drop_stale(self, command: Command, explaining: bool) -> None:
        """Drop a capture that a command has made stale.

        While something is being explained, every command does: the explanation must be of the weights shown. The
        numbers of a walk are dropped once evaluating the present weights costs nothing.
        """
        walked = self._capture is not None and self._capture.walked is not None
        if explaining or not isinstance(command, KEEPS_POSITION) or (walked and self._timeline.replay.evaluated):
            self.drop()

    def must_capture(self, walked: int | None, at_rest: bool) -> bool:
        """Return whether there is no capture, or the run rests and the capture is of another position or walk."""
        if self._capture is None:
            return True
        return at_rest and (self._capture.at, self._capture.walked) != (self._timeline.replay.position, walked)

    def numbers(self, chosen: int) -> Numbers:
        """Return the captured numbers around an example; the same object until example or capture changes."""
        assert self._capture is not None
        chosen = min(chosen, len(self._capture.dataset) - 1)
        if self._numbers is None or self._numbers.chosen != chosen:
            self._numbers = self._capture.numbers(chosen)
        return self._numbers

    def test_rows(self, chosen: int | None) -> HeldOutWindow | None:
        """Return the captured test rows around one of them; None for None."""
        assert self._capture is not None
        return None if chosen is None else self._capture.test_rows(chosen)

    def shown_position(self) -> tuple[int, int]:
        """Return epoch and batch as they are shown: an epoch ends only when its end has been captured."""
        epoch, batch = position = self._timeline.replay.position
        captured = self._capture is not None and self._capture.at == position
        return position if batch or captured else (epoch - 1, self._timeline.trainer.batches_per_epoch)
