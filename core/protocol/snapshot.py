"""An immutable, consistent snapshot of a run: everything that a pane shows, all of the same weights."""

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import Symbols
from perceptop.core.data.table_encoding import Scales, in_units
from perceptop.core.nn.losses.negative_targets import effective_targets
from perceptop.core.protocol import record
from perceptop.core.protocol.changes import Event
from perceptop.core.protocol.held_out import HeldOutWindow
from perceptop.core.protocol.neuron_names import NeuronNames
from perceptop.core.protocol.question import Question
from perceptop.core.protocol.remarks import Answer, Callout, Finding

if TYPE_CHECKING:
    from perceptop.core.protocol.picture import Picture


@record(frozen=True)
class About:
    """The experiment of a run: the same in every snapshot until a setting is changed. `target_range` is from the
    smallest target of all examples to the largest. `classes` are those of the outputs, none if they are numbers.
    """

    name: str
    title: str
    source: str
    look_for: str
    layers: tuple[int, ...]
    activations: tuple[str, ...]
    bias: tuple[bool, ...]
    loss: str
    optimizer: str
    settings: tuple[tuple[str, float], ...]
    batch: int
    examples: int
    input_names: tuple[str, ...]
    output_names: tuple[str, ...]
    symbols: Symbols | None
    """The words for values of outputs."""
    image: tuple[int, int] | None
    trainable: bool
    seeded: bool
    target_range: tuple[float, float] = (0.0, 1.0)
    classes: tuple[str, ...] = ()
    input_symbols: tuple[Symbols | None, ...] = ()
    """The words for values of each input, None for a number; empty if all are numbers."""

    input_scales: Scales = ()
    """Mean and deviation of each input, by which it was scaled; empty if all are as in the file."""
    output_scales: Scales = ()
    """Mean and deviation of each output."""
    values: tuple[tuple[str, Any], ...] = ()
    """The present values of settings of the table, by name; those that this run has no use for are left out."""
    begun_with: tuple[tuple[str, Any], ...] = ()
    """The settings of the table that this run began with in place of those of the experiment as it was opened."""

    note: str = ""
    """How a table was read; empty if the data is none."""
    source_names: tuple[str, ...] = ()
    """The names of the columns that features are computed from; empty if inputs are no features."""

    @property
    def names(self) -> NeuronNames:
        """Return the names of the network's neurons."""
        return NeuronNames(self.layers, self.input_names, self.output_names)

    @property
    def axes(self) -> tuple[str, ...]:
        """Return the names of what the outputs are drawn over: the columns of features, else the inputs."""
        return self.source_names or self.input_names

    def input_in_units(self, place: int, value: float) -> float:
        """Return an input in the units of the file."""
        mean, deviation = self.input_scales[place] if self.input_scales else (0.0, 1.0)
        return value * deviation + mean

    def output_in_units(self, place: int, value: float) -> float:
        """Return an output or a target in the units of the file."""
        mean, deviation = self.output_scales[place] if self.output_scales else (0.0, 1.0)
        return value * deviation + mean

    def outputs_in_units(self, values: Array) -> Array:
        """Return outputs or targets, `(…, outputs)`, in the units of the file."""
        return in_units(values, self.output_scales)

    def input_word(self, place: int, value: float) -> str | None:
        """Return the word for the value of an input; None if that is a number."""
        symbols = self.input_symbols[place] if self.input_symbols else None
        return symbols.nearest(value) if symbols else None

    @property
    def full_batch(self) -> bool:
        """Return whether the batch is all examples: one update per epoch."""
        return self.batch == self.examples


@record(frozen=True)
class Progress:
    """The progress of a run.

    `state` is running, paused, finished, diverged or history; `sentence` says why it ended, if it did. `epochs` is the
    last epoch of the run, None without an end. `batch` of `batches` are done in the present epoch. `speed` is the
    setting, None for as fast as it goes, and `rate` is measured, both in epochs a second. `acknowledged` counts
    commands executed. `busy` is whether anything is under way: training, replaying, or a jump to the epoch `target`.
    `unseen` is whether the numbers of this epoch, of a large network, are still being computed. `reached` is the newest
    epoch of this branch, `past_end` whether it was played past an end. `notice` says what could not be done; `notices`
    counts them. `saving` is whether something is computed beside the run: a file, or the curves of a run that was
    opened. `saved` is the file that was written last; `saves` counts them.
    """

    state: str
    sentence: str
    epoch: int
    reached: int
    epochs: int | None
    batch: int
    batches: int
    seed: int
    speed: float | None
    rate: float
    acknowledged: int
    busy: bool = False
    unseen: bool = False
    target: int | None = None
    notice: str = ""
    notices: int = 0
    past_end: bool = False
    saving: bool = False
    saved: str = ""
    saves: int = 0

    @property
    def resting(self) -> bool:
        """Return whether the next snapshot will equal this one, unless a command comes."""
        return not self.busy and not self.unseen and not self.saving

    @property
    def ended(self) -> bool:
        """Return whether the run rests at its end: a stopping condition is met, or it has diverged."""
        return self.resting and self.state in ("finished", "diverged")


