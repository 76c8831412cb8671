"""The live view: panes around one stream of snapshots, and the keys that send commands back."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from perceptop.app.lines.callout_line import CalloutLine
from perceptop.app.lines.key_line import KeyLine
from perceptop.app.lines.progress_line import ProgressLine
from perceptop.app.lines.status_line import StatusLine
from perceptop.app.lines.time_line import TimeLine
from perceptop.app.live.command_palette import KeyedActions
from perceptop.app.live.keys import KEYS, SENT
from perceptop.app.live.pane_numbers import Bringing
from perceptop.app.live.view_options import View
from perceptop.app.panes.branches import RunPane
from perceptop.app.panes.diagnosis import DiagnosisPane
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.app.run.options import RunOptions
from perceptop.app.run.repeat_command import farewell
from perceptop.app.run.speeds import faster, slower
from perceptop.app.terminal import no_color_filter as no_color
from perceptop.app.terminal.ascii_filter import AsciiOnly
from perceptop.app.widgets.messages import EpochChosen, ExampleChosen, PicturesWanted
from perceptop.app.widgets.pane import Pane
from perceptop.app.worker.snapshot_feed import Feed, SnapshotSource
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.commands import (
    Choose,
    Command,
    Delete,
    GoTo,
    Pause,
    Play,
    SetSpeed,
    Switch,
    Want,
    WatchFor,
)
from perceptop.core.protocol.snapshot import Snapshot

FRAMES_PER_SECOND = 30
LAST_LOOKS = 25
"""Hundredths of a second that leaving waits for steps that are under way."""
SECOND_CTRL_C = 3.0
"""Seconds within which a second Ctrl+C leaves."""


class Live(Bringing):
    """Draws the snapshots that a source gives, and hands it commands. All that is true of the run lives there."""

    TITLE = "perceptop"
    CSS_PATH = "app.tcss"
    COMMANDS = {KeyedActions}  # noqa: RUF012 - as Textual declares it
    ALLOW_IN_MAXIMIZED_VIEW = "StatusLine, ProgressLine, KeyLine, #over-keys"
    PAUSE_GC_ON_SCROLL = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-short"), (32, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, source: SnapshotSource, first: Snapshot, options: RunOptions, look: View | None = None) -> None:
        super().__init__(look or View(), ansi_color=True if no_color.wanted() else None)
        self._filters = no_color.without_color(self._filters)
        if self.look.ascii:
            self._filters.append(AsciiOnly())
        self.feed = Feed(source, first, self._show, self._fail, self)
        self.failure = ""
        self._options, self._given = options, first.events
        self._interrupted = float("-inf")
        self._goes_on = False
        self._notices = 0
        self._typed = "", 0

    def compose(self) -> ComposeResult:
        """Lines at top and bottom, panes in two columns between them."""
        yield StatusLine()
        yield CalloutLine(id="look-for")
        yield DiagnosisPane()
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield NetworkPane()
                with Horizontal(id="below"):
                    with Vertical(id="data"):
                        yield TrainingDataPane()
                        yield RunPane()
                    yield PicturePane()
            with Vertical(id="right"):
                yield LossPane()
                yield TimeLine()
                yield ExplanationPane()
                yield OutputsPane()
                yield SynapsesPane()
        yield ProgressLine()
        yield KeyLine()
        yield CalloutLine(id="over-keys")

    def on_mount(self) -> None:
        """Begin to listen to the worker and the clock."""
        self.app_suspend_signal.subscribe(self, self._before_suspend)
        self.app_resume_signal.subscribe(self, self._after_suspend)
        self.every(1 / FRAMES_PER_SECOND, self.feed.tick)
        self.query_one(NetworkPane).focus()
        self.look.arrangement.take_up(self)
        self.feed.open()
        self.call_later(self.open_talk)
        self.opened = True

    def farewell(self) -> str:
        """The line to leave behind. Changes that were made on the way are saved beside the command in it."""
        from perceptop.app.run.repeat_command import command_again  # here and below: it brings the model files with it

        latest = self.feed.latest
        return farewell(latest, command_again(latest, self._given, self._options, Path.cwd()))

    def _show(self, snapshot: Snapshot) -> None:
        if not self.is_running:
            return
        progress = snapshot.progress
        if not self.attend(snapshot):
            self._draw(snapshot)
        if progress.notices > self._notices:
            self._notices = progress.notices
            self.notify(progress.notice, severity="warning", markup=False)
        if self._options.exit_at_end and progress.ended and not self.feed.pending:
            self.exit(return_code=int(progress.state == "diverged"))

    def _draw(self, snapshot: Snapshot) -> None:
        screen = self.screen_stack[0]
        screen.set_class(len(snapshot.branches) > 1 or bool(snapshot.events), "-changed")
        screen.query_one(StatusLine).show(snapshot, self.feed.pending)
        screen.query_one(ProgressLine).show(snapshot, self.feed.pending)
        screen.query_one(TimeLine).show(snapshot)
        screen.query_one(KeyLine).show(snapshot.progress.busy)
        self.heed(snapshot)
        for pane in screen.query(Pane):
            # Whether a pane is displayed follows its screen's classes a little later.
            if pane.display:
                pane.show(snapshot)
            else:
                pane.keep(snapshot)

    def _fail(self, text: str) -> None:
        self.failure = text
        self.exit(return_code=1)

    def _send(self, command: Command | None) -> None:
        if command is not None:
            self.feed.send(command)

    def action_send(self, name: str, *values: int) -> None:
        """Send the command of that name."""
        self._send(SENT[name](*values))

    def action_play_or_pause(self) -> None:
        """Pause what is under way, run what rests."""
        self._send(Pause() if self.feed.latest.progress.busy else Play())

    def action_faster(self) -> None:
        """One step up the ladder of speeds."""
        self._send(SetSpeed(faster(self.feed.latest.progress.speed)))

    def action_slower(self) -> None:
        """One step down the ladder of speeds."""
        self._send(SetSpeed(slower(self.feed.latest.progress.speed)))

    def action_choose(self, step: int) -> None:
        """Another example, so many rows down."""
        self._send(Choose(self.feed.latest.numbers.chosen + step))

    def on_example_chosen(self, message: ExampleChosen) -> None:
        """An example was picked in a pane."""
        self._send(Choose(message.example))

    def on_epoch_chosen(self, message: EpochChosen) -> None:
        """An epoch was picked on the time line."""
        self._send(GoTo(message.epoch))

    def on_pictures_wanted(self, message: PicturesWanted) -> None:
        """Other pictures are seen now."""
        self._send(Want(message.kinds))

    def _ask(self, question: str, hint: str, read: Callable[[str], Command], text: str = "") -> None:
        from perceptop.app.live.screens.prompt import (
            Prompt,  # here and below: what is asked seldom is loaded when it is
        )

        self.push_screen(Prompt(question, hint, read, text), self._send)  # type: ignore[arg-type]

    def action_ask_epoch(self) -> None:
        """To an epoch that is typed."""
        from perceptop.app.run.parse_input import epochs_to_go_to, read_epoch

        self._ask("Go to epoch", epochs_to_go_to(self.feed.latest.progress), read_epoch)

    def action_ask_seed(self) -> None:
        """Begin again from a seed that is typed."""
        from perceptop.app.run.parse_input import read_seed

        self._ask("Begin again from seed", f"now {self.feed.latest.progress.seed}", read_seed)

    def action_ask_change(self) -> None:
        """Change a setting or a weight; in history, of a fork. What was refused may be put right."""
        from perceptop.app.run.parse_input import CHANGE_IN_FORK, CHANGES, change_question, read_change

        latest = self.feed.latest
        try:
            question = change_question(latest)
        except BadInput as problem:
            self.notify(str(problem), severity="warning", markup=False)
            return
        in_fork = question == CHANGE_IN_FORK
        if in_fork and latest.progress.busy:
            # The fork is to begin where it was asked for.
            self._send(Pause())

        def read(text: str) -> Command:
            self._typed = text, self._notices
            return read_change(text, latest.about.layers, latest.about.bias, in_fork)

        text, notices = self._typed
        self._ask(question, CHANGES, read, text if self._notices > notices else "")

    def action_branches(self) -> None:
        """The futures of this run."""
        from perceptop.app.live.screens.choice import Choice

        branches = self.feed.latest.branches
        lines = [
            f"{'▶' if branch.current else ' '} {branch.name}: to epoch {branch.reached:,}"
            + (f", forked from {branch.parent} at {branch.forked_at:,}" if branch.parent else "")
            + ("" if branch.same_run else f", seed {branch.seed}")
            for branch in branches
        ]
        present = next(place for place, branch in enumerate(branches) if branch.current)
        self.push_screen(Choice("Branches", "enter switches · x deletes · escape", lines, present), self._take_branch)

    def _take_branch(self, choice: tuple[str, int] | None) -> None:
        if choice is not None:
            self._send(Switch(choice[1]) if choice[0] == "choose" else Delete(choice[1]))

    def action_watchpoints(self) -> None:
        """When to pause by itself."""
        from perceptop.app.live.screens.watchpoints import Watchpoints

        self.push_screen(Watchpoints(self.feed.latest.watching), self._take_watchpoints)

    def _take_watchpoints(self, texts: tuple[str, ...] | None) -> None:
        if texts is not None:
            self._send(WatchFor(texts))

    def action_copy_command(self) -> None:
        """Copy the command that comes back here; changes on the way are saved beside it."""
        from perceptop.app.run.repeat_command import command_back

        try:
            command = command_back(self.feed.latest, self._given, self._options, Path.cwd())
        except BadInput as problem:
            self.notify(str(problem), severity="error", markup=False)
            return
        self.copy_to_clipboard(command)
        self.notify(f"Copied: {command}", markup=False)

    def action_dark_or_light(self) -> None:
        """The other of the two themes."""
        self.theme = "textual-dark" if self.theme == "textual-light" else "textual-light"

    def action_help(self) -> None:
        """All keys, and words on every pane, those of the focused one first."""
        from perceptop.app.live.screens.help import Help

        self.push_screen(Help(self.focused if isinstance(self.focused, Pane) else None))

    async def action_quit(self) -> None:
        """Leave, once what was asked for a moment ago is in the figures that stay."""
        progress = self.feed.latest.progress
        for _ in range(LAST_LOOKS):
            if not self.feed.pending and (progress.resting or progress.state == "running"):
                break
            self.feed.ask()
            await asyncio.sleep(0.01)
            progress = self.feed.latest.progress
        self.exit()

    def action_help_quit(self) -> None:
        """Leave on the second Ctrl+C; Textual's name for what the first one does."""
        now = asyncio.get_running_loop().time()
        if now - self._interrupted < SECOND_CTRL_C:
            self.exit()
        self._interrupted = now
        self.notify("Ctrl+C once more leaves; so does q.", timeout=SECOND_CTRL_C)

    def _before_suspend(self, _: App[None]) -> None:
        self._goes_on = self.feed.latest.progress.busy
        if self._goes_on:
            self._send(Pause())

    def _after_suspend(self, _: App[None]) -> None:
        if self._goes_on:
            self._send(Play())
