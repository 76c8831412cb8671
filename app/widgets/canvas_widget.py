"""A widget that draws snapshots on a canvas, and sends only the cells that changed."""

from rich.style import Style
from textual.events import Click, Leave, MouseMove, MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.terminal.app import TerminalApp
from perceptop.app.widgets.framed_rows import Frame
from perceptop.app.widgets.theme import palette_of
from perceptop.core.protocol.snapshot import Snapshot

HOVERED = Style(underline=True)
"""Lies over what the mouse is on, if a click does something there."""


class CanvasRows(Widget):
    """Shows a canvas row by row; blank rows before there is one."""

    ALLOW_SELECT = False
    _canvas: Canvas | None = None

    def render_line(self, y: int) -> Strip:
        """A row of the picture."""
        if self._canvas is None or y >= self._canvas.height:
            return Strip.blank(self.size.width, self.rich_style)
        return Strip(self._canvas.segments(y), self._canvas.width)


class CanvasWidget(CanvasRows):
    """Keeps the newest snapshot and its picture; `draw` says what the picture is.

    What can be clicked, `spot_at` knows; it is underlined while the mouse is on it.
    """

    _snapshot: Snapshot | None = None
    _palette: tuple[str, ColorPalette] | None = None
    _frame: Frame | None = None
    _subject: object = None
    _hovered: Spot | None = None
    _mouse = (-1, -1)

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """Put the snapshot on a blank canvas, whatever its size."""
        raise NotImplementedError

    def paint(self, snapshot: Snapshot, width: int, height: int, palette: ColorPalette) -> Canvas:
        """The picture of a snapshot at a size in cells. Needs no running app."""
        canvas = Canvas(width, height, palette.blank)
        if width > 0 and height > 0:
            self.draw(canvas, snapshot, palette)
            canvas.settle()
        return canvas

    def subject(self, snapshot: Snapshot) -> object:
        """What of a snapshot is drawn: where it equals that of the one before, the picture stands."""
        return snapshot

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot from now on. Costs nothing while there is no room for it."""
        subject = self.subject(snapshot)
        same = self._subject == subject
        self._snapshot, self._subject = snapshot, subject
        if self._canvas is None or not same:
            self.redraw()

    def keep(self, snapshot: Snapshot) -> None:
        """Keep this snapshot, to draw it once there is room."""
        self._snapshot, self._subject = snapshot, self.subject(snapshot)

    def redraw(self) -> None:
        """Draw the snapshot again, and refresh what is different."""
        width, height = self.size
        if self._snapshot is None or not width or not height or not self.is_attached:
            return
        if isinstance(self.app, TerminalApp) and not self.app.is_drawing:
            self.app.paint_first(self.redraw)
            return
        before = self._canvas
        canvas = self._canvas = self.paint(self._snapshot, width, height, self._present_palette())
        if self._hovered:
            # What is under a mouse that rests may be another by now.
            self._hovered = self.spot_at(*self._mouse)
        if spot := self._hovered:
            style = HOVERED if spot.height == 1 else self._present_palette().row
            for y in range(spot.y, spot.y + spot.height):
                canvas.overlay(spot.x, y, spot.width, style)
        if before is None or before.characters.shape != canvas.characters.shape:
            self.refresh()
            return
        changes = canvas.changes(before)
        if changes:
            if self._frame:
                self._frame.renew(canvas, [y for y, _, _ in changes])
            self.refresh(*(Region(start, y, end - start, 1) for y, start, end in changes))

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return what a click at a cell of the content means; None if it does nothing there."""
        spots = self._canvas.spots if self._canvas else []
        return next((spot for spot in spots if spot.holds(x, y)), None)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Underline what can be clicked. Costs nothing while the mouse rests."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self._mouse = offset.x, offset.y
        self._hover(None if offset is None else self.spot_at(offset.x, offset.y))

    def on_leave(self, _: Leave) -> None:
        """The mouse is on nothing of this."""
        self._hover(None)

    def on_click(self, event: Click) -> None:
        """Do what stands there, if it is not the widget itself that knows."""
        offset = event.get_content_offset(self)
        spot = None if offset is None else self.spot_at(offset.x, offset.y)
        if spot is not None and spot.action:
            self.call_later(self.app.run_action, spot.action)

    def _hover(self, spot: Spot | None) -> None:
        if spot != self._hovered:
            self._hovered = spot
            self.redraw()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows with the frame around them. They are kept: most frames change few of them."""
        if crop.size != self.outer_size or crop.offset != (0, 0):
            return super().render_lines(crop)
        if self._frame is None or not self._frame.fits(crop.size):
            filters, background = self.get_line_filters(), self.background_colors[1]
            self._frame = Frame(super().render_lines(crop), crop.size, self.styles.gutter, filters, background)
        return self._frame.rows

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "CanvasWidget":
        """As every widget's; without regions, the frame is to be drawn anew too."""
        if not regions:
            self._frame = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def on_resize(self) -> None:
        """Draw again at the new size."""
        self.redraw()

    def on_show(self) -> None:
        """Draw what was shown while it was hidden."""
        self.redraw()

    def notify_style_update(self) -> None:
        """Draw again if the theme's inks are others; a style alone, as of the focus, changes no more than the frame."""
        super().notify_style_update()
        before, self._palette = self._palette, None
        if self._canvas is None or before is None or before[1] != self._present_palette():
            self._canvas = None
            self.redraw()
        else:
            self.refresh()

    def _present_palette(self) -> ColorPalette:
        theme = self.app.theme
        if self._palette is None or self._palette[0] != theme:
            self._palette = theme, palette_of(self)
        return self._palette[1]


class WheelWidget(CanvasWidget):
    """A widget in which each click of the wheel is a step."""

    def turn(self, step: int) -> None:
        """Do what the wheel does: -1 away from the hand, 1 towards it."""
        raise NotImplementedError

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Go up or back."""
        self._turn(event, -1)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Go down or on."""
        self._turn(event, 1)

    def _turn(self, event: MouseScrollDown | MouseScrollUp, step: int) -> None:
        event.stop()
        event.prevent_default()
        self.turn(step)
