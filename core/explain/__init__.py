"""The arithmetic behind one number: of a neuron, of a synapse, of the loss, as sections of lines that lead on.

Whatever is printed reconciles: evaluated, it gives the printed result to its last digit, or "≈" stands there. The
same number may be shown with more digits in one place than in another; each is a rounding of the same number.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.address import (
        Address,
        GradientsAddress,
        LossAddress,
        NeuronAddress,
        SynapseAddress,
        parse_neuron,
        parse_synapse,
    )
    from core.explain.answer import explain, require
    from core.explain.case import Case, learns
    from core.explain.check import check_section, explain_checked_synapse, explain_gradients, report_section
    from core.explain.forward import explain_forward
    from core.explain.lines import CurvePoint, Equation, Explanation, Line, Link, Section, Span
    from core.explain.loss import explain_loss
    from core.explain.neuron import explain_neuron
    from core.explain.synapse import explain_synapse
    from core.explain.text import to_text

__all__ = [
    "Address",
    "Case",
    "CurvePoint",
    "Equation",
    "Explanation",
    "GradientsAddress",
    "Line",
    "Link",
    "LossAddress",
    "NeuronAddress",
    "Section",
    "Span",
    "SynapseAddress",
    "check_section",
    "explain",
    "explain_checked_synapse",
    "explain_forward",
    "explain_gradients",
    "explain_loss",
    "explain_neuron",
    "explain_synapse",
    "learns",
    "parse_neuron",
    "parse_synapse",
    "report_section",
    "require",
    "to_text",
]

_HOMES = {
    "Address": "core.address",
    "Case": "core.explain.case",
    "CurvePoint": "core.explain.lines",
    "Equation": "core.explain.lines",
    "Explanation": "core.explain.lines",
    "GradientsAddress": "core.address",
    "Line": "core.explain.lines",
    "Link": "core.explain.lines",
    "LossAddress": "core.address",
    "NeuronAddress": "core.address",
    "Section": "core.explain.lines",
    "Span": "core.explain.lines",
    "SynapseAddress": "core.address",
    "check_section": "core.explain.check",
    "explain": "core.explain.answer",
    "explain_checked_synapse": "core.explain.check",
    "explain_forward": "core.explain.forward",
    "explain_gradients": "core.explain.check",
    "explain_loss": "core.explain.loss",
    "explain_neuron": "core.explain.neuron",
    "explain_synapse": "core.explain.synapse",
    "learns": "core.explain.case",
    "parse_neuron": "core.address",
    "parse_synapse": "core.address",
    "report_section": "core.explain.check",
    "require": "core.explain.answer",
    "to_text": "core.explain.text",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and no more: the screen wants the shape of an explanation, and not how one is made."""
    if name not in _HOMES:
        raise AttributeError(f"module 'core.explain' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
