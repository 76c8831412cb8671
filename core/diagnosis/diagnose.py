"""What is wrong with a run, and what could be done: rules over one snapshot, which cost nothing while it trains."""

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
"""In the order in which their findings are told, the causes before what comes of them."""


def diagnose(snapshot: Snapshot) -> tuple[Finding, ...]:
    """All that the rules find; only that it diverged, where it has."""
    if snapshot.progress.state == "diverged":
        return divergence.find(snapshot)
    return tuple(finding for rule in RULES for finding in rule.find(snapshot))
