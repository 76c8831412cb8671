"""The keys of the live view, bound to the actions; and the commands that they may send.

An action `send(name, …)` sends that command of `core.protocol.commands`; the others are methods of the app.
"""

from collections.abc import Callable

from textual.binding import Binding, BindingType

from perceptop.app.live.actions import ACTIONS, Action, of_pane
from perceptop.core.protocol.commands import (
    Back,
    Command,
    Fork,
    GoTo,
    LastExample,
    NextExample,
    NextPhase,
    Reseed,
    Restart,
    Step,
)

SENT: dict[str, Callable[..., Command]] = {
    "step": Step,
    "back": Back,
    "go_to": GoTo,
    "next_example": NextExample,
    "next_phase": NextPhase,
    "last_example": LastExample,
    "restart": Restart,
    "reseed": Reseed,
    "fork": Fork,
}
"""The commands that a key may send, by the names that actions use."""


# Keys of a talk, while it has a cue to go to: they come before all others, and clickers send the pages.
CUES: list[BindingType] = [
    Binding("space,right,pagedown", "next_cue", "Next cue", id="cue-next", show=False, priority=True),
    Binding("left,pageup,b", "last_cue", "Last cue", id="cue-last", show=False, priority=True),
]

TEXTUALS = ("tab", "ctrl+p")
"""Keys that Textual binds itself."""


def _binding(action: Action, do: str, name: str, shown: bool) -> Binding:
    return Binding(action.keys, do, action.words, id=name, tooltip=action.hint, show=shown)


KEYS: list[BindingType] = [
    *CUES,
    *(
        _binding(action, action.run, action.name, action.shown and not action.pane)
        for action in ACTIONS
        if action.keys and action.keys not in TEXTUALS
    ),
]
"""What the keys do wherever the focus is."""


def keys_of(pane: str) -> list[BindingType]:
    """The same keys as a pane's own, by its class's name: so the footer shows them while it has the focus."""
    return [_binding(action, action.do, f"own-{action.name}", action.shown) for action in of_pane(pane)]
