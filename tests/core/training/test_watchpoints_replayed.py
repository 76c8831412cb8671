"""Watchpoints against the textbook's loop: each fires on every epoch by hand, stepped one at a time or played."""

import re

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.commands import Play, Step
from perceptop.core.training.epoch_block import EpochBlock
from perceptop.core.training.trainer import Trainer
from perceptop.core.training.watchpoints import Flip, Rise, Saturate, Sign, Watch, parse_watchpoint
from tests.core.sessions import do, session
from tests.core.textbook import Textbook

EPOCHS = 260
BOOK = Textbook(EPOCHS)
OUTPUTS = np.array(BOOK.outputs)


def flat(epoch):
    return np.concatenate([weights.ravel() for weights in BOOK.weights[epoch]])


def by_hand(text):
    if text == "flip":
        return [e for e in range(1, EPOCHS + 1) if ((OUTPUTS[e] > 0.5) != (OUTPUTS[e - 1] > 0.5)).any()]
    if text == "sign":
        return [e for e in range(1, EPOCHS + 1) if (flat(e) * flat(e - 1) < 0).any()]
    value = float(text.partition("=")[2])
    return [e for e in range(1, EPOCHS + 1) if (BOOK.losses[e] > value) != (BOOK.losses[e - 1] > value)]


@pytest.mark.by_default(1)
@pytest.mark.parametrize("text", ["flip", "sign", "loss=0.4", "loss=0.05"])
def test_stepping_one_epoch_at_a_time_is_told_of_every_one(text):
    made = session(options={"watch_for": (text,)})
    fired = [epoch for epoch in range(1, EPOCHS + 1) if do(made, Step(1)).progress.sentence]
    assert fired == by_hand(text)
    assert fired


@pytest.mark.parametrize("text", ["flip", "sign", "loss=0.4"])
def test_playing_pauses_at_every_one(text):
    made, fired = session(options={"watch_for": (text,)}), []
    while not fired or fired[-1] < by_hand(text)[-1]:
        fired.append(do(made, Play()).progress.epoch)
    assert fired == by_hand(text)


def test_a_flip_names_row_and_both_outputs():
    made = session(options={"watch_for": ("flip",)})
    for epoch in by_hand("flip"):
        sentence = do(made, Play()).progress.sentence
        row = int(((OUTPUTS[epoch] > 0.5) != (OUTPUTS[epoch - 1] > 0.5)).argmax())
        before, after = OUTPUTS[epoch - 1, row], OUTPUTS[epoch, row]
        text = f"the output of row {row + 1} crossed 0.5: {before:.6g} to {after:.6g}, at epoch {epoch:,}"
        assert sentence == text


def test_a_sign_names_the_synapse_and_both_weights():
    made = session(options={"watch_for": ("sign",)})
    for epoch in by_hand("sign")[:3]:
        sentence = do(made, Play()).progress.sentence
        place = int((flat(epoch) * flat(epoch - 1) < 0).argmax())
        layer, (source, target) = (0, divmod(place, 4)) if place < 12 else (1, (place - 12, 0))
        start = "b" if source == (2, 4)[layer] else str(source)
        assert sentence.startswith(f"weight {layer}.{start}-{layer + 1}.{target} changed its sign: ")
        before, after = re.findall(r"[+-][\d.e-]+", sentence.partition(": ")[2])[:2]
        assert (float(before), float(after)) == pytest.approx((flat(epoch - 1)[place], flat(epoch)[place]), rel=1e-5)


def test_an_output_among_several_is_named():
    data = Dataset([[0], [1], [2]], [[0, 0]] * 3, output_names=["red", "green"])
    trainer = Trainer(Network([1, 2]), data)
    assert Flip("flip").sentence(trainer, 5, 0.4, 0.6).startswith("the output of row 3 (green) crossed")
    assert Saturate("saturate").sentence(trainer, 1, 0.4, 0.001).startswith("neuron 1.1 saturated")


@pytest.mark.parametrize(("before", "after", "fires"), [(1.0, 1.0, False), (1.0, 1.5, True), (1.0, 0.5, False)])
def test_a_loss_that_stays_has_not_risen(before, after, fires):
    assert Rise("rise").fires(np.array([[before]]), np.array([[after]])).tolist() == [[fires]]


def test_a_weight_that_comes_to_0_has_no_other_sign_yet():
    assert Sign("sign").fires(np.array([[1.0, 1.0]]), np.array([[0.0, -1.0]])).tolist() == [[False, True]]


def test_a_loss_at_the_value_has_passed_it_from_above_only():
    point = parse_watchpoint("loss=0.5")
    pairs = [(0.6, 0.5, True), (0.5, 0.4, False), (0.5, 0.6, True), (0.4, 0.5, False)]
    for before, after, fires in pairs:
        assert point.fires(np.array([[before]]), np.array([[after]])).tolist() == [[fires]]


def test_of_two_watchpoints_the_earlier_one_speaks():
    flip, passed = by_hand("flip")[0], by_hand("loss=0.4")[0]
    assert flip != passed
    sentence = do(session(options={"watch_for": ("loss=0.4", "flip")}), Play()).progress.sentence
    assert sentence.startswith("the output" if flip < passed else "the loss passed")


def test_only_signs_need_the_weights_of_every_epoch():
    for text, noted in (("flip", False), ("sign", True)):
        trainer = session().trainer
        Watch(trainer, [parse_watchpoint(text)])
        assert trainer._weights_kept is noted


def test_a_rise_between_two_stretches_is_seen():
    trainer = session().trainer
    watch = Watch(trainer, [parse_watchpoint("rise")])
    nothing = np.zeros((1, 1, 1))
    assert watch.halt(EpochBlock(-9, np.array([1.0, 0.5]), np.repeat(nothing, 2, axis=0), nothing[0])) is None
    assert watch.halt(EpochBlock(-7, np.array([0.7]), nothing, nothing[0])) == 0
    assert watch.sentence == "the loss rose by 0.2: 0.5 to 0.7"
