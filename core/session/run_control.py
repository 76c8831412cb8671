"""Moves a run: plays it at a pace, steps it, jumps to another epoch of it, and pauses it."""

from collections import deque
from collections.abc import Callable

from perceptop.core.errors.bad_input import refuse
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.epoch_block import never
from perceptop.core.training.watchpoints import Watch

RATE_SPAN = 1.0
"""Seconds over which the speed is measured."""
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


class RunControl:
    """Decides what to do next with the present branch: play on, do the steps requested, or reach `target`.

    `on_move` is called whenever the trainer has moved. `pause_reason` says why a watchpoint paused the run.
    """

    def __init__(
        self,
        timeline: Timeline,
        watch: Watch,
        pace: Pace,
        playing: bool,
        clock: Callable[[], float],
        on_move: Callable[[], None],
    ) -> None:
        self.watch, self.pace, self.playing = watch, pace, playing
        self.target: tuple[int, int] | None = None
        self.pause_reason = ""
        self._timeline = timeline
        self._clock, self._on_move = clock, on_move
        self._steps_left = 0
        self._jump_epoch: int | None = None
        self._unchecked = False
        """Whether the present state is still to be checked by stopping conditions and watchpoints."""
        self.start_pace()

    @property
    def target_epoch(self) -> int | None:
        """The epoch that a jump leads to, by replaying and, beyond the newest, by training; None without a jump."""
        if self._jump_epoch is not None and (self._steps_left or self.target):
            return self._jump_epoch
        return self.target[0] if self.target else None

    @property
    def busy(self) -> bool:
        """Whether the run is to move."""
        return (self.playing or self._steps_left > 0 or self.target is not None) and self._replay.stopped is None

    @property
    def needs_evaluation(self) -> bool:
        """Whether the present weights are to be evaluated, in pieces, before anything else is done: if epochs are
        long, at the beginning of each and wherever the run rests.
        """
        replay = self._replay
        return replay.long_epochs and not replay.evaluated and not (self.busy and replay.position[1])

    @property
    def at_rest(self) -> bool:
        """Whether nothing changes until a command comes."""
        return not self.busy and not self.needs_evaluation

    @property
    def state(self) -> str:
        """running, paused, finished, diverged or history."""
        if self._replay.in_history:
            return "history"
        stopped = self._replay.stopped
        if stopped is not None:
            return "diverged" if stopped.reason == "diverged" else "finished"
        return "running" if self.busy else "paused"

    @property
    def sentence(self) -> str:
        """Why the run ended, or why a watchpoint paused it."""
        stopped = self._replay.stopped
        return stopped.sentence if stopped else self.pause_reason

    def play(self) -> None:
        """Play on, also past an end that was reached."""
        self.go_past_end()
        self.pause()
        self.playing = True
        self.start_pace()

    def pause(self) -> None:
        """Pause at the present position, and drop the steps and the jump that were requested."""
        self.playing, self._steps_left, self.target, self._jump_epoch = False, 0, None, None

    def step(self, epochs: int) -> None:
        """Pause after so many epochs, beside the steps that are left."""
        self.go_past_end()
        left = self._steps_left if self._jump_epoch is None else 0
        self.pause()
        self._steps_left = left + epochs

    def back(self, epochs: int) -> None:
        """Go so many epochs back, from the target of a jump or else from the present position."""
        epoch, batch = self.target or self._replay.position
        self.go_to(max(0, epoch - epochs + (batch > 0)))

    def require_reachable(self, epoch: int | None) -> None:
        """`BadInput` if that epoch is beyond the newest, and the run cannot go on."""
        recording = self._timeline.recording
        if epoch is None or epoch <= recording.reached[0] or recording.stopped is None:
            return
        why = {"diverged": "the run has diverged there", "inference": "here is nothing to train"}
        if recording.stopped.reason in why:
            refuse("epoch", epoch, f"0 to {recording.reached[0]:,}: {why[recording.stopped.reason]}")

    def go_to(self, epoch: int | None, batch: int = 0) -> None:
        """Go to an epoch, and batches of the next that are recorded, or to the newest; beyond it by training, also past
        an end that was reached.
        """
        branch = self._timeline.branch
        reached = branch.recording.reached
        self.pause()
        self._unchecked = False
        if epoch is not None and epoch > reached[0]:
            branch.go_past_end()
            self._jump_epoch, self._steps_left = epoch, epoch - reached[0]
        self.target = reached if epoch is None else min((max(0, epoch), batch), reached)
        self._replay.rewind(*self.target)
        self._on_move()
        if self._replay.position == self.target:
            self.target = None

    def go_past_end(self) -> None:
        """Drop the stopping conditions if the run ended at the present position."""
        if not self._replay.in_history:
            self._timeline.branch.go_past_end()

    def begin_run(self) -> None:
        """Begin another run from its beginning: played if the former one was, without steps or a jump."""
        playing = self.playing
        self.pause()
        self.playing, self._unchecked = playing, False
        self.watch.start_over()
        self.start_pace()

    def start_pace(self) -> None:
        """Measure pace and speed from the present time and epoch."""
        self.pace.start(self._clock(), self._epoch)
        self._times: deque[tuple[float, int]] = deque()

    def rate(self) -> float:
        """Return the epochs a second, measured between calls of this; 0 while the run rests."""
        now, epoch = self._clock(), self._epoch
        self._times.append((now, epoch))
        while now - self._times[0][0] > RATE_SPAN:
            self._times.popleft()
        since, before = self._times[0]
        return (epoch - before) / (now - since) if self.busy and now > since else 0.0

    def wait(self) -> float | None:
        """Return the seconds until there is something to do: 0 for now, None for not before a command comes."""
        if self.needs_evaluation:
            return 0.0
        if not self.busy:
            return None
        if self._steps_left or self.target is not None:
            return 0.0
        return self.pace.wait(self._clock(), self._epoch)

    def advance(self, budget: float) -> None:
        """Do what is due by now, for `budget` seconds or a little more."""
        now = self._clock()
        end = now + budget
        while not self.at_rest and now < end:
            if self.needs_evaluation:
                self._replay.evaluate_piece()
                self._on_move()
            elif self.target is not None:
                self._approach(self.target)
            else:
                due = self._steps_left or self.pace.due(now, self._epoch)
                if not due:
                    break
                self._train(due)
            now = self._clock()
        if self._unchecked and not self.needs_evaluation:
            # The block that led here held the states before the present one, and no other may follow for a while.
            self._unchecked = False
            self._replay.check_end()
            self._pause_if(self.watch.halt(self._replay.present()) is not None)

    @property
    def _replay(self) -> Replay:
        return self._timeline.replay

    @property
    def _epoch(self) -> int:
        return self._replay.position[0]

    def _train(self, epochs: int) -> None:
        before = self._epoch
        self._replay.forward(epochs, self.watch.halt if self.watch.points else never)
        ended = self._replay.stopped is not None
        self._steps_left = 0 if ended else max(0, self._steps_left - (self._epoch - before))
        self._pause_if(bool(self.watch.sentence))
        self._unchecked = not ended and self._replay.position[1] == 0
        self._on_move()

    def _pause_if(self, fired: bool) -> None:
        """Pause if a watchpoint has fired, and keep its sentence."""
        if fired:
            self.pause()
            self.pause_reason = f"{self.watch.sentence}, at epoch {self._epoch:,}"
            self.watch.sentence = ""

    def _approach(self, target: tuple[int, int]) -> None:
        if self._replay.towards(target):
            self.target = None
        self._on_move()
