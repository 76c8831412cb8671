"""All synapses, one per row: Δw of the chosen example and of the batch, or the last update."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from textual import events
from textual.binding import BindingType
from textual.geometry import Size

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.actions.edge import edge_key
from perceptop.app.drawing.canvas import Canvas, Spot
from perceptop.app.drawing.palette import ColorPalette
from perceptop.app.panes.content.synapse_columns import ASKED, UPDATED, VIEWS, columns_of
from perceptop.app.panes.content.synapse_order import ORDERS, flat, order_of, places_of
from perceptop.app.panes.content.synapse_table import SCROLLBAR_WIDTH, draw_sums, draw_synapses
from perceptop.app.panes.diagram.phase import knows_delta_weights
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.pane import NAMED
from perceptop.app.widgets.scrolling_pane import ScrollingPane
from perceptop.app.wording.numbers import grouped
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot
from perceptop.core.protocol.weight_updates import WeightUpdates

KEYS = (edge_key("order", "order"), edge_key("view", "last update"), edge_key("layer", "layer"))
ROOM_FOR_ALL = 84
"""Cells from which on the columns of both views are shown."""
LEAST_ROWS = 5
"""Synapses that must still be seen when sums are shown below them."""


class SynapsesPane(ScrollingPane, inherit_bindings=False):
    """The table of synapses, biases included."""

    NAME = "Synapses"
    HELP = """\
## Synapses

Every connection of the network, the biases too: a **bias** is the weight of an input that is always 1.

- **weight**: what the input is multiplied by; blue and `+` strengthens, orange and `-` weakens.
- **Δw**: the change of this weight by the chosen example alone: - learning rate · δ · input.
- **batch Δw**: the sum of that over the examples of the batch. In full-batch training it is applied at the epoch's end.
  In a walk it is `ΣΔw of 2`, the sum over the two examples walked through so far.
- `▲` `▼`: the last step that was really taken, up or down, and its size among all; `most` moved most.

`m` `u` changes to the ledger of the **last update**: w before, its Δw, w after, and under them the sum of all Δw and
the mean of |Δw| by layer. With the whole screen (`6`) there is room for all columns.

