"""The loss: the error of each row, and how they combine; and the mean squared error beside it."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.explain.equations.arithmetic import Difference, Number, Product, Quotient, Square, Sum, Term
from perceptop.core.explain.equations.carried_digits import with_carried_digits
from perceptop.core.explain.equations.equation import equation
from perceptop.core.explain.equations.sums import bounded_sum
from perceptop.core.explain.example_pass import learns
from perceptop.core.explain.formulas.loss_formulas import LossStep, combining_step, effective_targets, term_step
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.losses.negative_examples import NegativeExampleError
from perceptop.core.nn.networks.layers import ForwardPass
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress
from perceptop.core.protocol.explanation import Equation, Explanation, Line, Link, Section, words
from perceptop.core.training.trainer import Trainer

MOST_ROWS = 8
"""Most rows with a line each."""


def explain_loss(trainer: Trainer) -> Explanation:
    """Explain the loss of the present weights over all examples."""
    [explanation] = with_carried_digits(loss_page(trainer))
    return explanation


def loss_page(trainer: Trainer) -> Explanation:
    """Make the page of the loss, whose digits may still change."""
    data, loss = trainer.dataset, trainer.loss_function.for_examples(slice(None))
    with np.errstate(all="ignore"):
        forward = trainer.network.forward(data.inputs)
        targets = effective_targets(loss, forward.outputs, data.targets)
        sections = [_squared(trainer, forward.outputs, targets)]
        if learns(trainer):
            sections += _batches(trainer)
            sections.insert(0, _section(trainer, loss, forward, targets))
            if trainer.l2:
                sections.insert(1, _penalty(trainer, loss, forward))
    return Explanation(f"the loss: {trainer.loss_name}, over {len(data):,} rows", Link(LossAddress()), tuple(sections))


def _batches(trainer: Trainer) -> list[Section]:
    if trainer.batches_per_epoch == 1:
        return []
    size = f"a batch of {trainer.batch_size:,} rows" if trainer.batch_size > 1 else "one row"
    line = words(f"the loss of {size} out of all these: δ and Δw are derived from that loss")
    return [Section("the loss that an update uses", (line,))]


def _section(trainer: Trainer, loss: Loss, forward: ForwardPass, targets: Array) -> Section:
    z, outputs = forward.z[-1], forward.outputs
    heading = f"{loss.name} = {loss.formula}"
    if term_step(loss, Number(0.0), Number(0.5), Number(0.0)) is None:
        own = equation(*_named_value(trainer, loss, forward))
        return Section(heading, (own, words("a function of your own: only it knows how rows combine")))
    terms = loss.term(z, outputs, targets)
    lines = _rows(loss, forward, targets, terms)
    if isinstance(loss, NegativeExampleError):
        lines.append(words("the target of a negative row is 1 away from the one it names, on the output's side"))
    by_row = terms.astype(float).sum(axis=1)
    combined = combining_step(loss, bounded_sum(by_row, lambda row: _row_number(by_row, row, forward)), *targets.shape)
    assert combined is not None
    name, value = _named_value(trainer, loss, forward)
    lines.append(equation(name, value, combined.expression, formula=combined.formula))
    return Section(heading, tuple(lines))


def _named_value(trainer: Trainer, loss: Loss, forward: ForwardPass) -> tuple[str, float]:
    """Return the loss of the rows: all of the loss, or a part of it if there is a penalty."""
    if not trainer.l2:
        return "loss", trainer.loss
    return "loss of the rows", loss.value(forward.z[-1], forward.outputs, trainer.dataset.targets)


def _penalty(trainer: Trainer, loss: Loss, forward: ForwardPass) -> Section:
    network, half = trainer.network, Number(0.5)
    weights = np.concatenate([each[:size].ravel() for each, size in zip(network.weights, network.layers, strict=False)])
    value = float(network.l2_penalty(trainer.l2).value(network.theta))
    squares = bounded_sum(weights * weights, lambda place: Square(Number(float(weights[place]))))
    of_rows = _named_value(trainer, loss, forward)[1]
    return Section(
        "L2 penalty on all weights but the biases: part of the loss, not of the MSE",
        (
            equation("penalty", value, Product((half, Number(trainer.l2), squares)), formula="½ · l2 · Σ w²"),
            equation("loss", trainer.loss, Sum((Number(of_rows), Number(value))), formula="loss of the rows + penalty"),
        ),
    )


def _rows(loss: Loss, forward: ForwardPass, targets: Array, terms: Array) -> list[Line | Equation]:
    lines: list[Line | Equation] = []
    last = len(forward.z)
    for row in range(min(len(targets), MOST_ROWS)):

        def step(place: int, row: int = row) -> LossStep:
            link = Link(NeuronAddress(last, place), row)
            z, a = (float(values[row, place]) for values in (forward.z[-1], forward.outputs))
            found = term_step(loss, Number(z, link), Number(a, link), Number(float(targets[row, place])))
            assert found is not None
            return found

        several = terms.shape[1] > 1
        formula = f"Σ {step(0).formula}" if several else step(0).formula
        parts = bounded_sum(terms[row], lambda place, step=step: step(place).expression)  # type: ignore[misc]
        lines.append(equation(f"row {row + 1:,}", float(terms[row].sum()), parts, formula=formula))
    return lines + _and_more(len(targets))


def _and_more(rows: int) -> list[Line | Equation]:
    return [words(f"… and {rows - MOST_ROWS:,} rows more")] if rows > MOST_ROWS else []


def _row_number(by_row: Array, row: int, forward: ForwardPass) -> Term:
    return Number(float(by_row[row]), Link(NeuronAddress(len(forward.z), 0), row))


def _squared(trainer: Trainer, outputs: Array, targets: Array) -> Section:
    errors = outputs.astype(float) - targets
    flat, width = (errors * errors).ravel(), targets.shape[1]

    def term(place: int) -> Term:
        row, index = divmod(place, width)
        link = Link(NeuronAddress(len(trainer.network.layers) - 1, index), row)
        return Square(Difference(Number(float(outputs[row, index]), link), Number(float(targets[row, index]))))

    count = Product((Number(float(len(targets))), Number(float(width))))
    mean = Quotient(bounded_sum(flat, term), count)
    line = equation("MSE", trainer.mse, mean, formula="Σ (output - target)² / (rows · outputs)")
    return Section("MSE, the mean squared error over all outputs of all rows", (line,))
