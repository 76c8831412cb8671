"""The story of a step in one sentence: its epochs, the MSE, and its largest effect."""

from math import ceil, log10

import numpy as np
from numpy.typing import NDArray

from perceptop.app.teaching.step_state import StepState
from perceptop.app.wording.example_text import DIGITS_IN_UNITS, OF_SCALED
from perceptop.app.wording.numbers import of_data, short
from perceptop.core.data.arrays import Array
from perceptop.core.nn.settings import DATA_SETTINGS
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.remarks import Story
from perceptop.core.protocol.snapshot import Snapshot

Marks = NDArray[np.bool_]

FLAT = 0.02
"""The share of its steepest slope below which an activation hardly learns."""
STEEPEST = {"sigmoid": 0.25, "tanh": 1.0}
TINY, HUGE = 1e-4, 1e5
"""Limits below and above which decimals say nothing."""


def step_story(before: Snapshot, after: Snapshot) -> Story | None:
    """Tell the change from one resting position to another; None if they are the same, or of two networks or data."""
    if _place(before) == _place(after) or of_other_run(before, after):
        return None
    return story_between(StepState.of(before), StepState.of(after))


def branch_story(before: Snapshot, after: Snapshot) -> Story | None:
    """Tell what a fork or a restart made, or which branch is shown now; None if the branch is the same as before.

    No step led from one branch to another: nothing turned right or changed its sign between them.
    """
    old, new = (next((each for each in state.branches if each.current), None) for state in (before, after))
    if old is None or new is None or old.name == new.name:
        return None
    # A fork in which nothing was done goes with the switch to another branch.
    stays = old.name if old.name in {branch.name for branch in after.branches} else old.parent
    if new.name in {branch.name for branch in before.branches}:
        stayed = f" · {stays} stays as it was" if stays != new.name else ""
        return Story(f"{new.name}, epoch {after.progress.epoch:,}{stayed}")
    # Its first snapshot may be of a later epoch, if it runs at once.
    epoch = f"epoch {new.forked_at:,}"
    if not new.parent:
        return Story(f"begun again at {epoch}: {new.name} · {stays} stays as it was, b goes back to it")
    parts = [f"forked at {epoch}", f"{new.name} goes on from here, {new.parent} stays as it was"]
    return Story(" · ".join([*parts, *([] if after.events else ["e changes a setting"])]))


def of_other_run(before: Snapshot, after: Snapshot) -> bool:
    """Whether numbers of the two are not to be compared: they are of two networks, or of two tables."""
    parts = [(about.layers, about.name, about.note, about.input_names) for about in (before.about, after.about)]
    values = [{name: dict(each.about.values).get(name) for name in DATA_SETTINGS} for each in (before, after)]
    return parts[0] != parts[1] or values[0] != values[1]


def _place(snapshot: Snapshot) -> tuple[int, int, int]:
    return snapshot.progress.seed, snapshot.progress.epoch, snapshot.progress.batch


def story_between(before: StepState, after: StepState) -> Story:
    """Tell the change between two positions of one network."""
    left, right = told_apart(before.mse, after.mse)
    parts = [_where(before, after), f"MSE {left} → {right}{OF_SCALED * after.scaled}"]
    if after.mse > before.mse and after.epoch > before.epoch:
        parts.append("the MSE rose")
    turned, row = _row_event(before, after)
    moved = ""
    if row is None:
        row, moved = _row_that_moved(before, after)
    crossed, most, synapse = _weight_event(before, after)
    changed, neuron = _neuron_event(before, after)
    # What mattered comes before what is told of any step: the end may not fit.
    parts += filter(None, [turned, crossed, changed, moved, most])
    return Story(" · ".join(parts), None if row is None else after.first + row, synapse, neuron, at_loss=True)


def _where(before: StepState, after: StepState) -> str:
    if before.seed != after.seed:
        return f"seed {before.seed} → {after.seed}, epoch {after.epoch:,}"
    if before.epoch == after.epoch or after.batch:
        return f"epoch {after.epoch:,}, batch {after.batch} of {after.batches}"
    return f"epoch {before.epoch:,} → {after.epoch:,}"


def _outputs_apart(old: StepState, new: StepState, row: int) -> str:
    """Tell the output that moved most, before and after, in the units of the file; of several, its name as well."""
    place = int(np.abs(new.outputs[row] - old.outputs[row]).argmax())
    values = float(old.outputs[row, place]), float(new.outputs[row, place])
    texts = told_apart(*values)
    if new.scaled:
        digits = range(DIGITS_IN_UNITS, 10)
        pairs = [(of_data(values[0], count), of_data(values[1], count)) for count in digits]
        texts = next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])
    name = f"{new.names.neuron(len(new.weights), place)} " if new.outputs.shape[1] > 1 else ""
    return f"{name}{texts[0]} → {texts[1]}"


