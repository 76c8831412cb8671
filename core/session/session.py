"""A run under control: takes commands, trains when it is time to, answers with snapshots. Plain and single-threaded."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.changes import Event
from perceptop.core.protocol.commands import (
    Back,
    Choose,
    Command,
    Delete,
    Explain,
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
    Want,
    WatchFor,
)
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Numbers, Progress, Snapshot
from perceptop.core.session.commentary import Commentary
from perceptop.core.session.describe import describe, progress_of
from perceptop.core.session.example_walk import ExampleWalk
from perceptop.core.session.pace import Pace
from perceptop.core.session.picture_cache import PictureCache
from perceptop.core.session.run_control import RunControl
from perceptop.core.session.snapshot_cache import SnapshotCache
from perceptop.core.session.timeline.apply_change import changes_course
from perceptop.core.session.timeline.branches import Branches
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.watchpoints import Watch, parse_watchpoint


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
        self._clock = clock
        self._watch_for = tuple(watch_for)
        self._chosen = 0
        self._acknowledged = 0
        self._notice, self._notices = "", 0
        self._outlook = SnapshotCache()
        self._gallery = PictureCache(clock)
        self._answers = Commentary(clock)
        self._begin(experiment.trainer(), speed, playing)
        if events or at:
            self._take_up(events, at)

    @property
    def trainer(self) -> Trainer:
        """The trainer of the present run."""
        return self._trainer

    @property
    def state(self) -> str:
        """running, paused, finished, diverged or history."""
        return self._transport.state

    def handle(self, command: Command) -> None:
        """Take up a command. One that cannot be done leaves everything as it is, and a notice that says why."""
        self._acknowledged += 1
        try:
            self._obey(command)
        except BadInput as refusal:
            self._notice, self._notices = str(refusal), self._notices + 1
        self._outlook.heed(command, self._trainer.known, self._answers.asked)

    def wait(self) -> float | None:
        """Seconds until there is something to train: 0 for now, None for not before a command comes."""
        return self._transport.wait()

    def advance(self, budget: float) -> None:
        """Train what is due by now, for `budget` seconds or a little more."""
        self._transport.advance(budget)

    def snapshot(self) -> Snapshot:
        """The picture of this moment; of a long epoch under way, and until the place where it rests has been looked at,
        that of its beginning.
        """
        position, walked = self._branches.playback.position, self._walker.examples_done
        if self._outlook.must_be_taken(position, walked, self._resting):
            self._look()
        numbers = self._take_pictures()
        if self._resting:
            self._branches.compare(self._trainer.epoch)
            self._answers.look(numbers, self._trainer, resting=True)
        branch = self._branches.present
        picture = Snapshot(
            about=describe(self._experiment, self._trainer, any(map(changes_course, branch.tape.events))),
            progress=self._tell_progress(),
            numbers=numbers,
            curve=branch.curve.curve(),
            log=branch.log.lines(),
            walk=self._walker.view(self._chosen, len(self._trainer.network.weights)),
            branches=self._branches.views(),
            events=tuple(branch.tape.events),
            watching=tuple(point.text for point in self._transport.watch.points),
            pictures=self._gallery.pictures,
        )
        return self._answers.added_to(picture)

    def _obey(self, command: Command) -> None:
        match command:
            case Choose(example):
                self._choose(example)
            case SetSpeed(speed):
                self._transport.pace = Pace(speed)
                self._transport.set_off()
            case WatchFor(texts):
                self._transport.watch = Watch(self._trainer, [parse_watchpoint(text) for text in texts])
                self._watch_for = texts
            case Want(kinds):
                self._gallery.want(kinds, self._branches.playback, self._chosen)
            case Explain(link):
                self._explain(link)
            case NextExample() | NextPhase() | LastExample():
                self._walk(command)
            case Reseed(seed):
                if not self._experiment.seeded:
                    refuse("seed", "given weights", "an experiment whose weights are drawn")
                self._begin_again(self._trainer.seed + 1 if seed is None else seed)
            case Restart():
                self._begin_again(self._trainer.seed)
            case Make() | Fork() | Switch() | Delete():
                self._branch_off(command)
            case _:
                if isinstance(command, GoTo):
                    self._transport.require_reachable(command.epoch)
                self._leave()
                self._move(command)

    def _leave(self) -> None:
        """Nobody walks here any more, and why the run has come to rest is said no longer."""
        self._walker.forget()
        self._transport.why = ""

    def _explain(self, link: Link | None) -> None:
        self._answers.ask(link.address if link else None, self._trainer)
        if link is not None and link.example is not None:
            self._choose(link.example)

    def _choose(self, example: int) -> None:
        self._chosen = min(max(example, 0), len(self._trainer.dataset) - 1)

    def _walk(self, command: NextExample | NextPhase | LastExample) -> None:
        self._walker.require(self._branches.playback, back=isinstance(command, LastExample))
        self._transport.rest()
        self._transport.go_on()
        self._transport.why = ""
        walks = {
            NextExample: self._walker.next_example,
            NextPhase: self._walker.next_phase,
            LastExample: self._walker.last_example,
        }
        self._chosen = walks[type(command)](self._branches.playback)

    def _move(self, command: Command) -> None:
        match command:
            case Play():
                self._transport.play()
            case Pause():
                self._transport.rest()
            case Step(epochs):
                self._transport.step(epochs)
            case Back(epochs):
                self._transport.back(epochs)
            case GoTo(epoch):
                self._transport.go_to(epoch)

    def _branch_off(self, command: Make | Fork | Switch | Delete) -> None:
        """Each is refused, if at all, before anything of the run is touched."""
        match command:
            case Make(change, in_fork):
                if in_fork:
                    self._branches.fork_with(change)
                    self._transport.rest()
                else:
                    self._branches.playback.change(change)
                self._leave()
                self._branches.playback.settle()
            case Fork():
                if not self._trainer.trainable:
                    refuse("fork", "a network that cannot learn", "one that has a future")
                self._branches.fork()
                self._leave()
                self._transport.rest()
                self._trainer.stopped = None
                self._branches.playback.settle()
            case Switch(place):
                former, epoch = self._branches.present, self._trainer.epoch
                self._branches.switch(place)
                self._leave()
                self._transport.watch.start_over()
                present = self._branches.present
                here = present.of_run(former) and epoch <= present.tape.reached[0]
                self._transport.go_to(epoch if here else None)
                if not present.of_run(former):
                    self._answers.turn_to(present.begins_with)
            case Delete(place):
                self._branches.delete(place)

    def _begin_again(self, seed: int) -> None:
        self._branches.begin(self._experiment.trainer(seed).state())
        self._leave()
        self._transport.begin_again()
        self._another_run()

    def _another_run(self) -> None:
        self._answers.turn_to(self._branches.present.begins_with)
        self._outlook.forget()
        self._branches.playback.settle()

    def _begin(self, trainer: Trainer, speed: float | None, playing: bool) -> None:
        self._trainer = trainer
        self._branches = Branches(self._experiment, trainer)
        watch = Watch(trainer, [parse_watchpoint(text) for text in self._watch_for])
        self._transport = RunControl(trainer, self._branches, watch, Pace(speed), playing, self._clock, self._moved)
        self._walker = ExampleWalk()
        self._another_run()

    def _take_up(self, events: Sequence[Event], at: int) -> None:
        tape = self._branches.present.tape
        tape.events = sorted(events, key=lambda event: event.position)
        reached = max([(at, 0), *(event.position for event in tape.events)])
        if reached > (0, 0) and self._trainer.stopped and self._trainer.stopped.reason == "inference":
            refuse("at" if at else "events", f"epoch {reached[0]:,}", "epoch 0: here is nothing to train")
        tape.reached, tape.stopped = reached, None
        self._branches.playback.start_over()
        self._branches.playback.settle()
        if at:
            self._transport.go_to(at)

    def _moved(self) -> None:
        if not self._branches.playback.long_epochs:
            self._outlook.forget()
        elif self._trainer.batch == 0 and self._trainer.known:
            # What is asked for during the next epoch is this picture: a look at every batch would cost too much.
            self._look()

    def _look(self) -> None:
        self._outlook.take(self._trainer, self._walker.examples_done)
        self._answers.look(self._take_pictures(), self._trainer, self._resting)
        if self._trainer.batch == 0:
            self._branches.present.remember(self._trainer.present())

    def _take_pictures(self) -> Numbers:
        """Those that are wanted and due; the numbers that they go with."""
        numbers, playback = self._outlook.numbers(self._chosen), self._branches.playback
        self._gallery.look(numbers, playback, self._chosen, self._resting, self._outlook.outputs)
        return numbers

    @property
    def _resting(self) -> bool:
        """Whether the next snapshot will be this one, unless a command comes."""
        return not self._transport.busy and not self._transport.unseen

    def _tell_progress(self) -> Progress:
        epoch, batch = self._outlook.place(self._branches.playback.position, self._trainer.batches_per_epoch)
        told = progress_of(self._trainer, self._transport, epoch, batch)
        return replace(told, acknowledged=self._acknowledged, notice=self._notice, notices=self._notices)
