"""One row through a network: numbers or symbols in, numbers or symbols out; or a row, and what follows from it."""

import json
from collections.abc import Sequence
from itertools import islice

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbol_encoding import to_numbers, to_readings
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.model_files.formats import is_model_file
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.networks.output_chain import chain


def predict(
    model: str, values: Sequence[str], as_json: bool = False, chained: int | None = None, numbers: bool = False
) -> int:
    """Print the outputs on one line; `chained` times on a line each, every one fed back as the next input.

    `model` is a saved network, or an experiment whose weights are given. Outputs are read as symbols if the network
    has any, and `numbers` is off. `BadInput` if model or values are wrong.
    """
    network = _network(model)
    wanted = network.layers[0]
    if len(values) != wanted:
        refuse("values", f"{len(values)}", f"{wanted}, one for each input of {model}")
    row = to_numbers(values, network.labels.symbols)
    if chained is None:
        with np.errstate(all="ignore"):
            outputs = network.predict(row)
        print(json.dumps(_finite(outputs)) if as_json else _words(network, outputs, numbers))
        return 0
    lines = islice(chain(network, row, nearest=not numbers), chained)
    if as_json:
        print(json.dumps([_finite(outputs) for outputs in lines]))
    else:
        for outputs in lines:
            print(_words(network, outputs, numbers))
    return 0


def _network(model: str) -> Network:
    if is_model_file(model):
        return Network.load(model)
    experiment = load_experiment(model)
    if experiment.architecture.drawn:
        name = experiment.name
        trained = f"perceptop train {model} --save {name}.json, then perceptop predict {name}.json"
        refuse(model, "weights that are drawn", f"given ones, or a trained network: {trained}")
    return experiment.network()


def _words(network: Network, outputs: Array, numbers: bool) -> str:
    symbols = network.labels.output_symbols
    if numbers or symbols is None:
        return " ".join(f"{output:.6g}" for output in outputs)
    return " ".join(str(reading) for reading in to_readings(outputs, symbols))


def _finite(outputs: Array) -> list[float | None]:
    """Ready for JSON, which has no word for what is not finite."""
    return [value if np.isfinite(value) else None for value in outputs.tolist()]
