"""Outputs fed back as inputs, against a loop written out by hand."""

from itertools import islice

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.networks.output_chain import chain

LETTERS = {"w": 0.1, "h": 0.2, "e": 0.3, "n": 0.4, "a": 0.5, "t": 0.6}


def v1(x):
    """The network of letters-v1, with its weights as they were published."""
    hidden = 1 / (1 + np.exp(-(x * np.array([2.32254687, -3.86480048]) + [-0.36708326, 0.07149161])))
    return float(1 / (1 + np.exp(-(hidden @ [2.04736964, -3.87521947] - 0.45136009))))


def test_the_nearest_symbol_is_fed_back_and_the_output_itself_given_out():
    x, expected = 0.1, []
    for _ in range(4):
        expected.append(v1(x))
        x = min(LETTERS.values(), key=lambda value: abs(value - expected[-1]))
    outputs = list(islice(chain(load_experiment("letters-v1").network(), [0.1]), 4))
    np.testing.assert_allclose(np.ravel(outputs), expected, rtol=1e-12)


def test_without_the_nearest_symbol_the_output_is_fed_back_as_it_is():
    x, expected = 0.1, []
    for _ in range(4):
        x = v1(x)
        expected.append(x)
    outputs = list(islice(chain(load_experiment("letters-v1").network(), [0.1], nearest=False), 4))
    np.testing.assert_allclose(np.ravel(outputs), expected, rtol=1e-12)


def test_a_network_without_symbols_continues_with_its_outputs():
    network = Network([2, 2], activation="linear", bias=False, weights=[[[0.0, 1.0], [1.0, 1.0]]])
    assert [row.tolist() for row in islice(chain(network, [0, 1]), 4)] == [[1, 1], [1, 2], [2, 3], [3, 5]]


def test_as_many_outputs_as_inputs_are_needed():
    with pytest.raises(BadInput, match="chain: found 1 outputs, expected 2"):
        chain(Network([2, 1]), [0, 1])


def test_an_output_that_overflows_is_not_fed_back():
    network = Network([1, 1], activation="linear", bias=False, weights=[[[1e200]]])
    outputs = chain(network, [1])
    assert [next(outputs)[0], next(outputs)[0]] == [1e200, np.inf]
    with pytest.raises(BadInput, match="not a finite number"):
        next(outputs)
