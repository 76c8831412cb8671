import numpy as np
import pytest

from perceptop.core.data.symbols import Reading, Symbols, to_numbers, to_readings
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network

SYMBOLS = Symbols({"w": 0.1, "h": 0.2})


def test_symbols_and_numbers_become_a_row():
    assert to_numbers(["w", 0.7, "0.3"], SYMBOLS).tolist() == [0.1, 0.7, 0.3]


def test_outputs_are_read_as_the_nearest_symbol_beside_the_number():
    assert to_readings(np.array([0.16, -3.0]), SYMBOLS) == (Reading(0.16, "h"), Reading(-3.0, "w"))


def test_without_symbols_a_reading_is_its_number():
    assert str(to_readings(np.array([0.25]))[0]) == "0.25"


@pytest.mark.parametrize(
    ("values", "symbols", "message"),
    [
        (["w", "x"], SYMBOLS, "value 2: found x, expected a number or one of w, h"),
        (["w"], None, "value 1: found w, expected a number"),
        (["nan"], None, "value 1: found nan"),
        ([10**400], None, "value 1: found"),
    ],
)
def test_what_is_neither_is_refused(values, symbols, message):
    with pytest.raises(BadInput, match=message):
        to_numbers(values, symbols)


def test_a_network_is_asked_in_its_own_words():
    network = load_experiment("letters-v1").network()
    (reading,) = network.query(["w"])
    assert reading.symbol == "h"
    assert reading.value == network.predict([0.1])[0]


def test_a_network_without_words_answers_in_numbers():
    network = Network([2, 1], seed=3)
    assert network.query([0, "1"]) == (Reading(float(network.predict([0, 1])[0])),)


def test_a_question_of_the_wrong_width_is_refused():
    with pytest.raises(BadInput, match="inputs"):
        Network([2, 1]).query([1])
