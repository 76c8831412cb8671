"""The known numbers of a network while an example is walked through phase by phase."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Snapshot


def reached(snapshot: Snapshot) -> int:
    """The last layer whose activations are known."""
    walk, last = snapshot.walk, len(snapshot.about.layers) - 1
    if walk is None or walk.phase.name != "forward":
        return last
    return walk.phase.layer or last


def deltas_from(snapshot: Snapshot) -> int | None:
    """The first layer from which on δ is known; None if it is of none, or nobody walks."""
    walk = snapshot.walk
    if walk is None:
        return None
    if walk.phase.name == "delta weights":
        return 1
    return walk.phase.layer if walk.phase.name == "backward" else None


def knows_output(snapshot: Snapshot) -> bool:
    """Return whether the output of the example is known: always, if nobody walks."""
    return reached(snapshot) == len(snapshot.about.layers) - 1


def knows_error(snapshot: Snapshot) -> bool:
    """Return whether its error is known."""
    return snapshot.walk is None or snapshot.walk.phase.name != "forward"


def knows_delta_weights(snapshot: Snapshot) -> bool:
    """Return whether the Δw that it asks for are known."""
    return snapshot.walk is None or snapshot.walk.phase.name == "delta weights"


def at_hand(snapshot: Snapshot) -> int | None:
    """The layer at which the walk stands; None if nobody walks, or it is at all of them."""
    walk = snapshot.walk
    if walk is None:
        return None
    return len(snapshot.about.layers) - 1 if walk.phase.name == "error" else walk.phase.layer


def coming_in(snapshot: Snapshot, layer: int) -> Array:
    """What comes into the synapses from a layer, `(neurons,)`, for the chosen example; 0 before the walk is there."""
    values = snapshot.numbers.activations[layer][snapshot.numbers.row]
    return values if layer < reached(snapshot) else np.zeros_like(values)


def words(snapshot: Snapshot) -> list[str]:
    """Return the phase of the walk in words, for the title."""
    walk = snapshot.walk
    if walk is None:
        return []
    place = [] if walk.place == walk.example else [f"{walk.place + 1} of {walk.size} in its batch"]
    return [*place, str(walk.phase)]
