"""One immutable, self-consistent picture of a run: everything that a pane may show, all of the same weights."""

from dataclasses import dataclass

import numpy as np

from core.calls import Array
from core.changes import Event
from core.experiment import Experiment
from core.history import Curve, LogLines
from core.seen import Seen
from core.symbols import Symbols
from core.trainer import Trainer
from core.walk import Phase

MOST_EXAMPLES = 64
MOST_NUMBERS = 20_000
"""Of large data a snapshot holds a window of examples: so many rows at most, and numbers in each array."""
MOST_WORK = 5_000_000
"""Multiplications that the batch Δw may cost a snapshot; of a larger batch the last one's is shown."""


@dataclass(frozen=True)
class About:
    """What is being run: the same in every snapshot until a setting is changed."""

    name: str
    title: str
    source: str
    look_for: str
    layers: tuple[int, ...]
    activations: tuple[str, ...]
    bias: tuple[bool, ...]
    loss: str
    optimizer: str
    settings: tuple[tuple[str, float], ...]
    batch: int
    examples: int
    input_names: tuple[str, ...]
    output_names: tuple[str, ...]
    symbols: Symbols | None
    image: tuple[int, int] | None
    trainable: bool
    seeded: bool

    @property
    def full_batch(self) -> bool:
        """Whether all Δw of an epoch are summed and applied at its end."""
        return self.batch == self.examples


@dataclass(frozen=True)
class Progress:
    """Where the run stands.

    `state` is running, paused, finished, diverged or history; `sentence` says why it ended, if it did. `epochs` is the
    last epoch that it is to do, None without an end. `batch` of `batches` are done in the present epoch. `speed` is
    asked for, None for as fast as it goes, and `rate` measured, both in epochs a second. `acknowledged` commands have
    been taken up. `busy` is whether anything is under way: training, replaying, or a jump to the epoch `target`.
    `reached` is the newest epoch of this branch. `notice` is the last of so many `notices` of what could not be done.
    """

    state: str
    sentence: str
    epoch: int
    reached: int
    epochs: int | None
    batch: int
    batches: int
    seed: int
    speed: float | None
    rate: float
    acknowledged: int
    busy: bool = False
    target: int | None = None
    notice: str = ""
    notices: int = 0


@dataclass(frozen=True, eq=False)
class Numbers:
    """The arithmetic of the present weights. Lists by layer, shaped like `Network.weights` or `(examples, neurons)`.

    `first` is the number of the first example shown, of which there are `len(inputs)`; `chosen` the number of the
    chosen one. `last_step` is Δw of the last update, as it was applied. `example_delta` is what the chosen example asks
    of every synapse: -learning rate · δ · input. `batch_delta` is the sum of that over the examples of the present
    batch; over the first `walked` of them where it is walked through example by example; and over those of the last
    batch where `batch_is_last`.
    """

    loss: float
    mse: float
    weights: tuple[Array, ...]
    last_step: tuple[Array, ...]
    example_delta: tuple[Array, ...]
    batch_delta: tuple[Array, ...]
    batch_is_last: bool
    walked: int | None
    first: int
    chosen: int
    inputs: Array
    targets: Array
    outputs: Array
    z: tuple[Array, ...]
    activations: tuple[Array, ...]
    deltas: tuple[Array, ...]

    @property
    def row(self) -> int:
        """The row of the chosen example in the arrays by example."""
        return self.chosen - self.first


@dataclass(frozen=True)
class WalkView:
    """Where somebody walks: example `example` of the data, at `place` (from 0) of `size` in its batch, its phase."""

    example: int
    place: int
    size: int
    phase: Phase


