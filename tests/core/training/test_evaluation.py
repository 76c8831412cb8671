"""All examples in pieces are what they are in one go."""

import numpy as np
import pytest

import perceptop.core.training.evaluation
from perceptop.core.nn.networks.compiled import ForwardPlan
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import run
from perceptop.core.training.evaluation import Evaluation, in_pieces


@pytest.fixture
def both(monkeypatch):
    monkeypatch.setattr(perceptop.core.training.evaluation, "PIECE", 100)
    network = Network([3, 5, 2], ["tanh", "softmax"], seed=4)
    x = np.vstack([np.random.default_rng(1).normal(size=(3, 200)), np.ones((1, 200))])
    pieces, whole = Evaluation(in_pieces(network, x, 2)), Evaluation([ForwardPlan(network, x, 2)])
    for evaluation in (pieces, whole):
        for calls in evaluation.calls:
            run(calls)
    return pieces, whole


def test_there_are_no_more_examples_in_a_piece_than_are_soon_done(both):
    pieces, whole = both
    assert (len(pieces.pieces), len(whole.pieces)) == (4, 1)


def test_they_give_the_same(both):
    pieces, whole = both
    for part in (lambda evaluation: evaluation.outputs(2), lambda evaluation: evaluation.output_z(2)):
        assert part(pieces).shape == (2, 2, 200)
        np.testing.assert_allclose(part(pieces), part(whole), rtol=1e-14)
    for layer in (0, 1):
        np.testing.assert_allclose(pieces.activations(layer, 2), whole.activations(layer, 2), rtol=1e-14)


def test_piece_by_piece_is_the_first_slot(both):
    pieces, whole = both
    for plan in pieces._plans:
        plan.z[0].fill(0)
    for calls in pieces.pieces:
        run(calls)
    np.testing.assert_allclose(pieces.outputs(1), whole.outputs(1), rtol=1e-14)
