"""The story of a step in one sentence: its epochs, the MSE, and its largest effect."""

import numpy as np
from numpy.typing import NDArray

from perceptop.app.wording.network_names import names_of
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import About, Snapshot

Marks = NDArray[np.bool_]

FLAT = 0.02
"""The share of its steepest slope below which an activation hardly learns."""
STEEPEST = {"sigmoid": 0.25, "tanh": 1.0}


def step_story(before: Snapshot, after: Snapshot) -> Story | None:
    """The story of the way from one resting place to another; None if both are one, or of two networks."""
    if before.about.layers != after.about.layers or _place(before) == _place(after):
        return None
    parts = [f"{_where(before, after)}", _change("MSE", before.numbers.mse, after.numbers.mse)]
    event, row = _row_event(before, after)
    if row is None:
        row, event = _row_that_moved(before, after)
    if event:
        parts.append(event)
    weight, synapse = _weight_event(before, after)
    if weight:
        parts.append(weight)
    changed, neuron = _neuron_event(before, after)
    if changed:
        parts.append(changed)
    if after.numbers.mse > before.numbers.mse and after.progress.epoch > before.progress.epoch:
        parts.append("the MSE rose")
    named = None if row is None else after.numbers.first + row
    return Story(" · ".join(parts), named, synapse, neuron, at_loss=True)


def _place(snapshot: Snapshot) -> tuple[int, int, int]:
    return snapshot.progress.seed, snapshot.progress.epoch, snapshot.progress.batch


def _where(before: Snapshot, after: Snapshot) -> str:
    old, new = before.progress, after.progress
    if old.seed != new.seed:
        return f"seed {old.seed} → {new.seed}, epoch {new.epoch:,}"
    if old.epoch == new.epoch or new.batch:
        return f"epoch {new.epoch:,}, batch {new.batch} of {new.batches}"
    return f"epoch {old.epoch:,} → {new.epoch:,}"


def _change(name: str, old: float, new: float) -> str:
    left, right = told_apart(old, new)
    return f"{name} {left} → {right}"


def told_apart(old: float, new: float) -> tuple[str, str]:
    """Both numbers with as many decimals as tell them apart, from 3 to 6."""
    for decimals in range(3, 7):
        texts = f"{old:.{decimals}f}", f"{new:.{decimals}f}"
        if texts[0] != texts[1]:
            return texts
    return texts


def _rows(before: Snapshot, after: Snapshot) -> tuple[Array, Array, Array] | None:
    """Outputs before and after, and targets, of the rows that both hold; None if they hold others."""
    old, new = before.numbers, after.numbers
    if old.first != new.first or old.outputs.shape != new.outputs.shape:
        return None
    return old.outputs, new.outputs, new.targets


def _right(about: About, outputs: Array, targets: Array) -> Marks | None:
    """Which rows are on their targets' side of the middle; None if the targets are not two values."""
    low, high = about.target_range
    if low == high or not np.isin(targets, (low, high)).all():
        return None
    middle = (low + high) / 2
    return np.asarray(((outputs > middle) == (targets > middle)).all(axis=1))


def _row_event(before: Snapshot, after: Snapshot) -> tuple[str, int | None]:
    """A row that has turned right, or wrong: the first of them, and how many more."""
    rows = _rows(before, after)
    if rows is None:
        return "", None
    was, is_now = (_right(after.about, outputs, rows[2]) for outputs in rows[:2])
    if was is None or is_now is None:
        return "", None
    for turned, word in ((~was & is_now, "right"), (was & ~is_now, "wrong")):
        if turned.any():
            row = int(turned.argmax())
            more = int(turned.sum()) - 1
            others = f", and {more} more" if more else ""
            left, right = told_apart(*_widest(rows[0][row], rows[1][row]))
            return f"row {after.numbers.first + row + 1} turned {word}: {left} → {right}{others}", row
    return "", None


def _row_that_moved(before: Snapshot, after: Snapshot) -> tuple[int | None, str]:
    rows = _rows(before, after)
    if rows is None:
        return None, ""
    moved = np.abs(rows[1] - rows[0]).max(axis=1)
    if not np.isfinite(moved).all() or not moved.any():
        return None, ""
    row = int(moved.argmax())
    left, right = told_apart(*_widest(rows[0][row], rows[1][row]))
    return row, f"row {after.numbers.first + row + 1}: {left} → {right}"


def _widest(old: Array, new: Array) -> tuple[float, float]:
    """The output of a row that has moved most."""
    place = int(np.abs(new - old).argmax())
    return float(old[place]), float(new[place])


def _weight_event(before: Snapshot, after: Snapshot) -> tuple[str, SynapseAddress | None]:
    """A weight that has changed its sign, or else the one that has moved most."""
    names = names_of(after.about)
    most, place = 0.0, None
    crossed: tuple[float, tuple[int, int, int]] | None = None
    for layer, (old, new) in enumerate(zip(before.numbers.weights, after.numbers.weights, strict=True)):
        step = new - old
        if not np.isfinite(step).all():
            return "", None
        row, column = _largest(np.abs(step))
        if abs(float(step[row, column])) > abs(most):
            most, place = float(step[row, column]), (layer, row, column)
        turned = np.where((old < 0) != (new < 0), np.abs(new), 0.0)
        if turned.any():
            row, column = _largest(turned)
            if crossed is None or turned[row, column] > crossed[0]:
                crossed = float(turned[row, column]), (layer, row, column)
    chosen = crossed[1] if crossed else place
    if chosen is None:
        return "", None
    layer, row, column = chosen
    name = f"{names.source(layer, row)}→{names.neuron(layer + 1, column)}"
    address = SynapseAddress.at(after.about.layers, layer, row, column)
    if crossed:
        left, right = (float(snapshot.numbers.weights[layer][row, column]) for snapshot in (before, after))
        return f"{name} changed sign: {left:+.3f} → {right:+.3f}", address
    return f"most moved: {name} {_signed(most)}", address


def _largest(sizes: Array) -> tuple[int, int]:
    row, column = divmod(int(sizes.argmax()), sizes.shape[1])
    return row, column


def _signed(step: float) -> str:
    return f"{step:+.3f}" if abs(step) >= 0.0005 else f"{step:+.1e}"


def _neuron_event(before: Snapshot, after: Snapshot) -> tuple[str, NeuronAddress | None]:
    """A hidden neuron that has become flat for all rows that are seen, or is so no more; a relu that woke or died."""
    names = names_of(after.about)
    for layer, activation in enumerate(after.about.activations[:-1]):
        old, new = before.numbers.activations[layer + 1], after.numbers.activations[layer + 1]
        was, is_now = _flat(activation, old), _flat(activation, new)
        if was is None or is_now is None or old.shape != new.shape:
            continue
        for changed, word in ((~was & is_now, "saturated"), (was & ~is_now, "woke")):
            if changed.any():
                neuron = NeuronAddress(layer + 1, int(changed.argmax()))
                return f"{names.neuron(neuron.layer, neuron.index)} {word}", neuron
    return "", None


def _flat(activation: str, a: Array) -> Marks | None:
    """Which neurons hardly learn from any row; None for an activation that cannot become flat."""
    if activation == "relu":
        return np.asarray((a <= 0).all(axis=0))
    if activation not in STEEPEST:
        return None
    slope = a * (1 - a) if activation == "sigmoid" else 1 - a * a
    return np.asarray((slope < FLAT * STEEPEST[activation]).all(axis=0))
