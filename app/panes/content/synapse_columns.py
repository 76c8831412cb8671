"""The columns of the table of synapses: Δw of the rows, the last update, or both."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perceptop.app.panes.content.synapse_order import flat
from perceptop.app.panes.diagram.phase import knows_delta_weights
from perceptop.core.data.arrays import Array
from perceptop.core.protocol.snapshot import Snapshot
from perceptop.core.protocol.weight_updates import WeightUpdates

ASKED, UPDATED = "asks", "last update"
VIEWS = (ASKED, UPDATED)


@dataclass(frozen=True, eq=False)
class SynapseColumn:
    """A heading, and a number for each synapse, `(synapses,)` in the order of the weights.

    `known` is whether a walk has come to them.
    """

    head: str
    numbers: Array
    known: bool = True

    @property
    def most(self) -> float:
        """The largest size in it."""
        return float(np.abs(self.numbers).max())


def columns_of(snapshot: Snapshot, ledger: WeightUpdates, view: str, all_of_them: bool) -> Sequence[SynapseColumn]:
    """Those of a view, or of both."""
    numbers = snapshot.numbers
    batch = "batch Δw" if numbers.walked is None else f"ΣΔw of {numbers.walked}"
    weight = SynapseColumn("weight", ledger.after)
    asked = [
        SynapseColumn("Δw", flat(numbers.example_delta), knows_delta_weights(snapshot)),
        SynapseColumn(batch, flat(numbers.batch_delta)),
    ]
    if view == ASKED and not all_of_them:
        return [weight, *asked]
    updated = [
        SynapseColumn("w before", ledger.before),
        SynapseColumn("last Δw", ledger.step),
        SynapseColumn("w after", ledger.after),
    ]
    return [*updated, *asked] if all_of_them else updated
