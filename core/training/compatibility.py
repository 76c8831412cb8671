"""Checks that network, data and settings fit together, before any buffer is allocated."""

from collections.abc import Sequence

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.activations.base import Activation
from perceptop.core.nn.losses.base import Loss
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.optimizers import find_optimizer

MOST_BYTES = 768 * 1024**2
"""Bytes of buffers that a run may allocate."""


def require_compatible(network: Network, dataset: Dataset, loss: Loss, optimizer: str, batch_size: int) -> None:
    """Raise `BadInput` if they do not fit together."""
    for what, have, want in (
        ("inputs", dataset.inputs.shape[1], network.layers[0]),
        ("outputs", dataset.targets.shape[1], network.layers[-1]),
    ):
        if have != want:
            refuse("layers", f"a network of {want} {what}", f"{have}, as the data has")
    require_method(loss, network.activations[-1], optimizer, batch_size, len(dataset))
    if all(activation.trainable for activation in network.activations):
        require_choice(network.activations, network.layers)
        loss.require_targets(dataset.targets)
    size = buffer_bytes(network, dataset)
    if size > MOST_BYTES:
        refuse("network and data", f"{size // 1024**2:,} MiB of buffers", f"at most {MOST_BYTES // 1024**2}")


def buffer_bytes(network: Network, dataset: Dataset) -> int:
    """Return about how many bytes of buffers a run of this network on this data allocates."""
    by_example = len(dataset) * (5 * sum(network.layers) + network.layers[0])
    # The weights, their gradient, the step, and what an optimizer remembers of them.
    return int((by_example + 4 * network.theta.size) * network.theta.itemsize)


def require_choice(activations: Sequence[Activation], layers: Sequence[int]) -> None:
    """Raise `BadInput` if a softmax layer has one neuron, whose output is always 1."""
    for activation, size in zip(activations, layers[1:], strict=True):
        if activation.name == "softmax" and size == 1:
            refuse(
                "activation",
                "softmax in a layer of one neuron, which always gives 1",
                "sigmoid, or a neuron for each class",
            )


def require_method(loss: Loss, output: Activation, optimizer: str, batch_size: int, examples: int) -> None:
    """Raise `BadInput` if the loss does not suit the outputs, or the batch the optimizer."""
    if loss.probabilities and not (output.lowest >= 0 and output.highest <= 1):
        refuse("loss", loss.name, f"one for outputs beyond 0 and 1, which {output.name} gives")
    if batch_size < examples and find_optimizer(optimizer).full_batch:
        refuse("batch", batch_size, f"full: {optimizer} compares the signs of whole gradients")
