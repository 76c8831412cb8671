"""Remarks on a run besides its numbers: findings of the diagnosis, call-outs, an explanation, the story of a step."""

from perceptop.core.protocol import record
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress
from perceptop.core.protocol.explanation import Explanation

OF_EVERY_RUN = ("first forward pass", "first update")
"""The milestones that every run reaches in its first epoch."""


@record(frozen=True)
class Finding:
    """A problem in one sentence, and what can be done; its neurons, and its rows counted from 0."""

    rule: str
    sentence: str
    advice: str
    neurons: tuple[NeuronAddress, ...] = ()
    rows: tuple[int, ...] = ()


@record(frozen=True)
class Callout:
    """A milestone: its name, the epoch, a sentence, and a `brief` form; `exact` if every epoch before it was seen.

    The log of a snapshot has the last 200 epochs: a run that is faster than its snapshots leaves gaps.
    """

    name: str
    epoch: int
    exact: bool
    sentence: str
    brief: str


@record(frozen=True, eq=False)
class Answer:
    """An explanation and its epoch. Two answers of equal `number` have the same content."""

    number: int
    epoch: int
    explanation: Explanation


@record(frozen=True)
class Story:
    """What a step or a phase did, in one sentence, and what that names, to be marked: rows are examples counted from 0.

    `at_loss` is whether it tells of the loss, at the present epoch.
    """

    text: str
    row: int | None = None
    synapse: SynapseAddress | None = None
    neuron: NeuronAddress | None = None
    at_loss: bool = False
