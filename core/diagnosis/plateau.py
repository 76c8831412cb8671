"""A plateau: the loss does not fall any more, and it is not a matter of a few rows."""

from perceptop.core.diagnosis import stuck_rows
from perceptop.core.diagnosis.rule import Rule
from perceptop.core.diagnosis.standstill import CONDITION, standing
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

NAME = "plateau"


def find(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return one finding, or none; none if the rule of stuck rows says more."""
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
