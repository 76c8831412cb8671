"""The worker process and the pipe to it."""

import numpy as np
import pytest

from perceptop.app.run.options import RunOptions
from perceptop.app.run.worker.connection import WorkerConnection, WorkerEnded
from perceptop.app.run.worker.messages import Refused
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.protocol.commands import Pause, Play, SetSpeed, Step


@pytest.fixture
def link():
    made = WorkerConnection(RunOptions(overrides={"target_loss": 0.0, "epochs": 10**9}, paused=True))
    yield made
    made.close()


def answer(link):
    link.ask()
    return link.receive()


@pytest.mark.slow
def test_the_first_answer_is_the_beginning(link):
    snapshot = link.receive()
    assert (snapshot.progress.epoch, snapshot.progress.state) == (0, "paused")


def test_fifty_steps_through_the_pipe_are_fifty_epochs_with_the_bits_of_a_straight_run(link):
    link.receive()
    for _ in range(50):
        link.send(Step())
    snapshot = answer(link)
    while snapshot.progress.busy:
        snapshot = answer(link)
    assert snapshot.progress.epoch == 50
    trainer = load_experiment("xor").trainer()
    trainer.run(epochs=50)
    np.testing.assert_array_equal(np.concatenate([w.ravel() for w in snapshot.numbers.weights]), trainer.network.theta)


@pytest.mark.slow
def test_a_pause_is_acknowledged_by_the_next_answer(link):
    link.receive()
    link.send(SetSpeed(None))
    link.send(Play())
    while answer(link).progress.epoch < 1000:
        pass
    link.send(Pause())
    first = answer(link).progress
    assert (first.state, first.acknowledged) == ("paused", 3)
    assert answer(link).progress.epoch == first.epoch


@pytest.mark.slow
def test_what_cannot_be_run_is_refused_in_one_line():
    link = WorkerConnection(RunOptions("xor", {"layers": (9, 1)}))
    try:
        refusal = link.receive()
        assert isinstance(refusal, Refused)
        assert refusal.line.startswith("--layers: found 9-1")
    finally:
        link.close()


@pytest.mark.slow
def test_an_exception_in_the_worker_travels_with_its_traceback(link):
    link.receive()
    link.send(Step("many"))
    link.ask()
    failed = link.receive()
    assert "TypeError" in failed.traceback
    with pytest.raises(WorkerEnded):
        link.receive()


@pytest.mark.slow
def test_close_ends_a_worker_at_work(link):
    link.receive()
    link.send(SetSpeed(None))
    link.send(Play())
    link.close()
    assert link._process.returncode is not None
