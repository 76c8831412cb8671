"""One neuron for one example: z as a weighted sum, the activation, and δ; and all neurons, layer by layer."""

from perceptop.core.explain.delta import delta_section
from perceptop.core.explain.equations.arithmetic import Number, Product, Term
from perceptop.core.explain.equations.carried_digits import with_carried_digits
from perceptop.core.explain.equations.equation import equation
from perceptop.core.explain.equations.sums import bounded_sum
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.formulas.activation_formulas import function_steps
from perceptop.core.explain.formulas.scaling_formulas import input_scaling, output_in_units
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import CurvePoint, Equation, Explanation, Line, Link, Section, Span, words

MOST_NEURONS = 16
"""Most neurons of a layer that are written out."""
MOST_SCALED = 8
"""Most inputs whose scaling is written out before a weighted sum."""


def explain_neuron(case: ExamplePass, address: NeuronAddress) -> Explanation:
    """Explain z, a and δ of this neuron; for an input, the neurons that it leads to."""
    title = f"{case.name(address.layer, address.index)}{_of_example(case)}"
    link = case.link(address)
    if address.layer == 0:
        return Explanation(title, link, (_input_section(case, address),))
    z, a = case.z(address.layer, address.index), case.a(address.layer, address.index)
    activation = case.network.activations[address.layer - 1].name
    sum_line, activation_line = z_and_a(case, address)
    scaled = input_lines(case, MOST_SCALED) if address.layer == 1 else ()
    sections = (
        Section("z, the weighted sum of what comes in", (*scaled, sum_line)),
        Section(f"a, the activation: {activation} of z", (activation_line, *_in_units(case, address))),
        delta_section(case, address),
    )
    [explanation] = with_carried_digits(Explanation(title, link, sections, CurvePoint(activation, z, a)))
    return explanation


def input_lines(case: ExamplePass, most: int) -> list[Line | Equation]:
    """Return how the first inputs came from the numbers of the file; none if they are as there."""
    size = case.network.layers[0]
    lines: list[Line | Equation] = []
    for place in range(min(size, most)):
        line = input_scaling(case.encoding, place, case.a(0, place), case.sources, case.neuron(0, place))
        lines += [] if line is None else [line]
    return lines + ([words(f"… and {size - most:,} inputs more")] if lines and size > most else [])


def _in_units(case: ExamplePass, address: NeuronAddress) -> list[Line | Equation]:
    """Return an output in the units of the file, if it is scaled."""
    if address.layer < len(case.network.layers) - 1:
        return []
    value = case.a(address.layer, address.index)
    line = output_in_units(case.encoding, address.index, value, case.link(address))
    return [] if line is None else [line]


def z_and_a(case: ExamplePass, address: NeuronAddress, of: str = "") -> tuple[Equation, Equation]:
    """Return the equations of z and a."""
    return _weighted_sum(case, address, f"z{of}"), _activation_of(case, address, f"a{of}")


def _weighted_sum(case: ExamplePass, address: NeuronAddress, name: str) -> Equation:
    """Return z with every term; the bias last, times 1."""
    layer, index = address.layer - 1, address.index
    weights = case.network.weights[layer][:, index]
    inputs = case.forward.activations[layer][0]
    synapses = case.network.layers[layer]

    def term(row: int) -> Term:
        synapse = SynapseAddress.at(case.network.layers, layer, row, index)
        weight = Number(float(weights[row]), case.link(synapse))
        if row == synapses:
            return Product((Number(1.0), weight))
        return Product((Number(float(inputs[row]), case.neuron(layer, row)), weight))

    bias = term(synapses) if case.network.bias[layer] else None
    products = weights[:synapses].astype(float) * inputs
    formula = "Σ input · weight" + (" + 1 · bias" if bias else "")
    return equation(name, case.z(address.layer, index), bounded_sum(products, term, bias), formula=formula)