@dataclass(frozen=True, eq=False)
class BranchView:
    """A future of the run: where it left its parent, how far it has come, its curve; of another than the present
    one, what was `seen` of it at the present epoch or at its newest.
    """

    name: str
    parent: str
    current: bool
    forked_at: int
    reached: int
    curve: Curve
    seen: Seen | None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All of one moment. The arrays are copies: nothing that happens later reaches them.

    `walk` is None while nobody walks through a batch. `events` are the changes made to this branch, `watching` the
    watchpoints that are on.
    """

    about: About
    progress: Progress
    numbers: Numbers
    curve: Curve
    log: LogLines
    walk: WalkView | None = None
    branches: tuple[BranchView, ...] = ()
    events: tuple[Event, ...] = ()
    watching: tuple[str, ...] = ()


def describe(experiment: Experiment, trainer: Trainer) -> About:
    """What is being run: what the experiment says of itself, and the settings of the trainer that runs it."""
    network, data = trainer.network, trainer.dataset
    return About(
        name=experiment.name,
        title=experiment.title,
        source=experiment.source,
        look_for=experiment.look_for,
        layers=network.layers,
        activations=tuple(activation.name for activation in network.activations),
        bias=network.bias,
        loss=trainer.loss_function.name,
        optimizer=trainer.optimizer.name,
        settings=tuple(trainer.optimizer.settings.items()),
        batch=trainer.batch_size,
        examples=len(data),
        input_names=data.input_names,
        output_names=data.output_names,
        symbols=data.symbols,
        image=data.image,
        trainable=trainer.trainable,
        seeded=experiment.seeded,
    )


def take_numbers(trainer: Trainer, chosen: int, walked: int | None = None) -> Numbers:
    """The numbers of the trainer's present weights, in a window of examples around the chosen one."""
    network, data = trainer.network, trainer.dataset
    window = _window(trainer, chosen)
    with np.errstate(all="ignore"):
        forward = network.forward(data.inputs[window])
        deltas, example_delta = _back(trainer, window, chosen)
        batch_delta, batch_is_last = _batch_delta(trainer, walked)
        return Numbers(
            loss=trainer.loss,
            mse=trainer.mse,
            weights=tuple(weights.copy() for weights in network.weights),
            last_step=tuple(step.copy() for step in trainer.last_step),
            example_delta=example_delta,
            batch_delta=batch_delta,
            batch_is_last=batch_is_last,
            walked=walked,
            first=window.start,
            chosen=chosen,
            inputs=data.inputs[window],
            targets=data.targets[window],
            outputs=trainer.outputs[window],
            z=forward.z,
            activations=forward.activations,
            deltas=deltas,
        )


def _window(trainer: Trainer, chosen: int) -> slice:
    widest = max(trainer.network.layers)
    rows = max(1, min(MOST_EXAMPLES, MOST_NUMBERS // widest, len(trainer.dataset)))
    start = min(max(chosen - rows // 2, 0), len(trainer.dataset) - rows)
    return slice(start, start + rows)


def _back(trainer: Trainer, window: slice, chosen: int) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """δ of every neuron for the examples of the window, and Δw of the chosen one; zeros where nothing can learn."""
    network, data = trainer.network, trainer.dataset
    rows = window.stop - window.start
    if not trainer.trainable:
        nothing = tuple(np.zeros((rows, size)) for size in network.layers[1:])
        return nothing, tuple(np.zeros_like(weights) for weights in network.weights)
    # A mean over the window's rows is not a mean over the batch's.
    loss, outputs = trainer.loss_function.for_examples(window), network.layers[-1]
    scale = loss.scale(len(trainer.present_batch()), outputs) / loss.scale(rows, outputs)
    forward = network.forward(data.inputs[window])
    deltas = tuple(delta * scale for delta in network.deltas(forward, data.targets[window], loss))
    row, rate = chosen - window.start, trainer.optimizer.learning_rate
    asked = tuple(
        np.outer(network.layer_inputs(forward, layer)[row], delta[row]) * -rate for layer, delta in enumerate(deltas)
    )
    return deltas, asked


def _batch_delta(trainer: Trainer, walked: int | None) -> tuple[tuple[Array, ...], bool]:
    rate = -trainer.optimizer.learning_rate
    batch = trainer.present_batch()
    loss, outputs = trainer.loss_function, trainer.network.layers[-1]
    scale = 1.0
    if walked is not None and walked < len(batch):
        if not walked:
            return tuple(np.zeros_like(weights) for weights in trainer.network.weights), False
        # A mean over the examples so far is not yet the mean over the batch.
        scale = loss.scale(len(batch), outputs) / loss.scale(walked, outputs)
        batch = batch[:walked]
    if not trainer.trainable or len(batch) * trainer.network.theta.size > MOST_WORK:
        return tuple(gradient * rate for gradient in trainer.last_gradient), True
    data = trainer.dataset
    _, gradients = trainer.network.gradients(data.inputs[batch], data.targets[batch], loss.for_examples(batch))
    return tuple(gradient * (rate * scale) for gradient in gradients), False
