"""The keys at the bottom of the screen: in each state of a run the five that matter there, and three that always do."""

from dataclasses import dataclass

from perceptop.app.actions.action import Action, LocalKey
from perceptop.app.actions.key_names import key_names
from perceptop.app.actions.local_keys import LOCAL_KEYS
from perceptop.app.actions.table import ACTIONS
from perceptop.core.protocol.snapshot import Snapshot


@dataclass(frozen=True)
class ShownKey:
    """A key as the footer has it: its name, what it does in this state, and the key to press, by Textual's name."""

    name: str
    words: str
    key: str


_ROWS: tuple[Action | LocalKey, ...] = (*ACTIONS, *LOCAL_KEYS)
_KEYS = {each.name: (each.keys.split(",")[0], each.words) for each in _ROWS if each.keys}


def _key(name: str, words: str = "", shown: str = "") -> ShownKey:
    """The key of an action, or of a place; in this state other `words` say better what it does."""
    key, usual = _KEYS[name]
    return ShownKey(shown or key_names(key), words or usual, key)


PAUSE, GO_ON = _key("pause", "Pause"), _key("pause", "Go on")
STEP, BACK, EXPLAIN = _key("step"), _key("back"), _key("explain")
RESTART, RESEED = _key("restart"), _key("reseed")
ALWAYS = (_key("help"), _key("menu"), _key("quit"))
"""After those of the state, the most needed first."""

STATES: dict[str, tuple[ShownKey, ...]] = {
    "running": (PAUSE, STEP, _key("faster"), _key("slower"), RESTART),
    "paused": (GO_ON, STEP, BACK, _key("walk"), EXPLAIN),
    "history": (GO_ON, STEP, BACK, _key("newest"), _key("fork")),
    "playing history": (PAUSE, STEP, BACK, _key("newest"), _key("fork")),
    "walking": (_key("walk"), _key("phase"), _key("unwalk", "Undo"), _key("step", "Whole epoch"), EXPLAIN),
    "finished": (BACK, RESTART, RESEED, EXPLAIN, GO_ON),
    "diverged": (BACK, _key("change"), RESTART, RESEED, EXPLAIN),
    "untrained": (
        _key("example-below", "Example", "↑ ↓"), _key("walk"), EXPLAIN, _key("picture", "Picture"), _key("change"),
    ),
    "explaining in the diagram": (
        _key("network-down", "Neuron", "arrows"), _key("network-synapse", "Synapse", "pgdn"),
        _key("enter", "Read"), _key("explain-back", "Back"), _key("explain-end"),
    ),
    "explaining": (
        _key("explanation-down", "Link", "↑ ↓"), _key("explanation-follow"), _key("explain-back", "Back"), STEP,
        _key("explain-end"),
    ),
    "explaining elsewhere": (
        _key("enter"), _key("explain-back", "Back"), _key("example-below", "Example", "↑ ↓"), STEP, _key("explain-end"),
    ),
}  # fmt: skip
"""The five keys of each state, the most needed first."""


_EXPLAINING = {"NetworkPane": "explaining in the diagram", "ExplanationPane": "explaining"}


def state_of(snapshot: Snapshot, explaining: bool, focused: str) -> str:
    """Return the name of a state in `STATES`; `focused` is the class of the pane that has the focus."""
    progress = snapshot.progress
    if explaining:
        return _EXPLAINING.get(focused, "explaining elsewhere")
    if snapshot.walk is not None:
        return "walking"
    if progress.busy:
        return "playing history" if progress.state == "history" else "running"
    if not snapshot.about.trainable:
        return "untrained"
    return progress.state if progress.state in STATES else "paused"