@record(frozen=True, eq=False)
class Numbers:
    """The numbers of the present weights. Lists have an array per layer, shaped like `Network.weights` or `(examples,
    neurons)`.

    `first` is the number of the first of the `len(inputs)` examples shown; `chosen` that of the chosen one. `last_step`
    is Δw of the last update, as it was applied. `example_delta` is Δw of the chosen example alone: -learning rate · δ ·
    input. `batch_delta` is the sum of that over the examples of the present batch, with that of the L2 penalty; of the
    first `walked` of them, without that, if it is walked through row by row; and over those of the last batch if
    `batch_is_last`. `negative` `(examples,)` marks targets that must not come out; None if there are none. `accuracy`
    is the share of examples that are read as their class, None if there are no classes; `test_loss`, `test_mse` and
    `test_accuracy` are of the rows that are held out, None if there are none.
    """

    loss: float
    mse: float
    weights: tuple[Array, ...]
    last_step: tuple[Array, ...]
    example_delta: tuple[Array, ...]
    batch_delta: tuple[Array, ...]
    batch_is_last: bool
    walked: int | None
    first: int
    chosen: int
    inputs: Array
    targets: Array
    outputs: Array
    z: tuple[Array, ...]
    activations: tuple[Array, ...]
    deltas: tuple[Array, ...]
    negative: Array | None = None
    accuracy: float | None = None
    test_loss: float | None = None
    test_accuracy: float | None = None
    test_mse: float | None = None
    sources: Array | None = None
    """The columns that features are computed from, `(examples, columns)`; None if inputs are no features."""

    @property
    def row(self) -> int:
        """Return the row of the chosen example in arrays by example."""
        return self.chosen - self.first

    @property
    def aims(self) -> Array:
        """Return the targets that learning uses, `(examples, outputs)`: those of negative examples are replaced."""
        if self.negative is None:
            return self.targets
        return effective_targets(self.outputs, self.targets, self.negative[:, None])

    def is_negative(self, place: int) -> bool:
        """Return whether the example at that place of the window is negative."""
        return self.negative is not None and bool(self.negative[place])


@record(frozen=True)
class Phase:
    """A phase of an example: `forward` or `backward` through a layer (from 1), its `error`, its `delta weights`."""

    name: str
    layer: int | None = None

    def __str__(self) -> str:
        return self.name if self.layer is None else f"{self.name}, layer {self.layer}"


@record(frozen=True)
class WalkView:
    """The walk through a batch: `example` of the data, at `place` (from 0) of `size` in its batch, its phase."""

    example: int
    place: int
    size: int
    phase: Phase


@record(frozen=True, eq=False)
class Curve:
    """The loss of a run: for each bucket of neighbouring epochs its first epoch, its lowest and its highest loss.

    All `(buckets,)`, in order. All minima and maxima are kept, however many epochs share a bucket; `first` and
    `last` are the oldest and the newest epoch, each with its loss. `mse` is the curve of the MSE over the same
    epochs, None if this one is it, and `accuracy` that of the accuracy, None if it is not kept.
    """

    epochs: Array
    lows: Array
    highs: Array
    first: tuple[int, float]
    last: tuple[int, float]
    mse: "Curve | None" = None
    accuracy: "Curve | None" = None

    @property
    def of_mse(self) -> "Curve":
        """Return the curve of the MSE."""
        return self.mse or self


@record(frozen=True, eq=False)
class LogLines:
    """The last epochs, a line each: `epochs` and `mses` `(lines,)`, `outputs` `(lines, examples, outputs)`.

    For large data the first examples only.
    """

    epochs: Array
    mses: Array
    outputs: Array


@record(frozen=True, eq=False)
class BranchAtEpoch:
    """A branch at `epoch`: its loss, and its outputs `(examples, outputs)`, for large data the first examples only."""

    epoch: int
    loss: float
    mse: float
    outputs: Array


@record(frozen=True)
class BranchView:
    """A branch of this run (`same_run`) or of a former one: its seed, the epoch of its fork, its newest epoch, its
    curve; for another than the present one, its outputs `seen` at the present epoch or at its newest.
    """

    name: str
    parent: str
    seed: int
    same_run: bool
    current: bool
    forked_at: int
    reached: int
    curve: Curve
    seen: BranchAtEpoch | None


@record(frozen=True, eq=False)
class Snapshot:
    """A snapshot of a run. The arrays are copies: later training does not change them.

    `walk` is None outside of a walk through a batch. `events` are the changes made to this branch, `watching` the
    watchpoints that are on. `pictures` are those shown, by the text of `WantPictures`; in a run under way they may be
    older than the numbers. So may the `answer`, the explanation shown or None, and the `findings` of the diagnosis.
    `callouts` are the milestones of this run so far, the last of so many that were `called` out in all. `test_curve` is
    the loss of the rows that are held out, None if there are none. `question` is the one that was asked at this epoch.
    `test_rows` are rows that are held out, if they are shown in place of the training rows.
    """

    about: About
    progress: Progress
    numbers: Numbers
    curve: Curve
    log: LogLines
    walk: WalkView | None = None
    branches: tuple[BranchView, ...] = ()
    events: tuple[Event, ...] = ()
    watching: tuple[str, ...] = ()
    pictures: Mapping[str, "Picture"] = field(default_factory=dict)
    answer: Answer | None = None
    findings: tuple[Finding, ...] = ()
    callouts: tuple[Callout, ...] = ()
    called: int = 0
    test_curve: Curve | None = None
    question: Question | None = None
    test_rows: HeldOutWindow | None = None
