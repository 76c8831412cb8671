"""All synapses, one a row: weight, what the chosen example and the batch ask of it, and its last step."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView

from app.drawing.canvas import Canvas
from app.drawing.palette import Palette
from app.panes.pane import Pane
from app.panes.synapse_order import ORDERS, order_of
from app.panes.synapse_table import draw_synapses
from core.snapshot import Snapshot


class SynapsesPane(Pane, ScrollView, inherit_bindings=False):
    """The table of synapses, biases included."""

    DEFAULT_CSS = """
    SynapsesPane {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        scrollbar-color: $foreground 40%; scrollbar-background: $foreground 10%;
    }
    """
    NAME = "Synapses"
    HELP = """\
## Synapses

Every connection of the network, the biases too: a **bias** is the weight of an input that is always 1.

- **weight**: what the input is multiplied by; blue and `+` strengthens, orange and `-` weakens.
- **Δw**: what the chosen example alone asks of this weight: - learning rate · δ · input.
- **batch Δw**: the sum of that over the examples of the batch. In full-batch training it is applied at the epoch's end.
- `▲` `▼`: the last step that was really taken, up or down, and its size among all.

`t` changes the order: by place, by size of the weight, by size of Δw. Arrow keys and the mouse wheel scroll.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "order", "Order", id="synapses-order", tooltip="Order by place, by |weight| or by |Δw|"),
        Binding("up", "scroll_up", "Up", id="synapses-up", show=False, tooltip="A synapse up"),
        Binding("down", "scroll_down", "Down", id="synapses-down", show=False, tooltip="A synapse down"),
        Binding("pageup", "page_up", "Page up", id="synapses-page-up", show=False, tooltip="A page of synapses up"),
        Binding("pagedown", "page_down", "Page down", id="synapses-page-down", show=False, tooltip="A page down"),
        Binding("home", "scroll_home", "First", id="synapses-home", show=False, tooltip="The first synapse"),
        Binding("end", "scroll_end", "Last", id="synapses-end", show=False, tooltip="The last synapse"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._order = ORDERS[0]

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot from now on."""
        total = sum(weights.size for weights in snapshot.numbers.weights)
        # The line of headings stays where it is: it takes a row of the window, and none of what is scrolled.
        size = Size(0, total + 1)
        if self.virtual_size != size:
            self.virtual_size = size
        super().show(snapshot)

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: Palette) -> None:
        """A line of headings, then the rows that are scrolled to."""
        total = sum(weights.size for weights in snapshot.numbers.weights)
        last = ["batch Δw of the last batch"] if snapshot.numbers.batch_is_last else []
        self.entitle(f"{total:,}", f"by {self._order}", *last)
        height = canvas.height - (canvas.height > 1)
        top = max(0, min(self.scroll_offset.y if self.is_attached else 0, total - height))
        places = order_of(snapshot, self._order, top, height)
        draw_synapses(canvas, snapshot, places, palette)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other rows are seen."""
        super().watch_scroll_y(old_value, new_value)
        self.redraw()

    def action_order(self) -> None:
        """The next order."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self.redraw()
