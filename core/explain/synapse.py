"""One synapse: the gradient of each example, their sum, and the Δw that the optimizer makes of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.explain.equations.arithmetic import Number, Product, Sum, Term
from perceptop.core.explain.equations.carried_digits import with_carried_digits
from perceptop.core.explain.equations.digits import leading_power
from perceptop.core.explain.equations.equation import DIGITS, equation
from perceptop.core.explain.equations.sums import bounded_sum
from perceptop.core.explain.example_pass import ExamplePass, learns
from perceptop.core.explain.formulas.optimizer_formulas import next_update
from perceptop.core.explain.formulas.scaling_formulas import input_scaling
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Equation, Explanation, Line, Link, Section, Span, words
from perceptop.core.training.trainer import Trainer

MOST_EXAMPLES = 8
"""Most examples with a line each."""
MOST_DIGITS = 12
"""Most significant digits of a weight before and after a very small Δw."""


@dataclass(frozen=True, eq=False)
class Shares:
    """The gradient by example of the next batch: δ after the synapse and the input before it, both `(examples,)`.

    `of_data` is the sum of their products, `penalty` the gradient of the L2 penalty, None if there is none.
    """

    batch: NDArray[np.int64]
    deltas: Array
    inputs: Array
    of_data: float
    penalty: float | None

    @property
    def gradient(self) -> float:
        """Return the gradient of the loss, penalty included."""
        return self.of_data + (self.penalty or 0.0)


def explain_synapse(trainer: Trainer, address: SynapseAddress, example: int = 0) -> Explanation:
    """Explain what the next update does to this weight; `example` is the chosen one, counted from 0.

    All numbers are of the present weights; "w after" is the weight after the next update.
    """
    case = ExamplePass.of_trainer(trainer, example)
    network = trainer.network
    weight = network.weights[address.layer][address.row(network.layers), address.target]
    if not learns(trainer):
        shown = Number(float(weight)).spans(6)[0].text
        given = words(f"w = {shown}: nothing is trained here")
        return _explanation(case, address, (Section("w, the weight", (given, _ends(case, address))),))
    shares = shares_of(trainer, address)
    update = next_update(trainer.optimizer, network.theta, address.place(network.layers, network.bias), shares.gradient)
    scaled = () if address.source is None or address.layer else _scaling(case, address.source)
    sections = (
        Section(
            _heading(trainer),
            (*scaled, *_example_lines(address, shares), *_gradient(trainer, address, shares, weight)),
        ),
        Section("Δw, as the rows ask for it", tuple(_asked(trainer, case, address, shares))),
        Section(f"Δw, as {trainer.optimizer.name} makes it", update.lines),
        Section("w, before and after the next update", (_after(weight, update.step), _ends(case, address))),
    )
    return _explanation(case, address, sections)


def shares_of(trainer: Trainer, address: SynapseAddress) -> Shares:
    """Return the gradients of that synapse by example of the next batch, at the present weights."""
    network, data, batch = trainer.network, trainer.dataset, trainer.present_batch()
    with np.errstate(all="ignore"):
        forward = network.forward(data.inputs[batch])
        loss = trainer.loss_function.for_examples(batch)
        deltas = network.deltas(forward, data.targets[batch], loss)[address.layer][:, address.target]
        inputs = network.layer_inputs(forward, address.layer)[:, address.row(network.layers)]
        weight = float(network.weights[address.layer][address.row(network.layers), address.target])
        penalty = trainer.l2 * weight if trainer.l2 and address.source is not None else None
        return Shares(batch, deltas.copy(), inputs.copy(), float(deltas @ inputs), penalty)


def _explanation(case: ExamplePass, address: SynapseAddress, sections: tuple[Section, ...]) -> Explanation:
    layer, row = address.layer, address.row(case.network.layers)
    names = case.names
    title = f"{names.source(layer, row)} → {names.neuron(layer + 1, address.target)}, the synapse {address}"
    [explanation] = with_carried_digits(Explanation(title, case.link(address), sections))
    return explanation


def _heading(trainer: Trainer) -> str:
    heading = "gradient = dLoss/dw: how the loss changes as this weight does"
    if trainer.batches_per_epoch == 1:
        return heading
    return f"{heading}: batch {trainer.batch + 1:,} of {trainer.batches_per_epoch:,}"


def _product(address: SynapseAddress, shares: Shares, place: int) -> Product:
    """Return δ × input of one example of the batch."""
    example = int(shares.batch[place])
    source = None if address.source is None else Link(NeuronAddress(address.layer, address.source), example)
    behind = Link(NeuronAddress(address.layer + 1, address.target), example)
    return Product((Number(float(shares.deltas[place]), behind), Number(float(shares.inputs[place]), source)))


def _example_lines(address: SynapseAddress, shares: Shares) -> list[Line | Equation]:
    products = (shares.deltas * shares.inputs).tolist()
    lines: list[Line | Equation] = []
    for place, product in enumerate(products[:MOST_EXAMPLES]):
        row = f"row {shares.batch[place] + 1:,}"
        lines.append(equation(row, product, _product(address, shares, place), formula="δ · input"))
    if len(products) > MOST_EXAMPLES:
        lines.append(words(f"… and {len(products) - MOST_EXAMPLES:,} rows more"))
    return lines


def _scaling(case: ExamplePass, place: int) -> tuple[Line | Equation, ...]:
    """Return how the input of the chosen example came from the file, if it is not as there."""
    line = input_scaling(case.encoding, place, case.a(0, place), case.sources, case.neuron(0, place))
    return () if line is None else (line,)


def _gradient(trainer: Trainer, address: SynapseAddress, shares: Shares, weight: np.floating) -> list[Line | Equation]:
    products = shares.deltas * shares.inputs

    def term(place: int) -> Term:
        return Number(float(products[place]), Link(address, int(shares.batch[place])))

    rows = bounded_sum(products, term)
    if not trainer.l2:
        return [equation("gradient", shares.gradient, rows, formula="Σ rows")]
    if shares.penalty is None:
        excluded = words("the L2 penalty does not count biases")
        return [excluded, equation("gradient", shares.gradient, rows, formula="Σ rows")]
    decay = Product((Number(trainer.l2), Number(float(weight))))
    both = Sum((Number(shares.of_data), Number(shares.penalty)))
    return [
        equation("of the rows", shares.of_data, rows, formula="Σ rows"),
        equation("of the L2 penalty", shares.penalty, decay, formula="l2 · w"),
        equation("gradient", shares.gradient, both, formula="Σ rows + l2 · w"),
    ]


def _asked(trainer: Trainer, case: ExamplePass, address: SynapseAddress, shares: Shares) -> list[Line | Equation]:
    if "learning_rate" not in trainer.optimizer.settings:
        return [words(f"{trainer.optimizer.name} has no learning rate: what it takes from the gradient is its sign")]
    return [_example_step(trainer, case, address), _batch_step(trainer, shares)]


def _example_step(trainer: Trainer, case: ExamplePass, address: SynapseAddress) -> Equation:
    layer, rate = address.layer, trainer.optimizer.learning_rate
    source = 1.0 if address.source is None else case.a(layer, address.source)
    delta = case.delta(layer + 1, address.target)
    value = -rate * (delta * source)
    behind = case.neuron(layer + 1, address.target)
    before = None if address.source is None else case.neuron(layer, address.source)
    product = Product((Number(-rate), Number(delta, behind), Number(source, before)))
    assert case.example is not None
    return equation(f"Δw of row {case.example + 1:,}", value, product, formula="-learning rate · δ · input")


def _batch_step(trainer: Trainer, shares: Shares) -> Equation:
    rate = -trainer.optimizer.learning_rate
    asked = Product((Number(rate), Number(shares.gradient)))
    return equation("batch Δw", rate * shares.gradient, asked, formula="-learning rate · gradient")


def _after(weight: np.floating, step: float) -> Equation:
    after = float(weight + weight.dtype.type(step))
    # Enough digits to show two of Δw.
    digits = 2 + int(leading_power(after) - leading_power(step)) if step else DIGITS
    moved = Sum((Number(float(weight)), Number(step)))
    return equation("w after", after, moved, formula="w before + Δw", digits=min(max(digits, DIGITS), MOST_DIGITS))


def _ends(case: ExamplePass, address: SynapseAddress) -> Line:
    layer, target = address.layer, address.target
    if address.source is None:
        source = Span("the bias")
    else:
        source = Span(case.name(layer, address.source), case.neuron(layer, address.source))
    end = Span(case.name(layer + 1, target), case.neuron(layer + 1, target))
    return Line((Span("from "), source, Span(" to "), end))
