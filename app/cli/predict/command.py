"""One row through a network: numbers or symbols in, numbers or symbols out; or a row, and what follows from it."""

import json
from collections.abc import Sequence
from itertools import islice

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import to_numbers, to_readings
from perceptop.core.data.table_encoding import TableEncoding
from perceptop.core.data.tables.new_rows import encode_values
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.model_files.formats import is_model_file
from perceptop.core.nn.networks.network import Network
from perceptop.core.nn.networks.output_chain import chain


def predict(
    model: str,
    values: Sequence[str],
    as_json: bool = False,
    chained: int | None = None,
    numbers: bool = False,
    table: str | None = None,
) -> int:
    """Print the outputs on one line; `chained` times on a line each, every one fed back as the next input.

    `model` is a saved network, or an experiment whose weights are given. Outputs are read as symbols if the network
    has any, and `numbers` is off. A network that was trained on a table takes a value for each of its columns,
    and says a class, or numbers in the table's units. With `table`, the file of one, a row for each of its rows.
    `BadInput` if model or values are wrong.
    """
    network = _network(model)
    encoding = network.labels.encoding
    if table is not None:
        from perceptop.app.cli.predict.predict_table import predict_table

        if values or as_json or chained is not None:
            refuse("--csv", "values, --json or --chain beside it", "a table alone: its rows are the values")
        return predict_table(network, model, table, numbers)
    if encoding is not None and chained is None and values:
        row = encode_values(encoding, values, model)
        with np.errstate(all="ignore"):
            outputs = network.predict(row)
        return _say_row(encoding, outputs[0], as_json, numbers)
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


def _say_row(encoding: TableEncoding, outputs: Array, as_json: bool, numbers: bool) -> int:
    """Print the outputs of one row: classes, or numbers in the table's units; as JSON as numbers, in those units."""
    [row] = encoding.decode_outputs(outputs[None])
    if as_json:
        print(json.dumps(_finite(outputs) if encoding.classes else row))
    elif numbers:
        print(" ".join(f"{output:.6g}" for output in outputs))
    else:
        print(" ".join(value if isinstance(value, str) else f"{value:.6g}" for value in row))
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
