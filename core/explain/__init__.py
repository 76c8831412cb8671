"""The arithmetic behind one number: of a neuron, of a synapse, of the loss, as sections of lines that lead on.

Whatever is printed reconciles: evaluated, it gives the printed result to its last digit, or "≈" stands there. The
same number may be shown with more digits in one place than in another; each is a rounding of the same number.
"""

from core.address import Address, LossAddress, NeuronAddress, SynapseAddress, parse_neuron, parse_synapse
from core.errors import refuse
from core.explain.case import Case, learns
from core.explain.check import check_section, report_section
from core.explain.forward import explain_forward
from core.explain.lines import CurvePoint, Equation, Explanation, Line, Link, Section, Span
from core.explain.loss import explain_loss
from core.explain.neuron import explain_neuron
from core.explain.synapse import explain_synapse
from core.explain.text import to_text
from core.trainer import Trainer

__all__ = [
    "Address",
    "Case",
    "CurvePoint",
    "Equation",
    "Explanation",
    "Line",
    "Link",
    "LossAddress",
    "NeuronAddress",
    "Section",
    "Span",
    "SynapseAddress",
    "check_section",
    "explain",
    "explain_forward",
    "explain_loss",
    "explain_neuron",
    "explain_synapse",
    "learns",
    "parse_neuron",
    "parse_synapse",
    "report_section",
    "to_text",
]


def explain(trainer: Trainer, link: Link) -> Explanation:
    """Follow a link: what explains that number, at the trainer's present weights. `BadInput` for what is not there."""
    example = link.example or 0
    match link.address:
        case NeuronAddress(layer, index) as neuron:
            layers = trainer.network.layers
            if not (0 <= layer < len(layers) and 0 <= index < layers[layer]):
                refuse("neuron", str(neuron), "one of " + "-".join(map(str, layers)))
            return explain_neuron(Case.of_trainer(trainer, example), neuron)
        case SynapseAddress() as synapse:
            parse_synapse(str(synapse), trainer.network.layers, trainer.network.bias, "synapse")
            return explain_synapse(trainer, synapse, example)
        case LossAddress():
            return explain_loss(trainer)
