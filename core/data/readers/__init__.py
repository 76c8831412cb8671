"""Data files: one small reader a format, chosen by the end of the file's name."""

from pathlib import Path

from perceptop.core.data.readers.csv import read_csv
from perceptop.core.data.readers.expected_lines import read_expected_lines
from perceptop.core.data.readers.fann_data import read_fann_data
from perceptop.core.data.rows import Rows
from perceptop.core.data.symbols import Symbols
from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.text_file import read_text

SUFFIXES = (".txt", ".csv", ".data")


def read_data_file(path: Path, label: str, targets: tuple[str, ...] = (), symbols: Symbols | None = None) -> Rows:
    """The examples of a .csv file with a header, a .txt file of `In; 1; 1; Expected; 0` lines or a .data file of FANN.

    `targets` names the columns of a .csv file that are targets. `BadInput` names `label` and line.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        refuse(label, f"a file name that ends with {suffix or 'nothing'}", "one that ends with " + ", ".join(SUFFIXES))
    if targets and suffix != ".csv":
        refuse(label, "names of target columns", f"none: a {suffix} file tells inputs and targets apart by itself")
    text = read_text(path, label)
    if suffix == ".csv":
        return read_csv(text, label, targets, symbols)
    return read_expected_lines(text, label, symbols) if suffix == ".txt" else read_fann_data(text, label)
