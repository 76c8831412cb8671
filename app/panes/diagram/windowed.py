"""Of a network that is deeper than the diagram is wide, the layers that are seen."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.panes.diagram.layout import most_layers
from perceptop.app.panes.diagram.phase import at_hand
from perceptop.app.panes.diagram.selecting import Selecting
from perceptop.core.protocol.addresses import Address, NeuronAddress, SynapseAddress
from perceptop.core.protocol.snapshot import Snapshot


class Windowed(Selecting):
    """Goes to other layers by key and wheel, and to where a walk is, or what is selected."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("NetworkPane")

    def __init__(self) -> None:
        super().__init__()
        self.first_layer = 0

    def show(self, snapshot: Snapshot) -> None:
        """Draw this snapshot from now on, with the layer at which the walk is."""
        before = self._snapshot
        if before is None or before.about.layers != snapshot.about.layers:
            self.first_layer = 0
        elif (layer := at_hand(snapshot)) is not None and layer != at_hand(before):
            self._reveal(layer, snapshot)
        super().show(snapshot)

    def select(self, address: Address | None) -> None:
        """Mark what is being explained, and have it in sight."""
        if address != self.selected and self._snapshot is not None:
            if isinstance(address, NeuronAddress):
                self._reveal(address.layer, self._snapshot)
            elif isinstance(address, SynapseAddress):
                self._reveal(address.layer, self._snapshot)
                self._reveal(address.layer + 1, self._snapshot)
        super().select(address)

    def action_layers(self, step: int) -> None:
        """So many layers on."""
        if self._snapshot is not None:
            depth = len(self._snapshot.about.layers)
            self._go_to(self.first_layer + step, depth)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """One layer on."""
        event.stop()
        self.action_layers(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """One layer back."""
        event.stop()
        self.action_layers(-1)

    def _reveal(self, layer: int, snapshot: Snapshot) -> None:
        depth = len(snapshot.about.layers)
        last = layer - most_layers(depth, self.size.width) + 1
        # Where there are layers on either side of it, the ones that it hears and that hear it are seen too.
        self._go_to(min(max(self.first_layer, last + (layer < depth - 1)), max(layer - 1, 0)), depth)

    def _go_to(self, first: int, depth: int) -> None:
        first = min(max(first, 0), depth - most_layers(depth, self.size.width))
        if first != self.first_layer:
            self.first_layer = first
            self.redraw()
