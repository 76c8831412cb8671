"""Choosing a neuron or a synapse of the diagram, and, if it is too deep for the screen, the layers that are shown."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from perceptop.app.actions.bindings import bindings_of
from perceptop.app.panes.diagram.layout import most_layers
from perceptop.app.panes.diagram.navigation import CuePlace, across, along, down, first_place
from perceptop.app.panes.diagram.phase import at_hand
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.pane import Pane
from perceptop.core.protocol.addresses import Address, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import About, Snapshot


class Selecting(Pane):
    """Keeps the selection. The arrow keys are the app's own while nothing is selected."""

    HELP_ON_SELECTING = """
**Ask where a number comes from**: click a neuron, a weight or a line, or press `enter` (or `i`) to explain an output.
What is explained is marked. While it is, and the focus is here, the arrow keys go on to its neighbors: `←` `→` between
layers, `↑` `↓` within one, `pgdn` `pgup` through the synapses into a neuron. `enter` goes over to the explanation;
`escape` closes it, and the arrow keys mean epochs and examples again. `!` stands at neurons that the diagnosis names.
"""

    def __init__(self) -> None:
        super().__init__()
        self._selected: Address | None = None
        self._last: CuePlace | None = None
        self.pointed: SynapseAddress | None = None

    def place_at(self, snapshot: Snapshot, x: int, y: int) -> CuePlace | None:
        """The neuron or synapse that is drawn in a cell."""
        raise NotImplementedError

    @property
    def selected(self) -> Address | None:
        """What is marked."""
        return self._selected

    def select(self, address: Address | None) -> None:
        """Mark what is being explained; None for nothing."""
        if address != self._selected:
            self._selected = address
            if isinstance(address, NeuronAddress | SynapseAddress):
                self._last = address
            self.redraw()

    def explained(self, snapshot: Snapshot) -> Link:
        """What was explained last, or else the first output."""
        return Link(self._last or first_place(snapshot.about))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is selected there is nothing to go on from."""
        return action not in ("across", "down", "along") or self._selected is not None

    def action_across(self, step: int) -> None:
        """Move that many layers on."""
        self._move(across, step)

    def action_down(self, step: int) -> None:
        """Move that many neurons down."""
        self._move(down, step)

    def action_along(self, step: int) -> None:
        """Move that many synapses on."""
        self._move(along, step)

    def _move(self, way: Callable[[About, CuePlace, int], CuePlace], step: int) -> None:
        if self._snapshot is not None:
            about = self._snapshot.about
            place = way(about, self._last or first_place(about), step)
            # At once: the next key press goes on from here, however long the answer takes.
            self.select(place)
            self.post_message(ExplanationWanted(Link(place)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the synapse that a click would explain."""
        offset, snapshot = event.get_content_offset(self), self._snapshot
        self._point(None if offset is None or snapshot is None else self.place_at(snapshot, offset.x, offset.y))

    def on_leave(self, _: events.Leave) -> None:
        """Mark none."""
        self._point(None)

    def _point(self, place: CuePlace | None) -> None:
        pointed = place if isinstance(place, SynapseAddress) else None
        if pointed != self.pointed:
            self.pointed = pointed
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        """A click explains the neuron or synapse under it."""
        offset = event.get_content_offset(self)
        if self._snapshot is None or offset is None:
            return
        place = self.place_at(self._snapshot, offset.x, offset.y)
        if place is not None:
            self.select(place)
            self.post_message(ExplanationWanted(Link(place)))


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
        """Mark what is being explained, and scroll to it."""
        if address != self.selected and self._snapshot is not None:
            if isinstance(address, NeuronAddress):
                self._reveal(address.layer, self._snapshot)
            elif isinstance(address, SynapseAddress):
                self._reveal(address.layer, self._snapshot)
                self._reveal(address.layer + 1, self._snapshot)
        super().select(address)

    def action_layers(self, step: int) -> None:
        """Move that many layers on."""
        if self._snapshot is not None:
            depth = len(self._snapshot.about.layers)
            self._go_to(self.first_layer + step, depth)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Move one layer on."""
        event.stop()
        self.action_layers(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Move one layer back."""
        event.stop()
        self.action_layers(-1)

    def _reveal(self, layer: int, snapshot: Snapshot) -> None:
        depth = len(snapshot.about.layers)
        last = layer - most_layers(depth, self.size.width) + 1
        # The layers before and after it are shown too, if there are any.
        self._go_to(min(max(self.first_layer, last + (layer < depth - 1)), max(layer - 1, 0)), depth)

    def _go_to(self, first: int, depth: int) -> None:
        first = min(max(first, 0), depth - most_layers(depth, self.size.width))
        if first != self.first_layer:
            self.first_layer = first
            self.redraw()
