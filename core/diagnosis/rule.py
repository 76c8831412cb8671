"""Diagnosis rules, and words for their findings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.remarks import Finding
from perceptop.core.protocol.snapshot import Snapshot

MOST_NAMED = 4


@dataclass(frozen=True)
class Rule:
    """A rule: its name, the condition in words with formula and threshold, and the function that checks it."""

    name: str
    condition: str
    find: Callable[[Snapshot], tuple[Finding, ...]]


def named(snapshot: Snapshot, neurons: Sequence[NeuronAddress]) -> str:
    """Return the neurons by name, the first few of many: h1, h2 and h5."""
    return listed([snapshot.about.names.neuron(neuron.layer, neuron.index) for neuron in neurons])


def listed(words: Sequence[str]) -> str:
    """Join words: a; a and b; a, b and c; a, b, c, d and 7 more."""
    if len(words) > MOST_NAMED + 1:
        words = [*words[:MOST_NAMED], f"{len(words) - MOST_NAMED:,} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def several(count: int, one: str, more: str) -> str:
    """Return the word for one, or for more than one."""
    return one if count == 1 else more
