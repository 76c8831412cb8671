"""A row's way through the whole network: z and a of every neuron, layer by layer."""

from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.neuron import z_and_a
from perceptop.core.protocol.addresses import LossAddress, NeuronAddress
from perceptop.core.protocol.explanation import Equation, Explanation, Line, Link, Section, Span, words

MOST_NEURONS = 16
"""Neurons of a layer that are written out."""


def explain_forward(case: ExamplePass) -> Explanation:
    """How the outputs come about from the inputs; of wide layers the first neurons."""
    where = "of one's own" if case.example is None else f"{case.example + 1:,} of {case.of:,}"
    sections = [Section("the inputs", (_values(case, 0),))]
    last = len(case.network.layers) - 1
    for layer in range(1, last + 1):
        heading = "the outputs" if layer == last else f"hidden layer {layer}"
        sections.append(Section(f"{heading}: {case.network.activations[layer - 1].name}", tuple(_layer(case, layer))))
    if case.targets is not None:
        expected = " ".join(f"{value:g}" for value in case.targets[0].tolist()[:MOST_NEURONS])
        loss = words(f"{expected} expected: how far off that is, the loss tells", Link(LossAddress()))
        sections.append(Section("the targets", (loss,)))
    title, link = f"row {where}, forward through the network", Link(NeuronAddress(last, 0), case.example)
    return Explanation(title, link, tuple(sections))


def _layer(case: ExamplePass, layer: int) -> list[Line | Equation]:
    size = case.network.layers[layer]
    lines: list[Line | Equation] = []
    for index in range(min(size, MOST_NEURONS)):
        address, name = NeuronAddress(layer, index), case.names.neuron(layer, index)
        lines += z_and_a(case, address, f" of {name}")
    if size > MOST_NEURONS:
        lines.append(_values(case, layer))
    return lines


def _values(case: ExamplePass, layer: int) -> Line:
    """All activations of a layer, as many as fit."""
    size = case.network.layers[layer]
    spans: list[Span] = []
    for index in range(min(size, 2 * MOST_NEURONS)):
        text = f"{case.names.neuron(layer, index)} = {case.a(layer, index):.6g}"
        spans += [Span(", " if index else ""), Span(text, case.neuron(layer, index))]
    more = size - min(size, 2 * MOST_NEURONS)
    return Line((*spans, *([Span(f" and {more:,} more")] if more else [])))
