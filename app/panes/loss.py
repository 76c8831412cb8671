"""The loss over the epochs."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.content.compared_branch import ghost_curves
from perceptop.app.panes.content.loss_curve import draw_curve
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.pane import Pane
from perceptop.app.wording.cell_text import cells
from perceptop.app.wording.numbers import fixed
from perceptop.core.protocol.addresses import LossAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Snapshot

NUMBER_WIDTH = 8


class LossPane(Pane):
    """The curve of the loss with its numbers; the mean squared error always stands beside it."""

    NAME = "Loss"
    HELP = """\
## Loss

How wrong the network is, epoch by epoch: the lower, the better. Where an epoch's column holds many epochs, it reaches
from the lowest to the highest of their losses. The dotted curves are those of other branches; of former
runs as far as this one has come.

The **loss** is what training makes smaller. **MSE**, the mean squared error over all examples and outputs, stands
beside it whatever the loss is, so that runs can be compared.

`enter`, or a click on the numbers, explains them: the error of each row, and how they combine.

`l` changes between a logarithmic scale, on which each step down is ten times smaller, and a linear one.
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("LossPane")

    def __init__(self) -> None:
        super().__init__()
        self.logarithmic = True

    def subject(self, snapshot: Snapshot) -> object:
        """The curves, the numbers beside them, and where the axis may end."""
        others = tuple(branch.curve for branch in snapshot.branches if not branch.current)
        return snapshot.about.loss, snapshot.numbers, snapshot.curve, others, snapshot.progress.epochs

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """A line of numbers, then the curve with its axes."""
        name, numbers, curve = snapshot.about.loss, snapshot.numbers, snapshot.curve
        logarithmic = self.logarithmic and bool((curve.highs > 0).any())
        self.entitle(name, "log scale" if logarithmic else "linear scale")
        x = canvas.width - 4 - NUMBER_WIDTH - 1
        if name != "mse" and x >= cells(name) + NUMBER_WIDTH + 4:
            after = canvas.write(1, 0, f"{name} ", palette.muted)
            canvas.write(after, 0, fixed(numbers.loss, NUMBER_WIDTH).lstrip(), palette.curve)
        else:
            x = min(x, 1)
        after = canvas.write(max(x, 0), 0, "MSE ", palette.muted)
        canvas.write(after, 0, fixed(numbers.mse, NUMBER_WIDTH).lstrip(), palette.strong)
        draw_curve(canvas, 1, curve, snapshot.progress.epochs, logarithmic, palette, ghost_curves(snapshot))

    def explained(self, snapshot: Snapshot) -> Link:
        """The loss."""
        return Link(LossAddress())

    def on_click(self, event: events.Click) -> None:
        """A click on the numbers explains them."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y == 0:
            self.post_message(ExplanationWanted(Link(LossAddress())))

    def action_scale(self) -> None:
        """The other scale."""
        self.logarithmic = not self.logarithmic
        self.redraw()
