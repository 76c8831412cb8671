"""Where the data set of an experiment comes from: it is read again if a setting of the data has another value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from perceptop.core.data.dataset import Dataset
from perceptop.core.data.tables.learning_table import learning_table
from perceptop.core.data.tables.options import TableOptions
from perceptop.core.data.tables.read_table import read_table
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.data_section import read_data
from perceptop.core.experiments.table_section import is_table_section
from perceptop.core.files.toml_table import TomlTable


class DataSource(Protocol):
    """A source of examples. `values` are the settings of the data that it has, by name: test, noise, features."""

    @property
    def values(self) -> Mapping[str, Any]: ...

    def read(self) -> Dataset:
        """Read the examples."""

    def changed(self, settings: Mapping[str, Any]) -> "DataSource":
        """Return the source with other values of settings that it has."""


@dataclass(frozen=True)
class TableFile:
    """A table, and what was told of it."""

    path: Path
    label: str
    options: TableOptions

    @property
    def values(self) -> Mapping[str, Any]:
        return {"test": self.options.test, "features": self.options.features}

    def read(self) -> Dataset:
        return learning_table(read_table(self.path, self.label), self.options)

    def changed(self, settings: Mapping[str, Any]) -> "TableFile":
        return replace(self, options=replace(self.options, **settings))


@dataclass(frozen=True, eq=False)
class DataSection:
    """The [data] table of an experiment file, and the folder that it names files of."""

    section: Mapping[str, Any]
    label: str
    folder: Path

    @property
    def values(self) -> Mapping[str, Any]:
        table = self._table()
        values: dict[str, Any] = {}
        if is_table_section(table):
            values["test"] = self.section.get("test", 0.2)
        if table.holds("points", str):
            values["noise"] = self.section.get("noise", 0.1)
        # Beside a file of rows as they stand, features would make it a table of columns.
        rows = "file" in table and "targets" not in table and not is_table_section(table)
        if not rows and not any(key in table for key in ("symbols", "images", "image")):
            values["features"] = tuple(self.section.get("features", ()))
        return values

    def read(self) -> Dataset:
        return read_data(self._table(), self.folder)

    def changed(self, settings: Mapping[str, Any]) -> "DataSection":
        written = {name: list(value) if isinstance(value, tuple) else value for name, value in settings.items()}
        return replace(self, section={**self.section, **written})

    def _table(self) -> TomlTable:
        return TomlTable(self.section, self.label, "data.")


def changed_source(source: DataSource, settings: Mapping[str, Any]) -> DataSource:
    """The source with other values; `BadInput` for a setting that it does not have."""
    for name, value in settings.items():
        if name not in source.values:
            reason = {
                "noise": "the points are not generated",
                "test": "rows are held out of tables only",
                "features": "inputs are words or images, or rows of a file without names",
            }
            refuse(name, value, f"nothing: {reason[name]}")
    return source.changed(settings) if settings else source
