"""The error δ = dLoss/dz of one neuron for one example: from the loss at an output, else from the next layer."""

from perceptop.core.data.arrays import Array
from perceptop.core.explain.equations.arithmetic import Difference, Number, Product, Term
from perceptop.core.explain.equations.equation import equation
from perceptop.core.explain.equations.sums import bounded_sum
from perceptop.core.explain.example_pass import ExamplePass, Learning
from perceptop.core.explain.formulas.activation_formulas import slope_steps
from perceptop.core.explain.formulas.loss_formulas import LossStep, effective_targets, gradient_step, matched_step
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.losses.negative_examples import NegativeExampleError
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Equation, Line, Section, Span, words


def delta_section(case: ExamplePass, address: NeuronAddress) -> Section:
    """Derive δ step by step; one sentence if there is none."""
    heading = "error of this neuron (δ) = dLoss/dz"
    if case.learning is None:
        return Section(heading, (words(_nothing_to_learn(case)),))
    last = address.layer == len(case.network.layers) - 1
    lines = (_output_lines if last else _hidden_lines)(case, case.learning, address)
    return Section(heading, (*_batch_line(case.learning, case.of), *lines))


def _batch_line(learning: Learning, rows: int) -> list[Line | Equation]:
    if learning.examples == rows:
        return []
    batch = f"a batch of {learning.examples:,} rows" if learning.examples > 1 else "one row"
    return [words(f"this is the loss of {batch}, which one update uses, not of all {rows:,}")]


def _nothing_to_learn(case: ExamplePass) -> str:
    if case.example is None:
        return "none: without a target there is no error"
    rigid = [activation.name for activation in case.network.activations if not activation.trainable]
    return f"none: {rigid[0]} has no slope to learn by" if rigid else "none: nothing is trained here"


def _output_lines(case: ExamplePass, learning: Learning, address: NeuronAddress) -> list[Line | Equation]:
    layer, index = address.layer, address.index
    lines: list[Line | Equation] = [
        words(f"the error of an output comes from the loss, {learning.loss.name}", case.link(LossAddress()))
    ]
    outputs = case.forward.outputs
    wanted = effective_targets(learning.loss, outputs, learning.targets)[0]
    if isinstance(learning.loss, NegativeExampleError):
        moved = f"{wanted[index]:g}, 1 away from {learning.targets[0, index]:g}"
        if wanted[index] != learning.targets[0, index]:
            lines.append(words(f"a negative row says what the output should not be: its target is {moved}"))
    a, target = Number(case.a(layer, index)), Number(float(wanted[index]))
    error = float(outputs[0, index]) - float(wanted[index])
    lines.append(equation("error", error, Difference(a, target), formula="output - target"))
    matched = matched_step(learning.loss, a, wanted, index, learning.examples)
    delta = case.delta(layer, index)
    if matched is not None:
        lines.append(equation("δ", delta, matched.expression, formula=matched.formula))
        activation = case.network.activations[-1].name
        pair = f"{learning.loss.name} and {activation} are matched: the slope of {activation} cancels out"
        lines.append(words(pair))
        return lines
    upstream = learning.output_gradient
    step = _gradient_step(learning, case, wanted, index)
    if step is None:
        known = Line((Span(f"dLoss/da = {Number(float(upstream[index])).spans(6)[0].text}, as the loss gives it"),))
        lines.append(known)
    else:
        lines.append(equation("dLoss/da", float(upstream[index]), step.expression, formula=step.formula))
    return lines + _through_activation(case, address, upstream)


def _gradient_step(learning: Learning, case: ExamplePass, wanted: Array, index: int) -> LossStep | None:
    a = Number(case.a(len(case.network.layers) - 1, index))
    return gradient_step(learning.loss, a, Number(float(wanted[index])), learning.examples, len(wanted))


def _hidden_lines(case: ExamplePass, learning: Learning, address: NeuronAddress) -> list[Line | Equation]:
    layer, index = address.layer, address.index
    size = case.network.layers[layer]
    weights = case.network.weights[layer][:size]
    deltas = learning.deltas[layer][0]

    def term(place: int) -> Term:
        synapse = SynapseAddress(layer, index, place)
        delta = Number(float(deltas[place]), case.neuron(layer + 1, place))
        return Product((delta, Number(float(weights[index, place]), case.link(synapse))))

    upstream = deltas @ weights.T
    products = deltas.astype(float) * weights[index]
    formula = "Σ δ of the next layer · weight to it"
    back = equation("dLoss/da", float(upstream[index]), bounded_sum(products, term), formula=formula)
    return [back, *_through_activation(case, address, upstream)]


def _through_activation(case: ExamplePass, address: NeuronAddress, upstream: Array) -> list[Line | Equation]:
    """Derive δ of one neuron from dLoss/da of its layer, `(neurons,)`."""
    layer, index = address.layer, address.index
    activation = case.network.activations[layer - 1]
    delta = case.delta(layer, index)
    own = Number(float(upstream[index]))
    if not activation.elementwise:
        return _through_shares(case, address, upstream)
    z, a = case.z(layer, index), case.a(layer, index)
    slope = float(activation.slope(case.forward.z[layer - 1], case.forward.activations[layer])[0, index])
    return [
        _slope(activation, z, a, slope),
        equation("δ", delta, Product((own, Number(slope))), formula="dLoss/da · slope"),
    ]


def _slope(activation: Activation, z: float, a: float, slope: float) -> Equation:
    return equation("slope", slope, *slope_steps(activation, z, a), formula=activation.slope_formula)


def _through_shares(case: ExamplePass, address: NeuronAddress, upstream: Array) -> list[Line | Equation]:
    """Derive δ of a softmax output, which depends on every z of its layer."""
    layer, index = address.layer, address.index
    shares = case.forward.activations[layer][0]

    def term(place: int) -> Term:
        return Product((Number(float(upstream[place])), Number(float(shares[place]), case.neuron(layer, place))))

    mean = float((upstream * shares).sum())
    own = Number(float(upstream[index]))
    delta = Product((Number(float(shares[index])), Difference(own, Number(mean))))
    return [
        equation(
            "mean", mean, bounded_sum(upstream.astype(float) * shares, term), formula="Σ dLoss/da · a of the layer"
        ),
        equation("δ", case.delta(layer, index), delta, formula="a · (dLoss/da - mean)"),
    ]
