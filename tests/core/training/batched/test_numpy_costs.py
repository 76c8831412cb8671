"""What makes many networks quick changes no bit, and stays within: the divisions, and the size of numpy's buffer."""

import numpy as np

from perceptop.core.data.dataset import Dataset
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.numpy_calls import for_long_arrays, run
from perceptop.core.training.batched.chunk import BUFFER
from perceptop.core.training.batched.trainer import BatchedTrainer

AND = Dataset([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [0], [0], [1]])


def test_a_reciprocal_becomes_a_division_with_the_same_bits_and_other_calls_stay():
    values = np.concatenate([np.random.default_rng(0).normal(size=999), [0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324]])
    there, here = np.empty_like(values), np.empty_like(values)
    calls = [(np.reciprocal, values, there), (np.add, there, values, here)]
    rewritten = for_long_arrays(calls)
    assert [call[0] for call in rewritten] == [np.divide, np.add]
    with np.errstate(all="ignore"):
        run(calls)
        expected = there.tobytes(), here.tobytes()
        run(rewritten)
    assert (there.tobytes(), here.tobytes()) == expected


def test_no_epoch_of_many_networks_takes_a_reciprocal():
    trainer = BatchedTrainer([Network([2, 2, 1], ["tanh", "sigmoid"], seed=seed) for seed in range(3)], AND)
    [chunk] = trainer._chunks
    assert np.reciprocal not in [call[0] for call in (*chunk._forward, *chunk._learn)]


def test_the_buffer_is_small_while_an_epoch_runs_and_as_before_afterward():
    trainer = BatchedTrainer([Network([2, 2, 1])], AND)
    before, seen = np.getbufsize(), []
    trainer.run(2, lambda part: lambda epoch, outputs, losses: seen.append(np.getbufsize()))
    assert seen == [BUFFER, BUFFER]
    assert trainer.losses.shape == trainer.gradients.shape[:1]
    assert np.getbufsize() == before
