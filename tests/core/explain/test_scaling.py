"""The arithmetic begins with the file's own numbers: how each was scaled, in digits that agree with what follows."""

import re
from decimal import Decimal

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.app.cli.explain import ExplainedRun, ExplainOptions, answer
from perceptop.core.explain.example_pass import ExamplePass
from perceptop.core.explain.neuron import explain_forward, explain_neuron
from perceptop.core.explain.synapse import explain_synapse
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress

LINE = re.compile(r"(.+), scaled = .+ = \((\S+) - \(?([^\s)]+)\)?\) / (\S+) = (\S+)")


@pytest.fixture
def iris():
    return load_experiment("iris").trainer()


def scaled(explanation):
    lines = [line.text for section in explanation.sections for line in section.lines]
    return [match.groups() for match in map(LINE.fullmatch, lines) if match]


def test_each_line_adds_up_in_the_printed_digits(iris):
    found = scaled(explain_forward(ExamplePass.of_trainer(iris, 7)))
    assert [name for name, *_ in found] == list(iris.dataset.input_names)
    for _, value, mean, deviation, result in found:
        exact = (Decimal(value) - Decimal(mean)) / Decimal(deviation)
        assert abs(exact - Decimal(result)) <= Decimal(5).scaleb(Decimal(result).as_tuple().exponent - 1)


def test_the_numbers_are_those_of_the_file(iris):
    values = [
        [float(value) for _, value, *_ in scaled(explain_forward(ExamplePass.of_trainer(iris, row)))]
        for row in range(9)
    ]
    assert np.allclose(values, iris.dataset.axis_values[:9], atol=1e-9)
    assert all(value == round(value, 1) for row in values for value in row)


def test_the_weighted_sum_uses_the_very_digits_of_the_scaled_numbers(iris):
    iris.run(epochs=2)
    explanation = explain_neuron(ExamplePass.of_trainer(iris, 0), NeuronAddress(1, 0))
    expression = explanation.sections[0].lines[-1].text
    assert len(scaled(explanation)) == 4
    for *_, result in scaled(explanation):
        assert f"{result} × " in expression


def test_a_synapse_and_an_input_begin_with_it_and_a_deeper_neuron_does_not(iris):
    case = ExamplePass.of_trainer(iris, 0)
    assert [name for name, *_ in scaled(explain_synapse(iris, SynapseAddress(0, 1, 2)))] == ["sepal width"]
    assert [name for name, *_ in scaled(explain_neuron(case, NeuronAddress(0, 3)))] == ["petal width"]
    assert scaled(explain_neuron(case, NeuronAddress(2, 0))) == []


def test_an_output_that_is_scaled_ends_in_the_units_of_the_file():
    trainer = load_experiment("sine").trainer()
    equations = {
        line.name: line for line in explain_neuron(ExamplePass.of_trainer(trainer, 3), NeuronAddress(2, 0)).equations
    }
    expected = trainer.dataset.outputs_in_units(trainer.outputs)[3, 0]
    line = equations["y in the file's units"]
    assert line.value == pytest.approx(expected)
    assert line.relation == "="


def test_a_feature_says_what_it_is_computed_from(tmp_path):
    (tmp_path / "t.toml").write_text('[data]\npoints = "moons"\nfeatures = ["x1", "x1*x2"]\n')
    network = load_experiment(tmp_path / "t.toml").network()
    network.save(tmp_path / "m.json")
    [text] = answer(ExplainedRun(str(tmp_path / "m.json")), ExplainOptions(inputs=("0.5", "0.25")))
    text = " ".join(text.split())
    assert "x1, scaled = (value - mean) / deviation = (0.5 - " in text
    assert "x1*x2 of x1 0.5, x2 0.25, scaled = (value - mean) / deviation = (0.125 - " in text


def test_rows_of_your_own_are_in_the_units_of_the_table(iris, tmp_path):
    path = tmp_path / "m.json"
    iris.network.save(path)
    [text] = answer(
        ExplainedRun(str(path)), ExplainOptions(inputs=("5.1", "3.5", "1.4", "0.2"), subject="neuron", address="1.0")
    )
    assert "sepal length, scaled = (value - mean) / deviation = (5.1 - 5.8" in text


def test_data_that_is_not_scaled_has_no_such_lines():
    assert scaled(explain_forward(ExamplePass.of_trainer(load_experiment("xor").trainer(), 0))) == []
