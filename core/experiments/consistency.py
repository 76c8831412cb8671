"""Whether data, network and training settings of an experiment fit together: checked before any array is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from perceptop.core.data.dataset import Dataset
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.network_section import NetworkSettings
from perceptop.core.experiments.training_section import TrainingSettings
from perceptop.core.nn.activations.functions import find_activation
from perceptop.core.nn.losses.functions import find_loss
from perceptop.core.nn.losses.negative_examples import with_negative
from perceptop.core.nn.settings import SETTINGS, option_of
from perceptop.core.training.compatibility import require_choice, require_method

IN_NETWORK = {"bias", "weights", "biases", "generator", "dtype"}
"""Keys of an experiment file that are checked when the network is built, and are no settings of the table."""

MOST_LAYERS = 1000


@dataclass(frozen=True)
class SettingPlaces:
    """Where each setting was given: a key of `file`, or an option of the command line that stands in for it."""

    file: str
    options: frozenset[str] = frozenset()

    def of(self, setting: str) -> str:
        """Return the place as a message begins: `xor.toml: training.loss`, or `--loss`."""
        if setting in self.options:
            return option_of(setting)
        if setting in SETTINGS:
            return f"{self.file}: {SETTINGS[setting].key}"
        return f"{self.file}: network.{setting}" if setting in IN_NETWORK else f"{self.file}: {setting}"


@contextmanager
def placed(places: SettingPlaces) -> Iterator[None]:
    """Add to errors of the engine, which name a setting, where it was given."""
    try:
        yield
    except BadInput as problem:
        setting, _, rest = str(problem).partition(":")
        raise BadInput(f"{places.of(setting)}:{rest}") from None


def require_consistent(
    dataset: Dataset, network: NetworkSettings, training: TrainingSettings | None, places: SettingPlaces
) -> None:
    """Raise `BadInput` if a name is unknown, sizes differ, or loss, optimizer and batch do not fit together."""
    with placed(places):
        for name in network.activations:
            activation = find_activation(name)
            if training is not None and not activation.trainable:
                refuse("activation", name, "one with a slope, to learn by")
        require_sizes(dataset, network.layers)
        if training is None:
            return
        loss = find_loss(with_negative(training.loss, activation, dataset.negative), activation)
        examples = len(dataset)
        optimizer = training.make_optimizer().name
        require_method(loss, activation, optimizer, training.batch_size(examples), examples)
        require_choice([find_activation(name) for name in network.activations], network.layers)
        loss.require_targets(dataset.targets)


def require_sizes(dataset: Dataset, layers: tuple[int, ...]) -> None:
    """Raise `BadInput` if the first and last layer are not as wide as the data, or if there are too many."""
    if len(layers) > MOST_LAYERS:
        refuse("layers", f"{len(layers):,} layers", f"at most {MOST_LAYERS}")
    inputs, outputs = dataset.inputs.shape[1], dataset.targets.shape[1]
    if (layers[0], layers[-1]) != (inputs, outputs):
        size = "-".join(str(size) for size in layers)
        refuse("layers", size, f"{inputs} inputs first and {outputs} outputs last, as the data has")
