"""One row through a saved network: numbers or symbols in, numbers or symbols out."""

import json
from collections.abc import Sequence

from core.errors import refuse
from core.network import Network


def predict(model: str, values: Sequence[str], as_json: bool = False) -> int:
    """Print the outputs on one line; `BadInput` where model or values are wrong."""
    network = Network.load(model)
    wanted = network.layers[0]
    if len(values) != wanted:
        refuse("values", f"{len(values)}", f"{wanted}, one for each input of {model}")
    outputs = network.predict([_value(network, text, place) for place, text in enumerate(values, 1)]).tolist()
    symbols = network.labels.symbols
    if as_json:
        print(json.dumps(outputs))
    elif symbols is not None:
        print(" ".join(symbols.nearest(output) for output in outputs))
    else:
        print(" ".join(f"{output:.6g}" for output in outputs))
    return 0


def _value(network: Network, text: str, place: int) -> float:
    symbols = network.labels.symbols
    if symbols is not None and text in symbols.values:
        return symbols.values[text]
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        refuse(
            f"value {place}", text, "a number" if symbols is None else "a number or one of " + ", ".join(symbols.values)
        )
    return value
