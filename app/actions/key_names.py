"""Keys as people call them."""

from textual.keys import format_key

from perceptop.app.actions.action import MENU, Action


def key_names(keys: str) -> str:
    """Return the keys of a binding as people call them."""
    return " ".join(_named(key) for key in keys.split(",") if key and key not in ("equals_sign", "underscore"))


def keys_of(action: Action) -> str:
    """Return what to press for an action: its keys, or the menu's key and its letter there."""
    return key_names(action.keys) or f"{MENU} {key_names(action.letter)}"


def _named(key: str) -> str:
    *modifiers, last = key.split("+")
    name = {"enter": "enter", "backspace": "backspace"}.get(last) or format_key(last)
    return "+".join([*modifiers, name])
