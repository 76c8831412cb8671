"""The story of each phase: its numbers against backpropagation by hand, and against each other as they are printed."""

import re
from decimal import Decimal
from math import prod

import numpy as np
import pytest

from perceptop.app.drawing.palettes import colorless
from perceptop.app.panes.outputs import OutputsPane
from perceptop.app.panes.synapses import SynapsesPane
from perceptop.app.plain.rows import row_line, synapse_lines
from perceptop.app.teaching.phase_story import difference, phase_story, product
from perceptop.app.teaching.stories import Stories
from perceptop.core.explain.equations.digits import rounded
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.commands import NextExample, NextPhase, Step
from tests.core.sessions import do, session

NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"


class Given:
    pending, given = False, 0


def walked(name="xor", epochs=20, phases=0, **options):
    """The snapshot after each phase of the first example."""
    made = session(name, **options)
    do(made, Step(epochs))
    count = phases or 2 * len(made.trainer.network.layers)
    return [do(made, NextPhase()) for _ in range(count)]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def by_hand(snapshot):
    """Forward and backward pass of the chosen row of XOR: half the squared error, sigmoids, rate 1."""
    first, second = snapshot.numbers.weights
    x = np.append(snapshot.numbers.inputs[snapshot.numbers.row], 1)
    target = float(snapshot.numbers.targets[snapshot.numbers.row][0])
    h = sigmoid(x @ first)
    z = float(np.append(h, 1) @ second[:, 0])
    y = float(sigmoid(z))
    back = (y - target) * y * (1 - y)
    carried = back * second[:-1, 0] * h * (1 - h)
    return x, h, second[:-1, 0], z, y, target, back, carried


def three(value):
    return rounded(float(value), 3)


@pytest.mark.parametrize(("epochs", "batch"), [(0, "full"), (20, "full"), (700, "full"), (20, 1)])
def test_each_phase_of_xor_has_the_numbers_of_backpropagation_by_hand(epochs, batch):
    forward_1, forward_2, error, back_2, back_1, change = walked(epochs=epochs, batch=batch, phases=6)
    x, h, weights, z, y, target, back, carried = by_hand(forward_1)
    most = int(np.abs(h * weights).argmax())
    name = f"h{most + 1}"
    text = phase_story(forward_1).text
    assert re.search(rf" to {name} · in all {NUMBER}, which sigmoid turns into {three(h[most])}$", text)
    text = phase_story(forward_2).text
    assert text.startswith(f"{name} adds {product((h[most], weights[most]), h[most] * weights[most])} to y · ")
    assert f" = {three(h[most] * weights[most])} to y" in text
    assert text.endswith(f"which sigmoid turns into {three(y)}")
    assert abs(float(re.search(rf"in all ({NUMBER}),", text)[1]) - z) < 0.005 * abs(z) + 1e-4
    shown, wanted, printed = difference(y, target)
    way = "high" if y > target else "low"
    assert phase_story(error).text == (
        f"y is {printed[1:]} too {way}: error {printed} · {shown}, and {wanted} is expected"
    )
    assert phase_story(back_2).text.startswith(f"y sends {three(back)} back · ")
    assert phase_story(back_1).text.startswith(f"{name} carried {three(carried[most])} of that back · ")
    step = -x * carried[most]
    source = int(np.abs(step).argmax())
    source_name = ("x1", "x2", "bias")[source]
    said = "moves by" if batch == 1 else "to move by"
    asked = three(step[source])
    text = phase_story(change).text
    assert f"{source_name}→{name} {said} {asked if asked.startswith('-') else '+' + asked} · " in text
    assert text.startswith("so row") == (batch == "full")


@pytest.mark.parametrize(("seed", "most"), [(6, 0), (0, 1), (1, 2)])
def test_of_all_hidden_neurons_that_one_is_told_of_which_adds_most(seed, most):
    _, forward_2 = walked(epochs=0, phases=2, seed=seed)
    _, h, weights, *_ = by_hand(forward_2)
    assert int(np.abs(h * weights).argmax()) == most
    assert phase_story(forward_2).text.startswith(f"h{most + 1} adds ")


