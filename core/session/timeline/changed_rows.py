"""A data set with a training row added, given other values, or removed."""

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.dataset import Dataset
from perceptop.core.data.rows import require_size
from perceptop.core.errors.bad_input import refuse
from perceptop.core.protocol.changes import AddRow, RemoveRow, RowChange, SetRow


def changed_rows(dataset: Dataset, change: RowChange) -> Dataset:
    """The data set after the change; `BadInput` if there is no such row, it is the only one, or numbers do not fit.

    Values are in the units of the file. Of a row that is given other values, what is not another value keeps its bits.
    """
    if isinstance(change, RemoveRow):
        _require_row(dataset, change.row)
        if len(dataset) == 1:
            refuse("row", "the only one", "another: one row is left to train on")
        kept = np.arange(len(dataset)) != change.row
        return _of(dataset, kept, np.empty((0, dataset.inputs.shape[1])), np.empty((0, dataset.targets.shape[1])))
    if isinstance(change, AddRow):
        require_size("rows", len(dataset) + 1, dataset.inputs.shape[1])
    else:
        _require_row(dataset, change.row)
    if isinstance(change, SetRow) and not change.inputs:
        axes = dataset.axis_values[change.row]
    else:
        axes = _numbers("input", change.inputs, dataset.axis_values.shape[1])
    units = _numbers("target", change.targets, dataset.targets.shape[1])
    inputs, targets = dataset.inputs_at(axes[None])[0], dataset.targets_of(units[None])[0]
    if not np.isfinite(inputs).all():
        name = dataset.input_names[int(np.argmin(np.isfinite(inputs)))]
        refuse(name, "no finite value at these numbers", "numbers for which it has one")
    _require_class(dataset, targets)
    if isinstance(change, SetRow):
        same = axes == dataset.axis_values[change.row]
        if same.all():
            inputs = dataset.inputs[change.row]
        elif dataset.sources is None:
            inputs = np.where(same, dataset.inputs[change.row], inputs)
        same = units == dataset.outputs_in_units(dataset.targets)[change.row]
        targets = np.where(same, dataset.targets[change.row], targets)
        return _with_row(dataset, change.row, inputs, targets, axes)
    return _of(dataset, np.ones(len(dataset), bool), inputs[None], targets[None], axes[None])


def _of(dataset: Dataset, kept: Array, inputs: Array, targets: Array, axes: Array | None = None) -> Dataset:
    """The rows that are `kept`, then new ones; `axes` are what these are computed from."""
    negative, sources = dataset.negative, dataset.sources
    if negative is not None:
        negative = np.concatenate([negative[kept], np.zeros(len(inputs), bool)])
    if sources is not None:
        sources = np.vstack([sources[kept], *([] if axes is None else [axes])])
    new_inputs, new_targets = np.vstack([dataset.inputs[kept], inputs]), np.vstack([dataset.targets[kept], targets])
    return dataset.with_rows(new_inputs, new_targets, negative, sources)


def _with_row(dataset: Dataset, row: int, inputs: Array, targets: Array, axes: Array) -> Dataset:
    def replaced(rows: Array, values: Array) -> Array:
        changed = rows.copy()
        changed[row] = values
        return changed

    sources = None if dataset.sources is None else replaced(dataset.sources, axes)
    return dataset.with_rows(
        replaced(dataset.inputs, inputs), replaced(dataset.targets, targets), dataset.negative, sources
    )


def _require_row(dataset: Dataset, row: int) -> None:
    if not 0 <= row < len(dataset):
        refuse("row", row + 1, f"one of 1 to {len(dataset):,}")


def _numbers(what: str, values: tuple[float, ...], count: int) -> Array:
    if len(values) != count:
        refuse("row", f"{len(values)} {what}s", f"{count}")
    numbers = np.array(values, float)
    if not np.isfinite(numbers).all():
        refuse(what, str(numbers[~np.isfinite(numbers)][0]), "a finite number")
    return numbers


def _require_class(dataset: Dataset, targets: Array) -> None:
    """Raise `BadInput` if a table's target is classes, and these targets are none of them."""
    classes = dataset.encoding.classes if dataset.encoding else ()
    if not classes:
        return
    allowed = np.eye(len(classes)) if len(classes) > 2 else np.array([[0.0], [1.0]])
    if not (targets == allowed).all(axis=1).any():
        refuse("target", ", ".join(f"{value:g}" for value in targets), f"one of the classes {', '.join(classes)}")
