"""Windows of large data, and the share of its time that a run spends on pictures and explanations."""

import numpy as np
import pytest

import perceptop.core.session.commentary as commentary
import perceptop.core.session.picture_cache as picture_cache
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.commands import Explain, WantPictures
from perceptop.core.protocol.explanation import Link
from perceptop.core.session.capture import MOST_EXAMPLES, Capture
from perceptop.core.session.run_control import Pace
from tests.core.sessions import session


def test_what_every_example_of_large_data_asks_adds_up_to_the_batch():
    trainer = load_experiment("cubic").trainer()
    capture = Capture.of(trainer)
    batch = trainer.present_batch()
    asked = [capture.numbers(int(example)).example_delta for example in batch]
    for layer, delta in enumerate(capture.shared["batch_delta"]):
        np.testing.assert_allclose(sum(each[layer] for each in asked), delta, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("place", [0, 1, -2, -1])
def test_a_window_at_either_end_of_the_data_is_full(place):
    trainer = load_experiment("cubic").trainer()
    chosen = place % len(trainer.dataset)
    numbers = Capture.of(trainer).numbers(chosen)
    assert len(numbers.inputs) == len(numbers.outputs) == MOST_EXAMPLES
    np.testing.assert_array_equal(numbers.inputs[numbers.row], trainer.dataset.inputs[chosen])


def test_a_run_more_than_a_quarter_of_a_second_late_catches_up_with_that_much():
    assert Pace(100).due(1.0, 0) == 25


def slow(clock, function, seconds):
    """The function, as if it took that long."""

    def delayed(*arguments):
        clock.now += seconds
        return function(*arguments)

    return delayed


def test_an_explanation_that_takes_long_comes_seldom(monkeypatch):
    made = session(playing=True, speed=1000.0, target_loss=0.0)
    monkeypatch.setattr(commentary, "explain", slow(made.clock, commentary.explain, 0.05))
    made.handle(Explain(Link(NeuronAddress(1, 0))))
    numbers = set()
    for _ in range(100):
        made.clock.now += 0.01
        made.advance(1e-3)
        numbers.add(made.snapshot().answer.number)
    # 0.05 s may be a tenth of the time.
    assert len(numbers) <= 4


def test_a_picture_that_takes_long_comes_seldom(monkeypatch):
    made = session(playing=True, speed=1000.0, target_loss=0.0)
    monkeypatch.setattr(picture_cache, "scene_of", slow(made.clock, picture_cache.scene_of, 0.08))
    made.handle(WantPictures(("weights",)))
    numbers = set()
    for _ in range(100):
        made.clock.now += 0.01
        made.advance(1e-3)
        numbers |= {picture.number for picture in made.snapshot().pictures.values()}
    # 0.08 s may be a fifth of the time.
    assert len(numbers) <= 5
