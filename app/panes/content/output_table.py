"""The table of outputs: a row an example, with its error and a bar."""

import numpy as np
from numpy.typing import NDArray

from perceptop.app.drawing.bars import line_bar
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.content.compared_branch import compared_branch
from perceptop.app.panes.diagram.phase import knows_error, knows_output
from perceptop.app.wording.cell_text import cells, pad
from perceptop.app.wording.example_text import expected_text, input_columns, judge, outputs_text
from perceptop.app.wording.numbers import fixed, grouped
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import About, Snapshot

ERROR_WIDTH = 7
LEAST_BAR, MOST_BAR = 5, 40
START = 3
"""Cells for the mark of the chosen row."""
INPUTS_SHARE = 0.35
"""Largest share of the width for the inputs; if they need more, the row's number replaces them."""
LEAST_WIDTHS = (2, 1, 6)
UNKNOWN = "?"
"""In place of what a walk through the example has not come to yet."""
SHORT_EXPECTED = "exp."


def draw_table(canvas: Canvas, snapshot: Snapshot, top: int, palette: ColorPalette) -> Array | None:
    """Draw rows from number `top` on under a line of headings; return which of the snapshot's rows are right."""
    about, numbers = snapshot.about, snapshot.numbers
    right = judge(about, numbers.targets, numbers.outputs, numbers.negative)
    headed = canvas.height > 2
    end = min(top + canvas.height - headed, numbers.first + len(numbers.inputs))
    places = range(top - numbers.first, end - numbers.first)
    texts = _texts(snapshot, places, canvas.width)
    widths, starts = _places(texts, canvas.width)
    error_at = starts[3]
    bar_at = error_at + ERROR_WIDTH + 2
    bar_width = min(canvas.width - bar_at - 3, MOST_BAR)
    barred = bar_width >= LEAST_BAR
    verdict_at = min(bar_at + bar_width + 1 if barred else error_at + ERROR_WIDTH + 1, canvas.width - 1)
    limits = _limits(snapshot)
    if headed:
        for head, x, width in zip(texts[0], starts, widths, strict=False):
            canvas.write(x, 0, pad(head, width), palette.muted)
        head = "worst" if len(about.output_names) > 1 else "error"
        canvas.write(error_at, 0, head.rjust(ERROR_WIDTH), palette.muted)
    aims, outputs = (table[places.start : places.stop] for table in (numbers.aims, numbers.outputs))
    pairs, errors = _decisive(about, aims, outputs), _errors(about, aims, outputs)
    parts_of = zip(places, texts[1:], pairs, errors, strict=True)
    for y, (place, parts, (target, output), difference) in enumerate(parts_of, headed):
        chosen = place == numbers.row
        wrong = right is not None and not right[place]
        canvas.write(0, y, " ▶" if chosen else "  ", palette.accent)
        for text, x, width, ink in zip(
            parts, starts, widths, (palette.text, palette.muted, palette.strong), strict=False
        ):
            canvas.write(x, y, pad(text, width), ink)
        known = not chosen or knows_error(snapshot)
        error = fixed(difference, ERROR_WIDTH, sign=True) if known else UNKNOWN.rjust(ERROR_WIDTH)
        canvas.write(error_at, y, error, palette.bad if wrong and known else palette.text)
        if barred and (not chosen or knows_output(snapshot)):
            _bar(canvas, bar_at, y, bar_width, output, target, limits, palette)
        if right is not None and not known:
            canvas.write(verdict_at, y, UNKNOWN, palette.text)
        elif right is not None:
            canvas.write(verdict_at, y, "✗" if wrong else "✓", palette.bad if wrong else palette.good)
        if chosen:
            canvas.overlay(0, y, canvas.width, palette.row)
    return right


def number_cells(snapshot: Snapshot, top: int, width: int, height: int) -> range:
    """Return the cells of a row's output and error."""
    numbers = snapshot.numbers
    end = min(top + height - (height > 2), numbers.first + len(numbers.inputs))
    _, starts = _places(_texts(snapshot, range(top - numbers.first, end - numbers.first), width), width)
    return range(starts[2], starts[3] + ERROR_WIDTH)


def _places(texts: list[tuple[str, str, str]], width: int) -> tuple[list[int], list[int]]:
    """The widths of inputs, expected and output, and where they and the error begin."""
    widths = _widths(texts, width)
    gap = 2 if sum(widths) + START + ERROR_WIDTH + 10 < width else 1
    return widths, np.cumsum([START, *(each + gap for each in widths)]).tolist()


