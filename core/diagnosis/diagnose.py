"""The diagnosis: rules over one snapshot, which cost nothing while the run trains."""

from perceptop.core.diagnosis import divergence, plateau, stuck_rows, symmetry, vanishing
from perceptop.core.diagnosis.rule import Rule
from perceptop.core.diagnosis.saturation import DEAD, SATURATED
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

RULES: tuple[Rule, ...] = (
    divergence.RULE,
    symmetry.RULE,
    DEAD,
    SATURATED,
    vanishing.RULE,
    stuck_rows.RULE,
    plateau.RULE,
)
"""All rules, in the order of their findings: causes before effects."""


def diagnose(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return the findings of all rules; for a run that has diverged, that finding alone."""
    if snapshot.progress.state == "diverged":
        return divergence.find(snapshot)
    return tuple(finding for rule in RULES for finding in rule.find(snapshot))
