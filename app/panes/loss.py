"""The MSE over the epochs, or the loss that training makes smaller."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.edge import edge_key
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.content.compared_branch import other_curves
from perceptop.app.panes.content.loss_curve import CurvePlace, LossScale, draw_curve
from perceptop.app.widgets.epoch_axis import EpochAxis
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.pane import Pane
from perceptop.app.wording.cell_text import cells, first_that_fits
from perceptop.app.wording.example_text import OF_SCALED
from perceptop.app.wording.numbers import fixed
from perceptop.core.protocol.addresses import LossAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import Curve, Numbers, Snapshot

NUMBER_WIDTH = 8
LEAST_WITH_TEST = 5
"""Least height with a line on the test rows."""
LEAST_LOG_ROWS = 4
"""With fewer rows a power of ten is no higher than one of them, and curves side by side run into each other."""


class LossPane(Pane, EpochAxis):
    """The curve of the MSE, or of the loss, with the numbers of both."""

    NAME = "Loss"
    HELP = """\
## Loss

How wrong the network is, epoch by epoch: the lower, the better. Where an epoch's column holds many epochs, it reaches
from the lowest to the highest of theirs. The dotted curves are those of other branches; of former
runs as far as this one has come.

The curve is that of the **MSE**, the mean squared error over all examples and outputs: with any loss it means the same,
so that runs can be compared. The **loss** is what training makes smaller. If it is another, `L` in the menu (`m`)
shows its curve; the title says which it is. If rows are held out and belong to classes, `L` shows the accuracy, too.

If rows are held out for testing, the dashed curve is theirs: they are never trained on. **Accuracy** is the share
of rows that are read as the class they belong to, of the training rows and of the test rows.

`enter`, or a click on the numbers, explains them: the error of each row, and how they combine. A click on the curve
goes to its epoch, and the wheel an epoch back or on.

