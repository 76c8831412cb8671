"""Explanations on paper: lines that fit, broken before their signs."""

from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.neuron import explain_neuron
from perceptop.core.explain.text import broken, to_text
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.explanation import Line, Span


def explanation():
    network = Network([9, 2, 1], seed=1)
    return explain_neuron(ExamplePass.of_inputs(network, [0.123 * place for place in range(9)]), NeuronAddress(1, 0))


def test_lines_are_broken_before_a_plus_and_fit():
    lines = to_text(explanation(), width=60).splitlines()
    assert max(map(len, lines)) <= 60
    z = [line for line in lines if line.startswith("    ") and "×" in line]
    assert len(z) > 1
    assert all(line.strip().startswith(("=", "+")) for line in z)


def test_nothing_is_lost_when_a_line_is_broken():
    z = next(explanation().equations)
    assert " ".join(" ".join(broken(z, 40)).split()) == z.text


def test_words_are_filled():
    assert broken(Line((Span("one two three four"),)), 9) == ["one two", "three", "four"]


def test_it_says_where_to_go_on_as_the_command_line_asks_for_it():
    assert to_text(explanation()).splitlines()[-3:][0] == "leads to:"
    assert "--neuron 0.0 ·" in to_text(explanation())
    assert "and 11 more" in to_text(explanation())
