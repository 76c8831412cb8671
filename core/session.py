"""A run under control: takes commands, trains when it is time to, answers with snapshots. Plain and single-threaded."""

import time
from collections import deque
from collections.abc import Callable

from core.commands import Choose, Command, Pause, Play, Reseed, Restart, SetSpeed, Step
from core.experiment import Experiment
from core.history import EpochLog, LossCurve
from core.pace import Pace
from core.snapshot import Numbers, Progress, Snapshot, describe, take_numbers
from core.stopping import StopCheck, Stopping
from core.stretch import Stretch
from core.trainer import Trainer

LONG_EPOCH = 1_000_000
"""Multiplications in an epoch from which commands are also taken up between its batches."""
RATE_SPAN = 1.0
"""Seconds over which the measured speed is taken."""


class Session:
    """Owns a trainer and all that is remembered of its run.

    Whoever drives it calls `advance` in a loop, hands over commands with `handle` as they come, and asks for a
    `snapshot` whenever it wants one. The numbers of a run do not depend on when any of this happens.
    """

    def __init__(
        self,
        experiment: Experiment,
        speed: float | None = None,
        playing: bool = True,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`speed` in epochs a second; None is as fast as it goes. `clock` gives seconds."""
        self._experiment = experiment
        self._playing = playing
        self._clock = clock
        self._pace = Pace(speed)
        self._owed = 0
        self._chosen = 0
        self._acknowledged = 0
        self._numbers: Numbers | None = None
        self._begin(experiment.trainer())

    @property
    def trainer(self) -> Trainer:
        """The trainer of the present run."""
        return self._trainer

    @property
    def state(self) -> str:
        """running, paused, finished or diverged."""
        if self._trainer.stopped is not None:
            return "diverged" if self._trainer.stopped.reason == "diverged" else "finished"
        return "running" if self._busy else "paused"

    @property
    def _busy(self) -> bool:
        return (self._playing or self._owed > 0) and self._trainer.stopped is None

    def handle(self, command: Command) -> None:
        """Take up a command."""
        self._acknowledged += 1
        match command:
            case Play():
                self._go_on()
                self._playing = True
                self._set_off()
            case Pause():
                self._playing, self._owed = False, 0
            case Step(epochs):
                self._go_on()
                self._playing = False
                self._owed += epochs
            case Restart():
                self._trainer.restart()
                self._begin(self._trainer)
            case Reseed(seed):
                self._begin(self._experiment.trainer(self._trainer.seed + 1 if seed is None else seed))
            case SetSpeed(speed):
                self._pace = Pace(speed)
                self._set_off()
            case Choose(example):
                self._chosen = min(max(example, 0), len(self._trainer.dataset) - 1)
        self._numbers = None

    def wait(self) -> float | None:
        """Seconds until there is something to train: 0 for now, None for not before a command comes."""
        if not self._busy:
            return None
        return 0.0 if self._owed else self._pace.wait(self._clock(), self._trainer.epoch)

    def advance(self, budget: float) -> None:
        """Train what is due by now, for `budget` seconds or a little more."""
        now = self._clock()
        end, trained = now + budget, False
        while self._busy and now < end:
            due = self._owed or self._pace.due(now, self._trainer.epoch)
            if not due:
                break
            before = self._trainer.epoch
            self._train(due)
            trained = True
            if self._owed:
                self._owed = max(0, self._owed - (self._trainer.epoch - before))
            now = self._clock()
        if trained and self._trainer.stopped is None and self._trainer.batch == 0:
            # The present state has not been looked at yet, and nothing may come after it for a while.
            self._trainer.stop_if_met(self._check)

    def snapshot(self) -> Snapshot:
        """The picture of this moment. While a long epoch is under way, that of its beginning."""
        if self._numbers is None:
            self._look()
        assert self._numbers is not None
        return Snapshot(
            about=describe(self._experiment, self._trainer),
            progress=self._progress(),
            numbers=self._numbers,
            curve=self._curve.curve(),
            log=self._log.lines(),
        )

    def _begin(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._check = StopCheck(trainer.stopping)
        self._curve, self._log = LossCurve(), EpochLog()
        self._owed = 0
        self._chosen = min(self._chosen, len(trainer.dataset) - 1)
        self._numbers = None
        trainer.stop_if_met(self._check)
        self._set_off()

    def _set_off(self) -> None:
        """Measure pace and speed from here on."""
        self._pace.start(self._clock(), self._trainer.epoch)
        self._seen: deque[tuple[float, int]] = deque()

    def _go_on(self) -> None:
        """Past an end that was reached: none of the conditions holds any longer."""
        stopped = self._trainer.stopped
        if stopped is not None and stopped.reason not in ("diverged", "inference"):
            self._trainer.stopped = None
            self._check = StopCheck(Stopping())

    def _train(self, epochs: int) -> None:
        trainer = self._trainer
        if trainer.batches_per_epoch > 1 and trainer.network.theta.size * len(trainer.dataset) > LONG_EPOCH:
            if trainer.batch == 0:
                trainer.stop_if_met(self._check)
                self._look()
                if trainer.stopped:
                    return
            trainer.advance_batches(1)
        else:
            self._remember(trainer.advance_until(self._check, epochs))
            self._numbers = None

    def _look(self) -> None:
        self._numbers = take_numbers(self._trainer, self._chosen)
        if self._trainer.batch == 0:
            self._remember(self._trainer.present())

    def _remember(self, stretch: Stretch) -> None:
        self._curve.add(stretch.first, stretch.losses)
        self._log.add(stretch)

    def _progress(self) -> Progress:
        trainer, now = self._trainer, self._clock()
        self._seen.append((now, trainer.epoch))
        while now - self._seen[0][0] > RATE_SPAN:
            self._seen.popleft()
        since, epoch = self._seen[0]
        return Progress(
            state=self.state,
            sentence=trainer.stopped.sentence if trainer.stopped else "",
            epoch=trainer.epoch,
            reached=trainer.epoch,
            epochs=self._check.stopping.epochs,
            batch=trainer.batch,
            batches=trainer.batches_per_epoch,
            seed=trainer.seed,
            speed=self._pace.speed,
            rate=(trainer.epoch - epoch) / (now - since) if self._busy and now > since else 0.0,
            acknowledged=self._acknowledged,
        )
