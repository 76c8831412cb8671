"""Watchpoints on the rows that are held out and on accuracy: on the very epoch, and refused without such rows."""

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.nn.networks.network import Network
from perceptop.core.session.timeline.run_to_end import run_to_end
from perceptop.core.training.stopping import Stopping
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.watchpoints import parse_watchpoint

RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(30, 2))
Y = (X[:, :1] + RANDOM.normal(scale=0.8, size=(30, 1)) > 0).astype(float)


def trainer(test=True):
    held_out = Dataset(X[20:], Y[20:]) if test else None
    data = Dataset(X[:20], Y[:20], test=held_out)
    network = Network([2, 8, 1], ["tanh", "sigmoid"], seed=1)
    stopping = Stopping(epochs=3000)
    return Trainer(network, data, loss="binary_cross_entropy", optimizer="adam", learning_rate=0.02, stopping=stopping)


def passed(count):
    """Test loss, accuracy and test accuracy of every epoch, one by one."""
    run, found = trainer(), []
    for _ in range(count):
        found.append((run.test_loss, run.accuracy, run.test_accuracy))
        run.run(epochs=1)
    return np.array(found).T


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("test-rise", lambda losses, right, tested: losses[1:] > losses[:-1]),
        ("accuracy=95%", lambda losses, right, tested: (right[1:] >= 0.95) & (right[:-1] < 0.95)),
        ("accuracy=0.95", lambda losses, right, tested: (right[1:] >= 0.95) & (right[:-1] < 0.95)),
        ("test-accuracy=0.7", lambda losses, right, tested: (tested[1:] >= 0.7) & (tested[:-1] < 0.7)),
    ],
)
def test_it_stops_on_the_very_epoch(text, holds):
    run = trainer()
    for _ in run_to_end(run, watch_for=[text]):
        pass
    assert run.stopped.reason == "watchpoint"
    fired = holds(*passed(run.epoch + 1))
    assert run.epoch == fired.argmax() + 1
    assert fired[run.epoch - 1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("accuracy=90%", "the accuracy reached 0.9: 0.85 to 0.95"),
        ("test-accuracy=0.9", "the test accuracy reached 0.9: 0.85 to 0.95"),
    ],
)
def test_the_sentence_says_which_rows_were_right(text, sentence):
    assert parse_watchpoint(text).sentence(trainer(), 0, 0.85, 0.95) == sentence


@pytest.mark.parametrize("text", ["test-rise", "test-accuracy=0.5"])
def test_without_held_out_rows_it_is_refused(text):
    with pytest.raises(BadInput, match="no rows held out"):
        list(run_to_end(trainer(test=False), watch_for=[text]))


@pytest.mark.parametrize(
    "text", ["accuracy=2", "accuracy=0", "accuracy=.", "accuracy=-1", "test-accuracy=", "test-rise=1"]
)
def test_what_is_no_share_is_refused(text):
    with pytest.raises(BadInput, match="one of flip"):
        parse_watchpoint(text)


def test_accuracy_is_refused_without_classes():
    run = Trainer(Network([2, 1], "linear"), Dataset(X, X[:, :1]), stopping=Stopping(epochs=5))
    with pytest.raises(BadInput, match="targets that are no classes"):
        list(run_to_end(run, watch_for=["accuracy=0.9"]))
