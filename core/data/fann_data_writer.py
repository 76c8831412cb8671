"""FANN's training files, written: libfann trains on the same examples."""

from pathlib import Path

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.atomic_file import replacing


def save_fann_data(dataset: Dataset, path: Path, label: str) -> None:
    """A line of inputs and one of targets for each example, under a line that counts them.

    Numbers come back to the last bit; names and symbols are left out: FANN has none. `BadInput` for negative
    examples, which FANN does not have either.
    """
    if dataset.negative is not None:
        refuse(label, "negative examples", "a data set without them: FANN has none")
    inputs, targets = dataset.inputs.tolist(), dataset.targets.tolist()
    with replacing(path, label) as file:
        file.write(f"{len(dataset)} {len(inputs[0])} {len(targets[0])}\n".encode())
        for rows in zip(inputs, targets, strict=True):
            file.write("".join(" ".join(map(_written, row)) + "\n" for row in rows).encode())


def _written(number: float) -> str:
    return repr(number).removesuffix(".0")
