"""The table of actions as Textual's bindings."""

from textual.binding import Binding, BindingType

from perceptop.app.actions.action import LocalKey
from perceptop.app.actions.local_keys import keys_in
from perceptop.app.actions.table import ACTIONS, of_pane

BOUND_BY_TEXTUAL = ("tab", "ctrl+p")


def app_bindings() -> list[BindingType]:
    """Return what keys do whatever has the focus. Those of a talk, question, lesson and study's start come first."""
    return [
        *map(_local, [*keys_in("Talk"), *keys_in("Question"), *keys_in("Lesson"), *keys_in("OpenedStart")]),
        *(
            Binding(action.keys, action.run, action.words, False, id=action.name,
                    tooltip=action.hint)
            for action in ACTIONS
            if action.keys and action.keys not in BOUND_BY_TEXTUAL
        ),
    ]  # fmt: skip


def bindings_of(place: str) -> list[BindingType]:
    """Return the keys of a pane, a dialog or a screen, by the name of its class.

    Keys of a pane that work everywhere are bound in it once more: so it does them on every screen that has it.
    """
    everywhere = [
        Binding(action.keys, str(action.does), action.words, False, id=f"own-{action.name}", tooltip=action.hint)
        for action in of_pane(place)
        if action.keys
    ]
    return [*everywhere, *map(_local, keys_in(place))]


def _local(key: LocalKey) -> Binding:
    return Binding(
        key.keys, key.does, key.words, key.shown, priority=key.priority, id=key.name, tooltip=key.hint
    )  # fmt: skip