@pytest.mark.parametrize("name", ["xor", "xor3", "iris", "cubic", "linear", "letters", "moons", "fann-and", "pixels"])
def test_printed_factors_give_the_printed_result(name):
    found = 0
    for snapshot in walked(name, epochs=3):
        story = phase_story(snapshot)
        if story is None:
            continue
        result = r"(?P<result>" + NUMBER + ")"
        text = story.text
        for match in re.finditer(rf"({NUMBER}(?: × {NUMBER})+) = {result}", text):
            found += 1
            assert rounded(prod(map(Decimal, match[1].split(" × "))), 3) == match["result"], text
        # What was carried, sent or asked stands before its factors.
        match = re.search(rf"(?:carried|sends|move by|moves by) \+?{result}.* · ({NUMBER}(?: × {NUMBER})+):", text)
        if match:
            found += 1
            assert rounded(prod(map(Decimal, match[2].split(" × "))), 3) == match["result"], text
    assert found


def test_the_sum_of_a_softmax_neuron_has_three_digits_for_alone_it_gives_no_result():
    [text] = [
        story.text for story in map(phase_story, walked("iris", epochs=3)) if story and "softmax turns" in story.text
    ]
    shown = re.search(rf"in all ({NUMBER}), which softmax", text)[1]
    assert shown == rounded(float(shown), 3)


def test_the_path_is_the_same_through_all_phases_and_what_it_names_is_marked():
    stories = [phase_story(each) for each in walked(phases=6)]
    hidden = stories[0].neuron
    assert stories[1].synapse == SynapseAddress(1, hidden.index, 0)
    assert (stories[4].neuron, stories[4].synapse) == (hidden, stories[1].synapse)
    assert stories[5].synapse.target == hidden.index
    assert [each.row for each in stories] == [None, None, 0, None, None, None]


def test_an_example_that_is_walked_through_at_once_is_told_whole_and_phase_by_phase_only_its_last_phase():
    made, stories = session("xor"), Stories(Given())
    stories.update(do(made, Step(20)))
    stories.update(do(made, NextExample()))
    whole = stories.story.text
    assert re.fullmatch(
        rf"y is {NUMBER} too high · h\d carried {NUMBER} · so row 1 asks [+-]{NUMBER} of \w+→h\d", whole
    )
    assert len(whole) <= 76
    for _ in range(6):
        stories.update(do(made, NextPhase()))
    assert stories.story.text.startswith("so row 2 asks ")
    stories.update(do(made, NextExample()))
    stories.update(do(made, NextExample()))
    assert stories.story.text.startswith("epoch 20 → 21 · MSE ")


def test_all_rows_of_a_broken_run_are_told_without_an_error():
    weights = [np.full((3, 4), np.nan), np.full((5, 1), np.inf)]
    for snapshot in walked(phases=6):
        numbers = snapshot.numbers
        for name in ("outputs", "example_delta", "deltas", "activations", "z"):
            value = getattr(numbers, name)
            broken = value * np.nan if isinstance(value, np.ndarray) else tuple(each * np.nan for each in value)
            object.__setattr__(numbers, name, broken)
        object.__setattr__(numbers, "weights", tuple(weights))
        assert phase_story(snapshot).text


@pytest.mark.parametrize(
    ("output", "aim", "texts"),
    [
        (0.7219, 0.5, ("0.722", "0.5", "+0.222")),
        (0.0026, 0.0, ("0.0026", "0", "+0.0026")),
        (0.5, 0.5, ("0.500", "0.5", "+0.000")),
        (-1.0673, -50.0, ("-1.067", "-50", "+48.933")),
    ],
)
def test_output_and_target_as_printed_give_the_error(output, aim, texts):
    assert difference(output, aim) == texts
    assert Decimal(texts[0]) - Decimal(texts[1]) == Decimal(texts[2])


def test_what_a_walk_has_not_come_to_is_a_question_mark_in_outputs_and_synapses():
    for place, snapshot in enumerate(walked(phases=6)):
        row = OutputsPane().paint(snapshot, 60, 6, colorless()).texts()[1].split()
        output, error = row[4:6]
        assert (output == "?") == (place < 1)
        assert (error == "?") == (place < 2)
        assert (row[-1] == "?") == (place < 2)
        synapses = SynapsesPane().paint(snapshot, 60, 8, colorless()).texts()
        assert synapses[0].split()[3] == "Δw"
        assert (synapses[1].split()[4] == "?") == (place < 5)
        assert ("output ?" in row_line(snapshot, 0)) == (place < 1)
        assert ("delta w ?" in synapse_lines(snapshot)[0]) == (place < 5)
        assert "?" not in row_line(snapshot, 1)
