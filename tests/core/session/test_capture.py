"""A capture of a trainer: unchanged by what comes later, and numbers for any example."""

import dataclasses

import numpy as np

from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.session.capture import Capture


def trainer(name="xor", epochs=20):
    made = load_experiment(name).trainer()
    made.run(epochs=epochs)
    return made


def arrays(numbers):
    for field in dataclasses.fields(numbers):
        value = getattr(numbers, field.name)
        yield from value if isinstance(value, tuple) else [np.asarray(value)]


def test_what_the_trainer_does_afterwards_does_not_reach_it():
    made = trainer()
    capture = Capture.of(made)
    before = [array.copy() for array in arrays(capture.numbers(2))]
    made.run(epochs=5)
    made.optimizer.change(learning_rate=0.01)
    for ours, theirs in zip(arrays(capture.numbers(2)), before, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_what_does_not_depend_on_the_example_is_shared():
    capture = Capture.of(trainer())
    first, other = capture.numbers(0), capture.numbers(1)
    assert first.weights is other.weights
    assert first.batch_delta is other.batch_delta
    assert first.example_delta is not other.example_delta


def test_it_knows_where_it_was_taken():
    made = trainer("letters", 3)
    made.loop.advance_batches(2)
    assert Capture.of(made).at == (3, 2)
