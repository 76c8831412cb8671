"""Diverged: the loss is not a finite number any more."""

from perceptop.core.diagnosis.rule import Rule
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

NAME = "diverged"


def find(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return one finding, or none."""
    progress = snapshot.progress
    if progress.state != "diverged":
        return ()
    rate = dict(snapshot.about.settings).get("learning_rate")
    if rate is None:
        sentence = f"The run diverged at epoch {progress.epoch:,}: the weights are too large for a number."
        return (Finding(NAME, sentence, "Begin with a smaller first step, or scale the inputs to about 1."),)
    sentence = f"The run diverged at epoch {progress.epoch:,}: the learning rate of {rate:g} is too high."
    advice = f"Try a tenth of it, {rate / 10:g}, and scale inputs and targets to about 1 if they are larger."
    return (Finding(NAME, sentence, advice),)


RULE = Rule(NAME, "the loss is infinite or not a number", find)
