"""Epoch and MSE in figures large enough for the last row of a room."""

from textual.geometry import Size

from perceptop.app.drawing.big_letters import ROWS, dots_of, full_cells, half_cells
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.widgets.canvas_widget import CanvasWidget
from perceptop.app.wording.cell_text import fit
from perceptop.app.wording.numbers import fixed, grouped
from perceptop.core.protocol.snapshot import Snapshot

MSE_WIDTH = 6
"""Characters of the MSE: as many as four decimals take."""
MARGIN = 2
LARGE, HUGE = (0, 18), (160, 46)
"""Width and height of a screen from which on figures are one row a dot, and two."""


class Figures(CanvasWidget):
    """The epoch on the left, the MSE on the right, each under its name."""

    DEFAULT_CSS = "Figures { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._cue = ""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line of names, the figures, and a free line under them."""
        size = sum(viewport.width >= least[0] and viewport.height >= least[1] for least in (LARGE, HUGE))
        return 2 + ROWS * size if size else 2

    def say(self, cue: str) -> None:
        """Set the label of the cue: a few letters for the presenter."""
        if cue != self._cue:
            self._cue = cue
            self.redraw()

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Draw the figures as large as they fit."""
        about, progress, numbers = snapshot.about, snapshot.progress, snapshot.numbers
        epoch, mse = grouped(progress.epoch), fixed(numbers.mse, MSE_WIDTH)
        half, end = canvas.width // 2, canvas.width - MARGIN
        loss = "" if about.loss == "mse" else f"{about.loss} {fixed(numbers.loss, MSE_WIDTH).strip()}"
        whose = f"epoch · seed {progress.seed} · {about.title}"
        _figure(canvas, MARGIN, half - 2 * MARGIN, whose, epoch, palette)
        _figure(canvas, half, end - half, " · ".join(filter(None, [f"MSE {mse.strip()}", loss])), mse, palette)
        canvas.write_left_of(end, 0, f"  {self._cue}" if self._cue else "", palette.muted)


def _figure(canvas: Canvas, x: int, width: int, name: str, figure: str, palette: ColorPalette) -> None:
    canvas.write(x, 0, fit(name, width), palette.muted)
    dots = dots_of(figure)
    for shape in [] if dots is None else [full_cells(dots, 2), full_cells(dots), half_cells(dots)]:
        if shape.shape[0] < canvas.height and shape.shape[1] <= width:
            canvas.paste(x, 1, shape, palette.strong)
            return
    canvas.write(x, 1, fit(figure.strip(), width), palette.strong)
