"""A run under control: takes commands, trains when it is time to, answers with snapshots. Plain and single-threaded."""

import time
from collections import deque
from collections.abc import Callable, Sequence

from core.branches import Branches
from core.changes import Event
from core.commands import (
    Back,
    Choose,
    Command,
    Delete,
    Fork,
    GoTo,
    LastExample,
    Make,
    NextExample,
    NextPhase,
    Pause,
    Play,
    Reseed,
    Restart,
    SetSpeed,
    Step,
    Switch,
    WatchFor,
)
from core.errors import BadInput, refuse
from core.experiment import Experiment
from core.pace import Pace
from core.playback import Playback
from core.snapshot import Numbers, Progress, Snapshot, describe, take_numbers
from core.stretch import never
from core.trainer import Trainer
from core.walker import Walker
from core.watchpoints import Watch, parse_watchpoint

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
        watch_for: Sequence[str] = (),
        events: Sequence[Event] = (),
        at: int = 0,
    ) -> None:
        """`speed` in epochs a second; None is as fast as it goes. `clock` gives seconds.

        `events` are changes that were made in this run when it was first run; it begins at epoch `at` of it.
        """
        self._experiment = experiment
        self._playing = playing
        self._clock = clock
        self._pace = Pace(speed)
        self._watch_for = tuple(watch_for)
        self._chosen = 0
        self._acknowledged = 0
        self._notice, self._notices = "", 0
        self._numbers: Numbers | None = None
        self._target: tuple[int, int] | None = None
        self._begin(experiment.trainer())
        if events or at:
            self._take_up(events, at)

    @property
    def trainer(self) -> Trainer:
        """The trainer of the present run."""
        return self._trainer

    @property
    def state(self) -> str:
        """running, paused, finished, diverged or history."""
        if self._playback.in_history:
            return "history"
        if self._trainer.stopped is not None:
            return "diverged" if self._trainer.stopped.reason == "diverged" else "finished"
        return "running" if self._busy else "paused"

    @property
    def _playback(self) -> Playback:
        return self._branches.playback

    @property
    def _busy(self) -> bool:
        return (self._playing or self._owed > 0 or self._target is not None) and self._trainer.stopped is None

    def handle(self, command: Command) -> None:
        """Take up a command. One that cannot be done leaves everything as it is, and a notice that says why."""
        self._acknowledged += 1
        try:
            self._obey(command)
        except BadInput as refusal:
            self._tell(str(refusal))
        self._numbers = None

    def wait(self) -> float | None:
        """Seconds until there is something to train: 0 for now, None for not before a command comes."""
        if not self._busy:
            return None
        if self._owed or self._target is not None:
            return 0.0
        return self._pace.wait(self._clock(), self._trainer.epoch)

    def advance(self, budget: float) -> None:
        """Train what is due by now, for `budget` seconds or a little more."""
        now = self._clock()
        end, trained = now + budget, False
        while self._busy and now < end:
            if self._target is not None:
                self._approach(self._target)
            else:
                due = self._owed or self._pace.due(now, self._trainer.epoch)
                if not due:
                    break
                self._train(due)
                trained = True
            now = self._clock()
        if trained and self._trainer.stopped is None and self._trainer.batch == 0:
            # The present state has not been looked at yet, and nothing may come after it for a while.
            self._playback.settle()
            self._heed(self._watch.halt(self._trainer.present()))

    def snapshot(self) -> Snapshot:
        """The picture of this moment. While a long epoch is under way, that of its beginning."""
        if self._numbers is None:
            self._look()
        assert self._numbers is not None
        if not self._busy:
            self._branches.compare(self._trainer.epoch)
        branch = self._branches.present
        return Snapshot(
            about=describe(self._experiment, self._trainer),
            progress=self._progress(),
            numbers=self._numbers,
            curve=branch.curve.curve(),
            log=branch.log.lines(),
            walk=self._walker.view(self._chosen, len(self._trainer.network.weights)),
            branches=self._branches.views(),
            events=tuple(branch.tape.events),
            watching=tuple(point.text for point in self._watch.points),
        )

    def _obey(self, command: Command) -> None:
        match command:
            case Choose(example):
                self._chosen = min(max(example, 0), len(self._trainer.dataset) - 1)
            case SetSpeed(speed):
                self._pace = Pace(speed)
                self._set_off()
            case WatchFor(texts):
                self._watch = Watch(self._trainer, [parse_watchpoint(text) for text in texts])
                self._watch_for = texts
            case NextExample() | NextPhase() | LastExample():
                self._rest()
                self._go_on()
                self._walk(command)
            case _:
                self._walker.forget()
                self._why = ""
                self._move(command)

    def _walk(self, command: NextExample | NextPhase | LastExample) -> None:
        self._why = ""
        walks = {
            NextExample: self._walker.next_example,
            NextPhase: self._walker.next_phase,
            LastExample: self._walker.last_example,
        }
        self._chosen = walks[type(command)](self._playback)

    def _move(self, command: Command) -> None:
        match command:
            case Play():
                self._go_on()
                self._target, self._playing = None, True
                self._set_off()
            case Pause():
                self._rest()
            case Step(epochs):
                self._go_on()
                self._playing, self._target = False, None
                self._owed += epochs
            case Back(epochs):
                epoch, batch = self._target or self._playback.position
                self._go_to(max(0, epoch - epochs + (batch > 0)), 0)
            case GoTo(None):
                self._go_to(*self._branches.present.tape.reached)
            case GoTo(epoch):
                self._go_to(*min((max(0, epoch), 0), self._branches.present.tape.reached))
            case Restart():
                self._begin(self._experiment.trainer(self._trainer.seed))
            case Reseed(seed):
                if not self._experiment.seeded:
                    refuse("seed", "given weights", "an experiment whose weights are drawn")
                self._begin(self._experiment.trainer(self._trainer.seed + 1 if seed is None else seed))
            case _:
                self._branch_off(command)

    def _branch_off(self, command: Command) -> None:
        match command:
            case Make(change):
                self._playback.change(change)
                self._trainer.stop_if_met(self._playback.check)
            case Fork():
                self._rest()
                self._branches.fork()
                self._trainer.stopped = None
            case Switch(place):
                epoch = self._trainer.epoch
                self._rest()
                self._branches.switch(place)
                self._go_to(*min((epoch, 0), self._branches.present.tape.reached))
            case Delete(place):
                self._branches.delete(place)

    def _begin(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._branches = Branches(self._experiment, trainer)
        self._watch = Watch(trainer, [parse_watchpoint(text) for text in self._watch_for])
        self._owed, self._target = 0, None
        self._walker = Walker()
        self._why = ""
        self._chosen = min(self._chosen, len(trainer.dataset) - 1)
        self._numbers = None
        self._playback.settle()
        self._set_off()

    def _take_up(self, events: Sequence[Event], at: int) -> None:
        tape = self._branches.present.tape
        tape.events = sorted(events, key=lambda event: event.position)
        tape.reached = max([(at, 0), *(event.position for event in tape.events)])
        tape.stopped = self._trainer.stopped = None
        self._playback.start_over()
        self._go_to(at, 0)

    def _go_on(self) -> None:
        if not self._playback.in_history:
            self._branches.present.go_on()

    def _rest(self) -> None:
        self._playing, self._owed, self._target = False, 0, None

    def _tell(self, notice: str) -> None:
        self._notice, self._notices = notice, self._notices + 1

    def _set_off(self) -> None:
        """Measure pace and speed from here on."""
        self._pace.start(self._clock(), self._trainer.epoch)
        self._seen: deque[tuple[float, int]] = deque()

    def _train(self, epochs: int) -> None:
        before = self._trainer.epoch
        self._playback.forward(epochs, self._watch.halt if self._watch.points else never)
        self._owed = max(0, self._owed - (self._trainer.epoch - before))
        self._heed(0 if self._watch.sentence else None)
        self._moved()

    def _heed(self, halted: int | None) -> None:
        """Rest where a watchpoint has fired."""
        if halted is not None:
            self._rest()
            self._why = f"{self._watch.sentence}, at epoch {self._trainer.epoch:,}"
            self._watch.sentence = ""

    def _moved(self) -> None:
        if self._trainer.batch == 0 or not self._playback.long_epochs:
            self._numbers = None
        if self._trainer.batch == 0 and self._playback.long_epochs:
            # What is asked for during the next epoch is this picture: a look at every batch would cost too much.
            self._look()

    def _go_to(self, epoch: int, batch: int) -> None:
        self._rest()
        self._target = epoch, batch
        self._playback.rewind(epoch, batch)
        self._moved()
        if self._playback.position == self._target:
            self._target = None

    def _approach(self, target: tuple[int, int]) -> None:
        if self._playback.towards(target):
            self._target = None
        self._moved()

    def _look(self) -> None:
        self._numbers = take_numbers(self._trainer, self._chosen, self._walker.examples_done)
        if self._trainer.batch == 0:
            self._branches.present.remember(self._trainer.present())

    def _progress(self) -> Progress:
        trainer, now = self._trainer, self._clock()
        self._seen.append((now, trainer.epoch))
        while now - self._seen[0][0] > RATE_SPAN:
            self._seen.popleft()
        since, epoch = self._seen[0]
        return Progress(
            state=self.state,
            sentence=trainer.stopped.sentence if trainer.stopped else self._why,
            epoch=trainer.epoch,
            reached=self._branches.present.tape.reached[0],
            epochs=self._playback.check.stopping.epochs,
            batch=trainer.batch,
            batches=trainer.batches_per_epoch,
            seed=trainer.seed,
            speed=self._pace.speed,
            rate=(trainer.epoch - epoch) / (now - since) if self._busy and now > since else 0.0,
            acknowledged=self._acknowledged,
            busy=self._busy,
            target=None if self._target is None else self._target[0],
            notice=self._notice,
            notices=self._notices,
        )
