"""FANN's text format .net: networks to and from libfann, which computes the same outputs.

FANN gives every layer but the last a bias neuron as its last neuron (the last has one without a use), lists each
neuron's inputs in order, its bias last, and applies a function to steepness · sum. Steepness is folded into the
weights, for f(k · z) is f of k-fold weights; a network without biases gets biases of 0, and has them from then on.
"""

from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.files.atomic_file import write_text
from perceptop.core.files.text_file import read_text
from perceptop.core.model_files.fann_functions import (
    FUNCTIONS,
    FannFunction,
    function_of,
    number_of,
    written_steepness,
)
from perceptop.core.model_files.fann_keys import CONNECTIONS, KEYS, NEURONS, VERSION, number, read_keys, tuples, whole
from perceptop.core.model_files.model_record import ModelRecord, require_finite

MOST_BYTES = 64 * 1024**2
MOST_WEIGHTS = 1_000_000
"""About 35 MB of text."""
LARGEST_INPUT = 100.0
"""Largest input for which linear neurons of a written file are not clipped."""

Neuron = tuple[int, int, float]
"""A neuron: the number of its inputs, the number of its function, and its steepness."""


def save_fann(record: ModelRecord, path: Path, label: str) -> None:
    """Write the network without names and symbols. `BadInput` for an activation that FANN does not have."""
    total = sum((inputs + 1) * outputs for inputs, outputs in pairwise(record.layers))
    if total > MOST_WEIGHTS:
        refuse(label, f"{total:,} weights and biases", f"at most {MOST_WEIGHTS:,} in a .net file: .npz holds more")
    numbers = [
        number_of(activation, f"{label}: activation of layer {layer}")
        for layer, activation in enumerate(record.activations, 1)
    ]
    sizes = [size + 1 for size in record.layers]
    neurons = ["(0, 0, 0.00000000000000000000e+00) "] * sizes[0]
    connections: list[str] = []
    steepnesses = _steepnesses(record, numbers)
    weights = [
        _unfold(record, layer, FUNCTIONS[kind].stretch * steepness)
        for layer, (kind, steepness) in enumerate(zip(numbers, steepnesses, strict=True))
    ]
    require_finite(weights, label)
    starts = accumulate(sizes, initial=0)
    for array, first, inputs, kind, steepness in zip(weights, starts, sizes, numbers, steepnesses, strict=False):
        neurons += [f"({inputs}, {kind}, {steepness:.20e}) "] * array.shape[1]
        neurons.append(f"(0, {kind}, {0:.20e}) ")
        for column in array.T.tolist():
            connections += [f"({source}, {weight:.20e}) " for source, weight in enumerate(column, first)]
    own = {
        "num_layers": str(len(sizes)),
        "layer_sizes": "".join(f"{size} " for size in sizes),
        NEURONS: "".join(neurons),
        CONNECTIONS: "".join(connections),
    }
    lines = [VERSION, *(f"{key}={own.get(key, default)}" for key, default in KEYS.items())]
    write_text("\n".join(lines) + "\n", path, label)


def load_fann(path: Path, label: str) -> ModelRecord:
    """Read a fully connected, layered network. `BadInput` for all others, and if neurons of a layer differ in function.

    libfann clips the output of a linear neuron to 150 / steepness; the network that is read has no such limit.
    """
    values = read_keys(read_text(path, label, MOST_BYTES), label)
    _require_layered(values, label)
    sizes = _sizes(values, label)
    where = f"{label}: neurons"
    neurons = [
        (int(inputs), int(kind), float(s)) for inputs, kind, s in tuples(values[NEURONS], 2, MOST_WEIGHTS, where)
    ]
    if len(neurons) != sum(sizes):
        refuse(where, f"{len(neurons)} neurons", f"{sum(sizes)}, as layer_sizes says")
    starts = list(accumulate(sizes, initial=0))
    layers = [neurons[start:end] for start, end in pairwise(starts)]
    _require_connected(layers, sizes, where)
    functions = [_function(layer, f"{where} of layer {place}") for place, layer in enumerate(layers) if place]
    connections = _connections(values[CONNECTIONS], sizes, f"{label}: connections")
    weights = [
        _fold(array, layer[:-1], function)
        for array, layer, function in zip(connections, layers[1:], functions, strict=True)
    ]
    require_finite(weights, label)
    return ModelRecord(
        tuple(size - 1 for size in sizes),
        tuple(function.twin for function in functions),
        (True,) * len(weights),
        tuple(weights),
        source=where,
    )


