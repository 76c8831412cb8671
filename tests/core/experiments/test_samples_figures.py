"""Every sample with the figures that its author published."""

import numpy as np
import pytest

from perceptop.core.data.generators.images import pixel_images
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.experiments.samples import ORDER, sample_names, samples
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.stopping import StopCheck


def trained(name, seed=None):
    trainer = load_experiment(name).trainer(seed)
    trainer.run()
    return trainer


def outputs_of(trainer):
    return trainer.outputs.ravel()


def losses_of(trainer, epochs):
    """The loss of every epoch up to that one."""
    found = []
    while trainer.epoch < epochs:
        found.extend(trainer.loop.advance(epochs - trainer.epoch).losses)
    return np.array([*found, trainer.loss])


def test_the_list_of_samples_tells_what_their_files_say():
    for sample in samples():
        experiment = load_experiment(sample.name)
        assert (sample.title, sample.source) == (experiment.title, experiment.source)


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_says_what_it_is_and_what_to_look_for(name):
    experiment = load_experiment(name)
    assert experiment.title
    assert experiment.source
    assert experiment.look_for.endswith(".")
    assert len(experiment.look_for) < 130


def test_all_samples_are_listed_in_their_order():
    assert sample_names()[: len(ORDER)] == ORDER


def test_xor_has_17_synapses_and_its_rows_in_the_authors_order():
    trainer = load_experiment("xor").trainer()
    assert trainer.network.theta.size == 17
    assert trainer.dataset.inputs.tolist() == [[1, 1], [1, 0], [0, 1], [0, 0]]
    assert trainer.dataset.targets.ravel().tolist() == [0, 1, 1, 0]
    assert (np.abs(trainer.network.theta) <= 2).all()


def test_xor_reaches_its_target():
    trainer = trained("xor")
    assert trainer.stopped.reason == "target_loss"
    assert np.round(outputs_of(trainer)).tolist() == [0, 1, 1, 0]


@pytest.mark.slow
def test_xor_is_solved_from_nearly_every_start_within_500_epochs():
    solved = 0
    for seed in range(100):
        trainer = load_experiment("xor").trainer(seed)
        trainer.run(500)
        solved += bool((np.abs(trainer.outputs - trainer.dataset.targets) < 0.5).all())
    assert solved >= 95


def test_trask_2_layer_to_all_printed_digits():
    printed = ["0.00966449", "0.00786506", "0.99358898", "0.99211957"]
    assert [f"{output:.8f}" for output in outputs_of(trained("trask-2-layer"))] == printed


@pytest.mark.slow
def test_trask_3_layer_to_all_printed_digits():
    experiment = load_experiment("trask-3-layer")
    trainer, found = experiment.trainer(), []
    while trainer.epoch < experiment.epochs:
        found += experiment.checkpoints.of(trainer.loop.advance(experiment.epochs - trainer.epoch))
    printed = "0.496410031903 0.00858452565325 0.00578945986251 0.00462917677677 0.00395876528027 0.00351012256786"
    assert [epoch for epoch, _ in found] == [0, 10_000, 20_000, 30_000, 40_000, 50_000]
    assert [f"{value:.12g}" for _, value in found] == printed.split()


@pytest.mark.slow
def test_loy_only_ever_falls_from_any_start():
    for seed in range(20):
        assert (np.diff(losses_of(load_experiment("loy").trainer(seed), 1500)) < 0).all()


@pytest.mark.slow
def test_loy_ends_near_its_published_outputs():
    outputs = [outputs_of(trained("loy", seed)) for seed in range(50)]
    np.testing.assert_allclose(np.median(outputs, axis=0), [0.012, 0.974, 0.974, 0.028], atol=0.002)
    np.testing.assert_allclose(outputs_of(trained("loy")), [0.01, 0.97, 0.97, 0.03], atol=0.005)


def test_byte_neuron_reads_its_published_number():
    assert f"{outputs_of(trained('byte-neuron'))[0] * 31:.4f}" == "5.2797"


@pytest.mark.slow
def test_byte_neuron_reads_nearly_5_from_any_start():
    found = [outputs_of(trained("byte-neuron", seed))[0] * 31 for seed in range(100)]
    assert np.median(found) == pytest.approx(5.287, abs=0.05)


def test_byte_neuron_moves_only_the_weights_of_inputs_that_are_on():
    trainer = load_experiment("byte-neuron").trainer()
    before = trainer.network.theta.copy()
    trainer.run()
    assert (trainer.network.theta != before).tolist() == [False, False, True, False, True, True]


def test_fann_and_gives_about_minus_1_for_1_and_minus_1():
    trainer = trained("fann-and")
    assert trainer.stopped.reason == "target_loss"
    assert trainer.network.predict([1, -1]) == pytest.approx(-1, abs=0.01)


