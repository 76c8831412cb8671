"""A feed-forward network in the textbook's form, against which every faster path is tested.

Examples are rows. A layer computes z = inputs · weights, with a 1 beside the inputs if it has a bias, and its
activation a = f(z):

    inputs (examples, in) -> [inputs, 1] · weights (in + 1, out) -> z (examples, out) -> f -> a (examples, out)
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from perceptop.core.data.arrays import Array
from perceptop.core.data.symbols import Reading, to_numbers, to_readings
from perceptop.core.errors.bad_input import refuse
from perceptop.core.model_files.model_record import MOST_WEIGHTS, Labels, ModelRecord
from perceptop.core.nn.activations.functions import find_activation
from perceptop.core.nn.initializers import Constant, Glorot, Initializer, draw_weights, draws
from perceptop.core.nn.l2_penalty import L2Penalty
from perceptop.core.nn.losses.functions import AnyLoss, find_loss
from perceptop.core.nn.networks.layers import (
    ForwardPass,
    LayerWeights,
    activations_of_layers,
    as_array,
    biases_of_layers,
    sizes_of_layers,
)
from perceptop.core.nn.settings import SETTINGS


class Network:
    """Layers of neurons, each with an activation, joined by weights.

    `weights` has one array a layer: `(inputs + 1, outputs)`, its last row the bias synapses, or `(inputs, outputs)` if
    the layer has no bias. They are views of one flat vector, `theta`.
    """

    def __init__(
        self,
        layers: Sequence[int],
        activation: str | Sequence[str] = "sigmoid",
        *,
        bias: bool | Sequence[bool] = True,
        weights: Initializer | Sequence[ArrayLike] | None = None,
        biases: Initializer | None = None,
        seed: int = 0,
        generator: str = "default",
        dtype: str = "float64",
        labels: Labels | None = None,
    ) -> None:
        """Take the sizes of all layers, inputs first; activation and bias for all layers after the inputs, or one each.

        `weights` is an initializer (Glorot with biases of 0, unless told otherwise) or the arrays themselves.
        `BadInput` if sizes, names or shapes do not fit together.
        """
        self.layers = sizes_of_layers(layers)
        self.activations = activations_of_layers(activation, len(self.layers) - 1)
        self.bias = biases_of_layers(bias, len(self.layers) - 1)
        if dtype not in ("float64", "float32"):
            refuse("dtype", dtype, "float64 or float32")
        total = sum(rows * columns for rows, columns in self.shapes)
        if total > MOST_WEIGHTS:
            refuse("layers", f"{total:,} weights", f"at most {MOST_WEIGHTS:,}")
        self.theta = np.empty(total, dtype)
        self._weights = LayerWeights(self.split(self.theta))
        self.labels = labels or Labels()
        if weights is None or callable(weights):
            if weights is None and biases is None:
                biases = Constant(0.0)
            given: Sequence[ArrayLike] = draw_weights(
                self.layers, self.bias, draws(seed, generator), weights or Glorot(), biases
            )
        else:
            given = weights
        self.set_weights(given)

    @classmethod
    def from_weights(
        cls,
        weights: Sequence[ArrayLike],
        biases: Sequence[ArrayLike] | None = None,
        activation: str | Sequence[str] = "sigmoid",
        *,
        bias_row: bool = True,
        **options: Any,
    ) -> "Network":
        """Build a network whose shape follows from its weights, `(inputs, outputs)` a layer.

        Biases may be given separately, `(outputs,)` a layer, or as the last row of the weights (`bias_row`).
        """
        arrays = [as_array(weight, f"weights[{place}]") for place, weight in enumerate(weights)]
        if any(array.ndim != 2 for array in arrays):
            refuse("weights", "arrays that are not of two dimensions", "one array (inputs, outputs) a layer")
        if biases is not None:
            rows = [as_array(row, f"biases[{place}]").reshape(1, -1) for place, row in enumerate(biases)]
            if [row.shape[1] for row in rows] != [array.shape[1] for array in arrays]:
                refuse("biases", str([row.shape[1] for row in rows]), f"{[array.shape[1] for array in arrays]} values")
            arrays = [np.vstack([array, row]) for array, row in zip(arrays, rows, strict=True)]
        if not arrays:
            refuse("weights", "none", "one array (inputs, outputs) a layer")
        bias = biases is not None or bias_row
        layers = [arrays[0].shape[0] - bias, *(array.shape[1] for array in arrays)]
        return cls(layers, activation, bias=bias, weights=arrays, **options)

    @property
    def weights(self) -> LayerWeights:
        """Return the weights of each layer; setting them is `set_weights`."""
        return self._weights

    @weights.setter
    def weights(self, weights: Sequence[ArrayLike]) -> None:
        self.set_weights(weights)

    def __getstate__(self) -> dict[str, Any]:
        """Return all but the views of `theta`: a copy or an unpickled network has views of its own."""
        return {name: value for name, value in self.__dict__.items() if name != "_weights"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._weights = LayerWeights(self.split(self.theta))

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """Return the shape of each layer's weights, bias row included."""
        return [
            (inputs + has_bias, outputs)
            for inputs, outputs, has_bias in zip(self.layers, self.layers[1:], self.bias, strict=False)
        ]

    def split(self, flat: Array) -> list[Array]:
        """Split a flat vector like `theta` into views shaped like `weights`."""
        views, start = [], 0
        for rows, columns in self.shapes:
            views.append(flat[start : start + rows * columns].reshape(rows, columns))
            start += rows * columns
        return views

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Copy the numbers of arrays shaped like `weights`; `BadInput` if a shape differs."""
        if len(weights) != len(self.weights):
            refuse("weights", f"{len(weights)} layers", f"{len(self.weights)}")
        arrays = [as_array(weight, f"weights[{place}]") for place, weight in enumerate(weights)]
        for place, (mine, theirs) in enumerate(zip(self.weights, arrays, strict=True)):
            if theirs.shape != mine.shape:
                refuse(f"weights[{place}]", f"shape {theirs.shape}", f"{mine.shape}")
        for mine, theirs in zip(self.weights, arrays, strict=True):
            mine[:] = theirs

    def predict(self, inputs: ArrayLike) -> Array:
        """Return outputs `(examples, outputs)` of inputs `(examples, inputs)`; of a row `(inputs,)`, `(outputs,)`."""
        rows = np.asarray(inputs, self.theta.dtype)
        outputs = self.forward(np.atleast_2d(rows)).outputs
        return outputs[0] if rows.ndim == 1 else outputs

    def query(self, values: Sequence[str | float]) -> tuple[Reading, ...]:
        """Return each output of one row of numbers or symbols: its number, and the nearest symbol if there are any."""
        row = to_numbers(values, self.labels.symbols)
        return to_readings(self.forward(row[None]).outputs[0], self.labels.output_symbols)

    def forward(self, inputs: ArrayLike, activate: bool = True) -> ForwardPass:
        """Return z and a of every neuron for inputs `(examples, inputs)`; without `activate`, a = z everywhere."""
        a = self._rows(inputs, self.layers[0], "inputs")
        z_of, a_of = [], [a]
        for weights, has_bias, activation in zip(self.weights, self.bias, self.activations, strict=True):
            z = (_with_ones(a) if has_bias else a) @ weights
            a = activation.function(z) if activate else z
            z_of.append(z)
            a_of.append(a)
        return ForwardPass(tuple(z_of), tuple(a_of))

    def deltas(self, forward: ForwardPass, targets: ArrayLike, loss: AnyLoss = "mse") -> list[Array]:
        """Return δ = dLoss/dz of every neuron, one array `(examples, neurons)` per layer.

        The last layer's follows from the loss; each other one's from the layer after it: the δ there, back through
        the weights (not the bias row, which comes from no neuron), times the slope of its own activation.
        """
        self.require_trainable()
        y = self._rows(targets, self.layers[-1], "targets")
        output = self.activations[-1]
        return self._back(forward, find_loss(loss, output).delta(forward.z[-1], forward.outputs, y, output))

    def backward(self, forward: ForwardPass, gradient: ArrayLike) -> tuple[list[Array], Array]:
        """Return dLoss/d weights, shaped like them, and dLoss/d input, from dLoss/d output `(examples, outputs)`."""
        self.require_trainable()
        upstream = self._rows(gradient, self.layers[-1], "gradient")
        deltas = self._back(forward, self.activations[-1].pull_back(upstream, forward.z[-1], forward.outputs))
        return self._weight_gradients(forward, deltas), self._input_gradient(deltas)

    def _back(self, forward: ForwardPass, delta: Array) -> list[Array]:
        """Return δ of every neuron from δ of the outputs, one array per layer."""
        deltas = [delta]
        for layer in range(len(self.weights) - 1, 0, -1):
            from_neurons = self.weights[layer][: self.layers[layer]]
            upstream = deltas[0] @ from_neurons.T
            activation = self.activations[layer - 1]
            deltas.insert(0, activation.pull_back(upstream, forward.z[layer - 1], forward.activations[layer]))
        return deltas

    def gradients(
        self, inputs: ArrayLike, targets: ArrayLike, loss: AnyLoss = "mse", l2: float = 0.0
    ) -> tuple[float, list[Array]]:
        """Return the loss of these examples and its gradient, arrays shaped like `weights`: δ of a neuron x its input.

        With `l2`, l2 / 2 · Σ w² is a part of the loss and l2 · w of the gradient; biases are excluded.
        """
        forward = self.forward(inputs)
        deltas = self.deltas(forward, targets, loss)
        y = self._rows(targets, self.layers[-1], "targets")
        value = find_loss(loss, self.activations[-1]).value(forward.z[-1], forward.outputs, y)
        gradients = self._weight_gradients(forward, deltas)
        if l2:
            penalty = self.l2_penalty(l2)
            value += float(penalty.value(self.theta))
            for gradient, decay in zip(gradients, self.split(penalty.gradient(self.theta)), strict=True):
                gradient += decay
        return value, gradients

    def l2_penalty(self, l2: float) -> L2Penalty:
        """Return the penalty on this network's weights; `BadInput` for an l2 below 0."""
        return L2Penalty(self.shapes, self.bias, SETTINGS["l2"].require(l2), self.theta)

    def input_gradients(self, inputs: ArrayLike, targets: ArrayLike, loss: AnyLoss = "mse") -> Array:
        """Return dLoss/d input, `(examples, inputs)`: the gradient for a network before this one."""
        return self._input_gradient(self.deltas(self.forward(inputs), targets, loss))

    def _weight_gradients(self, forward: ForwardPass, deltas: list[Array]) -> list[Array]:
        return [self.layer_inputs(forward, layer).T @ delta for layer, delta in enumerate(deltas)]

    def _input_gradient(self, deltas: list[Array]) -> Array:
        return np.asarray(deltas[0] @ self.weights[0][: self.layers[0]].T)

    def layer_inputs(self, forward: ForwardPass, layer: int) -> Array:
        """Return the inputs of a layer, `(examples, inputs)`, with a column of 1 at the end if it has a bias."""
        a = forward.activations[layer]
        return _with_ones(a) if self.bias[layer] else a

    def require_trainable(self) -> None:
        """Raise `BadInput` if an activation has no slope."""
        for layer, activation in enumerate(self.activations, 1):
            if not activation.trainable:
                refuse(f"activation of layer {layer}", activation.name, "one with a slope, to learn by")

    def copy(self) -> "Network":
        """Return an independent network with equal weights."""
        return Network.from_record(self.record())

    def save(self, path: str | Path) -> None:
        """Write the network to a file: .json, .npz or FANN's .net. The file is written whole or not at all."""
        from perceptop.core.model_files.formats import save_model  # JSON and zip are imported on first use

        save_model(self.record(), Path(path))

    @classmethod
    def load(cls, path: str | Path) -> "Network":
        """Read a network from a .json, .npz or .net file; `BadInput` says what is wrong with it."""
        from perceptop.core.model_files.formats import load_model

        return cls.from_record(load_model(Path(path)))

    def record(self) -> ModelRecord:
        """Return the network as plain values; the weights are views, not copies."""
        names = tuple(activation.name for activation in self.activations)
        return ModelRecord(self.layers, names, self.bias, self.weights, str(self.theta.dtype), self.labels)

    @classmethod
    def from_record(cls, record: ModelRecord) -> "Network":
        """Build the network of a record; `BadInput` names an unknown activation."""
        for place, name in enumerate(record.activations):
            find_activation(name, f"{record.source}: activations[{place}]")
        return cls(
            record.layers,
            record.activations,
            bias=record.bias,
            weights=record.weights,
            dtype=record.dtype,
            labels=record.labels,
        )

    def __repr__(self) -> str:
        return f"Network({'-'.join(map(str, self.layers))}, {', '.join(a.name for a in self.activations)})"

    def _rows(self, values: ArrayLike, width: int, what: str) -> Array:
        rows = np.asarray(values, self.theta.dtype)
        if rows.ndim != 2 or rows.shape[1] != width:
            refuse(what, f"shape {rows.shape}", f"(examples, {width})")
        return rows


def _with_ones(a: Array) -> Array:
    return np.hstack([a, np.ones((len(a), 1), a.dtype)])
