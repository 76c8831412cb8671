"""The story of a step, told from real runs and from snapshots that are changed by hand."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from perceptop.app.teaching.step_state import StepState
from perceptop.app.teaching.step_story import step_story, story_between, told_apart
from perceptop.app.widgets.lines.callout_line import story_that_fits
from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.commands import Back, GoTo, Reseed, Step
from perceptop.core.training.trainer import Trainer
from tests.core.sessions import do, session


def test_a_step_tells_epochs_mse_the_row_and_the_weight_that_moved_most():
    made = session("xor")
    before = do(made, Step(942))
    after = do(made, Step(1))
    story = step_story(before, after)
    moved = np.abs(after.numbers.outputs - before.numbers.outputs)[:, 0]
    row = int(moved.argmax())
    steps = np.concatenate(
        [new.ravel() - old.ravel() for old, new in zip(before.numbers.weights, after.numbers.weights, strict=True)]
    )
    parts = story.text.split(" · ")
    assert parts[0] == "epoch 942 → 943"
    assert parts[1] == "MSE {} → {}".format(*told_apart(before.numbers.mse, after.numbers.mse))
    assert parts[2].startswith(f"row {row + 1}: ")
    assert parts[3].startswith("most moved: ")
    assert f"{steps[np.abs(steps).argmax()]:+.3f}" in parts[3] or "e-" in parts[3]
    assert story.row == row
    assert story.synapse.layer in (0, 1)


def test_in_78_cells_a_jump_tells_the_row_that_turned_right_and_how_many_more_only_if_there_is_room():
    made = session("xor")
    before = do(made, Step(33))
    story = step_story(before, do(made, GoTo(200))).text
    assert " · row 2 turned right: 0.492 → 0.851 · so did 1 more · " in story
    assert story_that_fits(story, 76) == story.partition(" · so did")[0]


def test_a_step_back_and_a_jump_are_told_the_way_they_went():
    made = session("xor")
    before = do(made, Step(10))
    assert step_story(before, do(made, Back(1))).text.startswith("epoch 10 → 9 · ")
    assert step_story(do(made), do(made, GoTo(2))).text.startswith("epoch 9 → 2 · ")


def test_the_epoch_in_which_a_row_turns_right_says_so():
    made = session("xor")
    before, told = do(made), []
    for _ in range(200):
        after = do(made, Step(1))
        was, now = (
            (snapshot.numbers.outputs > 0.5) == (snapshot.numbers.targets > 0.5) for snapshot in (before, after)
        )
        turned = [int(place) for place in np.flatnonzero(was[:, 0] != now[:, 0])]
        text = step_story(before, after).text
        if turned:
            told.append(text)
            assert any(f"row {row + 1} turned {'right' if now[row, 0] else 'wrong'}" in text for row in turned)
        else:
            assert "turned" not in text
        before = after
    assert told


def changed(snapshot, weights=None, epoch=None, **numbers):
    given = {"weights": tuple(weights)} if weights else {}
    progress = replace(snapshot.progress, epoch=snapshot.progress.epoch + 1 if epoch is None else epoch)
    return replace(snapshot, progress=progress, numbers=replace(snapshot.numbers, **given, **numbers))


def test_a_weight_that_changed_sign_comes_before_the_one_that_moved_most():
    before = do(session("xor"))
    weights = [each.copy() for each in before.numbers.weights]
    weights[0][0, 1] = 5.0 * np.sign(weights[0][0, 1])
    weights[1][2, 0] = -0.01 * np.sign(before.numbers.weights[1][2, 0])
    story = step_story(before, changed(before, weights))
    old = before.numbers.weights[1][2, 0]
    assert f"h3→y changed sign: {old:+.3f} → {weights[1][2, 0]:+.3f}" in story.text


def test_an_mse_that_rose_is_told():
    before = do(session("xor"))
    assert "the MSE rose" in step_story(before, changed(before, mse=before.numbers.mse + 1)).text
    assert "rose" not in step_story(before, changed(before, mse=before.numbers.mse / 2)).text


def test_a_neuron_that_became_flat_for_all_rows_saturated_and_one_that_is_so_no_more_woke():
    before = do(session("xor"))
    flat = [each.copy() for each in before.numbers.activations]
    flat[1][:, 2] = 0.999
    after = changed(before, activations=tuple(flat))
    assert "h3 saturated" in step_story(before, after).text
    assert step_story(before, after).neuron == NeuronAddress(1, 2)
    assert "h3 woke" in step_story(after, changed(before, epoch=after.progress.epoch + 1)).text


def test_what_mattered_comes_before_what_moved_and_so_fits_into_80_cells():
    before = do(session("xor"))
    flat = [each.copy() for each in before.numbers.activations]
    flat[1][:, 2] = 0.999
    outputs, weights = before.numbers.outputs + 0.01, [each + 0.1 for each in before.numbers.weights]
    text = step_story(before, changed(before, weights, activations=tuple(flat), outputs=outputs, mse=0.5)).text
    assert story_that_fits(text, 78).endswith("MSE 0.320 → 0.500 · the MSE rose · h3 saturated")


def test_nothing_is_told_of_one_place_or_of_two_networks():
    before = do(session("xor"))
    assert step_story(before, before) is None
    assert step_story(before, do(session("xor3"), Step(1))) is None


def test_another_seed_is_named():
    made = session("xor")
    before = do(made, Step(3))
    assert step_story(before, do(made, Reseed(9))).text.startswith("seed 7 → 9, epoch 0 · ")


def test_numbers_that_are_none_do_not_stop_the_story():
    before = do(session("xor"))
    broken = changed(
        before, [each * np.nan for each in before.numbers.weights], outputs=before.numbers.outputs * np.nan
    )
    assert step_story(before, broken).text.startswith("epoch 0 → 1 · MSE ")


@pytest.mark.parametrize(
    ("old", "new", "texts"),
    [
        (0.25, 0.5, ("0.250", "0.500")),
        (0.0015224, 0.0015213, ("0.001522", "0.001521")),
        (0.1, 0.1, ("0.100",) * 2),
        (0.0474, 0.0465, ("0.0474", "0.0465")),
        (0.0465, 0.0456, ("0.0465", "0.0456")),
        (0.0014, 0.00084, ("0.0014", "0.0008")),
        (0.0006, 0.00048, ("0.00060", "0.00048")),
        (3.14e-8, 3.1e-8, ("3.14e-8", "3.1e-8")),
        (0.0, 0.0, ("0.000",) * 2),
        (52.13, 7.634e110, ("52.1", "7.63e110")),
        (1e300, float("inf"), ("1e300", "inf")),
    ],
)
def test_two_numbers_have_the_decimals_that_tell_them_apart(old, new, texts):
    assert told_apart(old, new) == texts


def test_a_number_has_the_digits_that_it_had_in_the_step_before_unless_the_change_needs_more():
    made = session("xor")
    errors = [do(made, Step(1)).numbers.mse for _ in range(400)]
    told = [told_apart(*pair) for pair in pairwise(errors)]
    assert sum(before[1] != after[0] for before, after in pairwise(told)) <= 5


def test_of_a_story_as_many_parts_are_shown_as_fit_whole():
    story = "epoch 1 → 2 · MSE 0.284 → 0.263 · row 2: 0.638 → 0.553"
    assert story_that_fits(story, 80) == story
    assert story_that_fits(story, 40) == "epoch 1 → 2 · MSE 0.284 → 0.263"
    assert story_that_fits(story, 5) == "epoch 1 → 2"


def test_of_a_table_outputs_are_told_in_its_units():
    made = session("sine")
    before, after = do(made, Step(5)), do(made, Step(1))
    story = step_story(before, after)
    place = story.row - after.numbers.first
    scale = after.about.output_scales[0][1]
    moved = np.abs(after.numbers.outputs - before.numbers.outputs)[:, 0]
    assert place == int(moved.argmax())
    left, right = story.text.split(f"row {story.row + 1}: ")[1].split(" · ")[0].split(" → ")
    assert abs(abs(float(right) - float(left)) - moved[place] * scale) < 0.002


def test_a_weight_that_began_at_0_has_changed_no_sign():
    before = session("xor").snapshot()
    nothing = tuple(np.zeros_like(each) for each in before.numbers.weights)
    down = tuple(each - 0.5 for each in nothing)
    states = [replace(StepState.of(before), weights=each) for each in (nothing, down)]
    assert "most moved: x1→h1 -0.500" in story_between(*states).text


def test_a_negative_example_is_right_in_an_epoch_of_training_if_its_target_has_not_come_out():
    network = Network([1, 1], weights=[np.array([[9.0], [-4.5]])])
    trainer = Trainer(network, Dataset([[0], [1], [1]], [[0], [1], [1]], negative=[False, False, True]))
    state = StepState.of_block(trainer, trainer.present(), 0, network.copy())
    assert state.right.tolist() == [True, True, False]


def test_of_several_outputs_the_one_that_is_told_has_its_name():
    made = session("pixels")
    before, after = do(made), do(made, Step(1))
    story = step_story(before, after)
    row = story.row - after.numbers.first
    place = int(np.abs(after.numbers.outputs - before.numbers.outputs)[row].argmax())
    name, value = after.about.output_names[place], before.numbers.outputs[row, place]
    assert f"row {story.row + 1}: {name} {value:.3f} → " in story.text
