"""The outputs beside the targets; or, on a key, the log of the last epochs."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.edge import edge_key
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.content.compared_branch import compared_branch
from perceptop.app.panes.content.epoch_log import draw_log, first_line
from perceptop.app.panes.content.output_table import decisive_output, draw_table, number_cells
from perceptop.app.widgets.canvas_widget import WheelWidget
from perceptop.app.widgets.messages import ExampleChosen, ExplanationWanted
from perceptop.app.widgets.pane import NAMED, Pane
from perceptop.app.widgets.scroll_position import scrolled_to
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.rows_shown import rows_shown
from perceptop.core.protocol.snapshot import Snapshot

TEST_ROWS = (edge_key("test-rows", "test rows"),)
TO_LOG, TO_TABLE = (edge_key("log", "log"),), (edge_key("log", "table"),)


class OutputsPane(Pane, WheelWidget):
    """A row an example: expected, output, error and a bar. Or a line an epoch, newest last."""

    NAME = "Outputs"
    HELP = """\
## Outputs

One row an example. **Output** is what the network answers now, **error** is output - expected; of several outputs the
one that is most wrong counts. The bar goes as far as the output, and `◆` stands where it should end.

`✓` says that the row is **right**: each output is on its target's side of the middle (above 0.5 for a 1), with words
nearest to the right one. `✗` says that it is not. A run is **solved** when all rows are right; so counts a study, too.

Behind `┆` stands the output of another branch, if the run has been forked: at the same epoch, or at its newest.

`enter` explains the output of the chosen row. A click chooses a row; a click on the numbers of its output or error,
or a double click, explains that row's output. Rows stand in the order of the training data, in which `↑` and `↓` walk.

If rows are held out for testing, `m` `h` shows these, in pictures too, and the training rows again.

`m` `o` changes to the **log**: one line an epoch with its MSE and each row's output/expected, newest last. `↑` and `↓`
scroll back in it; `End` follows the newest line again.
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("OutputsPane")

    def __init__(self) -> None:
        super().__init__()
        self._top = 0
        self.as_log = False
        self._held_epoch: float | None = None

    def subject(self, snapshot: Snapshot) -> object:
        """The numbers, the log, and the branch that they stand beside."""
        ghost = compared_branch(snapshot)
        return (
            snapshot.about,
            snapshot.numbers,
            snapshot.test_rows,
            snapshot.walk,
            snapshot.log,
            (ghost.name, ghost.seen) if ghost else None,
        )

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """The table or the log."""
        if self.as_log:
            end = first_line(snapshot.log.epochs, self._held_epoch, canvas.height - 1)
            back = len(snapshot.log.epochs) - end
            self.entitle("log", *([f"{back} lines back"] if back else []), keys=TO_TABLE)
            draw_log(canvas, snapshot, end, palette)
            return
        tested = snapshot.test_rows is not None
        snapshot = rows_shown(snapshot)
        numbers = snapshot.numbers
        height = canvas.height - (canvas.height > 2)
        self._top = scrolled_to(numbers.chosen, self._top, height, numbers.first, len(numbers.inputs))
        right = draw_table(canvas, snapshot, self._top, palette)
        if self.story and self.story.row is not None and not tested:
            y = self.story.row - self._top + (canvas.height > 2)
            if (canvas.height > 2) <= y:
                canvas.write(0, y, NAMED, palette.accent)
        details = ["test rows"] if tested else []
        if right is not None and len(right) == snapshot.about.examples:
            details.append(f"{int(right.sum())} of {len(right)} right")
        elif snapshot.about.examples > height:
            details.append(f"row {numbers.chosen + 1:,} of {snapshot.about.examples:,}")
        keys = TO_LOG if numbers.test_loss is None else (*TO_LOG, *TEST_ROWS)
        self.entitle(*details, keys=keys)

    def action_log(self) -> None:
        """Table or log."""
        self.as_log, self._held_epoch = not self.as_log, None
        self.redraw()

    def action_move(self, step: int) -> None:
        """Move that many rows down."""
        if self._snapshot is None:
            return
        if not self.as_log:
            self._choose(rows_shown(self._snapshot).numbers.chosen + step)
            return
        epochs = self._snapshot.log.epochs
        if len(epochs):
            end = first_line(epochs, self._held_epoch, self.size.height - 1) + step
            end = max(end, min(self.size.height - 1, len(epochs)), 1)
            self._held_epoch = None if end >= len(epochs) else float(epochs[end - 1])
            self.redraw()

    def action_page(self, step: int) -> None:
        """Move that many screens down."""
        self.action_move(step * max(1, self.size.height - 1))

    def action_far(self, step: int) -> None:
        """Move to the first or the last row."""
        if self._snapshot is not None:
            self.action_move(step * max(rows_shown(self._snapshot).about.examples, len(self._snapshot.log.epochs)))

    def turn(self, step: int) -> None:
        """The wheel does what the keys do."""
        self.action_move(step)

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the row, or the numbers in it that are explained."""
        if self._snapshot is None or self._example_at(self._snapshot, y) is None:
            return None
        numbers = number_cells(self._snapshot, self._top, self.size.width, self.size.height)
        return Spot(numbers.start, y, len(numbers)) if x in numbers else Spot(0, y, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """A click chooses the row; on its numbers, or twice, it explains the output."""
        offset, snapshot = event.get_content_offset(self), self._snapshot
        example = None if offset is None or snapshot is None else self._example_at(snapshot, offset.y)
        if offset is None or snapshot is None or example is None:
            return
        numbers_at = number_cells(snapshot, self._top, self.size.width, self.size.height)
        if event.chain > 1 or offset.x in numbers_at:
            self.post_message(ExplanationWanted(self._output_of(snapshot, example)))
        else:
            self._choose(example)

    def _example_at(self, snapshot: Snapshot, y: int) -> int | None:
        headed = self.size.height > 2
        example = self._top + y - headed
        here = not self.as_log and y >= headed and example < snapshot.numbers.first + len(snapshot.numbers.inputs)
        return example if here else None

    def explained(self, snapshot: Snapshot) -> Link | None:
        """The chosen row's output; of several the one that is most wrong. Of test rows nothing is learned, so None."""
        return None if snapshot.test_rows else self._output_of(snapshot, snapshot.numbers.chosen)

    def _output_of(self, snapshot: Snapshot, example: int) -> Link:
        numbers = snapshot.numbers
        place = example - numbers.first
        index = decisive_output(numbers.aims[place], numbers.outputs[place])
        return Link(NeuronAddress(len(snapshot.about.layers) - 1, index), example)

    def _choose(self, example: int) -> None:
        assert self._snapshot is not None
        shown = rows_shown(self._snapshot)
        example = min(max(example, 0), shown.about.examples - 1)
        if example != shown.numbers.chosen:
            self.post_message(ExampleChosen(example, self._snapshot.test_rows is not None))
