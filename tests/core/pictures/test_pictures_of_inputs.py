"""The pictures that show what comes out for what goes in: surfaces, fit, images."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network
from perceptop.core.pictures.fit import fit
from perceptop.core.pictures.images import images
from perceptop.core.pictures.scene import Scene
from perceptop.core.pictures.surface import neuron_surfaces, surface
from perceptop.core.protocol.picture import Unavailable
from perceptop.core.training.trainer import Trainer


def trained(name, epochs=50):
    trainer = load_experiment(name).trainer()
    trainer.run(epochs=epochs)
    return trainer


def two_inputs(outputs=1, examples=4, activation="sigmoid", targets=None):
    draw = np.random.default_rng(3)
    data = Dataset(draw.normal(size=(examples, 2)), draw.random((examples, outputs)) if targets is None else targets)
    return Trainer(Network([2, 3, outputs], activation, seed=1), data)


def test_a_surface_is_what_the_network_predicts_at_each_point():
    trainer = trained("xor")
    found = surface(Scene.of(trainer))
    assert found.values.shape == (48, 48)
    for row, column in ((0, 0), (0, 47), (47, 0), (20, 31)):
        x1 = found.x[0] + column / 47 * (found.x[1] - found.x[0])
        x2 = found.y[0] + row / 47 * (found.y[1] - found.y[0])
        assert found.values[row, column] == pytest.approx(trainer.network.predict([x1, x2])[0], abs=1e-6)


def test_a_surface_goes_a_quarter_beyond_the_data():
    found = surface(Scene.of(trained("xor")))
    assert found.x == found.y == (-0.25, 1.25)


def test_the_examples_stand_on_it_with_their_class():
    found = surface(Scene.of(trained("xor")))
    assert found.points.tolist() == [[1, 1], [1, 0], [0, 1], [0, 0]]
    assert [found.marks.names[mark] for mark in found.marks.of] == ["0", "1", "1", "0"]
    assert (found.scale.low, found.scale.middle, found.scale.high) == (0, 0.5, 1)


def test_the_surface_of_a_hidden_neuron_is_its_activation():
    trainer = trained("xor")
    found = surface(Scene.of(trainer), "1.2")
    corner = trainer.network.forward([[found.x[1], found.y[0]]]).activations[1][0, 2]
    assert found.values[0, -1] == pytest.approx(corner, abs=1e-6)
    assert str(found.neuron) == "1.2"


def test_of_several_outputs_the_largest_wins():
    trainer = two_inputs(outputs=3)
    found = surface(Scene.of(trainer))
    middle = [found.x[0] + 10 / 47 * (found.x[1] - found.x[0]), found.y[0] + 30 / 47 * (found.y[1] - found.y[0])]
    outputs = trainer.network.predict(middle)
    assert found.winners[30, 10] == outputs.argmax()
    assert found.values[30, 10] == pytest.approx(outputs.max(), abs=1e-6)


def test_an_output_without_limits_is_shaded_from_the_least_to_the_greatest_target():
    trainer = two_inputs(activation="linear", targets=[[1.0], [5.0], [2.0], [3.0]])
    scale = surface(Scene.of(trainer)).scale
    assert (scale.low, scale.middle, scale.high) == (1, 3, 5)


def test_of_many_examples_some_are_shown():
    found = surface(Scene.of(two_inputs(examples=5000)))
    assert len(found.points) == len(found.marks.of) == 256
    assert found.examples == 5000


def test_small_surfaces_of_all_neurons():
    trainer = trained("xor")
    found = neuron_surfaces(Scene.of(trainer))
    assert [layer.shape for layer in found.layers] == [(4, 16, 16), (1, 16, 16)]
    corner = trainer.network.forward([[found.x[1], found.y[1]]])
    for layer, values in enumerate(found.layers, 1):
        assert values[:, -1, -1] == pytest.approx(corner.activations[layer][0], abs=1e-6)


@pytest.mark.parametrize("subject", ["3.0", "1.9", "x", "1"])
def test_a_neuron_that_does_not_exist_is_refused(subject):
    with pytest.raises(BadInput, match=r"^surface: found"):
        surface(Scene.of(trained("xor", 1)), subject)


@pytest.mark.parametrize("take", [surface, neuron_surfaces])
def test_there_is_no_surface_of_three_inputs(take):
    assert isinstance(take(Scene.of(trained("xor3", 1))), Unavailable)


def test_a_fit_is_target_and_output_over_the_range():
    trainer = trained("cubic", 3)
    found = fit(Scene.of(trainer))
    assert (found.x[0], found.x[-1]) == (-5, 5)
    assert found.outputs[77] == pytest.approx(trainer.network.predict([found.x[77]])[0])
    assert found.targets == pytest.approx(found.inputs**3 - 15 * found.inputs)
    assert np.all(np.diff(found.inputs) > 0)
    assert len(found.inputs) == 512
    assert found.examples == 1000


def test_a_fit_of_a_single_point_has_a_range():
    found = fit(Scene.of(trained("single-weight", 1)))
    assert (found.x[0], found.x[-1]) == (0.5, 2.5)


def test_there_is_no_fit_of_two_inputs():
    assert isinstance(fit(Scene.of(trained("xor", 1))), Unavailable)


def test_images_with_what_they_are_recognized_as():
    trainer = trained("pixels", 20)
    found = images(Scene.of(trainer))
    data = trainer.dataset
    assert found.pixels.reshape(16, 4).tolist() == data.inputs.tolist()
    assert found.expected[:4] == ("solid", "none", "none", "horizontal")
    for place, output in enumerate(trainer.network.predict(data.inputs)):
        wanted = data.output_names[output.argmax()] if output.max() > 0.5 else "none"
        assert found.recognized[place] == wanted


def test_large_images_are_shown_around_the_chosen_one():
    draw = np.random.default_rng(1)
    data = Dataset(draw.random((500, 784)), draw.random((500, 2)), image=(28, 28))
    found = images(Scene.of(Trainer(Network([784, 2]), data), chosen=490))
    assert found.pixels.shape == (25, 28, 28)
    assert found.first == 475
    assert found.pixels[15].ravel() == pytest.approx(data.inputs[490], abs=1e-6)
    assert found.recognized == ()


def test_inputs_that_are_no_images_have_none():
    assert isinstance(images(Scene.of(trained("xor", 1))), Unavailable)
