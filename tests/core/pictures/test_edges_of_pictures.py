"""Where pictures begin and end: the window of images, margins, lines without a bias, a table of one output."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.networks.network import Network
from perceptop.core.pictures.confusion import confusion
from perceptop.core.pictures.hidden_space import _turns_at_zero, hidden_space
from perceptop.core.pictures.images import images
from perceptop.core.pictures.loss_surface import around
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Confusion, HiddenSpace, Images
from perceptop.core.training.trainer import Trainer

XOR = Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])


def hidden(**options):
    """The hidden space of XOR in a network with two hidden neurons."""
    found = hidden_space(Scene.of(Trainer(Network([2, 2, 1], seed=1, **options), XOR)))
    assert isinstance(found, HiddenSpace)
    return found


def test_a_line_without_a_bias_goes_through_the_origin():
    weights = [[[1.0, 2.0], [3.0, 4.0], [0.5, 0.5]], [[2.0], [-3.0]]]
    found = hidden(bias=[True, False], weights=weights)
    assert found.line == (2.0, -3.0, 0.0)


def test_hidden_space_goes_a_twentieth_beyond_what_a_neuron_can_give():
    found = hidden(activation=["tanh", "sigmoid"])
    assert found.x == found.y == pytest.approx((-1.1, 1.1))


class Level(Activation):
    """0 at every z, midway between its limits."""

    name = "level"
    lowest, highest = -1.0, 1.0

    def function(self, z):
        return np.zeros_like(z)


def test_an_output_that_stays_in_the_middle_tips_over_nowhere():
    assert not _turns_at_zero(Level())


@pytest.mark.parametrize(("chosen", "first"), [(0, 0), (100, 68), (199, 136)])
def test_the_chosen_image_stands_in_the_middle_of_64(chosen, first):
    data = Dataset(np.arange(800.0).reshape(200, 4), np.zeros((200, 1)), image=(2, 2))
    found = images(Scene.of(Trainer(Network([4, 1]), data), chosen=chosen))
    assert isinstance(found, Images)
    assert (found.first, len(found.pixels)) == (first, 64)


def test_the_table_of_one_output_needs_no_word_of_outputs():
    found = confusion(Scene.of(Trainer(Network([2, 1]), XOR)))
    assert isinstance(found, Confusion)
    assert not found.by_output


def test_a_loss_surface_reaches_half_as_far_again_as_the_weights():
    low, high = around(np.array([0.0, 100.0]))
    assert low <= -25
    assert high >= 125
