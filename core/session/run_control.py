"""Moves a run: plays it at a pace, steps it, jumps to another epoch of it, and rests."""

from collections import deque
from collections.abc import Callable

from perceptop.core.errors.bad_input import refuse
from perceptop.core.session.pace import Pace
from perceptop.core.session.timeline.branches import Branches
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.training.epoch_block import never
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.watchpoints import Watch

RATE_SPAN = 1.0
"""Seconds over which the measured speed is taken."""


class RunControl:
    """What is to be done next with the present branch: go on playing, do the steps owed, or reach `target`.

    `moved` is called whenever the trainer stands somewhere else. `why` says why a watchpoint made it rest.
    """

    def __init__(
        self,
        trainer: Trainer,
        branches: Branches,
        watch: Watch,
        pace: Pace,
        playing: bool,
        clock: Callable[[], float],
        moved: Callable[[], None],
    ) -> None:
        self.watch, self.pace, self.playing = watch, pace, playing
        self.target: tuple[int, int] | None = None
        self.why = ""
        self._trainer, self._branches = trainer, branches
        self._clock, self._moved = clock, moved
        self._owed = 0
        self._goal: int | None = None
        self._unsettled = False
        self.set_off()

    @property
    def heading(self) -> int | None:
        """The epoch that a jump is on its way to, by replaying and, beyond the newest, by training."""
        if self._goal is not None and (self._owed or self.target):
            return self._goal
        return self.target[0] if self.target else None

    @property
    def playback(self) -> Replay:
        """What moves the trainer along the present branch."""
        return self._branches.playback

    @property
    def busy(self) -> bool:
        """Whether the run is to move."""
        return (self.playing or self._owed > 0 or self.target is not None) and self._trainer.stopped is None

    @property
    def unseen(self) -> bool:
        """Whether the present weights are to be looked at before anything else is done, in pieces: where an epoch is
        long, at its beginning and wherever the run rests.
        """
        return self.playback.long_epochs and not self._trainer.known and not (self.busy and self._trainer.batch)

    @property
    def state(self) -> str:
        """running, paused, finished, diverged or history."""
        if self.playback.in_history:
            return "history"
        if self._trainer.stopped is not None:
            return "diverged" if self._trainer.stopped.reason == "diverged" else "finished"
        return "running" if self.busy else "paused"

    def play(self) -> None:
        """On and on, past an end that was reached too."""
        self.go_on()
        self.rest()
        self.playing = True
        self.set_off()

    def rest(self) -> None:
        """Here."""
        self.playing, self._owed, self.target, self._goal = False, 0, None, None

    def step(self, epochs: int) -> None:
        """So many epochs, beside those still owed, and then rest."""
        self.go_on()
        owed = self._owed if self._goal is None else 0
        self.rest()
        self._owed = owed + epochs

    def back(self, epochs: int) -> None:
        """So many epochs back from here, or from where it is on its way to."""
        epoch, batch = self.target or self.playback.position
        self.go_to(max(0, epoch - epochs + (batch > 0)))

    def require_reachable(self, epoch: int | None) -> None:
        """`BadInput` if that epoch is beyond the newest, and the run cannot go on."""
        tape = self._branches.present.tape
        if epoch is None or epoch <= tape.reached[0] or tape.stopped is None:
            return
        why = {"diverged": "the run has diverged there", "inference": "here is nothing to train"}
        if tape.stopped.reason in why:
            refuse("epoch", epoch, f"0 to {tape.reached[0]:,}: {why[tape.stopped.reason]}")

    def go_to(self, epoch: int | None) -> None:
        """To an epoch, or to the newest; beyond that by training, past an end that was reached too."""
        branch = self._branches.present
        reached = branch.tape.reached
        self.rest()
        self._unsettled = False
        if epoch is not None and epoch > reached[0]:
            branch.go_on()
            self._goal, self._owed = epoch, epoch - reached[0]
        self.target = reached if epoch is None else min((max(0, epoch), 0), reached)
        self.playback.rewind(*self.target)
        self._moved()
        if self.playback.position == self.target:
            self.target = None

    def go_on(self) -> None:
        """Past an end that was reached, if here is one."""
        if not self.playback.in_history:
            self._branches.present.go_on()

    def begin_again(self) -> None:
        """Another run, from its beginning: played if this one was, and owing nothing."""
        playing = self.playing
        self.rest()
        self.playing, self._unsettled = playing, False
        self.watch.start_over()
        self.set_off()

    def set_off(self) -> None:
        """Measure pace and speed from here on."""
        self.pace.start(self._clock(), self._trainer.epoch)
        self._seen: deque[tuple[float, int]] = deque()

    def rate(self) -> float:
        """Epochs a second, measured between calls of this."""
        now, epoch = self._clock(), self._trainer.epoch
        self._seen.append((now, epoch))
        while now - self._seen[0][0] > RATE_SPAN:
            self._seen.popleft()
        since, before = self._seen[0]
        return (epoch - before) / (now - since) if self.busy and now > since else 0.0

    def wait(self) -> float | None:
        """Seconds until there is something to do: 0 for now, None for not before somebody says so."""
        if self.unseen:
            return 0.0
        if not self.busy:
            return None
        if self._owed or self.target is not None:
            return 0.0
        return self.pace.wait(self._clock(), self._trainer.epoch)

    def advance(self, budget: float) -> None:
        """Do what is due by now, for `budget` seconds or a little more."""
        now = self._clock()
        end = now + budget
        while (self.busy or self.unseen) and now < end:
            if self.unseen:
                self._trainer.look_on()
                self._moved()
            elif self.target is not None:
                self._approach(self.target)
            else:
                due = self._owed or self.pace.due(now, self._trainer.epoch)
                if not due:
                    break
                self._train(due)
            now = self._clock()
        if self._unsettled and not self.unseen:
            # The present state has not been judged yet, and nothing may come after it for a while.
            self._unsettled = False
            self.playback.settle()
            self._heed(self.watch.halt(self._trainer.present()) is not None)

    def _train(self, epochs: int) -> None:
        before = self._trainer.epoch
        self.playback.forward(epochs, self.watch.halt if self.watch.points else never)
        ended = self._trainer.stopped is not None
        self._owed = 0 if ended else max(0, self._owed - (self._trainer.epoch - before))
        self._heed(bool(self.watch.sentence))
        self._unsettled = self._trainer.stopped is None and self._trainer.batch == 0
        self._moved()

    def _heed(self, fired: bool) -> None:
        """Rest where a watchpoint has fired."""
        if fired:
            self.rest()
            self.why = f"{self.watch.sentence}, at epoch {self._trainer.epoch:,}"
            self.watch.sentence = ""

    def _approach(self, target: tuple[int, int]) -> None:
        if self.playback.towards(target):
            self.target = None
        self._moved()