def _texts(snapshot: Snapshot, places: range, width: int) -> list[tuple[str, str, str]]:
    """Inputs, expected and output of each place, after their headings."""
    about, numbers = snapshot.about, snapshot.numbers
    targets = ["expected", *(expected_text(about, numbers, place) for place in places)]
    if about.output_scales and len(about.output_names) == 1:
        # Numbers of a table stand under one another by their ends.
        widest = max(map(cells, targets[1:]), default=0)
        targets[1:] = [" " * (widest - cells(text)) + text for text in targets[1:]]
    hidden = None if knows_output(snapshot) else numbers.row
    outputs = ["output"]
    for place in places:
        text = outputs_text(about, numbers.outputs[place], numbers.targets[place])
        # As wide as the number: no column moves when it comes.
        outputs.append(UNKNOWN.ljust(cells(text)) if place == hidden else text)
    both = _beside_compared(snapshot, places, outputs)
    if _least(targets) + max(map(cells, both)) + LEAST_WIDTHS[0] + 1 <= _room(width):
        # A number that is cut would be read as another one: the compared branch is left out.
        outputs = both
    if max(map(cells, targets)) + max(map(cells, outputs)) + LEAST_WIDTHS[0] + 1 > _room(width):
        targets[0] = SHORT_EXPECTED
    room = min(width * INPUTS_SHARE, _room(width) - max(map(cells, targets)) - max(map(cells, outputs)))
    inputs = input_columns(about, numbers.inputs[places.start : places.stop])
    if max(map(cells, inputs)) > room:
        inputs = ["row", *(grouped(numbers.first + place + 1) for place in places)]
    return list(zip(inputs, targets, outputs, strict=True))


def _least(targets: list[str]) -> int:
    """The cells of what is expected under its shorter heading."""
    return max(map(cells, [SHORT_EXPECTED, *targets[1:]]))


def _beside_compared(snapshot: Snapshot, places: range, outputs: list[str]) -> list[str]:
    """Add the outputs of the compared branch, if they are known."""
    ghost = compared_branch(snapshot)
    if ghost is None or ghost.seen is None:
        return outputs
    about, numbers, seen = snapshot.about, snapshot.numbers, ghost.seen.outputs
    theirs = [f"┆ {ghost.name}"]
    for place in places:
        row = numbers.first + place
        theirs.append(f"┆ {outputs_text(about, seen[row], numbers.targets[place])}" if row < len(seen) else "┆")
    width = max(map(cells, outputs))
    return [f"{pad(mine, width)} {other}" for mine, other in zip(outputs, theirs, strict=True)]


def _widths(texts: list[tuple[str, str, str]], width: int) -> list[int]:
    widths = [max(cells(text[place]) for text in texts) for place in range(3)]
    for place in (2, 1, 0):
        widths[place] = max(LEAST_WIDTHS[place], widths[place] - max(sum(widths) - _room(width), 0))
    return widths


def _room(width: int) -> int:
    """What is left for texts beside the mark, the error, the verdict and the gaps."""
    return width - START - ERROR_WIDTH - 5


def _decisive(about: About, targets: Array, outputs: Array) -> list[tuple[float, float]]:
    """Return target and value of each row's most wrong output, one output alone in the units of the file."""
    rows, worst = np.arange(len(targets)), _most_wrong(targets, outputs)
    if len(about.output_names) == 1:
        targets, outputs = about.outputs_in_units(targets), about.outputs_in_units(outputs)
    return list(zip(targets[rows, worst].tolist(), outputs[rows, worst].tolist(), strict=True))


def _errors(about: About, targets: Array, outputs: Array) -> list[float]:
    """Output - target of the output that is most wrong, in the units of the file."""
    rows, worst = np.arange(len(targets)), _most_wrong(targets, outputs)
    differences = outputs - targets
    if about.output_scales:
        differences = differences * np.array(about.output_scales)[:, 1]
    return list(differences[rows, worst].tolist())


def decisive_output(targets: Array, outputs: Array) -> int:
    """Return the index of a row's most wrong output."""
    return int(_most_wrong(targets, outputs))


def _most_wrong(targets: Array, outputs: Array) -> NDArray[np.intp]:
    errors = np.abs(outputs - targets)
    return np.asarray(np.where(np.isnan(errors), -1.0, errors).argmax(axis=-1))


def _limits(snapshot: Snapshot) -> tuple[float, float]:
    """Where a bar's field begins and ends: 0 is in it, and all targets, whichever rows are seen."""
    about = snapshot.about
    lowest, highest = about.target_range
    if len(about.output_names) == 1:
        lowest, highest = about.output_in_units(0, lowest), about.output_in_units(0, highest)
    low, high = min(lowest, 0.0), max(highest, 0.0)
    return (low, high) if high > low else (0.0, 1.0)


def _bar(
    canvas: Canvas,
    x: int,
    y: int,
    width: int,
    output: float,
    target: float,
    limits: tuple[float, float],
    palette: ColorPalette,
) -> None:
    """From 0 to the output, in a field with a mark at the target."""
    low, high = limits
    end, zero = _share(output, low, high), _share(0.0, low, high)
    if zero == 0:
        done, rest = line_bar(end, width)
        canvas.write(canvas.write(x, y, done, palette.curve), y, rest, palette.faint)
    else:
        first, last = sorted((round(zero * (width - 1)), round(end * (width - 1))))
        canvas.fill(x, y, width, 1, "─", palette.faint)
        canvas.fill(x + first, y, last - first + 1, 1, "━", palette.curve)
    canvas.write(x + round(_share(target, low, high) * (width - 1)), y, "◆", palette.accent)


def _share(value: float, low: float, high: float) -> float:
    """Return the share of a value between two limits, clipped; nan lies at the lower one."""
    return min(max((value - low) / (high - low), 0.0), 1.0) if value == value else 0.0
