"""The table of Δw: every synapse with its last update, as columns that can be sorted and filtered."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol import record
from perceptop.core.protocol.addresses import SynapseAddress
from perceptop.core.protocol.snapshot import Snapshot

COLUMNS = ("layer", "source", "target", "before", "step", "after", "size")
"""Columns to sort by; `size` is |Δw|."""

Places = NDArray[np.int64]


@record(frozen=True, eq=False)
class LayerSum:
    """The sums of a layer: the number of synapses, Σ Δw, and the mean of |Δw|."""

    layer: int
    synapses: int
    step: float
    mean_size: float


@record(frozen=True, eq=False)
class WeightUpdates:
    """The last update of all synapses, in the order of the weights, all columns `(synapses,)`.

    From `source` in `layer` (the number of the row in `weights[layer]`, the bias the last) to `target` in the layer
    after it; the weight `before` the last update, its Δw (`step`) and the weight `after` it.
    """

    layers: tuple[int, ...]
    layer: Places
    source: Places
    target: Places
    before: Array
    step: Array
    after: Array

    @classmethod
    def of(cls, snapshot: Snapshot) -> "WeightUpdates":
        """Return the updates of a snapshot; all Δw are 0 if there was none yet."""
        weights, steps = snapshot.numbers.weights, snapshot.numbers.last_step
        layer, source, target = _addresses(tuple(array.shape for array in weights))
        after = np.concatenate([array.ravel() for array in weights])
        step = np.concatenate([array.ravel() for array in steps])
        with np.errstate(all="ignore"):
            before = after - step
        return cls(
            layers=snapshot.about.layers,
            layer=layer,
            source=source,
            target=target,
            before=before,
            step=step,
            after=after,
        )

    def __len__(self) -> int:
        return len(self.step)

    @property
    def size(self) -> Array:
        """Return |Δw|, the length of the bars."""
        return np.abs(self.step)

    @property
    def largest(self) -> int | None:
        """Return the place of the synapse that moved most; None if none has moved."""
        size = self.size
        place = int(size.argmax())
        if not np.isfinite(size[place]):
            return int(np.isfinite(size).argmin())
        return place if size[place] > 0 else None

    def address(self, place: int) -> SynapseAddress:
        """Return the synapse at a place."""
        layer, source, target = (int(column[place]) for column in (self.layer, self.source, self.target))
        return SynapseAddress.at(self.layers, layer, source, target)

    def place_of(self, address: SynapseAddress) -> int | None:
        """Return the place of a synapse."""
        row = address.row(self.layers)
        found = (self.layer == address.layer) & (self.source == row) & (self.target == address.target)
        return int(found.argmax()) if found.any() else None

    def select(
        self,
        *,
        layer: int | None = None,
        source: int | None = None,
        target: int | None = None,
        biases: bool | None = None,
    ) -> Places:
        """Return the places of the synapses of one layer, source or target, with biases only or without; in order."""
        kept = np.ones(len(self), bool)
        for column, wanted in ((self.layer, layer), (self.source, source), (self.target, target)):
            if wanted is not None:
                kept &= column == wanted
        if biases is not None:
            kept &= (self.source == np.asarray(self.layers)[self.layer]) == biases
        return np.flatnonzero(kept)

    def sort(self, by: str, places: Places | None = None, descending: bool = False) -> Places:
        """Return the places (all by default) in the order of a column; equals keep their order, nan last."""
        if by not in COLUMNS:
            refuse("sort", by, "one of " + ", ".join(COLUMNS))
        places = np.arange(len(self)) if places is None else places
        column = getattr(self, by)[places]
        if descending:
            column = -column
        return np.asarray(places[np.argsort(column, kind="stable")])

    def sums(self) -> tuple[LayerSum, ...]:
        """Return the sums of each layer."""
        lines = []
        for layer in range(len(self.layers) - 1):
            step = self.step[self.layer == layer]
            lines.append(LayerSum(layer, len(step), float(step.sum()), float(np.abs(step).mean())))
        return tuple(lines)


@lru_cache(maxsize=1)
def _addresses(shapes: tuple[tuple[int, ...], ...]) -> tuple[Places, Places, Places]:
    """Return layer, source and target of every synapse; cached, since for large networks it takes longest."""
    places = [np.indices(shape).reshape(2, -1) for shape in shapes]
    columns = (
        np.repeat(np.arange(len(shapes)), [part.shape[1] for part in places]),
        np.concatenate([rows for rows, _ in places]),
        np.concatenate([columns for _, columns in places]),
    )
    for column in columns:
        column.flags.writeable = False
    return columns
