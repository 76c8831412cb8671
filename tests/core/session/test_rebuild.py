"""A run begun again with other settings of the table: the former comes back bit for bit."""

import numpy as np
import pytest

from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import (
    Back,
    Choose,
    Explain,
    Fork,
    Make,
    MakeAll,
    NextExample,
    Play,
    Rebuild,
    Reseed,
    Step,
    Switch,
    WantPictures,
    WatchFor,
)
from perceptop.core.protocol.explanation import Link
from tests.core.sessions import do, session

FAR = {"epochs": 1_000_000, "target_loss": 0.0}
RATE = Change("learning_rate", 0.25)


def rebuild(**settings):
    return Rebuild(tuple(settings.items()))


def same_bits(made, **overrides):
    """Whether the run equals one that began with these overrides."""
    twin = session(**overrides)
    do(twin, Step(made.trainer.epoch))
    np.testing.assert_array_equal(made.trainer.network.theta, twin.trainer.network.theta)


@pytest.mark.parametrize(
    "settings",
    [
        {"layers": (2, 3, 2, 1)},
        {"layers": (2, 1)},
        {"activation": ("tanh", "sigmoid")},
        {"loss": "binary_cross_entropy", "seed": 3},
        {"optimizer": "adam", "batch": 2},
    ],
    ids=str,
)
def test_it_has_the_bits_of_a_session_that_began_with_these_settings(settings):
    made = session(**FAR)
    snapshot = do(made, Step(20), rebuild(**settings), Step(30))
    assert snapshot.progress.epoch == 30
    same_bits(made, **FAR, **settings)
    assert dict(snapshot.about.values) | settings == dict(snapshot.about.values)


def test_the_former_run_comes_back_with_its_network_its_changes_and_its_bits():
    made = session(**FAR)
    former = do(made, Step(20), Make(RATE), Step(7), NextExample())
    theta = made.trainer.network.theta.copy()
    snapshot = do(made, rebuild(layers=(2, 5, 3, 1)), Step(50))
    assert [(view.name, view.same_run) for view in snapshot.branches] == [("main", False), ("layers 2,5,3,1", True)]
    back = do(made, Switch(0))
    assert (back.about, back.events, back.progress.epoch) == (former.about, former.events, 27)
    np.testing.assert_array_equal(made.trainer.network.theta, theta)
    assert do(made, Step(3), Switch(1)).about.layers == (2, 5, 3, 1)
    same_bits(made, **FAR, layers=(2, 5, 3, 1), learning_rate=0.25)


def test_what_was_changed_in_flight_up_to_here_goes_on_and_what_came_later_does_not():
    made = session(**FAR)
    do(made, Make(RATE), Step(5), Make(Change("momentum", 0.5)), Step(5), Back(7), rebuild(layers=(2, 3, 1)), Step(9))
    same_bits(made, **FAR, learning_rate=0.25, layers=(2, 3, 1))


def test_another_optimizer_begins_with_its_own_rate():
    made = session(**FAR)
    do(made, Make(RATE), rebuild(optimizer="adam"), Step(9))
    same_bits(made, **FAR, optimizer="adam")
    do(made, rebuild(optimizer="sgd", layers=(2, 2, 1)), rebuild(optimizer="adam"), Step(4))
    same_bits(made, **FAR, optimizer="adam", layers=(2, 2, 1))


def test_the_seed_of_the_run_stays_and_seeds_go_on_from_it():
    made = session(**FAR)
    snapshot = do(made, Reseed(11), Step(3), rebuild(layers=(2, 3, 1)), Step(5))
    assert snapshot.progress.seed == 11
    same_bits(made, **FAR, seed=11, layers=(2, 3, 1))
    do(made, Reseed(), Step(4))
    same_bits(made, **FAR, seed=12, layers=(2, 3, 1))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"layers": (3, 2, 1)}, "layers: found 3-2-1, expected 2 inputs first and 1 outputs last"),
        ({"activation": ("tanh", "tanh"), "loss": "cross_entropy"}, "loss: found binary_cross_entropy"),
        ({"optimizer": "nonsense"}, "optimizer: found nonsense"),
    ],
)
def test_settings_that_do_not_fit_change_nothing(settings, words):
    made = session(**FAR)
    before = do(made, Step(5), Fork(), Make(RATE), Step(2))
    after = do(made, rebuild(**settings))
    assert after.progress.notice.startswith(words)
    assert (after.about, after.events) == (before.about, before.events)
    assert [view.name for view in after.branches] == [view.name for view in before.branches]


def test_what_looked_at_the_former_network_looks_at_the_present_one():
    made = session(**FAR)
    question = Explain(Link(NeuronAddress(1, 3)))
    do(made, WatchFor(("sign", "saturate")), WantPictures(("surface:1.3", "surface")), Choose(3), question, Step(3))
    snapshot = do(made, rebuild(layers=(2, 2, 1)), Step(40))
    assert (snapshot.answer, list(snapshot.pictures), snapshot.numbers.chosen) == (None, ["surface"], 3)
    assert snapshot.watching == ("sign", "saturate")
    assert len(snapshot.numbers.weights[0][0]) == 2
    assert do(made, Switch(0), question).answer is not None


def test_a_run_that_plays_plays_on():
    made = session(speed=100.0, playing=True, **FAR)
    made.handle(rebuild(layers=(2, 3, 1)))
    assert (made.state, made.trainer.epoch) == ("running", 0)


def test_a_run_without_an_end_in_the_file_has_the_end_that_is_given():
    made = session(**FAR)
    assert do(made, rebuild(epochs=12), Play()).progress.state == "finished"
    assert made.trainer.epoch == 12


def test_changes_are_made_all_or_none():
    made = session(batch=2, **FAR)
    before = do(made, Step(3))
    changes = (RATE, Change("batch", "full"), Change("optimizer", "irprop-"), Change("momentum", 0.5))
    after = do(made, MakeAll(changes))
    assert "momentum: found 0.5" in after.progress.notice
    assert (after.about, after.events) == (before.about, ())
    after = do(made, MakeAll(changes[1:3]), Step(2))
    assert (after.about.optimizer, [event.epoch for event in after.events]) == ("irprop-", [3, 3])
    history = do(made, Back(4), MakeAll((RATE,), in_fork=True))
    assert [view.name for view in history.branches] == ["main", "fork 1"]


def test_the_buffers_of_all_networks_together_are_bounded(monkeypatch):
    from perceptop.core.session.timeline import timeline

    made = session(**FAR)
    one = timeline.buffer_bytes(made.trainer.network, made.trainer.dataset)
    monkeypatch.setattr(timeline, "MOST_BYTES", 5 * one)
    for hidden in (3, 4, 5, 4, 3, 4, 5):
        do(made, Step(5), rebuild(hidden=(hidden,)))
    assert 2 <= len(made.snapshot().branches) <= 5
    assert made.snapshot().progress.notice == ""
    for hidden in (3, 4, 5, 4, 3):
        do(made, Step(5), Make(RATE), rebuild(hidden=(hidden,)))
    assert made.snapshot().progress.notice.startswith(
        "run: found 0 MiB of buffers for all branches, expected at most 0:"
    )
