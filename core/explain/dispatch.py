"""From a link to the explanation of the number at its end."""

import numpy as np

from perceptop.core.errors.bad_input import refuse
from perceptop.core.explain.equations.carried_digits import with_carried_digits
from perceptop.core.explain.example_pass import ExamplePass, learns
from perceptop.core.explain.gradient_check_text import explain_checked_synapse, explain_gradients
from perceptop.core.explain.loss import explain_loss, loss_page
from perceptop.core.explain.neuron import explain_neuron, forward_page
from perceptop.core.protocol.addresses import (
    Address,
    GradientsAddress,
    LossAddress,
    NeuronAddress,
    SynapseAddress,
    parse_synapse,
)
from perceptop.core.protocol.explanation import Explanation, Link
from perceptop.core.training.trainer import Trainer


def explain(trainer: Trainer, link: Link) -> Explanation:
    """Return the explanation that a link leads to, at the trainer's present weights; `BadInput` if there is none."""
    require(trainer, link.address)
    # A run that has diverged has numbers that are not finite; they are shown as such.
    with np.errstate(all="ignore"):
        return _explained(trainer, link)


def explain_row(trainer: Trainer, example: int) -> list[Explanation]:
    """Return the forward pass of one row and the loss of all, in one set of digits."""
    return with_carried_digits(forward_page(ExamplePass.of_trainer(trainer, example)), loss_page(trainer))


def _explained(trainer: Trainer, link: Link) -> Explanation:
    example = link.example or 0
    match link.address:
        case NeuronAddress() as neuron:
            return explain_neuron(ExamplePass.of_trainer(trainer, example), neuron)
        case SynapseAddress() as synapse:
            return explain_checked_synapse(trainer, synapse, example)
        case LossAddress():
            return explain_loss(trainer)
        case GradientsAddress():
            return explain_gradients(trainer)


def require(trainer: Trainer, address: Address) -> None:
    """Raise `BadInput` if the trainer has nothing to explain at that address."""
    layers = trainer.network.layers
    match address:
        case NeuronAddress(layer, index):
            if not (0 <= layer < len(layers) and 0 <= index < layers[layer]):
                refuse("neuron", str(address), "one of " + "-".join(map(str, layers)))
        case SynapseAddress():
            parse_synapse(str(address), layers, trainer.network.bias, "synapse")
        case GradientsAddress():
            if not learns(trainer):
                refuse("gradient check", "nothing to train", "a network that learns")
        case LossAddress():
            pass
