"""The samples: experiment files that come with the program."""

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import as_file, files
from pathlib import Path

from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import one_line
from perceptop.core.files.text_file import is_file
from perceptop.core.files.toml_table import TomlTable, read_toml

ORDER = (
    "xor", "xor-stuck", "trask-2-layer", "trask-3-layer", "loy", "byte-neuron", "fann-and", "letters", "letters-v1",
    "pluto-orange", "xor3", "linear", "single-weight", "cubic", "pixels", "pixels-greyscale", "vertical",
    "vertical-predefined", "spam-neuron", "and-perceptron", "iris", "moons", "circles", "spiral", "blobs",
    "xor-cloud", "sine",
)  # fmt: skip
"""Order of the list; any other sample comes after these, by name."""


@dataclass(frozen=True)
class Sample:
    """A sample as the list shows it."""

    name: str
    title: str
    source: str


def sample_names() -> tuple[str, ...]:
    """All names, `xor` first."""
    names = {path.stem for path in samples_folder().glob("*.toml")}
    return tuple(sorted(names, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)))


def samples() -> tuple[Sample, ...]:
    """All samples in their order; of each file only title and source are read."""
    return tuple(_sample(name) for name in sample_names())


def sample_file(name: str) -> Path:
    """The experiment file of a sample; `BadInput` with the nearest name, or with all, if there is none."""
    names = sample_names()
    if name not in names:
        if is_file(name):
            refuse("sample", name, f"./{name} for the file of that name, or a sample")
        near = get_close_matches(name, names, 1)
        refuse("sample", name, f"{near[0]}?" if near else "one of " + ", ".join(names))
    return samples_folder() / f"{name}.toml"


def _sample(name: str) -> Sample:
    path = samples_folder() / f"{name}.toml"
    table = TomlTable(read_toml(path, path.name), path.name)
    return Sample(name, one_line(table.text("title", name)), one_line(table.text("source", "")))


def samples_folder() -> Path:
    """The folder of the samples, with talks and lessons below it."""
    with as_file(files("perceptop.samples")) as folder:
        return folder
