"""How a snapshot is taken: what a trainer is, as `About`, and what its weights make of the examples, as `Numbers`."""

import numpy as np

from core.calls import Array
from core.classes import find_classes
from core.experiment import Experiment
from core.snapshot import About, Numbers
from core.trainer import Trainer

MOST_EXAMPLES = 64
MOST_NUMBERS = 20_000
"""Of large data a snapshot holds a window of examples: so many rows at most, and numbers in each array."""
MOST_WORK = 5_000_000
"""Multiplications that the batch Δw may cost a snapshot; of a larger batch the last one's is shown."""


def describe(experiment: Experiment, trainer: Trainer) -> About:
    """What is being run: what the experiment says of itself, and the settings of the trainer that runs it."""
    network, data = trainer.network, trainer.dataset
    classes = find_classes(data)
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
        target_range=data.target_range,
        trainable=trainer.trainable,
        seeded=experiment.seeded,
        classes=classes.names if classes else (),
    )


def take_numbers(trainer: Trainer, chosen: int, walked: int | None = None) -> Numbers:
    """The numbers of the trainer's present weights, in a window of examples around the chosen one."""
    network, data = trainer.network, trainer.dataset
    window = window_around(trainer, chosen)
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


def window_around(trainer: Trainer, chosen: int) -> slice:
    """The examples that a snapshot holds: the chosen one and its neighbors."""
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
