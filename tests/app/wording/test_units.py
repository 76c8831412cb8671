"""Rows of a table are shown in its own units, whatever scale the network learns on."""

import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.training_data import TrainingDataPane
from perceptop.app.wording.example_text import expected_text, inputs_text, outputs_text
from perceptop.core.protocol.commands import Step
from tests.core.sessions import do, session


@pytest.fixture
def snapshot(tmp_path):
    """A line in thousands, after some epochs."""
    path = tmp_path / "line.csv"
    path.write_text("meters,price\n" + "".join(f"{place}.5,{1000 + 10 * place}\n" for place in range(40)))
    return do(session(str(path)), Step(30))


def test_inputs_and_targets_are_those_of_the_file(snapshot):
    about, numbers = snapshot.about, snapshot.numbers
    for place in range(len(numbers.inputs)):
        meters = float(inputs_text(about, numbers.inputs[place]))
        assert expected_text(about, numbers, place) == f"{1000 + 10 * (meters - 0.5):.5g}"
        output = float(outputs_text(about, numbers.outputs[place], numbers.targets[place]))
        [[mean, deviation]] = about.output_scales
        assert output == pytest.approx(numbers.outputs[place, 0] * deviation + mean, abs=1)


def test_the_panes_show_them_with_the_error_in_the_same_units(snapshot):
    data = TrainingDataPane().paint(snapshot, 40, 6, colorless()).texts()
    assert data[1].split()[1:] == ["1", "2.5", "→", "1020"]
    row = OutputsPane().paint(snapshot, 60, 6, colorless()).texts()[1].split()
    expected, output, error = map(float, row[2:5])
    assert expected == 1020
    assert error == pytest.approx(output - expected, abs=0.1)


def test_numbers_that_were_not_scaled_are_as_they_were():
    about, numbers = session("cubic").snapshot().about, session("cubic").snapshot().numbers
    assert about.input_scales == about.output_scales == ()
    assert inputs_text(about, numbers.inputs[0]) == "-5"
