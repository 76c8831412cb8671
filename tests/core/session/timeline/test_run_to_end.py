"""A run from start to end: changes on the way and watchpoints do what they do in the live view."""

import numpy as np
import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.protocol.changes import Change, Edit, Event
from perceptop.core.protocol.commands import Play, Step
from perceptop.core.session.session import Session
from perceptop.core.session.timeline.run_to_end import run_to_end
from tests.core.sessions import do

EVENTS = [
    Event(30, 0, Change("learning_rate", 2.5)),
    Event(80, 1, Edit(0, 2, 1, -0.3)),
    Event(81, 0, Change("batch", 4)),
]


def experiment(**overrides):
    return load_experiment("xor").override(Overrides(**overrides))


def through(trainer, *arguments):
    """The epochs that were passed through, and the loss of each."""
    told = [(stretch.first, stretch.losses.copy()) for stretch in run_to_end(trainer, *arguments)]
    return [first + place for first, losses in told for place in range(len(losses))], np.concatenate(
        [losses for _, losses in told]
    )


def live(made, **arguments):
    session = Session(made, None, playing=False, **arguments)
    do(session, Play())
    return session


def test_every_epoch_is_passed_once_and_the_end_is_that_of_a_plain_run():
    trainer, plain = experiment(epochs=300).trainer(), experiment(epochs=300).trainer()
    epochs, losses = through(trainer)
    plain.run()
    assert epochs == list(range(300))
    assert np.isfinite(losses).all()
    assert (trainer.network.theta == plain.network.theta).all()
    assert trainer.stopped == plain.stopped


def test_changes_on_the_way_give_the_bits_of_the_live_view():
    made = experiment(epochs=200, batch=2)
    trainer = made.trainer()
    epochs, _ = through(trainer, EVENTS)
    session = live(made, events=EVENTS)
    assert epochs == list(range(200))
    assert (trainer.epoch, session.trainer.epoch) == (200, 200)
    assert trainer.network.theta.tobytes() == session.trainer.network.theta.tobytes()


def test_no_condition_ends_it_before_the_last_change():
    trainer = experiment(epochs=50).trainer()
    epochs, _ = through(trainer, [Event(120, 0, Change("target_loss", 0.4))], ["epoch=60"])
    assert epochs == list(range(120))
    assert trainer.stopped.reason in ("epochs", "target_loss")


def test_a_changed_target_loss_is_kept_to():
    trainer = experiment(epochs=5000).trainer()
    through(trainer, [Event(10, 0, Change("target_loss", 0.1))])
    assert trainer.stopped.reason == "target_loss"
    assert 0.09 < trainer.loss <= 0.1


def test_a_watchpoint_ends_it_where_the_live_view_pauses():
    made = experiment()
    trainer = made.trainer()
    epochs, _ = through(trainer, (), ["flip"])
    session = live(made, watch_for=["flip"])
    assert trainer.stopped.reason == "watchpoint"
    assert "crossed 0.5" in trainer.stopped.sentence
    assert trainer.epoch == session.trainer.epoch == len(epochs)
    assert trainer.network.theta.tobytes() == session.trainer.network.theta.tobytes()


def test_a_change_that_does_not_fit_says_where():
    with pytest.raises(BadInput, match=r"event at epoch 5: .*irprop-"):
        through(experiment(batch=1).trainer(), [Event(5, 0, Change("optimizer", "irprop-"))])


def test_a_run_that_diverges_before_the_change_ends_there():
    trainer = load_experiment("linear").override(Overrides(learning_rate=10.0)).trainer()
    through(trainer, [Event(5000, 0, Change("learning_rate", 0.1))])
    assert trainer.stopped.reason == "diverged"


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (load_experiment("letters-v1"), "the weights are given: there is nothing to train"),
        (load_experiment("and-perceptron"), "step has no slope to learn by: there is nothing to train"),
        (experiment(epochs=0), "0 epochs are asked for: nothing is trained"),
    ],
)
def test_where_nothing_is_trained_it_says_why(made, why):
    trainer = made.trainer()
    assert list(run_to_end(trainer)) == []
    assert trainer.stopped.sentence == why


def test_without_a_training_section_drawn_weights_are_not_called_given(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[data]\ntruth_table = "a ^ b"\n[network]\nlayers = [2, 2, 1]\n')
    trainer = load_experiment(path).trainer()
    list(run_to_end(trainer))
    assert trainer.stopped.sentence == "there is no [training]: there is nothing to train"
    session = Session(load_experiment(path), None, playing=False)
    assert do(session, Step(1)).progress.sentence == trainer.stopped.sentence
