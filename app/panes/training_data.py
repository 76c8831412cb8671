"""The examples that the network learns from."""

from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.edge import pressed_key
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.canvas_widget import WheelWidget
from perceptop.app.widgets.messages import ExampleChosen
from perceptop.app.widgets.pane import BETWEEN, Pane
from perceptop.app.widgets.scroll_position import scrolled_to
from perceptop.app.wording.cell_text import cells, first_that_fits, fit
from perceptop.app.wording.example_text import expected_text, input_text
from perceptop.app.wording.numbers import grouped
from perceptop.core.protocol.snapshot import Snapshot

MARK_WIDTH = 3
WIDEST_COLUMN = 10
NARROW_NAME = 6
"""Cells of a name, unless its numbers are wider, where not all columns have room."""
LEAST_TARGET, MOST_TARGET = 6, 12
"""Cells that are kept for what is expected."""
ARROW = CUT = 2
"""Cells of the arrow before what is expected, and of the mark where inputs are left out."""

EDITING = (pressed_key("E", "edit"), pressed_key("A", "add"), pressed_key("D", "remove"))


class TrainingDataPane(Pane, WheelWidget):
    """Inputs and what is expected, a row an example; the chosen one is marked."""

    NAME = "Training data"
    HELP = """\
## Training data

Each row is one **example**: the inputs, and after the arrow what the network is expected to answer.

`▶` marks the chosen example: the diagram shows its activations, `Synapses` its Δw.
Choose another with `↑` and `↓`, with the mouse wheel, or by a click.

Where not all inputs have room, `ctrl+→` and `ctrl+←` go on to the next ones and back.

`enter`, or a double click, gives the row **other values**, `A` adds a row, `D` removes it: as events of the run, in the
units of the file. Going back undoes them.
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("TrainingDataPane")

    def __init__(self) -> None:
        super().__init__()
        self._top = self._first_column = 0

    def subject(self, snapshot: Snapshot) -> object:
        """The data and the choice: training changes neither."""
        numbers = snapshot.numbers
        return snapshot.about, numbers.first, numbers.chosen, numbers.inputs.tobytes(), numbers.targets.tobytes()

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """A line of names, then the rows around the chosen one."""
        about, numbers = snapshot.about, snapshot.numbers
        names = about.input_names
        headed = canvas.height > 2
        height = canvas.height - headed
        self._top = scrolled_to(numbers.chosen, self._top, height, numbers.first, len(numbers.inputs))
        shown = range(self._top, min(self._top + height, numbers.first + len(numbers.inputs)))
        # No more columns than cells are ever seen, and of an image there are hundreds.
        self._first_column = first = min(self._first_column, len(names) - 1)
        seen = numbers.inputs[:, first : first + canvas.width]
        rows = [
            (
                [
                    fit(input_text(about, place, value), WIDEST_COLUMN)
                    for place, value in enumerate(seen[row - numbers.first].tolist(), first)
                ],
                _target(snapshot, row),
            )
            for row in shown
        ]
        label_width = max((len(grouped(row + 1)) for row in shown), default=1)
        left = MARK_WIDTH + label_width + (first > 0)
        gap, widths = _columns(names[first : first + canvas.width], len(names), rows, canvas.width - left)
        self._entitle(snapshot, len(widths))
        if headed:
            self._head(canvas, snapshot, palette, widths, left, gap)
        for y, (row, (inputs, target)) in enumerate(zip(shown, rows, strict=True), headed):
            chosen = row == numbers.chosen
            canvas.write(0, y, " ▶" if chosen else "  ", palette.accent)
            canvas.write(MARK_WIDTH, y, grouped(row + 1).rjust(label_width), palette.muted)
            x = left + gap
            for text, width in zip(inputs, widths, strict=False):
                x = canvas.write(x, y, text.rjust(width), palette.text) + gap
            if first:
                canvas.write(left - 1, y, "…", palette.muted)
            if first + len(widths) < len(names):
                x = canvas.write(x, y, "… ", palette.muted)
            x = canvas.write(x, y, "→ ", palette.muted)
            canvas.write(x, y, fit(target, canvas.width - x), palette.strong)
            if chosen:
                canvas.overlay(0, y, canvas.width, palette.row)

    def _entitle(self, snapshot: Snapshot, columns: int) -> None:
        """Which row of how many, and which inputs where not all have room."""
        about, first = snapshot.about, self._first_column
        number, count = grouped(snapshot.numbers.chosen + 1), grouped(about.examples)
        places = [f"row {number} of {count}", f"{number} of {count}", f"{number}/{count}"]
        if columns < len(about.input_names):
            inputs = f"inputs {first + 1}–{first + columns} of {len(about.input_names)}"
            places = [f"{place}{BETWEEN}{inputs}" for place in places] + places
        if above := [place for place in places if self.has_room(self.title, place)]:
            self.entitle(above[0], keys=EDITING)
        else:
            self.entitle(below=next((place for place in places if self.has_room(place)), number), keys=EDITING)

    def _head(
        self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette, widths: list[int], left: int, gap: int
    ) -> None:
        about, x = snapshot.about, left + gap
        for name, width in zip(about.input_names[self._first_column :], widths, strict=False):
            x = canvas.write(x, 0, " " * (width - cells(fit(name, width))) + fit(name, width), palette.muted) + gap
        x += ARROW if self._first_column + len(widths) == len(about.input_names) else CUT + ARROW
        name = about.output_names[0] if len(about.output_names) == 1 else "expected"
        headings = (f"{name} expected", name, "expected", "exp.") if name != "expected" else (name, "exp.")
        canvas.write(x, 0, first_that_fits(headings, canvas.width - x), palette.muted)

    def action_choose(self, step: int) -> None:
        """Choose another example, that many rows down."""
        if self._snapshot:
            self._choose(self._snapshot.numbers.chosen + step)

    def action_page(self, step: int) -> None:
        """Choose another example, that many screens down."""
        self.action_choose(step * max(1, self.size.height - 1))

    def action_columns(self, step: int) -> None:
        """Show the inputs from so many further on."""
        if self._snapshot:
            last = len(self._snapshot.about.input_names) - 1
            self._first_column = min(max(self._first_column + step, 0), last)
            self.redraw()

    def action_choose_at(self, example: int) -> None:
        """Choose the example of this number; -1 is the last one."""
        if self._snapshot:
            self._choose(example % self._snapshot.about.examples)

    def turn(self, step: int) -> None:
        """The wheel moves the choice."""
        self.action_choose(step)

    def on_click(self, event: events.Click) -> None:
        """A click chooses the row, a second one edits it."""
        offset = event.get_content_offset(self)
        example = None if offset is None else self._example_at(offset.y)
        if example is None or self._snapshot is None:
            return
        if example == self._snapshot.numbers.chosen and event.chain == 2:
            self.app.simulate_key("enter")
        else:
            self._choose(example)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the row."""
        return None if self._example_at(y) is None else Spot(0, y, self.size.width)

    def _example_at(self, y: int) -> int | None:
        headed = self.size.height > 2
        example = self._top + y - headed
        if self._snapshot is None or y < headed:
            return None
        return example if example < self._snapshot.numbers.first + len(self._snapshot.numbers.inputs) else None

    def _choose(self, example: int) -> None:
        assert self._snapshot is not None
        example = min(max(example, 0), self._snapshot.about.examples - 1)
        if example != self._snapshot.numbers.chosen:
            self.post_message(ExampleChosen(example))