@pytest.mark.slow
def test_letters_are_learned_as_far_as_they_can_be():
    trainer = trained("letters")
    assert trainer.epoch == 5000
    readings = [trainer.network.query([letter])[0] for letter in "whenat"]
    assert "".join(reading.symbol for reading in readings) == "henatt"
    assert 0.3 < readings[1].value < 0.5


def test_letters_v1_gives_its_six_outputs():
    network = load_experiment("letters-v1").network()
    readings = [network.query([letter])[0] for letter in "whenat"]
    published = [0.243879, 0.340194, 0.441022, 0.532646, 0.607575, 0.664986]
    np.testing.assert_allclose([reading.value for reading in readings], published, atol=1e-6)
    assert "".join(reading.symbol for reading in readings) == "henatt"


def test_pluto_and_orange_come_out_as_each_other():
    trainer = trained("pluto-orange")
    assert trainer.mse < 0.01
    words = ["".join(reading.symbol for reading in trainer.network.query(list(word))) for word in ("pluto ", "orange")]
    assert words == ["orange", "pluto "]


@pytest.mark.slow
def test_xor3_to_three_digits():
    published = [0.041, 0.95, 0.978, 0.033, 0.95, 0.067, 0.032, 0.962]
    assert np.round(outputs_of(trained("xor3")), 3).tolist() == published


@pytest.mark.slow
def test_xor3_with_momentum_is_further_down():
    with_momentum = load_experiment("xor3").override(Overrides(momentum=0.5)).trainer()
    with_momentum.run()
    assert with_momentum.mse < trained("xor3").mse / 2


@pytest.mark.parametrize("name", ["and", "or", "nand"])
def test_a_single_neuron_learns_what_a_line_can_part(name):
    trainer = trained(name)
    assert trainer.stopped.reason == "target_loss"
    assert np.round(trainer.outputs).tolist() == trainer.dataset.targets.tolist()


def test_linear_comes_near_2_and_3():
    weight, bias = trained("linear").network.theta
    assert (round(float(weight), 2), round(float(bias), 2)) == (2.04, 2.89)


def test_single_weight_comes_near_a_half():
    trainer = load_experiment("single-weight").trainer()
    assert trainer.network.theta.tolist() == [-0.12]
    trainer.run()
    # Each step takes the same share of the way: 2 · rate · x².
    assert trainer.network.theta[0] == pytest.approx(0.5 - 0.62 * (1 - 2 * 0.001 * 1.5**2) ** 1000, rel=1e-12)


@pytest.mark.slow
def test_cubic_from_378_to_about_83():
    trainer = load_experiment("cubic").trainer()
    assert round(trainer.mse) == 378
    trainer.run()
    assert round(trainer.mse) == 83


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pixels", "pixels-greyscale", "vertical"])
def test_images_are_learned(name):
    trainer = trained(name)
    assert trainer.mse < 0.01
    assert np.round(trainer.outputs).tolist() == trainer.dataset.targets.tolist()


def test_the_predefined_network_finds_vertical_lines():
    images = pixel_images(classes=["vertical"])
    outputs = load_experiment("vertical-predefined").network().predict(images.inputs)
    np.testing.assert_array_equal(outputs, images.targets)


def test_the_predefined_biases_may_stand_apart():
    apart = Network.from_weights([[[1, -2], [-2, 1], [1, -2], [-2, 1]], [[1], [1]]], [[-1, -1], [0]], activation="step")
    together = load_experiment("vertical-predefined").network()
    np.testing.assert_array_equal(apart.theta, together.theta)


def test_the_spam_neuron_has_a_sum_of_5():
    network = load_experiment("spam-neuron").network()
    forward = network.forward([[1, 1]])
    assert forward.z[0].tolist() == [[5]]
    assert forward.outputs[0, 0] == pytest.approx(0.9933071490757153, rel=1e-15)


def test_the_perceptron_is_and():
    assert load_experiment("and-perceptron").trainer().outputs.ravel().tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize("name", ["letters-v1", "vertical-predefined", "spam-neuron", "and-perceptron"])
def test_given_weights_leave_nothing_to_run(name):
    trainer = load_experiment(name).trainer()
    before = trainer.network.theta.copy()
    assert trainer.run() == 0
    assert trainer.epoch == 0
    np.testing.assert_array_equal(trainer.network.theta, before)


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_can_be_advanced_in_stretches_to_its_end(name):
    trainer = load_experiment(name).trainer()
    if not trainer.trainable:
        return
    stretch = trainer.loop.advance_until(StopCheck(trainer.stopping), 3)
    assert len(stretch) <= 3
