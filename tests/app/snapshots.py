"""Snapshots to draw: of real runs, and of networks of any shape."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from perceptop.core.data.dataset import Dataset
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.commands import Choose, Step
from perceptop.core.protocol.snapshot import Curve, LogLines, Snapshot
from perceptop.core.session.capture import Capture
from perceptop.core.session.session import Session
from perceptop.core.training.trainer import Trainer


@lru_cache(maxsize=16)
def run(name: str, epochs: int, chosen: int = 0) -> Snapshot:
    """The snapshot of a sample after so many epochs, paused there."""
    session = Session(load_experiment(name), playing=False)
    session.handle(Choose(chosen))
    if epochs:
        session.handle(Step(epochs))
    while session.state == "running":
        session.advance(1.0)
    return session.snapshot()


@lru_cache(maxsize=16)
def network(layers: tuple[int, ...], bias: bool = True, activation: str = "sigmoid", examples: int = 6) -> Snapshot:
    """The snapshot of an untrained network on random data, one class an output."""
    draw = np.random.default_rng(5)
    inputs = draw.random((examples, layers[0]))
    targets = np.eye(layers[-1])[draw.integers(0, layers[-1], examples)]
    trainer = Trainer(Network(layers, activation, bias=bias, seed=3), Dataset(inputs, targets), loss="half_sse", seed=3)
    template = run("xor", 0)
    about = replace(
        template.about,
        title="A network",
        layers=trainer.network.layers,
        activations=tuple(each.name for each in trainer.network.activations),
        bias=trainer.network.bias,
        examples=examples,
        batch=examples,
        input_names=trainer.dataset.input_names,
        output_names=trainer.dataset.output_names,
    )
    log = LogLines(np.empty(0), np.empty(0), np.empty((0, 0, 0)))
    return replace(template, about=about, numbers=Capture.of(trainer).numbers(0), log=log)


def with_curve(snapshot: Snapshot, epochs: Sequence[float], losses: Sequence[float], highs: object = None) -> Snapshot:
    """The snapshot with another loss curve."""
    places, lows = np.array(epochs, float), np.array(losses, float)
    tops = lows if highs is None else np.array(highs, float)
    ends = (
        ((int(places[0]), float(lows[0])), (int(places[-1]), float(lows[-1]))) if len(places) else ((0, 0.0), (0, 0.0))
    )
    return replace(snapshot, curve=Curve(places, lows, tops, *ends))


def with_numbers(snapshot: Snapshot, **changes: object) -> Snapshot:
    """The snapshot with other numbers."""
    return replace(snapshot, numbers=replace(snapshot.numbers, **changes))


def with_progress(snapshot: Snapshot, **changes: object) -> Snapshot:
    """The snapshot with other progress."""
    return replace(snapshot, progress=replace(snapshot.progress, **changes))


def with_about(snapshot: Snapshot, **changes: object) -> Snapshot:
    """The snapshot of something else."""
    return replace(snapshot, about=replace(snapshot.about, **changes))


class Snapshots:
    """What the tests of panes need, in one fixture: test files cannot import each other."""

    run = staticmethod(run)
    network = staticmethod(network)
    with_curve = staticmethod(with_curve)
    with_numbers = staticmethod(with_numbers)
    with_progress = staticmethod(with_progress)
    with_about = staticmethod(with_about)


@pytest.fixture
def snapshots() -> type[Snapshots]:
    return Snapshots


@pytest.fixture
def xor() -> Snapshot:
    return run("xor", 300)
