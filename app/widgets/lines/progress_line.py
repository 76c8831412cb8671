"""The line at the bottom: how far the run is, how long it will take, why it ended."""

from perceptop.app.actions.table import run_of
from perceptop.app.drawing.bars import line_bar
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.lines.fitting import LinePart, choose_parts, write_parts
from perceptop.app.widgets.lines.state_line import StateLine, state_ink, state_word
from perceptop.app.wording.cell_text import cells
from perceptop.app.wording.numbers import duration, grouped, rate
from perceptop.core.protocol.snapshot import Progress, Snapshot

LEAST_BAR, MOST_BAR = 8, 60
GAP = "  "
GO_TO = run_of("go-to")
"""What a click on the epoch does."""


class ProgressLine(StateLine):
    """One row: epoch, bar, share, time left, state; at its end the reason why it ended."""

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """The epoch stays longest, then the state; a bar if there is room."""
        progress = snapshot.progress
        epoch = LinePart(_epoch(progress), palette.strong, 0, GO_TO)
        state = LinePart(state_word(progress, self._pending), state_ink(progress, palette), 1)
        facts = [LinePart(text, palette.text, rank) for text, rank in _facts(progress)]
        kept = choose_parts([epoch, *facts, state], canvas.width - 2, len(GAP))
        facts = [part for part in kept if part in facts]
        width = canvas.width - 2
        x = write_parts(canvas, 1, 0, kept[:1], GAP, palette.blank, width)
        free = width - sum(cells(part.text) + len(GAP) for part in kept) - len(GAP)
        share = _share(progress)
        if share is not None and free >= LEAST_BAR and not progress.sentence:
            done, rest = line_bar(share, min(free, MOST_BAR))
            x = canvas.write(x + len(GAP), 0, done, palette.curve)
            x = canvas.write(x, 0, rest, palette.faint)
        write_parts(canvas, x + len(GAP), 0, facts, GAP, palette.blank, canvas.width - 1 - x)
        if state in kept:
            canvas.write_left_of(canvas.width - 1, 0, state.text, state.ink)


def _epoch(progress: Progress) -> str:
    text = f"epoch {grouped(progress.epoch)}"
    if progress.epochs is None:
        return text
    whole = grouped(progress.epochs)
    # As wide as it will ever be, so that the bar stays where it is.
    return f"{text} of {whole}".ljust(len(whole) * 2 + len("epoch  of "))


def _facts(progress: Progress) -> list[tuple[str, int]]:
    """What stands after the bar, with ranks."""
    if progress.sentence:
        return [(progress.sentence, 2)]
    facts = []
    if progress.target is not None:
        return _way(progress, progress.target)
    if progress.state == "history":
        facts.append((f"the run has reached {grouped(progress.reached)}", 2))
    if progress.batch:
        facts.append((f"batch {grouped(progress.batch)} of {grouped(progress.batches)}", 4))
    share = _share(progress)
    if share is None:
        facts.append((f"{rate(progress.rate)} epochs/s", 3) if progress.rate else ("no end set", 5))
    else:
        facts.append((f"{int(share * 100):3d} %", 3))
        if progress.rate and progress.epochs:
            facts.append((f"{duration((progress.epochs - progress.epoch) / progress.rate)} left", 4))
    return facts


def _way(progress: Progress, target: int) -> list[tuple[str, int]]:
    """How far a jump is: a saved run of many epochs takes its time to come to its own."""
    way, stop = f"on the way to {grouped(target)}", ("space stops here", 3)
    if progress.epoch >= target:
        return [(way, 2), stop]
    facts = [(f"{way}: {progress.epoch * 100 // target} %", 2)]
    if progress.rate:
        facts.append((f"{duration((target - progress.epoch) / progress.rate)} left", 4))
    return [*facts, stop]


def _share(progress: Progress) -> float | None:
    if progress.target is not None and progress.epoch < progress.target:
        return progress.epoch / progress.target
    if progress.epochs is None:
        return None
    return min(progress.epoch / progress.epochs, 1.0) if progress.epochs else 1.0
