"""Epoch and loss in figures that are read from the last row."""

from app.drawing.big_letters import ROWS, dots_of, full_cells, half_cells
from app.drawing.canvas import Canvas
from app.drawing.numbers import fixed, grouped
from app.drawing.palette import Palette
from app.drawing.text import fit
from app.panes.surface import Surface
from core.snapshot import Snapshot

LOSS_WIDTH = 6
"""Characters of the loss: as many as four decimals take."""


class Figures(Surface):
    """The epoch on the left, the loss on the right, each under its name."""

    DEFAULT_CSS = "Figures { height: 7; padding: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._cue = ""

    def say(self, cue: str) -> None:
        """Which cue it is: a few letters for the one who presents."""
        if cue != self._cue:
            self._cue = cue
            self.redraw()

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: Palette) -> None:
        """As large as there is room for."""
        about, progress, numbers = snapshot.about, snapshot.progress, snapshot.numbers
        epoch, loss = grouped(progress.epoch), fixed(numbers.loss, LOSS_WIDTH)
        half = canvas.width // 2
        mse = "" if about.loss == "mse" else f"MSE {fixed(numbers.mse, LOSS_WIDTH).strip()}"
        self._figure(canvas, 0, half - 2, f"epoch · seed {progress.seed} · {about.title}", epoch, palette)
        self._figure(canvas, half, canvas.width - half, " · ".join(filter(None, [about.loss, mse])), loss, palette)
        canvas.write_left_of(canvas.width, 0, f"  {self._cue}" if self._cue else "", palette.muted)

    @staticmethod
    def _figure(canvas: Canvas, x: int, width: int, name: str, figure: str, palette: Palette) -> None:
        canvas.write(x, 0, fit(name, width), palette.muted)
        dots = dots_of(figure)
        for shaped in (full_cells, half_cells):
            if dots is not None and canvas.height > ROWS and (cells := shaped(dots)).shape[1] <= width:
                canvas.paste(x, 1, cells, palette.strong)
                return
        canvas.write(x, 1, fit(figure.strip(), width), palette.strong)