`m` `l` changes between a logarithmic scale, on which each step down is ten times smaller, and a linear one. In a few
rows it is linear unless you choose: there it tells curves apart.
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("LossPane")

    def __init__(self) -> None:
        super().__init__()
        self._place: CurvePlace | None = None
        self.logarithmic, self.of_loss, self.of_accuracy = True, False, False
        self._scale_chosen, self._rows = False, LEAST_LOG_ROWS

    def subject(self, snapshot: Snapshot) -> object:
        """The curves, the numbers beside them, and where the axis may end."""
        others = tuple(branch.curve for branch in snapshot.branches if not branch.current)
        curves = snapshot.curve, snapshot.test_curve, others
        return snapshot.about.loss, snapshot.numbers, curves, snapshot.progress.epochs

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """A line of numbers, then the curve with its axes."""
        name, numbers = snapshot.about.loss, snapshot.numbers
        of_loss = self.of_loss and name != "mse"
        right = snapshot.curve.accuracy
        if self.of_accuracy and right is not None:
            self._draw_accuracy(canvas, snapshot, right, palette)
            return
        curve = snapshot.curve if of_loss else snapshot.curve.of_mse
        with_test = numbers.test_loss is not None and canvas.height > LEAST_WITH_TEST
        top = 2 if with_test else 1
        self._rows = canvas.height - top
        logarithmic = self._is_logarithmic and bool((curve.highs > 0).any())
        keys = [edge_key("scale", "linear" if logarithmic else "log")]
        if name != "mse" or right is not None:
            keys.append(edge_key("kind", self._next_kind(snapshot)))
        self.entitle(name if of_loss else "MSE", "log scale" if logarithmic else "linear scale", keys=keys)
        inks = (palette.strong, palette.muted) if of_loss else (palette.muted, palette.strong)
        after = canvas.write(1, 0, "MSE ", palette.muted)
        after = canvas.write(after, 0, fixed(numbers.mse, NUMBER_WIDTH).lstrip(), inks[1])
        loss = fixed(numbers.loss, NUMBER_WIDTH).lstrip()
        # A long name stands in the title as well.
        named = [] if name == "mse" else [f"{name} {loss}", f"loss {loss}"]
        text, ink = first_that_fits(named, canvas.width - after - 3), inks[0]
        if with_test:
            self._draw_test(canvas, numbers, of_loss, palette)
        elif numbers.test_loss is not None:
            # Without a row of its own, how good it is on rows it has not seen stands in place of the loss.
            text = _shares_right(numbers) or _test_text(numbers, of_loss)
            ink = inks[0] if right else palette.accent
        free = canvas.width - after - 1
        if text and cells(text) + 2 <= free:
            free = canvas.write_left_of(canvas.width - 1, 0, text, ink) - after - 2
        if snapshot.about.output_scales:
            canvas.write(after, 0, first_that_fits([OF_SCALED, " of scaled", " scaled"], free), palette.muted)
        test = snapshot.test_curve if of_loss or snapshot.test_curve is None else snapshot.test_curve.of_mse
        others = other_curves(snapshot, mse=not of_loss)
        value = numbers.loss if of_loss else numbers.mse
        point = (snapshot.progress.epoch, value) if self.story and self.story.at_loss else None
        self._place = draw_curve(
            canvas, top, curve, snapshot.progress.epochs, logarithmic, palette, others, test, point
        )

    @property
    def _is_logarithmic(self) -> bool:
        return self.logarithmic and (self._scale_chosen or self._rows >= LEAST_LOG_ROWS)

    def _next_kind(self, snapshot: Snapshot) -> str:
        """What the curve is of after the key."""
        name, accuracy = snapshot.about.loss, snapshot.curve.accuracy is not None
        if self.of_accuracy:
            return "MSE"
        if name != "mse" and not self.of_loss:
            return name
        return "accuracy" if accuracy else "MSE"

    def _draw_accuracy(self, canvas: Canvas, snapshot: Snapshot, curve: Curve, palette: ColorPalette) -> None:
        """The accuracy on training rows and, dashed, on test rows."""
        numbers, test = snapshot.numbers, snapshot.test_curve
        self.entitle("accuracy", keys=[edge_key("kind", self._next_kind(snapshot))])
        after = canvas.write(1, 0, "MSE ", palette.muted)
        canvas.write(after, 0, fixed(numbers.mse, NUMBER_WIDTH).lstrip(), palette.strong)
        top = 1
        if numbers.test_loss is not None and canvas.height > LEAST_WITH_TEST:
            self._draw_test(canvas, numbers, False, palette)
            top = 2
        elif numbers.accuracy is not None:
            text = _shares_right(numbers) or f"right {numbers.accuracy:.1%}"
            canvas.write_left_of(canvas.width - 1, 0, text, palette.strong)
        tested = None if test is None else test.accuracy
        shares = LossScale(0.0, 1.0, False)
        self._place = draw_curve(
            canvas, top, curve, snapshot.progress.epochs, False, palette, test=tested, scale=shares
        )

    def _draw_test(self, canvas: Canvas, numbers: Numbers, of_loss: bool, palette: ColorPalette) -> None:
        """A line on the rows that are held out: their loss or MSE, and how many are right."""
        x = canvas.write(1, 1, _test_text(numbers, of_loss), palette.accent)
        if numbers.accuracy is not None and numbers.test_accuracy is not None:
            right = f"accuracy {numbers.accuracy:.1%}, test {numbers.test_accuracy:.1%}"
            text = first_that_fits([right, _shares_right(numbers)], canvas.width - x - 3)
            canvas.write(canvas.width - 1 - cells(text), 1, text, palette.strong)

    def explained(self, snapshot: Snapshot) -> Link:
        """The loss."""
        return Link(LossAddress())

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the numbers, or the column of an epoch."""
        if y == 0:
            return Spot(0, 0, self.size.width)
        place = self._place
        return Spot(x, place.top, 1, place.height) if place and self.epoch_at(x, y) is not None else None

    def epoch_at(self, x: int, y: int) -> int | None:
        """Return the epoch of a cell of the curve, the newest one to the right of it."""
        epoch = self._place.epoch_at(x, y) if self._place else None
        return None if epoch is None or self._snapshot is None else min(round(epoch), self._snapshot.progress.reached)

    def on_click(self, event: events.Click) -> None:
        """A click on the numbers explains them."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y == 0:
            self.post_message(ExplanationWanted(Link(LossAddress())))

    def action_scale(self) -> None:
        """Change the scale from the one that is shown."""
        self.logarithmic, self._scale_chosen = not self._is_logarithmic, True
        self.redraw()

    def action_kind(self) -> None:
        """Change between the MSE, the loss and, if it is kept, the accuracy."""
        following = self._next_kind(self._snapshot) if self._snapshot else "MSE" if self.of_loss else "loss"
        self.of_accuracy = following == "accuracy"
        self.of_loss = following not in ("accuracy", "MSE")
        self.redraw()


def _test_text(numbers: Numbers, of_loss: bool) -> str:
    """The loss or MSE of the test rows, with the stroke of their curve."""
    value = numbers.test_loss if of_loss or numbers.test_mse is None else numbers.test_mse
    return "" if value is None else f"┄ test {fixed(value, NUMBER_WIDTH).lstrip()}"


def _shares_right(numbers: Numbers) -> str:
    """How many rows are right, of those trained on and those held out; empty if they do not belong to classes."""
    if numbers.accuracy is None or numbers.test_accuracy is None:
        return ""
    return f"right {numbers.accuracy:.0%}, test {numbers.test_accuracy:.0%}"
