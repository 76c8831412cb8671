"""An experiment: data, network and training as a file describes them, ready to run."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from perceptop.core.data.dataset import Dataset
from perceptop.core.data.tables.options import TableOptions, is_table
from perceptop.core.errors.bad_input import refuse
from perceptop.core.errors.printable import one_line, printable
from perceptop.core.experiments.consistency import SettingPlaces, placed, require_consistent
from perceptop.core.experiments.data_section import read_data
from perceptop.core.experiments.data_source import DataSection, DataSource, TableFile, changed_source
from perceptop.core.experiments.network_section import NetworkSettings, read_network
from perceptop.core.experiments.overrides import Overrides, override_network, override_training
from perceptop.core.experiments.samples import sample_file
from perceptop.core.experiments.table_defaults import default_settings
from perceptop.core.experiments.table_section import is_table_section
from perceptop.core.experiments.training_section import TrainingSettings, read_training
from perceptop.core.files.toml_table import TomlTable, read_toml
from perceptop.core.files.value_kinds import SPEED
from perceptop.core.model_files.model_record import Labels
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.settings import SETTINGS
from perceptop.core.training.metrics import MetricSchedule
from perceptop.core.training.stopping import Stopping
from perceptop.core.training.trainer import Trainer

KEEP_THE_HINT = {"seed", *(name for name, row in SETTINGS.items() if row.belongs == "stopping")}
"""Overrides that leave `look_for` valid."""


@dataclass(frozen=True, eq=False, repr=False)
class Experiment:
    """One experiment: its `title` and `source`, and `look_for`, a sentence on what to watch.
    There is none if other settings than the seed or an end are overridden.

    `training` is None if the file has no such section and the network only infers. `speed` is in epochs per second.
    """

    name: str
    title: str
    source: str
    look_for: str
    dataset: Dataset
    architecture: NetworkSettings
    training: TrainingSettings | None
    speed: float
    places: SettingPlaces
    source_of_data: DataSource
    by_size: tuple[bool, bool] = (False, False)
    """Whether network, and training, follow from the size of the data."""
    overrides: Overrides = field(default_factory=Overrides)
    """What was overridden so far."""

    @property
    def seed(self) -> int:
        """Return the seed of the first weights, and of the order of shuffled examples."""
        return self.architecture.seed

    @property
    def seeded(self) -> bool:
        """Return whether the run depends on the seed."""
        return self.architecture.drawn or bool(self.training and self.training.shuffles(len(self.dataset)))

    @property
    def settings(self) -> TrainingSettings:
        """Return the training settings; 0 epochs without a training section."""
        if self.training is not None:
            return self.training
        why = "there is no [training]" if self.architecture.drawn else "the weights are given"
        return TrainingSettings(stopping=Stopping(epochs=0, idle=f"{why}: there is nothing to train"))

    @property
    def stopping(self) -> Stopping:
        """Return the stopping conditions."""
        return self.settings.stopping

    @property
    def epochs(self) -> int | None:
        """Return the most epochs of a run."""
        return self.stopping.epochs

    @property
    def batch(self) -> str | int:
        """Return the examples of an update, or `full`."""
        return self.settings.batch

    @property
    def stop_when(self) -> tuple[str, ...]:
        """Return the watchpoints, as `parse_watchpoint` reads them."""
        return self.settings.stop_when

    @property
    def checkpoints(self) -> MetricSchedule | None:
        """Return the schedule of a recorded metric, if any."""
        return self.settings.checkpoints

    def network(self, seed: int | None = None) -> Network:
        """Return a new network with the first weights of that seed, by default the experiment's own.

        `BadInput` for another seed if nothing depends on it.
        """
        if seed is not None and seed != self.seed and not self.seeded:
            self._refuse_seed(seed)
        data = self.dataset
        symbols = data.output_symbols or data.symbols
        labels = Labels(
            data.input_names,
            data.output_names,
            symbols,
            symbols is not None and data.output_symbols is None,
            data.encoding,
        )
        with placed(self.places):
            return self.architecture.build(self.seed if seed is None else seed, labels)

    def trainer(self, seed: int | None = None) -> Trainer:
        """Return a new trainer at epoch 0; with no epochs to run if there is no training section."""
        network = self.network(seed)
        with placed(self.places):
            return self.trainer_of(network, self.seed if seed is None else seed)

    def trainer_of(self, network: Network, seed: int) -> Trainer:
        """Return a trainer of that network at epoch 0, with the data and the training settings."""
        settings = self.settings
        return Trainer(
            network,
            self.dataset,
            loss=settings.loss,
            optimizer=settings.make_optimizer(),
            l2=settings.l2,
            batch=settings.batch,
            shuffle=settings.shuffle,
            seed=seed,
            stopping=settings.stopping,
        )

    def __repr__(self) -> str:
        layers = "-".join(map(str, self.architecture.layers))
        training = self.training
        learns = f"{training.loss}, {training.make_optimizer()!r}" if training else "inference only"
        return f"Experiment({self.name!r}, {len(self.dataset)} examples, {layers}, {learns})"

    def override(self, overrides: Overrides) -> "Experiment":
        """Return the experiment with some settings changed; `BadInput` if one does not apply."""
        places = SettingPlaces(self.places.file, self.places.options | set(overrides))
        so_far = self.overrides.then(overrides)
        with placed(places):
            source = changed_source(self.source_of_data, overrides.of_data)
        read = self if source is self.source_of_data else self._with_data(source)
        with placed(places):
            # What follows from the size of other data is overridden anew.
            network, trained = (so_far if again and read is not self else overrides for again in self.by_size)
            architecture = override_network(read.architecture, network)
            training = override_training(read.training, trained)
        # What to look for is written for the file's network and training; it holds for any seed.
        look_for = "" if set(overrides) - KEEP_THE_HINT else self.look_for
        changed = replace(
            read, look_for=look_for, architecture=architecture, training=training, places=places, overrides=so_far
        )
        if (seed := overrides.get("seed", self.seed)) != self.seed and not changed.seeded:
            changed._refuse_seed(seed)
        changed.check()
        return changed

    def _with_data(self, source: DataSource) -> "Experiment":
        """The experiment with its data read again, and with what follows from its size."""
        data = source.read()
        network, training = default_settings(data, self.architecture.seed)
        if not self.by_size[0]:
            inputs = data.inputs.shape[1]
            network = override_network(self.architecture, Overrides(layers=(inputs, *self.architecture.layers[1:])))
        if not self.by_size[1] and self.training is not None:
            training = self.training
        made = replace(self, dataset=data, source_of_data=source, architecture=network, training=training)
        return replace(made, training=None) if self.training is None else made

    def check(self) -> None:
        """Raise `BadInput` if data, network and training do not fit together."""
        require_consistent(self.dataset, self.architecture, self.training, self.places)

    def _refuse_seed(self, seed: int | None) -> NoReturn:
        refuse(self.places.of("seed"), seed, "none: the weights are given, and nothing else is drawn")


def load_experiment(name_or_path: str | Path, table: TableOptions | None = None) -> Experiment:
    """The experiment of a sample's name, or of a path to a .toml file or a table; `BadInput` names file and key.

    A text that ends with .toml, or as tables do, or holds a slash is a path. `table` is what is told of a table:
    `BadInput` if it is given and there is none.
    """
    text = str(name_or_path)
    if is_table(text):
        return _of_table(Path(text), text, table or TableOptions())
    if table is not None:
        refuse(text, "options of a table", "a table: a .csv file, say; an experiment file has them in its [data]")
    is_path = isinstance(name_or_path, Path) or text.endswith(".toml") or "/" in text or "\\" in text
    path = Path(text) if is_path else sample_file(text)
    return _read(path, text if is_path else path.name)


def _of_table(path: Path, label: str, options: TableOptions) -> Experiment:
    """Return the experiment of a table alone: network and training by its size."""
    source = TableFile(path, label, options)
    data = source.read()
    network, training = default_settings(data, options.seed)
    name = printable(path.stem)
    places = SettingPlaces(label)
    experiment = Experiment(name, name, "", "", data, network, training, 60.0, places, source, (True, True))
    experiment.check()
    return experiment


def _read(path: Path, label: str) -> Experiment:
    table = TomlTable(read_toml(path, label), label)
    if "run" in table:
        refuse(label, "a run that was saved", "an experiment file; perceptop watch opens the run")
    section = table.values_of("data")
    data, network, training = table.table("data"), table.table("network"), table.table("training")
    if data is None or (network is None and not is_table_section(data)):
        refuse(label, f"no [{'data' if data is None else 'network'}]", "a table of that name")
    title, source = one_line(table.text("title", path.stem)), one_line(table.text("source", ""))
    look_for = one_line(table.text("look_for", ""))
    speed = table.number("speed", 60.0, SPEED)
    table.finish()
    dataset = read_data(data, path.parent)
    settings = None if training is None else read_training(training)
    by_size = network is None, network is None and settings is None
    if network is None:
        # For a table, its size decides what is not given.
        architecture, usual = default_settings(dataset, 0)
        settings = settings or usual
    else:
        architecture = read_network(network)
    experiment = Experiment(
        name=printable(path.stem),
        title=title,
        source=source,
        look_for=look_for,
        dataset=dataset,
        architecture=architecture,
        training=settings,
        speed=speed,
        places=SettingPlaces(label),
        source_of_data=DataSection(section, label, path.parent),
        by_size=by_size,
    )
    experiment.check()
    return experiment