def _target(snapshot: Snapshot, row: int) -> str:
    return expected_text(snapshot.about, snapshot.numbers, row - snapshot.numbers.first)


def _columns(
    names: Sequence[str], count: int, rows: Sequence[tuple[list[str], str]], room: int
) -> tuple[int, list[int]]:
    """Cells between two columns, and the widths of as many columns of inputs as leave room for what is expected.

    `room` is what there is for both of them, `count` the number of all inputs.
    """
    numbers = [max((cells(inputs[place]) for inputs, _ in rows), default=1) for place in range(len(names[:room]))]
    widths = [max(number, min(cells(name), WIDEST_COLUMN)) for number, name in zip(numbers, names, strict=False)]
    room -= ARROW + min(max([cells(target) for _, target in rows] + [LEAST_TARGET]), MOST_TARGET)
    for gap in (2, 1):
        if len(widths) == count and sum(widths) + gap * (len(widths) + 1) <= room:
            return gap, widths
    widths = [max(number, min(cells(name), NARROW_NAME)) for number, name in zip(numbers, names, strict=False)]
    if len(names) == len(widths) and len(names) < count and sum(widths) + len(widths) + 1 <= room:
        return 1, widths
    ends = accumulate(width + 1 for width in widths)
    return 1, widths[: max(sum(end + 1 + CUT <= room for end in ends), 1)]
