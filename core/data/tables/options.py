"""What can be told of a table: its target, what to leave out, how to scale, what to hold out."""

from dataclasses import dataclass
from pathlib import Path

from perceptop.core.files.text_file import is_file

TABLE_SUFFIXES = (".csv", ".tsv", ".tab", ".psv", ".txt", ".dat", ".data")
OTHER_SUFFIXES = (".toml", ".json", ".npz", ".net")
"""Of files of our own, which are no tables."""
MISSING_WAYS = ("drop", "mean")


def is_table(text: str) -> bool:
    """Whether a text is the path of a table: by its ending, or because there is a file of another one.

    Without an ending a text with a slash is a path: ./iris, which iris alone is not.
    """
    suffix = Path(text).suffix.lower()
    if suffix in TABLE_SUFFIXES:
        return True
    return (bool(suffix) or "/" in text) and suffix not in OTHER_SUFFIXES and is_file(text)


@dataclass(frozen=True)
class TableOptions:
    """`target` names the target columns, none for the last one; `inputs` those of the inputs, none for all others;
    `drop` those that are left out.

    `test` is the share of rows that are held out, drawn from `seed`. `missing` is what becomes of rows in which a value
    is missing: `drop`, or `mean` to put the mean in its place. `classes` says whether a target is classes, None for
    what its values look like. `features` are what the network gets in place of the columns: columns by name, and
    expressions over them. `image` is height and width of inputs that are pixels, None for what their names say.
    """

    target: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    scale: bool = True
    test: float = 0.2
    missing: str = "drop"
    classes: bool | None = None
    seed: int = 0
    features: tuple[str, ...] = ()
    image: tuple[int, int] | None = None
