"""A run under control: carries out commands, trains when it is due, and gives snapshots. Single-threaded."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.protocol.changes import Event
from perceptop.core.protocol.commands import Command
from perceptop.core.protocol.snapshot import Numbers, Snapshot
from perceptop.core.session.commentary import Commentary
from perceptop.core.session.describe import describe, progress_of
from perceptop.core.session.example_walk import ExampleWalk
from perceptop.core.session.handlers import HANDLERS, SessionParts
from perceptop.core.session.picture_cache import PictureCache
from perceptop.core.session.questions.questioner import Questioner
from perceptop.core.session.run_control import Pace, RunControl
from perceptop.core.session.snapshot_cache import SnapshotCache
from perceptop.core.session.timeline.saving.replayed import recompute_curve
from perceptop.core.session.timeline.saving.restore import restore
from perceptop.core.session.timeline.saving.run_file import SavedTimeline
from perceptop.core.session.timeline.saving.saving import Saving
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.watchpoints import Watch, parse_watchpoint


class Session:
    """Runs an experiment by commands.

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
        saved: SavedTimeline | None = None,
    ) -> None:
        """`speed` in epochs a second; None is as fast as possible. `clock` gives seconds.

        `events` are changes that were made in this run before; it begins at epoch `at`. `saved` are the branches of a
        saved run, which goes on where it was saved, or at `at`. `BadInput` for a watchpoint that does not exist, and
        for events or an epoch of a run that trains nothing.
        """
        self._acknowledged = 0
        self._notice, self._notices = "", 0
        self._timeline = timeline = Timeline(experiment)
        watch = Watch(timeline.trainer, [parse_watchpoint(text) for text in watch_for])
        self._control = RunControl(timeline, watch, Pace(speed), playing, clock, self._after_move)
        self._walk = ExampleWalk(timeline)
        self._snapshots = SnapshotCache(timeline)
        self._pictures = PictureCache(timeline, clock)
        self._commentary = Commentary(timeline, clock)
        self._saving = Saving(clock)
        self._parts = SessionParts(
            timeline,
            self._control,
            self._walk,
            self._snapshots,
            self._pictures,
            self._commentary,
            Questioner(timeline),
            self._saving,
        )
        if saved:
            restore(timeline, saved)
            self._parts.choose(saved.example)
        self._parts.begin_run()
        if events or at:
            timeline.load_events(events, at)
        if at:
            self._control.go_to(at)
        elif saved:
            self._control.go_to(*saved.position)
        for branch in timeline.branches if saved else ():
            self._saving.begin(recompute_curve(branch))

    @property
    def trainer(self) -> Trainer:
        """The trainer of the present run."""
        return self._timeline.trainer

    @property
    def state(self) -> str:
        """running, paused, finished, diverged or history."""
        return self._control.state

    def handle(self, command: Command) -> None:
        """Carry out a command. One that is refused changes nothing but the notice, which says why."""
        self._acknowledged += 1
        with self._refusals():
            HANDLERS[type(command)](self._parts, command)
        self._snapshots.drop_stale(command, self._commentary.asked)

    def wait(self) -> float | None:
        """Return the seconds until there is something to train: 0 for now, None for not before a command comes."""
        return 0.0 if self._saving.pending else self._control.wait()

    def advance(self, budget: float) -> None:
        """Train what is due by now, for `budget` seconds or a little more; for as long again, do what else is due."""
        self._control.advance(budget)
        if self._saving.pending:
            with self._refusals():
                self._saving.advance(budget)

    def snapshot(self) -> Snapshot:
        """Return a snapshot of the present position; of the beginning of the epoch while a long epoch is under way or
        its weights are not evaluated.
        """
        timeline = self._timeline
        if self._snapshots.must_capture(self._walk.examples_done, self._control.at_rest):
            self._capture()
        numbers = self._refresh_pictures()
        if self._control.at_rest:
            timeline.compare_branches()
            self._commentary.refresh(numbers, at_rest=True)
        branch = timeline.branch
        snapshot = Snapshot(
            about=describe(timeline),
            progress=progress_of(
                timeline,
                self._control,
                self._snapshots.shown_position(),
                self._acknowledged,
                self._notice,
                self._notices,
                self._saving,
            ),
            numbers=numbers,
            curve=branch.curve.curve(),
            log=branch.log.lines(),
            walk=self._walk.view(self._parts.chosen),
            branches=timeline.views(),
            events=tuple(branch.recording.events),
            watching=tuple(point.text for point in self._control.watch.points),
            pictures=self._pictures.pictures,
            test_curve=None if timeline.trainer.dataset.test is None else branch.test_curve.curve(),
            question=self._parts.questioner.question,
            test_rows=self._snapshots.test_rows(self._parts.tested),
        )
        return self._commentary.added_to(snapshot)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Say in the notice what cannot be done."""
        try:
            yield
        except BadInput as refusal:
            self._notice, self._notices = str(refusal), self._notices + 1

    def _after_move(self) -> None:
        self._parts.questioner.question = None
        replay = self._timeline.replay
        if not replay.long_epochs:
            self._snapshots.drop()
        elif replay.position[1] == 0 and replay.evaluated:
            # Shown during the whole next epoch: evaluating all examples at every batch would take too long.
            self._capture()

    def _capture(self) -> None:
        replay = self._timeline.replay
        self._snapshots.capture(self._walk.examples_done)
        self._commentary.refresh(self._refresh_pictures(), self._control.at_rest)
        if replay.position[1] == 0:
            self._timeline.branch.note(replay.present())

    def _refresh_pictures(self) -> Numbers:
        """Compute the pictures that are wanted and due; return the numbers that they go with."""
        numbers = self._snapshots.numbers(self._parts.chosen)
        self._pictures.refresh(numbers, self._parts.chosen, self._control.at_rest, self._snapshots.outputs)
        return numbers
