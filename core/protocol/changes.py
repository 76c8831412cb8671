"""Changes that a user makes in a run under way, and their times."""

from perceptop.core.nn.settings import SETTINGS
from perceptop.core.protocol import record

MOST_SHOWN = 4
"""Numbers of a row that are shown of it."""


@record(frozen=True)
class Change:
    """Give one of the settings in flight another value; a batch is `full` or a number of examples.

    The target loss only ends a run: its numbers do not depend on it.
    """

    setting: str
    value: float | int | str

    def __str__(self) -> str:
        value = f"{self.value:g}" if isinstance(self.value, float) else str(self.value)
        return f"{SETTINGS[self.setting].label if self.setting in SETTINGS else self.setting} {value}"


@record(frozen=True)
class Edit:
    """Set one weight of layer `layer` (from 0) by hand: row `source` (the last is the bias), column `target`."""

    layer: int
    source: int
    target: int
    value: float

    def __str__(self) -> str:
        return f"weight {self.layer}.{self.source}-{self.layer + 1}.{self.target} = {self.value:g}"


@record(frozen=True)
class AddRow:
    """Add a training row at the end: inputs, or the columns of features, and targets, in the units of the file."""

    inputs: tuple[float, ...]
    targets: tuple[float, ...]

    def __str__(self) -> str:
        return f"row added: {_row(self.inputs, self.targets)}"


@record(frozen=True)
class SetRow:
    """Give training row `row` (from 0) other values, as `AddRow` has them; without inputs, these stay."""

    row: int
    inputs: tuple[float, ...]
    targets: tuple[float, ...]

    def __str__(self) -> str:
        return f"row {self.row + 1:,}: {_row(self.inputs, self.targets)}"


@record(frozen=True)
class RemoveRow:
    """Remove training row `row` (from 0); those below it move up."""

    row: int

    def __str__(self) -> str:
        return f"row {self.row + 1:,} removed"


RowChange = AddRow | SetRow | RemoveRow
AnyChange = Change | Edit | RowChange


def _row(inputs: tuple[float, ...], targets: tuple[float, ...]) -> str:
    shown = [f"{value:g}" for value in inputs[:MOST_SHOWN]] + ["…"] * (len(inputs) > MOST_SHOWN)
    return " ".join([*shown, "→", *(f"{value:g}" for value in targets[:MOST_SHOWN])])


@record(frozen=True)
class Event:
    """A change and its time: after `epoch` epochs and `batch` batches of the next."""

    epoch: int
    batch: int
    change: AnyChange

    @property
    def position(self) -> tuple[int, int]:
        """Return the key by which events are ordered."""
        return self.epoch, self.batch
