"""The log of the last epochs: one line each, newest last."""

from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.wording.cell_text import fit
from perceptop.app.wording.example_text import DIGITS_IN_UNITS, inputs_text
from perceptop.app.wording.numbers import fixed, grouped, of_data, plain
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Snapshot

MSE_WIDTH = 8
OUTPUT_WIDTH = 5


def first_line(epochs: Array, held: float | None, height: int) -> int:
    """The line after the last one shown: after the held epoch or the newest; a full page if there is one."""
    if held is None or not len(epochs):
        return len(epochs)
    return max(int((epochs <= held).sum()), min(max(height, 1), len(epochs)))


def draw_log(canvas: Canvas, snapshot: Snapshot, end: int, palette: ColorPalette) -> None:
    """The lines before line `end` under a line of headings, as many as there is room for."""
    log = snapshot.log
    headed = canvas.height > 1
    height = canvas.height - headed
    lines = range(max(0, end - height), end)
    epoch_width = max([len(grouped(int(log.epochs[line]))) for line in lines[-1:]] + [5])
    columns = _columns(snapshot, canvas.width - epoch_width - MSE_WIDTH - 4)
    if headed:
        x = canvas.write(1, 0, "epoch".rjust(epoch_width), palette.muted) + 2
        x = canvas.write(x, 0, "MSE".ljust(MSE_WIDTH), palette.muted) + 2
        for _, head, width in columns:
            x = canvas.write(x, 0, fit(head, width).ljust(width), palette.muted) + 2
    for y, line in enumerate(lines, headed):
        newest = line == len(log.epochs) - 1
        x = canvas.write(1, y, grouped(int(log.epochs[line])).rjust(epoch_width), palette.muted) + 2
        x = canvas.write(x, y, fixed(log.mses[line], MSE_WIDTH), palette.strong if newest else palette.text) + 2
        for example, _, width in columns:
            values = snapshot.about.outputs_in_units(log.outputs[line, example])
            outputs = " ".join(plain(value, OUTPUT_WIDTH) for value in values.tolist())
            after = canvas.write(x, y, fit(outputs, width), palette.strong if newest else palette.text)
            canvas.write(after, y, _expected(snapshot, example), palette.muted)
            x += width + 2


def _columns(snapshot: Snapshot, width: int) -> list[tuple[int, str, int]]:
    """Example, heading and width of as many columns as fit."""
    examples, outputs = snapshot.log.outputs.shape[1:]
    columns: list[tuple[int, str, int]] = []
    for example in range(examples):
        known = snapshot.numbers.first == 0 and example < len(snapshot.numbers.inputs)
        head = inputs_text(snapshot.about, snapshot.numbers.inputs[example]) if known else f"row {example + 1}"
        wide = (OUTPUT_WIDTH + 1) * outputs - 1 + len(_expected(snapshot, example))
        width -= wide + 2
        if width < -2:
            break
        columns.append((example, head, wide))
    return columns


def _expected(snapshot: Snapshot, example: int) -> str:
    numbers = snapshot.numbers
    if numbers.first or example >= len(numbers.targets):
        return ""
    digits = DIGITS_IN_UNITS if snapshot.about.output_scales else 3
    targets = snapshot.about.outputs_in_units(numbers.targets[example])
    return "/" + " ".join(of_data(value, digits) for value in targets.tolist())
