"""Tuning of garbage collection: none while modules load, and none of loaded modules afterwards.

A full look through everything that Textual and numpy bring takes longer than a key may take to be seen.
"""

import gc


def postpone_garbage() -> None:
    """None is looked for until `settle_garbage`."""
    gc.disable()


def settle_garbage() -> None:
    """Freeze all objects that exist now; collect later ones as usual."""
    gc.freeze()
    gc.enable()
