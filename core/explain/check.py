"""The gradient check in words: both gradients side by side, their difference, and a mark."""

from core.explain.digits import rounded
from core.explain.lines import Line, Section, words
from core.gradient_check import GradientCheck, GradientReport

PASSED, FAILED = "✓", "✗"


def check_section(check: GradientCheck) -> Section:
    """One synapse's check."""
    lines = [
        words(f"back-propagated      {rounded(check.back_propagated, 8)}"),
        words(f"by finite difference {rounded(check.by_differences, 8)}"),
        words(f"difference           {rounded(check.difference, 2)}, {_mark(check)}"),
    ]
    return Section("gradient check: (loss(w + h) - loss(w - h)) / 2h beside it, over the next batch", tuple(lines))


def report_section(report: GradientReport) -> Section:
    """The check of all synapses: how many, the worst, and those that failed."""
    many = "all" if report.checked == report.total else f"{report.checked:,} of {report.total:,}"
    mark = f"{PASSED} agree" if report.passed else f"{FAILED} {len(report.failed):,} differ"
    lines = [words(f"{many} {report.total:,} synapses: {mark}" if many == "all" else f"{many} synapses: {mark}")]
    if report.kinks:
        lines.append(words(f"{report.kinks:,} sit on a kink, where there is no one slope to compare with"))
    if report.worst is not None:
        lines.append(_line("the largest difference, by what is allowed", report.worst))
    lines += [_line("differs", check) for check in report.failed[:8]]
    return Section("gradient check: back-propagated and by finite differences, over the next batch", tuple(lines))


def _mark(check: GradientCheck) -> str:
    if check.kink:
        return "not judged: a kink lies within the step, and there is no one slope"
    allowed = f"{rounded(check.allowed, 2)} allowed"
    return f"{PASSED} {allowed}" if check.passed else f"{FAILED} only {allowed}"


def _line(what: str, check: GradientCheck) -> Line:
    both = f"{rounded(check.back_propagated, 8)} and {rounded(check.by_differences, 8)}"
    return words(f"{what}: {check.address}, {both}, {rounded(check.difference, 2)} apart, {_mark(check)}")
