"""Keys as the frame of a pane names them: what to press, what it does there, and what a click on it runs."""

from dataclasses import dataclass

from perceptop.app.actions.key_names import key_names, keys_of
from perceptop.app.actions.table import ACTIONS

_ACTIONS = {action.name: action for action in ACTIONS}


@dataclass(frozen=True)
class EdgeKey:
    """A key in the lower edge of a frame."""

    key: str
    words: str
    action: str

    @property
    def text(self) -> str:
        """What stands there."""
        return f"{self.key} {self.words}"


def edge_key(name: str, words: str) -> EdgeKey:
    """Return the key of an action by that name, with few words for it."""
    action = _ACTIONS[name]
    return EdgeKey(key_names(action.keys.split(",")[0]) or keys_of(action), words, action.run)


def pressed_key(key: str, words: str) -> EdgeKey:
    """Return a key that has its meaning only in the pane itself; a click presses it."""
    return EdgeKey(key_names(key), words, f"simulate_key({key!r})")


_BACK = (edge_key("explain-end", "back"),)
ELSEWHERE = {
    "NetworkPane": (edge_key("pane-5", "picture"), edge_key("pane-4", "data")),
    "OutputsPane": (edge_key("pane-6", "synapses"),),
    "TrainingDataPane": _BACK,
    "PicturePane": _BACK,
    "RunPane": _BACK,
    "SynapsesPane": _BACK,
}
"""What brings up the other panes of a column if there is no room for all, by the class of the pane that is shown."""