`↑` and `↓` walk through the rows; `enter`, or a click on a row, explains that synapse: every term of its Δw.
`m` `t`, or a click on a heading, changes the order: by place, by size of the weight, by size of Δw. `m` `y` shows one
layer after the other, or all.
"""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("SynapsesPane")

    def __init__(self) -> None:
        super().__init__()
        self.order, self.view = ORDERS[0], VIEWS[0]
        self._layer: int | None = None
        self._row = 0
        self._orders: dict[Spot, str] = {}
        self._reveals = False

    def redraw(self) -> None:
        """Draw the snapshot again, scrolled as far as there are rows."""
        if self._snapshot is not None:
            # Headings and sums do not scroll: they take rows of the window.
            rows = len(self._places(self._snapshot)) + self.size.height - self._shown(self._snapshot, self.size.height)
            if self.virtual_size.height != rows:
                self.virtual_size = Size(0, rows)
        super().redraw()

    def mark(self, story: Story | None) -> None:
        """Mark the synapse that a story names, and scroll to it unless the keys are here."""
        if story != self.story:
            self._reveals = story is not None and not self.has_focus
        super().mark(story)

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot from now on."""
        super().show(snapshot)
        self._reveal_named(snapshot)

    def on_show(self) -> None:
        """Draw what was shown while it was hidden."""
        super().on_show()
        if self._snapshot is not None:
            self._reveal_named(self._snapshot)

    def _reveal_named(self, snapshot: Snapshot) -> None:
        reveals, self._reveals = self._reveals, False
        named = self._named_place(snapshot) if reveals else None
        if named is not None:
            rows, row = self._shown(snapshot, self.size.height), self._row_of(snapshot, named)
            top = self._top(len(self._places(snapshot)) - rows)
            if not top <= row < top + rows:
                self._scroll(max(row - rows // 2, 0))

    def subject(self, snapshot: Snapshot) -> object:
        """The numbers."""
        return snapshot.about, snapshot.numbers, snapshot.walk

    def draw(self, canvas: Canvas, snapshot: Snapshot, palette: ColorPalette) -> None:
        """A line of headings, the rows that are scrolled to, and below them the sums by layer."""
        places, total = self._places(snapshot), sum(weights.size for weights in snapshot.numbers.weights)
        count = grouped(total)
        if self._layer is not None:
            count = f"layer {self._layer + 1}: {grouped(len(places))} of {count}"
        last = ["batch Δw of the last batch"] if self.view == ASKED and snapshot.numbers.batch_is_last else []
        order = ORDERS[0] if self._sizes(snapshot) is None else self.order
        self.entitle(count, *([UPDATED] if self.view == UPDATED else []), f"by {order}", *last, keys=KEYS)
        ledger = WeightUpdates.of(snapshot)
        columns = columns_of(snapshot, ledger, self.view, canvas.width >= ROOM_FOR_ALL)
        rows = self._shown(snapshot, canvas.height)
        shown = self._order_of(snapshot, self._top(len(places) - rows), rows)
        self._row = min(self._row, len(places) - 1)
        cursor = int(self._order_of(snapshot, self._row, 1)[0]) if self.has_focus else None
        table = draw_synapses(canvas, snapshot, ledger, columns, shown, cursor, palette)
        self._orders = table.headings([column.head for column in columns]) if canvas.height > 1 else {}
        canvas.spots += self._orders
        for row in np.flatnonzero(shown == self._named_place(snapshot)).tolist():
            canvas.write(0, row + (canvas.height > 1), NAMED, palette.accent)
        if self.view == UPDATED:
            sums = ledger.sums() if self._layer is None else ledger.sums()[self._layer : self._layer + 1]
            below = canvas.height - rows - (canvas.height > 1)
            draw_sums(canvas, table, canvas.height - below, sums[:below], columns, palette)

    def explained(self, snapshot: Snapshot) -> Link:
        """The synapse in the row that the keys are on."""
        place = int(self._order_of(snapshot, min(self._row, len(self._places(snapshot)) - 1), 1)[0])
        return Link(WeightUpdates.of(snapshot).address(place))

    def _places(self, snapshot: Snapshot) -> range:
        return places_of(snapshot.numbers.weights, self._layer)

    def _named_place(self, snapshot: Snapshot) -> int | None:
        """The place of the synapse that a story names; None if there is none, or it is not in the list."""
        if self.story is None or self.story.synapse is None:
            return None
        place = WeightUpdates.of(snapshot).place_of(self.story.synapse)
        return place if place in self._places(snapshot) else None

    def _row_of(self, snapshot: Snapshot, place: int) -> int:
        """Return the row of a place in the list, whatever its order."""
        places, size = self._places(snapshot), self._sizes(snapshot)
        if size is None:
            return place - places.start
        size, place = size[places.start : places.stop], place - places.start
        return int((size > size[place]).sum() + (size[:place] == size[place]).sum())

    def _order_of(self, snapshot: Snapshot, top: int, count: int) -> NDArray[np.intp]:
        return order_of(self._sizes(snapshot), self._places(snapshot), top, count)

    def _sizes(self, snapshot: Snapshot) -> Array | None:
        """What the list is sorted by, `(synapses,)`; None if it is in order.

        So it is while a walk has not come to Δw: its order would tell what stands there as "?".
        """
        numbers = snapshot.numbers
        sized = {"|weight|": numbers.weights, "|Δw|": numbers.example_delta}
        if self.view == UPDATED:
            sized["|Δw|"] = numbers.last_step
        elif not knows_delta_weights(snapshot):
            del sized["|Δw|"]
        return np.abs(flat(sized[self.order])) if self.order in sized else None

    def _shown(self, snapshot: Snapshot, height: int) -> int:
        """How many synapses there is room for between the headings and the sums."""
        rows = max(height - (height > 1), 0)
        layers = len(snapshot.numbers.weights) if self._layer is None else 1
        return rows - max(min(layers, rows - LEAST_ROWS), 0) if self.view == UPDATED else rows

    def _top(self, most: int) -> int:
        return max(0, min(self.scroll_offset.y if self.is_attached else 0, most))

    def _scroll(self, top: int) -> None:
        if self.is_attached:
            self.scroll_to(y=top, animate=False, immediate=True)
        self.redraw()

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the row, or the heading to sort by."""
        if self._snapshot is None or self._row_at(self._snapshot, y) is None:
            return super().spot_at(x, y)
        return Spot(0, y, self.size.width - SCROLLBAR_WIDTH)

    def on_click(self, event: events.Click) -> None:
        """A click explains the synapse of the row; on a heading it sorts by it."""
        offset, snapshot = event.get_content_offset(self), self._snapshot
        if snapshot is None or offset is None:
            return
        row, heading = self._row_at(snapshot, offset.y), self.spot_at(offset.x, offset.y)
        if row is not None:
            self._row = row
            self.redraw()
            self.post_message(ExplanationWanted(self.explained(snapshot)))
        elif heading is not None:
            self._sort_by(self._orders[heading])

    def _row_at(self, snapshot: Snapshot, y: int) -> int | None:
        rows, places = self._shown(snapshot, self.size.height), self._places(snapshot)
        y -= self.size.height > 1
        row = self._top(len(places) - rows) + y
        return row if 0 <= y < rows and row < len(places) else None

    def _sort_by(self, order: str) -> None:
        self.order, self._row = order, 0
        self._scroll(0)

    def action_move(self, step: int) -> None:
        """Move that many rows down, and scroll to the row."""
        if self._snapshot is None:
            return
        rows, count = self._shown(self._snapshot, self.size.height), len(self._places(self._snapshot))
        self._row = min(max(self._row + step, 0), count - 1)
        top = self._top(count - rows)
        top = min(max(top, self._row - rows + 1), self._row)
        self._scroll(top)

    def action_page(self, step: int) -> None:
        """Move that many screens down."""
        if self._snapshot is not None:
            self.action_move(step * max(1, self._shown(self._snapshot, self.size.height)))

    def action_far(self, step: int) -> None:
        """Move to the first or the last row."""
        if self._snapshot is not None:
            self.action_move(step * len(self._places(self._snapshot)))

    def action_order(self) -> None:
        """Change to the next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.redraw()

    def action_view(self) -> None:
        """Change the view."""
        self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self.redraw()

    def action_layer(self) -> None:
        """Show the next layer alone, and after the last one all."""
        if self._snapshot is not None:
            following = 0 if self._layer is None else self._layer + 1
            self._layer = following if following < len(self._snapshot.numbers.weights) else None
            self._row = 0
            self._scroll(0)
