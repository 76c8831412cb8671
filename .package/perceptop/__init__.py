"""Watch small neural networks learn: the engine, the data and the experiments of perceptop, to be used from Python.

    experiment = load_experiment("xor")          # a sample's name or a path
    trainer = experiment.trainer(seed=7)
    trainer.run(epochs=1000)
    trainer.network.predict([[0, 1], [1, 1]])    # array (2, 1)

Everything named here imports without Textual; `python -m perceptop` opens the terminal.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perceptop.core.data.dataset import Dataset
    from perceptop.core.data.tables.learning_table import load_table
    from perceptop.core.experiments.experiment import Experiment, load_experiment
    from perceptop.core.nn.networks.network import Network
    from perceptop.core.training.trainer import Trainer

__all__ = ["Dataset", "Experiment", "Network", "Trainer", "load_experiment", "load_table"]

_MODULES = {
    "Dataset": "perceptop.core.data.dataset",
    "Experiment": "perceptop.core.experiments.experiment",
    "Network": "perceptop.core.nn.networks.network",
    "Trainer": "perceptop.core.training.trainer",
    "load_experiment": "perceptop.core.experiments.experiment",
    "load_table": "perceptop.core.data.tables.learning_table",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import perceptop` alone stays quick."""
    if name not in _MODULES:
        raise AttributeError(f"module 'perceptop' has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
