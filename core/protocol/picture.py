"""Pictures of a run as they go to the screen: one record per kind."""

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.protocol import record
from perceptop.core.protocol.addresses import NeuronAddress, SynapseAddress

Range = tuple[float, float]


@record(frozen=True, eq=False)
class ClassMarks:
    """The mark of each example shown, as its place among `names`, low before high."""

    of: NDArray[np.int8]
    names: tuple[str, ...]


@record(frozen=True, eq=False)
class ColorScale:
    """Values from `low` to `high`; `middle` is neutral."""

    low: float
    middle: float
    high: float


@record(frozen=True, eq=False)
class DecisionSurface:
    """`values[row, column]` of `neuron`: columns evenly over the range `x` of input 1, rows over `y` of input 2, low
    first. `winners` is the index of the largest output, if there are several and none was chosen; `values` are then its
    activations. `points` `(examples, 2)` are training examples, of `examples` in all.
    """

    neuron: NeuronAddress
    x: Range
    y: Range
    values: Array
    winners: NDArray[np.int8] | None
    scale: ColorScale
    points: Array
    marks: ClassMarks
    examples: int


@record(frozen=True, eq=False)
class NeuronSurfaces:
    """The surfaces of all neurons, layer by layer: `(neurons, rows, columns)`; of a large layer the first ones."""

    x: Range
    y: Range
    layers: tuple[Array, ...]
    scales: tuple[ColorScale, ...]
    sizes: tuple[int, ...]


@record(frozen=True, eq=False)
class HiddenSpace:
    """`before` and `now` are the activations `(examples, 2)` of `first`, to the right, and `second`, up.

    `line` is (a, b, c) of the line a · x + b · y + c = 0 on which the output changes from no to yes; it exists if the
    layer has no other neurons and one output follows it.
    """

    first: NeuronAddress
    second: NeuronAddress
    x: Range
    y: Range
    before: Array
    now: Array
    marks: ClassMarks
    line: tuple[float, float, float] | None
    examples: int


@record(frozen=True, eq=False)
class FunctionFit:
    """The network's `outputs` at `x`, evenly over the data's range; `inputs` and `targets` of examples, by rising
    input, some of `examples`. All `(points,)`.
    """

    x: Array
    outputs: Array
    inputs: Array
    targets: Array
    examples: int


@record(frozen=True, eq=False)
class Images:
    """`pixels` `(images, height, width)` of the examples from number `first` on, `chosen` among them, of `examples`.

    `shades` is the range of pixels in the data. `outputs` and `targets` are `(images, outputs)`; `recognized` and
    `expected` their classes by name, one for each image; empty if the targets are no classes.
    """

    pixels: Array
    shades: Range
    first: int
    chosen: int
    examples: int
    outputs: Array
    targets: Array
    recognized: tuple[str, ...]
    expected: tuple[str, ...]


@record(frozen=True, eq=False)
class Confusion:
    """`counts[expected, recognized]` by class. Of `counted` decisions, `right` are right.

    A decision is an example; where every output is read by itself, an output of an example, and `by_output` is set.
    """

    names: tuple[str, ...]
    counts: NDArray[np.int64]
    by_output: bool

    @property
    def counted(self) -> int:
        """Return the number of decisions."""
        return int(self.counts.sum())

    @property
    def right(self) -> int:
        """Return the number on the diagonal."""
        return int(np.trace(self.counts))

    @property
    def accuracy(self) -> float:
        """Return the share of decisions that are right."""
        return self.right / self.counted if self.counted else 0.0


@record(frozen=True, eq=False)
class Matrix:
    """The weights into `layer` (from 1): a row for each neuron before it, and a last one for the bias if `bias`.

    Each number of `weights` stands for `block` rows and columns; `shape` is that of the whole matrix. The scale ends at
    `largest`.
    """

    layer: int
    weights: Array
    bias: bool
    shape: tuple[int, int]
    block: tuple[int, int]
    largest: float


@record(frozen=True, eq=False)
class Matrices:
    """The matrices of all layers, or of one."""

    layers: tuple[Matrix, ...]


@record(frozen=True, eq=False)
class Histogram:
    """`counts` of numbers in equal bins from -`largest` to `largest`; `outside` counts those that are not finite."""

    counts: NDArray[np.int64]
    largest: float
    outside: int


@record(frozen=True, eq=False)
class Histograms:
    """One histogram per layer, biases included. The gradient is that of the present weights over `examples` of the
    `batch` that the next update is made of; no gradients if an activation has no slope.
    """

    weights: tuple[Histogram, ...]
    gradients: tuple[Histogram, ...]
    examples: int
    batch: int


@record(frozen=True, eq=False)
class LossSurface:
    """`losses[row, column]`: columns evenly over the range `x` of the weight `first`, rows over `y` of `second`.

    All other weights are the present ones. `way` `(places, 2)` are the values of the two from the start to now. Losses
    are those of `shown` of the `examples`.
    """

    first: SynapseAddress
    second: SynapseAddress
    x: Range
    y: Range
    losses: Array
    way: Array
    shown: int
    examples: int


@record(frozen=True, eq=False)
class Unavailable:
    """A picture that this problem does not have; `reason` is a sentence."""

    reason: str


Content = (
    DecisionSurface | NeuronSurfaces | HiddenSpace | FunctionFit | Images | Confusion | Matrices | Histograms
    | LossSurface | Unavailable
)  # fmt: skip


@record(frozen=True, eq=False)
class Picture:
    """A picture of an epoch, with `tested` of test rows. Two pictures of equal `number` have the same content."""

    number: int
    epoch: int
    content: Content
    tested: bool = False
