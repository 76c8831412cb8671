"""The line at the top: what runs, how it learns, and whether it does."""

from perceptop.app.actions.table import run_of
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.lines.fitting import LinePart, choose_parts, write_parts
from perceptop.app.widgets.lines.state_line import StateLine, state_ink, state_text
from perceptop.app.wording.cell_text import cells, fit
from perceptop.app.wording.method_line import method_line
from perceptop.app.wording.numbers import grouped, rate, short
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.protocol.snapshot import About, Progress, Snapshot

BETWEEN = " · "
CHANGE, PAUSE = run_of("change"), run_of("pause")


class StatusLine(StateLine):
    """One row: the experiment on the left, state and speed on the right."""

    def subject(self, snapshot: Snapshot) -> object:
        """Everything but the numbers of the run."""
        progress = snapshot.progress
        return snapshot.about, progress.seed, state_text(progress, self._pending), _speed(progress)

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """What is less important goes first where it is narrow; seed and state stay longest."""
        about, progress = snapshot.about, snapshot.progress
        state = LinePart(state_text(progress, self._pending), state_ink(progress, palette), 0, PAUSE)
        speed = LinePart(_speed(progress), palette.text, 4)
        left = [
            LinePart(fit(about.title, max(canvas.width // 4, 16)), palette.strong, 2),
            LinePart(method_line(about), palette.text, 3, CHANGE),
            *_training(about, palette),
            LinePart(f"seed {progress.seed}", palette.text, 1, CHANGE),
        ]
        name = LinePart("perceptop", palette.accent, 7)
        room = canvas.width - 2
        kept = choose_parts([name, *left, state, speed], room, len(BETWEEN))
        right = [part for part in kept if part in (state, speed)]
        left = [part for part in kept if part not in (state, speed)]
        x = 1
        if left and left[0] is name:
            x = canvas.write(x, 0, f"{name.text}  ", name.ink)
            left = left[1:]
        width = sum(cells(part.text) + 2 for part in right) - 2
        start = max(canvas.width - 1 - width, 0)
        write_parts(canvas, x, 0, left, BETWEEN, palette.faint, start - x - 1)
        write_parts(canvas, start, 0, right, "  ", palette.blank, canvas.width - start)


def _training(about: About, palette: ColorPalette) -> list[LinePart]:
    if not about.trainable:
        return []
    settings = dict(about.settings)
    how = f"{about.optimizer} {short(settings['learning_rate'])}" if "learning_rate" in settings else about.optimizer
    for name, value in settings.items():
        if value and name in SETTINGS and name != "learning_rate":
            how += f", {SETTINGS[name].label} {short(value)}"
    batch = "full batch" if about.full_batch else f"batch {grouped(about.batch)}"
    return [LinePart(text, palette.text, rank, CHANGE) for text, rank in ((how, 5), (batch, 8), (about.loss, 6))]


def _speed(progress: Progress) -> str:
    if progress.speed is not None:
        return f"{rate(progress.speed)} epoch{'s' * (progress.speed != 1)}/s"
    return f"max, {rate(progress.rate)} epochs/s" if progress.rate else "max speed"
