"""The gradient check in words: both gradients side by side, their difference, and a mark."""

from perceptop.core.explain.equations.digits import rounded
from perceptop.core.explain.example_pass import learns
from perceptop.core.explain.gradient_check import GradientCheck, GradientReport, check_all, check_synapse
from perceptop.core.explain.synapse import explain_synapse
from perceptop.core.protocol.addresses import GradientsAddress, SynapseAddress
from perceptop.core.protocol.explanation import Explanation, Line, Link, Section, Span, words
from perceptop.core.training.trainer import Trainer

PASSED, FAILED = "✓", "✗"
SURROGATE = "they learn as FANN does, by a surrogate for the slope"


def explain_checked_synapse(trainer: Trainer, address: SynapseAddress, example: int = 0) -> Explanation:
    """Explain one synapse as `explain_synapse` does, then its gradient check if it has a gradient."""
    explanation = explain_synapse(trainer, address, example)
    if not learns(trainer):
        return explanation
    section = check_section(check_synapse(trainer, address))
    return Explanation(explanation.title, explanation.link, (*explanation.sections, section))


def explain_gradients(trainer: Trainer) -> Explanation:
    """Explain the gradient check of all synapses. `BadInput` if an activation has no slope."""
    return Explanation("all synapses", Link(GradientsAddress()), (report_section(check_all(trainer)),))


def check_section(check: GradientCheck) -> Section:
    """Make the section of one synapse's check."""
    lines = [
        words(f"back-propagated      {rounded(check.back_propagated, 8)}"),
        words(f"by finite difference {rounded(check.by_differences, 8)}"),
        words(f"difference           {rounded(check.difference, 2)}, {_mark(check)}"),
    ]
    return Section("gradient check: (loss(w + h) - loss(w - h)) / 2h beside it, over the next batch", tuple(lines))


def report_section(report: GradientReport) -> Section:
    """Make the section of all synapses: how many, the worst, and those that failed."""
    judged = report.checked - report.kinks - report.surrogates
    counted = judged or report.checked
    many = f"all {report.total:,}" if counted == report.total else f"{counted:,} of {report.total:,}"
    mark = f"{PASSED} agree" if report.passed else f"{FAILED} {len(report.failed):,} differ"
    lines = [words(f"{many} synapses: {mark if judged else 'none judged'}")]
    if report.kinks:
        sit = f"{report.kinks:,} {'sits' if report.kinks == 1 else 'sit'}"
        lines.append(words(f"{sit} on a kink, where there is no one slope to compare with: not judged"))
    if report.surrogates:
        are = f"{report.surrogates:,} {'is' if report.surrogates == 1 else 'are'}"
        lines.append(words(f"{are} not judged: {SURROGATE}"))
    if report.checked < report.total:
        lines.append(words(f"{report.total - report.checked:,} were left out: an even sample was checked"))
    if report.worst is not None:
        lines.append(_line("the largest difference, by what is allowed", report.worst))
    lines += [_line("differs", check) for check in report.failed[:8]]
    return Section("gradient check: back-propagated and by finite differences, over the next batch", tuple(lines))


def _mark(check: GradientCheck) -> str:
    if check.surrogate:
        return "not judged: it learns as FANN does, by a surrogate for the slope"
    if check.kink:
        return "not judged: a kink lies within the step, and there is no one slope"
    allowed = f"{rounded(check.allowed, 2)} allowed"
    return f"{PASSED} {allowed}" if check.passed else f"{FAILED} only {allowed}"


def _line(what: str, check: GradientCheck) -> Line:
    both = f"{rounded(check.back_propagated, 8)} and {rounded(check.by_differences, 8)}"
    which = Span(str(check.address), Link(check.address))
    rest = f", {both}, {rounded(check.difference, 2)} apart, {_mark(check)}"
    return Line((Span(f"{what}: "), which, Span(rest)))
