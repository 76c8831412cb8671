"""What each command does, one function a command; `HANDLERS` has them by command.

A handler raises `BadInput`, before it has changed anything, if its command cannot be carried out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.commands import (
    AskQuestion,
    Back,
    Choose,
    Command,
    Delete,
    Explain,
    Fork,
    GoTo,
    LastExample,
    Make,
    MakeAll,
    NextExample,
    NextPhase,
    Pause,
    Play,
    Rebuild,
    Reseed,
    Restart,
    SaveLossHistory,
    SaveModel,
    SaveRun,
    SetSpeed,
    ShowTest,
    Step,
    Switch,
    WantPictures,
    WatchFor,
)
from perceptop.core.session.commentary import Commentary
from perceptop.core.session.describe import describe
from perceptop.core.session.example_walk import ExampleWalk
from perceptop.core.session.picture_cache import PictureCache
from perceptop.core.session.questions.questioner import Questioner
from perceptop.core.session.run_control import Pace, RunControl
from perceptop.core.session.snapshot_cache import SnapshotCache
from perceptop.core.session.timeline.run_source import settings_changed
from perceptop.core.session.timeline.saving.loss_history_file import LossHistoryLines
from perceptop.core.session.timeline.saving.replayed import replay_loss_history
from perceptop.core.session.timeline.saving.run_file import RunHead, run_text
from perceptop.core.session.timeline.saving.saving import Saving
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.watchpoints import Watch, parse_watchpoint


@dataclass
class SessionParts:
    """`timeline` owns the trainer, and the other parts ask it; `chosen` is the example that is shown, `tested` the test
    row if test rows are shown.
    """

    timeline: Timeline
    control: RunControl
    walk: ExampleWalk
    snapshots: SnapshotCache
    pictures: PictureCache
    commentary: Commentary
    questioner: Questioner
    saving: Saving
    chosen: int = 0
    tested: int | None = None

    def choose(self, example: int) -> None:
        """Choose an example, or the nearest that there is."""
        self.chosen = min(max(example, 0), len(self.timeline.trainer.dataset) - 1)

    def show_test(self, row: int | None) -> None:
        """Show the test rows around this one, or the nearest that there is; None for the training rows."""
        test = self.timeline.trainer.dataset.test
        if row is not None and test is None:
            refuse("test rows", "none", "rows that are held out: of a table, with --test 20%")
        self.tested = row if row is None or test is None else min(max(row, 0), len(test) - 1)
        self.pictures.show_test(row is not None)

    def leave_position(self) -> None:
        """End the walk, and drop the question and the reason for which the run was paused."""
        self.walk.end()
        self.questioner.question = None
        self.control.pause_reason = ""

    def follow_trainer(self) -> None:
        """Look at the trainer of the present branch from now on: its examples, watchpoints, pictures, the question."""
        trainer = self.timeline.trainer
        self.choose(self.chosen)
        self.show_test(self.tested if trainer.dataset.test is not None else None)
        self.control.watch = self.control.watch.of(trainer)
        self.commentary.follow()
        self.pictures.follow(describe(self.timeline), self.chosen)

    def begin_run(self) -> None:
        """Drop what belongs to the run before, and check whether this one ends where it begins."""
        self.commentary.begin_run()
        self.snapshots.drop()
        self.timeline.replay.check_end()


def play(parts: SessionParts, command: Play) -> None:
    """Train on, also past an end that was reached."""
    parts.leave_position()
    parts.control.play()


def pause(parts: SessionParts, command: Pause) -> None:
    """Pause at the present position."""
    parts.leave_position()
    parts.control.pause()


def step(parts: SessionParts, command: Step) -> None:
    """Train so many epochs, then pause."""
    parts.leave_position()
    parts.control.step(command.epochs)


def back(parts: SessionParts, command: Back) -> None:
    """Go so many epochs back."""
    parts.leave_position()
    parts.control.back(command.epochs)


def go_to(parts: SessionParts, command: GoTo) -> None:
    """Go to an epoch of the past or the future."""
    parts.control.require_reachable(command.epoch)
    parts.leave_position()
    parts.control.go_to(command.epoch)


def set_speed(parts: SessionParts, command: SetSpeed) -> None:
    """Play at another speed."""
    parts.control.pace = Pace(command.epochs_per_second)
    parts.control.start_pace()


def watch_for(parts: SessionParts, command: WatchFor) -> None:
    """Replace the watchpoints."""
    points = [parse_watchpoint(text) for text in command.texts]
    parts.control.watch = Watch(parts.timeline.trainer, points)


def choose(parts: SessionParts, command: Choose) -> None:
    """Show another example."""
    parts.choose(command.example)


def show_test(parts: SessionParts, command: ShowTest) -> None:
    """Show test rows or training rows."""
    parts.show_test(command.row)


def want_pictures(parts: SessionParts, command: WantPictures) -> None:
    """Replace the wanted pictures."""
    parts.pictures.want(command.kinds, parts.chosen)


def explain(parts: SessionParts, command: Explain) -> None:
    """Explain a neuron, a weight or the loss from now on, for the example of the link if it has one."""
    link = command.link
    parts.commentary.ask(link.address if link else None)
    if link is not None and link.example is not None:
        parts.choose(link.example)


def ask_question(parts: SessionParts, command: AskQuestion) -> None:
    """Ask a question about the present epoch."""
    parts.control.pause()
    about, chosen = describe(parts.timeline), parts.chosen
    steps, kind = command.steps, command.kind
    if steps == 0:
        example = parts.walk.upcoming
        if example is not None:
            chosen, kind = example, "carries"
        elif about.full_batch:
            # The batch is complete: its update is that of an epoch.
            steps = 1
        else:
            parts.questioner.question = None
            return
    parts.questioner.ask(about, chosen, steps, kind)


def next_example(parts: SessionParts, command: NextExample) -> None:
    """Walk through the next example of the batch."""
    _begin_walk(parts)
    parts.chosen = parts.walk.next_example()


def next_phase(parts: SessionParts, command: NextPhase) -> None:
    """Walk through the next phase of an example."""
    _begin_walk(parts)
    parts.chosen = parts.walk.next_phase()


def last_example(parts: SessionParts, command: LastExample) -> None:
    """Undo the example last walked through."""
    _begin_walk(parts, back=True)
    parts.chosen = parts.walk.last_example()


def make(parts: SessionParts, command: Make) -> None:
    """Change a setting or a weight, in a fork if the command says so."""
    make_all(parts, MakeAll((command.change,), command.in_fork))


def make_all(parts: SessionParts, command: MakeAll) -> None:
    """Make several changes, in a fork if the command says so."""
    if command.in_fork:
        parts.timeline.fork_with(command.changes)
        parts.control.pause()
    else:
        parts.timeline.replay.change_all(command.changes)
    parts.leave_position()
    parts.timeline.replay.check_end()


def fork(parts: SessionParts, command: Fork) -> None:
    """Fork the run at the present position."""
    if not parts.timeline.trainer.trainable:
        refuse("fork", "a network that cannot learn", "one that has a future")
    parts.timeline.fork()
    parts.leave_position()
    parts.control.pause()
    parts.timeline.replay.check_end()


def switch(parts: SessionParts, command: Switch) -> None:
    """Switch to another branch: to the present epoch of it, if it is of the same run and has come so far."""
    former, epoch = parts.timeline.branch, parts.timeline.trainer.epoch
    parts.timeline.switch(command.branch)
    parts.leave_position()
    parts.follow_trainer()
    branch = parts.timeline.branch
    same_run = branch.same_run_as(former)
    parts.control.go_to(epoch if same_run and epoch <= branch.recording.reached[0] else None)
    if not same_run:
        parts.commentary.begin_run()


def delete(parts: SessionParts, command: Delete) -> None:
    """Delete a branch."""
    parts.timeline.delete(command.branch)


def restart(parts: SessionParts, command: Restart) -> None:
    """Begin again from the same seed."""
    _begin_run(parts, parts.timeline.trainer.seed)


def reseed(parts: SessionParts, command: Reseed) -> None:
    """Begin again from another seed."""
    if not parts.timeline.experiment.seeded:
        refuse("seed", "given weights", "an experiment whose weights are drawn")
    _begin_run(parts, parts.timeline.trainer.seed + 1 if command.seed is None else command.seed)


def rebuild(parts: SessionParts, command: Rebuild) -> None:
    """Begin again with other settings, and with those changed on the way to here."""
    timeline = parts.timeline
    made = [event for event in timeline.recording.events if event.position <= timeline.replay.position]
    given = Overrides(**dict(command.settings))
    kept = settings_changed(made)
    if timeline.trainer.seed != timeline.experiment.seed:
        kept = kept.then(Overrides(seed=timeline.trainer.seed))
    source = timeline.branch.source.with_settings(kept.then(given))
    # Data that is read again has the rows of its source.
    timeline.begin(source, given.words, () if given.of_data else timeline.rows_changed)
    _show_beginning(parts)


def save_model(parts: SessionParts, command: SaveModel) -> None:
    """Write the network as it stands."""
    parts.saving.model(parts.timeline.trainer.network, command.path)


def save_loss_history(parts: SessionParts, command: SaveLossHistory) -> None:
    """Begin to replay the branch up to here, and write a line for each epoch."""
    timeline, path = parts.timeline, command.path
    lines = LossHistoryLines(Path(path), path, timeline.trainer.dataset)
    epoch = timeline.replay.position[0]
    parts.saving.begin(replay_loss_history(timeline.branch, epoch, path, lines, parts.saving))


def save_run(parts: SessionParts, command: SaveRun) -> None:
    """Write the run, to be opened again at this position with all its branches."""
    control = parts.control
    watching = [point.text for point in control.watch.points]
    head = RunHead(command.experiment, command.settings, command.table, parts.chosen, control.pace.speed, watching)
    parts.saving.text(run_text(Path(command.path), head, parts.timeline), command.path)


def _begin_run(parts: SessionParts, seed: int) -> None:
    parts.timeline.new_run(seed)
    _show_beginning(parts)


def _show_beginning(parts: SessionParts) -> None:
    parts.leave_position()
    parts.follow_trainer()
    parts.control.begin_run()
    parts.begin_run()


def _begin_walk(parts: SessionParts, back: bool = False) -> None:
    parts.walk.require(back)
    parts.control.pause()
    parts.control.go_past_end()
    parts.control.pause_reason = ""


HANDLERS: Mapping[type[Command], Callable[[SessionParts, Any], None]] = {
    Play: play,
    Pause: pause,
    Step: step,
    Back: back,
    GoTo: go_to,
    SetSpeed: set_speed,
    WatchFor: watch_for,
    Choose: choose,
    ShowTest: show_test,
    WantPictures: want_pictures,
    Explain: explain,
    AskQuestion: ask_question,
    NextExample: next_example,
    NextPhase: next_phase,
    LastExample: last_example,
    Make: make,
    MakeAll: make_all,
    Fork: fork,
    Switch: switch,
    Delete: delete,
    Restart: restart,
    Reseed: reseed,
    Rebuild: rebuild,
    SaveModel: save_model,
    SaveLossHistory: save_loss_history,
    SaveRun: save_run,
}
