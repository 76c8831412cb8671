"""What is said of a run besides its numbers: findings of the diagnosis, call-outs of milestones, an explanation."""

from dataclasses import dataclass

from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.explanation import Explanation


@dataclass(frozen=True)
class Finding:
    """What is the matter, in one plain sentence, and what could be done; where, as neurons and rows counted from 0."""

    rule: str
    sentence: str
    advice: str
    neurons: tuple[NeuronAddress, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Callout:
    """A milestone: its name, the epoch, a sentence, and what of it is `brief`; `exact` where every epoch before it was
    seen.

    The log of a snapshot has the last 200 epochs: a run that goes faster than it is looked at leaves gaps.
    """

    name: str
    epoch: int
    exact: bool
    sentence: str
    brief: str


@dataclass(frozen=True, eq=False)
class Answer:
    """An explanation and the epoch that it is of. Of two answers of equal `number` the content is the same."""

    number: int
    epoch: int
    explanation: Explanation
