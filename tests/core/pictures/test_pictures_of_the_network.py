"""The pictures that show the inside: hidden space, matrices, histograms; and what is taken for what."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network
from perceptop.core.pictures.confusion import confusion
from perceptop.core.pictures.hidden_space import hidden_space
from perceptop.core.pictures.histogram import histogram, histograms
from perceptop.core.pictures.sampling import round_above, spread, widened
from perceptop.core.pictures.scene import Scene
from perceptop.core.pictures.weight_matrices import largest_of_blocks, matrices
from perceptop.core.protocol.picture import Unavailable
from perceptop.core.training.trainer import Trainer


def run(name, epochs):
    """A scene after so many epochs, and the network that it began with."""
    trainer = load_experiment(name).trainer()
    start = trainer.network.copy()
    trainer.run(epochs=epochs)
    return Scene(trainer, start.theta), start


def test_hidden_space_before_and_now():
    scene, start = run("xor", 80)
    found = hidden_space(scene, "1.0,1.3")
    inputs = scene.trainer.dataset.inputs
    assert found.before == pytest.approx(start.forward(inputs).activations[1][:, [0, 3]], abs=1e-6)
    assert found.now == pytest.approx(scene.trainer.network.forward(inputs).activations[1][:, [0, 3]], abs=1e-6)
    assert [found.marks.names[mark] for mark in found.marks.of] == ["0", "1", "1", "0"]


def test_hidden_space_leaves_the_network_as_it_is():
    scene, _ = run("xor", 5)
    before = scene.trainer.network.theta.copy()
    hidden_space(scene)
    assert (scene.trainer.network.theta == before).all()


def test_the_two_neurons_with_most_say_are_shown():
    scene, _ = run("xor", 1)
    scene.trainer.network.weights[1][:, 0] = [1.0, -3.0, 0.5, 2.0, 99.0]
    found = hidden_space(scene)
    assert (str(found.first), str(found.second)) == ("1.1", "1.3")


def test_two_hidden_neurons_have_a_line_on_which_the_output_tips_over():
    data = Dataset([[0, 0], [1, 1]], [[0], [1]])
    trainer = Trainer(Network([2, 2, 1], seed=4), data)
    a, b, c = hidden_space(Scene.of(trainer)).line
    z = trainer.network.forward(data.inputs)
    hidden = z.activations[1]
    assert hidden[:, 0] * a + hidden[:, 1] * b + c == pytest.approx(z.z[1][:, 0])


def test_more_hidden_neurons_have_no_such_line():
    assert hidden_space(run("xor", 1)[0]).line is None


@pytest.mark.parametrize("subject", ["1.0", "1.0,1.0", "1.0,2.0", "0.0,0.1", "1.0,1.9"])
def test_a_pair_that_is_none_is_refused(subject):
    with pytest.raises(BadInput, match=r"^hidden-space: found"):
        hidden_space(run("xor", 1)[0], subject)


def test_there_is_no_hidden_space_without_a_hidden_layer():
    assert isinstance(hidden_space(run("and", 1)[0]), Unavailable)


def test_confusion_by_hand():
    data = Dataset([[0.0], [1.0], [2.0], [3.0]], [[1, 0], [1, 0], [0, 1], [0, 1]], output_names=["low", "high"])
    trainer = Trainer(Network([1, 2], "linear", weights=[[[0.0, 1.0], [1.5, 0.0]]]), data)
    found = confusion(Scene.of(trainer))
    # Outputs are 1.5 and x: low is recognized below 1.5, as it should be for 0 and 1.
    assert found.counts.tolist() == [[2, 0], [0, 2]]
    trainer.network.weights[0][1, 0] = 0.5
    trainer.set_weight(0, 0, 0, 0.0)
    found = confusion(Scene.of(trainer))
    assert found.counts.tolist() == [[1, 1], [0, 2]]
    assert (found.right, found.counted, found.accuracy) == (3, 4, 0.75)
    assert not found.by_output


def test_confusion_counts_examples_of_no_class_too():
    found = confusion(run("pixels", 1)[0])
    assert found.names == ("solid", "horizontal", "vertical", "diagonal", "none")
    assert found.counts.sum(axis=1).tolist() == [2, 2, 2, 2, 8]


def test_words_are_counted_output_by_output():
    found = confusion(run("pluto-orange", 1)[0])
    assert found.by_output
    assert found.counted == 12


def test_negative_examples_are_not_counted():
    data = Dataset([[0.0], [1.0], [1.0]], [[0], [1], [0]], negative=[False, False, True])
    assert confusion(Scene.of(Trainer(Network([1, 1]), data))).counted == 2


def test_numbers_have_no_confusion():
    assert isinstance(confusion(run("cubic", 1)[0]), Unavailable)


def test_small_matrices_are_the_weights():
    scene, _ = run("xor", 3)
    found = matrices(scene)
    for matrix, weights in zip(found.layers, scene.trainer.network.weights, strict=True):
        assert matrix.weights == pytest.approx(weights, abs=1e-6)
        assert matrix.bias
        assert matrix.largest >= np.abs(weights).max()
    assert [matrix.layer for matrix in matrices(scene, "2").layers] == [2]


def test_a_layer_that_does_not_exist_is_refused():
    with pytest.raises(BadInput, match="weights: found 3, expected a layer from 1 to 2"):
        matrices(run("xor", 1)[0], "3")


def test_a_block_shows_its_largest_weight_with_its_sign():
    values = np.array([[1.0, -2.0, 0.5], [0.0, 1.5, -0.25], [3.0, -4.0, 0.0]])
    assert largest_of_blocks(values, (2, 2)).tolist() == [[-2.0, 0.5], [-4.0, 0.0]]
    assert largest_of_blocks(np.array([[-2.0, 2.0]]), (1, 2)).tolist() == [[2.0]]


def test_large_matrices_are_shown_in_blocks_with_a_bias_row_of_their_own():
    trainer = Trainer(Network([784, 128], seed=1), Dataset(np.zeros((1, 784)), np.zeros((1, 128))))
    matrix = matrices(Scene.of(trainer)).layers[0]
    assert matrix.block == (9, 2)
    assert matrix.weights.shape == (88 + 1, 64)
    block = trainer.network.weights[0][9:18, 4:6]
    assert abs(matrix.weights[1, 2]) == pytest.approx(np.abs(block).max(), abs=1e-6)
    assert (matrix.weights[-1] == 0).all()


def test_histogram_counts():
    found = histogram(np.array([[-1.9, 0.0, 0.01], [0.05, 1.0, 1.99]]))
    assert found.largest == 2.0
    expected = np.zeros(25, int)
    for value in (-1.9, 0.0, 0.01, 0.05, 1.0, 1.99):
        expected[int((value + 2) / 4 * 25)] += 1
    assert found.counts.tolist() == expected.tolist()


def test_what_is_not_finite_lies_outside():
    found = histogram(np.array([1.0, np.nan, np.inf, -np.inf]))
    assert (found.counts.sum(), found.outside) == (1, 3)


def test_gradients_are_those_of_the_present_weights():
    scene, _ = run("xor", 7)
    trainer = scene.trainer
    _, gradients = trainer.network.gradients(trainer.dataset.inputs, trainer.dataset.targets, trainer.loss_function)
    found = histograms(scene)
    for layer, gradient in enumerate(gradients):
        assert found.gradients[layer].counts.tolist() == histogram(gradient).counts.tolist()
        assert found.weights[layer].counts.sum() == gradient.size
    assert found.examples == found.batch == 4


def test_what_cannot_learn_has_no_gradients():
    assert histograms(Scene.of(load_experiment("and-perceptron").trainer())).gradients == ()


def test_spread_keeps_first_and_last():
    assert spread(4, 9).tolist() == [0, 1, 2, 3]
    rows = spread(1000, 7)
    assert (rows[0], rows[-1], len(set(rows.tolist()))) == (0, 999, 7)


def test_a_range_without_extent_gets_one():
    assert widened(np.array([2.0, 2.0]), 0.25) == (1.0, 3.0)
    assert widened(np.array([np.nan]), 0.25) == (-1.0, 1.0)


@pytest.mark.parametrize(
    ("value", "round_value"), [(0.3, 0.5), (1.0, 1.0), (1.01, 2.0), (77, 100), (0, 1), (1e-9, 1e-9)]
)
def test_round_above(value, round_value):
    assert round_above(value) == pytest.approx(round_value)
