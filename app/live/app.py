"""The live view: panes around one stream of snapshots, and the keys that send commands back."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from perceptop.app.actions.bindings import app_bindings
from perceptop.app.actions.table import command_of
from perceptop.app.live.callouts import Callouts
from perceptop.app.live.command_palette import KeyedActions
from perceptop.app.live.dialogs import Dialogs
from perceptop.app.live.explaining import Explaining
from perceptop.app.live.files.lessons import Curriculum, Lessons
from perceptop.app.live.files.run_files import Files
from perceptop.app.live.pane_numbers import PaneColumns, PaneNumbers
from perceptop.app.live.preferences import Preferences
from perceptop.app.panes.branches import RunPane
from perceptop.app.panes.diagnosis import DiagnosisPane
from perceptop.app.panes.explanation import ExplanationPane
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.network import NetworkPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.picture import PicturePane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.app.run.opened_start import OpenedStart
from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.open_runs import Runs
from perceptop.app.run.worker.snapshot_feed import Feed, SnapshotSource
from perceptop.app.teaching.hints import Hints
from perceptop.app.teaching.presenter.presentation import Presentation
from perceptop.app.teaching.quiz.question_panel import QuestionPanel
from perceptop.app.teaching.quiz.score import Score
from perceptop.app.teaching.stories import Stories
from perceptop.app.teaching.stuck_start import StuckStart
from perceptop.app.teaching.tasks import Tasks
from perceptop.app.teaching.tutor.live import Tutor
from perceptop.app.terminal import no_color_filter as no_color
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.lines.callout_line import CalloutLine
from perceptop.app.widgets.lines.key_line import KeyLine
from perceptop.app.widgets.lines.progress_line import ProgressLine
from perceptop.app.widgets.lines.status_line import StatusLine
from perceptop.app.widgets.lines.time_line import TimeLine
from perceptop.app.widgets.messages import EpochChosen, EpochsMoved, ExampleChosen, ExplanationWanted, PicturesWanted
from perceptop.app.widgets.pane import Pane
from perceptop.core.protocol.commands import Back, Choose, GoTo, ShowTest, Step, WantPictures
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:
    from perceptop.app.teaching.presenter.cues import Cue
    from perceptop.app.teaching.tutor.course import Course

FRAMES_PER_SECOND = 30
CALLOUT_SECONDS = 0.2
"""Seconds between two looks at whether a call-out has been shown long enough."""
LAST_FRAMES = 25
"""Hundredths of a second that leaving waits for steps that are under way."""


@dataclass(frozen=True)
class ViewOptions:
    """How a run is shown, whatever its numbers are.

    `ascii` is for fonts without other characters, `presenting` begins with the large screen, `cues` are a talk. With a
    `score` it begins with questions, which are counted there. `neighbors`: of a start that a study has opened, whether
    there is one before and one after. `course` is a lesson, `curriculum` gives all of them.
    """

    ascii: bool = False
    presenting: bool = False
    cues: "tuple[Cue, ...]" = ()
    score: Score | None = None
    preferences: Preferences = field(default_factory=Preferences)
    neighbors: tuple[bool, bool] | None = None
    course: "Course | None" = None
    runs: Runs | None = None
    curriculum: Callable[[], Curriculum] | None = None


class Live(TerminalApp):
    """Draws the snapshots that a source gives, and sends it commands. The state of the run lives there.

    Each part does one job: `explaining`, `callouts`, `panes` (their numbers), `dialogs`, `presentation`,
    `preferences`, `tasks`, `quiz`, `tutor`, `lessons`, `files`. An action of the table names the part that does it.
    """

    TITLE = "perceptop"
    CSS_PATH = "app.tcss"
    COMMANDS = {KeyedActions}  # noqa: RUF012 - as Textual declares it
    ALLOW_IN_MAXIMIZED_VIEW = "StatusLine, ProgressLine, KeyLine, TaskPanel, #over-keys"
    PAUSE_GC_ON_SCROLL = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-short"), (32, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = app_bindings()

    def __init__(
        self, source: SnapshotSource, first: Snapshot, options: RunOptions, view: ViewOptions | None = None
    ) -> None:
        super().__init__(ansi_color=True if no_color.wanted() else None)
        view = view or ViewOptions()
        self._filters = no_color.without_color(self._filters)
        if view.ascii:
            self.draw_ascii_only()
        self.preferences = view.preferences
        self.preferences.apply_theme(self)
        sent = view.runs.present.sent if view.runs else 0
        self.feed = Feed(source, first, self._show, self._fail, self, sent)
        columns = PaneColumns(self)
        self.callouts = Callouts(self._callout_lines)
        self._stories = Stories(self.feed)
        self.explaining = Explaining(self, self.feed, columns)
        self.panes = PaneNumbers(self, self.feed, columns, self.explaining)
        self.files = Files(self, self.feed, options, view.runs)
        self.dialogs = Dialogs(self, self.feed, options, first.events, lambda each: self.quiz.send(each), self.files)
        self.tasks = Tasks(self)
        self.presentation = Presentation(
            self, self.feed, self.explaining, self.tasks, view.cues, large=view.presenting, ascii_only=view.ascii
        )
        self.opened_start = OpenedStart(self, columns, view.neighbors)
        self.quiz = QuestionPanel(self, self.feed, self.tasks, self.explaining, view.score)
        busy = view.presenting or bool(view.cues or view.course)
        wanted = self.preferences.kept and not busy
        self.hints = Hints(self, self.feed, self.callouts, wanted, self.tasks, StuckStart(options))
        self.lessons = Lessons(self, self.files, self.tasks, view.curriculum)
        self.tutor = Tutor(self, self.feed, self.tasks, view.course, self.lessons)
        self.failure = ""
        self._options, self._given = options, first.events
        self._opened, self._leaving = False, False

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
        yield CalloutLine(id="over-keys", over=True)

    def on_mount(self) -> None:
        """Begin to listen to the worker and the clock."""
        self.app_suspend_signal.subscribe(self, lambda _: self.feed.rest())
        self.app_resume_signal.subscribe(self, lambda _: self.feed.wake())
        self.every(1 / FRAMES_PER_SECOND, self.feed.tick)
        self.every(CALLOUT_SECONDS, self.callouts.refresh)
        self.every(CALLOUT_SECONDS, self.hints.refresh)
        self.query_one(NetworkPane).focus()
        self.preferences.apply(self, self.callouts, self.feed.latest.about, self.tutor.is_on)
        self.feed.open()
        self.call_later(self.presentation.open)
        self.call_after_refresh(self.begin_drawing)
        self.call_later(self.quiz.begin)
        self._opened = True

    def farewell(self) -> str:
        """Return the line that is printed after leaving. Changes made on the way are saved beside its command."""
        from perceptop.app.run.repeat_command import command_again, farewell  # opening need not wait for it

        latest = self.feed.latest
        return farewell(latest, command_again(latest, self._given, self._options, Path.cwd()))

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, and save the preferences. To leave once more changes no more than the exit code."""
        if not self._opened:
            # To leave now would keep Textual from making the widgets that it is about to look for.
            self.call_later(self.exit, result, return_code, message)
            return
        self.feed.close()
        # The palette still gathers, and would look for a list that is gone.
        self.workers.cancel_all()
        # While Textual closes the screens, or has closed them, there is nothing left to read preferences from.
        if self.is_running and not self._leaving:
            self.preferences.save(self, self.callouts, self.feed.latest.about)
        self._leaving = True
        super().exit(result, return_code, message)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to other actions while the part that they belong to has no use for them."""
        allows = getattr(getattr(self, str(parameters[0])), "allows", None) if action == "part" else None
        return allows(str(parameters[1])) if allows else super().check_action(action, parameters)

    async def action_part(self, part: str, action: str) -> None:
        """Run the action of a part, written as Textual writes actions."""
        _, name, values = parse(action)
        done = getattr(getattr(self, part), name)(*values)
        if isawaitable(done):
            await done

    def action_send(self, name: str) -> None:
        """Send the command of the action of that name."""
        self.quiz.send(command_of(name, self.feed.latest))

    def action_command_palette(self) -> None:
        """Open the palette; Textual's name for it."""
        self.dialogs.palette()

    def action_dark_or_light(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = "textual-dark" if self.theme == "textual-light" else "textual-light"

    async def action_quit(self) -> None:
        """Leave, once the steps that are under way are in the figures that are printed, and all files are written."""
        if self.files.keeps_open():
            return
        progress = self.feed.latest.progress
        for _ in range(LAST_FRAMES):
            if not self.feed.pending and (progress.resting or progress.state == "running"):
                break
            self.feed.ask()
            await asyncio.sleep(0.01)
            progress = self.feed.latest.progress
        self.exit()

    def on_example_chosen(self, message: ExampleChosen) -> None:
        """Choose the example that was picked in a pane."""
        self.feed.send(ShowTest(message.example) if message.tested else Choose(message.example))

    def on_epoch_chosen(self, message: EpochChosen) -> None:
        """Go to the epoch that was picked on the time line."""
        self.quiz.send(GoTo(message.epoch))

    def on_epochs_moved(self, message: EpochsMoved) -> None:
        """Go on or back by the wheel."""
        self.feed.send(Step(message.epochs) if message.epochs > 0 else Back(-message.epochs))

    def on_pictures_wanted(self, message: PicturesWanted) -> None:
        """Ask for the pictures that are shown now."""
        self.feed.send(WantPictures(message.kinds))

    def on_explanation_wanted(self, message: ExplanationWanted) -> None:
        """Explain what was picked in a pane."""
        self.explaining.explain_link(message.link)

    def _show(self, snapshot: Snapshot) -> None:
        if not self.is_running:
            return
        progress = snapshot.progress
        self._stories.update(snapshot)
        self.quiz.update(snapshot)
        if self.presentation.show(snapshot, self._stories):
            # A milestone that the large screen has passed is not called out afterwards.
            self.callouts.skip(snapshot)
        else:
            self._draw(snapshot)
        self.tutor.update(snapshot)
        self.files.tell(progress)
        if self._options.exit_at_end and progress.ended and not self.feed.pending:
            self.exit(return_code=int(progress.state == "diverged"))

    def _draw(self, snapshot: Snapshot) -> None:
        screen = self.screen_stack[0]
        self.panes.arrange(snapshot)
        screen.query_one(StatusLine).show(snapshot, self.feed.pending)
        screen.query_one(ProgressLine).show(snapshot, self.feed.pending)
        screen.query_one(TimeLine).show(snapshot)
        screen.query_one(KeyLine).show(snapshot, self.explaining.is_active)
        self.hints.update(snapshot)
        self.explaining.update(snapshot)
        if self.presentation.opens_large:
            # Nothing is called out before a room: there, words are for the one who speaks.
            self.callouts.skip(snapshot)
        self.callouts.update(snapshot)
        self._stories.tell(self._callout_lines(), screen.query(Pane))
        for pane in screen.query(Pane):
            # Whether a pane is displayed follows its screen's classes a little later.
            if pane.display:
                pane.show(snapshot)
            else:
                pane.keep(snapshot)

    def _callout_lines(self) -> Iterable[CalloutLine]:
        return self.screen_stack[0].query_children(CalloutLine)

    def _fail(self, text: str) -> None:
        self.failure = text
        self.exit(return_code=1)
