"""Choosing a neuron or a synapse of the diagram, by arrow keys or mouse, to have it explained."""

from collections.abc import Callable

from textual import events

from perceptop.app.panes.diagram.navigation import CuePlace, across, along, down, first_place
from perceptop.app.widgets.messages import ExplanationWanted
from perceptop.app.widgets.pane import Pane
from perceptop.core.protocol.addresses import Address, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.snapshot import About, Snapshot


class Selecting(Pane):
    """Knows what is selected. The arrow keys are the app's own while nothing is."""

    HELP_ON_SELECTING = """
**Ask where a number comes from**: click a neuron, a weight or a line, or press `enter` (or `i`) to explain an output.
What is explained is marked. While it is, and the focus is here, the arrow keys go on to its neighbors: `←` `→` between
layers, `↑` `↓` within one, `]` `[` through the synapses into a neuron. `enter` goes over to the explanation; `escape`
closes it, and the arrow keys mean epochs and examples again. `!` stands at neurons that the diagnosis names.
"""

    def __init__(self) -> None:
        super().__init__()
        self._selected: Address | None = None
        self._last: CuePlace | None = None

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

    def hint(self, width: int) -> str:
        """What the keys do here, if there is room for it."""
        asks = ("enter or a click: where from?", "enter: where from?", "i explains")
        texts = asks if self._selected is None else ("←→↑↓ ] [ go on · esc",)
        return next((text for text in texts if len(text) <= width), "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is selected there is nothing to go on from."""
        return action not in ("across", "down", "along") or self._selected is not None

    def action_across(self, step: int) -> None:
        """So many layers on."""
        self._move(across, step)

    def action_down(self, step: int) -> None:
        """So many neurons down."""
        self._move(down, step)

    def action_along(self, step: int) -> None:
        """So many synapses on."""
        self._move(along, step)

    def _move(self, way: Callable[[About, CuePlace, int], CuePlace], step: int) -> None:
        if self._snapshot is not None:
            about = self._snapshot.about
            place = way(about, self._last or first_place(about), step)
            # At once: the next key press goes on from here, however long the answer takes.
            self.select(place)
            self.post_message(ExplanationWanted(Link(place)))

    def on_click(self, event: events.Click) -> None:
        """A click explains the neuron or synapse under it."""
        offset = event.get_content_offset(self)
        if self._snapshot is None or offset is None:
            return
        place = self.place_at(self._snapshot, offset.x, offset.y)
        if place is not None:
            self.select(place)
            self.post_message(ExplanationWanted(Link(place)))
