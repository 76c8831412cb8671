"""The outputs, weights and activations at one position, which a story compares before and after a step."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from perceptop.app.wording.example_text import judge
from perceptop.core.data.arrays import Array
from perceptop.core.data.classes import right_rows
from perceptop.core.protocol.neuron_names import NeuronNames
from perceptop.core.protocol.snapshot import Snapshot

if TYPE_CHECKING:  # the screen's process does not load the trainer
    from perceptop.core.nn.networks.network import Network
    from perceptop.core.training.epoch_block import EpochBlock
    from perceptop.core.training.trainer import Trainer

MOST_ROWS = 64
"""Rows whose activations are compared if no snapshot says which."""


@dataclass(frozen=True, eq=False)
class StepState:
    """A run at a position. `outputs` `(rows, outputs)`, in the units of the file, and `right` `(rows,)` are those of
    the rows from `first` on; `right` is None if the targets are no classes. `signals` are the activations of each layer
    after the inputs. `scaled` is whether the network's outputs, of which the MSE is, have other units.
    """

    names: NeuronNames
    functions: tuple[str, ...]
    seed: int
    epoch: int
    batch: int
    batches: int
    mse: float
    first: int
    outputs: Array
    right: NDArray[np.bool_] | None
    weights: tuple[Array, ...]
    signals: tuple[Array, ...]
    scaled: bool = False

    @classmethod
    def of(cls, snapshot: Snapshot) -> "StepState":
        """Return the state of a snapshot."""
        about, progress, numbers = snapshot.about, snapshot.progress, snapshot.numbers
        return cls(
            names=about.names,
            functions=about.activations,
            seed=progress.seed,
            epoch=progress.epoch,
            batch=progress.batch,
            batches=progress.batches,
            mse=numbers.mse,
            first=numbers.first,
            outputs=about.outputs_in_units(numbers.outputs),
            right=_marks(judge(about, numbers.targets, numbers.outputs, numbers.negative)),
            weights=numbers.weights,
            signals=numbers.activations[1:],
            scaled=bool(about.output_scales),
        )

    @classmethod
    def of_block(cls, trainer: "Trainer", block: "EpochBlock", place: int, network: "Network") -> "StepState":
        """Return that of an epoch which the trainer, that keeps weights, has just passed.

        `network` is a copy of the trainer's, and has the weights of that epoch afterwards.
        """
        data = trainer.dataset
        epoch = block.first + place
        flat = trainer.network.theta if epoch == trainer.epoch else trainer.loop.runner.weights(len(block))[place]
        network.theta[:] = flat
        outputs = block.outputs[place].T.copy()
        with np.errstate(all="ignore"):
            signals = network.forward(data.inputs[:MOST_ROWS]).activations[1:]
        return cls(
            names=NeuronNames.of(network, data.input_names, data.output_names),
            functions=tuple(activation.name for activation in network.activations),
            seed=trainer.seed,
            epoch=epoch,
            batch=0,
            batches=trainer.batches_per_epoch,
            mse=float(block.mses[place]),
            first=0,
            outputs=data.outputs_in_units(outputs),
            right=_marks(right_rows(data.output_symbols, data.target_range, data.targets, outputs, data.negative)),
            weights=tuple(weights.copy() for weights in network.weights),
            signals=signals,
            scaled=bool(data.output_scales),
        )


def _marks(right: Array | None) -> NDArray[np.bool_] | None:
    return None if right is None else np.asarray(right, bool)
