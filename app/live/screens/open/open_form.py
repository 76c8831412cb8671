"""Asks for another run to open: a sample, a file, or a former run; what is wrong with one is said here."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.live.screens.open.entries import Entry, completed, entries, first_word, quoted
from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.messages import Failed, Refused
from perceptop.app.run.worker.open_runs import OpenRun, Runs, Source, answer_of
from perceptop.app.widgets.dialog import Dialog
from perceptop.app.widgets.theme import palette_of
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.experiments.samples import samples

HINT = "↑ ↓ choose · tab completes · enter opens · escape closes"
PLACEHOLDER = "a sample, or FILE.csv --target NAME"
PICTURE_AFTER = 0.15
"""Seconds for which an entry is marked before its picture is made: nobody waits for those that are passed."""
LARGEST_DRAWN = 256 * 1024
"""Bytes of a file that is read for its picture."""
OFFERED = 100
"""Entries that are listed at once."""


class ExperimentPicture(Widget):
    """A small picture of an experiment."""

    ALLOW_SELECT = False
    _experiment: Experiment | None = None

    def show(self, experiment: Experiment | None) -> None:
        """Draw another experiment, or none."""
        self._experiment = experiment
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a row of the picture."""
        if y == 0:
            self._canvas = self._draw()
        return Strip(self._canvas.segments(y), self._canvas.width)

    def _draw(self) -> Canvas:
        palette = palette_of(self)
        canvas = Canvas(*self.size, palette.blank)
        if self._experiment is not None:
            from perceptop.app.live.screens.open.preview import draw_experiment

            draw_experiment(canvas, self._experiment, palette)
        canvas.settle()
        return canvas


class OpenForm(Dialog[OpenRun | int | None]):
    """Dismissed with a run that has begun, with the place of a former one, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("OpenForm")

    def __init__(self, runs: Runs, exit_at_end: bool = False) -> None:
        """`exit_at_end` is whether the program ends with the run."""
        super().__init__()
        self._runs, self._exit_at_end = runs, exit_at_end
        self._samples = samples()
        self._entries: list[Entry] = []
        self._source: Source | None = None
        self._stop_listening: Callable[[], object] = _nothing
        self._due: Timer | None = None

    def compose(self) -> ComposeResult:
        """The line, the entries with the picture beside them, the hint."""
        with Vertical(classes="dialog", id="open"):
            yield Input(placeholder=PLACEHOLDER)
            with Horizontal(id="open-body"):
                yield OptionList(markup=False, compact=True)
                with Vertical(id="open-picture"):
                    yield Label("", markup=False, id="open-title")
                    yield ExperimentPicture()
            yield Label(HINT, markup=False, classes="hint")

    def on_mount(self) -> None:
        """List all entries; the line keeps the focus."""
        line, listed = self.query_one(Input), self.query_one(OptionList)
        listed.can_focus = False
        line.focus()
        self._list("")

    def on_unmount(self) -> None:
        """End a run that is still being opened."""
        self._give_up()

    @on(Input.Changed)
    def look_up(self, changed: Input.Changed) -> None:
        """List what suits what is typed."""
        self._give_up()
        self.say(HINT)
        self._list(changed.value)

    @on(OptionList.OptionHighlighted)
    def plan_picture(self, _: OptionList.OptionHighlighted) -> None:
        """Make a picture if the entry stays marked for a moment."""
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(PICTURE_AFTER, self.draw_marked)

    def draw_marked(self) -> None:
        """Draw the marked entry, if it is a sample or a small file."""
        marked, title = self._marked, self.query_one("#open-title", Label)
        experiment: Experiment | None = None
        words = marked.words if marked else ""
        if marked and marked.text and not marked.folder:
            try:
                experiment = _experiment(self._runs.read(quoted(marked.text)))
                if experiment is not None:
                    words = experiment.dataset.note or experiment.title
            except BadInput as problem:
                words = str(problem)
        title.update(words)
        self.query_one(ExperimentPicture).show(experiment)

    @on(OptionList.OptionSelected)
    def take_clicked(self, selected: OptionList.OptionSelected) -> None:
        """Open what was clicked."""
        selected.stop()
        self._take(self._entries[selected.option_index])

    @on(Input.Submitted)
    def take(self, submitted: Input.Submitted) -> None:
        """Open what is typed, if it is whole; else what is marked."""
        typed, marked = submitted.value.strip(), self._marked
        word = first_word(typed)
        whole = typed != quoted(word) or any(word == entry.text and not entry.folder for entry in self._entries)
        if typed and (whole or marked is None):
            self._open(typed)
        elif marked is not None:
            self._take(marked)

    def action_mark(self, step: int) -> None:
        """Mark the entry so many further down."""
        listed = self.query_one(OptionList)
        if listed.option_count:
            last = listed.option_count - 1
            listed.highlighted = min(max((listed.highlighted or 0) + step, 0), last)

    def action_complete(self) -> None:
        """Complete what is typed."""
        line = self.query_one(Input)
        line.value = completed(line.value, self._entries, self._marked)
        line.cursor_position = len(line.value)

    @property
    def _marked(self) -> Entry | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None or place >= len(self._entries) else self._entries[place]

    def _list(self, typed: str) -> None:
        former = [run.words for run in self._runs.former]
        self._entries = entries(typed, former, self._samples, Path.cwd())[:OFFERED]
        listed = self.query_one(OptionList)
        listed.set_options(map(_option, self._entries))
        if self._entries:
            listed.highlighted = 0
        else:
            self.draw_marked()

    def _take(self, entry: Entry) -> None:
        if entry.former is not None:
            self.dismiss(entry.former)
        elif entry.folder:
            line = self.query_one(Input)
            line.value = entry.text
            line.cursor_position = len(line.value)
        else:
            self._open(quoted(entry.text))

    def _open(self, typed: str) -> None:
        self._give_up()
        try:
            self._runs.require_room()
            options = replace(self._runs.read(typed), exit_at_end=self._exit_at_end)
        except BadInput as problem:
            self.say(str(problem), wrong=True)
            return
        self.say("Opening …")
        source = self._source = self._runs.connect(options)
        self._stop_listening = source.listen(lambda: self._receive(source, options))

    def _receive(self, source: Source, options: RunOptions) -> None:
        """Take the first answer of a run: a snapshot, or why there is none."""
        self._stop_listening()
        self._stop_listening = _nothing
        answer = answer_of(source)
        if isinstance(answer, Refused | Failed):
            self._give_up()
            self.say(answer.line, wrong=True)
            return
        self._source = None
        self.dismiss(OpenRun(source, options, answer))

    def _give_up(self) -> None:
        """End a run that has not answered yet."""
        self._stop_listening()
        self._stop_listening = _nothing
        if self._source is not None:
            self._source.close()
            self._source = None


def _nothing() -> None:
    """Do nothing."""


def _option(entry: Entry) -> Option:
    return Option(Content.assemble((f"{entry.name:<16}", "bold"), (f" {entry.words}" * bool(entry.words), "dim")))


def _experiment(options: RunOptions) -> Experiment | None:
    """The experiment of a sample or a small file; None of a large one."""
    from perceptop.app.run.open_run import open_experiment

    path = Path(options.experiment)
    if path.is_file() and path.stat().st_size > LARGEST_DRAWN:
        return None
    return open_experiment(options)
