"""What stands on the screen of a table is in its own units and words, with all digits before the point."""

import numpy as np
import pytest

from perceptop.app.cli.train.command import row_lines, summary
from perceptop.app.drawing.canvas import Canvas
from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.content.epoch_log import draw_log
from perceptop.app.panes.diagram.captions import wanted
from perceptop.app.panes.loss import LossPane
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.plain.narrator import Narrator
from perceptop.app.run.repeat_command import farewell
from perceptop.app.teaching.phase_story import phase_story
from perceptop.app.teaching.step_story import step_story
from perceptop.app.teaching.tutor.conditions.facts import Moment
from perceptop.app.teaching.tutor.lesson import fill
from perceptop.app.wording.example_text import expected_text, inputs_text, outputs_text
from perceptop.app.wording.numbers import fixed, of_data, plain
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.commands import NextPhase, Step
from perceptop.core.session.session import Session
from tests.core.sessions import do


@pytest.fixture
def cars(tmp_path):
    lines = [f"{km},{km / 1e5},{30000 - km / 10 + km % 7}" for km in range(1000, 200_000, 4321)]
    (tmp_path / "cars.csv").write_text("km,damage,price\n" + "\n".join(lines) + "\n")
    return load_experiment(tmp_path / "cars.csv")


@pytest.fixture
def snapshot(cars):
    return Session(cars, playing=False).snapshot()


@pytest.mark.parametrize(
    ("value", "text"), [(130883.4, "130883"), (5.1, "5.1"), (-36222.0, "-36222"), (0.123456, "0.12346"), (2e9, "2e9")]
)
def test_digits_before_the_point_are_never_rounded_away(value, text):
    assert of_data(value, 5) == text


def test_rows_are_as_the_file_has_them(cars, snapshot):
    about, numbers = snapshot.about, snapshot.numbers
    km, damage = cars.dataset.axis_values[0]
    assert inputs_text(about, numbers.inputs[0]).split() == [f"{km:.0f}", f"{damage:.5g}"]
    price = cars.dataset.outputs_in_units(cars.dataset.targets)[0, 0]
    assert float(expected_text(about, numbers, 0)) == pytest.approx(price, abs=0.5)
    assert float(wanted(about, 0, float(numbers.targets[0, 0]))) == pytest.approx(price, abs=0.5)
    answer = cars.dataset.outputs_in_units(numbers.outputs)[0, 0]
    assert float(outputs_text(about, numbers.outputs[0], numbers.targets[0])) == pytest.approx(answer, rel=1e-4)


def test_the_last_words_of_train(cars):
    trainer = cars.trainer()
    trainer.run(epochs=20)
    first = row_lines(summary(cars, trainer, [], 1.0, 4), cars.dataset)[-5]
    expected = cars.dataset.outputs_in_units(trainer.outputs)[0, 0]
    assert first.startswith(f"row 1: output {expected:.6g}  expected ")
    iris = load_experiment("iris")
    assert "row 1: output setosa  expected setosa" in row_lines(summary(iris, trained(iris), [], 1.0, 4), iris.dataset)


def trained(experiment):
    trainer = experiment.trainer()
    trainer.run(epochs=50)
    return trainer


def test_the_line_that_is_left_says_how_good_it_is_on_rows_it_has_not_seen(snapshot):
    assert f"test loss {snapshot.numbers.test_loss:.4g} · outputs " in farewell(snapshot, "perceptop")
    iris = Session(load_experiment("iris"), playing=False).snapshot()
    assert f" · test accuracy {iris.numbers.test_accuracy:.1%} · outputs " in farewell(iris, "perceptop")


def test_the_story_of_a_step_has_the_files_numbers_and_says_of_what_the_mse_is(cars):
    made = Session(cars, playing=False)
    before, after = made.snapshot(), do(made, Step(5))
    story = step_story(before, after)
    assert " of scaled targets · " in story.text
    old, new = (cars.dataset.outputs_in_units(each.numbers.outputs)[story.row, 0] for each in (before, after))
    assert f"row {story.row + 1}: {old:.0f} → {new:.0f} · " in story.text


def test_the_phases_say_output_and_error_in_the_units_of_the_file_and_the_error_scaled_too(cars):
    made = Session(cars, playing=False)
    phases = [do(made, NextPhase()) for _ in range(4)]
    numbers = phases[0].numbers
    scaled = numbers.outputs[numbers.row, 0], numbers.targets[numbers.row, 0]
    output, price = (cars.dataset.outputs_in_units(np.array([[value]]))[0, 0] for value in scaled)
    forward, error, back = (phase_story(each).text for each in phases[1:])
    assert forward.endswith(f", {of_data(output, 5)} in the file's units")
    way = "too high" if output > price else "too low"
    assert error.startswith(f"price is {abs(round(output) - round(price))} {way}: ")
    assert float(error.rpartition(": ")[2]) == pytest.approx(scaled[0] - scaled[1], rel=0.01)
    assert "its error" not in back
    assert "km, scaled, adds" in phase_story(phases[0]).text or "damage, scaled, adds" in phase_story(phases[0]).text


def test_the_loss_pane_says_of_what_the_mse_is_if_there_is_room(snapshot):
    top = f"MSE {fixed(snapshot.numbers.mse, 8).lstrip()}"
    assert f" {top} of scaled targets" in LossPane().paint(snapshot, 56, 9, colorless()).texts()[0]
    assert LossPane().paint(snapshot, 19, 9, colorless()).texts()[0].strip() == top


def test_a_lesson_compares_and_tells_the_files_numbers(cars, snapshot):
    output, price = (
        cars.dataset.outputs_in_units(each)[1, 0] for each in (snapshot.numbers.outputs, cars.dataset.targets)
    )
    told = fill("{output 2} {target 2} {error 2}", Moment(snapshot)).split()
    assert [float(each.replace(",", "")) for each in told] == pytest.approx([output, price, output - price], rel=1e-3)


def test_what_is_read_out_has_the_files_numbers(cars, snapshot):
    outputs = cars.dataset.outputs_in_units(snapshot.numbers.outputs)[:, 0]
    lines = Narrator().numbers(snapshot)
    assert any(line.endswith(", of scaled targets") for line in lines)
    assert any(line.startswith(f"outputs {outputs[0]:.6g}, {outputs[1]:.6g}, ") for line in lines)
    assert f"outputs {outputs[0]:.0f} " in farewell(snapshot, "perceptop")


def test_the_log_of_epochs_is_in_the_units_of_the_file(cars):
    snapshot = do(Session(cars, playing=False), Step(3))
    canvas = Canvas(60, 6, colorless().blank)
    draw_log(canvas, snapshot, len(snapshot.log.epochs), colorless())
    answer = cars.dataset.outputs_in_units(snapshot.numbers.outputs)[0, 0]
    price = cars.dataset.outputs_in_units(cars.dataset.targets)[0, 0]
    assert f"{plain(answer, 5)}/{price:.0f}" in canvas.texts()[4]


def test_what_is_expected_stands_under_one_another_by_the_last_digits(snapshot):
    rows = OutputsPane().paint(snapshot, 58, 9, colorless()).texts()[1:]
    prices = [expected_text(snapshot.about, snapshot.numbers, place) for place in range(8)]
    assert len({row.index(price) + len(price) for row, price in zip(rows, prices, strict=True)}) == 1
