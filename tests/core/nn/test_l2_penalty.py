"""The L2 penalty against PyTorch 2.13 and scikit-learn 1.9, whose figures are written down, and a loop of our own."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.explain.gradient_check import check_all
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.networks.online_learner import OnlineLearner
from perceptop.core.pictures.loss_surface import losses_around
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.training.batched.trainer import BatchedTrainer
from perceptop.core.training.trainer import Trainer

XOR = Dataset(np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]]))
WEIGHTS = [[[0.5, -0.4, 0.3], [0.2, 0.7, -0.6], [0.1, -0.2, 0.05]], [[0.8], [-0.5], [0.3], [0.15]]]
L2 = 0.03

# torch.autograd of mse_loss + 0.03 / 2 · Σ weight², tanh and sigmoid, double precision.
LOSS = 0.3040818889265704
GRADIENTS = [
    [
        [0.0319439997465188, -0.03845496453746551, 0.022291437472257515],
        [-0.006789855563812652, 0.009110850674714104, -0.011279390581710546],
        [0.027475255240414047, -0.03602432729641089, 0.020502337884297256],
    ],
    [[0.04669543546306812], [-0.03545805419182238], [0.01632808293735244], [0.054114737339731704]],
]
# torch.optim, 50 full batches: SGD(lr=0.5, momentum=0.9), Adam(lr=0.01); weight_decay 0.03, of biases 0.
SGD = [
    [
        [0.00792409287007815, -0.02866664898198301, 0.01467366021642925],
        [-0.037567093340077067, 0.02988285154435896, -0.028459341923882667],
        [0.08607165504645102, 0.2741143117521853, -0.18595717077172483],
    ],
    [[0.03808175945407719], [-0.05680732631118259], [0.037199465697608305], [0.015821667285048194]],
]
ADAM = [
    [
        [0.18236733561020996, -0.08799095367390015, 0.01817763404444499],
        [0.12670837926386647, 0.20627315046550992, -0.14090948487590774],
        [-0.007105224210907743, 0.059877591207081624, -0.17668592881570652],
    ],
    [[0.40851836150086146], [-0.15320887867325794], [-0.006668467935123377], [-0.0690342824072018]],
]
# sklearn.neural_network.MLPRegressor(activation="tanh", alpha=0.12), its loss and gradients of these four rows.
SKLEARN_LOSS = 0.21406628399687566
SKLEARN_GRADIENTS = [
    [
        [0.07013447113785183, -0.07651775049919572, 0.04494688993986256],
        [-0.11430986337833463, 0.05007833026388477, -0.034773822908511484],
        [-0.05955733646531758, -0.00764613885298128, 0.005530533867443649],
    ],
    [[0.04564504349502572], [-0.12652366698776552], [0.09974588054998557], [-0.03693951578674701]],
]


def network(output="sigmoid", **options):
    return Network([2, 3, 1], ["tanh", output], weights=WEIGHTS, **options)


def close(mine, theirs):
    for one, other in zip(mine, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-14)


def penalty_by_hand(weights):
    return L2 / 2 * sum(float(value) ** 2 for layer in weights for row in layer[:-1] for value in row)


def test_loss_and_gradient_are_those_of_pytorch():
    loss, gradients = network().gradients(XOR.inputs, XOR.targets, "mse", l2=L2)
    assert loss == pytest.approx(LOSS, rel=1e-12)
    close(gradients, GRADIENTS)


def test_loss_and_gradient_are_those_of_scikit_learn_with_alpha_times_rows():
    loss, gradients = network("linear").gradients(XOR.inputs, XOR.targets, "half_mse", l2=0.12 / 4)
    assert loss == pytest.approx(SKLEARN_LOSS, rel=1e-12)
    close(gradients, SKLEARN_GRADIENTS)


@pytest.mark.parametrize(
    ("settings", "weights"),
    [
        ({"optimizer": "sgd", "learning_rate": 0.5, "momentum": 0.9}, SGD),
        ({"optimizer": "adam", "learning_rate": 0.01}, ADAM),
    ],
)
def test_fifty_epochs_lead_to_the_weights_of_pytorch(settings, weights):
    trainer = Trainer(network(), XOR, l2=L2, **settings)
    trainer.run(epochs=50)
    close(trainer.network.weights, weights)
    rates = {name: value for name, value in settings.items() if name != "optimizer"}
    batched = BatchedTrainer([network(), network()], XOR, optimizer=settings["optimizer"], l2=[L2, 0.0], **rates)
    batched.run(50)
    close(batched.network(0).weights, weights)
    plain = Trainer(network(), XOR, **settings)
    plain.run(epochs=50)
    close(batched.network(1).weights, plain.network.weights)
    np.testing.assert_allclose(batched.losses, [trainer.loss, plain.loss], rtol=1e-12)
    np.testing.assert_allclose(
        batched.gradients[0],
        np.concatenate([each.ravel() for each in trainer.network.gradients(XOR.inputs, XOR.targets, l2=L2)[1]]),
        rtol=1e-9,
        atol=1e-14,
    )


@pytest.mark.parametrize("batch", ["full", 1, 3])
def test_each_epoch_passed_has_the_loss_of_its_own_weights_and_an_mse_without_the_penalty(batch):
    trainer, twin = (Trainer(network(), XOR, l2=L2, batch=batch, seed=5) for _ in range(2))
    block = trainer.loop.advance(7)
    assert len(block) == 7
    for loss, mse in zip(block.losses, block.mses, strict=True):
        outputs = twin.network.predict(XOR.inputs)
        error = float(((outputs - XOR.targets) ** 2).mean())
        assert mse == pytest.approx(error, rel=1e-12)
        assert loss == pytest.approx(error + penalty_by_hand(twin.network.weights), rel=1e-12)
        assert twin.loss == loss
        twin.run(epochs=1)
    assert twin.loss == trainer.loss


def test_rows_one_by_one_learn_as_a_batch_of_one():
    trainer = Trainer(network(), XOR, l2=L2, batch=1, loss="half_sse", learning_rate=0.3)
    learner = OnlineLearner(network(), l2=L2, learning_rate=0.3)
    for x, y in zip(XOR.inputs, XOR.targets, strict=True):
        expected = 0.5 * float(((learner.network.predict(x) - y) ** 2).sum()) + penalty_by_hand(learner.network.weights)
        assert learner.learn(x, y) == pytest.approx(expected, rel=1e-12)
    trainer.run(epochs=1)
    close(learner.network.weights, trainer.network.weights)


def test_a_layer_without_bias_has_all_its_weights_penalized():
    plain = Network([2, 2], weights=[[[1.0, 2.0], [3.0, 4.0]]], bias=False)
    losses = [plain.gradients([[0, 0]], [[0.5, 0.5]], l2=l2)[0] for l2 in (0.0, 0.1)]
    assert losses[1] - losses[0] == pytest.approx(0.1 / 2 * 30, rel=1e-14)


def test_setting_it_changes_the_run_from_here_on_and_zero_takes_it_away():
    trainer, plain = Trainer(network(), XOR), Trainer(network(), XOR)
    assert trainer.loss_name == "mse"
    trainer.l2 = L2
    assert trainer.loss == pytest.approx(LOSS, rel=1e-12)
    assert trainer.loss_name == "mse + L2"
    state = trainer.state()
    trainer.l2 = 0.0
    for each in (trainer, plain):
        each.run(epochs=3)
    assert (trainer.network.theta == plain.network.theta).all()
    trainer.restore(state)
    assert trainer.l2 == L2
    with pytest.raises(BadInput, match=r"L2: found -0.1, expected a number of 0 or more"):
        trainer.l2 = -0.1


def test_the_gradient_check_is_of_the_loss_with_its_penalty():
    report = check_all(Trainer(network(), XOR, l2=10.0))
    assert report.passed
    assert report.checked == 13


def test_the_loss_surface_has_the_penalty_of_the_weights_that_it_moves():
    mine = network()
    moved = SynapseAddress.at(mine.layers, 0, 1, 2), SynapseAddress.at(mine.layers, 1, 3, 0)
    loss = Trainer(mine, XOR).loss_function
    found = losses_around(mine, loss, (XOR.inputs, XOR.targets), moved, (np.array([2.0, -1.0]), np.array([0.7])), L2)
    for column, value in enumerate((2.0, -1.0)):
        other = network()
        other.weights[0][1, 2], other.weights[1][3, 0] = value, 0.7
        assert found[0, column] == pytest.approx(other.gradients(XOR.inputs, XOR.targets, l2=L2)[0], rel=1e-12)


def test_the_loss_of_rows_that_are_held_out_does_not_include_it():
    data = Dataset(XOR.inputs[:3], XOR.targets[:3], test=Dataset(XOR.inputs[3:], XOR.targets[3:]))
    losses = [Trainer(network(), data, l2=l2).test_loss for l2 in (0.0, L2)]
    assert losses[0] == losses[1] == pytest.approx(network().predict(XOR.inputs[3])[0] ** 2, rel=1e-12)


def test_without_it_not_one_call_is_added(monkeypatch):
    """What an epoch costs is its calls: the penalty has two for the gradient, and four for the value of the loss."""
    counted = []
    monkeypatch.setattr("perceptop.core.training.batching.run", lambda calls: counted.append(sum(1 for _ in calls)))
    for l2 in (0.0, L2):
        Trainer(network(), XOR, l2=l2).loop.advance(1)
    assert counted[1] - counted[0] == 6


def test_in_single_precision_it_stays_in_single_precision():
    trainer = Trainer(network(dtype="float32"), XOR, l2=L2)
    assert trainer.loss == pytest.approx(LOSS, rel=1e-6)
    assert trainer.loop.advance(3).losses.dtype == np.float32
    trainer.run(epochs=47)
    assert trainer.network.theta.dtype == np.float32
