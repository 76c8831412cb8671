import pytest

from perceptop.core.data.readers.example_line import read_example
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import BadInput

LETTERS = Symbols({"w": 0.1, "h": 0.2})


@pytest.mark.parametrize(
    "line", ["1, 0, -1", "1;0;-1\n", "1\t0\t-1", " 1  0 -1 ", "In; 1; 0; Expected; -1", "in ;1;0;expected;-1;"]
)
def test_every_form_is_the_same_example(line):
    assert read_example(line, "line 1", 2, 1) == ([1, 0], [-1], False)


def test_symbols_and_not():
    assert read_example("w h", "line 1", 1, 1, LETTERS) == ([0.1], [0.2], False)
    assert read_example("In; w; Not; 0.3", "line 1", 1, 1, LETTERS) == ([0.1], [0.3], True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1, 0", "line 7: found 2 values, expected 2 inputs and 1 target"),
        ("1, 0, 1, 1", "line 7: found 2 and 2 values, expected 2 inputs and 1 target"),
        ("In; 1; Expected; 0; 1", "line 7: found 1 and 2 values, expected 2 inputs and 1 target"),
        ("1, x, 0", "line 7: found x, expected a number"),
        ("1,, 0", "line 7: found nothing, expected a number"),
        ("1 nan 0", "line 7: found nan, expected a number"),
        ("In; 1; 0; 1", "line 7: found In; 1; 0; 1, expected a line like"),
    ],
)
def test_what_is_no_example_is_refused_with_its_line(line, message):
    with pytest.raises(BadInput, match=message):
        read_example(line, "line 7", 2, 1)
