"""Lists that are read out on a key: every row of the data, every synapse, every branch."""

from perceptop.app.panes.diagram.phase import knows_delta_weights, knows_error, knows_output
from perceptop.app.wording.example_text import expected_text, inputs_text, judge, outputs_text
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.rows_shown import rows_shown
from perceptop.core.protocol.snapshot import Snapshot

MOST_LISTED = 50


def row_line(snapshot: Snapshot, row: int) -> str:
    """A row of the snapshot's window in words: what goes in, what comes out, what should, and whether it does."""
    about, numbers = snapshot.about, snapshot.numbers
    place = row - numbers.first
    outputs, target = numbers.outputs[place], numbers.targets[place]
    right = judge(about, numbers.targets, numbers.outputs, numbers.negative)
    verdict = "" if right is None else ", right" if right[place] else ", wrong"
    answer = " ".join(outputs_text(about, outputs, target).split())
    if row == numbers.chosen and not knows_error(snapshot):
        # A walk has not come to them yet.
        verdict, answer = "", answer if knows_output(snapshot) else "?"
    return (
        f"row {row + 1:,}: inputs {inputs_text(about, numbers.inputs[place])}, output {answer}, "
        f"expected {expected_text(about, numbers, place)}{verdict}"
    )


def row_lines(snapshot: Snapshot) -> list[str]:
    """The rows from the first that a snapshot holds, as many as one can listen to."""
    held_out = ["rows held out for testing:"] if snapshot.test_rows else []
    snapshot = rows_shown(snapshot)
    numbers = snapshot.numbers
    last = min(len(numbers.inputs), MOST_LISTED) + numbers.first
    lines = [row_line(snapshot, row) for row in range(numbers.first, last)]
    return [*held_out, *lines, *_rest(snapshot.about.examples - len(lines), "rows")]


def synapse_lines(snapshot: Snapshot) -> list[str]:
    """The synapses in order: weight, what the chosen row asks of it, what the batch asks of it."""
    about, numbers = snapshot.about, snapshot.numbers
    names = about.names
    lines: list[str] = []
    known = knows_delta_weights(snapshot)
    total = sum(weights.size for weights in numbers.weights)
    for layer, weights in enumerate(numbers.weights):
        rows = len(weights)
        for place in range(min(weights.size, MOST_LISTED - len(lines))):
            target, source = divmod(place, rows)
            address = SynapseAddress.at(about.layers, layer, source, target)
            lines.append(
                f"{address}, {names.source(layer, source)} to {names.neuron(layer + 1, target)}: "
                f"weight {weights[source, target]:.4g}, "
                f"delta w {f'{numbers.example_delta[layer][source, target]:.3g}' if known else '?'}, "
                f"batch delta w {numbers.batch_delta[layer][source, target]:.3g}"
            )
    return [*lines, *_rest(total - len(lines), "synapses")]


def branch_lines(snapshot: Snapshot) -> list[str]:
    """The futures of this run, counted from 1."""
    return [
        f"{place}: {branch.name}, to epoch {branch.reached:,}"
        + (f", forked from {branch.parent} at {branch.forked_at:,}" if branch.parent else "")
        + ("" if branch.same_run else f", seed {branch.seed}")
        + (", the present one" if branch.current else "")
        for place, branch in enumerate(snapshot.branches, 1)
    ]


def _rest(count: int, what: str) -> list[str]:
    return [f"and {count:,} {what} more"] if count > 0 else []
