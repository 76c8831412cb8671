"""A table's file in the [data] table of an experiment file, and the experiment file that equals a table."""

from pathlib import Path

from perceptop.core.data.dataset import Dataset
from perceptop.core.data.generators.points import point_cloud
from perceptop.core.data.tables.learning_table import learning_table
from perceptop.core.data.tables.options import MISSING_WAYS, TableOptions
from perceptop.core.data.tables.read_table import read_table
from perceptop.core.data.tables.table import Table
from perceptop.core.experiments.network_section import NetworkSettings
from perceptop.core.experiments.training_section import TrainingSettings
from perceptop.core.files.text_file import file_beside
from perceptop.core.files.toml_table import TomlTable, one_of
from perceptop.core.files.toml_text import toml_value
from perceptop.core.files.value_kinds import FROM_0, FROM_0_BELOW_1

TABLE_KEYS = ("target", "drop", "inputs", "scale", "test", "missing", "classes", "seed", "features")
"""Keys beside `file` that mark the file as a table with columns to encode."""


def is_table_section(table: TomlTable) -> bool:
    """Return whether the file that is named is a table to be understood, and not one of inputs and targets as they
    stand; or whether points are generated as one.
    """
    if table.holds("points", str):
        return True
    # Beside targets, inputs are rows of numbers: two sources, which is refused as that; features are those of all.
    keys = [key for key in TABLE_KEYS if key not in ("inputs", "features") or "targets" not in table]
    return "file" in table and any(key in table for key in keys)


def read_table_section(table: TomlTable, folder: Path) -> Dataset:
    """The data set of the table's training rows. `BadInput` names the key, or the line of the table."""
    generated = table.holds("points", str)
    name = table.required_text("points" if generated else "file")
    options = TableOptions(
        target=table.texts("target", ()),
        inputs=table.texts("inputs", ()),
        drop=table.texts("drop", ()),
        scale=table.flag("scale", True),
        test=table.number("test", 0.2, FROM_0_BELOW_1),
        missing=_missing(table),
        classes=table.flag("classes", None),
        seed=table.whole("seed", 0),
        features=table.texts("features", ()),
        image=read_image(table),
    )
    if generated:
        count, noise = table.whole("count", 300, least=1), table.number("noise", 0.1, FROM_0)
        table.finish()
        names, numbers = point_cloud(name, count, noise, options.seed, table.where("points"))
        points = Table(table.where("points"), ",", names, range(1, count + 1), numbers=numbers)
        return learning_table(points, options)
    path = file_beside(folder, name, table.where("file"))
    table.finish()
    return learning_table(read_table(path, name), options)


def read_image(table: TomlTable, usual: tuple[int, ...] = ()) -> tuple[int, int] | None:
    """Height and width of inputs that are pixels; None if they are none."""
    image = table.wholes("image", usual, least=1)
    if not image:
        return None
    if len(image) != 2:
        table.refuse("image", list(image), "height and width in pixels")
    return image[0], image[1]


def _missing(table: TomlTable) -> str:
    way = table.text("missing", "drop")
    if way not in MISSING_WAYS:
        table.refuse("missing", way, one_of(MISSING_WAYS))
    return way


def experiment_text(
    file: str, title: str, options: TableOptions, data: Dataset, network: NetworkSettings, training: TrainingSettings
) -> str:
    """The experiment file that comes to the same bits as the table with these options and settings."""
    assert data.encoding is not None
    told: dict[str, object] = {
        "file": file,
        "target": list(data.encoding.target_names),
        "inputs": list(options.inputs),
        "drop": list(options.drop),
        "scale": options.scale,
        "test": options.test,
        "missing": options.missing,
        "classes": bool(data.encoding.classes),
        "seed": options.seed,
        "features": list(options.features),
        "image": list(data.image or ()),
    }
    lines = [f"# {data.note}", f"title = {_toml(title)}", "", "[data]"]
    lines += [f"{key} = {_toml(value)}" for key, value in told.items() if value != []]
    lines += [
        "",
        "[network]",
        f"layers = {_toml(list(network.layers))}",
        f"activations = {_toml(list(network.activations))}",
        f"weights = {{ glorot = true, seed = {network.seed} }}",
        "biases = { constant = 0.0 }",
        "",
        "[training]",
    ]
    settings = {
        "loss": training.loss,
        "optimizer": training.optimizer,
        **training.rates,
        "l2": training.l2 or None,
        "batch": training.batch,
        "epochs": training.stopping.epochs,
        "target_loss": training.stopping.target_loss,
    }
    lines += [f"{key} = {_toml(value)}" for key, value in settings.items() if value is not None]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return toml_value(value, "init")
