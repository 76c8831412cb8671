"""FANN's training files, written: libfann trains on the same examples."""

from pathlib import Path

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import shorten
from perceptop.core.files.atomic_file import replacing


def save_fann_data(path: Path, inputs: Array, targets: Array, negative: Array | None) -> None:
    """Write a line of inputs and one of targets for each example, under a line that counts them, to a .data file.

    Numbers come back to the last bit; names and symbols are left out: FANN has none. `BadInput` for negative
    examples, which FANN does not have either, and for another end of the file's name. The file is whole or as before.
    """
    label = shorten(str(path), 400)
    if path.suffix.lower() != ".data":
        refuse(label, f"a file name that ends with {path.suffix or 'nothing'}", "one that ends with .data, for FANN")
    if negative is not None:
        refuse(label, "negative examples", "a data set without them: FANN has none")
    with replacing(path, label) as file:
        file.write(f"{len(inputs)} {inputs.shape[1]} {targets.shape[1]}\n".encode())
        for rows in zip(inputs.tolist(), targets.tolist(), strict=True):
            file.write("".join(" ".join(map(_written, row)) + "\n" for row in rows).encode())


def _written(number: float) -> str:
    return repr(number).removesuffix(".0")
