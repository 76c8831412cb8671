"""A plateau: the loss stands still, and no few rows alone are to blame."""

from perceptop.core.diagnosis import stuck_rows
from perceptop.core.diagnosis.rule import Rule
from perceptop.core.diagnosis.standstill import CONDITION, standing
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

NAME = "plateau"


def find(snapshot: Snapshot) -> tuple[Finding, ...]:
    """At most one; none if stuck rows say the same, and more."""
    epochs = standing(snapshot)
    if epochs is None or stuck_rows.find(snapshot):
        return ()
    sentence = (
        f"The run ended on a plateau: for {epochs:,} epochs the loss has fallen by less than 1 %, and the error is "
        "still large."
    )
    advice = (
        "More epochs may lead off it; else try momentum, another learning rate, more hidden neurons or another seed."
    )
    return (Finding(NAME, sentence, advice),)


RULE = Rule(NAME, CONDITION, find)