def _steepnesses(record: ModelRecord, numbers: list[int]) -> list[float]:
    """One a layer, so that no linear neuron is cut while inputs are no larger than `LARGEST_INPUT`."""
    reach, found = LARGEST_INPUT, []
    for layer, kind in enumerate(numbers):
        inputs = np.abs(record.weights[layer].astype(float))
        reaches = np.full((len(inputs), 1), reach)
        if record.bias[layer]:
            reaches[-1] = 1.0
        with np.errstate(over="ignore"):
            largest = float((inputs * reaches).sum(axis=0).max())
        found.append(written_steepness(FUNCTIONS[kind], largest))
        reach = min(largest, FUNCTIONS[kind].highest)
    return found


def _unfold(record: ModelRecord, layer: int, scale: float) -> Array:
    array = record.weights[layer].astype(float)
    if not record.bias[layer]:
        array = np.vstack([array, np.zeros((1, array.shape[1]))])
    with np.errstate(over="ignore"):
        return np.asarray(array / scale)


def _fold(array: Array, neurons: list[Neuron], function: FannFunction) -> Array:
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(array * [function.stretch * steepness for _, _, steepness in neurons])


def _require_layered(values: dict[str, str], label: str) -> None:
    if whole(values["network_type"], f"{label}: network_type") != 0:
        refuse(f"{label}: network_type", values["network_type"], "0, a layered network without shortcuts")
    if number(values["connection_rate"], f"{label}: connection_rate") < 1:
        refuse(f"{label}: connection_rate", values["connection_rate"], "1, a network with all its connections")
    if whole(values.get("scale_included", "0"), f"{label}: scale_included") != 0:
        refuse(f"{label}: scale_included", values["scale_included"], "0, inputs and outputs that are not scaled")


def _sizes(values: dict[str, str], label: str) -> list[int]:
    where = f"{label}: layer_sizes"
    sizes = [whole(size, where) for size in values["layer_sizes"].split()]
    if whole(values["num_layers"], f"{label}: num_layers") != len(sizes):
        refuse(where, f"{len(sizes)} layers", f"{values['num_layers']}, as num_layers says")
    if len(sizes) < 2 or min(sizes) < 2:
        refuse(where, values["layer_sizes"] or "nothing", "two or more sizes of 2 or more, a bias neuron in each")
    return sizes


def _require_connected(layers: list[list[Neuron]], sizes: list[int], where: str) -> None:
    for place, layer in enumerate(layers):
        wanted = [sizes[place - 1] if place else 0] * (len(layer) - 1) + [0]
        for spot, ((inputs, _, _), want) in enumerate(zip(layer, wanted, strict=True)):
            if inputs != want:
                refuse(
                    f"{where}, number {sum(sizes[:place]) + spot + 1}",
                    f"{inputs} inputs",
                    f"{want}: all of the layer before",
                )


def _function(layer: list[Neuron], where: str) -> FannFunction:
    kinds = sorted({kind for _, kind, _ in layer[:-1]})
    if len(kinds) > 1:
        refuse(where, f"the functions {', '.join(map(str, kinds))}", "the same one for all neurons of a layer")
    function = function_of(kinds[0], where)
    for _, _, steepness in layer[:-1]:
        if not 0 < steepness <= function.steepest:
            refuse(
                where,
                f"a steepness of {steepness:g}",
                f"more than 0 and, for {function.twin}, at most {function.steepest:g}",
            )
    return function


def _connections(text: str, sizes: list[int], where: str) -> list[Array]:
    found = tuples(text, 1, MOST_WEIGHTS, where)
    total = sum(inputs * (outputs - 1) for inputs, outputs in pairwise(sizes))
    if len(found) != total:
        refuse(where, f"{len(found)} connections", f"{total}, from every neuron to every one of the next layer")
    sources = np.array([source for source, _ in found], int)
    weights = np.array([weight for _, weight in found], float)
    layers, start = [], 0
    for first, inputs, outputs in zip(accumulate(sizes, initial=0), sizes, sizes[1:], strict=False):
        end = start + inputs * (outputs - 1)
        wrong = np.flatnonzero(sources[start:end] != np.tile(np.arange(first, first + inputs), outputs - 1))
        if wrong.size:
            place = start + int(wrong[0])
            refuse(
                f"{where}, number {place + 1}", f"neuron {sources[place]}", f"{first + wrong[0] % inputs}: all in order"
            )
        layers.append(weights[start:end].reshape(outputs - 1, inputs).T)
        start = end
    return layers