def told_apart(old: float, new: float) -> tuple[str, str]:
    """Both numbers with as many decimals as tell them apart, from 3 to 6, two of them digits; those that are tiny or
    huge like 1.2e-7.

    The size of the change decides, so that steps of like size have like digits, however the numbers are rounded.
    """
    largest, change = max(abs(old), abs(new)), abs(new - old)
    plain = largest == 0 or TINY <= largest < HUGE
    least = 3 + (0 < largest < 0.01) + (0 < largest < 0.001) if plain else 5
    if plain and 0 < change < 1:
        least = min(max(least, ceil(-log10(change))), 6)
    for digits in range(least, 7):
        texts = [f"{value:.{digits}f}" if plain else short(value, digits - 2) for value in (old, new)]
        if texts[0] != texts[1] or old == new:
            break
    return texts[0], texts[1]


def _same_rows(before: StepState, after: StepState) -> bool:
    return before.first == after.first and before.outputs.shape == after.outputs.shape


def _row_event(before: StepState, after: StepState) -> tuple[str, int | None]:
    """Tell the first row that turned right or wrong, and how many more did."""
    if before.right is None or after.right is None or not _same_rows(before, after):
        return "", None
    for turned, word in ((~before.right & after.right, "right"), (before.right & ~after.right, "wrong")):
        if turned.any():
            row = int(turned.argmax())
            more = int(turned.sum()) - 1
            # A part of its own: in a narrow line it is left out, and the row is still told.
            others = f" · so did {more:,} more" if more else ""
            return f"row {after.first + row + 1} turned {word}: {_outputs_apart(before, after, row)}{others}", row
    return "", None


def _row_that_moved(before: StepState, after: StepState) -> tuple[int | None, str]:
    if not _same_rows(before, after):
        return None, ""
    moved = np.abs(after.outputs - before.outputs).max(axis=1)
    if not np.isfinite(moved).all() or not moved.any():
        return None, ""
    row = int(moved.argmax())
    return row, f"row {after.first + row + 1}: {_outputs_apart(before, after, row)}"


def _weight_event(before: StepState, after: StepState) -> tuple[str, str, SynapseAddress | None]:
    """Tell a weight that changed its sign; or else, as the second, the one that moved most."""
    names = after.names
    most, place = 0.0, None
    crossed: tuple[float, tuple[int, int, int]] | None = None
    for layer, (old, new) in enumerate(zip(before.weights, after.weights, strict=True)):
        step = new - old
        if not np.isfinite(step).all():
            return "", "", None
        row, column = _largest(np.abs(step))
        if abs(float(step[row, column])) > abs(most):
            most, place = float(step[row, column]), (layer, row, column)
        turned = np.where(np.sign(old) * np.sign(new) < 0, np.abs(new), 0.0)
        if turned.any():
            row, column = _largest(turned)
            if crossed is None or turned[row, column] > crossed[0]:
                crossed = float(turned[row, column]), (layer, row, column)
    chosen = crossed[1] if crossed else place
    if chosen is None:
        return "", "", None
    layer, row, column = chosen
    name = names.synapse(layer, row, column)
    address = SynapseAddress.at(names.layers, layer, row, column)
    if crossed:
        left, right = (float(state.weights[layer][row, column]) for state in (before, after))
        return f"{name} changed sign: {_signed(left)} → {_signed(right)}", "", address
    return "", f"most moved: {name} {_signed(most)}", address


def _largest(sizes: Array) -> tuple[int, int]:
    row, column = divmod(int(sizes.argmax()), sizes.shape[1])
    return row, column


def _signed(value: float) -> str:
    if not 0.0005 <= abs(value) < HUGE:
        text = short(value, 2)
        return text if text.startswith("-") else f"+{text}"
    return f"{value:+.3f}"


def _neuron_event(before: StepState, after: StepState) -> tuple[str, NeuronAddress | None]:
    """Tell a hidden neuron that became flat for all rows shown, or no longer is; a relu that died or came back."""
    for layer, activation in enumerate(after.functions[:-1]):
        old, new = before.signals[layer], after.signals[layer]
        was, is_now = _flat(activation, old), _flat(activation, new)
        if was is None or is_now is None or old.shape != new.shape:
            continue
        for changed, word in ((~was & is_now, "saturated"), (was & ~is_now, "woke")):
            if changed.any():
                neuron = NeuronAddress(layer + 1, int(changed.argmax()))
                return f"{after.names.neuron(neuron.layer, neuron.index)} {word}", neuron
    return "", None


def _flat(activation: str, a: Array) -> Marks | None:
    """Return which neurons hardly learn from any row; None for an activation that cannot become flat."""
    if activation == "relu":
        return np.asarray((a <= 0).all(axis=0))
    if activation not in STEEPEST:
        return None
    slope = a * (1 - a) if activation == "sigmoid" else 1 - a * a
    return np.asarray((slope < FLAT * STEEPEST[activation]).all(axis=0))