def _activation_of(case: ExamplePass, address: NeuronAddress, name: str) -> Equation:
    """Return the activation by its formula."""
    layer = address.layer
    activation = case.network.activations[layer - 1]
    z = case.forward.z[layer - 1][0]
    links = [case.neuron(layer, index) for index in range(len(z))]
    steps = function_steps(activation, z, address.index, links)
    formula = activation.formula if activation.elementwise else "e^(z - largest z) / Σ e^(z - largest z)"
    return equation(name, case.a(layer, address.index), *steps, formula=formula)


def _input_section(case: ExamplePass, address: NeuronAddress) -> Section:
    value = case.a(0, address.index)
    shown = Number(value).spans(6)[0].text
    where = "given by hand" if case.example is None else f"input {address.index + 1} of row {case.example + 1}"
    scaled = input_scaling(case.encoding, address.index, value, case.sources, case.link(address))
    lines: list[Line | Equation] = [words(f"a = {shown}, {where}: it comes from the data, not from arithmetic")]
    if scaled is not None:
        lines = [scaled, words(f"a = {shown}, {where}: the data, scaled")]
    targets = range(min(case.network.layers[1], 8))
    leads = [Span("leads to ")]
    for place in targets:
        leads += [Span(", " if place else ""), Span(case.name(1, place), case.neuron(1, place))]
    more = case.network.layers[1] - len(targets)
    lines.append(Line((*leads, Span(f" and {more:,} more" if more else ""))))
    return Section("a, an input", tuple(lines))


def _of_example(case: ExamplePass) -> str:
    return "" if case.example is None else f", row {case.example + 1:,} of {case.of:,}"


def explain_forward(case: ExamplePass) -> Explanation:
    """Explain the forward pass from inputs to outputs; of wide layers the first neurons."""
    [explanation] = with_carried_digits(forward_page(case))
    return explanation


def forward_page(case: ExamplePass) -> Explanation:
    """Make the page of the forward pass, whose digits may still change."""
    where = "of your own" if case.example is None else f"{case.example + 1:,} of {case.of:,}"
    last = len(case.network.layers) - 1
    layers = {layer: _layer(case, layer) for layer in range(1, last + 1)}
    sections = [Section("the inputs", (*input_lines(case, MOST_NEURONS), _values(case, 0)))]
    for layer, lines in layers.items():
        heading = "the outputs" if layer == last else f"hidden layer {layer}"
        sections.append(Section(f"{heading}: {case.network.activations[layer - 1].name}", tuple(lines)))
    if case.targets is not None:
        expected = " ".join(f"{value:g}" for value in case.targets[0].tolist()[:MOST_NEURONS])
        loss = words(f"{expected} expected: the loss says how far off the outputs are", Link(LossAddress()))
        sections.append(Section("the targets", (loss,)))
    title, link = f"row {where}, forward through the network", Link(NeuronAddress(last, 0), case.example)
    return Explanation(title, link, tuple(sections))


def _layer(case: ExamplePass, layer: int) -> list[Line | Equation]:
    size = case.network.layers[layer]
    lines: list[Line | Equation] = []
    for index in range(min(size, MOST_NEURONS)):
        address, name = NeuronAddress(layer, index), case.names.neuron(layer, index)
        lines += [*z_and_a(case, address, f" of {name}"), *_in_units(case, address)]
    if size > MOST_NEURONS:
        lines.append(_values(case, layer))
    return lines


def _values(case: ExamplePass, layer: int) -> Line:
    """Return the activations of a layer, as many as fit."""
    size = case.network.layers[layer]
    spans: list[Span] = []
    for index in range(min(size, 2 * MOST_NEURONS)):
        text = f"{case.names.neuron(layer, index)} = {case.a(layer, index):.6g}"
        spans += [Span(", " if index else ""), Span(text, case.neuron(layer, index))]
    more = size - min(size, 2 * MOST_NEURONS)
    return Line((*spans, *([Span(f" and {more:,} more")] if more else [])))
