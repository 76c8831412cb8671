import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.initializers import ByNeuron, Constant, Glorot, He, Normal, Uniform, draw_weights, draws

MANY = 200


def layer(initializer, inputs=MANY, outputs=MANY, seed=3):
    return initializer(draws(seed), inputs, outputs, inputs)


def test_uniform_weights_lie_within_their_limits():
    weights = layer(Uniform(-2, 3))
    assert weights.min() >= -2
    assert weights.max() < 3
    assert weights.mean() == pytest.approx(0.5, abs=0.02)


def test_normal_weights_have_their_mean_and_deviation():
    weights = layer(Normal(1, 0.5))
    assert weights.mean() == pytest.approx(1, abs=0.01)
    assert weights.std() == pytest.approx(0.5, abs=0.01)


def test_glorot_weights_have_a_variance_of_2_over_inputs_and_outputs():
    assert layer(Glorot(), 300, 100).var() == pytest.approx(2 / 400, rel=0.03)


def test_he_weights_have_a_variance_of_2_over_inputs():
    assert layer(He(), 300, 100).var() == pytest.approx(2 / 300, rel=0.03)


@pytest.mark.parametrize("kind", ["uniform", "normal"])
def test_the_legacy_generator_is_that_of_published_figures(kind):
    initializer = Uniform(-1, 1) if kind == "uniform" else Normal()
    published = np.random.RandomState(1)
    expected = 2 * published.random_sample((3, 4)) - 1 if kind == "uniform" else published.standard_normal((3, 4))
    np.testing.assert_array_equal(initializer(draws(1, "legacy"), 3, 4, 3), expected)


def test_by_neuron_draws_the_weights_of_one_neuron_after_the_other():
    np.testing.assert_array_equal(
        ByNeuron(Normal())(draws(1, "legacy"), 3, 2, 3), np.random.RandomState(1).standard_normal((2, 3)).T
    )


def test_biases_of_their_own_are_drawn_after_all_weights():
    drawn = draw_weights([2, 3, 1], [True, True], draws(1, "legacy"), Normal(), Uniform(0, 1))
    random = np.random.RandomState(1)
    expected = [random.standard_normal((2, 3)), random.standard_normal((3, 1))]
    biases = [random.random_sample((1, 3)), random.random_sample((1, 1))]
    for array, weights, bias in zip(drawn, expected, biases, strict=True):
        np.testing.assert_array_equal(array, np.vstack([weights, bias]))


def test_layers_without_a_bias_have_no_row_for_it():
    shapes = [array.shape for array in draw_weights([2, 3, 1], [False, True], draws(1), Uniform(), Constant(0.0))]
    assert shapes == [(2, 3), (4, 1)]


@pytest.mark.parametrize(("seed", "generator"), [(-1, "default"), (2**63, "default"), (2**32, "legacy"), (0, "old")])
def test_a_seed_or_generator_that_is_not_there_is_refused(seed, generator):
    with pytest.raises(BadInput):
        draws(seed, generator)
