"""What the lessons claim in words is true of the runs they show: each number that is not filled in is computed here."""

import math
import re

import pytest

from perceptop.app.teaching.tutor.conditions.facts import FACTS, Moment
from perceptop.app.teaching.tutor.lesson import PLACEHOLDER
from perceptop.app.teaching.tutor.lesson_file import lesson_names, read_lesson
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.study.study import Study
from perceptop.core.protocol.commands import GoTo
from tests.core.sessions import do, session

NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?![\w-])")


def told(name):
    """All of a lesson's own words."""
    lesson = read_lesson(name)
    texts = [text for step in lesson.steps for text in step.texts.values()]
    return PLACEHOLDER.sub("", "\n".join([*texts, lesson.learned, lesson.try_next]))


def numbers_in(name):
    text = re.sub(r"[12]-[123]-1|h[12]|x[12]|1\.[01]|0\.0-1\.0", "", told(name))
    return {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def at(name, epoch, **settings):
    return do(session(name, **settings), GoTo(epoch))


def right(snapshot):
    return FACTS["rows right"].read(Moment(snapshot), "")


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_one_neuron():
    run = read_lesson("neuron").options.experiment
    snapshot = session(run).snapshot()
    (x1,), (x2,), (bias,) = snapshot.numbers.weights[0].tolist()
    assert [x1, x2, bias] == [0.5, -0.75, 0.25]
    assert snapshot.numbers.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert snapshot.numbers.z[0].ravel().tolist() == [0.25, -0.5, 0.75, 0]
    assert x1 - x2 + bias == 1.5
    computed = {round(sigmoid(z), 3) for z in (1, 4, -4)}
    assert computed == {0.731, 0.982, 0.018}
    # Besides: z of the choices, rows by number, how often a key is pressed.
    assert numbers_in("neuron") <= {0, 0.25, 0.5, 0.75, 1.5, *computed, 1, 2, 3, 4, -4}
    done = at(run, 60)
    assert right(done) == 4
    assert ((done.numbers.z[0] > 0) == (done.numbers.targets == 1)).all()


def test_one_update():
    lesson = read_lesson("update")
    settings = lesson.options.overrides
    (error, slope, step), seen = (0.0, 0.0, 0.0), []
    for epoch in range(5):
        snapshot = at("single-weight", epoch, **settings)
        weight, output = snapshot.numbers.weights[0].item(), snapshot.numbers.outputs.item()
        if seen:
            assert weight == pytest.approx(seen[-1][0] + step)
            assert (output - 0.75) / error == pytest.approx(0.55)
        error = output - 0.75
        assert snapshot.numbers.loss == pytest.approx(error**2)
        slope = 2 * error * 1.5
        step = -settings["learning_rate"] * slope
        seen.append((weight, output, error, slope, step))
    weight, output, error, slope, step = (round(value, 4) for value in seen[0])
    assert (weight, output, error, slope, step) == (-0.12, -0.18, -0.93, -2.79, 0.279)
    assert round(weight + step, 4) == 0.159
    assert -output + -error == pytest.approx(1.11)
    assert [abs(each[2]) ** 2 < 0.01 for each in seen] == [False, False, False, False, True]
    known = {abs(number) for number in (weight, output, error, slope, step)} | {0.159, 0.75, 0.57, 0.55, 1.5}
    known.add(round(error**2, 4))
    assert {abs(number) for number in numbers_in("update")} <= known | {2, 0.1, 0.01, 17, 0}
    assert sum(weights.size for weights in session("xor").snapshot().numbers.weights) == 17


def test_three_rates():
    start = session("xor").snapshot().numbers.mse
    assert round(float(start), 4) == 0.3201
    slow, good, far = (at("xor", 200, learning_rate=rate) for rate in (0.01, 5, 50))
    assert slow.numbers.mse < start
    assert at("xor", 210, learning_rate=0.01).numbers.mse < slow.numbers.mse, "it still falls"
    assert (right(slow), right(good), right(far)) == (2, 4, 2)
    assert far.numbers.mse > start
    assert far.numbers.deltas[-1].max() < 1e-4, "saturated"
    assert numbers_in("learning-rate") <= {0.3201, 0.01, 0.1, 5, 50, 200, 500, 4, 1, 0, 3, 10}


def test_one_line_and_two():
    one = at("xor", 400, layers=(2, 1))
    assert one.numbers.outputs == pytest.approx(0.5, abs=0.01)
    assert float(at("xor", 5000, layers=(2, 1)).numbers.mse) == pytest.approx(0.25)
    two = at("xor", 500, layers=(2, 2, 1), seed=8)
    assert right(two) == 4
    hidden = two.numbers.activations[1]
    both, neither = (two.numbers.inputs == 1).all(axis=1), (two.numbers.inputs == 0).all(axis=1)
    for column, cut in ((hidden[:, 0], both), (hidden[:, 1], neither)):
        assert (column[cut] < 0.15).all()
        assert (column[~cut] > 0.85).all()
    h1, h2, bias = two.numbers.weights[1].ravel().tolist()
    assert h1 + h2 + bias > 0
    assert max(h1, h2, 0) + bias < 0
    assert numbers_in("hidden") <= {0.5, 0, 1, 2, 0.25, 400, 500, 5000, 3, 4, 5}


def test_a_start_that_gets_stuck_and_what_gets_it_out():
    snapshots = [at("xor", epoch, layers=(2, 2, 1), seed=7) for epoch in (1000, 5000)]
    assert [right(snapshot) for snapshot in snapshots] == [2, 2]
    assert round(float(snapshots[1].numbers.mse), 4) == 0.1258
    assert right(at("xor", 1000, layers=(2, 2, 1), seed=8)) == 4
    assert right(at("xor", 1000, layers=(2, 3, 1), seed=7)) == 4
    claimed = {7, 1000, 5000, 2, 0.1258, 631, 950, 2000, 3, 100, 37, 95, 4, 1}
    assert numbers_in("stuck") <= claimed


@pytest.mark.slow
def test_how_many_starts_get_stuck():
    for layers, solved in (((2, 2, 1), 631), ((2, 3, 1), 950)):
        experiment = load_experiment("xor").override(Overrides(layers=layers))
        assert Study(experiment, starts=1000, epochs=2000).run(processes=1).settings[0].solved == solved


def test_the_lesson_in_the_readme_is_true():
    before, after = (at("xor", epoch, seed=3).numbers for epoch in (0, 1))
    assert abs(after.outputs - after.targets)[0, 0] < abs(before.outputs - before.targets)[0, 0]


def test_no_lesson_is_left_out():
    assert lesson_names() == ("neuron", "update", "learning-rate", "hidden", "stuck")
